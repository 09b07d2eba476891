import type { Page } from '@playwright/test';
import { Person } from '../bench/work/person.ts';
import { open, write } from '../support/activity.ts';
import { person } from '../support/people.ts';
import { decide } from '../support/reconcile.ts';
import { allSent, expectChip, goTo, inBothLights, openCluster, sendNow, signIn } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';
import { end, giveTarget, openCalendar, openDates, phase, plan, saveDates, unlock, YEAR } from '../support/year.ts';

const TARGET = 'Vận động quà Tết';
const LATE = 'Trao quà sau ngày đóng năm';
const WORK = 'Đăng ký chỉ tiêu';
const LOCKED = 'Đăng ký chỉ tiêu đã hết hạn ngày 24/01/2024. Đơn vị thường trực có thể mở lại.';
const UNIT = 'Hội Chữ thập đỏ tỉnh';
const LEGAL = `${UNIT} Đồng Tháp`;
const OFFICER = person('ngan').name;

async function setArchive(page: Page, from: string, to: string): Promise<void> {
  await openDates(page);
  await end(page, 'Lưu trữ', 'from').fill(from);
  await end(page, 'Lưu trữ', 'to').fill(to);
  await saveDates(page);
}

test('the head’s office sets the year’s dates, and opens for one unit what they lock', async ({ server, network, device, deviceOf }) => {
  const office = await device('desktop');
  const { page } = office;
  await signIn(page, 'ngan', 'Máy của Khối trưởng');
  const target = await giveTarget(await Person.signIn(server.origin, 'ngan'), TARGET);

  await test.step('faults stand at their fields, and the dates are saved without a network', async () => {
    await network.offline();
    await openCalendar(page);
    await expect(phase(page, 'Ký giao ước')).toContainText('Đăng ký chỉ tiêu, ký giao ước: chưa có hạn, chưa khóa.');
    await openDates(page);
    await end(page, 'Ký giao ước', 'from').fill('24/1');
    await end(page, 'Ký giao ước', 'to').fill('31/02');
    await end(page, 'Sơ kết 6 tháng', 'from').fill('2/1');
    await end(page, 'Sơ kết 6 tháng', 'to').fill('15/7/2020');
    await page.getByRole('button', { name: 'Lưu lịch' }).click();
    await expect(page.getByRole('group', { name: 'Ký giao ước' })).toContainText('Không có ngày này trong lịch.');
    await expect(page.getByRole('group', { name: 'Sơ kết 6 tháng' })).toContainText('Ngày cuối phải bằng hoặc sau ngày đầu.');
    await inBothLights(page);
    await end(page, 'Ký giao ước', 'from').fill('10/1');
    await end(page, 'Ký giao ước', 'to').fill('24/1');
    await end(page, 'Sơ kết 6 tháng', 'to').fill('15/7');
    await expect(page.getByText('Bắt đầu trước giai đoạn đứng trên: Sơ kết 6 tháng. Nếu đúng, cứ lưu.')).toBeVisible();
    await end(page, 'Sơ kết 6 tháng', 'from').fill('');
    await end(page, 'Sơ kết 6 tháng', 'to').fill('');
    await saveDates(page);
    await expect(phase(page, 'Ký giao ước')).toContainText('Đăng ký chỉ tiêu, ký giao ước: đã khóa sau ngày 24/01/2024.');
    await expectChip(page, { waiting: 1, offline: true });
    await inBothLights(page);
    await network.online();
    await sendNow(page);
    await allSent(page);
  });

  const tablet = await deviceOf('hanh');
  const hanh = await Person.signIn(server.origin, 'hanh');
  await test.step('a unit reads what is locked and who can open it', async () => {
    const task = tablet.page.getByRole('link', { name: 'Đăng ký chỉ tiêu: còn 1 chỉ tiêu chưa có kế hoạch' });
    await expect(task).toContainText(LOCKED);
    await inBothLights(tablet.page);
    await openCalendar(tablet.page);
    const own = tablet.page.getByRole('region', { name: 'Hạn của đơn vị' });
    await expect(own.getByRole('link', { name: WORK })).toContainText(LOCKED);
    await expect(tablet.page.getByRole('link', { name: 'Sửa ngày' })).toHaveCount(0);
    await inBothLights(tablet.page);
    expect(await plan(hanh, target, '60000')).toMatchObject({ is: 'refused', reason: { why: 'locked' } });
  });

  await test.step('what is opened for the unit is open to it', async () => {
    await openCalendar(page);
    await page.getByRole('button', { name: 'Mở khóa cho đơn vị' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mở khóa', exact: true }).click();
    await expect(page.getByRole('dialog')).toContainText('Chọn đơn vị được mở.');
    await inBothLights(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Để sau' }).click();
    await unlock(page, LEGAL, WORK, '31/12/2099', 'Bão số 3');
    const unlocks = page.getByRole('region', { name: 'Mở khóa' });
    await expect(unlocks.getByRole('listitem').filter({ hasText: 'Bão số 3' })).toContainText('Đang mở');
    await allSent(page);
    await expect(tablet.page.getByRole('region', { name: 'Mở khóa' })).toContainText('Lý do: “Bão số 3”');
    expect(await plan(hanh, target, '60000')).toMatchObject({ is: 'applied' });
  });

  await test.step('the other units are reminded with one tap', async () => {
    await office.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await goTo(page, 'Việc hôm nay');
    await page.getByRole('button', { name: /^Chép lời nhắc\. Đăng ký chỉ tiêu: 10 đơn vị chưa xong/ }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Đã chép lời nhắc' })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('Đăng ký chỉ tiêu: đã hết hạn ngày 24/01/2024.');
    expect(copied).toMatch(/- Hội Khuyến học tỉnh Đồng Tháp: còn \d+ chỉ tiêu chưa có kế hoạch/);
    expect(copied).not.toContain(LEGAL);
    await inBothLights(page);
  });

  await test.step('and locked again', async () => {
    await openCalendar(page);
    await page.getByRole('button', { name: `Khóa lại: ${UNIT}, ${WORK}` }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Lý do' }).fill('Đã nhập đủ');
    await page.getByRole('dialog').getByRole('button', { name: 'Khóa lại' }).click();
    await expect(page.getByRole('region', { name: 'Mở khóa' })).toContainText('Khóa lại vì: “Đã nhập đủ”');
    await allSent(page);
    await page.getByRole('button', { name: `Lịch sử mở khóa: ${UNIT}, ${WORK}` }).click();
    const history = page.getByRole('dialog').getByRole('listitem');
    await expect(history.filter({ hasText: `${OFFICER} mở ${WORK} cho ${UNIT} đến hết ngày 31/12/2099: “Bão số 3”` })).toBeVisible();
    await expect(history.filter({ hasText: `${OFFICER} khóa lại: “Đã nhập đủ”` })).toBeVisible();
    await inBothLights(page);
    await page.keyboard.press('Escape');
    await expect(tablet.page.getByRole('region', { name: 'Mở khóa' })).toContainText('Đã khóa lại');
  });
});

test('work that comes after the year was closed is refused with the reason, and taken once the year is open', async ({ server, network, device, deviceOf }) => {
  const tablet = await deviceOf('hanh');
  const office = await device('desktop', { origin: server.origin });
  await signIn(office.page, 'ngan', 'Máy của Khối trưởng');
  await network.offline();
  await write(tablet.page, { title: LATE });
  await setArchive(office.page, '1/12', '31/12');
  await office.page.getByRole('button', { name: 'Lấy lại' }).click();
  await expect(phase(office.page, 'Lưu trữ')).toContainText('Chưa có ngày đóng năm.');
  await setArchive(office.page, '1/12', '31/12');
  await expect(office.page.getByText('Năm đã đóng từ ngày 01/12/2024: không sửa được gì nữa.')).toBeVisible();
  await allSent(office.page);

  await network.online();
  await sendNow(tablet.page);
  await expectChip(tablet.page, { waiting: 0, refused: 1 });
  await expect(tablet.page.getByRole('row', { name: LATE })).toContainText('Năm thi đua đã đóng.');
  await setArchive(office.page, '', '');
  await expect(phase(office.page, 'Lưu trữ')).toContainText('Chưa có ngày đóng năm.');
  await allSent(office.page);
  await tablet.page.getByRole('row', { name: LATE }).getByRole('button', { name: 'Gửi lại' }).click();
  await allSent(tablet.page);
  await open(tablet.page, LATE);
});

test('two offices that set a date differently see both, and one decides', async ({ server, network, device }) => {
  const office = await device('desktop');
  const { page } = office;
  await signIn(page, 'ngan', 'Máy của Khối trưởng');
  const centre = await device('desktop', { origin: server.origin });
  await signIn(centre.page, 'trang', 'Máy của trung tâm');
  await openCluster(centre.page, 'Khối thi đua số 12');
  await network.offline();

  await test.step('what was typed survives a page that goes, and is there under the things to do', async () => {
    await openDates(page);
    await end(page, 'Ký giao ước', 'from').fill('10/1');
    await end(page, 'Ký giao ước', 'to').fill('cuối tháng');
    await goTo(page, 'Việc hôm nay');
    await page.getByRole('link', { name: `Ngày của năm ${YEAR}, chưa lưu` }).click();
    await expect(end(page, 'Ký giao ước', 'to')).toHaveValue('cuối tháng');
    await inBothLights(page);
  });
  await test.step('by keyboard alone: Ctrl+Enter goes to the first fault, and saves once there is none', async () => {
    const last = end(page, 'Ký giao ước', 'to');
    await last.focus();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /^Ký giao ước: / }).press('Enter');
    await expect(last).toBeFocused();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('24/1');
    await page.keyboard.press('Control+Enter');
    await expect(phase(page, 'Ký giao ước')).toContainText('10/01/2024 – 24/01/2024');
  });
  await test.step('the centre sets another day meanwhile', async () => {
    await openDates(centre.page);
    await end(centre.page, 'Ký giao ước', 'from').fill('15/1');
    await end(centre.page, 'Ký giao ước', 'to').fill('31/1');
    await saveDates(centre.page);
    await allSent(centre.page);
  });
  await test.step('the first one stays in force until somebody decides', async () => {
    await network.online();
    await sendNow(page);
    await allSent(page);
    await openCalendar(centre.page);
    const row = phase(centre.page, 'Ký giao ước');
    await expect(row).toContainText('15/01/2024 – 31/01/2024');
    await expect(row.getByRole('link', { name: 'Hai người đặt ngày khác nhau' })).toBeVisible();
    await inBothLights(centre.page);
    await decide(centre.page, String(YEAR), /10\/01\/2024 – 24\/01\/2024/, 'Theo kế hoạch của tỉnh');
    await allSent(centre.page);
    await openCalendar(page);
    await expect(phase(page, 'Ký giao ước')).toContainText('10/01/2024 – 24/01/2024');
    await expect(phase(page, 'Ký giao ước')).not.toContainText('khác nhau');
  });
});
