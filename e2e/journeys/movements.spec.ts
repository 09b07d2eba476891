import { open, write } from '../support/activity.ts';
import { decide } from '../support/reconcile.ts';
import { allSent, expectChip, goTo, inBothLights, openCluster, sendNow, signIn } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';
import { addMovement, addTask, goToWorks, openTask, progressOf, setDue, tasks } from '../support/works.ts';

const MOVEMENT = 'Xây dựng cơ quan kiểu mẫu';
const FIRST = 'Tổ chức hội nghị sơ kết';
const SECOND = 'Vận động quỹ vì người nghèo';
const ACTIVITY = 'Trao quà cho hộ nghèo xã Tân Hội';
const UNIT = 'Hội Chữ thập đỏ tỉnh';
const LEGAL = `${UNIT} Đồng Tháp`;

test('the head’s office sets movements and key tasks, a unit answers them, and two last days are decided between', async ({
  server,
  network,
  device,
  deviceOf,
}) => {
  const office = await device('desktop');
  const { page } = office;
  await signIn(page, 'ngan', 'Máy của Khối trưởng');
  const tablet = await deviceOf('hanh');
  const centre = await device('desktop', { origin: server.origin });
  await signIn(centre.page, 'trang', 'Máy của trung tâm');
  await openCluster(centre.page, 'Khối thi đua số 12');

  await test.step('without a network: a movement, two key tasks, and their order', async () => {
    await network.offline();
    await addMovement(page, MOVEMENT, 'Kế hoạch 12/KH-UBND');
    await inBothLights(page);
    await addTask(page, FIRST, LEGAL, '15/1/2025');
    await inBothLights(page);
    await addTask(page, SECOND, LEGAL, '20/1/2025');
    await page.getByRole('button', { name: `Lên một bậc: ${SECOND}` }).press('Enter');
    await expect(tasks(page).first()).toContainText(SECOND);
    // The keyboard stays where it was: on the task that moved.
    await expect(page.getByRole('button', { name: `Lên một bậc: ${SECOND}` })).toBeFocused();
    await expect(tasks(page).nth(1)).toContainText(FIRST);
    await inBothLights(page);
    await expectChip(page, { waiting: 4, offline: true });
    await network.online();
    await sendNow(page);
    await allSent(page);
  });

  await test.step('without a network: the unit links an activity to both, and says how far it has come', async () => {
    await sendNow(tablet.page);
    await allSent(tablet.page);
    await goTo(tablet.page, 'Việc hôm nay');
    await expect(tablet.page.getByRole('link', { name: `Nhiệm vụ: ${SECOND}` })).toContainText('Quá hạn');
    await network.offline();
    await write(tablet.page, { title: ACTIVITY });
    await open(tablet.page, ACTIVITY);
    await tablet.page.getByRole('link', { name: 'Sửa', exact: true }).click();
    await tablet.page.getByRole('button', { name: 'Chọn phong trào, nhiệm vụ, chỉ tiêu' }).click();
    const dialog = tablet.page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: MOVEMENT }).check();
    await dialog.getByRole('searchbox').fill('quy vi nguoi ngheo');
    await expect(dialog.getByRole('checkbox', { name: MOVEMENT })).toBeHidden();
    await dialog.getByRole('checkbox', { name: SECOND }).check();
    await inBothLights(tablet.page);
    await dialog.getByRole('button', { name: 'Xong' }).click();
    await inBothLights(tablet.page);
    await tablet.page.getByRole('button', { name: 'Xong' }).click();
    await tablet.page.getByRole('link', { name: SECOND }).click();
    await expect(tablet.page.getByRole('article', { name: SECOND })).toContainText(ACTIVITY);

    await tablet.page.getByRole('button', { name: `Ghi tiến độ: ${UNIT}` }).click();
    await dialog.getByRole('radio', { name: 'Không làm nữa' }).check();
    await dialog.getByRole('button', { name: 'Xong' }).click();
    await expect(dialog).toContainText('Chưa nhập');
    await dialog.getByRole('radio', { name: 'Đang làm' }).check();
    await dialog.getByRole('textbox', { name: 'Ghi chú' }).fill('Đã vận động ở 5 xã.');
    await inBothLights(tablet.page);
    await dialog.getByRole('button', { name: 'Xong' }).click();
    await expect(progressOf(tablet.page, UNIT)).toContainText('Đang làm');
    await expect(progressOf(tablet.page, UNIT)).toContainText('Chờ gửi');
    await inBothLights(tablet.page);
    await network.online();
    await sendNow(tablet.page);
    await allSent(tablet.page);
  });

  await test.step('two offices give a task another last day', async () => {
    await network.offline();
    await setDue(page, FIRST, '20/02/2025');
    await setDue(centre.page, FIRST, '10/02/2025');
    await allSent(centre.page);
    await network.online();
    await sendNow(page);
    await allSent(page);
    await openTask(centre.page, FIRST);
    const article = centre.page.getByRole('article', { name: FIRST });
    await expect(article).toContainText('10/02/2025');
    await expect(article.getByText('Số liệu khác nhau').first()).toBeVisible();
    await inBothLights(centre.page);
    await decide(centre.page, FIRST, /20\/02\/2025/, 'Theo kế hoạch của tỉnh');
    await allSent(centre.page);
  });

  await test.step('all agree', async () => {
    for (const one of [page, centre.page, tablet.page]) {
      await openTask(one, FIRST);
      await expect(one.getByRole('article', { name: FIRST })).toContainText('20/02/2025');
      await openTask(one, SECOND);
      await expect(progressOf(one, UNIT)).toContainText('Đã vận động ở 5 xã.');
      await expect(one.getByRole('article', { name: SECOND })).toContainText(ACTIVITY);
    }
    await goToWorks(page, 'Phong trào');
    await expect(page.getByRole('link', { name: MOVEMENT })).toContainText('1 hoạt động');
    await goTo(page, 'Hoạt động');
    await page.getByRole('button', { name: 'Lọc' }).click();
    await page.getByRole('combobox', { name: 'Phong trào thi đua' }).selectOption({ label: `${MOVEMENT} (2024)` });
    await expect(page.getByRole('link', { name: ACTIVITY })).toBeVisible();
  });
});
