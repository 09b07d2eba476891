import type { Page } from '@playwright/test';
import { addArticle, adopt, begin, openCovenant, paper, remark, sign } from '../support/covenant.ts';
import { allSent, expectChip, inBothLights, sendNow, signIn } from '../support/screen.ts';
import { expect, test } from '../support/test.ts';

const NAME = 'Giao ước thi đua năm 2025';
const BASIS = 'Căn cứ Quyết định số 1197/QĐ-UBND ngày 27/3/2024';
const FIRST = 'Hoàn thành và hoàn thành vượt mức các chỉ tiêu đã đăng ký.';
const SECOND = 'Triển khai có hiệu quả các phong trào thi đua.';
const RED_CROSS = 'Hội Chữ thập đỏ tỉnh';
const STUDY = 'Hội Khuyến học tỉnh';
const COOPERATIVES = 'Liên minh Hợp tác xã tỉnh';

/** Exchanges, and comes back to the covenant. */
async function meet(page: Page): Promise<void> {
  await sendNow(page);
  await allSent(page);
  await openCovenant(page, NAME);
}

test('two tablets without a network and an office sign one text, and a draft changed meanwhile voids nothing', async ({
  server,
  network,
  device,
  deviceOf,
}) => {
  const head = await device('tablet');
  await signIn(head.page, 'ngan', 'Máy của Khối trưởng');
  const unit = await deviceOf('hanh');
  const office = await device('desktop', { origin: server.origin });
  await signIn(office.page, 'khoa', 'Máy ở văn phòng');

  await test.step('the head’s office drafts, a unit says its word, the text is adopted', async () => {
    await begin(head.page, 2025, BASIS);
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
    await adopt(head.page);
    await meet(head.page);
    await meet(unit.page);
    await expect(unit.page.getByText('0/11 đã ký').first()).toBeVisible();
  });

  await test.step('without a network both tablets sign, and the draft is changed on one of them', async () => {
    await network.offline();
    await sign(head.page, STUDY, 'Lương Văn Phúc', 'Chủ tịch Hội');
    await inBothLights(head.page);
    await openCovenant(head.page, NAME);
    await addArticle(head.page, 'Báo cáo đúng hạn.');
    await expectChip(head.page, { waiting: 2, offline: true });
    await sign(unit.page, RED_CROSS, 'Nguyễn Thị Hạnh', 'Phó Chủ tịch');
    await expectChip(unit.page, { waiting: 1, offline: true });
    // The third one signs in its office, and knows of none of this.
    await meet(office.page);
    await sign(office.page, COOPERATIVES, 'Trần Văn Khoa', 'Chủ tịch');
    await allSent(office.page);
  });

  await test.step('after all have met every signature holds', async () => {
    await network.online();
    await meet(head.page);
    for (const page of [unit.page, head.page, office.page]) {
      await meet(page);
      await expect(page.getByText('3/11 đã ký').first()).toBeVisible();
      for (const name of ['Lương Văn Phúc', 'Nguyễn Thị Hạnh', 'Trần Văn Khoa']) {
        await expect(paper(page)).toContainText(name);
      }
      await expect(paper(page)).not.toContainText('Báo cáo đúng hạn.');
    }
    await expect(head.page.getByText('Bản thảo đã khác bản đã thông qua.')).toBeVisible();
    await inBothLights(head.page);
  });

  await test.step('adopted anew, with a reason, the signatures are seen not to count any more', async () => {
    await head.page.getByRole('button', { name: 'Thông qua lại' }).click();
    const dialog = head.page.getByRole('dialog');
    await expect(dialog).toContainText('3 đơn vị đã ký bản trước.');
    await dialog.getByRole('button', { name: 'Thông qua' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Lý do' })).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByRole('textbox', { name: 'Lý do' }).fill('Thêm điều về báo cáo');
    await dialog.getByRole('button', { name: 'Thông qua' }).click();
    await expect(head.page.getByText('0/11 đã ký').first()).toBeVisible();
    await meet(head.page);
    await meet(unit.page);
    await expect(paper(unit.page)).toContainText('Báo cáo đúng hạn.');
    await expect(paper(unit.page).getByRole('row').filter({ hasText: RED_CROSS })).toContainText('đã ký một bản khác');
    await inBothLights(unit.page);
  });
});
