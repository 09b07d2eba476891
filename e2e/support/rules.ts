import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** The provincial rule set of the sample data. */
export const SAMPLE = 'Bộ quy tắc mẫu cho cụm, khối thi đua của tỉnh';

/** Opens the list of rule sets through the person’s menu, as everybody can. */
export async function openRules(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button').filter({ hasText: /\S/ }).last().click();
  await page.getByRole('dialog').getByRole('link', { name: 'Bộ quy tắc' }).click();
  await expect(page.getByRole('heading', { name: 'Bộ quy tắc', level: 1 })).toBeVisible();
}

/** Opens one of them from the list. */
export async function openRuleSet(page: Page, name: string): Promise<void> {
  await openRules(page);
  await page.getByRole('region', { name: 'Bộ quy tắc' }).getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Copies the rule set that is open, until the form of the copy is there. */
export async function copyRules(page: Page, name: string, from: string): Promise<void> {
  await page.getByRole('button', { name: 'Tạo bản cho năm sau' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Tên' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Ngày hiệu lực', exact: true }).fill(from);
  await dialog.getByRole('button', { name: 'Tạo bản cho năm sau' }).click();
  await expect(page.getByRole('form', { name: 'Sửa bộ quy tắc' })).toBeVisible();
}

/** The rows of a comparison, without the heading. */
export function changes(page: Page): Locator {
  return page.getByRole('region', { name: 'So với bản trước' }).getByRole('row').filter({ has: page.getByRole('cell') });
}
