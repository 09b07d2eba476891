import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Cluster, Member, Movement, Report, Task, Term } from '../files/reports.ts';
import { addPerson, invitation, openPeople, STRONGER, takeUp } from './accounts.ts';
import { article, done, goToAdmin, members, openClusterRecord, openUnit } from './directory.ts';
import { choose, openImport, row, take } from './import.ts';
import { comeIn, firstLink, introduce } from './newcomer.ts';
import { allSent, expectChip, goTo, offlineReady, readChip, sendNow } from './screen.ts';
import type { Chaos } from './chaos.ts';
import type { Device } from './device.ts';
import type { Server } from './server.ts';
import { goToWorks, tasks } from './works.ts';

/** The first administrator of an installation in which there is nothing yet. */
export async function centreOf(server: Server, network: Chaos, device: () => Promise<Device>): Promise<Page> {
  const { page } = await device();
  await page.goto(firstLink(server, network.origin));
  await introduce(page);
  await comeIn(page);
  return page;
}

/** Takes the network away once everything that an office needs is on its machine. */
export async function unplug(page: Page, network: Chaos): Promise<void> {
  await offlineReady(page);
  await network.offline();
}

/** Gives the network back, until the server has everything that was entered. */
export async function plugIn(page: Page, network: Chaos): Promise<void> {
  await expectChip(page, { offline: true, refused: 0 });
  expect((await readChip(page)).waiting).toBeGreaterThan(0);
  await network.online();
  await sendNow(page);
  await allSent(page);
}

/** Enters a cluster, until it is shown with what its report says of it. */
export async function enterCluster(page: Page, cluster: Cluster): Promise<void> {
  await goToAdmin(page, 'Cụm, khối');
  await page.getByRole('link', { name: 'Thêm cụm, khối' }).click();
  const form = page.getByRole('form', { name: 'Thêm cụm, khối' });
  const type = async (name: string, text: string | undefined) => {
    if (text !== undefined) await form.getByRole('textbox', { name, exact: true }).fill(text);
  };
  await type('Tên', cluster.name);
  await type('Tên ngắn', cluster.short);
  await type('Số', cluster.number);
  await form.getByRole('combobox', { name: 'Cấp' }).selectOption({ label: cluster.level });
  await type('Tỉnh, thành phố', cluster.province);
  await type('Năm thi đua', String(cluster.year));
  await type('Gọi là', cluster.word);
  await type('Gọi đơn vị trưởng là', cluster.headTitle);
  await type('Gọi đơn vị phó là', cluster.deputyTitle);
  await type('Quyết định thành lập', cluster.founded?.number);
  await type('Ngày ký', cluster.founded?.day);
  await type('Cơ quan ban hành', cluster.founded?.issuer);
  await done(page);
  const shown = article(page, cluster.name);
  await expect(shown).toContainText(cluster.level);
  if (cluster.founded) {
    const { number, day, issuer } = cluster.founded;
    await expect(shown).toContainText(`Số ${number}, ngày ${day}, ${issuer}`);
  }
}

/** Imports the members with their other names, as a list that a spreadsheet wrote. */
export async function importMembers(page: Page, { cluster, members: listed }: Report): Promise<void> {
  await goToAdmin(page, 'Đơn vị');
  await openImport(page, 'Nhập đơn vị');
  const quoted = (text: string) => `"${text}"`;
  const lines = listed.map(({ name, aliases = [] }) => [name, aliases.join('; ')].map(quoted).join(';'));
  const text = ['Tên đơn vị;Tên gọi khác', ...lines].join('\r\n');
  await choose(page, { name: 'thanh-vien.csv', text: `\ufeff${text}` });
  const into = page.getByRole('combobox', { name: 'Đưa vào danh sách thành viên của' });
  await into.selectOption({ label: [cluster.name, cluster.province].filter(Boolean).join(', ') });
  await expect(row(page, listed.length + 1)).toContainText('Mới');
  // A unit and its membership for each row.
  await take(page, listed.length, 2 * listed.length);
}

/** Pastes the members, as a list that stands in a text. */
export async function pasteMembers(page: Page, cluster: string, lines: string[]): Promise<void> {
  await openClusterRecord(page, cluster);
  await page.getByRole('link', { name: 'Dán danh sách' }).click();
  const form = page.getByRole('form', { name: 'Dán danh sách thành viên' });
  await form.getByRole('textbox', { name: 'Danh sách đơn vị' }).fill(lines.join('\n'));
}

/** Keeps the list that was pasted. */
export async function keepMembers(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: `Ghi ${count} thành viên` }).click();
  await expect(members(page)).toHaveCount(count);
}

/** Gives a unit the other names of its report. */
export async function alsoCalled(page: Page, { name, aliases = [] }: Member): Promise<void> {
  await openUnit(page, name, name);
  await page.getByRole('link', { name: 'Sửa', exact: true }).click();
  const form = page.getByRole('form', { name: 'Sửa đơn vị' });
  await form.getByRole('textbox', { name: 'Tên gọi khác' }).fill(aliases.join('\n'));
  await done(page);
  await expect(article(page, name)).toContainText(aliases[0] ?? '');
}

/** Looks whether the cluster's members stand in the report's order. */
export async function expectMembers(page: Page, { cluster, members: listed }: Report): Promise<void> {
  await openClusterRecord(page, cluster.name);
  await expect(members(page).locator('b')).toHaveText(listed.map(({ name }) => name));
}

/** Enters who leads in a year, until the cluster says so in its own words. */
export async function enterTerm(page: Page, cluster: Cluster, term: Term): Promise<void> {
  await openClusterRecord(page, cluster.name);
  await page.getByRole('link', { name: `Nhiệm kỳ ${term.year}` }).click();
  const form = page.getByRole('form', { name: 'Ghi nhiệm kỳ' });
  await form.getByRole('combobox', { name: 'Đơn vị trưởng' }).selectOption({ label: term.head });
  if (term.deputy) await form.getByRole('combobox', { name: 'Đơn vị phó' }).selectOption({ label: term.deputy });
  if (term.how) await form.getByRole('textbox', { name: 'Hình thức chọn' }).fill(term.how);
  await done(page);
  const head = `${cluster.headTitle} năm ${term.year}: ${term.head}`;
  const told = article(page, cluster.name).getByRole('listitem').filter({ hasText: head });
  await expect(told).toContainText(term.deputy ? `${cluster.deputyTitle}: ${term.deputy}` : 'không có đơn vị phó');
  if (term.how) await expect(told).toContainText(term.how);
}

/** Begins to work in the cluster. */
export async function workIn(page: Page, { name, short = name }: Cluster): Promise<void> {
  await openClusterRecord(page, name);
  await page.getByRole('link', { name: 'Mở lịch năm của cụm này' }).click();
  await expect(page.getByRole('banner')).toContainText(short);
}

/** Enters the movements and campaigns, and the key tasks in their order. */
export async function enterWorks(page: Page, report: Report, year: number): Promise<void> {
  for (const movement of report.movements) await enterMovement(page, movement);
  for (const task of report.tasks) await enterTask(page, task, year);
  await goToWorks(page, 'Phong trào');
  for (const { name } of report.movements) await expect(page.getByRole('link', { name: `“${name}”` })).toBeVisible();
  await goToWorks(page, 'Nhiệm vụ trọng tâm');
  await expect(tasks(page)).toHaveCount(report.tasks.length);
  for (const [at, { name }] of report.tasks.entries()) await expect(tasks(page).nth(at)).toContainText(name);
}

async function enterMovement(page: Page, { name, kind }: Movement): Promise<void> {
  await goToWorks(page, 'Phong trào');
  await page.getByRole('link', { name: 'Thêm phong trào' }).click();
  const form = page.getByRole('form', { name: 'Thêm phong trào' });
  await form.getByRole('textbox', { name: 'Tên' }).fill(`“${name}”`);
  if (kind) await form.getByRole('button', { name: kind }).click();
  await done(page);
  await expect(page.getByRole('article', { name })).toContainText(kind ?? 'Phong trào thi đua');
}

async function enterTask(page: Page, { name, body }: Task, year: number): Promise<void> {
  await goToWorks(page, 'Nhiệm vụ trọng tâm');
  await page.getByRole('link', { name: 'Thêm nhiệm vụ' }).click();
  const form = page.getByRole('form', { name: 'Thêm nhiệm vụ' });
  await form.getByRole('textbox', { name: 'Tên' }).fill(name);
  await form.getByRole('button', { name: String(year), exact: true }).click();
  if (body) await form.getByRole('textbox', { name: 'Nội dung' }).fill(body);
  await done(page);
  await expect(page.getByRole('article', { name })).toContainText(body ?? name);
}

/** Somebody of a unit, who is invited and goes in on a machine of the unit. */
export async function officerOf(page: Page, unit: string, device: () => Promise<Device>): Promise<Page> {
  await openPeople(page);
  // The report names nobody who writes for the unit.
  await addPerson(page, 'Người của đơn vị', 'Cán bộ tổng hợp', unit);
  await page.getByRole('button', { name: 'Cấp tài khoản và tạo lời mời' }).click();
  const own = await device();
  await own.page.goto(await invitation(page));
  await takeUp(own.page, STRONGER);
  await expect(own.page.getByRole('heading', { name: 'Việc hôm nay' })).toBeVisible();
  return own.page;
}

/** Looks for a unit by a name of the report; it is proposed. */
export async function expectFound(page: Page, typed: string, unit: string): Promise<void> {
  await openUnit(page, typed, unit);
  await goTo(page, 'Quản trị');
}
