import type { Page, Response } from '@playwright/test';
import { article, change, fact, history, open, rows, write } from '../support/activity.ts';
import { loseReply } from '../support/fault.ts';
import { factsOf, photo } from '../support/photo.ts';
import { person } from '../support/people.ts';
import { decide, desk, openConflict, queue } from '../support/reconcile.ts';
import { allSent, chip, expectChip, goTo, offlineReady, openCluster, signIn } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

const CLUSTER = 'Khối thi đua số 12';
const OLD = 'Trao 74.958 phần quà Tết cho hộ nghèo, hộ cận nghèo và người yếu thế';
const NEW = [
  'Hiến máu đợt cuối năm tại Cao Lãnh',
  'Tập huấn sơ cứu ban đầu cho thanh niên tình nguyện',
  'Thăm, tặng quà nạn nhân chất độc da cam',
] as const;
const FIELD_PLACE = 'Nhà văn hóa phường 1, Sa Đéc';
const CENTRE_PLACE = 'Trung tâm huyện Tháp Mười';
const FIELD_MOVEMENT = 'Tết vì người nghèo và nạn nhân chất độc da cam';
const CENTRE_COUNT = '1.250';
const REASON = 'Danh sách ký nhận ghi Sa Đéc';
const EXCHANGE = { method: 'POST', path: /\/exchange$/ };
// The device waits longer after each failure; nobody helps it here.
const BY_ITSELF_MS = 60_000;

test('written without a network, sent through a broken one, decided at the centre, told to the field', async ({
  server,
  network,
  device,
  deviceOf,
}) => {
  const tablet = await deviceOf('hanh');
  await tablet.putAway();
  const office = await device('desktop', { origin: server.origin });
  await test.step('the centre opens the same cluster', async () => {
    await signIn(office.page, 'trang', 'Máy văn phòng');
    await openCluster(office.page, CLUSTER);
  });

  await test.step('the tablet loses its network, is reloaded and opens', async () => {
    await goTo(tablet.page, 'Hoạt động');
    await expect(rows(tablet.page, OLD)).toHaveCount(1);
    await offlineReady(tablet.page);
    await network.offline();
    await tablet.page.reload();
    await expect(rows(tablet.page, OLD)).toHaveCount(1);
    await expectChip(tablet.page, { waiting: 0, refused: 0, offline: true });
  });

  await test.step('three activities are written and one is changed', async () => {
    const photos = [1, 2].map((seed) => ({ name: `IMG_${seed}.jpg`, mimeType: 'image/jpeg', buffer: photo(seed) }));
    await write(tablet.page, { title: NEW[0], participants: '120' }, photos);
    await write(tablet.page, { title: NEW[1], body: 'Ba buổi, mỗi buổi 40 người.' });
    await write(tablet.page, { title: NEW[2], place: 'Huyện Hồng Ngự' });
    await open(tablet.page, OLD);
    await change(tablet.page, { place: FIELD_PLACE, movement: FIELD_MOVEMENT });
    await expectChip(tablet.page, { waiting: 4, refused: 0, offline: true });
  });

  await test.step('meanwhile the centre changes the same activity, one field of it the same', async () => {
    await open(office.page, OLD);
    await change(office.page, { place: CENTRE_PLACE, participants: CENTRE_COUNT });
    await allSent(office.page);
  });

  await test.step('the browser of the tablet is killed and opened again, still without a network', async () => {
    await tablet.kill();
    await tablet.reopen('/hoat-dong');
    await expectChip(tablet.page, { waiting: 4, refused: 0, offline: true });
    for (const title of [OLD, ...NEW]) {
      await expect(rows(tablet.page, title)).toHaveCount(1);
      await expect(rows(tablet.page, title)).toContainText('Chờ gửi');
    }
    await expect(rows(tablet.page, NEW[0])).toContainText('2 tệp đính kèm');
    await open(tablet.page, NEW[0]);
    await expect(tablet.page.getByRole('article').getByRole('img', { name: /^IMG_[12]\.jpg$/ })).toHaveCount(2);
    await open(tablet.page, OLD);
    await expect(fact(tablet.page, FIELD_PLACE)).toBeVisible();
    await chip(tablet.page).click();
    for (const title of [OLD, ...NEW]) {
      await expect(tablet.page.getByRole('row').filter({ hasText: title })).toContainText('Chờ mạng');
    }
  });

  await test.step('the network comes back and loses the first answer of every cluster', async () => {
    const paths = new Set(network.seen.filter(({ method }) => method === EXCHANGE.method).map(({ path }) => path));
    const exchanges = [...paths].filter((path) => EXCHANGE.path.test(path));
    const losses = exchanges.map((path) => network.next({ method: 'POST', path: new RegExp(`^${path}$`) }, loseReply));
    await network.online();
    await Promise.all(losses.map(({ spent }) => spent));
    await allSent(tablet.page, BY_ITSELF_MS);
    expect(network.fired['lose-reply']).toBe(exchanges.length);
  });

  await test.step('the centre has each change once', async () => {
    await goTo(office.page, 'Hoạt động');
    for (const title of [OLD, ...NEW]) await expect(rows(office.page, title)).toHaveCount(1);
    for (const title of NEW) {
      await open(office.page, title);
      await expect(history(office.page)).toHaveCount(1);
      await expect(history(office.page)).toContainText(`${person('hanh').name} ghi hoạt động`);
    }
    await goTo(office.page, 'Tổng hợp');
    const unit = office.page.getByRole('region', { name: CLUSTER }).getByRole('row', { name: /^Hội Chữ thập đỏ tỉnh/ });
    await expect(unit.getByRole('cell')).toHaveText(['4', '0', '0', '1', /hôm nay/]);
  });

  await test.step('different fields are merged, the same field differs', async () => {
    await open(office.page, OLD);
    for (const value of [FIELD_MOVEMENT, CENTRE_COUNT, CENTRE_PLACE]) {
      await expect(fact(office.page, value)).toBeVisible();
    }
    // One line for each field that each of them touched, and the one with which the activity began.
    await expect(history(office.page)).toHaveCount(3);
    await open(tablet.page, OLD);
    await expect(article(tablet.page, OLD)).toContainText(`“${CENTRE_PLACE}” hay “${FIELD_PLACE}”`);
  });

  await test.step('the photos arrive, smaller and without the place where they were taken', async () => {
    await goTo(tablet.page, 'Thiết bị này');
    await expect(tablet.page.getByText('Nếu máy này rơi xuống nước ngay bây giờ, bạn không mất gì.')).toBeVisible();
    const pictures = picturesArriving(office.page);
    await open(office.page, NEW[0]);
    await expect(office.page.getByRole('article').getByRole('img', { name: /^IMG_[12]\.jpg$/ })).toHaveCount(2);
    expect(new Set(pictures.map((picture) => picture.url())).size).toBe(2);
    for (const picture of pictures) {
      expect(factsOf(await picture.body())).toEqual({ width: 1600, height: 1200, hasLocation: false, hasExif: false });
    }
    expect(factsOf(photo(1)), 'the photo as it was taken').toMatchObject({ width: 2400, hasLocation: true });
  });

  await test.step('the centre decides, with a reason', async () => {
    await openConflict(office.page, OLD);
    const inForce = new RegExp(`^Đang dùng.*${person('trang').name}.*${CENTRE_PLACE}$`);
    await expect(desk(office.page).getByRole('radio', { name: inForce })).toBeVisible();
    await decide(office.page, OLD, new RegExp(`^Đề nghị khác.*${person('hanh').name}.*${FIELD_PLACE}`), REASON);
    await allSent(office.page);
    await expect(queue(office.page)).toContainText('Không có số liệu nào khác nhau');
  });

  await test.step('the field sees the decision and who made it', async () => {
    await open(tablet.page, OLD);
    await expect(fact(tablet.page, FIELD_PLACE)).toBeVisible();
    await expect(article(tablet.page, OLD)).not.toContainText('Số liệu khác nhau');
    const decision = new RegExp(`${person('trang').name} quyết định nơi tổ chức: .*${FIELD_PLACE}.*${REASON}`);
    await expect(history(tablet.page).filter({ hasText: decision })).toHaveCount(1);
    await expect(chip(tablet.page)).not.toContainText('cần xử lý');
  });
});

/** Collects the pictures that a page gets from the server. */
function picturesArriving(page: Page): Response[] {
  const arrived: Response[] = [];
  page.on('response', (response) => {
    if (/\/files\/[0-9a-f]{64}$/.test(new URL(response.url()).pathname)) arrived.push(response);
  });
  return arrived;
}
