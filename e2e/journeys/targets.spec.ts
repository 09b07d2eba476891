import { addTarget, cellOf, grid, paste, rowOf, type } from '../support/targets.ts';
import type { Target } from '../support/targets.ts';
import { decide } from '../support/reconcile.ts';
import { allSent, expectChip, goTo, inBothLights, openCluster, signIn } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

const CLUSTER = 'Khối thi đua số 12';
const UNIT = 'Hội Chữ thập đỏ tỉnh Đồng Tháp';
// None of the sample's own, which have figures already.
const GIFTS = 'Quà Trung thu cho trẻ em';
const COOPERATIVES = 'Hợp tác xã được hỗ trợ thành lập';
const HOUSES = 'Nhà Đại đoàn kết';
const MONEY = 'Quỹ “Vì người nghèo”';
const RATE = 'Chi hội sinh hoạt đúng định kỳ';
const TARGETS: Target[] = [
  { name: GIFTS, measure: 'phần quà' },
  { name: COOPERATIVES, measure: 'hợp tác xã' },
  { name: HOUSES, measure: 'căn' },
  { name: MONEY, measure: 'triệu đồng', nature: 'Số tiền' },
  { name: RATE, nature: 'Tỷ lệ' },
];

test('figures are entered offline, understood, sent, and decided where they differ', async ({ server, network, device }) => {
  const office = await device('desktop', { origin: server.origin });
  await signIn(office.page, 'ngan', 'Máy của Khối trưởng');
  await test.step('the head’s office makes the targets', async () => {
    for (const target of TARGETS) await addTarget(office.page, target);
    await allSent(office.page);
  });

  const tablet = await device('tablet');
  const { page } = tablet;
  await signIn(page, 'hanh');
  await goTo(page, 'Chỉ tiêu');
  await expect(rowOf(page, GIFTS)).toBeVisible();

  await test.step('a field officer types without a network', async () => {
    await network.offline();
    await expect(cellOf(page, COOPERATIVES, 'Thực hiện')).toHaveText('Chưa nhập');
    await type(page, COOPERATIVES, 'Kế hoạch', '7');
    await type(page, COOPERATIVES, 'Thực hiện', '13');
    await expect(rowOf(page, COOPERATIVES)).toContainText('185,7%');
    await expect(rowOf(page, COOPERATIVES)).toContainText('vượt 85,7%');
    await expect(page.getByRole('status').filter({ hasText: 'Đã lưu trên máy này' })).toBeVisible();
    await cellOf(page, COOPERATIVES, 'Thực hiện').focus();
    await expect(page.getByText('13/7 hợp tác xã, đạt 185,7% (vượt 85,7%)')).toBeVisible();
  });

  await test.step('a mistake is told at the cell, and nothing typed is lost', async () => {
    await type(page, HOUSES, 'Thực hiện', '2,5');
    await expect(grid(page).getByText('Đếm được thì phải là số nguyên')).toBeVisible();
    await expect(cellOf(page, HOUSES, 'Thực hiện')).toContainText('2,5');
    await page.keyboard.press('Escape');
    await expect(cellOf(page, HOUSES, 'Thực hiện')).toHaveText('Chưa nhập');
  });

  await test.step('an ambiguous figure is a question', async () => {
    await type(page, MONEY, 'Thực hiện', '74,958');
    await expect(grid(page).getByText('“74,958” là số nào?')).toBeVisible();
    await inBothLights(page);
    await grid(page).getByRole('button', { name: '74.958', exact: true }).click();
    await expect(cellOf(page, MONEY, 'Thực hiện')).toContainText('74.958');
    await expect(grid(page).getByText('là số nào?')).toBeHidden();
  });

  await test.step('a block from a spreadsheet is shown before it is taken, and taken back at once', async () => {
    await paste(cellOf(page, GIFTS, 'Kế hoạch'), '36.500\t74.958\r\n7\t13\r\n20\tmười bảy\r\n');
    const dialog = page.getByRole('dialog', { name: 'Dán khối số liệu' });
    await expect(dialog.getByRole('row', { name: `${GIFTS} Thực hiện` })).toContainText('Chưa nhập');
    await expect(dialog.getByText('Chỉ nhập số')).toBeVisible();
    await dialog.getByRole('button', { name: 'Ghi 3 ô' }).click();
    await expect(rowOf(page, GIFTS)).toContainText('205,4%');
    await expect(rowOf(page, HOUSES)).toContainText('20');
    await cellOf(page, GIFTS, 'Thực hiện').focus();
    await page.keyboard.press('Control+z');
    await expect(cellOf(page, GIFTS, 'Thực hiện')).toContainText('Chưa nhập');
    await expect(cellOf(page, HOUSES, 'Kế hoạch')).toContainText('Chưa nhập');
    await type(page, GIFTS, 'Kế hoạch', '36500');
    await type(page, GIFTS, 'Thực hiện', '74958');
    await expect(cellOf(page, GIFTS, 'Thực hiện')).toContainText('74.958');
    await type(page, RATE, 'Kế hoạch', '90');
    await type(page, RATE, 'Thực hiện', '97,7');
    await expect(rowOf(page, RATE)).toContainText('vượt 7,7 điểm phần trăm');
  });

  await test.step('a sentence of a report is checked', async () => {
    await cellOf(page, COOPERATIVES, 'Thực hiện').focus();
    await page.getByText('Kiểm tra câu chữ').click();
    await page.getByRole('textbox', { name: 'Câu trong báo cáo' }).fill('vượt 185,7% chỉ tiêu');
    await expect(page.getByText('không thể: kế hoạch 4 → 325,0%, kế hoạch 5 → 260,0%.')).toBeVisible();
    await expect(page.getByText('chỉ đúng khi kế hoạch là 7.')).toBeVisible();
  });

  const second = await device('desktop', { origin: server.origin });
  await test.step('a second device sees it', async () => {
    await network.online();
    await tablet.reopen('/chi-tieu');
    await allSent(tablet.page);
    await signIn(second.page, 'thanh', 'Máy để bàn');
    await goTo(second.page, 'Chỉ tiêu');
    await expect(cellOf(second.page, GIFTS, 'Thực hiện')).toContainText('74.958');
    await expect(rowOf(second.page, COOPERATIVES)).toContainText('vượt 85,7%');
  });

  await test.step('the same cell on two devices: the centre decides', async () => {
    await network.offline();
    await type(tablet.page, HOUSES, 'Thực hiện', '17');
    await expectChip(tablet.page, { waiting: 1, offline: true });
    await type(second.page, HOUSES, 'Thực hiện', '18');
    await allSent(second.page);
    await network.online();
    await tablet.reopen('/chi-tieu');
    await allSent(tablet.page);
    await expect(rowOf(tablet.page, HOUSES)).toContainText('Khác nhau');
    const centre = await device('desktop', { origin: server.origin });
    await signIn(centre.page, 'trang', 'Máy văn phòng');
    await openCluster(centre.page, CLUSTER);
    await decide(centre.page, HOUSES, /17$/, 'Đơn vị đã kiểm tra');
    await allSent(centre.page);
    await expect(cellOf(tablet.page, HOUSES, 'Thực hiện')).toHaveText('17');
  });

  await test.step('the head’s office enters for a unit that works on paper, and sees all units', async () => {
    await goTo(office.page, 'Chỉ tiêu');
    await office.page.getByRole('combobox', { name: 'Đơn vị' }).selectOption({ label: UNIT });
    await type(office.page, HOUSES, 'Kế hoạch', '20');
    await expect(grid(office.page).getByText('phải ghi văn bản làm căn cứ')).toBeVisible();
    await office.page.getByRole('textbox', { name: 'Nhập hộ theo văn bản' }).fill('Báo cáo 12/BC-CTĐ');
    await office.page.getByRole('textbox', { name: 'Nhập hộ theo văn bản' }).blur();
    await expect(rowOf(office.page, HOUSES)).toContainText('còn thiếu 3 căn');
    await office.page.getByRole('button', { name: 'Tất cả đơn vị' }).click();
    const all = office.page.getByRole('grid', { name: 'Tất cả đơn vị' });
    await expect(all.getByRole('row', { name: /^Tổng/ })).toContainText('74.958');
    await inBothLights(office.page);
    await all.getByRole('columnheader', { name: COOPERATIVES }).getByRole('link').click();
    await expect(rowOf(office.page, UNIT)).toContainText('185,7%');
    await inBothLights(office.page);
  });
});

// The sample's own.
const SAMPLE_HOUSES = 'Nhà Chữ thập đỏ cho hộ nghèo';
const SAMPLE_CLASSES = 'Tập huấn sơ cấp cứu';
/** What a sheet of A4 on its side leaves between margins of 15 mm. */
const LANDSCAPE = { width: 1009, height: 680 };

test('a telephone takes one figure at a time, and the centre sees all units, on paper too', async ({ server, device }) => {
  const { page } = await device('phone');
  await signIn(page, 'hanh');
  await goTo(page, 'Chỉ tiêu');

  await test.step('a tap on a row opens its figure, which has the screen to itself', async () => {
    await rowOf(page, SAMPLE_HOUSES).getByText('còn thiếu 3 căn').tap();
    await expect(page.getByRole('heading', { name: SAMPLE_HOUSES })).toBeVisible();
    await expect(grid(page)).toBeHidden();
    await inBothLights(page);
    await page.getByRole('textbox', { name: 'Thực hiện cả năm' }).fill('18');
    await page.getByRole('button', { name: 'Xong, tiếp dòng dưới' }).tap();
  });

  await test.step('the next figure follows, and after the last one nothing is lost', async () => {
    await expect(page.getByRole('heading', { name: SAMPLE_CLASSES })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Thực hiện cả năm' })).toBeFocused();
    await page.keyboard.type('25');
    await page.keyboard.press('Enter');
    // What is not assigned takes no figure.
    await expect(page.getByRole('textbox', { name: 'Thực hiện cả năm' })).toHaveValue('25');
    await page.getByRole('link', { name: 'Quay lại' }).tap();
    await expect(rowOf(page, SAMPLE_HOUSES)).toContainText('còn thiếu 2 căn');
    await expect(rowOf(page, SAMPLE_CLASSES)).toContainText('104,2%');
    await allSent(page);
  });

  const centre = await device('desktop', { origin: server.origin });
  await test.step('the centre opens the cluster only now', async () => {
    await signIn(centre.page, 'trang', 'Máy văn phòng');
    await openCluster(centre.page, CLUSTER);
    await goTo(centre.page, 'Chỉ tiêu');
    await expect(cellOf(centre.page, SAMPLE_HOUSES, 'Thực hiện')).toHaveText('18');
    await centre.page.getByRole('button', { name: 'Tất cả đơn vị' }).click();
    await expect(grid(centre.page).getByRole('row', { name: /^Tổng/ })).toBeVisible();
  });

  await test.step('head and first column stay while the rest is scrolled', async () => {
    const corner = grid(centre.page).getByRole('columnheader', { name: 'Đơn vị' });
    const before = await corner.boundingBox();
    await centre.page.setViewportSize({ width: 820, height: 600 });
    await grid(centre.page).locator('..').evaluate((frame) => frame.scrollTo(120, 120));
    await expect(corner).toBeInViewport({ ratio: 1 });
    await centre.page.setViewportSize({ width: 1440, height: 900 });
    expect(await corner.boundingBox()).toEqual(before);
  });

  await test.step('nothing is cut off on paper', async () => {
    for (const view of ['Tất cả đơn vị', 'Theo đơn vị']) {
      await centre.page.getByRole('button', { name: view }).click();
      await expect(grid(centre.page)).toBeVisible();
      await centre.page.setViewportSize(LANDSCAPE);
      await centre.page.emulateMedia({ media: 'print' });
      const width = await centre.page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, view).toBeLessThanOrEqual(LANDSCAPE.width);
      await expect(centre.page.getByText(/ · Cả năm$/)).toBeVisible();
      await centre.page.emulateMedia({ media: 'screen' });
      await centre.page.setViewportSize({ width: 1440, height: 900 });
    }
  });
});
