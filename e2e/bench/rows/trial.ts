// One exchange after another between two devices and a server, each measured.
import { Tab, within, withMachine } from '../measure/browser.ts';
import { Link, SLOW_3G } from '../measure/link.ts';
import { median } from '../measure/statistics.ts';
import type { Program } from '../measure/program.ts';

/** Where a peer's page is, by the name of the device and the port of the link. */
export type Address = (host: string, port: number) => string;

/** What one exchange took. */
export interface Run {
  ms: number;
  up: number;
  down: number;
  bytes: number;
  turns: number;
  cpuMs: number;
  longest: number;
}

export interface TrialFigures {
  push: Run;
  pull: Run;
  sender: Run;
  receiver: Run;
  idle: Run;
  slowSender: Run;
  slowReceiver: Run;
  memory: { megabytes: number };
}

const ROUNDS = 3;
const TEN = 10;
const PATIENCE_MS = 120_000;

export interface Asked {
  name: string;
  count: number;
  /** How many times slower the main threads are. */
  rate: number;
}

export async function trial(server: Program, address: Address, { name, count, rate }: Asked): Promise<TrialFigures> {
  const link = await Link.to(server.port);
  try {
    return await withMachine(async (device) => {
      const open = async (host: string): Promise<Tab> => {
        const tab = await Tab.blank(device);
        await openPeer(tab, address(host, link.port));
        return tab;
      };
      const run = (tab: Tab, what: string): Promise<Run> => exchange(server, link, tab, `${name}, ${what}`, PATIENCE_MS * rate);
      const a = await open('a');
      await make(a, name, count);
      await a.slow(rate);
      const push = await run(a, 'push');
      const b = await open('b');
      await b.slow(rate);
      const pull = await run(b, 'pull');
      const held = await b.page.evaluate(() => globalThis.peer.count());
      if (held < count) throw new Error(`${name}: the second device has ${held} of ${count} records`);
      const memory = { megabytes: server.memoryBytes() / 1e6 };

      const ten = async (seed: number): Promise<[Run, Run]> => {
        const edited = await a.page.evaluate(([ten, seed]) => globalThis.peer.edit(ten, seed), [TEN, seed] as const);
        const runs: [Run, Run] = [await run(a, 'ten changed, sender'), await run(b, 'ten changed, receiver')];
        for (const { id, says } of edited) {
          const found = await b.page.evaluate((id) => globalThis.peer.says(id), id);
          if (found !== says) throw new Error(`${name}: ${id} says ${found} on the second device instead of ${says}`);
        }
        return runs;
      };
      const rounds: [Run, Run][] = [];
      for (let round = 0; round < ROUNDS; round++) rounds.push(await ten(100 + round));
      const idle = await run(b, 'nothing new');
      link.shape(SLOW_3G);
      const [slowSender, slowReceiver] = await ten(200);
      link.shape();
      const [sender, receiver] = [0, 1].map((side) => middle(rounds.map((round) => round[side] as Run))) as [Run, Run];
      return { push, pull, sender, receiver, idle, slowSender, slowReceiver, memory };
    });
  } finally {
    link.close();
  }
}

/** Loads a peer's page and gets it ready. */
export async function openPeer(tab: Tab, address: string): Promise<void> {
  await tab.page.goto(address);
  await tab.page.waitForFunction(() => globalThis.peer !== undefined);
  await within(PATIENCE_MS, `getting ${address} ready`, tab.page.evaluate(() => globalThis.peer.ready()));
}

/** Makes records on a device while nothing is sent. */
export async function make(tab: Tab, name: string, count: number, from = 0): Promise<void> {
  const work = tab.page.evaluate(([count, from]) => globalThis.peer.make(count, from), [count, from] as const);
  await standing(tab, within(30_000 + count * 10, `${name}, making ${count} records`, work));
}

/** The outcome of some work; a failure also says how the device stands. */
async function standing<T>(tab: Tab, work: Promise<T>): Promise<T> {
  return work.catch(async (error: unknown) => {
    const state = await tab.page.evaluate(() => globalThis.peer.state?.()).catch(() => undefined);
    throw new Error(`${String(error)} (${state ?? 'it does not say how it stands'})`);
  });
}

async function exchange(server: Program, link: Link, tab: Tab, what: string, patience: number): Promise<Run> {
  await tab.longest();
  link.take();
  const before = server.cpuMs();
  const work = tab.page.evaluate(async () => {
    const began = performance.now();
    await globalThis.peer.run();
    return performance.now() - began;
  });
  const ms = await standing(tab, within(patience, what, work));
  const { up, down, turns } = link.take();
  const cpuMs = server.cpuMs() - before;
  return { ms, up, down, bytes: up + down, turns, cpuMs, longest: await tab.longest() };
}

function middle(runs: readonly Run[]): Run {
  const of = (figure: keyof Run): number => median(runs.map((run) => run[figure])) ?? Number.NaN;
  return { ms: of('ms'), up: of('up'), down: of('down'), bytes: of('bytes'), turns: of('turns'), cpuMs: of('cpuMs'), longest: of('longest') };
}
