import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Opens the list of covenants: from the bar, or on a phone through the person's menu. */
export async function goToCovenants(page: Page): Promise<void> {
  const link = page.getByRole('navigation').getByRole('link', { name: 'Giao ước' });
  if (await link.isVisible()) return link.click();
  await page.getByRole('navigation').getByRole('button', { name: 'Thêm' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Giao ước' }).click();
}

/** Opens a covenant that is there. */
export async function openCovenant(page: Page, name: string): Promise<void> {
  await goToCovenants(page);
  await page.getByRole('main').getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Begins a year's covenant with its grounds. */
export async function begin(page: Page, year: number, basis: string): Promise<void> {
  await goToCovenants(page);
  await page.getByRole('link', { name: `Soạn giao ước năm ${year}` }).click();
  const form = page.getByRole('form', { name: 'Sửa phần khung' });
  await form.getByRole('textbox', { name: 'Căn cứ' }).fill(basis);
  await form.getByRole('textbox', { name: 'Hiệu lực từ ngày', exact: true }).fill(`1/1/${year}`);
  await form.getByRole('textbox', { name: 'Đến hết ngày', exact: true }).fill(`31/12/${year}`);
  await form.getByRole('button', { name: 'Xong' }).click();
  await expect(paper(page)).toContainText(basis);
}

/** The document. */
export function paper(page: Page) {
  return page.getByRole('article', { name: 'Văn bản' });
}

/** Adds an article behind all others. */
export async function addArticle(page: Page, body: string): Promise<void> {
  await page.getByRole('link', { name: 'Thêm điều' }).click();
  const form = page.getByRole('form', { name: 'Thêm điều' });
  await form.getByRole('textbox', { name: 'Nội dung' }).fill(body);
  await form.getByRole('button', { name: 'Xong' }).click();
  await expect(paper(page)).toContainText(body);
}

/** Adopts the draft on a day. */
export async function adopt(page: Page, on: string): Promise<void> {
  await page.getByRole('button', { name: 'Thông qua', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Ngày thông qua', exact: true }).fill(on);
  await dialog.getByRole('button', { name: 'Thông qua' }).click();
  await expect(page.getByText(/Bản văn số 1 · mã [0-9A-F]{4} [0-9A-F]{4}/).first()).toBeVisible();
}

/** Signs for a unit, drawing with the mouse. */
export async function sign(page: Page, unit: string, signer: string, post: string): Promise<void> {
  await page.getByRole('link', { name: `Ký thay mặt ${unit}` }).click();
  const panel = page.getByRole('region', { name: `Ký thay mặt ${unit}` });
  await panel.getByRole('checkbox', { name: /^Đã đọc/ }).check();
  await panel.getByRole('textbox', { name: 'Người ký' }).fill(signer);
  await panel.getByRole('textbox', { name: 'Chức vụ' }).fill(post);
  await draw(page);
  await panel.getByRole('button', { name: 'Ký giao ước' }).click();
  await expect(panel).toContainText(`${unit} đã ký bản văn này.`);
}

async function draw(page: Page): Promise<void> {
  const pad = page.getByRole('img', { name: 'Khung ký' });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('no frame to sign in');
  const at = (x: number, y: number) => page.mouse.move(box.x + box.width * x, box.y + box.height * y);
  await at(0.2, 0.5);
  await page.mouse.down();
  for (let step = 1; step <= 12; step += 1) await at(0.2 + step * 0.05, step % 2 === 0 ? 0.35 : 0.65);
  await page.mouse.up();
  await expect(pad.locator('.pen')).toHaveAttribute('d', /^M\d+ \d+(L\d+ \d+){12}$/);
}

/** Says something of the draft for the own unit. */
export async function remark(page: Page, words: string): Promise<void> {
  await page.getByRole('link', { name: 'Góp ý' }).click();
  const form = page.getByRole('form', { name: 'Góp ý' });
  await form.getByRole('textbox').fill(words);
  await form.getByRole('button', { name: 'Xong' }).click();
  await expect(page.getByRole('region', { name: 'Góp ý' })).toContainText(words);
}
