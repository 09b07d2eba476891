import type { Page } from '@playwright/test';
import { account, addPerson, invitation, openPeople, STRONG, STRONGER, takeUp } from '../support/accounts.ts';
import { open, write } from '../support/activity.ts';
import { allSent, expectAccessible, expectChip, goTo, inBothLights, openCluster, sendNow } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

const NAME = 'Trần Văn Bình';
const UNIT = 'Hội Chữ thập đỏ tỉnh Đồng Tháp';
const CLUSTER = 'Khối thi đua số 12';
const FIRST = 'Trao quà Tết cho hộ nghèo';
const SECOND = 'Hiến máu đợt hai';

/** Signs in where the session has ended: the program knows who it is. */
async function signInAgain(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/dang-nhap');
  await expect(page.getByRole('textbox', { name: 'Tên đăng nhập' })).toHaveValue(login);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
}

test('somebody is invited, works, forgets the password, and is shut out; the work stays through all of it', async ({ network, device, deviceOf }) => {
  const centre = await deviceOf('trang', 'desktop');
  const office = centre.page;

  await test.step('a person is entered without a network, and given an account once the server knows them', async () => {
    await openPeople(office);
    await network.offline();
    await addPerson(office, NAME, 'Chuyên viên', UNIT);
    await expect(account(office)).toContainText('Người này chưa tới máy chủ.');
    await network.online();
    await sendNow(office);
    await allSent(office);
    await openPeople(office);
    await office.getByRole('link', { name: NAME }).click();
    await expect(account(office).getByRole('textbox', { name: 'Tên đăng nhập' })).toHaveValue('binh.tv');
    await inBothLights(office);
    await account(office).getByRole('textbox', { name: 'Tên đăng nhập' }).fill('Bình');
    await office.getByRole('button', { name: 'Cấp tài khoản và tạo lời mời' }).click();
    await expect(account(office)).toContainText('Tên đăng nhập dài từ 3 đến 40 ký tự');
    await account(office).getByRole('textbox', { name: 'Tên đăng nhập' }).fill('hanh');
    await office.getByRole('button', { name: 'Cấp tài khoản và tạo lời mời' }).click();
    await expect(account(office)).toContainText('Tên đăng nhập này đã có người dùng.');
    await account(office).getByRole('textbox', { name: 'Tên đăng nhập' }).fill('binh.tv');
    await office.getByRole('button', { name: 'Cấp tài khoản và tạo lời mời' }).click();
    await expect(account(office)).toContainText('Đã mời, đến');
    await inBothLights(office);
  });

  const tablet = await device();
  const { page } = tablet;
  const link = await invitation(office);

  await test.step('the invitation lets the person choose a password, once', async () => {
    await page.goto(link);
    await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
    await expectAccessible(page);
    await takeUp(page, '123456789012');
    await expect(page.getByText('Mật khẩu này dễ đoán.')).toBeVisible();
    await takeUp(page, STRONG);
    await expect(page.getByRole('heading', { name: 'Việc hôm nay' })).toBeVisible();
    await allSent(page);
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Đường dẫn này không dùng được nữa' })).toBeVisible();
    await expectAccessible(page);
    await page.goto('/');
  });

  await test.step('a new password signs other devices out, and what was written on them is sent with it', async () => {
    await network.offline();
    await write(page, { title: FIRST });
    await expectChip(page, { waiting: 1, offline: true });
    await network.online();
    await openPeople(office);
    await office.getByRole('link', { name: NAME }).click();
    await office.getByRole('button', { name: 'Cấp đường dẫn đặt lại mật khẩu' }).click();
    const again = await invitation(office);
    const phone = await device('phone');
    await phone.page.goto(again);
    await expect(phone.page.getByText('Mật khẩu mới thay mật khẩu cũ')).toBeVisible();
    await takeUp(phone.page, STRONGER, 'Điện thoại');
    await expect(phone.page.getByRole('heading', { name: 'Việc hôm nay' })).toBeVisible();
    await signInAgain(page, 'binh.tv', STRONG);
    await expect(page.getByText('Tên đăng nhập hoặc mật khẩu chưa đúng.')).toBeVisible();
    await signInAgain(page, 'binh.tv', STRONGER);
    await allSent(page);
  });

  await test.step('who is shut out keeps what waits, and sends it when the account is open again', async () => {
    await openPeople(office);
    await office.getByRole('link', { name: NAME }).click();
    await office.getByRole('button', { name: 'Khóa tài khoản' }).click();
    await office.getByRole('dialog').getByRole('button', { name: 'Khóa tài khoản' }).click();
    await expect(account(office)).toContainText('Đã khóa');
    await write(page, { title: SECOND });
    await signInAgain(page, 'binh.tv', STRONGER);
    await expect(page.getByText('Tài khoản đã khóa. Hãy hỏi người quản trị.')).toBeVisible();
    await page.goto('/cho-gui');
    await expect(page.getByRole('main')).toContainText(SECOND);
    await office.getByRole('button', { name: 'Mở lại tài khoản' }).click();
    await account(office).getByRole('checkbox', { name: 'Cán bộ đơn vị' }).check();
    await office.getByRole('button', { name: 'Xong' }).click();
    await expect(account(office)).toContainText('Đang dùng');
    await signInAgain(page, 'binh.tv', STRONGER);
    await allSent(page);
  });

  await test.step('the centre has all of it', async () => {
    await openCluster(office, CLUSTER);
    await goTo(office, 'Hoạt động');
    for (const title of [FIRST, SECOND]) await open(office, title);
  });
});
