// `cargo dev bench [--only=storage,sync,…] [--n=10000] [--reps=5] [--minutes=19] [--built]`: every goal of speed and size, each with
// its floor and its peer in the same run, in one table. Ratios are what to hold on to; times are this machine's.
import { rmSync, readdirSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { OUT, build } from './build.ts';
import type { Built } from './build.ts';
import { Clock, options as read } from './plan.ts';
import type { Bench, Found, Part } from './plan.ts';
import { table } from './report.ts';
import type { Line } from './report.ts';
import { measureCold } from './rows/cold.ts';
import { measureCut } from './rows/cut.ts';
import { measureGrid } from './rows/grid.ts';
import { measureImport } from './rows/import.ts';
import { measureServer } from './rows/server.ts';
import { measureSize } from './rows/size.ts';
import { measureStorage } from './rows/storage.ts';
import { measureSync } from './rows/sync.ts';
import { Servers } from './servers.ts';

const PARTS: Part[] = [
  { name: 'size', weight: 1, measure: measureSize },
  { name: 'storage', weight: 3, measure: measureStorage },
  { name: 'sync', weight: 9, measure: measureSync },
  { name: 'cut', weight: 2, measure: measureCut },
  { name: 'cold', weight: 6, measure: measureCold },
  { name: 'server', weight: 2, measure: measureServer },
  { name: 'grid', weight: 3, measure: measureGrid },
  { name: 'import', weight: 3, measure: measureImport },
];
const FILE = resolve(import.meta.dirname, '../out/bench.json');

const options = read(process.argv.slice(2));
const stray = options.only.find((name) => !PARTS.some((part) => part.name === name));
if (stray !== undefined) throw new Error(`--only=${stray}: there are ${PARTS.map((part) => part.name).join(', ')}`);
const built = buildOrStop();
const began = performance.now();
const seconds = (): number => Math.round((performance.now() - began) / 1000);
const say = (text: string): void => console.error(`[${String(seconds()).padStart(4)} s] ${text}`);

/** The compiler has said what is wrong; where in this program it was called helps nobody. */
function buildOrStop(): Built {
  try {
    return build(options.built);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

const parts = PARTS.filter((part) => options.only.length === 0 || options.only.includes(part.name));
const lines: Line[] = [];
const figures: Record<string, unknown> = {};
const failures: string[] = [];
const load = loadavg()[0];
for (const [at, part] of parts.entries()) {
  // What earlier parts left of the time is shared by all that follow.
  const left = options.minutes * 60_000 - (performance.now() - began);
  const weights = parts.slice(at).reduce((sum, { weight }) => sum + weight, 0);
  const bench: Bench = { options, built, servers: new Servers(built), clock: new Clock((left * part.weight) / weights), say };
  try {
    const found: Found = await part.measure(bench);
    lines.push(...found.lines);
    figures[part.name] = found.figures;
  } catch (error) {
    failures.push(`${part.name}: ${error instanceof Error ? error.message : String(error)}`);
    say(`FAILED ${failures.at(-1)}`);
  }
}
for (const entry of readdirSync(OUT)) if (entry.startsWith('data-')) rmSync(join(OUT, entry), { recursive: true, force: true });

lines.sort((a, b) => (Number(a.goal) || 99) - (Number(b.goal) || 99));
const machine = {
  processor: cpus()[0]?.model.trim(), cores: cpus().length, node: process.version,
  chromium: execFileSync(process.env['GIAO_UOC_CHROMIUM'] ?? '/usr/bin/chromium', ['--version'], { encoding: 'utf8' }).trim(),
  loadBefore: load, loadAfter: loadavg()[0],
};
const run = { at: new Date().toISOString(), options, machine, seconds: seconds(), lines, failures, figures };
writeFileSync(FILE, JSON.stringify(run, undefined, 1));
console.log(`${options.count} records, ${options.reps} runs where a ratio is taken, ${run.seconds} s; ${machine.chromium}, ${machine.cores} × ${machine.processor}\n`);
console.log(table(lines));
for (const failure of failures) console.log(`\nnot measured: ${failure}`);
console.log(`\nevery figure: ${FILE}`);
process.exitCode = failures.length === 0 ? 0 : 1;
