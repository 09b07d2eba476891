import type { CDPSession, Page } from '@playwright/test';
import { Device } from '../../support/device.ts';

// Keeps the longest task of the main thread, from the first script on.
function watchTasks(): void {
  globalThis.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) globalThis.longestTask = Math.max(globalThis.longestTask, task.duration);
  }).observe({ type: 'longtask' });
}

/** A tab under measurement. */
export class Tab {
  readonly page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.#session = session;
  }

  /** Opens a tab in which nothing is loaded yet. */
  static async blank(device: Device): Promise<Tab> {
    const page = await device.context.newPage();
    page.setDefaultTimeout(180_000);
    // What runs this file marks the names of functions, also of those that it hands to the page.
    await page.addInitScript({ content: 'globalThis.__name = (named) => named;' });
    await page.addInitScript(watchTasks);
    if (process.env['GIAO_UOC_BENCH_LOUD']) {
      page.on('console', (message) => console.error('page:', message.text()));
      page.on('pageerror', (error) => console.error('page:', error.message));
    }
    return new Tab(page, await device.context.newCDPSession(page));
  }

  /** Makes the main thread so many times slower. */
  async slow(rate: number): Promise<void> {
    await this.#session.send('Emulation.setCPUThrottlingRate', { rate });
  }

  /** The longest task since this was last asked, in milliseconds; below 50 the browser names none, which gives 0. */
  async longest(): Promise<number> {
    return this.page.evaluate(async () => {
      // Observers hear of a task some time after it.
      await new Promise((resolve) => setTimeout(resolve, 100));
      const longest = globalThis.longestTask;
      globalThis.longestTask = 0;
      return Math.round(longest);
    });
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

/** A fresh machine with a profile on disk: a private window would keep IndexedDB in memory and flatter everybody. */
export async function withMachine<T>(work: (device: Device) => Promise<T>): Promise<T> {
  const device = await Device.create({ origin: 'http://localhost', preset: 'desktop' });
  try {
    return await work(device);
  } finally {
    await device.dispose();
  }
}

/** The output of some work, unless it takes too long. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
