import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { DAY, fillIn, open, openEdit, openNew, pressDone, rows, saved, search } from './activity.ts';
import { Chaos } from './chaos.ts';
import { Device } from './device.ts';
import type { Random } from './random.ts';
import { allSent, goTo, offlineReady, signIn } from './screen.ts';
import { Server } from './server.ts';
import { recordsOf } from './truth.ts';

/** What killing the browser again and again came to. */
export interface Toll {
  kills: number;
  /** How often the program said that something was saved. */
  saves: number;
  /** What it had said was saved and is not there, or is there twice. */
  lost: string[];
}

/** An activity whose saving was begun. */
interface Begun {
  /** The place with which it was shown as saved; none while it never was. */
  shown?: string;
  /** The place of the save that was cut, if one was. */
  tried?: string;
}

/** Saves that a browser completes at most before the one during which it is killed. */
const SAVES_MAX = 3;
/** How many of the saves change an activity that is there. */
const EDITS = 0.4;
/** How long a save takes from its button to its words, until that was measured, in milliseconds. */
const SAVE_MS = 200;
/** How far beyond the usual end of a save the kill may fall. */
const BEYOND = 1.5;

/** Kills the browser at random moments while somebody saves without a network, and looks for all that was said to be saved. */
export async function killDuringSaves(kills: number, random: Random): Promise<Toll> {
  const server = await Server.start();
  const network = await Chaos.start(server.address, random.seed);
  const device = await Device.create({ origin: network.origin, preset: 'desktop' });
  try {
    await signIn(device.page, 'hanh');
    await device.putAway();
    await offlineReady(device.page);
    await network.offline();
    return await new Killing(server, network, device, random).run(kills);
  } finally {
    await device.dispose();
    await network.stop();
    await server.dispose();
  }
}

class Killing {
  readonly #server: Server;
  readonly #network: Chaos;
  readonly #device: Device;
  readonly #random: Random;
  readonly #begun = new Map<string, Begun>();
  readonly #lost = new Set<string>();
  #saves = 0;
  /** Milliseconds from the button to the words, of all saves together. */
  #spent = 0;
  #number = 0;

  constructor(server: Server, network: Chaos, device: Device, random: Random) {
    this.#server = server;
    this.#network = network;
    this.#device = device;
    this.#random = random;
  }

  async run(kills: number): Promise<Toll> {
    for (let n = 0; n < kills; n += 1) {
      const before = new Set(this.#begun.keys());
      await this.#live(this.#device.page);
      const touched = [...this.#begun].filter(([title, { tried }]) => !before.has(title) || tried !== undefined);
      await this.#look(await this.#device.reopen('/hoat-dong'), touched.map(([title]) => title));
    }
    await this.#bringHome(this.#device.page);
    return { kills, saves: this.#saves, lost: [...this.#lost] };
  }

  /** Saves a few times, then once more under the kill, at a random moment from the press of the button on. */
  async #live(page: Page): Promise<void> {
    // At least one completes, or there would be nothing to lose; it also tells how long a save takes.
    const complete = Math.max(this.#random.below(SAVES_MAX + 1), this.#saves === 0 ? 1 : 0);
    for (let n = 0; n < complete; n += 1) await this.#save(page);
    let kill: Promise<void> | undefined;
    let dead = false;
    const begin = (): void => {
      const usual = this.#saves === 0 ? SAVE_MS : this.#spent / this.#saves;
      kill = wait(this.#random.next() * BEYOND * usual).then(() => {
        dead = true;
        return this.#device.kill();
      });
    };
    try {
      await this.#save(page, begin);
    } catch (error) {
      // Only the kill may end a save.
      if (!dead) throw error;
    }
    await kill;
  }

  async #save(page: Page, pressing = (): void => {}): Promise<void> {
    const place = `Nơi ${this.#next()}`;
    const shown = [...this.#begun].filter(([, begun]) => begun.shown !== undefined).map(([title]) => title);
    const old = this.#random.next() < EDITS ? shown.at(-1) : undefined;
    const title = old ?? `Việc ${this.#next()}`;
    if (old === undefined) {
      await openNew(page);
      await fillIn(page, { title, place, day: DAY });
    } else {
      await goTo(page, 'Hoạt động');
      await search(page, title);
      await open(page, title);
      await openEdit(page);
      await fillIn(page, { place });
    }
    this.#begun.set(title, { ...this.#begun.get(title), tried: place });
    pressing();
    const began = performance.now();
    await pressDone(page);
    await saved(page, title);
    this.#spent += performance.now() - began;
    this.#saves += 1;
    this.#begun.set(title, { shown: place });
  }

  /** Looks in the list for what was said to be saved; what a cut save left behind stands from now on. */
  async #look(page: Page, titles: string[]): Promise<void> {
    await goTo(page, 'Hoạt động');
    for (const title of titles) {
      const { shown, tried } = this.#begun.get(title) ?? {};
      const stands = (await this.#finds(page, title, shown)) ?? (await this.#finds(page, title, tried));
      if (stands === undefined && shown !== undefined) this.#lost.add(`${title} at ${shown}`);
      this.#begun.set(title, stands === undefined ? {} : { shown: stands });
    }
  }

  /** The place, if the activity is in the list with it. */
  async #finds(page: Page, title: string, place: string | undefined): Promise<string | undefined> {
    if (place === undefined) return undefined;
    await search(page, `${title} ${place}`);
    const found = rows(page, title).first();
    const nothing = page.getByText('Không có hoạt động nào khớp.');
    await expect(found.or(nothing)).toBeVisible();
    return (await found.isVisible()) ? place : undefined;
  }

  /** Sends everything and looks at the server. */
  async #bringHome(page: Page): Promise<void> {
    await this.#network.online();
    await allSent(page, 120_000);
    const held = await recordsOf(this.#server, 'thanh');
    for (const [title, { shown }] of this.#begun) {
      const places = held.filter(({ fields }) => fields['title'] === title).map(({ fields }) => fields['place']);
      const right = shown === undefined ? places.length === 0 : places.length === 1 && places[0] === shown;
      if (!right) this.#lost.add(`${title} at ${shown ?? 'no place'}, at the server: ${places.join('; ')}`);
    }
  }

  #next(): string {
    this.#number += 1;
    return String(this.#number).padStart(5, '0');
  }
}
