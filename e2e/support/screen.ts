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
  signIn: /^(Đăng nhập|Sign in)$/,
  login: /^(Tên đăng nhập|Login)/,
  password: /^(Mật khẩu|Password)/,
  chip: /chờ gửi|cần xử lý|đã gửi hết|đồng bộ lúc|ngoại tuyến/i,
  waiting: /([\d.]+)\s+chờ gửi/i,
  refused: /([\d.]+)\s+cần xử lý/i,
  offline: /ngoại tuyến/i,
};

/** Signs in as someone of the sample, by their login, and waits until the program is there. */
export async function signIn(page: Page, login: string): Promise<void> {
  const { name } = person(login);
  await page.goto('/');
  await page.getByRole('textbox', { name: WORDS.login }).fill(login);
  // A password field has no role of its own; its label is what people see.
  await page.getByLabel(WORDS.password).fill(PASSWORD);
  await page.getByRole('button', { name: WORDS.signIn }).click();
  await expect(chip(page), `${name} is signed in`).toBeVisible();
}

/** Goes to a screen by its name in the navigation, as people do. */
export async function goTo(page: Page, screen: string | RegExp): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: screen }).first().click();
}

/** The sync chip, which is on every screen. */
export function chip(page: Page): Locator {
  return page.getByRole('banner').getByRole('link', { name: WORDS.chip });
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

/** Fails with the findings when axe sees a serious or critical obstacle on this screen. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ target }) => target.join(' ')) }));
  expect(serious, `axe on ${page.url()}`).toEqual([]);
}

// Thousands are written 1.234.
function count(words: string, pattern: RegExp): number {
  return Number((pattern.exec(words)?.[1] ?? '0').replaceAll('.', ''));
}
