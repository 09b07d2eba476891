import { changes, copyRules, openRuleSet, openRules, SAMPLE } from '../support/rules.ts';
import { allSent, expectChip, inBothLights, sendNow, signIn } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';
import { end, openCalendar, openDates, phase, saveDates } from '../support/year.ts';

const OWN = 'Bộ quy tắc năm 2024 của tỉnh';
const ISSUED = 'Đã ban hành';

test('the centre copies the sample rules without a network, mends and issues them, and the head’s office runs its year by them', async ({
  network,
  device,
}) => {
  const { page } = await device('desktop');
  await signIn(page, 'trang', 'Máy của trung tâm');
  const { page: head } = await device('desktop');
  await signIn(head, 'ngan', 'Máy của Khối trưởng');

  await test.step('the sample says what it is, and what its settings come to', async () => {
    await network.offline();
    await openRules(page);
    await expect(page.getByRole('link', { name: SAMPLE })).toContainText('Dữ liệu mẫu');
    await expect(page.getByRole('link', { name: SAMPLE })).toContainText('Khối số 12 Đồng Tháp – 2024');
    await inBothLights(page);
    await openRuleSet(page, SAMPLE);
    await expect(page.getByText('chưa đối chiếu với quy định')).toBeVisible();
    await page.getByRole('textbox', { name: 'Số đơn vị thành viên' }).fill('11');
    const example = page.getByRole('region', { name: 'Ví dụ' });
    await expect(example).toContainText('11 đơn vị: đủ thành phần từ 8 đơn vị.');
    await expect(example).toContainText('Cờ thi đua của Ủy ban nhân dân tỉnh: tối đa 2; cần từ 9 phiếu trên 11');
    await inBothLights(page);
  });

  await test.step('the copy is mended: a wrong threshold is refused at its field', async () => {
    await copyRules(page, OWN, '01/01/2024');
    const form = page.getByRole('form', { name: 'Sửa bộ quy tắc' });
    const share = form.getByRole('textbox', { name: 'Tỷ lệ phiếu' }).first();
    await share.fill('120%');
    await form.getByRole('combobox', { name: 'Phiếu cho đơn vị mình' }).selectOption({ label: 'Không bỏ phiếu cho đơn vị mình; khi xét đơn vị đó, tổng số phiếu bớt một' });
    await form.getByRole('button', { name: 'Xong' }).click();
    await expect(share).toHaveAttribute('aria-invalid', 'true');
    await expect(share).toHaveAccessibleDescription(/Phải lớn hơn 0 và không quá 100%/);
    await expect(form.getByRole('combobox', { name: 'Phiếu cho đơn vị mình' })).toHaveAccessibleDescription(/Bỏ phiếu kín thì không thể loại phiếu/);
    await inBothLights(page);
    await share.fill('75%');
    await form.getByRole('combobox', { name: 'Phiếu cho đơn vị mình' }).selectOption({ label: 'Được bỏ phiếu cho đơn vị mình' });
    await form.getByRole('textbox', { name: 'Căn cứ' }).fill('Quy chế của tỉnh, bản thử.');
    await form.getByRole('button', { name: 'Xong' }).click();
    await expect(page.getByRole('heading', { name: OWN, level: 1 })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Khen thưởng' })).toContainText('Đạt từ 75% trở lên số phiếu');
  });

  await test.step('only what differs from the sample is compared', async () => {
    await page.getByRole('link', { name: 'So với bản trước' }).click();
    await expect(changes(page)).toHaveCount(3);
    await expect(changes(page).filter({ hasText: 'Cờ thi đua của Ủy ban nhân dân tỉnh' })).toContainText(/từ 80% trở lên.*từ 75% trở lên/);
    await inBothLights(page);
    await page.getByRole('link', { name: 'Quay lại' }).click();
  });

  await test.step('issued, it is locked, and the office sends it', async () => {
    await page.getByRole('button', { name: 'Ban hành' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ban hành' }).click();
    await expect(page.getByText(ISSUED, { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'Sửa', exact: true })).toBeHidden();
    await expectChip(page, { waiting: 3, offline: true });
    await network.online();
    await sendNow(page);
    await allSent(page);
  });

  await test.step('the head’s office pins it, says why, and is shown the days that it proposes', async () => {
    await sendNow(head);
    await allSent(head);
    await openRuleSet(head, OWN);
    await expect(head.getByText('Bộ phận tổng hợp soạn và ban hành.')).toBeVisible();
    await expect(head.getByRole('button', { name: 'Tạo bản cho năm sau' })).toBeHidden();
    await openDates(head);
    const rules = head.getByRole('combobox', { name: 'Bộ quy tắc' });
    await expect(rules.locator('option:checked')).toContainText(`${SAMPLE} · Tỉnh, thành phố · Dữ liệu mẫu`);
    await rules.selectOption({ label: `${OWN} · Tỉnh, thành phố` });
    await head.getByRole('button', { name: 'Điền ngày theo bộ quy tắc' }).click();
    await expect(end(head, 'Ký giao ước', 'to')).toHaveValue('31/03/2024');
    await expect(end(head, 'Lưu trữ', 'from')).toHaveValue('01/04/2025');
    // What somebody set stays.
    await expect(end(head, 'Phát động', 'from')).toHaveValue('08/01/2024');
    await head.getByRole('button', { name: 'Lưu lịch' }).click();
    await expect(head.getByRole('textbox', { name: 'Lý do đổi bộ quy tắc' })).toHaveAccessibleDescription(/\S/);
    await inBothLights(head);
    await head.getByRole('textbox', { name: 'Lý do đổi bộ quy tắc' }).fill('Tỉnh ban hành quy chế mới');
    // The year goes on.
    await end(head, 'Lưu trữ', 'from').fill('');
    await end(head, 'Lưu trữ', 'to').fill('');
    await saveDates(head);
    await expect(head.getByRole('region', { name: 'Bộ quy tắc của năm' })).toContainText(OWN);
    await expect(phase(head, 'Sơ kết 6 tháng')).toContainText('15/06/2024');
    await inBothLights(head);
    await allSent(head);
  });

  await test.step('the centre sees which year is run by it', async () => {
    await sendNow(page);
    await allSent(page);
    await openRules(page);
    await expect(page.getByRole('link', { name: OWN })).toContainText('Khối số 12 Đồng Tháp – 2024');
    await openCalendar(head);
  });
});
