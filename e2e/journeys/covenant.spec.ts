import type { Page } from '@playwright/test';
import { Person } from '../bench/work/person.ts';
import { addArticle, adopt, begin, openCovenant, paper, remark, sign } from '../support/covenant.ts';
import { setYear } from '../support/directory.ts';
import { allSent, expectChip, goTo, inBothLights, sendNow, signIn } from '../support/screen.ts';
import { addTarget, cellOf, rowOf, type } from '../support/targets.ts';
import type { Column } from '../support/targets.ts';
import { expect, test } from '../support/test.ts';

const CLUSTER = 'Khối thi đua số 12';
// Nothing is signed for a year long past.
const YEAR = new Date().getFullYear();
const NAME = `Giao ước thi đua năm ${YEAR}`;
const ADOPTED = `15/1/${YEAR}`;
const BASIS = 'Căn cứ Quyết định số 1197/QĐ-UBND ngày 27/3/2024';
const FIRST = 'Hoàn thành và hoàn thành vượt mức các chỉ tiêu đã đăng ký.';
const SECOND = 'Triển khai có hiệu quả các phong trào thi đua.';
const THIRD = 'Báo cáo đúng hạn.';
const RED_CROSS = 'Hội Chữ thập đỏ tỉnh';
const STUDY = 'Hội Khuyến học tỉnh';
const COOPERATIVES = 'Liên minh Hợp tác xã tỉnh';
// None of the sample's own, which have figures already.
const GIFTS = 'Quà Trung thu cho trẻ em';
const TREES = 'Cây xanh trồng mới';
const SIGNED = 'Đơn vị đã ký giao ước, nên kế hoạch đã đăng ký giữ nguyên.';
/** What each unit has in the end: plan and result for the gifts, a result for the trees that came after it had signed. */
const FIGURES: Record<string, [plan: string, actual: string, after: string]> = {
  [RED_CROSS]: ['36.500', '74.958', '410'],
  [STUDY]: ['1.200', '1.250', '55'],
  [COOPERATIVES]: ['700', '713', '130'],
};

/** Exchanges, and comes back to the covenant. */
async function meet(page: Page): Promise<void> {
  await exchange(page);
  await openCovenant(page, NAME);
}

async function exchange(page: Page): Promise<void> {
  await sendNow(page);
  await allSent(page);
}

/** Types what a unit has so far; who looks over the units names the unit and the paper that it is from. */
async function enter(page: Page, unit: string, entries: [target: string, column: Column, figure: string][], source?: string): Promise<void> {
  await goTo(page, 'Chỉ tiêu');
  await chooseUnit(page, unit);
  if (source !== undefined) {
    await page.getByRole('textbox', { name: 'Nhập hộ theo văn bản' }).fill(source);
    await page.getByRole('textbox', { name: 'Nhập hộ theo văn bản' }).blur();
  }
  for (const [target, column, figure] of entries) {
    await type(page, target, column, figure);
    await expect(cellOf(page, target, column)).toContainText(figure);
  }
}

async function chooseUnit(page: Page, unit: string): Promise<void> {
  const chooser = page.getByRole('combobox', { name: 'Đơn vị' });
  await expect(rowOf(page, GIFTS)).toBeVisible();
  if (await chooser.isVisible()) await chooser.selectOption({ label: `${unit} Đồng Tháp` });
}

/** That the unit's plan can no longer be typed, and why. */
async function expectFrozen(page: Page, unit: string): Promise<void> {
  await goTo(page, 'Chỉ tiêu');
  await chooseUnit(page, unit);
  const plan = cellOf(page, GIFTS, 'Kế hoạch');
  await expect(plan).toContainText(FIGURES[unit]![0]);
  await plan.focus();
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await expect(plan).toContainText(FIGURES[unit]![0]);
  await expect(page.getByText(SIGNED).first()).toBeVisible();
}

/** That these figures are what stands on a device, for all units that it may see. */
async function expectFigures(page: Page, units: string[]): Promise<void> {
  await goTo(page, 'Chỉ tiêu');
  for (const unit of units) {
    const [plan, actual, after] = FIGURES[unit]!;
    await chooseUnit(page, unit);
    await expect(cellOf(page, GIFTS, 'Kế hoạch')).toContainText(plan);
    await expect(cellOf(page, GIFTS, 'Thực hiện')).toContainText(actual);
    await expect(cellOf(page, TREES, 'Thực hiện')).toContainText(after);
    await expect(rowOf(page, GIFTS)).not.toContainText('Khác nhau');
  }
}

test('two tablets without a network and an office enter figures and sign one text; every figure is there once, every signature holds, and a draft changed meanwhile voids nothing', async ({
  server,
  network,
  device,
  deviceOf,
}) => {
  const head = await device('tablet');
  await signIn(head.page, 'ngan', 'Máy của Khối trưởng');
  const unit = await deviceOf('hanh');
  const second = await device('desktop');
  await signIn(second.page, 'thanh', 'Máy để bàn');
  const office = await device('desktop', { origin: server.origin });
  await signIn(office.page, 'khoa', 'Máy ở văn phòng');

  await test.step('the cluster goes on to this year', async () => {
    const centre = await device('desktop', { origin: server.origin });
    await signIn(centre.page, 'trang', 'Máy văn phòng');
    await setYear(centre.page, CLUSTER, YEAR);
    await allSent(centre.page);
    await centre.dispose();
    await exchange(head.page);
  });

  await test.step('the head’s office drafts, a unit says its word, the text is adopted', async () => {
    await addTarget(head.page, { name: GIFTS, measure: 'phần quà' });
    await addTarget(head.page, { name: TREES, measure: 'cây' });
    await begin(head.page, YEAR, BASIS);
    await addArticle(head.page, SECOND);
    await addArticle(head.page, FIRST);
    await head.page.getByRole('button', { name: 'Đưa Điều 2 lên' }).click();
    await expect(paper(head.page)).toContainText(`Điều 1. ${FIRST}`);
    await inBothLights(head.page);
    await meet(head.page);
    await meet(unit.page);
    await remark(unit.page, 'Điều 2 nên ghi rõ tên phong trào.');
    await meet(unit.page);
    await meet(head.page);
    await expect(head.page.getByRole('region', { name: 'Góp ý' })).toContainText(RED_CROSS);
    await adopt(head.page, ADOPTED);
    await expect(paper(head.page)).toContainText(`${GIFTS} (phần quà)`);
    await meet(head.page);
    await exchange(second.page);
    await meet(unit.page);
    await expect(unit.page.getByText('0/11 đã ký').first()).toBeVisible();
  });

  await test.step('without a network both tablets enter figures and sign, which freezes the plans, and the draft is changed on one of them', async () => {
    await network.offline();
    await enter(head.page, STUDY, [[GIFTS, 'Kế hoạch', '1.200'], [GIFTS, 'Thực hiện', '1.250']], 'Báo cáo 7/BC-HKH');
    await openCovenant(head.page, NAME);
    await sign(head.page, STUDY, 'Lương Văn Phúc', 'Chủ tịch Hội');
    await inBothLights(head.page);
    await expectFrozen(head.page, STUDY);
    await enter(head.page, STUDY, [[TREES, 'Thực hiện', '55']], 'Báo cáo 7/BC-HKH');
    await openCovenant(head.page, NAME);
    await addArticle(head.page, THIRD);
    await expectChip(head.page, { waiting: 5, offline: true });

    await enter(unit.page, RED_CROSS, [[GIFTS, 'Kế hoạch', '36.500'], [GIFTS, 'Thực hiện', '74.958']]);
    await openCovenant(unit.page, NAME);
    await sign(unit.page, RED_CROSS, 'Nguyễn Thị Hạnh', 'Phó Chủ tịch');
    await expectFrozen(unit.page, RED_CROSS);
    await inBothLights(unit.page);
    await enter(unit.page, RED_CROSS, [[TREES, 'Thực hiện', '410']]);
    await expectChip(unit.page, { waiting: 4, offline: true });

    // The unit's other machine knows of no signature: its plan comes too late.
    await enter(second.page, RED_CROSS, [[TREES, 'Kế hoạch', '900']]);
    await expectChip(second.page, { waiting: 1, offline: true });
    await second.close();
    // The third one signs in its office, and knows of none of this.
    await exchange(office.page);
    await enter(office.page, COOPERATIVES, [[GIFTS, 'Kế hoạch', '700'], [GIFTS, 'Thực hiện', '713']]);
    await openCovenant(office.page, NAME);
    await sign(office.page, COOPERATIVES, 'Trần Văn Khoa', 'Chủ tịch');
    await enter(office.page, COOPERATIVES, [[TREES, 'Thực hiện', '130']]);
    await allSent(office.page);
  });

  await test.step('after all have met every signature holds, and every figure is there once', async () => {
    await network.online();
    await meet(head.page);
    for (const page of [unit.page, head.page, office.page]) {
      await meet(page);
      await expect(page.getByText('3/11 đã ký').first()).toBeVisible();
      for (const name of ['Lương Văn Phúc', 'Nguyễn Thị Hạnh', 'Trần Văn Khoa']) {
        await expect(paper(page)).toContainText(name);
      }
      await expect(paper(page)).not.toContainText(THIRD);
    }
    await expect(head.page.getByText('Bản thảo đã khác bản đã thông qua.')).toBeVisible();
    await inBothLights(head.page);
    await expectFigures(head.page, Object.keys(FIGURES));
    await expectFigures(unit.page, [RED_CROSS]);
    await expectFigures(office.page, [COOPERATIVES]);
    await expectFrozen(head.page, RED_CROSS);

    const { rows } = await (await Person.signIn(server.origin, 'ngan')).pull();
    const held = [...rows.values()];
    const made = held.filter(({ kind, fields }) => kind === 'target' && [GIFTS, TREES].includes(String(fields['name']))).map(({ id }) => id);
    const count = (kind: string) => held.filter((row) => row.kind === kind && made.includes(String(row.fields['target']))).length;
    expect([made.length, count('plan'), count('figure')]).toEqual([2, 3, 6]);
    expect(held.filter(({ kind }) => kind === 'conflict')).toEqual([]);
  });

  await test.step('a plan that comes after its unit has signed is refused with the reason, and stays on its machine', async () => {
    await second.reopen('/cho-gui');
    await expectChip(second.page, { waiting: 0, refused: 1 });
    await expect(second.page.getByRole('row', { name: TREES })).toContainText(SIGNED);
    await inBothLights(second.page);
    await exchange(unit.page);
    await goTo(unit.page, 'Chỉ tiêu');
    await expect(cellOf(unit.page, TREES, 'Kế hoạch')).toContainText('Chưa nhập');
  });

  await test.step('adopted anew, with a reason, the signatures are seen not to count any more', async () => {
    await openCovenant(head.page, NAME);
    await head.page.getByRole('button', { name: 'Thông qua lại' }).click();
    const dialog = head.page.getByRole('dialog');
    await expect(dialog).toContainText('3 đơn vị đã ký bản trước.');
    // A day of another year is told at its field.
    await dialog.getByRole('textbox', { name: 'Ngày thông qua', exact: true }).fill('20/1/2000');
    await dialog.getByRole('button', { name: 'Thông qua' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Ngày thông qua', exact: true })).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByRole('textbox', { name: 'Ngày thông qua', exact: true }).fill(`20/1/${YEAR}`);
    await dialog.getByRole('button', { name: 'Thông qua' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Lý do' })).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByRole('textbox', { name: 'Lý do' }).fill('Thêm điều về báo cáo');
    await dialog.getByRole('button', { name: 'Thông qua' }).click();
    await expect(head.page.getByText('0/11 đã ký').first()).toBeVisible();
    await meet(head.page);
    await meet(unit.page);
    await expect(paper(unit.page)).toContainText(THIRD);
    await expect(paper(unit.page).getByRole('row').filter({ hasText: RED_CROSS })).toContainText('đã ký một bản khác');
    await inBothLights(unit.page);
  });
});
