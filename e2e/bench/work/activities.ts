// The records of every measurement, in Node and in the pages. The same seed gives the same bytes.
import { Random } from '../../support/random.ts';

/** The fields of an activity, in the order in which they are sent; its unit is its author's to add. */
export interface Fields {
  body: string;
  held_on: string;
  movement: string;
  participants: number;
  place: string;
  tags: string[];
  title: string;
  year: number;
}

export interface Activity {
  id: string;
  fields: Fields;
}

/** The same, flat, as those keep it who know no accounts. */
export type FlatRecord = { id: string; ts: number; unit: string } & Fields;

const WORDS = (
  'phối hợp tổ chức tuyên truyền vận động đoàn viên hội viên tham gia phong trào thi đua yêu nước xây dựng nông thôn ' +
  'mới chăm lo đời sống người lao động trao quà học sinh nghèo hiến máu tình nguyện khoa học công nghệ sáng tạo ' +
  'hợp tác xã môi trường bình đẳng giới'
).split(' ');
const MOVEMENTS = ['Tết Nhân ái', 'Dân vận khéo', 'Lao động sáng tạo', 'Nông thôn mới', ''];
const PLACES = ['TP Cao Lãnh', 'Xã Mỹ Trà', 'Huyện Tháp Mười', 'Phường 1, TP Sa Đéc', 'Huyện Lai Vung'];
const TAGS = ['an sinh', 'tuyên truyền', 'hiến máu', 'tập huấn', 'môi trường', 'giới', 'hợp tác xã', 'vận động'];
// Reports say the same things again and again.
const SENTENCES = [
  'Hoạt động được đông đảo cán bộ và nhân dân hưởng ứng',
  'Kinh phí do các nhà hảo tâm và đơn vị cùng đóng góp',
  'Đơn vị sẽ tiếp tục duy trì và nhân rộng trong năm tới',
  'Kết quả đạt và vượt chỉ tiêu đã đăng ký từ đầu năm',
];

/** The unit of records that nobody signed in for. */
const UNIT = '02020202-0202-8202-8202-020202020202';
const T0 = 1_700_000_000_000;
/** How far apart two records lie in time. */
export const STEP_MS = 60_000;

/** So many activities, from one place in their order on. */
export function activities(count: number, from = 0): Activity[] {
  const random = new Random(42 + from);
  return Array.from({ length: count }, (_, at) => activity(random, from + at));
}

export function flat({ id, fields }: Activity): FlatRecord {
  return { id, ts: timeOf(id), unit: UNIT, ...fields };
}

/** When a record was made, as its id says. */
export function timeOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

export function timeAt(at: number): number {
  return T0 + at * STEP_MS;
}

/** A UUIDv7 from a time and a generator. */
export function timedId(millis: number, random: Random): string {
  const time = millis.toString(16).padStart(12, '0');
  const tail = (random.below(0x4000) | 0x8000).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random, 3)}-${tail}-${hex(random, 12)}`;
}

/** New values for some activities, spread over all of them. */
export interface Edited {
  id: string;
  participants: number;
  title: string;
}

export function edits(all: readonly Activity[], count: number, seed: number): Edited[] {
  const random = new Random(seed);
  const step = Math.floor(all.length / count);
  return Array.from({ length: count }, (_, at) => {
    const chosen = all[at * step + random.below(step)];
    if (!chosen) throw new Error('too few activities to change');
    return { id: chosen.id, participants: 1 + random.below(900), title: capital(words(random, 9)) };
  });
}

function activity(random: Random, at: number): Activity {
  const millis = timeAt(at);
  const day = new Date(Date.UTC(2024, 0, 1 + (at % 366)));
  return {
    id: timedId(millis, random),
    fields: {
      body: `${capital(words(random, 40))}. ${pick(random, SENTENCES)}.`,
      held_on: day.toISOString().slice(0, 10),
      movement: pick(random, MOVEMENTS),
      participants: 1 + random.below(900),
      place: pick(random, PLACES),
      tags: [...new Set([pick(random, TAGS), pick(random, TAGS)])].sort(),
      title: capital(words(random, 9)),
      year: 2024,
    },
  };
}

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => pick(random, WORDS)).join(' ');
}

function pick(random: Random, from: readonly string[]): string {
  return from[random.below(from.length)] ?? '';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function hex(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => random.below(16).toString(16)).join('');
}
