import { Random } from './random.ts';

/** What a photo says of itself beside its picture. */
export interface PhotoFacts {
  width: number;
  height: number;
  /** Whether it tells where it was taken. */
  hasLocation: boolean;
  /** Whether it tells anything of the camera at all. */
  hasExif: boolean;
}

const BLOCK = 8;
// The usual code lengths for the brightness of a block, from ITU-T T.81, Annex K: how many codes have 1, 2, … 16 bits.
const BRIGHTNESS_LENGTHS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const BRIGHTNESS_SIZES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
// Nothing but “this block holds no detail” is ever said, so one code of one bit is enough.
const DETAIL_LENGTHS = [1, ...Array.from({ length: 15 }, () => 0)];

/**
 * A real JPEG as a camera writes it, with the place where it was taken: a mosaic of grey squares, another one for
 * every seed.
 */
export function photo(seed: number, width = 2400, height = 1800): Buffer {
  const random = new Random(seed);
  const blocks = Math.ceil(width / BLOCK) * Math.ceil(height / BLOCK);
  const levels = Array.from({ length: blocks }, () => random.below(224) - 112);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif()])),
    // One brightness step of a block stands for one grey level.
    segment(0xdb, Buffer.from([0, ...Array.from({ length: 64 }, () => 8)])),
    segment(0xc0, Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0])),
    segment(0xc4, Buffer.from([0x00, ...BRIGHTNESS_LENGTHS, ...BRIGHTNESS_SIZES])),
    segment(0xc4, Buffer.from([0x10, ...DETAIL_LENGTHS, 0])),
    segment(0xda, Buffer.from([1, 1, 0x00, 0, 63, 0])),
    scan(levels),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** What stands in a JPEG, by its segments. */
export function factsOf(jpeg: Buffer): PhotoFacts {
  const facts = { width: 0, height: 0, hasLocation: false, hasExif: false };
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const kind = jpeg[at + 1] ?? 0;
    const body = jpeg.subarray(at + 4, at + 2 + jpeg.readUInt16BE(at + 2));
    if (kind === 0xc0 || kind === 0xc2) {
      facts.height = body.readUInt16BE(1);
      facts.width = body.readUInt16BE(3);
    }
    if (kind === 0xe1) facts.hasExif = true;
    if (kind === 0xe1 && body.includes(Buffer.from([0x25, 0x88]))) facts.hasLocation = true;
    if (kind === 0xda) break;
  }
  return facts;
}

function segment(kind: number, body: Buffer): Buffer {
  const length = body.length + 2;
  return Buffer.concat([Buffer.from([0xff, kind, length >> 8, length & 255]), body]);
}

/** The squares as a stream of bits: each as its difference to the one before. */
function scan(levels: number[]): Buffer {
  const codes = brightnessCodes();
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  const put = (value: number, bits: number): void => {
    for (let bit = bits - 1; bit >= 0; bit -= 1) {
      held = (held << 1) | ((value >> bit) & 1);
      count += 1;
      if (count < 8) continue;
      bytes.push(held);
      // A byte of ones would be read as a marker.
      if (held === 0xff) bytes.push(0);
      held = 0;
      count = 0;
    }
  };
  let before = 0;
  for (const level of levels) {
    const step = level - before;
    before = level;
    const size = step === 0 ? 0 : Math.floor(Math.log2(Math.abs(step))) + 1;
    const [code = 0, bits = 0] = codes[size] ?? [];
    put(code, bits);
    put(step < 0 ? step + (1 << size) - 1 : step, size);
    put(0, 1);
  }
  while (count > 0) put(1, 1);
  return Buffer.from(bytes);
}

/** The code and its length of every size, in the order in which the table of lengths hands codes out. */
function brightnessCodes(): [number, number][] {
  const codes: [number, number][] = [];
  let code = 0;
  for (const [at, howMany] of BRIGHTNESS_LENGTHS.entries()) {
    for (let n = 0; n < howMany; n += 1) codes.push([code++, at + 1]);
    code <<= 1;
  }
  return codes;
}

/** A camera's note: who made it, and that it was taken in Cao Lãnh. */
function exif(): Buffer {
  const header = Buffer.from('II*\0\x08\0\0\0', 'latin1');
  const makerAt = 8 + 2 + 2 * 12 + 4;
  const maker = Buffer.from('Máy ảnh\0', 'utf8');
  const gpsAt = makerAt + maker.length;
  const latitudeAt = gpsAt + 2 + 4 * 12 + 4;
  const first = directory([
    entry(0x010f, 2, maker.length, makerAt),
    entry(0x8825, 4, 1, gpsAt),
  ]);
  const gps = directory([
    entry(1, 2, 2, 'N'.charCodeAt(0)),
    entry(2, 5, 3, latitudeAt),
    entry(3, 2, 2, 'E'.charCodeAt(0)),
    entry(4, 5, 3, latitudeAt + 24),
  ]);
  return Buffer.concat([header, first, maker, gps, angle(10, 27, 30), angle(105, 37, 48)]);
}

function directory(entries: Buffer[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeUInt16LE(entries.length);
  return Buffer.concat([count, ...entries, Buffer.alloc(4)]);
}

function entry(tag: number, type: number, count: number, value: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16LE(tag, 0);
  bytes.writeUInt16LE(type, 2);
  bytes.writeUInt32LE(count, 4);
  bytes.writeUInt32LE(value, 8);
  return bytes;
}

function angle(degrees: number, minutes: number, seconds: number): Buffer {
  const bytes = Buffer.alloc(24);
  [degrees, 1, minutes, 1, seconds, 1].forEach((part, at) => bytes.writeUInt32LE(part, at * 4));
  return bytes;
}
