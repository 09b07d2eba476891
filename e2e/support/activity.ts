import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { goTo } from './screen.ts';

/** What somebody types into the form of an activity; what is left out stays as it is. */
export interface Entry {
  title?: string;
  day?: string;
  place?: string;
  movement?: string;
  participants?: string;
  body?: string;
  tags?: string;
}

/** A file as Playwright hands it to the browser's chooser. */
export type Picked = string | { name: string; mimeType: string; buffer: Buffer };

const LABELS: Record<keyof Entry, string> = {
  title: 'Tên hoạt động',
  day: 'Ngày tổ chức',
  place: 'Nơi tổ chức',
  movement: 'Phong trào thi đua',
  participants: 'Số người tham gia',
  body: 'Nội dung, kết quả',
  tags: 'Từ khóa',
};

const WORDS = {
  section: 'Hoạt động',
  writeNew: 'Ghi mới',
  edit: 'Sửa',
  done: 'Xong',
  saved: 'Đã lưu trên máy này',
  choose: 'Chọn ảnh, tệp',
  list: 'Danh sách hoạt động',
  search: 'Tìm hoạt động',
  history: 'Lịch sử',
};

/** A day of the emulation year in which the sample's clusters of Đồng Tháp stand. */
export const DAY = '23/11/2024';

export function field(page: Page, name: keyof Entry): Locator {
  return page.getByRole('form').getByRole('textbox', { name: LABELS[name] });
}

/** Opens the form of a new activity, from wherever we are. */
export async function openNew(page: Page): Promise<void> {
  await goTo(page, WORDS.section);
  await page.getByRole('link', { name: WORDS.writeNew }).click();
  await expect(page.getByRole('form')).toBeVisible();
}

export async function fillIn(page: Page, entry: Entry): Promise<void> {
  for (const [name, text] of Object.entries(entry)) await field(page, name as keyof Entry).fill(text);
}

export async function attach(page: Page, files: Picked[]): Promise<void> {
  await page.getByRole('form').getByLabel(WORDS.choose).setInputFiles(files as string[]);
}

export async function pressDone(page: Page): Promise<void> {
  await page.getByRole('button', { name: WORDS.done }).click();
}

/** Waits until the program says that the activity of this title is on the device. */
export async function saved(page: Page, title: string): Promise<void> {
  await expect(article(page, title)).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: WORDS.saved })).toBeVisible();
}

/** Writes a new activity, from wherever we are, until it is saved. */
export async function write(page: Page, entry: Entry & { title: string }, files: Picked[] = []): Promise<void> {
  await openNew(page);
  await fillIn(page, { day: DAY, ...entry });
  if (files.length > 0) {
    await attach(page, files);
    const removers = page.getByRole('form').getByRole('group').getByRole('button', { name: /^Bỏ / });
    await expect(removers, 'the files that were taken').toHaveCount(files.length);
  }
  await pressDone(page);
  await saved(page, entry.title);
}

/** Opens the form of the activity that is open. */
export async function openEdit(page: Page): Promise<void> {
  await page.getByRole('article').getByRole('link', { name: WORDS.edit, exact: true }).click();
}

/** Changes an activity that is open, until it is saved. */
export async function change(page: Page, entry: Entry): Promise<void> {
  await openEdit(page);
  await fillIn(page, entry);
  await pressDone(page);
  await expect(page.getByRole('article')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: WORDS.saved })).toBeVisible();
}

/** The activities of a title in the list; there should never be two. */
export function rows(page: Page, title: string): Locator {
  return page.getByRole('region', { name: WORDS.list }).getByRole('listitem').filter({ hasText: title });
}

/** Opens an activity out of the list. */
export async function open(page: Page, title: string): Promise<void> {
  await goTo(page, WORDS.section);
  await rows(page, title).getByRole('link').click();
  await expect(article(page, title)).toBeVisible();
}

/** The activity of a title, opened. */
export function article(page: Page, title: string): Locator {
  return page.getByRole('article', { name: title });
}

/** A value of the opened activity. */
export function fact(page: Page, value: string): Locator {
  return page.getByRole('article').getByRole('definition').filter({ hasText: value });
}

/** The lines of the opened activity's history. */
export function history(page: Page): Locator {
  return page.getByRole('region', { name: WORDS.history }).getByRole('listitem');
}

export async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox', { name: WORDS.search }).fill(words);
}
