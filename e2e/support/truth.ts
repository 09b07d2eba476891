import { expect } from '@playwright/test';
import { Person } from '../bench/work/person.ts';
import type { Row } from '../bench/work/person.ts';
import type { Server } from './server.ts';

/** What the server holds and shows to somebody, asked on a device that has nothing to do with the test's. */
export async function recordsOf(server: Server, login: string, kind = 'activity'): Promise<Row[]> {
  const { rows } = await (await Person.signIn(server.origin, login)).pull();
  return [...rows.values()].filter((row) => row.kind === kind);
}

/** Fails unless the server has each of these activities of somebody's unit, and each once. */
export async function expectOnce(server: Server, login: string, titles: string[]): Promise<void> {
  const held = (await recordsOf(server, login)).map(({ fields }) => fields['title']);
  const counts = titles.map((title) => [title, held.filter((one) => one === title).length]);
  expect(Object.fromEntries(counts), 'at the server').toEqual(Object.fromEntries(titles.map((title) => [title, 1])));
}
