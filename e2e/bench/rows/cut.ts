// Goal 8: the push over a link that drops three times. What is sent again, and whether anything is lost or doubled.
import { setTimeout as wait } from 'node:timers/promises';
import { Tab, within, withMachine } from '../measure/browser.ts';
import { FAIR, Link } from '../measure/link.ts';
import type { Program } from '../measure/program.ts';
import { ratio } from '../measure/statistics.ts';
import type { Bench, Found } from '../plan.ts';
import { activities } from '../work/activities.ts';
import { differences } from '../work/person.ts';
import { all, atMost, bytes, ms } from '../report.ts';
import { ADDRESSES, OFFICER } from './sync.ts';
import { make, openPeer } from './trial.ts';

const PATIENCE_MS = 120_000;
const CUTS = 3;

interface Pushed {
  up: number;
  ms: number;
  /** The longest wait from the link's return until something was sent again. */
  idleMs: number;
  cuts: number;
}

interface CutFigures {
  whole: Pushed;
  cut: Pushed;
  /** Bytes sent again. */
  again: number;
  /** Records that the server does not hold as they were made. */
  wrong: number;
}

export async function measureCut({ options, servers, clock, say }: Bench): Promise<Found> {
  const { count } = options;
  const made = activities(count);
  const starts: Record<keyof typeof ADDRESSES, () => Promise<Program>> = {
    floor: () => servers.floor('NORMAL'),
    product: () => servers.product(),
    pouch: () => servers.pouch(),
  };
  const lacking: Record<keyof typeof ADDRESSES, (server: Program) => Promise<number>> = {
    floor: async (server) => count - Number(await (await fetch(`${server.origin}/count`)).text()),
    product: async (server) => (await differences(server.origin, OFFICER, made)).length,
    pouch: async (server) => count - ((await (await fetch(`${server.origin}/db/bench`)).json()) as { doc_count: number }).doc_count,
  };
  const figures: Partial<Record<keyof typeof ADDRESSES, CutFigures>> = {};
  for (const name of ['product', 'floor', 'pouch'] as const) {
    if (name === 'pouch' && !clock.allows(40_000)) break;
    const push = async (cuts: readonly number[]): Promise<{ pushed: Pushed; wrong: number }> => {
      const server = await starts[name]();
      try {
        return { pushed: await pushThrough(server, name, count, cuts), wrong: await lacking[name](server) };
      } finally {
        await server.stop();
      }
    };
    const { pushed: whole } = await push([]);
    const at = Array.from({ length: CUTS }, (_, cut) => (whole.up * (cut + 1)) / (CUTS + 1));
    const { pushed: cut, wrong } = await push(at);
    figures[name] = { whole, cut, again: cut.up - whole.up, wrong };
    say(`cut ${name}: ${JSON.stringify(figures[name])}`);
  }
  const { product, floor, pouch } = figures;
  const share = (one: CutFigures | undefined): string => {
    const part = ratio(one?.again, one?.whole.up);
    return part === undefined ? '–' : `${(part * 100).toFixed(1)} % (${bytes(one?.again)})`;
  };
  const per = product && product.again / CUTS;
  return {
    figures,
    lines: [
      {
        goal: '8', work: 'sent again after three cuts', product: share(product), floor: share(floor), peer: share(pouch),
        wanted: '≤ 10 %, ≤ 64 kB a cut', met: all(atMost(ratio(product?.again, product?.whole.up), 0.1), atMost(per, 64_000)),
      },
      { goal: '8', work: '… records lost or doubled', product: String(product?.wrong ?? '–'), floor: String(floor?.wrong ?? '–'), peer: String(pouch?.wrong ?? '–'), wanted: '0', met: atMost(product?.wrong, 0) },
      { goal: '8', work: '… idle after the link was back, at most', product: ms(product?.cut.idleMs), floor: 'asked again', peer: 'asked again' },
    ],
  };
}

async function pushThrough(server: Program, name: keyof typeof ADDRESSES, count: number, cuts: readonly number[]): Promise<Pushed> {
  const link = await Link.to(server.port);
  try {
    return await withMachine(async (device) => {
      const tab = await Tab.blank(device);
      await openPeer(tab, ADDRESSES[name]('a', link.port));
      await make(tab, name, count);
      link.take();
      link.cuts = [...cuts];
      link.shape(FAIR);
      const began = performance.now();
      await within(PATIENCE_MS, `${name}, a push over a link that drops`, untilDone(tab));
      const idleMs = Math.max(0, ...link.returns.map(({ back, used = back }) => used - back));
      return { up: link.take().up, ms: performance.now() - began, idleMs, cuts: link.returns.length };
    });
  } finally {
    link.close();
  }
}

/** The program goes on by itself; the others are asked again until they succeed. */
async function untilDone(tab: Tab): Promise<void> {
  const attempt = (): Promise<boolean> => tab.page.evaluate(() => globalThis.peer.run().then(() => true, () => false));
  while (!(await attempt())) await wait(100);
}
