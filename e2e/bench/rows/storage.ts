// Goals 1 to 3, and 9 for a bulk write: the device's store beside raw IndexedDB and PouchDB.
import type { StoreFigures } from '../pages/contract.ts';
import { Tab, within, withMachine } from '../measure/browser.ts';
import { Samples, median, percentile, ratio } from '../measure/statistics.ts';
import type { Bench, Found } from '../plan.ts';
import { all, atMost, ms } from '../report.ts';
import type { Line } from '../report.ts';

const STORES = { raw: 'store-raw.html', strict: 'store-raw.html?strict', product: 'store-product.html', pouch: 'store-pouch.html' };
const SAVES = 61;
const MANY = 10;
/** Time that a record takes in what follows the runs. */
const AFTER_MS = 4;
const PATIENCE_MS = 120_000;

interface Asked {
  count: number;
  rate?: number;
}

export async function measureStorage({ options, servers, clock, say }: Bench): Promise<Found> {
  const server = await servers.floor();
  const samples = new Samples();
  const store = async (name: keyof typeof STORES, host: string, { count, rate = 1 }: Asked): Promise<StoreFigures> => {
    const figures = await withMachine(async (device) => {
      const tab = await Tab.blank(device);
      // Every run on an origin of its own, so that none finds what another left.
      await tab.page.goto(`http://${host}.localhost:${server.port}/p/${STORES[name]}`);
      await tab.page.waitForFunction(() => globalThis.measureStore !== undefined);
      await tab.slow(rate);
      const work = tab.page.evaluate(([count, saves]) => globalThis.measureStore(count, saves), [count, SAVES] as const);
      return within(PATIENCE_MS * rate, name, work);
    });
    say(`storage ${host}: ${JSON.stringify({ ...figures, saveMs: median(figures.saveMs) })}`);
    return figures;
  };
  try {
    const names = Object.keys(STORES) as (keyof typeof STORES)[];
    for (const run of clock.runs(options.reps, options.count * AFTER_MS)) {
      for (const name of rotated(names, run)) {
        const figures = await store(name, `${name}-${run}`, { count: options.count });
        samples.addAll(name, figures);
        samples.add(`${name}.save`, median(figures.saveMs) ?? Number.NaN);
        samples.add(`${name}.save95`, percentile(figures.saveMs, 95) ?? Number.NaN);
      }
    }
    const slow = await store('product', 'product-slow', { count: options.count, rate: 4 });
    const many = await store('product', 'product-many', { count: options.count * MANY });
    return { lines: lines(samples, slow, many, options.count), figures: { samples, slow, many } };
  } finally {
    await server.stop();
  }
}

function lines(samples: Samples, slow: StoreFigures, many: StoreFigures, count: number): Line[] {
  const shown = (figure: string): Pick<Line, 'product' | 'floor' | 'peer'> => ({
    product: ms(samples.median(`product.${figure}`)),
    floor: ms(samples.median(`raw.${figure}`)),
    peer: ms(samples.median(`pouch.${figure}`)),
  });
  const alone = samples.ratio('product.keepMs', 'raw.keepMs');
  const queued = samples.ratio('product.queueMs', 'raw.keepMs');
  const save = samples.ratio('product.save', 'raw.save');
  const save95 = samples.median('product.save95');
  const manySave = ratio(median(many.saveMs), samples.median('product.save'));
  const screen = samples.ratio('product.screenMs', 'raw.screenMs');
  const manyScreen = ratio(many.screenMs, samples.median('product.screenMs'));
  const reopen = samples.ratio('product.reopenMs', 'raw.reopenMs');
  const longest = samples.most('product.queueLongest');
  const slowLongest = Math.max(slow.keepLongest, slow.queueLongest ?? 0);
  const more = `${count * MANY} held`;
  return [
    { goal: '1', work: `write ${count} records by 500, alone`, ...shown('keepMs'), ratio: alone, wanted: '≤ 1.3×', met: atMost(alone, 1.3) },
    {
      goal: '1', work: '… with outbox and change metadata', ...shown('keepMs'), product: ms(samples.median('product.queueMs')),
      ratio: queued, wanted: '≤ 2.0×', met: atMost(queued, 2),
    },
    { goal: '2', work: `save one, ${count} held (strict, signed)`, ...shown('save'), ratio: save, wanted: '≤ 2×', met: atMost(save, 2) },
    { goal: '2', work: '… of that making and signing the change', product: ms(samples.median('product.signMs')) },
    { goal: '2', work: '… raw, strict as well', product: ms(samples.median('product.save')), floor: ms(samples.median('strict.save')), ratio: samples.ratio('product.save', 'strict.save') },
    { goal: '2', work: '… 95 of 100 within', ...shown('save95'), ratio: samples.ratio('product.save95', 'raw.save95'), wanted: '≤ 16 ms', met: atMost(save95, 16) },
    { goal: '2', work: `… ${more}`, product: ms(median(many.saveMs)), wanted: `≤ 1.5× of ${count}`, met: atMost(manySave, 1.5) },
    { goal: '3', work: 'read a screen of 100', ...shown('screenMs'), peer: '', ratio: screen, wanted: '≤ 2×', met: atMost(screen, 2) },
    { goal: '3', work: `… ${more}`, product: ms(many.screenMs), wanted: `flat: ≤ 1.5× of ${count}`, met: atMost(manyScreen, 1.5) },
    { goal: '3', work: 'reopen and read all', ...shown('reopenMs'), ratio: reopen, wanted: '≤ 1.3×', met: atMost(reopen, 1.3) },
    { goal: '3', work: `… ${more}`, product: ms(many.reopenMs) },
    {
      goal: '9', work: 'longest task of a bulk write, 1× / 4×', product: `${under50(longest)} / ${under50(slowLongest)}`,
      floor: under50(samples.most('raw.queueLongest')), peer: under50(samples.most('pouch.keepLongest')),
      wanted: '≤ 50 / ≤ 200 ms', met: all(atMost(longest, 50), atMost(slowLongest, 200)),
    },
  ];
}

/** Browsers name no task below 50 ms. */
export function under50(longest: number | undefined): string {
  return longest === 0 ? '< 50 ms' : ms(longest);
}

function rotated<T>(all: readonly T[], by: number): T[] {
  const at = by % all.length;
  return [...all.slice(at), ...all.slice(0, at)];
}
