import { article, attach, change, DAY, fillIn, open, openNew, pressDone, rows, saved } from '../support/activity.ts';
import { dropBefore, rewrite } from '../support/fault.ts';
import type { Preset } from '../support/device.ts';
import {
  allSent,
  chip,
  expectAccessible,
  expectChip,
  goTo,
  inBothLights,
  offlineReady,
  openCluster,
  signIn,
} from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

const CLUSTER = 'Khối thi đua số 12';
const OLD = 'Trao 74.958 phần quà Tết cho hộ nghèo, hộ cận nghèo và người yếu thế';
const TITLE = 'Ra quân trồng cây đầu xuân';
const WORKER = { path: /^\/sw\.js$/ };

/** The worker of another build with the same files. */
function nextBuild(worker: string): string {
  return worker.replace(/const BUILD = '[^']+'/, "const BUILD = 'next'");
}

for (const preset of ['tablet', 'phone'] as Preset[]) {
  test(`nothing stands in anybody’s way on a ${preset}, in light or dark`, async ({ network, device }) => {
    const { page } = await device(preset);
    await test.step('Đăng nhập', async () => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Đăng nhập' }).click();
      await expect(page.getByText('Nhập tên đăng nhập.')).toBeVisible();
      await inBothLights(page);
    });
    await signIn(page, 'hanh');
    await test.step('Hoạt động: list, record, form, faults', async () => {
      await goTo(page, 'Hoạt động');
      await expect(rows(page, OLD)).toHaveCount(1);
      await inBothLights(page);
      await open(page, OLD);
      await inBothLights(page);
      await page.getByRole('article').getByRole('button', { name: 'Hủy hoạt động' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await inBothLights(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Để sau' }).click();
      await openNew(page);
      await attach(page, [{ name: 'chữ.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('chữ') }]);
      await expect(page.getByText('chữ.jpg: Chỉ nhận ảnh')).toBeVisible();
      await pressDone(page);
      await expect(page.getByText('Cần sửa trước khi lưu')).toBeVisible();
      await inBothLights(page);
      await fillIn(page, { title: TITLE, day: DAY });
      await network.offline();
      await pressDone(page);
      await expect(article(page, TITLE)).toBeVisible();
    });
    await test.step('Việc hôm nay, Chờ gửi, Thiết bị này, and an address that leads nowhere', async () => {
      await expectChip(page, { waiting: 1, offline: true });
      for (const [address, heading] of [
        ['/', 'Việc hôm nay'],
        ['/cho-gui', 'Hàng chờ gửi'],
        ['/thiet-bi', 'Thiết bị này'],
        ['/khong-co', 'Không có trang này'],
      ] as const) {
        await offlineReady(page);
        await page.goto(address);
        await expect(page.getByRole('heading', { name: heading })).toBeVisible();
        await expectChip(page, { waiting: 1, offline: true });
        await inBothLights(page);
      }
    });
  });
}

test('nothing stands in the centre’s way, in English too', async ({ server, network, device }) => {
  const tablet = await device();
  await signIn(tablet.page, 'hanh');
  const office = await device('desktop', { origin: server.origin });
  await signIn(office.page, 'trang', 'Máy văn phòng');
  await openCluster(office.page, CLUSTER);
  await network.offline();
  await open(tablet.page, OLD);
  await change(tablet.page, { place: 'Sa Đéc' });
  await open(office.page, OLD);
  await change(office.page, { place: 'Tháp Mười' });
  await allSent(office.page);
  await network.online();
  await tablet.reopen();
  await allSent(tablet.page);

  await goTo(office.page, 'Đối soát');
  const queue = office.page.getByRole('region', { name: 'Hàng đối soát' });
  await queue.getByRole('link', { name: OLD }).click();
  await expect(office.page.getByRole('radio', { name: /Sa Đéc/ })).toBeVisible();
  await inBothLights(office.page);
  await goTo(office.page, 'Tổng hợp');
  await expect(office.page.getByRole('region', { name: CLUSTER }).getByRole('row', { name: /^Hội Chữ thập đỏ tỉnh/ })).toBeVisible();
  await inBothLights(office.page);
  await office.page.getByRole('banner').getByRole('button', { name: /Phạm Thu Trang/ }).click();
  await office.page.getByRole('dialog').getByRole('button', { name: 'English' }).click();
  await expect(office.page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  for (const section of ['Today’s work', 'Activities', 'Overview', 'Reconcile', 'Outbox', 'This device']) {
    await goTo(office.page, section);
    await expect(office.page.locator('html')).toHaveAttribute('lang', 'en');
    await expectAccessible(office.page);
  }
});

const ANDROID = 'Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/124.0.0.0 Mobile Safari/537.36';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const CHATS: [program: string, agent: string][] = [
  ['Zalo', `${ANDROID} Zalo android/240401 ZaloTheme/light ZaloLanguage/vi`],
  ['Zalo', `${IPHONE} Zalo iOS/622 ZaloTheme/light ZaloLanguage/vi`],
  ['Facebook', `${ANDROID} [FB_IAB/FB4A;FBAV/460.0.0.37.109;]`],
  ['Facebook', `${IPHONE} [FBAN/FBIOS;FBAV/460.0.0.37.109;FBBV/591;FBDV/iPhone14,7]`],
  ['Messenger', `${IPHONE} [FBAN/MessengerForiOS;FBAV/452.0.0.40.109;]`],
];

test('inside a chat program nothing can be typed, and the way out is shown', async ({ device }) => {
  for (const [program, userAgent] of CHATS) {
    const { page } = await device('phone', { context: { userAgent } });
    for (const address of ['/', '/hoat-dong/moi']) {
      await page.goto(address);
      await expect(page.getByRole('heading', { name: 'Hãy mở trong Chrome hoặc Safari' })).toBeVisible();
      await expect(page.getByText(`Trình duyệt bên trong ${program} tự xóa dữ liệu`)).toBeVisible();
      await expect(page.getByRole('textbox')).toHaveCount(1);
      await expect(page.getByRole('textbox', { name: 'Địa chỉ' })).not.toBeEditable();
      await expect(page.getByRole('button', { name: 'Chép địa chỉ' })).toBeVisible();
    }
    await expect(page.getByRole('link', { name: 'Mở bằng Chrome' })).toHaveCount(userAgent.startsWith(ANDROID) ? 1 : 0);
    await expectAccessible(page);
  }
});

test('without a network every address opens, deep ones too', async ({ network, deviceOf }) => {
  const tablet = await deviceOf('hanh');
  await open(tablet.page, OLD);
  const deep = new URL(tablet.page.url()).pathname;
  await offlineReady(tablet.page);
  await network.offline();
  await tablet.page.reload();
  await expect(article(tablet.page, OLD)).toBeVisible();
  await tablet.close();
  const page = await tablet.reopen(deep);
  await expect(article(page, OLD)).toBeVisible();
  await expectChip(page, { offline: true });
  await page.goto('/hoat-dong/moi');
  await expect(page.getByRole('form', { name: 'Ghi hoạt động' })).toBeVisible();
  // In the middle of a word: the field that goes had the focus.
  await fillIn(page, { title: TITLE });
  await page.goBack();
  await expect(article(page, OLD)).toBeVisible();
  await goTo(page, 'Việc hôm nay');
  await page.getByRole('link', { name: `Viết tiếp: ${TITLE}` }).click();
  await fillIn(page, { day: DAY });
  await page.keyboard.press('Control+Enter');
  await saved(page, TITLE);
});

test('a device that is nearly full and whose clock is wrong says so, and takes words all the same', async ({ device }) => {
  const { page } = await device('phone');
  await page.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + 14 * 60_000;
    StorageManager.prototype.estimate = async () => ({ usage: 95, quota: 100 });
  });
  await signIn(page, 'hanh');
  await expect(page.getByText('Máy nhanh 14 phút.')).toBeVisible();
  await openNew(page);
  await expect(page.getByRole('form').getByText('Máy gần đầy. Ngừng nhận ảnh; chữ và số vẫn nhập được.')).toBeVisible();
  await expect(page.getByRole('form').getByLabel('Chọn ảnh, tệp')).toHaveCount(0);
  await inBothLights(page);
  await fillIn(page, { title: TITLE, day: DAY });
  await pressDone(page);
  await saved(page, TITLE);
  await allSent(page);
  // A telephone's bar has no room for it.
  await page.getByRole('navigation').getByRole('button', { name: 'Thêm' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Thiết bị' }).click();
  await expect(page.getByText('Nhanh 14 phút', { exact: true })).toBeVisible();
  await inBothLights(page);
});

test('without a network every screen of the centre opens, none of them seen before', async ({ network, deviceOf }) => {
  const { page } = await deviceOf('trang');
  await openCluster(page, CLUSTER);
  await offlineReady(page);
  await network.offline();
  for (const [address, heading] of [
    ['/tong-hop', 'Tổng hợp'],
    ['/doi-soat', 'Đối soát'],
    ['/hoat-dong', 'Hoạt động'],
    ['/cho-gui', 'Hàng chờ gửi'],
    ['/thiet-bi', 'Thiết bị này'],
    ['/', 'Việc hôm nay'],
  ] as const) {
    await page.goto(address);
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
  }
});

test('a part of the program that does not come says so, and comes when it is asked for again', async ({ network, deviceOf }) => {
  const rule = network.always({ path: /^\/parts\/split_activities\./ }, dropBefore);
  const { page } = await deviceOf('hanh');
  await goTo(page, 'Hoạt động');
  const notice = page.getByRole('alert').filter({ has: page.getByRole('heading', { name: 'Chưa tải được trang này' }) });
  await expect(notice).toBeVisible();
  await expectAccessible(page);
  const before = rule.fired;
  await notice.getByRole('button', { name: 'Thử lại' }).click();
  await expect.poll(() => rule.fired).toBeGreaterThan(before);
  await expect(notice).toBeVisible();
  await expectChip(page, { waiting: 0, refused: 0 });
  network.calm();
  await notice.getByRole('button', { name: 'Thử lại' }).click();
  await expect(rows(page, OLD)).toHaveCount(1);
  await expect(notice).toHaveCount(0);
});

test('a newer version waits until somebody takes it, and never over an open form', async ({ network, deviceOf }) => {
  const { page } = await deviceOf('hanh');
  const builds = (): Promise<string[]> => page.evaluate(() => caches.keys());
  await offlineReady(page);
  await page.reload();
  const [first, ...others] = await builds();
  expect(others).toEqual([]);
  network.always(WORKER, rewrite(nextBuild));
  await openNew(page);
  await page.reload();
  await expect(page.getByText('Có bản mới. Đóng bản nháp đang mở rồi cập nhật.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cập nhật' })).toHaveCount(0);
  await fillIn(page, { title: TITLE, day: DAY });
  await pressDone(page);
  await expect(article(page, TITLE)).toBeVisible();
  await allSent(page);
  await expect(page.getByText('Có bản mới. Cập nhật khi bạn xong việc.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Có bản mới. Cập nhật khi bạn xong việc.'), 'it did not take over by itself').toBeVisible();
  expect((await builds()).sort()).toEqual([first, 'giao-uoc-next'].sort());
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Cập nhật' }).click();
  await reloaded;
  await expect(article(page, TITLE)).toBeVisible();
  await expect(chip(page)).toBeVisible();
  await expect(page.getByText('Có bản mới.')).toHaveCount(0);
  await expect.poll(builds).toEqual(['giao-uoc-next']);
});

test('an update that arrives cut is not taken', async ({ network, deviceOf }) => {
  const { page } = await deviceOf('hanh');
  await offlineReady(page);
  await page.reload();
  const builds = (): Promise<string[]> => page.evaluate(() => caches.keys());
  const [first] = await builds();
  const broken = (text: string): string =>
    nextBuild(text).replaceAll('"hashed":true', '"hashed":false').replace(/"sha256-[^"]+"/, `"sha256-${'A'.repeat(43)}="`);
  const rule = network.next(WORKER, rewrite(broken));
  await page.reload();
  await rule.spent;
  // It began to keep the new files, and gave up.
  await expect.poll(builds).toContain('giao-uoc-next');
  const standing = (): Promise<boolean[]> =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return [registration.installing, registration.waiting].map((worker) => worker !== null);
    });
  await expect.poll(standing).toEqual([false, false]);
  expect(await builds()).toContain(first);
  await expect(page.getByText('Có bản mới.')).toHaveCount(0);
  await network.offline();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Việc hôm nay' })).toBeVisible();
});
