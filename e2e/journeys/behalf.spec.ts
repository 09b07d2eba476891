import { DAY, fillIn, open, openNew, pressDone, saved } from '../support/activity.ts';
import { dispute, entryOf, openOnBehalf } from '../support/behalf.ts';
import { allSent, expectChip, goTo, inBothLights, openCluster, sendNow, signIn } from '../support/screen.ts';
import { addTarget, cellOf, type } from '../support/targets.ts';
import { expect, test } from '../support/test.ts';

const LEGAL = 'Hội Chữ thập đỏ tỉnh Đồng Tháp';
const GIFTS = 'Quà Trung thu cho trẻ em';
const HOUSES = 'Nhà Đại đoàn kết';
const ACTIVITY = 'Hiến máu tình nguyện đợt 2';
const PAPER = 'Báo cáo 45/BC-HCTĐ';
const WRONG = 'Thiếu đợt tháng 9: đúng là 1.250';

test('the head’s office enters from paper for a unit, which confirms several, disputes one, and confirms it once it is mended', async ({ server, network, device }) => {
  const office = await device('desktop', { origin: server.origin });
  const { page } = office;
  await signIn(page, 'ngan', 'Máy của Khối trưởng');
  const tablet = await device('tablet');
  await signIn(tablet.page, 'hanh');

  await test.step('two figures and an activity, each with its document', async () => {
    await addTarget(page, { name: GIFTS, measure: 'phần quà' });
    await addTarget(page, { name: HOUSES, measure: 'căn' });
    await page.getByRole('combobox', { name: 'Đơn vị' }).selectOption({ label: LEGAL });
    await page.getByRole('textbox', { name: 'Nhập hộ theo văn bản' }).fill(PAPER);
    await page.getByRole('textbox', { name: 'Nhập hộ theo văn bản' }).blur();
    await type(page, GIFTS, 'Thực hiện', '1200');
    await type(page, HOUSES, 'Thực hiện', '17');
    await openNew(page);
    await page.getByRole('combobox', { name: 'Ghi cho đơn vị' }).selectOption({ label: LEGAL });
    await fillIn(page, { title: ACTIVITY, day: DAY });
    await pressDone(page);
    await expect(page.getByRole('form').getByText('phải ghi văn bản làm căn cứ').first()).toBeVisible();
    await page.getByRole('textbox', { name: 'Văn bản làm căn cứ' }).fill(PAPER);
    await inBothLights(page);
    await pressDone(page);
    await saved(page, ACTIVITY);
    await expect(page.getByRole('article')).toContainText('Chờ đơn vị xác nhận');
    await inBothLights(page);
    await allSent(page);
  });

  await test.step('without a network the unit disputes one with a reason and confirms the others together', async () => {
    await sendNow(tablet.page);
    await allSent(tablet.page);
    await network.offline();
    await openOnBehalf(tablet.page, 'Cần xác nhận: 3 mục nhập hộ');
    await expect(entryOf(tablet.page, GIFTS)).toContainText(`theo: ${PAPER}`);
    await inBothLights(tablet.page);
    await dispute(tablet.page, GIFTS, WRONG);
    await tablet.page.getByRole('checkbox', { name: 'Chọn tất cả' }).check();
    await tablet.page.getByRole('button', { name: 'Xác nhận 2 mục' }).click();
    await expect(tablet.page.getByRole('heading', { name: 'Đã xác nhận: 2' })).toBeVisible();
    await expect(tablet.page.getByRole('heading', { name: 'Đơn vị không đồng ý: 1' })).toBeVisible();
    await inBothLights(tablet.page);
    await expectChip(tablet.page, { waiting: 3, offline: true });
    await network.online();
    await sendNow(tablet.page);
    await allSent(tablet.page);
  });

  await test.step('who entered it is told and mends it by an ordinary change', async () => {
    await sendNow(page);
    await allSent(page);
    await openOnBehalf(page, 'Đơn vị không đồng ý: 1');
    await expect(entryOf(page, GIFTS)).toContainText(WRONG);
    await inBothLights(page);
    await entryOf(page, GIFTS).getByRole('link', { name: 'Xem' }).click();
    await goTo(page, 'Chỉ tiêu');
    await page.getByRole('combobox', { name: 'Đơn vị' }).selectOption({ label: LEGAL });
    await cellOf(page, GIFTS, 'Thực hiện').focus();
    await expect(page.getByRole('region', { name: 'Nhập hộ' })).toContainText(WRONG);
    await page.getByRole('textbox', { name: 'Nhập hộ theo văn bản' }).fill(PAPER);
    await type(page, GIFTS, 'Thực hiện', '1250');
    await allSent(page);
    await goTo(page, 'Việc hôm nay');
    await expect(page.getByRole('main').getByRole('link', { name: 'Đơn vị không đồng ý' })).toHaveCount(0);
  });

  await test.step('the unit is asked again, reads what it said, and confirms; both words stay', async () => {
    await sendNow(tablet.page);
    await allSent(tablet.page);
    await openOnBehalf(tablet.page, 'Cần xác nhận: 1 mục nhập hộ');
    await expect(entryOf(tablet.page, GIFTS)).toContainText(`Không đồng ý: “${WRONG}” · khi ấy là 1.200`);
    await tablet.page.getByRole('checkbox', { name: GIFTS }).check();
    await tablet.page.getByRole('button', { name: 'Xác nhận 1 mục' }).click();
    await allSent(tablet.page);
    // Taken back, it waits again; then it is said in the record itself.
    await tablet.page.getByRole('button', { name: 'Lấy lại' }).click();
    await expect(tablet.page.getByRole('heading', { name: 'Cần xác nhận: 1 mục nhập hộ' })).toBeVisible();
    await goTo(tablet.page, 'Chỉ tiêu');
    await cellOf(tablet.page, GIFTS, 'Thực hiện').focus();
    const note = tablet.page.getByRole('region', { name: 'Nhập hộ' });
    await note.getByRole('button', { name: 'Xác nhận' }).click();
    await expect(note).toContainText('Đơn vị đã xác nhận');
    await expect(note).toContainText(WRONG);
    await allSent(tablet.page);
  });

  await test.step('the centre sees both words, another unit nothing of it', async () => {
    const centre = await device('desktop', { origin: server.origin });
    await signIn(centre.page, 'trang', 'Máy văn phòng');
    await openCluster(centre.page, 'Khối thi đua số 12');
    await centre.page.goto('/nhap-ho');
    await expect(centre.page.getByRole('heading', { name: 'Đã xác nhận: 3' })).toBeVisible();
    await expect(entryOf(centre.page, GIFTS)).toContainText(WRONG);
    await open(centre.page, ACTIVITY);
    await expect(centre.page.getByRole('article')).toContainText('Đơn vị đã xác nhận');
    const other = await device('phone', { origin: server.origin });
    await signIn(other.page, 'khoa', 'Điện thoại');
    await other.page.goto('/nhap-ho');
    await expect(other.page.getByText('Chưa có gì được nhập hộ.')).toBeVisible();
  });
});
