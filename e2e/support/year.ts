import { createHash } from 'node:crypto';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { timedId } from '../bench/work/activities.ts';
import type { Person } from '../bench/work/person.ts';
import { Random } from './random.ts';
import { goTo } from './screen.ts';

const WORDS = {
  section: 'Lịch năm',
  edit: 'Sửa ngày',
  from: 'Từ ngày',
  to: 'Đến hết ngày',
  save: 'Lưu lịch',
  open: 'Mở khóa cho đơn vị',
  done: 'Mở khóa',
};

/** The emulation year in which the sample’s cluster of Đồng Tháp stands. */
export const YEAR = 2024;

/** One end of a phase in the form of the year’s dates; the picker beside it has a longer name. */
export function end(page: Page, phase: string, which: 'from' | 'to'): Locator {
  return page.getByRole('group', { name: phase }).getByRole('textbox', { name: WORDS[which], exact: true });
}

export async function openCalendar(page: Page): Promise<void> {
  await goTo(page, WORDS.section);
  await expect(page.getByRole('heading', { name: `${WORDS.section} ${YEAR}` })).toBeVisible();
}

export async function openDates(page: Page): Promise<void> {
  await openCalendar(page);
  await page.getByRole('link', { name: WORDS.edit }).click();
}

/** Saves the dates, until the calendar shows them. */
export async function saveDates(page: Page, year = YEAR): Promise<void> {
  await page.getByRole('button', { name: WORDS.save }).click();
  await expect(page.getByRole('heading', { name: `${WORDS.section} ${year}` })).toBeVisible();
}

/** The row of a phase. */
export function phase(page: Page, name: string): Locator {
  return page.getByRole('region', { name: 'Các giai đoạn' }).getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
}

/** Opens work again for a unit. */
export async function unlock(page: Page, unit: string, work: string, until: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: WORDS.open }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Đơn vị' }).selectOption({ label: unit });
  await dialog.getByRole('combobox', { name: 'Phần việc' }).selectOption({ label: work });
  await dialog.getByRole('textbox', { name: 'Mở đến ngày' }).fill(until);
  await dialog.getByRole('textbox', { name: 'Lý do' }).fill(reason);
  await dialog.getByRole('button', { name: WORDS.done, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Hands in one new record, and says what became of it. */
export async function handIn(person: Person, kind: string, id: string, fields: Record<string, unknown>): Promise<unknown> {
  const { outcomes = [] } = await person.exchange([person.change(id, { insert: fields }, {}, kind).json], { limit: 1 });
  return outcomes[0]?.outcome;
}

/** A common target of the cluster, from a device that is no browser. */
export async function giveTarget(person: Person, name: string): Promise<string> {
  const id = timedId(Date.now(), new Random(11));
  const fields = { year: YEAR, name, measure: 'phần quà', nature: 'count', sense: 'higher', order: 1 };
  expect(await handIn(person, 'target', id, fields)).toMatchObject({ is: 'applied' });
  return id;
}

/** A unit’s plan for a target, and what the server says of it. */
export async function plan(person: Person, target: string, full: string): Promise<unknown> {
  const { unit } = person.session;
  return handIn(person, 'plan', keyedId(person.space, `plan/${target}/${unit}`), { target, unit, year: YEAR, full });
}

/** The id of the record about something in a space, as the program derives it. */
export function keyedId(space: string, key: string): string {
  const bytes = createHash('sha256').update(`${space}/${key}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
