// `cargo dev shots [--picture] [screen …]`: a contact sheet of every screen, into e2e/out/shots; with `--picture` the
// pictures of the README too.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { CHROMIUM } from './support/device.ts';
import { comeIn, firstLink, introduce, keep, makeCluster, MEMBERS, paste } from './support/newcomer.ts';
import { compact } from './support/png.ts';
import { chip } from './support/screen.ts';
import { Scene } from './support/scene.ts';
import type { View } from './support/scene.ts';
import { Server } from './support/server.ts';
import { writeSheet } from './support/sheet.ts';
import type { Shot } from './support/sheet.ts';

const OUT = join(import.meta.dirname, 'out/shots');
const PICTURES = join(import.meta.dirname, 'pictures');
const PICTURE = { of: '14-activity-differing', name: 'activities-tablet' };
const TABLET = { width: 1280, height: 800 };
const SIZES = [TABLET, { width: 390, height: 844 }];
/** What the chip says once the first exchange has been tried. */
const STANDS = /Ngoại tuyến|Offline|Đã gửi hết|Everything is sent|cần xử lý|needs? you/;
const LANGUAGES = ['vi', 'en'] as const;
const LIGHTS = ['light', 'dark'] as const;

async function look(page: Page, view: View): Promise<Shot[][]> {
  const lines: Shot[][] = [];
  for (const language of LANGUAGES) {
    await page.goto(view.address);
    await page.evaluate((chosen) => localStorage.setItem('language', chosen), language);
    const shots: Shot[] = [];
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.goto(view.address);
      await settled(page);
      await view.prepare(page, language);
      for (const colorScheme of LIGHTS) {
        await page.emulateMedia({ colorScheme });
        shots.push({ words: `${view.name} ${language} ${colorScheme} ${size.width}`, ...size, png: await page.screenshot() });
      }
    }
    lines.push(shots);
  }
  // The story goes on in Vietnamese.
  await page.evaluate(() => localStorage.removeItem('language'));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(TABLET);
  await page.goto(view.address);
  await settled(page);
  return lines;
}

/** Waits until the screen is drawn and the chip says how it stands with the server. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  if (await page.getByRole('banner').isVisible()) await chip(page).filter({ hasText: STANDS }).waitFor();
}

async function picture(name: string, png: Buffer): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const path = join(PICTURES, `${name}.png`);
  writeFileSync(path, await compact(painter, png));
  console.log(path);
}

/** A newcomer's first steps in an empty installation. */
async function newcomer(): Promise<void> {
  const server = await Server.start({ sample: false });
  const context = await painter.context().browser()?.newContext({ viewport: TABLET, locale: 'vi-VN' });
  try {
    const page = await context?.newPage();
    if (!page) return;
    await page.goto(firstLink(server, server.origin));
    await introduce(page);
    await picture('first-1-link', await page.screenshot());
    await comeIn(page);
    await makeCluster(page);
    await paste(page, MEMBERS);
    await picture('first-2-members', await page.screenshot());
    await keep(page, MEMBERS.length);
    await page.goto(server.origin);
    await page.getByRole('link', { name: 'Năm 2027 chưa có lịch' }).waitFor();
    await settled(page);
    await picture('first-3-steps', await page.screenshot());
  } finally {
    await context?.close();
    await server.dispose();
  }
}

const { values, positionals: wanted } = parseArgs({ allowPositionals: true, options: { picture: { type: 'boolean' } } });
const painter = await (await chromium.launch({ executablePath: CHROMIUM })).newPage();
const scene = await Scene.set();
try {
  for await (const [page, view] of scene.views()) {
    if (wanted.length > 0 && !wanted.includes(view.name)) continue;
    const lines = await look(page, view);
    const path = join(OUT, `${view.name}.png`);
    await writeSheet(painter, path, lines);
    console.log(path);
    const first = lines[0]?.[0];
    if (!values.picture || view.name !== PICTURE.of || !first) continue;
    await picture(PICTURE.name, first.png);
  }
  if (values.picture) await newcomer();
} finally {
  await painter.context().browser()?.close();
  await scene.strike();
}
