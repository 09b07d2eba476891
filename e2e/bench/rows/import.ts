// Many rows of a spreadsheet, read and taken without a network: nothing may freeze meanwhile, and memory must hold.
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { Device } from '../../support/device.ts';
import { goToAdmin } from '../../support/directory.ts';
import { choose, openImport } from '../../support/import.ts';
import { signIn, offlineReady } from '../../support/screen.ts';
import { Tab } from '../measure/browser.ts';
import { memoryOf } from '../measure/program.ts';
import type { Bench, Found } from '../plan.ts';
import { atMost, grouped, ms } from '../report.ts';
import type { Line } from '../report.ts';
import { under50 } from './storage.ts';

const ROWS = 50_000;
const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 600_000;

interface ImportFigures {
  previewMs: number;
  takeMs: number;
  longest: number;
  /** How much more memory the page's process had at most than before the file was chosen, in bytes. */
  moreBytes: number;
}

export async function measureImport({ servers, say }: Bench): Promise<Found> {
  const server = await servers.product();
  try {
    const device = await Device.create({ origin: server.origin, preset: 'tablet' });
    try {
      await signIn(device.page, 'trang');
      await offlineReady(device.page);
      await device.page.goto('about:blank');
      await device.context.setOffline(true);
      const figures = await imported(device);
      say(`import: ${JSON.stringify(figures)}`);
      return { lines: lines(figures), figures };
    } finally {
      await device.dispose();
    }
  } finally {
    await server.stop();
  }
}

async function imported(device: Device): Promise<ImportFigures> {
  const tab = await Tab.blank(device);
  const { page } = tab;
  await page.goto('/');
  await goToAdmin(page, 'Người dùng');
  await openImport(page, 'Nhập người dùng');
  const people = Array.from({ length: ROWS }, (_, at) => `Nguyễn Văn ${at};Chuyên viên phòng ${at % 17};Hội Chữ thập đỏ tỉnh Đồng Tháp`);
  const memory = await Memory.of(device, page);
  await tab.longest();
  let began = performance.now();
  await choose(page, { name: 'nguoi-dung.csv', text: ['Họ và tên;Chức vụ;Đơn vị', ...people].join('\r\n') });
  const go = page.getByRole('button', { name: /^Nhập [\d.]+ dòng/ });
  await memory.until(go.waitFor({ timeout: PATIENCE_MS }));
  const previewMs = performance.now() - began;
  began = performance.now();
  await go.click();
  await memory.until(page.getByRole('heading', { name: /^Đã ghi/ }).waitFor({ timeout: PATIENCE_MS }));
  const takeMs = performance.now() - began;
  const longest = await tab.longest();
  await tab.close();
  return { previewMs, takeMs, longest, moreBytes: memory.more };
}

/** The memory of the process that shows a page, its workers included. */
class Memory {
  readonly #process: number;
  readonly #before: number;
  #most = 0;

  private constructor(process: number) {
    this.#process = process;
    this.#before = memoryOf(process);
  }

  static async of(device: Device, page: Page): Promise<Memory> {
    const session = await device.context.browser()?.newBrowserCDPSession();
    const told = (await session?.send('SystemInfo.getProcessInfo'))?.processInfo ?? [];
    await session?.detach();
    await page.bringToFront();
    const busiest = told.filter(({ type }) => type === 'renderer').sort((a, b) => b.cpuTime - a.cpuTime)[0];
    if (!busiest) throw new Error('Chromium tells of no process that shows a page');
    return new Memory(busiest.id);
  }

  /** Looks again and again until something has happened. */
  async until(work: Promise<unknown>): Promise<void> {
    let isDone = false;
    const done = work.finally(() => (isDone = true));
    while (!isDone) {
      this.#most = Math.max(this.#most, memoryOf(this.#process));
      await wait(LOOK_EVERY_MS);
    }
    await done;
  }

  /** Bytes above what there was. */
  get more(): number {
    return this.#most - this.#before;
  }
}

function lines({ previewMs, takeMs, longest, moreBytes }: ImportFigures): Line[] {
  return [
    {
      goal: '–', work: `import of ${grouped(ROWS)} rows, offline: longest task`, product: under50(longest),
      wanted: '≤ 50 ms', met: atMost(longest, 50),
    },
    { goal: '–', work: '… memory more than before', product: `${grouped(moreBytes / 1e6)} MB`, wanted: '≤ 200 MB', met: atMost(moreBytes, 200e6) },
    { goal: '–', work: '… until the preview, until all is on the device', product: `${ms(previewMs)}, ${ms(takeMs)}` },
  ];
}
