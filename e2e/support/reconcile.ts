import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { goTo } from './screen.ts';

export function queue(page: Page): Locator {
  return page.getByRole('region', { name: 'Hàng đối soát' });
}

export function desk(page: Page): Locator {
  return page.getByRole('region', { name: 'Bàn đối soát' });
}

/** Opens the differing figures of the activity of this title. */
export async function openConflict(page: Page, title: string): Promise<void> {
  await goTo(page, 'Đối soát');
  await queue(page).getByRole('link', { name: title }).click();
  await expect(desk(page).getByRole('heading', { name: title })).toBeVisible();
}

/** Decides for one of the values, whose words name who gave it too, until the decision is saved. */
export async function decide(page: Page, title: string, value: RegExp, reason: string): Promise<void> {
  await openConflict(page, title);
  await desk(page).getByRole('radio', { name: value }).check();
  await desk(page).getByRole('textbox', { name: 'Lý do' }).fill(reason);
  await desk(page).getByRole('button', { name: 'Quyết định' }).click();
  await expect(page.getByText('Quyết định đã lưu trên máy này')).toBeVisible();
}
