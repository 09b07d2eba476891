import type { Page } from '@playwright/test';
import { account, addPerson, invitation, openPeople, STRONG, STRONGER, takeUp } from '../support/accounts.ts';
import { article, done, members } from '../support/directory.ts';
import { allSent, expectAccessible, goTo, inBothLights } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';
import { end, phase, saveDates } from '../support/year.ts';

test.use({ sample: false });

const CLUSTER = 'Khối thi đua các hội đặc thù tỉnh';
// As a decision lists them, with numbers and marks.
const LIST = ['1. Hội Chữ thập đỏ tỉnh;', '2. Liên minh Hợp tác xã tỉnh;', '3. Hội Nhà báo tỉnh;', '4. Hội Luật gia tỉnh.'];
const HEAD = 'Hội Nhà báo tỉnh';
const OFFICER = 'Nguyễn Thị Hạnh';

/** Presses something that has to be done. */
async function next(page: Page, title: string): Promise<void> {
  await goTo(page, 'Việc hôm nay');
  await page.getByRole('main').getByRole('link', { name: title }).click();
}

test('from an empty installation to a running year: whoever sets up is led from step to step', async ({ server, network, device }) => {
  const [link = ''] = /http\S+\/loi-moi#\S+/.exec(server.output) ?? [];
  const office = await device('desktop');
  const { page } = office;

  await test.step('the first administrator comes in by the link that the server prints', async () => {
    await page.goto(link.replace(server.origin, network.origin));
    await page.getByRole('button', { name: 'Bắt đầu làm việc' }).click();
    await expect(page.getByText('Nhập họ và tên.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Họ và tên' }).fill('Phạm Thu Trang');
    await page.getByRole('textbox', { name: 'Chức vụ' }).fill('Chuyên viên Phòng Thi đua');
    await page.getByRole('textbox', { name: 'Tên đăng nhập' }).fill('trang');
    await takeUp(page, STRONG, 'Máy văn phòng');
    await expect(page.getByRole('heading', { name: 'Việc hôm nay' })).toBeVisible();
    await allSent(page);
    await inBothLights(page);
  });

  await test.step('the cluster', async () => {
    await next(page, 'Lập cụm, khối thi đua đầu tiên');
    const form = page.getByRole('form', { name: 'Thêm cụm, khối' });
    await form.getByRole('textbox', { name: 'Tên', exact: true }).fill(CLUSTER);
    await form.getByRole('textbox', { name: 'Năm thi đua' }).fill('2027');
    await done(page);
    await expect(article(page, CLUSTER)).toBeVisible();
    await allSent(page);
  });

  await test.step('its members, pasted from the decision; what is twice is not made twice', async () => {
    await next(page, 'Ghi các đơn vị thành viên');
    const form = page.getByRole('form', { name: 'Dán danh sách thành viên' });
    await form.getByRole('textbox', { name: 'Danh sách đơn vị' }).fill([...LIST, 'Hội nhà báo tỉnh'].join('\n'));
    const rows = form.getByRole('region', { name: 'Sẽ ghi' }).getByRole('listitem');
    await expect(rows).toHaveCount(5);
    await expect(rows.nth(2)).toContainText('Đơn vị mới');
    await expect(rows.nth(4)).toContainText('Trùng với dòng trên');
    await inBothLights(page);
    await form.getByRole('button', { name: 'Ghi 4 thành viên' }).click();
    await expect(members(page)).toHaveCount(4);
    await expect(members(page).nth(2)).toContainText(HEAD);
    await allSent(page);
  });

  await test.step('the head', async () => {
    await next(page, 'Ghi đơn vị trưởng');
    const form = page.getByRole('form');
    await form.getByRole('combobox', { name: /Trưởng|trưởng/ }).first().selectOption({ label: HEAD });
    await done(page);
    await expect(page.getByRole('article')).toContainText(HEAD);
  });

  await test.step('the dates of the year', async () => {
    await next(page, 'Đặt lịch năm');
    await end(page, 'Ký giao ước', 'from').fill('10/1');
    await end(page, 'Ký giao ước', 'to').fill('31/3');
    await saveDates(page);
    await expect(phase(page, 'Ký giao ước')).toContainText('31/03/2027');
    await allSent(page);
  });

  await test.step('an officer is invited, and works', async () => {
    await next(page, 'Mời người của các đơn vị');
    await addPerson(page, OFFICER, 'Cán bộ tổng hợp', 'Hội Chữ thập đỏ tỉnh');
    await page.getByRole('button', { name: 'Cấp tài khoản và tạo lời mời' }).click();
    await expect(account(page)).toContainText('Đã mời, đến');
    const tablet = await device();
    await tablet.page.goto(await invitation(page));
    await takeUp(tablet.page, STRONGER);
    await expect(tablet.page.getByRole('heading', { name: 'Việc hôm nay' })).toBeVisible();
    await expect(tablet.page.getByRole('banner')).toContainText(CLUSTER);
    await goTo(tablet.page, 'Chỉ tiêu');
    await expect(tablet.page.getByRole('main')).toBeVisible();
    await openPeople(page);
    await expect(page.getByRole('link', { name: OFFICER })).toContainText('Đang dùng');
    await goTo(page, 'Việc hôm nay');
    await expect(page.getByRole('main')).toContainText('Không có việc nào đang chờ bạn.');
  });
});
