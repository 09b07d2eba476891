import { rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { activities } from '../bench/work/activities.ts';
import { Person } from '../bench/work/person.ts';
import { article, attach, DAY, field, fillIn, openNew, pressDone, rows, saved, search, write } from '../support/activity.ts';
import { cutReplyAt, cutRequestAt, dropBefore, loseReply, portal, repeat, status } from '../support/fault.ts';
import type { Fault } from '../support/fault.ts';
import { person } from '../support/people.ts';
import { photo } from '../support/photo.ts';
import { decide, desk, dispute } from '../support/reconcile.ts';
import { allSent, chip, enterPassword, expectAccessible, expectChip, goTo, openCluster, sendNow, signIn } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';
import { expectOnce, recordsOf } from '../support/truth.ts';

const EXCHANGE = { method: 'POST', path: /\/exchange$/ };
const CLUSTER = 'Khối thi đua số 12';
const TITLE = 'Ra quân trồng cây đầu xuân';
const OTHER = 'Họp mặt tình nguyện viên';
const MEGA = 1024 * 1024;

/** What stands between the device and the server, and what the chip says of it. */
const NETWORKS: [name: string, fault: Fault, says: RegExp][] = [
  ['cut before the exchange', dropBefore, /Ngoại tuyến/],
  ['cut while the request goes up', cutRequestAt(100), /Ngoại tuyến/],
  ['cut while the answer comes down', cutReplyAt(40), /Ngoại tuyến/],
  ['cut after the server has taken it, before it could say so', loseReply, /Ngoại tuyến/],
  ['a portal that answers everything with its own page', portal, /Mạng này cần đăng nhập trước/],
  ['a portal that leads elsewhere', status(302), /Mạng này cần đăng nhập trước/],
  ['a gateway without a server behind it', status(503), /Chưa gửi được/],
];

for (const [name, fault, says] of NETWORKS) {
  test(`${name}: saving goes on, nothing is lost or doubled`, async ({ server, network, deviceOf }) => {
    const { page } = await deviceOf('hanh');
    const rule = network.always(EXCHANGE, fault);
    await write(page, { title: TITLE });
    await expect(chip(page)).toContainText(says);
    await expectChip(page, { waiting: 1, refused: 0 });
    expect(rule.fired).toBeGreaterThan(0);
    network.calm();
    await sendNow(page);
    await allSent(page);
    await expectOnce(server, 'thanh', [TITLE]);
  });
}

test('a network that says everything twice doubles nothing', async ({ server, network, deviceOf }) => {
  const { page } = await deviceOf('hanh');
  const rule = network.always(EXCHANGE, repeat);
  await write(page, { title: TITLE });
  await allSent(page);
  expect(rule.fired).toBeGreaterThan(0);
  await expectOnce(server, 'thanh', [TITLE]);
});

test('the server is away for an hour, and the device sends by itself afterwards', async ({ server, device }) => {
  const { page } = await device();
  await page.clock.install();
  await signIn(page, 'hanh');
  expect(await server.stop()).toBe(0);
  await write(page, { title: TITLE });
  await expectChip(page, { waiting: 1, offline: true });
  await page.clock.fastForward('01:00:00');
  await write(page, { title: OTHER });
  await expectChip(page, { waiting: 2, offline: true });
  await server.restart();
  // The longest that a device waits between two tries.
  await page.clock.fastForward('05:00');
  await allSent(page);
  await expectOnce(server, 'thanh', [TITLE, OTHER]);
});

test('the session has ended: saving goes on, sending asks to sign in, then everything goes', async ({ server, deviceOf }) => {
  const tablet = await deviceOf('hanh');
  const { page } = tablet;
  await tablet.context.clearCookies();
  await write(page, { title: TITLE });
  await expect(chip(page)).toContainText('Cần đăng nhập để gửi');
  await expect(page.getByText('Phiên làm việc đã hết hạn, còn 1 mục chờ gửi.')).toBeVisible();
  await write(page, { title: OTHER });
  await expectChip(page, { waiting: 2, refused: 0 });
  await page.getByRole('link', { name: 'Đăng nhập', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Đăng nhập lại để gửi' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Tên đăng nhập' })).toHaveValue('hanh');
  await enterPassword(page);
  await allSent(page);
  await expectOnce(server, 'thanh', [TITLE, OTHER]);
});

test('another person’s session in the same browser: saving goes on, nothing goes out under that name', async ({ server, network, deviceOf }) => {
  const tablet = await deviceOf('hanh');
  const { page } = tablet;
  // As after a sign-in in another tab of which this one has not heard.
  const other = await Person.signIn(server.origin, 'thanh');
  const [name = '', value = ''] = (other.headers['cookie'] ?? '').split('=');
  await tablet.context.addCookies([{ name, value, url: network.origin, httpOnly: true, sameSite: 'Strict' }]);
  await write(page, { title: TITLE });
  await expect(chip(page)).toContainText('Cần đăng nhập để gửi');
  await expectChip(page, { waiting: 1, refused: 0 });
  expect((await recordsOf(server, 'thanh')).map(({ fields }) => fields['title'])).not.toContain(TITLE);
  await page.getByRole('link', { name: 'Đăng nhập', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Tên đăng nhập' })).toHaveValue('hanh');
  await enterPassword(page);
  await allSent(page);
  await expectOnce(server, 'thanh', [TITLE]);
});

test('two tabs save at once: each sees the other’s work, nothing is doubled', async ({ server, network, deviceOf }) => {
  const tablet = await deviceOf('hanh');
  const tabs = [tablet.page, await tablet.tab('/hoat-dong')] as const;
  await network.offline();
  await Promise.all([write(tabs[0], { title: TITLE }), write(tabs[1], { title: OTHER })]);
  for (const tab of tabs) {
    await expectChip(tab, { waiting: 2 });
    for (const title of [TITLE, OTHER]) await expect(rows(tab, title)).toHaveCount(1);
  }
  await network.online();
  await sendNow(tabs[1]);
  for (const tab of tabs) await allSent(tab);
  await expectOnce(server, 'thanh', [TITLE, OTHER]);
});

test('the tab that exchanges is closed, and the other one goes on sending', async ({ server, deviceOf }) => {
  const tablet = await deviceOf('hanh');
  const second = await tablet.tab('/hoat-dong');
  await tablet.page.close();
  await write(second, { title: TITLE });
  await allSent(second);
  await expectOnce(server, 'thanh', [TITLE]);
});

test('the tab is closed while somebody types, then the browser killed: the draft is there again', async ({ deviceOf }) => {
  const tablet = await deviceOf('hanh');
  const kept = (page: Page): Promise<void> =>
    expect(page.getByRole('status').filter({ hasText: 'Đã giữ bản nháp' })).toBeVisible();
  const second = await tablet.tab('/');
  await openNew(tablet.page);
  await fillIn(tablet.page, { title: TITLE });
  await kept(tablet.page);
  await tablet.page.close();
  await second.getByRole('main').getByRole('link', { name: `Viết tiếp: ${TITLE}` }).click();
  await expect(field(second, 'title')).toHaveValue(TITLE);
  await fillIn(second, { body: 'Trồng 200 cây sao dọc đê' });
  await kept(second);
  await tablet.kill();
  const page = await tablet.reopen('/hoat-dong/moi');
  await expect(field(page, 'title')).toHaveValue(TITLE);
  await expect(field(page, 'body')).toHaveValue('Trồng 200 cây sao dọc đê');
  await expect(page.getByText(/^Bản nháp lúc/)).toBeVisible();
  await fillIn(page, { day: DAY });
  await pressDone(page);
  await saved(page, TITLE);
  await goTo(page, 'Việc hôm nay');
  await expect(page.getByRole('link', { name: /Viết tiếp/ })).toHaveCount(0);
});

test('the storage is full: said aloud, the text stays, and it is saved once there is room', async ({ server, network, deviceOf }) => {
  const tablet = await deviceOf('hanh');
  await tablet.close();
  await tablet.open();
  const { page } = tablet;
  const session = await tablet.context.newCDPSession(page);
  const limit = (quota: { quotaSize?: number }): Promise<unknown> =>
    session.send('Storage.overrideQuotaForOrigin', { origin: network.origin, ...quota });
  // Before the first write: Chromium reckons with the room that it found for half a minute.
  await limit({ quotaSize: 1 });
  await page.goto('/hoat-dong/moi');
  await fillIn(page, { title: TITLE, day: DAY });
  await expect(page.getByText('Bản nháp chưa giữ được: chữ vừa gõ chỉ có trên màn hình này. Máy hết chỗ')).toBeVisible();
  await pressDone(page);
  await expect(page.getByRole('alert').filter({ hasText: /^Máy hết chỗ nên chưa lưu được/ })).toBeVisible();
  await expect(field(page, 'title')).toHaveValue(TITLE);
  await expectAccessible(page);
  await limit({});
  await pressDone(page);
  await saved(page, TITLE);
  await sendNow(page);
  await allSent(page);
  await expectOnce(server, 'thanh', [TITLE]);
});

test('files that cannot be evidence are refused in words, a huge photo is shrunk', async ({ deviceOf }, info) => {
  const { page } = await deviceOf('hanh');
  const file = (name: string, bytes: Buffer): string => {
    const path = info.outputPath(name);
    writeFileSync(path, bytes);
    return path;
  };
  const refusals: [path: string, why: string][] = [
    [file('quá lớn.jpg', Buffer.concat([photo(3, 800, 600), Buffer.alloc(61 * MEGA)])), 'Tệp lớn hơn 62,9 MB'],
    [file('báo cáo.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(40 * MEGA)])), 'Tệp lớn hơn 26,2 MB'],
    [file('không phải ảnh.jpg', Buffer.from('Đây là chữ, không phải ảnh.')), 'Chỉ nhận ảnh, PDF, Word, Excel, PowerPoint'],
    [file('cắt ngang.jpg', photo(4).subarray(0, 300)), 'Không đọc được tệp này'],
    [file('trống.jpg', Buffer.alloc(0)), 'Tệp này trống'],
  ];
  await openNew(page);
  await fillIn(page, { title: TITLE, day: DAY });
  for (const [path, why] of refusals) {
    await attach(page, [path]);
    await expect(page.getByRole('alert').filter({ hasText: basename(path) })).toContainText(why);
  }
  await expect(field(page, 'title')).toHaveValue(TITLE);
  // Telephones hang a short film behind a photo: the picture is small, the file is not.
  await attach(page, [file('IMG_40MB.jpg', Buffer.concat([photo(5), Buffer.alloc(40 * MEGA, 1)]))]);
  await expect(page.getByRole('button', { name: 'Bỏ IMG_40MB.jpg' })).toBeVisible();
  await expect(page.getByText(/^1 ảnh, \d{2,3} kB$/)).toBeVisible();
  await pressDone(page);
  await saved(page, TITLE);
  await allSent(page);
  await expect(article(page, TITLE).getByText('Ở máy này, chưa gửi')).toHaveCount(0);
  rmSync(info.outputDir, { recursive: true });
});

test('a text over its limit is kept, and saved once it is short enough', async ({ server, deviceOf }) => {
  const { page } = await deviceOf('hanh');
  const long = 'Đ'.repeat(201);
  await openNew(page);
  await fillIn(page, { title: long, day: DAY, body: 'e'.repeat(20_001) });
  await pressDone(page);
  const faults = page.getByRole('alert').filter({ hasText: 'Cần sửa trước khi lưu' });
  await expect(faults).toContainText('Tên hoạt động: Dài 201 ký tự, được tối đa 200');
  await expect(faults).toContainText('Nội dung, kết quả: Dài 20.001 ký tự, được tối đa 20.000');
  await expect(field(page, 'title')).toHaveValue(long);
  await faults.getByRole('button', { name: /Tên hoạt động/ }).click();
  await expect(field(page, 'title')).toBeFocused();
  await fillIn(page, { title: long.slice(1), body: 'e'.repeat(20_000) });
  await pressDone(page);
  await saved(page, long.slice(1));
  await allSent(page);
  await expectOnce(server, 'thanh', [long.slice(1)]);
});

test('text is stored in one clean form, whatever the keyboard made of it', async ({ server, deviceOf }) => {
  const { page } = await deviceOf('hanh');
  const clean = 'Hòa giải ở cơ sở 👩‍🌾🎉 năm 2024';
  await openNew(page);
  // Decomposed letters, a bell, a mark that turns the reading direction, and an invisible space.
  const typed = `${'Hòa giải ở cơ sở'.normalize('NFD')}\u0007 👩‍🌾🎉\u202e năm\u200b 2024`;
  await fillIn(page, { title: typed, day: DAY, body: `Dòng một\nDòng hai: ${'Tiếng Việt'.normalize('NFD')}\u202d` });
  await pressDone(page);
  await saved(page, clean);
  await allSent(page);
  const row = (await recordsOf(server, 'thanh')).find(({ fields }) => fields['title'] === clean);
  expect(row?.fields['body']).toBe('Dòng một\nDòng hai: Tiếng Việt');
  await goTo(page, 'Hoạt động');
  for (const words of ['hoa giai', 'HÒA GIẢI', '🎉', 'co so 2024']) {
    await search(page, words);
    await expect(rows(page, clean), words).toHaveCount(1);
  }
  await search(page, 'hoà giảng');
  await expect(rows(page, clean)).toHaveCount(0);
});

for (const [name, protocol] of [['an older', 0], ['a newer', 2]] as const) {
  test(`${name} program than the server knows: work goes on, sending waits for the update`, async ({ server, deviceOf }) => {
    const { page } = await deviceOf('hanh');
    await page.route(EXCHANGE.path, async (route) => {
      const bytes = route.request().postDataBuffer() ?? Buffer.alloc(0);
      const isPacked = route.request().headers()['content-encoding'] === 'gzip';
      const body = JSON.parse((isPacked ? gunzipSync(bytes) : bytes).toString()) as object;
      const spoken = JSON.stringify({ ...body, protocol, unknown: true });
      await route.continue({ postData: isPacked ? gzipSync(spoken) : spoken });
    });
    await write(page, { title: TITLE });
    await expect(chip(page)).toContainText('Cần cập nhật để gửi');
    await expect(page.getByText('Máy chủ không còn nhận bản này. Vẫn nhập và lưu ra tệp được; cập nhật để gửi.')).toBeVisible();
    await write(page, { title: OTHER });
    await expectChip(page, { waiting: 2, refused: 0 });
    await page.unroute(EXCHANGE.path);
    await sendNow(page);
    await allSent(page);
    await expectOnce(server, 'thanh', [TITLE, OTHER]);
  });
}

test('another unit’s record is neither seen nor written', async ({ server, deviceOf }) => {
  const own = await deviceOf('hanh');
  await write(own.page, { title: TITLE });
  await allSent(own.page);
  const address = new URL(own.page.url()).pathname;

  const other = await deviceOf('khoa');
  await goTo(other.page, 'Hoạt động');
  await expect(rows(other.page, 'Phối hợp thành lập mới 13 hợp tác xã trong năm 2024')).toHaveCount(1);
  await expect(rows(other.page, TITLE)).toHaveCount(0);
  await other.page.goto(address);
  await expect(other.page.getByText('Hoạt động này không có trên máy này.')).toBeVisible();

  const khoa = await Person.signIn(server.origin, 'khoa');
  const hanh = await Person.signIn(server.origin, 'hanh');
  expect((await recordsOf(server, 'khoa')).map(({ fields }) => fields['title'])).not.toContain(TITLE);
  const [activity] = activities(1);
  if (!activity) throw new Error('An activity was asked for.');
  const forged = khoa.change(activity.id, { insert: { ...activity.fields, unit: hanh.session.unit } });
  const { outcomes } = await khoa.exchange([forged.json], { limit: 1 });
  expect(outcomes).toEqual([{ id: forged.id, outcome: { is: 'refused', reason: { why: 'not_allowed' } } }]);
  expect((await recordsOf(server, 'hanh')).map(({ id }) => id)).not.toContain(activity.id);
});

test('a decision that comes too late is refused with its cure, and the one that counts is shown', async ({ server, network, device }) => {
  const title = await dispute(server, ['Nhà văn hóa xã', 'Hội trường huyện']);
  const centre = await device('desktop');
  await signIn(centre.page, 'trang');
  await openCluster(centre.page, CLUSTER);
  const head = await device('desktop', { origin: server.origin });
  await signIn(head.page, 'ngan');
  await network.offline();
  await decide(centre.page, title, /Nhà văn hóa xã$/, 'Theo kế hoạch');
  await decide(head.page, title, /Hội trường huyện$/, 'Theo danh sách ký nhận');
  await allSent(head.page);
  await network.online();
  await sendNow(centre.page);
  await expectChip(centre.page, { waiting: 0, refused: 1 });
  const refused = centre.page.getByRole('row').filter({ hasText: `Quyết định: ${title}` });
  await expect(refused).toContainText('Số liệu đã thay đổi sau khi bạn xem. Hãy xem lại rồi quyết định.');
  await centre.page.reload();
  await expect(refused).toBeVisible();
  await refused.getByRole('link', { name: 'Xem số liệu mới' }).click();
  await expect(desk(centre.page)).toContainText(`${person('ngan').name} đã quyết định. Nơi tổ chức: Hội trường huyện`);
  await expect(desk(centre.page)).toContainText('Lý do: “Theo danh sách ký nhận”');
  await chip(centre.page).click();
  await refused.getByRole('button', { name: 'Bỏ mục này' }).click();
  await centre.page.getByRole('dialog').getByRole('button', { name: 'Bỏ mục này' }).click();
  await allSent(centre.page);
});
