import type { Page } from '@playwright/test';
import { change, fillIn, open, openNew, write } from './activity.ts';
import { Chaos } from './chaos.ts';
import { Device } from './device.ts';
import { photo } from './photo.ts';
import { decide } from './reconcile.ts';
import { allSent, expectChip, openCluster, signIn } from './screen.ts';
import { Server } from './server.ts';

export type Language = 'vi' | 'en';

/** A screen in a state worth looking at. */
export interface View {
  name: string;
  address: string;
  /** Brings the screen, which was just opened, into its state. */
  prepare: (page: Page, language: Language) => Promise<void>;
}

const CLUSTER = 'Khối thi đua số 12';
/** The activity that the unit and the centre change at once. */
export const DISPUTED = 'Trao 74.958 phần quà Tết cho hộ nghèo, hộ cận nghèo và người yếu thế';
/** What the unit of Nguyễn Thị Hạnh has done; invented, but for the one of the sample. */
export const ACTIVITIES = [
  {
    title: 'Hiến máu tình nguyện “Giọt hồng đất sen hồng” đợt 3',
    day: '14/06/2024', place: 'Nhà thi đấu đa năng, TP Cao Lãnh', movement: 'Hiến máu tình nguyện', participants: '412',
    body: 'Tiếp nhận 405 đơn vị máu. Đoàn viên các cơ quan trong khối tham gia đông.', tags: 'hiến máu, đoàn viên',
  },
  {
    title: 'Tập huấn sơ cấp cứu cho tình nguyện viên cụm xã biên giới',
    day: '22/08/2024', place: 'UBND huyện Hồng Ngự', movement: '', participants: '86',
    body: 'Hai ngày, bốn chuyên đề, có thực hành.', tags: 'sơ cấp cứu, tập huấn',
  },
  {
    title: 'Khám bệnh, cấp thuốc miễn phí cho 350 người cao tuổi xã Thường Thới Hậu A',
    day: '19/10/2024', place: 'Trạm y tế xã Thường Thới Hậu A', movement: 'Cả nước chung tay vì người nghèo', participants: '350',
    body: 'Phối hợp với Hội Thầy thuốc trẻ. Thuốc do nhà hảo tâm ủng hộ.', tags: 'khám bệnh, người cao tuổi',
  },
];
export const WAITING = {
  title: 'Trao xe lăn cho người khuyết tật huyện Tháp Mười',
  day: '23/11/2024', place: 'Trung tâm văn hóa huyện Tháp Mười', movement: 'Tết Nhân ái', participants: '24',
  body: 'Trao 24 xe lăn. Có biên bản bàn giao kèm theo.', tags: 'người khuyết tật',
};

const none = async (): Promise<void> => {};
const toNewest = (title: string) => async (page: Page): Promise<void> => {
  await page.getByRole('listitem').filter({ hasText: title }).getByRole('link').first().click();
  await page.getByRole('article', { name: title }).waitFor();
};

/** Everybody at work at once, with something in every state: the stage of the contact sheets. */
export class Scene {
  readonly #server: Server;
  readonly #network: Chaos;
  readonly #devices: Device[] = [];

  private constructor(server: Server, network: Chaos) {
    this.#server = server;
    this.#network = network;
  }

  static async set(): Promise<Scene> {
    const server = await Server.start();
    return new Scene(server, await Chaos.start(server.address));
  }

  async strike(): Promise<void> {
    for (const device of this.#devices) await device.dispose();
    await this.#network.stop();
    await this.#server.dispose();
  }

  /** The screens one after the other, each on the machine of somebody who would see it. */
  async *views(): AsyncGenerator<[Page, View]> {
    const fresh = await this.#device('tablet');
    yield [fresh.page, { name: '01-sign-in', address: '/', prepare: none }];
    await signIn(fresh.page, 'tam');
    for (const view of EMPTY) yield [fresh.page, view];

    const tablet = await this.#device('tablet');
    const office = await this.#office('trang', 'Máy văn phòng');
    const head = await this.#office('ngan', 'Máy của Khối trưởng');
    await this.#write(tablet, office);
    yield [office.page, DESK];
    for (const view of FIELD) yield [tablet.page, view];
    await this.#decideTwice(office, head);
    for (const view of CENTRE) yield [office.page, view];
  }

  async #device(preset: 'tablet' | 'desktop', origin = this.#network.origin): Promise<Device> {
    const device = await Device.create({ origin, preset });
    this.#devices.push(device);
    return device;
  }

  async #office(login: string, name: string): Promise<Device> {
    const device = await this.#device('desktop', this.#server.origin);
    await signIn(device.page, login, name);
    if (login === 'trang') await openCluster(device.page, CLUSTER);
    return device;
  }

  /** Sent, waiting and differing work, a draft, and a network that is away in the end. */
  async #write(tablet: Device, office: Device): Promise<void> {
    await signIn(tablet.page, 'hanh');
    await tablet.putAway();
    for (const entry of ACTIVITIES) await write(tablet.page, entry);
    await allSent(tablet.page);
    await this.#network.offline();
    await open(tablet.page, DISPUTED);
    await change(tablet.page, { place: 'Các xã, phường và 4 huyện biên giới' });
    await open(office.page, DISPUTED);
    await change(office.page, { place: '12 huyện, thành phố trong tỉnh' });
    await allSent(office.page);
    await this.#network.online();
    await tablet.reopen();
    await allSent(tablet.page);
    await this.#network.offline();
    const picture = { name: 'trao xe lăn.jpg', mimeType: 'image/jpeg', buffer: photo(12) };
    await write(tablet.page, WAITING, [picture]);
    await openNew(tablet.page);
    await fillIn(tablet.page, { title: 'Họp giao ban quý IV', day: '30/11/2024', body: 'Nội dung chính: ' });
    await tablet.page.getByRole('status').filter({ hasText: 'Đã giữ bản nháp' }).waitFor();
    await expectChip(tablet.page, { waiting: 1, offline: true });
  }

  /** The head’s office decides while the centre has no network: the centre’s own decision comes too late. */
  async #decideTwice(office: Device, head: Device): Promise<void> {
    await this.#server.stop();
    await decide(office.page, DISPUTED, /12 huyện/, 'Theo kế hoạch của tỉnh');
    await office.close();
    await this.#server.restart();
    await head.reopen();
    await allSent(head.page);
    await decide(head.page, DISPUTED, /biên giới/, 'Đơn vị có danh sách ký nhận');
    await allSent(head.page);
    await office.reopen();
    await expectChip(office.page, { waiting: 0, refused: 1 });
  }
}

const EMPTY: View[] = [
  { name: '02-today-empty', address: '/', prepare: none },
  { name: '03-activities-empty', address: '/hoat-dong', prepare: none },
  { name: '04-outbox-empty', address: '/cho-gui', prepare: none },
  { name: '05-device-empty', address: '/thiet-bi', prepare: none },
];

const FIELD: View[] = [
  { name: '11-today', address: '/', prepare: none },
  { name: '12-activities', address: '/hoat-dong', prepare: none },
  { name: '13-activity', address: '/hoat-dong', prepare: toNewest(WAITING.title) },
  { name: '14-activity-differing', address: '/hoat-dong', prepare: toNewest(DISPUTED) },
  { name: '15-form', address: '/hoat-dong/moi', prepare: none },
  {
    name: '16-form-faults',
    address: '/hoat-dong/moi',
    prepare: async (page, language) => {
      await page.getByRole('form').getByRole('textbox', { name: language === 'vi' ? 'Ngày tổ chức' : 'Date', exact: true }).fill('31/02');
      await page.getByRole('button', { name: language === 'vi' ? 'Xong' : 'Done' }).click();
      await page.getByRole('form').getByRole('alert').filter({ visible: true }).first().waitFor();
    },
  },
  { name: '17-outbox', address: '/cho-gui', prepare: none },
  { name: '18-device', address: '/thiet-bi', prepare: none },
  {
    name: '19-menu',
    address: '/',
    prepare: async (page) => {
      await page.getByRole('banner').getByRole('button', { name: 'Nguyễn Thị Hạnh' }).or(page.getByRole('navigation').getByRole('button')).filter({ visible: true }).first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: '20-not-found', address: '/khong-co', prepare: none },
  { name: '21-people', address: '/dang-nhap', prepare: none },
];

const DESK: View = {
  name: '31-reconcile',
  address: '/doi-soat',
  prepare: async (page) => {
    await page.getByRole('link', { name: DISPUTED }).first().click();
    await page.getByRole('radio').nth(1).check();
  },
};

const CENTRE: View[] = [
  { name: '32-reconcile-decided', address: '/doi-soat?tab=decided', prepare: async (page) => page.getByRole('link', { name: DISPUTED }).first().click() },
  { name: '33-reconcile-empty', address: '/doi-soat', prepare: none },
  { name: '34-today-centre', address: '/', prepare: none },
  { name: '35-overview', address: '/tong-hop', prepare: none },
  { name: '36-outbox-refused', address: '/cho-gui', prepare: none },
];
