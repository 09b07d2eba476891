import { account, addPerson, invitation, openPeople, STRONGER, takeUp } from '../support/accounts.ts';
import { done, members } from '../support/directory.ts';
import { CLUSTER, comeIn, firstLink, introduce, keep, makeCluster, MEMBERS, next, paste } from '../support/newcomer.ts';
import { allSent, expectAccessible, goTo, inBothLights } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';
import { end, phase, saveDates } from '../support/year.ts';

test.use({ sample: false });

const HEAD = 'Hội Nhà báo tỉnh';
const OFFICER = 'Nguyễn Thị Hạnh';

test('from an empty installation to a running year: whoever sets up is led from step to step', async ({ server, network, device }) => {
  const { page } = await device('desktop');

  await test.step('the first administrator comes in by the link that the server prints', async () => {
    await page.goto(firstLink(server, network.origin));
    await page.getByRole('button', { name: 'Bắt đầu làm việc' }).click();
    await expect(page.getByText('Nhập họ và tên.')).toBeVisible();
    await expectAccessible(page);
    await introduce(page);
    await comeIn(page);
    await inBothLights(page);
  });

  await test.step('the cluster', async () => {
    await makeCluster(page);
  });

  await test.step('its members, pasted from the decision; what is twice is not made twice', async () => {
    const rows = await paste(page, [...MEMBERS, 'Hội nhà báo tỉnh']);
    await expect(rows).toHaveCount(5);
    await expect(rows.nth(2)).toContainText('Đơn vị mới');
    await expect(rows.nth(4)).toContainText('Trùng với dòng trên');
    await inBothLights(page);
    await keep(page, 4);
    await expect(members(page)).toHaveCount(4);
    await expect(members(page).nth(2)).toContainText(HEAD);
    await allSent(page);
  });

  await test.step('the same list once more: nothing is made twice, and what is nearly a known name is asked about', async () => {
    await page.getByRole('link', { name: 'Dán danh sách' }).click();
    const form = page.getByRole('form', { name: 'Dán danh sách thành viên' });
    await form.getByRole('textbox', { name: 'Danh sách đơn vị' }).fill('Hội Chữ thập đỏ tỉnh\nHội Nhà baó tỉnh');
    const rows = form.getByRole('listitem');
    await expect(rows.first()).toContainText('Đã là thành viên');
    await expect(rows.nth(1)).toContainText('Cần chọn');
    await form.getByRole('button', { name: 'Ghi 0 thành viên' }).click();
    await expect(form).toContainText('Còn dòng chưa rõ là đơn vị nào.');
    await rows.nth(1).getByRole('combobox').selectOption({ label: `Là ${HEAD}` });
    await expect(rows.nth(1)).toContainText('Đã là thành viên');
    await form.getByRole('button', { name: 'Bỏ danh sách' }).click();
    await expect(members(page)).toHaveCount(4);
  });

  await test.step('the head', async () => {
    await next(page, 'Ghi đơn vị trưởng');
    await page.getByRole('form').getByRole('combobox').first().selectOption({ label: HEAD });
    await done(page);
    await expect(page.getByRole('article')).toContainText(HEAD);
  });

  await test.step('the dates of the year', async () => {
    await next(page, 'Năm 2027 chưa có lịch');
    await end(page, 'Ký giao ước', 'from').fill('10/1');
    await end(page, 'Ký giao ước', 'to').fill('31/3');
    await saveDates(page, 2027);
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
    await openPeople(page);
    await page.getByRole('link', { name: OFFICER }).click();
    await expect(account(page)).toContainText('Đang dùng');
    await goTo(page, 'Việc hôm nay');
    // What is left is of the year itself: three units have not been heard of.
    await expect(page.getByRole('main')).toContainText('3 việc cần làm');
    await expect(page.getByRole('main')).toContainText(`${HEAD} chưa đồng bộ`);
  });
});
