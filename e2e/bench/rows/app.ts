// The whole app in a browser, driven as a person would.
import { setTimeout as wait } from 'node:timers/promises';
import { PASSWORD } from '../../support/people.ts';
import { Device } from '../../support/device.ts';
import { readChip, signIn } from '../../support/screen.ts';
import { Tab, within } from '../measure/browser.ts';
import { OFFICER } from './sync.ts';
import { make, openPeer } from './trial.ts';

const LIST = '/hoat-dong';
const FORM = '/hoat-dong/moi';
/** Rows that the app draws before anybody scrolls: three blocks of eight, more than a screen holds. */
const ROWS = 24;
const PATIENCE_MS = 300_000;
const START_MS_MAX = 60_000;
const LOOK_EVERY_MS = 200;

interface Measured {
  ms: number;
  /** The longest task meanwhile. */
  longest: number;
}

export class App {
  readonly #device: Device;
  readonly #origin: string;

  private constructor(device: Device, origin: string) {
    this.#device = device;
    this.#origin = origin;
  }

  static async on(port: number): Promise<App> {
    const origin = `http://localhost:${port}`;
    return new App(await Device.create({ origin, preset: 'desktop' }), origin);
  }

  dispose(): Promise<void> {
    return this.#device.dispose();
  }

  /** Signs in for the first time and waits until the list counts all records. */
  async download(count: number): Promise<Measured> {
    const tab = await Tab.blank(this.#device);
    await signIn(tab.page, OFFICER);
    const began = performance.now();
    await tab.page.goto(this.#origin + LIST);
    await within(PATIENCE_MS, 'the first download', listed(tab, count));
    const ms = performance.now() - began;
    // The last page is on the screen; what follows it is not waited for by anybody.
    const longest = await tab.longest();
    await tab.close();
    return { ms, longest };
  }

  /** Waits until the app is kept for work without a network. */
  async installed(): Promise<void> {
    const tab = await Tab.blank(this.#device);
    await tab.page.goto(this.#origin);
    await tab.page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await tab.page.reload();
    await tab.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await tab.close();
  }

  /** From navigation to the newest rows and a form that answers, without a network. */
  async coldStart(count: number, rate: number): Promise<Measured> {
    return this.#offline(rate, async (tab) => {
      await tab.page.addInitScript(watchStart, Math.min(ROWS, count));
      await tab.page.goto(this.#origin + FORM, { waitUntil: 'commit' });
      await within(START_MS_MAX, 'a start without a network', usable(tab));
      return { ms: await tab.page.evaluate(() => globalThis.usableAt), longest: await tab.longest() };
    });
  }

  /** How long each key of a search takes until the list shows what it found. */
  async search(text: string, count: number, rate: number): Promise<number[]> {
    return this.#offline(1, async (tab) => {
      await tab.page.goto(this.#origin + LIST);
      await within(PATIENCE_MS, 'reading all for the search', listed(tab, count));
      await wait(prepared(count));
      await tab.slow(rate);
      return tab.page.evaluate(typeAndTime, text);
    });
  }

  /** How long the finding takes of each key, without drawing. */
  async find(text: string, count: number, rate: number): Promise<number[]> {
    const tab = await Tab.blank(this.#device);
    try {
      await tab.page.goto(`${this.#origin}/reader.html`);
      await tab.page.waitForFunction(() => globalThis.reader?.ready(), undefined, { timeout: PATIENCE_MS, polling: LOOK_EVERY_MS });
      const found = await tab.page.evaluate(() => globalThis.reader.find(''));
      if (found < count) throw new Error(`${found} of ${count} records are searched`);
      await wait(prepared(count));
      await tab.slow(rate);
      return await tab.page.evaluate(findAndTime, text);
    } finally {
      await tab.close();
    }
  }

  /** Makes records while nothing is sent, then opens the app and waits until it has sent them. */
  async push(count: number, from: number, rate: number): Promise<Measured> {
    const maker = await Tab.blank(this.#device);
    await openPeer(maker, `${this.#origin}/sync-product.html?login=${OFFICER}&password=${PASSWORD}`);
    await make(maker, 'the app', count, from);
    await maker.close();
    const tab = await Tab.blank(this.#device);
    await tab.slow(rate);
    const began = performance.now();
    await tab.page.goto(this.#origin);
    await within(PATIENCE_MS, 'the push of the whole app', this.#sent(tab, count));
    const ms = performance.now() - began;
    const longest = await tab.longest();
    await tab.close();
    return { ms, longest };
  }

  async #sent(tab: Tab, count: number): Promise<void> {
    for (let began = false; ; ) {
      const { waiting, refused } = await readChip(tab.page);
      if (refused > 0) throw new Error(`${refused} of ${count} records were refused`);
      if (began && waiting === 0) return;
      began ||= waiting > 0;
      await wait(LOOK_EVERY_MS);
    }
  }

  async #offline<T>(rate: number, work: (tab: Tab) => Promise<T>): Promise<T> {
    await this.#device.context.setOffline(true);
    const tab = await Tab.blank(this.#device);
    try {
      await tab.slow(rate);
      return await work(tab);
    } finally {
      await tab.close();
      await this.#device.context.setOffline(false);
    }
  }
}

async function usable(tab: Tab): Promise<void> {
  await tab.page.waitForFunction(() => globalThis.usableAt !== undefined, undefined, { polling: 500 });
}

/** Waits until the list counts so many records; only those in sight have elements. */
async function listed(tab: Tab, count: number): Promise<void> {
  await tab.page.waitForFunction(
    (count) => Number(document.querySelector('[role=listitem]')?.getAttribute('aria-setsize')) >= count,
    count,
    { timeout: PATIENCE_MS, polling: LOOK_EVERY_MS },
  );
}

/** In the page: notes when the rows are there and the form takes the focus. */
function watchStart(rows: number): void {
  const look = (): void => {
    // Looking must cost next to nothing, or it is itself what is measured.
    const title = document.getElementById('activity-title');
    const list = title && document.querySelector('[role=list]');
    if (!title || !list || list.querySelectorAll('[role=listitem]').length < rows) {
      requestAnimationFrame(look);
      return;
    }
    title.focus();
    if (document.activeElement !== title) throw new Error('the form takes no focus');
    // The next task: the frame is on its way, and the page answers.
    const channel = new MessageChannel();
    channel.port1.onmessage = () => (globalThis.usableAt = performance.now());
    channel.port2.postMessage(undefined);
  };
  requestAnimationFrame(look);
}

/** Milliseconds in which the app, while nobody waits, gets its search ready. */
function prepared(count: number): number {
  return 500 + Math.min(20_000, count / 2);
}

/** In the page: searches for more and more letters, and times each. */
function findAndTime(text: string): number[] {
  return Array.from(text, (_, at) => {
    const began = performance.now();
    globalThis.reader.find(text.slice(0, at + 1));
    return performance.now() - began;
  });
}

/** In the page: types key by key and times each until its work is done. */
async function typeAndTime(text: string): Promise<number[]> {
  const input = document.querySelector<HTMLInputElement>('input[type=search]');
  if (!input) throw new Error('the list has no search');
  const status = input.closest('section')?.querySelector('[role=status]');
  const before = status?.textContent;
  // All that a key sets off runs before the next task.
  const nextTask = (): Promise<void> =>
    new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve();
      channel.port2.postMessage(undefined);
    });
  const times: number[] = [];
  for (let length = 1; length <= text.length; length++) {
    const began = performance.now();
    input.value = text.slice(0, length);
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await nextTask();
    times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  if (status?.textContent === before) throw new Error('the search changed nothing');
  return times;
}
