import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { goTo } from './screen.ts';

/** A founding decision as it is typed. */
export interface Decision {
  number: string;
  day: string;
  issuer: string;
}

/** Opens one of the lists of Quản trị. */
export async function goToAdmin(page: Page, list: 'Cụm, khối' | 'Đơn vị' | 'Người dùng'): Promise<void> {
  await goTo(page, 'Quản trị');
  await page.getByRole('navigation', { name: 'Các mục quản trị' }).getByRole('link', { name: list }).click();
}

/** A detail of Quản trị by its title. */
export function article(page: Page, name: string): Locator {
  return page.getByRole('article', { name });
}

/** Opens a cluster. */
export async function openClusterRecord(page: Page, name: string): Promise<void> {
  await goToAdmin(page, 'Cụm, khối');
  await page.getByRole('region', { name: 'Cụm, khối' }).getByRole('link', { name }).click();
  await expect(article(page, name)).toBeVisible();
}

/** Moves a cluster on to another emulation year. */
export async function setYear(page: Page, cluster: string, year: number): Promise<void> {
  await openClusterRecord(page, cluster);
  await article(page, cluster).getByRole('link', { name: 'Sửa', exact: true }).first().click();
  await page.getByRole('form').getByRole('textbox', { name: 'Năm thi đua' }).fill(String(year));
  await done(page);
  await expect(article(page, cluster)).toContainText(String(year));
}

/** Opens a unit that is found by what is typed. */
export async function openUnit(page: Page, typed: string, name: string): Promise<void> {
  await goToAdmin(page, 'Đơn vị');
  await page.getByRole('textbox', { name: 'Tìm đơn vị' }).fill(typed);
  await page.getByRole('region', { name: 'Đơn vị' }).getByRole('link', { name }).first().click();
  await expect(article(page, name)).toBeVisible();
}

/** Types a new cluster, without saving it. */
export async function typeCluster(page: Page, name: string, number: string, founded: Decision): Promise<Locator> {
  await goToAdmin(page, 'Cụm, khối');
  await page.getByRole('link', { name: 'Thêm cụm, khối' }).click();
  const form = page.getByRole('form', { name: 'Thêm cụm, khối' });
  await form.getByRole('textbox', { name: 'Tên', exact: true }).fill(name);
  await form.getByRole('textbox', { name: 'Số', exact: true }).fill(number);
  await form.getByRole('textbox', { name: 'Năm thi đua' }).fill('2026');
  await form.getByRole('textbox', { name: 'Quyết định thành lập' }).fill(founded.number);
  await form.getByRole('textbox', { name: 'Ngày ký', exact: true }).fill(founded.day);
  await form.getByRole('textbox', { name: 'Cơ quan ban hành' }).fill(founded.issuer);
  return form;
}

/** Saves a form. */
export async function done(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Xong' }).click();
}

/** Adds a unit, until it is shown. */
export async function addUnit(page: Page, name: string, aliases: string[]): Promise<void> {
  await goToAdmin(page, 'Đơn vị');
  await page.getByRole('link', { name: 'Thêm đơn vị' }).click();
  const form = page.getByRole('form', { name: 'Thêm đơn vị' });
  await form.getByRole('textbox', { name: 'Tên', exact: true }).fill(name);
  await form.getByRole('textbox', { name: 'Tên gọi khác' }).fill(aliases.join('\n'));
  await done(page);
  await expect(article(page, name)).toBeVisible();
}

/** Types a member into the cluster that is open: what is typed is only proposed, and one of the proposals pressed. */
export async function typeMember(page: Page, typed: string, unit: string): Promise<Locator> {
  await page.getByRole('link', { name: 'Thêm thành viên' }).click();
  const form = page.getByRole('form', { name: 'Thêm thành viên' });
  await form.getByRole('textbox', { name: 'Đơn vị' }).fill(typed);
  await form.getByRole('button', { name: unit }).click();
  await expect(form).toContainText(unit);
  return form;
}

/** The members of the cluster that is open, a row for each. */
export function members(page: Page): Locator {
  return page.getByRole('article').getByRole('list', { name: 'Thành viên' }).getByRole('listitem');
}

/** Gives a unit another short name. */
export async function nameShort(page: Page, unit: string, short: string): Promise<void> {
  await openUnit(page, unit, unit);
  await page.getByRole('link', { name: 'Sửa', exact: true }).click();
  await page.getByRole('form', { name: 'Sửa đơn vị' }).getByRole('textbox', { name: 'Tên ngắn' }).fill(short);
  await done(page);
  await expect(article(page, unit)).toContainText(short);
}
