import type { Page } from '@playwright/test';
import { addArticle, begin, goToCovenants } from '../support/covenant.ts';
import { exported } from '../support/import.ts';
import { dispute } from '../support/reconcile.ts';
import { expectAccessible, goTo, offlineReady, openCluster, signIn } from '../support/screen.ts';
import { openCalendar } from '../support/year.ts';
import { expect, test } from '../support/test.ts';

const CLUSTER = 'Khối thi đua số 12';
const RED_CROSS = 'Hội Chữ thập đỏ tỉnh Đồng Tháp';
const ARTICLE = '=Hoàn thành các chỉ tiêu đã đăng ký.';

/** A list of the screen as text, line by line; `list` names one of several. */
async function taken(page: Page, list?: string): Promise<string[]> {
  await page.getByRole('button', { name: list === undefined ? 'Xuất' : `Xuất: ${list}`, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Xuất danh sách/ });
  const { bytes } = await exported(page, dialog, 'CSV, dấu chấm phẩy');
  return bytes.toString('utf8').replace('\ufeff', '').trimEnd().split('\r\n');
}

test('every list goes along as it is shown, without a network', async ({ server, network, device }) => {
  const title = await dispute(server, ['Cao Lãnh', 'Sa Đéc']);
  const { page } = await device('desktop');
  await signIn(page, 'trang', 'Máy văn phòng');
  await openCluster(page, CLUSTER);
  await offlineReady(page);
  // What writes files comes to the device with the first one that is asked for.
  await openCalendar(page);
  await taken(page, 'Các giai đoạn');
  await network.offline();

  await test.step('the calendar, and what units owe in it', async () => {
    const [head, launch] = await taken(page, 'Các giai đoạn');
    expect(head).toBe('Giai đoạn;Từ ngày;Đến hết ngày;Tình trạng;Đơn vị;Đơn vị thường trực;Bộ phận tổng hợp;Khóa');
    expect(launch).toMatch(/^Phát động, đăng ký chỉ tiêu;08\/01\/2024;31\/01\/2024;Đã qua;Đăng ký chỉ tiêu, danh hiệu;/);
    const owed = await taken(page, 'Các đơn vị còn thiếu');
    expect(owed[0]).toBe('Đơn vị;Phần việc;Hạn;Mở đến ngày;Số mục thiếu;Thiếu ở;Tình trạng;Khóa');
    await expectAccessible(page);
  });

  await test.step('covenants, and the text of one', async () => {
    await begin(page, 2024, 'Căn cứ Quyết định số 1197/QĐ-UBND');
    await addArticle(page, ARTICLE);
    const text = await taken(page);
    expect(text[0]).toBe('Phần;Nội dung;Đơn vị tính');
    // What a spreadsheet would take for a formula stays words.
    expect(text).toContain(`Điều 1;'${ARTICLE};`);
    expect(text).toContain('Chỉ tiêu chung;Trị giá vận động nguồn lực;triệu đồng');
    await goToCovenants(page);
    expect(await taken(page)).toEqual([
      'Năm thi đua;Văn bản;Tình trạng;Ngày thông qua;Cách thông qua;Bản văn;Đã ký;Số đơn vị',
      '2024;Giao ước thi đua năm 2024;Dự thảo;;;;;',
    ]);
  });

  await test.step('the queue, as its tab shows it', async () => {
    await goTo(page, 'Đối soát');
    const [head, line, more] = await taken(page);
    expect(head).toBe('Mục;Trường;Đơn vị;Đang dùng;Giá trị khác;Tình trạng;Quyết định;Lý do;Người ghi;Thời điểm');
    expect(line).toMatch(new RegExp(`^${title};Nơi tổ chức;${RED_CROSS};Cao Lãnh \\(.*\\);Sa Đéc \\(`));
    expect(more).toBeUndefined();
    await page.getByRole('region', { name: 'Hàng đối soát' }).getByRole('link', { name: /^Đã quyết định/ }).click();
    expect(await taken(page)).toEqual([head]);
    await expectAccessible(page);
  });

  await test.step('figures of a picture, as numbers', async () => {
    await goTo(page, 'Chỉ tiêu');
    await page.getByRole('link', { name: 'Biểu đồ' }).click();
    await page.getByRole('combobox', { name: 'Đơn vị' }).selectOption({ label: 'Hội Chữ thập đỏ tỉnh' });
    const lines = await taken(page, 'Số liệu: Tiến độ chỉ tiêu');
    expect(lines[0]).toBe('Chỉ tiêu;Đơn vị tính, ghi chú;Kế hoạch;Thực hiện;Đạt (%);So với kế hoạch');
    expect(lines).toContain('Quà “Tết Nhân ái”;phần quà;36500;74958;205,4;vượt 105,4%');
  });

  await test.step('rule sets, and the settings of one', async () => {
    await goTo(page, 'Quản trị');
    await page.getByRole('navigation').getByRole('link', { name: 'Quy tắc' }).click();
    const sets = await taken(page);
    expect(sets[0]).toBe('Tên;Cấp;Ngày hiệu lực;Hết hiệu lực;Tình trạng;Ghi chú;Năm áp dụng;Căn cứ');
    expect(sets.filter((line) => line.includes('Dữ liệu mẫu'))).toHaveLength(2);
    await page.getByRole('main').getByRole('link', { name: /tỉnh/ }).first().click();
    const settings = await taken(page);
    expect(settings[0]).toBe('Phần;Mục;Quy định;Căn cứ');
    expect(settings.some((line) => line.startsWith('Họp và bỏ phiếu;Đủ điều kiện tiến hành;'))).toBe(true);
    await expectAccessible(page);
  });
});
