import { crc32, deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS_MAX = 256;

interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue, opacity of every pixel. */
  rgba: Buffer;
}

/** The same picture of a screen in a third of the bytes: with a palette of the colours that occur most. */
export async function compact(painter: Page, png: Buffer): Promise<Buffer> {
  const { width, height, rgba } = await pixelsOf(painter, png);
  const pixels = Array.from({ length: width * height }, (_, at) => (rgba.readUInt32BE(at * 4) >>> 8));
  const palette = mostUsed(pixels);
  const indexes = new Map(palette.map((colour, index) => [colour, index]));
  const rows = Buffer.alloc(height * (width + 1));
  for (const [at, colour] of pixels.entries()) {
    const index = indexes.get(colour) ?? nearest(palette, colour);
    indexes.set(colour, index);
    // Every row begins with the number of its filter: none.
    rows[at + Math.floor(at / width) + 1] = index;
  }
  return encoded(width, height, palette, rows);
}

function mostUsed(pixels: number[]): number[] {
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts].sort(([, one], [, other]) => other - one);
  return byCount.slice(0, COLOURS_MAX).map(([colour]) => colour);
}

/** The number of the colour of a palette that is most like another one. */
function nearest(palette: number[], wanted: number): number {
  const distances = palette.map((colour) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((colour >> shift) & 255) - ((wanted >> shift) & 255)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

function encoded(width: number, height: number, palette: number[], rows: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits for every pixel, each the number of a colour.
  head.set([8, 3], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const parts = [chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND')];
  return Buffer.concat([SIGNATURE, ...parts]);
}

function chunk(name: string, body: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

async function pixelsOf(painter: Page, png: Buffer): Promise<Pixels> {
  const { width, height, base64 } = await painter.evaluate(async (source) => {
    const image = new Image();
    image.src = `data:image/png;base64,${source}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('There is no canvas.');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const blob = new Blob([data]);
    const reader = new FileReader();
    const read = new Promise((done) => (reader.onload = done));
    reader.readAsDataURL(blob);
    await read;
    return { width: image.width, height: image.height, base64: String(reader.result).split(',')[1] ?? '' };
  }, png.toString('base64'));
  return { width, height, rgba: Buffer.from(base64, 'base64') };
}
