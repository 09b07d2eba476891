import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Person } from '../bench/work/person.ts';
import { allSent, goTo } from './screen.ts';
import { keyedId, YEAR } from './year.ts';

const WORDS = {
  section: 'Báo cáo',
  write: /^(Viết báo cáo|Viết tiếp, sửa)$/,
  save: 'Lưu báo cáo',
  send: 'Gửi báo cáo',
};

/** Which of the two reports. */
export type Report = 'Báo cáo 6 tháng' | 'Báo cáo năm';

const SPANS: Record<Report, string> = { 'Báo cáo 6 tháng': 'half', 'Báo cáo năm': 'full' };

export async function openReports(page: Page): Promise<void> {
  await goTo(page, WORDS.section);
  await expect(page.getByRole('heading', { name: `Báo cáo, năm thi đua ${YEAR}` })).toBeVisible();
}

/** Opens the own report, as the document. */
export async function readOwn(page: Page, report: Report): Promise<void> {
  await openReports(page);
  await page.getByRole('region', { name: report, exact: true }).getByRole('link', { name: 'Xem báo cáo' }).click();
  await expect(document(page)).toBeVisible();
}

/** Opens the report of a unit from the table of all units. */
export async function readOf(page: Page, unit: string, report: Report): Promise<void> {
  await openReports(page);
  await page.getByRole('link', { name: `${unit}, ${report}:` }).click();
  await expect(document(page)).toBeVisible();
}

/** From the document to the form in which it is written. */
export async function writeOn(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Tình trạng' }).getByRole('link', { name: WORDS.write }).click();
  await expect(section(page, 'Kết quả')).toBeVisible();
}

/** The field of a section. */
export function section(page: Page, name: string): Locator {
  return page.getByRole('textbox', { name, exact: true });
}

/** Saves what is written, until the document shows. */
export async function saveReport(page: Page): Promise<void> {
  await page.getByRole('button', { name: WORDS.save }).click();
  await expect(document(page)).toBeVisible();
}

/** The document as it is read and printed. */
export function document(page: Page): Locator {
  return page.getByRole('article', { name: 'Văn bản' });
}

/** How far the report has come, and what can be done. */
export function state(page: Page): Locator {
  return page.getByRole('region', { name: 'Tình trạng' });
}

/** Sends the report with whatever is still missing, until the server has it. */
export async function sendReport(page: Page): Promise<void> {
  await state(page).getByRole('button', { name: WORDS.send }).click();
  await page.getByRole('dialog').getByRole('button', { name: WORDS.send }).click();
  await expect(state(page)).toContainText('Đã gửi');
  await allSent(page);
}

/** The id of a unit’s report. */
export function reportId(space: string, unit: string, report: Report): string {
  return keyedId(space, `report/${unit}/${YEAR}/${SPANS[report]}`);
}

/** Changes one field of a record as somebody’s device holds it, and says what the server answers. */
export async function change(person: Person, id: string, field: string, after: unknown): Promise<unknown> {
  const held = (await person.pull()).rows.get(id);
  if (!held) throw new Error(`${person.session.unit} does not see ${id}.`);
  const patch = { [field]: { before: held.fields[field] ?? null, after } };
  const made = person.change(id, { patch }, { rev: held.rev }, held.kind);
  const { outcomes = [] } = await person.exchange([made.json], { limit: 1 });
  return outcomes[0]?.outcome;
}
