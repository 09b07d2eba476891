import {
  addUnit,
  article,
  done,
  goToAdmin,
  members,
  nameShort,
  openClusterRecord,
  openUnit,
  typeCluster,
  typeMember,
} from '../support/directory.ts';
import { decide } from '../support/reconcile.ts';
import { allSent, expectChip, goTo, inBothLights, openCluster, sendNow, signIn } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';
import { end } from '../support/year.ts';

const CLUSTER = 'Cụm thi đua số 3';
const DECISION = { number: '12/QĐ-UBND', day: '31/02/2026', issuer: 'Chủ tịch UBND tỉnh Đồng Tháp' };
const GARDENERS = 'Hội Làm vườn tỉnh Đồng Tháp';
const FLORISTS = 'Hội Sinh vật cảnh tỉnh Đồng Tháp';
const RED_CROSS = 'Hội Chữ thập đỏ tỉnh Đồng Tháp';
const RENAMED = 'Hội Làm vườn và Trang trại tỉnh Đồng Tháp';

test('without a network the centre makes a cluster with its units, members and head, and begins its year', async ({
  server,
  network,
  device,
}) => {
  const { page } = await device('desktop');
  await signIn(page, 'trang', 'Máy của trung tâm');
  await network.offline();

  await test.step('a cluster, whose founding decision has a day that there is', async () => {
    const form = await typeCluster(page, CLUSTER, '3', DECISION);
    await done(page);
    await expect(form.getByText('Không có ngày này trong lịch.').first()).toBeVisible();
    await inBothLights(page);
    await form.getByRole('textbox', { name: 'Ngày ký', exact: true }).fill('28/02/2026');
    await done(page);
    await expect(article(page, CLUSTER)).toContainText('Số 12/QĐ-UBND, ngày 28/02/2026, Chủ tịch UBND tỉnh Đồng Tháp');
    await inBothLights(page);
  });

  await test.step('units with their other names; one that is there already is told of', async () => {
    await addUnit(page, GARDENERS, ['Hội LV']);
    await addUnit(page, FLORISTS, []);
    await inBothLights(page);
    await goToAdmin(page, 'Đơn vị');
    await page.getByRole('link', { name: 'Thêm đơn vị' }).click();
    await page.getByRole('textbox', { name: 'Tên', exact: true }).fill('hoi chu thap do tinh dong thap');
    await expect(page.getByText('Có thể đã có đơn vị này')).toBeVisible();
    await inBothLights(page);
    await page.getByRole('button', { name: 'Bỏ thay đổi' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bỏ thay đổi' }).click();
  });

  await test.step('members, found without tone marks and by initials; none that is in another cluster of the province', async () => {
    await openClusterRecord(page, CLUSTER);
    await typeMember(page, 'hoi lam vuon', GARDENERS);
    await inBothLights(page);
    await done(page);
    await expect(members(page)).toHaveCount(1);
    const form = await typeMember(page, 'hoi chu thap do', RED_CROSS);
    await done(page);
    await expect(form.getByText('đang ở một cụm, khối khác cùng cấp').first()).toBeVisible();
    await inBothLights(page);
    await form.getByRole('button', { name: 'Chọn đơn vị khác' }).click();
    await form.getByRole('textbox', { name: 'Đơn vị' }).fill('sinh vat canh');
    await form.getByRole('button', { name: FLORISTS }).click();
    await form.getByRole('textbox', { name: 'Từ ngày', exact: true }).fill('1/3/2026');
    await done(page);
    await expect(members(page)).toHaveCount(2);
    await expect(members(page).nth(1)).toContainText('từ 01/03/2026');
    await page.getByRole('button', { name: `Lên một bậc: ${FLORISTS}` }).press('Enter');
    await expect(members(page).first()).toContainText(FLORISTS);
    await expect(page.getByRole('button', { name: `Lên một bậc: ${FLORISTS}` })).toBeFocused();
  });

  await test.step('a head and another unit as its deputy', async () => {
    await page.getByRole('link', { name: 'Nhiệm kỳ 2026' }).click();
    const form = page.getByRole('form', { name: 'Ghi nhiệm kỳ' });
    await form.getByRole('combobox', { name: 'Đơn vị trưởng' }).selectOption({ label: GARDENERS });
    await form.getByRole('combobox', { name: 'Đơn vị phó' }).selectOption({ label: GARDENERS });
    await form.getByRole('button', { name: 'thống nhất giao' }).click();
    await done(page);
    await expect(form.getByText('Phải là một đơn vị khác').first()).toBeVisible();
    await inBothLights(page);
    await form.getByRole('combobox', { name: 'Đơn vị phó' }).selectOption({ label: FLORISTS });
    await done(page);
    await expect(article(page, CLUSTER)).toContainText(`Cụm trưởng năm 2026: ${GARDENERS}`);
    await expect(article(page, CLUSTER)).toContainText('thống nhất giao');
    await inBothLights(page);
  });

  await test.step('the cluster’s year is begun before anybody else knows of the cluster', async () => {
    await page.getByRole('link', { name: 'Mở lịch năm của cụm này' }).click();
    await expect(page.getByRole('banner')).toContainText(CLUSTER);
    await page.getByRole('link', { name: 'Sửa ngày' }).first().click();
    await end(page, 'Ký giao ước', 'from').fill('1/3/2026');
    await end(page, 'Ký giao ước', 'to').fill('31/3/2026');
    await page.getByRole('button', { name: 'Lưu lịch' }).click();
    await expect(page.getByRole('heading', { name: 'Lịch năm 2026' })).toBeVisible();
    await expectChip(page, { waiting: 8, offline: true });
    await network.online();
    await sendNow(page);
    await allSent(page);
  });

  await test.step('another machine of the centre has it too; renamed, a unit keeps its former name in its history', async () => {
    const other = await device('desktop', { origin: server.origin });
    await signIn(other.page, 'trang', 'Máy thứ hai');
    await openCluster(other.page, CLUSTER);
    await goTo(other.page, 'Lịch năm');
    await expect(other.page.getByText('01/03/2026').first()).toBeVisible();
    await openUnit(other.page, 'hoi lv', GARDENERS);
    await other.page.getByRole('link', { name: 'Ghi sự kiện' }).click();
    const form = other.page.getByRole('form', { name: 'Ghi sự kiện' });
    await form.getByRole('combobox', { name: 'Sự kiện' }).selectOption({ label: 'Đổi tên' });
    await form.getByRole('textbox', { name: 'Ngày', exact: true }).fill('1/7/2025');
    await form.getByRole('textbox', { name: 'Tên mới' }).fill(RENAMED);
    await form.getByRole('textbox', { name: 'Văn bản' }).fill('45/QĐ-UBND');
    await inBothLights(other.page);
    await done(other.page);
    await expect(article(other.page, RENAMED)).toContainText(`Đổi tên: ${GARDENERS} → ${RENAMED}`);
    await inBothLights(other.page);
    await allSent(other.page);
    await openUnit(page, 'hoi lam vuon tinh dong thap', RENAMED);
    await expect(article(page, RENAMED)).toContainText('45/QĐ-UBND');
  });
});

test('short names that two offices give one unit are decided where all differing values are', async ({
  server,
  network,
  device,
}) => {
  const one = await device('desktop');
  await signIn(one.page, 'trang', 'Máy một');
  const two = await device('desktop', { origin: server.origin });
  await signIn(two.page, 'trang', 'Máy hai');
  await network.offline();
  await nameShort(one.page, RED_CROSS, 'Hội CTĐ');
  await nameShort(two.page, RED_CROSS, 'Chữ thập đỏ tỉnh');
  await allSent(two.page);
  await network.online();
  await sendNow(one.page);
  await allSent(one.page);
  await decide(one.page, RED_CROSS, /Hội CTĐ/, 'Theo quyết định thành lập');
  await allSent(one.page);
  await inBothLights(one.page);
  await openUnit(two.page, 'chu thap do dong thap', RED_CROSS);
  await expect(article(two.page, RED_CROSS).getByText('Hội CTĐ', { exact: true })).toBeVisible();
});
