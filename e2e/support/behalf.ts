import type { Locator, Page } from '@playwright/test';
import { goTo } from './screen.ts';

/** What to confirm among the things to do; the page that it leads to. */
export async function openOnBehalf(page: Page, task: string | RegExp): Promise<void> {
  await goTo(page, 'Việc hôm nay');
  await page.getByRole('main').getByRole('link', { name: task }).click();
  await page.getByRole('heading', { name: 'Nhập hộ', level: 1 }).waitFor();
}

/** An entry of the list by what it is called. */
export function entryOf(page: Page, name: string): Locator {
  return page.getByRole('main').getByRole('listitem').filter({ hasText: name });
}

/** Disputes an entry of the list, until it is on the device. */
export async function dispute(page: Page, name: string, reason: string): Promise<void> {
  await entryOf(page, name).getByRole('button', { name: 'Không đồng ý' }).click();
  const dialog = page.getByRole('dialog', { name: 'Không đồng ý với mục này?' });
  await dialog.getByRole('textbox', { name: 'Sai ở đâu, đúng là gì' }).fill(reason);
  await dialog.getByRole('button', { name: 'Không đồng ý' }).click();
  await dialog.waitFor({ state: 'hidden' });
}
