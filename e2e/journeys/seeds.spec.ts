import { CENTRAL, DONG_THAP_12, SPECIAL, THANH_HOA_11, THANH_HOA_7 } from '../files/reports.ts';
import { entryOf, openOnBehalf } from '../support/behalf.ts';
import { addUnit, article, members } from '../support/directory.ts';
import {
  alsoCalled,
  centreOf,
  enterCluster,
  enterTerm,
  enterWorks,
  expectFound,
  expectMembers,
  importMembers,
  keepMembers,
  officerOf,
  pasteMembers,
  plugIn,
  unplug,
  workIn,
} from '../support/entering.ts';
import { document, readOwn, saveReport, section, writeOn } from '../support/reports.ts';
import { allSent, goTo } from '../support/screen.ts';
import { addTarget, cellOf, grid, rowOf, type } from '../support/targets.ts';
import { expect, test } from '../support/test.ts';

// Five reports as they were published, each held whole by an installation that began empty.
test.use({ sample: false });

test('Cụm thi đua số 11 of Thanh Hóa: founding decision, a member under two names, six movements', async ({ server, network, device }) => {
  const page = await centreOf(server, network, () => device('desktop'));
  const { cluster, terms } = THANH_HOA_11;
  await unplug(page, network);
  await enterCluster(page, cluster);
  await importMembers(page, THANH_HOA_11);
  await expectMembers(page, THANH_HOA_11);
  await expectFound(page, 'hiep hoi doanh nhan tre', 'Hội Doanh nhân trẻ');
  for (const term of terms) await enterTerm(page, cluster, term);
  await workIn(page, cluster);
  await enterWorks(page, THANH_HOA_11, 2026);
  await plugIn(page, network);
});

test('Cụm thi đua số 7 of Thanh Hóa: six units, and neither head nor figures are invented', async ({ server, network, device }) => {
  const page = await centreOf(server, network, () => device('desktop'));
  const { cluster, members: units } = THANH_HOA_7;
  await enterCluster(page, cluster);
  await pasteMembers(page, cluster.name, units.map(({ name }) => name));
  await keepMembers(page, 6);
  await expectMembers(page, THANH_HOA_7);
  await expect(article(page, cluster.name)).toContainText('Chưa ghi nhiệm kỳ nào.');
  await alsoCalled(page, units[1]!);
  await expectFound(page, 'ldld tinh', units[1]!.name);
  await workIn(page, cluster);
  await enterWorks(page, THANH_HOA_7, 2017);
  await allSent(page);
});

test('the central cluster: no number, no province, six key tasks in their order', async ({ server, network, device }) => {
  const page = await centreOf(server, network, () => device('desktop'));
  const { cluster, members: units, terms } = CENTRAL;
  await enterCluster(page, cluster);
  // The second column of a pasted list is the short name.
  await pasteMembers(page, cluster.name, units.map(({ name, aliases }) => [name, ...(aliases ?? [])].join('\t')));
  await keepMembers(page, 5);
  await expectMembers(page, CENTRAL);
  await expectFound(page, 'hoi lhpn viet nam', 'Hội Liên hiệp Phụ nữ Việt Nam');
  for (const term of terms) await enterTerm(page, cluster, term);
  await workIn(page, cluster);
  await enterWorks(page, CENTRAL, 2026);
  await allSent(page);
});

test('Khối thi đua số 12 of Đồng Tháp: 74.958 gifts and 13 cooperatives, told so that they cannot be misread', async ({ server, network, device }) => {
  const page = await centreOf(server, network, () => device('desktop'));
  const { cluster, terms, figures } = DONG_THAP_12;
  const [gifts, cooperatives] = figures;
  await unplug(page, network);
  await enterCluster(page, cluster);
  await importMembers(page, DONG_THAP_12);
  await expectMembers(page, DONG_THAP_12);
  await expectFound(page, 'Liên hiệp các Hội Khoa học Kỹ thuật tỉnh', 'Liên hiệp các Hội khoa học và Kỹ thuật tỉnh');
  for (const term of terms) await enterTerm(page, cluster, term);
  await workIn(page, cluster);
  await enterWorks(page, DONG_THAP_12, 2025);

  await test.step('the centre enters the figures from the report, which it names', async () => {
    for (const { target, measure } of figures) await addTarget(page, { name: target, measure });
    for (const { unit, target, actual, shown } of figures) {
      await page.getByRole('combobox', { name: 'Đơn vị' }).selectOption({ label: unit });
      const paper = page.getByRole('textbox', { name: 'Nhập hộ theo văn bản' });
      await paper.fill(`Tin hội nghị tổng kết năm 2024 của ${cluster.name}`);
      await paper.blur();
      await type(page, target, 'Thực hiện', actual);
      await expect(cellOf(page, target, 'Thực hiện')).toContainText(shown);
    }
  });

  await test.step('“vượt 185,7%” can only be 13 of 7', async () => {
    await cellOf(page, cooperatives.target, 'Thực hiện').focus();
    await page.getByText('Kiểm tra câu chữ').click();
    await page.getByRole('textbox', { name: 'Câu trong báo cáo' }).fill(cooperatives.claim);
    // The address follows the choice of a row a moment later, and takes nothing of what was typed.
    await expect(page).toHaveURL(/\/chi-tieu\/[\da-f-]{36}/);
    await expect(page.getByRole('textbox', { name: 'Câu trong báo cáo' })).toHaveValue(cooperatives.claim);
    await expect(page.getByText('không thể: kế hoạch 4 → 325,0%, kế hoạch 5 → 260,0%.')).toBeVisible();
    await expect(page.getByText('chỉ đúng khi kế hoạch là 7.')).toBeVisible();
    await page.getByRole('button', { name: 'Dùng kế hoạch 7', exact: true }).click();
    await expect(cellOf(page, cooperatives.target, 'Kế hoạch')).toContainText('7');
    await expect(page.getByText('13/7 hợp tác xã, đạt 185,7% (vượt 85,7%)').first()).toBeVisible();
  });

  await test.step('“vượt trên 205%” can be two plans, so none is entered', async () => {
    await page.getByRole('combobox', { name: 'Đơn vị' }).selectOption({ label: gifts.unit });
    await cellOf(page, gifts.target, 'Thực hiện').focus();
    await page.getByText('Kiểm tra câu chữ').click();
    await page.getByRole('textbox', { name: 'Câu trong báo cáo' }).fill(gifts.claim);
    await expect(page.getByText('đúng khi kế hoạch từ 36.388 đến 36.564; tròn nhất là 36.500.')).toBeVisible();
    await expect(page.getByText('đúng khi kế hoạch từ 24.497 đến 24.576; tròn nhất là 24.500.')).toBeVisible();
    await expect(rowOf(page, gifts.target)).not.toContainText('%');
  });

  await plugIn(page, network);

  await test.step('on paper', async () => {
    await goTo(page, 'Chỉ tiêu');
    await page.getByRole('combobox', { name: 'Đơn vị' }).selectOption({ label: gifts.unit });
    await page.emulateMedia({ media: 'print' });
    await expect(cellOf(page, gifts.target, 'Thực hiện').getByText('74.958')).toBeVisible();
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('combobox', { name: 'Đơn vị' }).selectOption({ label: cooperatives.unit });
    await page.emulateMedia({ media: 'print' });
    const printed = rowOf(page, cooperatives.target);
    await expect(printed.getByText('hợp tác xã', { exact: true })).toBeVisible();
    await expect(cellOf(page, cooperatives.target, 'Kế hoạch').getByText('7', { exact: true })).toBeVisible();
    await expect(cellOf(page, cooperatives.target, 'Thực hiện').getByText('13', { exact: true })).toBeVisible();
    await expect(printed.getByText('185,7%', { exact: true })).toBeVisible();
    await expect(printed.getByText('vượt 85,7%')).toBeVisible();
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Tất cả đơn vị' }).click();
    await page.emulateMedia({ media: 'print' });
    await expect(grid(page).getByText('74.958').first()).toBeVisible();
    await page.emulateMedia({ media: 'screen' });
  });

  await test.step('the unit confirms them, and writes the sentence that is meant instead of the one that was printed', async () => {
    const own = await officerOf(page, cooperatives.unit, () => device());
    await openOnBehalf(own, /^Cần xác nhận/);
    await expect(entryOf(own, cooperatives.target).first()).toContainText(cluster.name);
    await own.getByRole('checkbox', { name: 'Chọn tất cả' }).check();
    await own.getByRole('button', { name: 'Xác nhận 2 mục' }).click();
    await expect(own.getByRole('heading', { name: 'Đã xác nhận: 2' })).toBeVisible();
    await readOwn(own, 'Báo cáo năm');
    await writeOn(own);
    const results = section(own, 'Kết quả');
    await results.fill(cooperatives.sentence);
    const said = '13 hợp tác xã, đạt 185,7% kế hoạch (vượt 85,7%)';
    await expect(own.getByRole('list', { name: 'Kiểm tra câu chữ' })).toContainText(`Nên viết: ${said}.`);
    await results.fill('');
    await own.getByRole('button', { name: 'Chèn số liệu vào mục Kết quả' }).click();
    await own.getByRole('dialog').getByRole('button', { name: cooperatives.target }).click();
    await saveReport(own);
    await allSent(own);
    await own.emulateMedia({ media: 'print' });
    await expect(document(own).getByText(said)).toBeVisible();
    await expect(document(own).getByRole('row', { name: cooperatives.target })).toContainText('85,7%');
  });
});

test('Khối thi đua các tổ chức Hội đặc thù: fifteen units, a slip of the pen that is asked about, no deputy', async ({ server, network, device }) => {
  const page = await centreOf(server, network, () => device('desktop'));
  const { cluster, members: units, terms } = SPECIAL;
  const redCross = units[1]!;
  const slip = redCross.aliases![0]!;
  await enterCluster(page, cluster);
  await addUnit(page, redCross.name, []);
  await pasteMembers(page, cluster.name, units.map(({ name }) => (name === redCross.name ? slip : name)));
  const rows = page.getByRole('region', { name: 'Sẽ ghi' }).getByRole('listitem');
  await expect(rows).toHaveCount(15);
  await expect(rows.nth(1)).toContainText('Cần chọn');
  await rows.nth(1).getByRole('combobox').selectOption({ label: `Là ${redCross.name}` });
  await keepMembers(page, 15);
  await alsoCalled(page, redCross);
  await expectFound(page, 'hoi chu that do', redCross.name);
  await expectMembers(page, SPECIAL);
  for (const term of terms) await enterTerm(page, cluster, term);
  await expect(members(page)).toHaveCount(15);
  await workIn(page, cluster);
  await enterWorks(page, SPECIAL, 2022);
  await goTo(page, 'Việc hôm nay');
  await allSent(page);
});
