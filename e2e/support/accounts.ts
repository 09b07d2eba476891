import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { DEVICE_NAME, goTo } from './screen.ts';

const WORDS = {
  section: 'Quản trị',
  tab: 'Người dùng',
  add: 'Thêm người',
  name: 'Họ và tên',
  post: 'Chức vụ',
  unit: 'Đơn vị',
  done: 'Xong',
  invitation: 'Lời mời, gửi riêng cho người này',
  password: 'Mật khẩu mới',
  device: 'Đặt tên cho máy này',
  start: 'Bắt đầu làm việc',
};

/** A password that the program accepts. */
export const STRONG = 'nước chảy đá mòn 47';
/** Another one. */
export const STRONGER = 'trăm hay không bằng tay quen';

/** Opens the list of people, as the centre. */
export async function openPeople(page: Page): Promise<void> {
  await goTo(page, WORDS.section);
  await page.getByRole('navigation').getByRole('link', { name: WORDS.tab }).click();
  await expect(page.getByRole('region', { name: WORDS.tab })).toBeVisible();
}

/** Adds somebody to the directory; without a unit the person is of the central office. */
export async function addPerson(page: Page, name: string, post: string, unit?: string): Promise<void> {
  await page.getByRole('link', { name: WORDS.add }).click();
  const form = page.getByRole('form');
  await form.getByRole('textbox', { name: WORDS.name }).fill(name);
  if (unit !== undefined) await form.getByRole('combobox', { name: WORDS.unit }).selectOption({ label: unit });
  await form.getByRole('textbox', { name: WORDS.post }).fill(post);
  await form.getByRole('button', { name: WORDS.done }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

/** What is known of the chosen person's account. */
export function account(page: Page): Locator {
  return page.getByRole('region', { name: 'Tài khoản đăng nhập' });
}

/** The link of the invitation that is shown. */
export async function invitation(page: Page): Promise<string> {
  const text = await page.getByRole('textbox', { name: WORDS.invitation }).inputValue();
  const [link] = /http\S+$/.exec(text) ?? [];
  if (link === undefined) throw new Error(`No link in: ${text}`);
  return link;
}

/** Types a password, and on a new machine its name, into the page of an invitation, and goes in. */
export async function takeUp(page: Page, password: string, device = DEVICE_NAME): Promise<void> {
  await page.getByLabel(WORDS.password).fill(password);
  await page.getByRole('textbox', { name: WORDS.device }).fill(device);
  await page.getByRole('button', { name: WORDS.start }).click();
}
