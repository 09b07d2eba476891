import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** Goes to one of these two screens: where there is no room for them in the bar, through the person's menu. */
export async function goToWorks(page: Page, name: 'Phong trào' | 'Nhiệm vụ trọng tâm'): Promise<void> {
  const link = page.getByRole('navigation').getByRole('link', { name });
  if (await link.isVisible()) return link.click();
  // The person's name stands on the button; the one for light and dark beside it has no words.
  await page.getByRole('banner').getByRole('button').filter({ hasText: /\S/ }).last().click();
  await page.getByRole('dialog').getByRole('link', { name }).click();
}

/** The list of key tasks, a row for each. */
export function tasks(page: Page): Locator {
  return page.getByRole('region', { name: 'Danh sách nhiệm vụ' }).getByRole('listitem');
}

/** The row of a unit’s progress in the task that is open. */
export function progressOf(page: Page, unit: string): Locator {
  return page.getByRole('region', { name: 'Tiến độ' }).getByRole('listitem').filter({ hasText: unit });
}

/** Adds a movement, until it is shown. */
export async function addMovement(page: Page, name: string, document: string): Promise<void> {
  await goToWorks(page, 'Phong trào');
  await page.getByRole('link', { name: 'Thêm phong trào' }).click();
  const form = page.getByRole('form', { name: 'Thêm phong trào' });
  await form.getByRole('textbox', { name: 'Tên' }).fill(`“${name}”`);
  await form.getByRole('textbox', { name: 'Văn bản', exact: true }).fill(document);
  await form.getByRole('button', { name: 'Xong' }).click();
  await expect(page.getByRole('article', { name })).toContainText(document);
}

/** Adds a key task with its lead unit and last day, until it is shown. */
export async function addTask(page: Page, name: string, lead: string, due: string): Promise<void> {
  await goToWorks(page, 'Nhiệm vụ trọng tâm');
  await page.getByRole('link', { name: 'Thêm nhiệm vụ' }).click();
  const form = page.getByRole('form', { name: 'Thêm nhiệm vụ' });
  await form.getByRole('textbox', { name: 'Tên' }).fill(name);
  await form.getByRole('combobox', { name: 'Đơn vị chủ trì' }).selectOption({ label: lead });
  await form.getByRole('textbox', { name: 'Hạn', exact: true }).fill(due);
  await form.getByRole('button', { name: 'Xong' }).click();
  await expect(page.getByRole('article', { name })).toContainText(lead);
}

/** Opens a key task from the list. */
export async function openTask(page: Page, name: string): Promise<void> {
  await goToWorks(page, 'Nhiệm vụ trọng tâm');
  await tasks(page).getByRole('link', { name }).click();
  await expect(page.getByRole('article', { name })).toBeVisible();
}

/** Gives a key task another last day, until it is shown. */
export async function setDue(page: Page, name: string, due: string): Promise<void> {
  await openTask(page, name);
  await page.getByRole('link', { name: 'Sửa', exact: true }).click();
  await page.getByRole('form', { name: 'Sửa nhiệm vụ' }).getByRole('textbox', { name: 'Hạn', exact: true }).fill(due);
  await page.getByRole('button', { name: 'Xong' }).click();
  await expect(page.getByRole('article', { name })).toContainText(due);
}
