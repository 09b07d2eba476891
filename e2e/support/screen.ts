import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { PASSWORD, person } from './people.ts';

/** What the sync chip says. */
export interface Chip {
  waiting: number;
  refused: number;
  offline: boolean;
}

// The words people see, in this one place. Journeys find things by role and by these.
const WORDS = {
  signIn: 'Đăng nhập',
  login: 'Tên đăng nhập',
  password: 'Mật khẩu',
  device: 'Đặt tên cho máy này',
  allSent: 'Đã gửi hết',
  sendNow: 'Thử gửi ngay',
  place: /Đổi cụm, khối$/,
  waiting: /([\d.]+)\s+chờ gửi/i,
  refused: /([\d.]+)\s+cần xử lý/i,
  offline: /ngoại tuyến/i,
};

/** What people call a machine at its first sign-in, unless a test says otherwise. */
export const DEVICE_NAME = 'Máy tính bảng 2';

/** Signs the first person in on a device, with a name for it, and waits until everything has arrived. */
export async function signIn(page: Page, login: string, device = DEVICE_NAME): Promise<void> {
  const { name } = person(login);
  await page.goto('/');
  await page.getByRole('textbox', { name: WORDS.login }).fill(login);
  await page.getByRole('textbox', { name: WORDS.device }).fill(device);
  // The program listens for news once it has everything that there was.
  const listening = page.waitForRequest(/\/api\/pokes$/);
  await enterPassword(page);
  await listening;
  await expect(chip(page), `${name} is signed in`).toBeVisible();
  await allSent(page);
}

/** Types the password where it is asked for, and goes in. */
export async function enterPassword(page: Page): Promise<void> {
  // A password field has no role of its own; its label is what people see.
  await page.getByLabel(WORDS.password).fill(PASSWORD);
  await page.getByRole('button', { name: WORDS.signIn }).click();
}

/** Goes to a screen by its name in the navigation, as people do. */
export async function goTo(page: Page, screen: string | RegExp): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: screen }).first().click();
}

/** The sync chip, which is on every screen: the last link of the top bar; who has one cluster finds the year’s calendar before it. */
export function chip(page: Page): Locator {
  return page.getByRole('banner').getByRole('link').last();
}

/** Reads the chip. A count it does not name is 0. */
export async function readChip(page: Page): Promise<Chip> {
  const words = await chip(page).innerText();
  return { waiting: count(words, WORDS.waiting), refused: count(words, WORDS.refused), offline: WORDS.offline.test(words) };
}

/** Waits until the chip says this, and only this. */
export async function expectChip(page: Page, wanted: Partial<Chip>): Promise<void> {
  await expect.poll(() => readChip(page), { message: 'the sync chip' }).toMatchObject(wanted);
}

/** Waits until the server has everything and this device knows it. */
export async function allSent(page: Page, timeout?: number): Promise<void> {
  await expect(chip(page)).toContainText(WORDS.allSent, timeout === undefined ? {} : { timeout });
}

/** Asks the program to send now, as somebody does who sees that the network is back. */
export async function sendNow(page: Page): Promise<void> {
  await chip(page).click();
  await page.getByRole('button', { name: WORDS.sendNow }).click();
}

/** Waits until the program could be opened without a network. */
export async function offlineReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** Chooses the cluster to work in, for those who may enter several. */
export async function openCluster(page: Page, name: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: WORDS.place }).click();
  await page.getByRole('dialog').getByRole('button', { name }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: WORDS.place })).toContainText(name);
  await allSent(page);
}

/** Fails with the findings when axe sees a serious or critical obstacle on this screen. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ target }) => target.join(' ')) }));
  // Soft, so that one run tells of every screen.
  expect.soft(serious, `axe on ${page.url()}`).toEqual([]);
}

// Thousands are written 1.234.
function count(words: string, pattern: RegExp): number {
  return Number((pattern.exec(words)?.[1] ?? '0').replaceAll('.', ''));
}

/** Looks at a screen in light and in dark. */
export async function inBothLights(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
