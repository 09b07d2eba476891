import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { STRONG, takeUp } from './accounts.ts';
import { article, done } from './directory.ts';
import { allSent, goTo } from './screen.ts';
import type { Server } from './server.ts';

/** A cluster that nobody has set up yet. */
export const CLUSTER = 'Khối thi đua các hội đặc thù tỉnh';
/** Its members as a decision lists them, with numbers and marks. */
export const MEMBERS = ['1. Hội Chữ thập đỏ tỉnh;', '2. Liên minh Hợp tác xã tỉnh;', '3. Hội Nhà báo tỉnh;', '4. Hội Luật gia tỉnh.'];

/** The link that a server prints which nobody uses yet, as devices reach it. */
export function firstLink(server: Server, origin: string): string {
  const [link] = /http\S+\/loi-moi#\S+/.exec(server.output) ?? [];
  if (link === undefined) throw new Error(`The server printed no link.\n${server.output}`);
  return link.replace(server.origin, origin);
}

/** Fills in who sets the installation up, on the page of its link, without going in. */
export async function introduce(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Họ và tên' }).fill('Phạm Thu Trang');
  await page.getByRole('textbox', { name: 'Chức vụ' }).fill('Chuyên viên Phòng Thi đua');
  await page.getByRole('textbox', { name: 'Tên đăng nhập' }).fill('trang');
}

/** Goes in. */
export async function comeIn(page: Page): Promise<void> {
  await takeUp(page, STRONG, 'Máy văn phòng');
  await expect(page.getByRole('heading', { name: 'Việc hôm nay' })).toBeVisible();
  await allSent(page);
}

/** Presses the next thing that has to be done. */
export async function next(page: Page, title: string): Promise<void> {
  await goTo(page, 'Việc hôm nay');
  await page.getByRole('main').getByRole('link', { name: title }).click();
}

/** Makes the cluster. */
export async function makeCluster(page: Page): Promise<void> {
  await next(page, 'Lập cụm, khối thi đua đầu tiên');
  const form = page.getByRole('form', { name: 'Thêm cụm, khối' });
  await form.getByRole('textbox', { name: 'Tên', exact: true }).fill(CLUSTER);
  await form.getByRole('textbox', { name: 'Năm thi đua' }).fill('2027');
  await done(page);
  await expect(article(page, CLUSTER)).toBeVisible();
  await allSent(page);
}

/** Pastes a list of members, without keeping it; the rows that show what would be kept. */
export async function paste(page: Page, lines: string[]): Promise<Locator> {
  await next(page, 'Ghi các đơn vị thành viên');
  const form = page.getByRole('form', { name: 'Dán danh sách thành viên' });
  await form.getByRole('textbox', { name: 'Danh sách đơn vị' }).fill(lines.join('\n'));
  return form.getByRole('region', { name: 'Sẽ ghi' }).getByRole('listitem');
}

/** Keeps so many members of the pasted list. */
export async function keep(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: `Ghi ${count} thành viên` }).click();
}
