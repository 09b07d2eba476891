import { person } from '../support/people.ts';
import { desk, dispute, openConflict } from '../support/reconcile.ts';
import { openCluster, signIn } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

const CLUSTER = 'Khối thi đua số 12';
const PLACES: [string, string] = ['Nhà văn hóa xã', 'Hội trường huyện'];

test('the centre asks the unit again: H copies all that it must know, except while a reason is typed', async ({ server, device }) => {
  const title = await dispute(server, PLACES);
  const { page, context } = await device('desktop', { origin: server.origin });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await signIn(page, 'trang');
  await openCluster(page, CLUSTER);
  await openConflict(page, title);
  // Each value says on which device it was written, by the name that its owner gave it.
  await expect(desk(page)).toContainText(/Bench \d+/);
  await page.evaluate(() => navigator.clipboard.writeText('cũ'));
  const reason = desk(page).getByRole('textbox', { name: 'Lý do' });
  await reason.press('h');
  await expect(reason).toHaveValue('h');
  expect(await copied()).toBe('cũ');
  await desk(page).getByRole('heading', { name: title }).focus();
  await page.keyboard.press('h');
  await expect(page.getByText('Đã chép câu hỏi')).toBeVisible();
  const letter = await copied();
  for (const words of [title, 'Mục: Nơi tổ chức', ...PLACES, person('hanh').name, person('thanh').name, page.url()]) {
    expect(letter).toContain(words);
  }
  expect(letter).toMatch(/^Kính gửi Hội Chữ thập đỏ/);
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now() + 3 * 24 * 3_600_000);
  expect(letter).toContain(`trước hết ngày ${day}`);
});

test('where the browser copies nothing by itself, the question is there to be copied by hand', async ({ server, device }) => {
  const title = await dispute(server, PLACES);
  const { page } = await device('desktop', { origin: server.origin });
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await signIn(page, 'trang');
  await openCluster(page, CLUSTER);
  await openConflict(page, title);
  await desk(page).getByRole('button', { name: 'Hỏi lại đơn vị' }).click();
  const letter = desk(page).getByRole('textbox', { name: /^Trình duyệt không cho chép/ });
  await expect(letter).toHaveValue(new RegExp(`^Kính gửi .*${PLACES[1]}`, 's'));
});
