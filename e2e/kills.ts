// `cargo dev kills [--browser=50] [--server=100] [--seed=…]`: what was said to be saved survives a kill at any moment.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killDuringSaves } from './support/killing.ts';
import { Random, runSeed } from './support/random.ts';

const { values } = parseArgs({
  options: { browser: { type: 'string' }, server: { type: 'string' }, seed: { type: 'string' } },
});

function whole(name: string, text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Error(`--${name} is not a whole number: ${text}`);
  return number;
}

/** Kills the browser; whether nothing was lost. */
async function browser(kills: number, seed: number): Promise<boolean> {
  const { saves, lost } = await killDuringSaves(kills, new Random(seed));
  for (const what of lost) console.log(`  lost: ${what}`);
  console.log(`browser: ${kills} kills, ${saves} saves shown, ${lost.length} lost (--seed=${seed})`);
  return lost.length === 0 && saves > 0;
}

/** Kills the server, by its own test; whether nothing was lost. */
async function server(kills: number, seed: number): Promise<boolean> {
  const args = ['test', '--release', '--package=server', '--test=kill', '--', '--nocapture'];
  const env = { ...process.env, GIAO_UOC_KILLS: String(kills), GIAO_UOC_SEED: String(seed) };
  const test = spawn('cargo', args, { cwd: join(import.meta.dirname, '..'), env, stdio: 'inherit' });
  const [code] = (await once(test, 'exit')) as [number | null];
  console.log(`server: ${kills} kills, ${code === 0 ? 'nothing lost' : 'FAILED'} (--seed=${seed})`);
  return code === 0;
}

const seed = whole('seed', values.seed, runSeed());
const browserKills = whole('browser', values.browser, 50);
const serverKills = whole('server', values.server, 100);
const done = [
  browserKills === 0 || (await browser(browserKills, seed)),
  serverKills === 0 || (await server(serverKills, seed)),
];
process.exitCode = done.every(Boolean) ? 0 : 1;
