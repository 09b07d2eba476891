import { Person } from '../bench/work/person.ts';
import {
  change, document, openReports, readOf, readOwn, reportId, saveReport, section, sendReport, state, writeOn,
} from '../support/reports.ts';
import { allSent, expectChip, goTo, inBothLights, openCluster, sendNow, signIn } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';
import { handIn, YEAR } from '../support/year.ts';

const HALF = 'Báo cáo 6 tháng';
const UNIT = 'Liên hiệp các Hội KH&KT tỉnh';
const TARGET = 'Hội nghị khoa học';
const PARAGRAPHS = ['Tổ chức hội nghị về trí tuệ nhân tạo.', 'Tuyên truyền thuốc bảo vệ thực vật sinh học.', 'Kết nạp hội viên mới.'] as const;
const FIGURE = '2 hội nghị, đạt đúng kế hoạch';
const REASON = 'Mục Nguyên nhân còn trống';

test('a unit writes its half-year report on two devices; it is returned, mended, approved and accepted', async ({ server, network, device }) => {
  const tablet = await device('tablet');
  await signIn(tablet.page, 'tri');
  const laptop = await device('desktop');
  await signIn(laptop.page, 'tri', 'Máy tính cơ quan');
  const { page } = tablet;

  await test.step('written without a network, with a figure put in and a percentage held against the figures', async () => {
    await network.offline();
    await readOwn(page, HALF);
    await inBothLights(page);
    await writeOn(page);
    await section(page, 'Kết quả').fill(PARAGRAPHS.join('\n'));
    await section(page, 'Phong trào thi đua').fill('Thi đua sáng tạo.');
    await section(page, 'Phong trào thi đua').press('End');
    await page.getByRole('button', { name: 'Chèn số liệu vào mục Phong trào thi đua' }).click();
    await page.getByRole('dialog').getByRole('button', { name: TARGET }).click();
    await expect(section(page, 'Phong trào thi đua')).toHaveValue(`Thi đua sáng tạo. ${FIGURE}`);
    await section(page, 'Bài học kinh nghiệm').fill('Hội nghị khoa học vượt 100% kế hoạch.');
    const claims = page.getByRole('list', { name: 'Kiểm tra câu chữ' });
    await expect(claims).toContainText(`chỉ đúng với “${TARGET}” nếu hiểu khác đi. Nên viết: ${FIGURE}.`);
    await inBothLights(page);
    await section(page, 'Bài học kinh nghiệm').fill('Mời chuyên gia sớm.');
    await expect(claims).toHaveCount(0);
    await page.getByRole('textbox', { name: 'Ngày ký' }).fill('31/02');
    await page.getByRole('button', { name: 'Lưu báo cáo' }).click();
    await expect(page.getByRole('alert')).toContainText('Không có ngày này trong lịch.');
    await page.getByRole('textbox', { name: 'Ngày ký' }).fill('5/7');
    await page.getByRole('textbox', { name: 'Số, ký hiệu' }).fill('9/BC-LHH');
    await saveReport(page);
    await expect(document(page)).toContainText(`ngày 05 tháng 7 năm ${YEAR}`);
    await expectChip(page, { waiting: 1, offline: true });
    await network.online();
    await sendNow(page);
    await allSent(page);
  });

  await test.step('two devices write different paragraphs of one section, and both stay', async () => {
    await sendNow(laptop.page);
    await allSent(laptop.page);
    await readOwn(laptop.page, HALF);
    await expect(document(laptop.page)).toContainText(PARAGRAPHS[2]);
    await network.offline();
    await readOwn(page, HALF);
    await writeOn(page);
    await section(page, 'Kết quả').fill(['Tổ chức 02 hội nghị về trí tuệ nhân tạo.', ...PARAGRAPHS.slice(1)].join('\n'));
    await saveReport(page);
    await writeOn(laptop.page);
    await section(laptop.page, 'Kết quả').fill([...PARAGRAPHS.slice(0, 2), 'Kết nạp 12 hội viên mới.'].join('\n'));
    await saveReport(laptop.page);
    await network.online();
    for (const one of [page, laptop.page, page]) {
      await sendNow(one);
      await allSent(one);
    }
    await readOwn(page, HALF);
    for (const words of ['02 hội nghị', 'thuốc bảo vệ thực vật', '12 hội viên']) await expect(document(page)).toContainText(words);
  });

  await test.step('sent with what is missing told, and locked', async () => {
    await state(page).getByRole('button', { name: 'Gửi báo cáo' }).click();
    const checks = page.getByRole('dialog').getByRole('list', { name: 'Cần xem trước khi gửi' });
    await expect(checks).toContainText('Mục còn trống:');
    await expect(checks).toContainText(/chỉ tiêu chưa có số/);
    await inBothLights(page);
    await page.keyboard.press('Escape');
    await sendReport(page);
    await expect(state(page)).toContainText('Báo cáo đã gửi, đang chờ duyệt.');
    await expect(state(page).getByRole('link', { name: 'Viết tiếp, sửa' })).toHaveCount(0);
  });

  const office = await device('desktop', { origin: server.origin });
  const head = office.page;
  await signIn(head, 'ngan', 'Máy của Khối trưởng');
  await test.step('the head’s office reads it among all, reminds who owes, and returns it with a reason', async () => {
    await expect(head.getByRole('link', { name: /báo cáo chờ duyệt/ })).toContainText(UNIT);
    await openReports(head);
    await inBothLights(head);
    await office.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await head.getByRole('button', { name: /^Chép lời nhắc\. Báo cáo 6 tháng/ }).click();
    await expect(head.getByRole('status').filter({ hasText: 'Đã chép lời nhắc' })).toBeVisible();
    const copied = await head.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('- Hội Luật gia tỉnh Đồng Tháp: chưa gửi');
    expect(copied).not.toContain('Khoa học và Kỹ thuật');
    await readOf(head, UNIT, HALF);
    await expect(document(head)).toContainText(FIGURE);
    await state(head).getByRole('button', { name: 'Trả lại' }).click();
    await head.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click();
    await expect(head.getByRole('dialog')).toContainText('Hãy ghi lý do.');
    await inBothLights(head);
    await head.getByRole('dialog').getByRole('textbox', { name: 'Lý do' }).fill(REASON);
    await head.getByRole('dialog').getByRole('button', { name: 'Trả lại' }).click();
    await expect(state(head)).toContainText(REASON);
    await allSent(head);
  });

  await test.step('the unit hears why, mends it and sends it again', async () => {
    await goTo(page, 'Việc hôm nay');
    await page.getByRole('link', { name: `Trả lại: ${HALF}` }).click();
    await expect(page.getByText(`Trả lại: “${REASON}”`).first()).toBeVisible();
    await writeOn(page);
    await section(page, 'Nguyên nhân').fill('Kinh phí cấp chậm.');
    await saveReport(page);
    await sendReport(page);
    await expect(state(page)).toContainText('lần 2');
  });

  await test.step('approved, taken back for a moment, approved again; accepted by the centre', async () => {
    await expect(document(head)).toContainText('Kinh phí cấp chậm.');
    await state(head).getByRole('button', { name: 'Duyệt' }).click();
    await head.getByRole('status').getByRole('button', { name: 'Lấy lại' }).click();
    await expect(state(head).getByRole('button', { name: 'Duyệt' })).toBeVisible();
    await state(head).getByRole('button', { name: 'Duyệt' }).click();
    await expect(state(head)).toContainText('Đã duyệt');
    await allSent(head);
    const centre = await device('desktop', { origin: server.origin });
    await signIn(centre.page, 'trang', 'Máy của trung tâm');
    await openCluster(centre.page, 'Khối thi đua số 12');
    await readOf(centre.page, UNIT, HALF);
    await state(centre.page).getByRole('button', { name: 'Tiếp nhận' }).click();
    await expect(state(centre.page)).toContainText('Đã tiếp nhận');
    await inBothLights(centre.page);
    await allSent(centre.page);
    await expect(state(page)).toContainText('Đã tiếp nhận');
    await state(page).getByRole('button', { name: 'Lịch sử' }).click();
    const history = page.getByRole('dialog').getByRole('listitem');
    await expect(history.filter({ hasText: `trả lại báo cáo: “${REASON}”` })).toBeVisible();
    await expect(history.filter({ hasText: 'gửi báo cáo, lần 2' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  const tri = await Person.signIn(server.origin, 'tri');
  const id = reportId(tri.space, tri.session.unit, HALF);
  await test.step('a figure that changes afterwards shows with both values', async () => {
    const { rows } = await tri.pull();
    const target = [...rows.values()].find(({ kind, fields }) => kind === 'target' && fields.name === TARGET);
    const figure = [...rows.values()].find(
      ({ kind, fields }) => kind === 'figure' && fields.target === target?.id && fields.span === 'half',
    );
    expect(await change(tri, figure?.id ?? '', 'value', '3')).toMatchObject({ is: 'applied' });
    await expect(page.getByText('Số liệu đã thay đổi sau khi gửi: 1 chỉ tiêu.')).toBeVisible();
    await expect(document(page).getByRole('row', { name: TARGET })).toContainText('số liệu đã thay đổi sau khi gửi: 2/2 → 3/2');
    await inBothLights(page);
  });

  await test.step('over the wire nobody does what is not theirs, or not now', async () => {
    expect(await change(tri, id, 'results', 'Sửa sau khi tiếp nhận.')).toMatchObject({ is: 'refused', reason: { why: 'locked', lock: 'accepted' } });
    const khoa = await Person.signIn(server.origin, 'khoa');
    const fields = { unit: tri.session.unit, year: YEAR, span: 'half', results: 'Viết thay.' };
    expect(await handIn(khoa, 'report', id, fields)).toMatchObject({ is: 'refused', reason: { why: 'not_allowed' } });
    const ngan = await Person.signIn(server.origin, 'ngan');
    expect(await change(ngan, id, 'accepted', null)).toMatchObject({ is: 'refused', reason: { why: 'not_allowed' } });
  });
});
