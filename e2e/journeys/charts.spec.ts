import { DAY, fillIn, openNew, pressDone, saved } from '../support/activity.ts';
import { photo } from '../support/photo.ts';
import { allSent, expectChip, goTo, inBothLights, sendNow, signIn } from '../support/screen.ts';
import { cellOf, rowOf } from '../support/targets.ts';
import { expect, test } from '../support/test.ts';

const COOPERATIVES = 'Hợp tác xã thành lập mới';
const OWN = 'Liên minh Hợp tác xã tỉnh';
const ACTIVITY = 'Tập huấn quản trị hợp tác xã';

test('without a network figures get their evidence, and pictures lead to their sources and print', async ({ network, device, server }) => {
  const office = await device('desktop');
  const { page } = office;
  await signIn(page, 'ngan', 'Máy của Khối trưởng');
  await network.offline();

  await test.step('a photo and a paper are the evidence of a figure', async () => {
    await goTo(page, 'Chỉ tiêu');
    await rowOf(page, COOPERATIVES).getByRole('button', { name: COOPERATIVES }).click();
    const inspector = page.getByRole('region', { name: 'Chi tiết chỉ tiêu' });
    await inspector.getByLabel('Chọn ảnh, tệp').setInputFiles({ name: 'ra-mat.jpg', mimeType: 'image/jpeg', buffer: photo(7, 320, 240) });
    await expect(inspector.getByRole('button', { name: /^Bỏ ra-mat/ })).toBeVisible();
    await inspector.getByRole('textbox', { name: 'Bản giấy, lưu tại' }).fill('Quyết định 12, tủ 3');
    // Leaving the field is enough: nothing that was written down is lost.
    await page.keyboard.press('Tab');
    await expect(inspector.getByText('Bản giấy: Quyết định 12, tủ 3')).toBeVisible();
    await expect(rowOf(page, COOPERATIVES)).toContainText('2 minh chứng');
    await inBothLights(page);
  });

  await test.step('the picture of the targets says what the figures say, and leads to them', async () => {
    await page.getByRole('link', { name: 'Biểu đồ' }).click();
    const figure = page.getByRole('figure');
    const bar = figure.getByRole('link', { name: COOPERATIVES });
    await expect(bar).toContainText('185,7%');
    await expect(bar).toContainText('vượt 85,7%');
    const table = page.getByRole('table', { name: 'Số liệu: Tiến độ chỉ tiêu' });
    await expect(table.getByRole('row', { name: COOPERATIVES })).toContainText('713185,7%vượt 85,7%');
    await inBothLights(page);
    await bar.click();
    await expect(cellOf(page, COOPERATIVES, 'Thực hiện')).toContainText('13');
    await page.goBack();
    await expect(figure).toBeVisible();
  });

  await test.step('units are compared by what they reached, and by one target', async () => {
    await page.getByRole('link', { name: 'So sánh đơn vị' }).click();
    await expect(page.getByRole('figure').getByRole('link', { name: OWN })).toContainText('3/5 đạt');
    await inBothLights(page);
    await page.getByRole('combobox', { name: 'Chỉ tiêu' }).selectOption({ label: 'Trị giá vận động nguồn lực' });
    await expect(page.getByRole('figure').getByRole('link', { name: OWN })).toContainText('112,5%');
    await expect(page).toHaveURL(/chi-tieu=/);
    await inBothLights(page);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.getByRole('figure')).toBeVisible();
    await expect(page.getByRole('table')).toBeVisible();
    await page.emulateMedia({ media: 'screen' });
  });

  await test.step('a month leads to its activities, the one just written among them', async () => {
    await goTo(page, 'Việc hôm nay');
    await openNew(page);
    await page.getByRole('form').getByRole('combobox', { name: 'Ghi cho đơn vị' }).selectOption({ index: 1 });
    await fillIn(page, { title: ACTIVITY, day: DAY });
    await page.getByRole('textbox', { name: 'Văn bản làm căn cứ' }).fill('Báo cáo giấy của đơn vị');
    await pressDone(page);
    await saved(page, ACTIVITY);
    await page.getByRole('link', { name: 'Biểu đồ' }).click();
    const month = page.getByRole('figure').getByRole('link', { name: 'Tháng 11: 2 hoạt động' });
    await inBothLights(page);
    await month.click();
    await expect(page.getByRole('region', { name: 'Danh sách hoạt động' }).getByRole('listitem').filter({ hasText: ACTIVITY })).toBeVisible();
    await expect(page).toHaveURL(/from=2024-11-01&to=2024-11-30/);
  });

  await test.step('with the network the evidence arrives for others to see', async () => {
    await expectChip(page, { offline: true });
    await network.online();
    await sendNow(page);
    await allSent(page);
    const centre = await device('desktop', { origin: server.origin });
    await signIn(centre.page, 'ngan', 'Máy khác');
    await goTo(centre.page, 'Chỉ tiêu');
    await rowOf(centre.page, COOPERATIVES).getByRole('button', { name: COOPERATIVES }).click();
    const inspector = centre.page.getByRole('region', { name: 'Chi tiết chỉ tiêu' });
    await expect(inspector.getByRole('img', { name: 'ra-mat.jpg' })).toBeVisible();
    await expect(inspector.getByText('Bản giấy: Quyết định 12, tủ 3')).toBeVisible();
  });
});
