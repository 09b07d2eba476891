// The targets of a whole cluster in one grid: how it opens, and how fast a keystroke reaches the screen.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Device } from '../../support/device.ts';
import { goToAdmin } from '../../support/directory.ts';
import { choose, openImport, take } from '../../support/import.ts';
import { allSent, goTo, signIn } from '../../support/screen.ts';
import type { Stroke } from '../pages/contract.ts';
import { Tab } from '../measure/browser.ts';
import { median, percentile } from '../measure/statistics.ts';
import type { Bench, Found } from '../plan.ts';
import { atMost, ms } from '../report.ts';
import type { Line } from '../report.ts';
import { watchKeys } from './keys.ts';

const UNITS = 15;
const TARGETS = 40;
/** Figures that are typed: four digits each, and Enter. */
const FIGURES = 40;
const DIGITS = 4;
/** Between two keys: 400 a minute, faster than anybody types. */
const KEY_MS = 150;
const SLOWER = 4;

interface GridFigures {
  cells: number;
  openMs: number;
  first: Stroke[];
  digit: Stroke[];
  enter: Stroke[];
}

export async function measureGrid({ servers, say }: Bench): Promise<Found> {
  const server = await servers.product();
  try {
    const centre = await Device.create({ origin: server.origin, preset: 'tablet' });
    const office = await Device.create({ origin: server.origin, preset: 'tablet' });
    try {
      await fillUp(centre.page, office.page);
      const figures = await typing(office);
      say(`grid: ${JSON.stringify({ ...figures, ...summaries(figures) })}`);
      return { lines: lines(figures), figures };
    } finally {
      await centre.dispose();
      await office.dispose();
    }
  } finally {
    await server.stop();
  }
}

/** Brings the sample cluster to so many units and targets, all with plans and figures, through the import. */
async function fillUp(centre: Page, office: Page): Promise<void> {
  await signIn(office, 'ngan');
  await openAll(office);
  const held = await office.getByRole('rowheader').count() - 1;
  const common = (await office.getByRole('columnheader').count()) - 1;
  const units = Array.from({ length: UNITS - held }, (_, at) => `Đơn vị đo số ${at + 1} tỉnh Đồng Tháp`);
  await signIn(centre, 'trang');
  await goToAdmin(centre, 'Đơn vị');
  await openImport(centre, 'Nhập đơn vị');
  await choose(centre, { name: 'don-vi.csv', text: ['Tên đơn vị', ...units].join('\n') });
  const into = centre.getByRole('combobox', { name: 'Đưa vào danh sách thành viên của' });
  const khoi12 = await into.getByRole('option').filter({ hasText: '12' }).first().innerText();
  await into.selectOption({ label: khoi12 });
  await take(centre, units.length, 2 * units.length);
  await allSent(centre);

  const targets = Array.from({ length: TARGETS - common }, (_, at) => `Chỉ tiêu đo số ${at + 1}`);
  const rows = targets.flatMap((target, at) => units.map((unit, place) => `${target};việc;${unit};${100 + at};${90 + place}`));
  await goTo(office, 'Chỉ tiêu');
  await openImport(office, 'Nhập chỉ tiêu và số liệu');
  await choose(office, { name: 'chi-tieu.csv', text: ['Chỉ tiêu;Đơn vị tính;Đơn vị;Kế hoạch năm;Thực hiện năm', ...rows].join('\n') });
  await take(office, rows.length, targets.length + 2 * rows.length);
  await allSent(office, 60_000);
}

async function openAll(page: Page): Promise<void> {
  await goTo(page, 'Chỉ tiêu');
  await page.getByRole('button', { name: 'Tất cả đơn vị' }).click();
  await page.getByRole('columnheader').nth(1).waitFor();
}

async function typing(office: Device): Promise<GridFigures> {
  const tab = await Tab.blank(office);
  const { page } = tab;
  await page.goto('/');
  await allSent(page);
  await page.evaluate(watchKeys);
  await tab.slow(SLOWER);
  const began = performance.now();
  await openAll(page);
  await expect(page.getByRole('gridcell')).toHaveCount(TARGETS * (UNITS + 1));
  const openMs = performance.now() - began;
  await wait(2000);
  await page.getByRole('gridcell').first().focus();
  const figures: GridFigures = { cells: TARGETS * UNITS, openMs, first: [], digit: [], enter: [] };
  for (let figure = 0; figure < FIGURES; figure++) {
    if (figure % UNITS === UNITS - 1) await page.getByRole('gridcell').nth(figure % TARGETS).focus();
    for (let digit = 0; digit < DIGITS; digit++) {
      const stroke = await press(page, String(1 + ((figure + digit) % 9)));
      (digit === 0 ? figures.first : figures.digit).push(stroke);
    }
    figures.enter.push(await press(page, 'Enter'));
  }
  await tab.close();
  return figures;
}

/** Presses a key; one that the browser does not tell of was on the screen within a frame. */
async function press(page: Page, key: string): Promise<Stroke> {
  const before = await page.evaluate(() => globalThis.strokes.length);
  await page.keyboard.press(key);
  await wait(KEY_MS);
  const [stroke] = await page.evaluate((before) => globalThis.strokes.slice(before), before);
  return stroke ?? { ms: 16, workMs: 0 };
}

function summaries(figures: GridFigures): Record<string, string> {
  const of = (strokes: Stroke[]): string => {
    const all = strokes.map((stroke) => stroke.ms);
    return `${ms(median(all))}, ${ms(percentile(all, 95))}`;
  };
  const { first, digit, enter } = figures;
  return { first: of(first), digit: of(digit), enter: of(enter), all: of([...first, ...digit, ...enter]) };
}

function lines(figures: GridFigures): Line[] {
  const { first, digit, enter } = figures;
  const all = [...first, ...digit, ...enter].map((stroke) => stroke.ms);
  const each = summaries(figures);
  const size = `${UNITS} units × ${TARGETS} targets`;
  return [
    {
      goal: '–', work: `a key in the grid of ${size}, 4× CPU: middle, 95 of 100`, product: each['all'] ?? '',
      wanted: '95 of 100 ≤ 50 ms', met: atMost(percentile(all, 95), 50),
    },
    { goal: '–', work: '… the first digit in a cell', product: each['first'] ?? '' },
    { goal: '–', work: '… a further digit', product: each['digit'] ?? '' },
    { goal: '–', work: '… Enter, which saves and goes on', product: each['enter'] ?? '' },
    { goal: '–', work: `… from the start screen to ${figures.cells} cells, 4× CPU`, product: ms(figures.openMs) },
  ];
}
