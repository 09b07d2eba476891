import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { goTo } from './screen.ts';

/** What somebody types into the form of a target. */
export interface Target {
  name: string;
  /** None of a rate, which is always measured in percent. */
  measure?: string;
  nature?: 'Số lượng' | 'Tỷ lệ' | 'Số tiền';
  sense?: 'Càng cao càng tốt' | 'Càng thấp càng tốt';
}

export type Column = 'Kế hoạch' | 'Thực hiện';

// The cells of a row beside its heading: number, plan, actual, reached, state.
const PLACE: Record<Column, number> = { 'Kế hoạch': 1, 'Thực hiện': 2 };

/** Adds a target, from wherever we are, until it is saved. */
export async function addTarget(page: Page, target: Target): Promise<void> {
  await goTo(page, 'Chỉ tiêu');
  await page.getByRole('link', { name: 'Thêm chỉ tiêu' }).first().click();
  const form = page.getByRole('form', { name: 'Thêm chỉ tiêu' });
  await form.getByRole('textbox', { name: 'Tên chỉ tiêu' }).fill(target.name);
  if (target.nature) await form.getByRole('button', { name: target.nature }).click();
  if (target.measure) await form.getByRole('textbox', { name: 'Đơn vị tính' }).fill(target.measure);
  if (target.sense) await form.getByRole('button', { name: target.sense }).click();
  await form.getByRole('button', { name: 'Xong' }).click();
  await expect(rowOf(page, target.name)).toBeVisible();
}

export function grid(page: Page): Locator {
  return page.getByRole('grid');
}

/** The row of a target, or of a unit. */
export function rowOf(page: Page, name: string): Locator {
  return grid(page).getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
}

export function cellOf(page: Page, name: string, column: Column): Locator {
  return rowOf(page, name).getByRole('gridcell').nth(PLACE[column]);
}

/** Types a figure into a cell as in a spreadsheet: what stood there is replaced, Enter takes it. */
export async function type(page: Page, name: string, column: Column, figure: string): Promise<void> {
  await cellOf(page, name, column).focus();
  await page.keyboard.type(figure);
  await page.keyboard.press('Enter');
}

/** Pastes what a spreadsheet would have put there. */
export async function paste(cell: Locator, text: string): Promise<void> {
  await cell.focus();
  await cell.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
