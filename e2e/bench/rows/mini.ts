// The floor of a cold start: the smallest page of the stack, kept for work without a network as the app is.
import { Tab, withMachine } from '../measure/browser.ts';
import type { Bench } from '../plan.ts';

const KEPT = ['mini.html', 'mini.js', 'app-mini_bg.wasm'];
const ROWS = 50;

/** Starts at 4× CPU, without a network, in milliseconds. */
export async function startsOfMini({ servers }: Bench, count: number, starts: number): Promise<number[]> {
  const server = await servers.floor();
  const at = (file: string): string => `http://localhost:${server.port}/p/${file}`;
  try {
    return await withMachine(async (device) => {
      const seeding = await Tab.blank(device);
      await seeding.page.goto(at('mini-seed.html'));
      await seeding.page.waitForFunction(() => globalThis.seed !== undefined);
      await seeding.page.evaluate((count) => globalThis.seed(count), count);
      await seeding.page.evaluate(async (files) => {
        await navigator.serviceWorker.register(`mini-worker.js?files=${files.join(',')}`);
        await navigator.serviceWorker.ready;
      }, KEPT);
      await seeding.close();
      const times: number[] = [];
      // The first one does not count: after it everything is as it will be on every later day.
      for (let run = 0; run <= starts; run++) {
        await device.context.setOffline(true);
        const tab = await Tab.blank(device);
        await tab.slow(4);
        await tab.page.goto(at('mini.html'), { waitUntil: 'commit' });
        await tab.page.waitForFunction(() => globalThis.usableAt !== undefined, undefined, { polling: 500 });
        const [rows, ms] = await tab.page.evaluate(() => [globalThis.shownRows, globalThis.usableAt] as const);
        if (rows !== Math.min(ROWS, count)) throw new Error(`the smallest page shows ${rows} rows`);
        if (run > 0) times.push(ms);
        await tab.close();
        await device.context.setOffline(false);
      }
      return times;
    });
  } finally {
    await server.stop();
  }
}
