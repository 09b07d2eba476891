// `cargo dev shots [screen …]`: a contact sheet of every screen, into e2e/out/shots.
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { CHROMIUM } from './support/device.ts';
import { Scene } from './support/scene.ts';
import type { View } from './support/scene.ts';
import { writeSheet } from './support/sheet.ts';
import type { Shot } from './support/sheet.ts';

const OUT = join(import.meta.dirname, 'out/shots');
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
const LANGUAGES = ['vi', 'en'] as const;
const LIGHTS = ['light', 'dark'] as const;

async function look(page: Page, view: View): Promise<Shot[][]> {
  const lines: Shot[][] = [];
  for (const language of LANGUAGES) {
    await page.evaluate((chosen) => localStorage.setItem('language', chosen), language);
    const shots: Shot[] = [];
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.goto(view.address);
      await view.prepare(page, language);
      for (const colorScheme of LIGHTS) {
        await page.emulateMedia({ colorScheme });
        shots.push({ words: `${view.name} ${language} ${colorScheme} ${size.width}`, ...size, png: await page.screenshot() });
      }
    }
    lines.push(shots);
  }
  await page.evaluate(() => localStorage.removeItem('language'));
  return lines;
}

const wanted = process.argv.slice(2);
const painter = await (await chromium.launch({ executablePath: CHROMIUM })).newPage();
const scene = await Scene.set();
try {
  for await (const [page, view] of scene.views()) {
    if (wanted.length > 0 && !wanted.includes(view.name)) continue;
    const path = join(OUT, `${view.name}.png`);
    await writeSheet(painter, path, await look(page, view));
    console.log(path);
  }
} finally {
  await painter.context().browser()?.close();
  await scene.strike();
}
