import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** A file that is chosen: by its name in `e2e/files`, or as what stands in it. */
export type Chosen = string | { name: string; text: string | Buffer };

/** Opens what takes rows in and lists along, from a list. */
export async function openFiles(page: Page): Promise<Locator> {
  const files = page.getByRole('button', { name: 'Nhập, xuất' });
  const rest = page.getByRole('button', { name: 'Việc khác' });
  await expect(files.or(rest).filter({ visible: true }).first()).toBeVisible();
  // A phone keeps it behind one button, which stays pressed.
  if (!(await files.isVisible())) await rest.click();
  await files.click();
  return page.getByRole('dialog', { name: 'Nhập và xuất tệp' });
}

/** Goes from a list to the page on which its rows come in. */
export async function openImport(page: Page, title: string): Promise<void> {
  await (await openFiles(page)).getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
}

/** Chooses a file. */
export async function choose(page: Page, file: Chosen): Promise<void> {
  const input = page.getByLabel('Chọn tệp hoặc thả tệp vào đây');
  if (typeof file === 'string') {
    await input.setInputFiles(fileURLToPath(new URL(`../files/${file}`, import.meta.url)));
  } else {
    const buffer = typeof file.text === 'string' ? Buffer.from(file.text) : file.text;
    await input.setInputFiles({ name: file.name, mimeType: 'application/octet-stream', buffer });
  }
}

/** A row of the preview, by its number in the file. */
export function row(page: Page, number: number): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('cell', { name: String(number), exact: true }) });
}

/** Says what a name of the file means. */
export async function pick(page: Page, name: string, meant: string): Promise<void> {
  const choice = page.getByRole('combobox', { name: `${name} là đơn vị nào?` });
  await choice.selectOption({ label: meant });
}

/** Takes the rows, until they are on the device. */
export async function take(page: Page, rows: number, items: number): Promise<void> {
  await page.getByRole('button', { name: `Nhập ${rows} dòng`, exact: true }).click();
  await expect(page.getByRole('heading', { name: `Đã ghi ${items} mục trên máy này` })).toBeVisible();
}

/** The text of a list as the browser saves it. */
export async function exported(page: Page, dialog: Locator, format: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: format }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}
