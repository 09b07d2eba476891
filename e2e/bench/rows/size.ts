// Goal 10: what the first screen needs, and what a device keeps. Beside it the executable: how large, how soon it listens, what it takes idle.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { constants, brotliCompressSync } from 'node:zlib';
import { PAGES } from '../build.ts';
import { Samples } from '../measure/statistics.ts';
import type { Bench, Found } from '../plan.ts';
import { atMost, bytes, ms } from '../report.ts';

export async function measureSize({ built, servers, options }: Bench): Promise<Found> {
  // The build's own rule of what belongs to either; it fails above the hard stop, and prints all the same.
  const said = sizes(built.tool);
  const product = Number(/first screen: (\d+)/.exec(said)?.[1]);
  const all = Number(/in all: (\d+)/.exec(said)?.[1]);
  const floor = ['mini.html', 'mini.js', 'app-mini_bg.wasm'].reduce((sum, file) => sum + brotli(file), 0);
  const peer = brotli('sync-pouch.js');
  const executable = statSync(built.server).size;
  const samples = new Samples();
  for (let run = 0; run < options.reps; run++) {
    const server = await servers.bare();
    samples.addAll('server', { startMs: server.startMs, memory: server.memoryBytes() });
    await server.stop();
  }
  const memory = samples.median('server.memory');
  return {
    figures: { product, all, floor, peer, executable, samples, said },
    lines: [
      { goal: '10', work: 'first screen, brotli', product: bytes(product), floor: bytes(floor), peer: `${bytes(peer)} (script)`, ratio: product / floor, wanted: '≤ 200 000 B', met: atMost(product, 200_000) },
      { goal: '10', work: '… hard stop', product: bytes(product), wanted: '≤ 300 000 B', met: atMost(product, 300_000) },
      { goal: '10', work: '… with all parts, to work offline', product: bytes(all), wanted: '≤ 450 000 B', met: atMost(all, 450_000) },
      { goal: '–', work: 'executable, with the app inside', product: bytes(executable) },
      { goal: '–', work: 'server: from its start until it listens', product: ms(samples.median('server.startMs')) },
      { goal: '12', work: 'server memory, idle', product: memory === undefined ? '–' : `${(memory / 1e6).toFixed(1)} MB`, wanted: '≤ 64 MB', met: atMost(memory, 64e6) },
    ],
  };
}

function sizes(tool: string): string {
  try {
    return execFileSync(tool, ['sizes'], { encoding: 'utf8' });
  } catch (error) {
    return String((error as { stdout?: string }).stdout ?? '');
  }
}

function brotli(file: string): number {
  const plain = readFileSync(join(PAGES, file));
  return brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }).length;
}
