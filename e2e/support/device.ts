import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import type { BrowserContext, BrowserContextOptions, Page } from '@playwright/test';

export type Preset = 'tablet' | 'phone' | 'desktop';

const PRESETS: Record<Preset, BrowserContextOptions> = {
  tablet: { viewport: { width: 1280, height: 800 }, hasTouch: true, isMobile: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1440, height: 900 } },
};

const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of every test. */
export const CHROMIUM = process.env['GIAO_UOC_CHROMIUM'] ?? '/usr/bin/chromium';

export interface DeviceOptions {
  /** Where the program is: the proxy's origin, or the server's. */
  origin: string;
  preset?: Preset;
  locale?: string;
  colorScheme?: 'light' | 'dark';
  /** Anything else Playwright's contexts know, a user agent for example. */
  context?: BrowserContextOptions;
}

/**
 * A machine in someone's hands: a browser profile on disk and, while it is on, a browser that uses it.
 * What the program stored lives as long as the profile, through kills and restarts.
 */
export class Device {
  readonly profile: string;
  readonly #options: DeviceOptions;
  #context: BrowserContext | undefined;
  #group = 0;

  private constructor(options: DeviceOptions, profile: string) {
    this.#options = options;
    this.profile = profile;
  }

  /** A new machine with an empty profile, switched on. */
  static async create(options: DeviceOptions): Promise<Device> {
    const device = new Device(options, mkdtempSync(join(tmpdir(), 'giao-uoc-device-')));
    await device.open();
    return device;
  }

  /** A machine whose profile is a copy of this one; this one must be off. */
  async clone(): Promise<Device> {
    if (this.#context) throw new Error('Close or kill the device before cloning its profile.');
    const device = new Device(this.#options, mkdtempSync(join(tmpdir(), 'giao-uoc-device-')));
    cpSync(this.profile, device.profile, { recursive: true, verbatimSymlinks: true });
    await device.open();
    return device;
  }

  /** The browser's first tab. */
  get page(): Page {
    const page = this.context.pages()[0];
    if (!page) throw new Error('The browser has no tab open.');
    return page;
  }

  get context(): BrowserContext {
    if (!this.#context) throw new Error('The device is off.');
    return this.#context;
  }

  /** Starts the browser on this profile, without loading a page. */
  async open(): Promise<void> {
    const { origin, preset = 'tablet', locale = 'vi-VN', colorScheme = 'light', context } = this.#options;
    this.#context = await chromium.launchPersistentContext(this.profile, {
      executablePath: CHROMIUM,
      args: ARGS,
      baseURL: origin,
      locale,
      colorScheme,
      timezoneId: 'Asia/Ho_Chi_Minh',
      reducedMotion: 'reduce',
      ...PRESETS[preset],
      ...context,
    });
    this.#group = await browserProcess(this.#context);
  }

  /** Another tab of the same browser. */
  async tab(path = '/'): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(path);
    return page;
  }

  /** Quits the browser as a person does. */
  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
  }

  /** Takes the power from the whole browser at once: nothing in it gets to finish. */
  async kill(): Promise<void> {
    const context = this.context;
    const closed = once(context as unknown as NodeJS.EventEmitter, 'close');
    // Playwright makes the browser the leader of a process group of its own.
    process.kill(-this.#group, 'SIGKILL');
    await closed;
    await groupIsGone(this.#group);
    this.#context = undefined;
  }

  /** Switches on again with the same profile. */
  async reopen(path = '/'): Promise<Page> {
    if (this.#context) await this.close();
    await this.open();
    await this.page.goto(path);
    return this.page;
  }

  /** Closes it as people do and opens it again. Chromium otherwise brings a cookie to disk only within half a minute. */
  async putAway(path = '/'): Promise<Page> {
    await this.close();
    return this.reopen(path);
  }

  /** Switches off for good and forgets the profile. */
  async dispose(): Promise<void> {
    await this.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function browserProcess(context: BrowserContext): Promise<number> {
  const session = await context.browser()?.newBrowserCDPSession();
  const info = (await session?.send('SystemInfo.getProcessInfo'))?.processInfo ?? [];
  await session?.detach();
  const browser = info.find(({ type }) => type === 'browser');
  if (!browser) throw new Error('Chromium did not tell the number of its process.');
  return browser.id;
}

/** Waits until no process of the group runs, so that the next browser finds the profile free. */
async function groupIsGone(group: number): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (running(group)) {
    if (Date.now() > deadline) throw new Error(`Processes of the killed browser ${group} still run.`);
    await wait(10);
  }
}

function running(group: number): boolean {
  return readdirSync('/proc').some((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      // After the name, which may itself hold spaces: state, parent, process group.
      const [state, , owner] = readFileSync(`/proc/${entry}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
      return Number(owner) === group && state !== 'Z' && state !== 'X';
    } catch {
      return false; // It ended while we looked.
    }
  });
}
