import { activities } from '../bench/work/activities.ts';
import { Person } from '../bench/work/person.ts';
import { search } from '../support/activity.ts';
import { goTo, signIn } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

const COUNT = 400;

test('a long list is made as far as somebody looks, and no letter of a search makes it anew', async ({ server, device }) => {
  const person = await Person.signIn(server.origin, 'hanh');
  await person.fill(activities(COUNT));
  const { page } = await device('desktop', { origin: server.origin });
  await signIn(page, 'hanh');
  await goTo(page, 'Hoạt động');
  const list = page.getByRole('list', { name: 'Hoạt động' });
  const status = page.getByRole('region', { name: 'Danh sách hoạt động' }).getByRole('status');
  // One is sample data.
  await expect(status).toHaveText(`${COUNT + 1} hoạt động đã ghi`);
  expect(await list.locator('.block').count()).toBeLessThan(COUNT / 8);
  await list.evaluate((element) => element.setAttribute('data-marked', ''));
  for (const [words, found] of [['t', /^Thấy \d+ trên/], ['hien mau', /^Thấy \d+ trên/], ['không có gì như vậy', /^Thấy 0 trên/], ['', /đã ghi$/]] as const) {
    await search(page, words);
    await expect(status).toHaveText(found);
    await expect(page.locator('[data-marked]'), words).toHaveCount(1);
  }
  await expect(list.getByRole('listitem').first()).toHaveAttribute('aria-setsize', String(COUNT + 1));
  // The last row is reached by going on and on, as with a wheel.
  await expect(async () => {
    await page.locator('section.list').evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
    await expect(list.locator(`[aria-posinset="${COUNT + 1}"]`)).toBeVisible({ timeout: 500 });
  }).toPass();
});

test('paper gets all of a long list, however little of it was looked at', async ({ server, device }) => {
  const person = await Person.signIn(server.origin, 'hanh');
  await person.fill(activities(COUNT));
  const { page } = await device('desktop', { origin: server.origin });
  await signIn(page, 'hanh');
  await goTo(page, 'Hoạt động');
  const rows = page.getByRole('list', { name: 'Hoạt động' }).getByRole('listitem');
  await expect(rows.first()).toHaveAttribute('aria-setsize', String(COUNT + 1));
  expect(await rows.count()).toBeLessThan(COUNT / 8);
  // The browser prints what stands there once its listeners have run, and the work that they left behind.
  const printed = await page.evaluate(async () => {
    dispatchEvent(new Event('beforeprint'));
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    return document.querySelectorAll('section.list [role=listitem]').length;
  });
  expect(printed).toBe(COUNT + 1);
});
