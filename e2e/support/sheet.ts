import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from '@playwright/test';

/** One look at a screen. */
export interface Shot {
  words: string;
  width: number;
  height: number;
  png: Buffer;
}

/** How tall every picture stands on a sheet, in pixels. */
const TALL = 440;
const GAP = 12;

/** Puts the looks at one screen side by side into one picture, a line for each language. */
export async function writeSheet(painter: Page, path: string, lines: Shot[][]): Promise<void> {
  const figures = lines.map((shots) => `<div>${shots.map(figure).join('')}</div>`).join('');
  const style = `body{margin:${GAP}px;background:#888;font:14px sans-serif}div{display:flex;gap:${GAP}px;margin-bottom:${GAP}px}
    figure{margin:0}figcaption{background:#fff;padding:2px 6px}img{display:block;height:${TALL}px}`;
  const widest = Math.max(...lines.map((shots) => shots.reduce((sum, { width, height }) => sum + (width * TALL) / height + GAP, GAP)));
  await painter.setViewportSize({ width: Math.ceil(widest + GAP), height: 400 });
  await painter.setContent(`<style>${style}</style>${figures}`);
  // The pictures are in the page itself, but are still decoded.
  await painter.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await painter.screenshot({ fullPage: true }));
}

function figure({ words, png }: Shot): string {
  return `<figure><figcaption>${words}</figcaption><img src="data:image/png;base64,${png.toString('base64')}"></figure>`;
}
