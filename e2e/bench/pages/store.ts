// The measurement of a store, the same for all.
import type { Store, StoreFigures } from './contract.ts';

/** Records in one transaction. */
const PAGE = 500;
const SCREENS = 11;
/** Records got ready at once: a hundred thousand would not fit beside what is measured. */
const READY = 10_000;

export function offer(store: Store): void {
  globalThis.measureStore = (count, saves) => measure(store, count, saves);
}

async function measure(store: Store, count: number, saves: number): Promise<StoreFigures> {
  await store.open('records');
  const kept = await fill(store, count, (from, to) => store.keep(from, to));
  store.forget();
  store.prepare(saves, count);
  // An index that the stores build on their first use is not part of a save.
  await store.save(0);
  const saveMs: number[] = [];
  for (let at = 1; at < saves; at++) saveMs.push(await timed(() => store.save(at)));
  const figures: StoreFigures = { keepMs: kept.ms, keepLongest: kept.longest, saveMs, reopenMs: 0 };
  const sign = store.sign;
  if (sign) figures.signMs = (await timed(async () => saveMs.forEach((_, at) => sign(at)))) / saveMs.length;
  await store.close();

  figures.reopenMs = await timed(async () => {
    await store.open('records');
    const all = await store.all();
    if (all < count) throw new Error(`${all} of ${count} records were read`);
  });
  if (store.screen) figures.screenMs = await screens(store.screen, count);
  await store.close();
  await store.remove('records');

  if (store.queue) {
    const queue = store.queue;
    await store.open('outbox');
    const queued = await fill(store, count, (from, to) => queue(from, to));
    figures.queueMs = queued.ms;
    figures.queueLongest = queued.longest;
    await store.close();
    await store.remove('outbox');
  }
  return figures;
}

/** Writes page by page, and measures only that. */
async function fill(
  store: Store,
  count: number,
  write: (from: number, to: number) => Promise<void>,
): Promise<{ ms: number; longest: number }> {
  const figures = { ms: 0, longest: 0 };
  for (let start = 0; start < count; start += READY) {
    store.forget();
    const some = Math.min(READY, count - start);
    store.prepare(some, start);
    await longest();
    figures.ms += await timed(async () => {
      for (let from = 0; from < some; from += PAGE) await write(from, Math.min(from + PAGE, some));
    });
    figures.longest = Math.max(figures.longest, await longest());
  }
  return figures;
}

async function screens(screen: (from: number) => Promise<number>, count: number): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < SCREENS; at++) {
    const from = Math.floor((count - 120) * ((at * 0.37) % 1));
    times.push(
      await timed(async () => {
        const found = await screen(from);
        if (found !== 100) throw new Error(`a screen of ${found} records instead of 100`);
      }),
    );
  }
  return times.sort((a, b) => a - b)[SCREENS >> 1] ?? 0;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The longest task since this was last asked. Observers hear of a task some time after it. */
async function longest(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  const found = globalThis.longestTask;
  globalThis.longestTask = 0;
  return Math.round(found);
}
