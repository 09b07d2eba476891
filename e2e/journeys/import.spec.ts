import { choose, exported, openFiles, openImport, pick, row, take } from '../support/import.ts';
import { goToAdmin } from '../support/directory.ts';
import { allSent, expectChip, goTo, inBothLights, offlineReady, signIn } from '../support/screen.ts';
import { cellOf, grid, rowOf, type } from '../support/targets.ts';
import { expect, test } from '../support/test.ts';

const TARGETS = 'Nhập chỉ tiêu và số liệu';
const RED_CROSS = 'Hội Chữ thập đỏ tỉnh Đồng Tháp';
const LAWYERS = 'Hội Luật gia tỉnh Đồng Tháp';
const TREES = 'Trồng cây xanh';

test('a workbook of another office is understood without a network, taken, and taken back as a whole', async ({
  server,
  network,
  device,
}) => {
  const { page } = await device('desktop');
  await signIn(page, 'ngan', 'Máy của Khối trưởng');
  await offlineReady(page);
  await network.offline();
  await goTo(page, 'Chỉ tiêu');
  await openImport(page, TARGETS);
  await inBothLights(page);

  await test.step('letterhead, two rows of headings and merged cells do not hide what the rows say', async () => {
    await choose(page, 'targets.xlsx');
    await expect(row(page, 7)).toContainText(TREES);
    await expect(row(page, 8)).toContainText(TREES);
    await expect(row(page, 9).getByRole('cell', { name: '85%' })).toBeVisible();
    await expect(row(page, 9).getByRole('cell', { name: '85,7%' })).toBeVisible();
    await expect(row(page, 13)).toHaveCount(0);
  });

  await test.step('each row and cell tells what is wrong with it', async () => {
    await expect(row(page, 10)).toContainText('Gần giống tên đã có: hãy chọn ở trên');
    await expect(row(page, 11)).toContainText('Có thể hiểu nhiều cách: 1,5 / 1.500');
    await expect(row(page, 12)).toContainText('Công thức chưa có kết quả');
    await expect(page.getByRole('button', { name: /^Lỗi/ })).toHaveText('Lỗi 2');
    await page.getByRole('button', { name: /^Lỗi/ }).click();
    await expect(row(page, 7)).toHaveCount(0);
    await expect(row(page, 11)).toBeVisible();
    await inBothLights(page);
    await page.getByRole('button', { name: /^Tất cả/ }).click();
    await pick(page, 'Hoi Luat gia tinh Dong Thap', `Là ${LAWYERS}`);
    await expect(row(page, 10)).toContainText('Mới');
    await expect(page.getByText('2 dòng lỗi hoặc cần chọn sẽ không được nhập.')).toBeVisible();
  });

  await test.step('good rows are taken; the same file then changes nothing', async () => {
    // Three targets; four plans; two figures.
    await take(page, 4, 9);
    await inBothLights(page);
    await page.getByRole('link', { name: 'Xem chỉ tiêu' }).click();
    await expect(rowOf(page, TREES)).toBeVisible();
    await expectChip(page, { waiting: 9 });
    await openImport(page, TARGETS);
    await choose(page, 'targets.xlsx');
    await pick(page, 'Hoi Luat gia tinh Dong Thap', `Là ${LAWYERS}`);
    await expect(row(page, 7)).toContainText('Đã có');
    await expect(page.getByRole('button', { name: 'Nhập 0 dòng' })).toHaveAttribute('aria-disabled', 'true');
  });

  await test.step('the import goes as a whole, and can come again', async () => {
    await page.getByRole('button', { name: 'Chọn tệp khác' }).click();
    await expect(page.getByRole('heading', { name: 'Đã nhập trên máy này' })).toBeVisible();
    await page.getByRole('button', { name: 'Lấy lại cả lần nhập' }).click();
    await expect(page.getByText('Đã lấy lại', { exact: true })).toBeVisible();
    await goTo(page, 'Chỉ tiêu');
    await expect(rowOf(page, TREES)).toHaveCount(0);
    await openImport(page, TARGETS);
    await choose(page, 'targets.xlsx');
    await take(page, 3, 7);
    await network.online();
    await allSent(page);
  });

  await test.step('what a unit builds on it stays', async () => {
    const officer = await device('tablet', { origin: server.origin });
    await signIn(officer.page, 'hanh');
    await goTo(officer.page, 'Chỉ tiêu');
    await expect(rowOf(officer.page, TREES)).toBeVisible();
    await type(officer.page, TREES, 'Thực hiện', '310');
    await expect(cellOf(officer.page, TREES, 'Thực hiện')).toContainText('310');
    await allSent(officer.page);
    await allSent(page);
    await goTo(page, 'Chỉ tiêu');
    await page.getByRole('button', { name: 'Tất cả đơn vị' }).click();
    await expect(grid(page)).toContainText('310');
    await openImport(page, TARGETS);
    await page.getByRole('button', { name: 'Lấy lại cả lần nhập' }).click();
    await expect(page.getByText(/Không lấy lại cả lần nhập được: đã có 1 mục/)).toBeVisible();
    await inBothLights(page);
  });
});

test('the centre takes units, members and people in from text, and lists along', async ({ network, device }) => {
  const { page } = await device('desktop');
  await signIn(page, 'trang', 'Máy của trung tâm');
  await offlineReady(page);
  await network.offline();

  await test.step('units become members in the order of the file', async () => {
    await goToAdmin(page, 'Đơn vị');
    await openImport(page, 'Nhập đơn vị');
    const text = [
      'STT;Tên cơ quan, đơn vị;Tên ngắn;Tên gọi khác',
      '1;Hội Làm vườn tỉnh Đồng Tháp;Hội Làm vườn;HLV; ',
      '2;hoi chu thap do tinh dong thap;;',
      '3;Hội Sinh vật cảnh tỉnh Đồng Tháp;;',
      '4;HỘI SINH VẬT CẢNH TỈNH ĐỒNG THÁP;;',
    ].join('\r\n');
    await choose(page, { name: 'don-vi.csv', text: `\ufeff${text}` });
    await expect(row(page, 2)).toContainText('Mới');
    await expect(row(page, 5)).toContainText('Trùng với dòng 4');
    await pick(page, 'hoi chu thap do tinh dong thap', `Là ${RED_CROSS}`);
    await expect(row(page, 3)).toContainText('Thay đổi');
    await take(page, 3, 3);
    await page.getByRole('link', { name: 'Xem đơn vị' }).click();
    await expect(page.getByRole('link', { name: 'Hội Làm vườn tỉnh Đồng Tháp' })).toBeVisible();
  });

  await test.step('people are of the unit that their row names', async () => {
    await goTo(page, 'Quản trị');
    await page.getByRole('navigation').getByRole('link', { name: 'Người dùng' }).click();
    await openImport(page, 'Nhập người dùng');
    const text = 'Họ tên\tChức vụ\tĐơn vị\nNguyễn Văn Vườn\tChuyên viên\tHLV\nLê Thị Lạ\t\tSở Y tế\n';
    await choose(page, { name: 'nguoi.tsv', text });
    await expect(row(page, 3)).toContainText('Không có đơn vị này trong danh sách');
    await take(page, 1, 1);
    await page.getByRole('link', { name: 'Xem người dùng' }).click();
    await expect(page.getByRole('link', { name: 'Nguyễn Văn Vườn' })).toContainText('Hội Làm vườn');
  });

  await test.step('lists go along as text and as workbooks, and come back as what is there', async () => {
    await goToAdmin(page, 'Đơn vị');
    const text = await exported(page, await openFiles(page), 'CSV, dấu chấm phẩy');
    expect(text.name).toMatch(/^don-vi-\d{4}-\d\d-\d\d\.csv$/);
    const lines = text.bytes.toString('utf8').split('\r\n');
    expect(lines[0]).toBe('\ufeffTên đơn vị;Tên ngắn;Tên gọi khác');
    expect(lines).toContain('Hội Làm vườn tỉnh Đồng Tháp;Hội Làm vườn;HLV');
    const workbook = await exported(page, await openFiles(page), 'Excel (.xlsx)');
    await openImport(page, 'Nhập đơn vị');
    await choose(page, { name: workbook.name, text: workbook.bytes });
    await expect(page.getByRole('button', { name: /^Tất cả/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Nhập 0 dòng' })).toBeVisible();
    await page.getByRole('combobox', { name: 'Đưa vào danh sách thành viên của' }).selectOption({ index: 1 });
    await expect(page.getByRole('button', { name: 'Nhập 0 dòng' })).toHaveCount(0);
  });
});

test('a file that is no list is named for what it is, and nothing is kept', async ({ deviceOf }) => {
  const { page } = await deviceOf('ngan', 'phone');
  await goTo(page, 'Chỉ tiêu');
  await openImport(page, TARGETS);
  const files = [
    { name: 'khoa.xlsx', text: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]) },
    { name: 'bao-cao.xlsx', text: Buffer.from('%PDF-1.7') },
    { name: 'web.xls', text: '<html><table>' },
    { name: 'ansi.csv', text: Buffer.from('d0f46e2076f2', 'hex') },
    { name: 'trong.csv', text: '\n;;\n' },
  ];
  const words = ['Tệp có mật khẩu', 'Đây là tệp PDF', 'Đây là trang web', 'không theo Unicode', 'không có dòng nào'];
  for (const [at, file] of files.entries()) {
    await choose(page, file);
    await expect(page.getByRole('status').filter({ hasText: words[at]! })).toBeVisible();
  }
  await inBothLights(page);
  await choose(page, { name: 'la.csv', text: 'A;B\nTrồng cây;5\n' });
  await expect(page.getByText('Chưa nhận ra cột “Chỉ tiêu”')).toBeVisible();
  await page.getByRole('combobox', { name: 'Cột “A” là' }).selectOption({ label: 'Chỉ tiêu' });
  await expect(row(page, 2)).toContainText('Trồng cây');
  await inBothLights(page);
  await expectChip(page, { waiting: 0 });
});
