import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { activities } from '../bench/work/activities.ts';
import { Person } from '../bench/work/person.ts';
import { goTo } from './screen.ts';
import type { Server } from './server.ts';

export function queue(page: Page): Locator {
  return page.getByRole('region', { name: 'Hàng đối soát' });
}

export function desk(page: Page): Locator {
  return page.getByRole('region', { name: 'Bàn đối soát' });
}

/** Opens the differing figures of the activity of this title. */
export async function openConflict(page: Page, title: string): Promise<void> {
  await goTo(page, 'Đối soát');
  await queue(page).getByRole('link', { name: title }).click();
  await expect(desk(page).getByRole('heading', { name: title })).toBeVisible();
}

/** Decides for one of the values, whose words name who gave it too, until the decision is saved. */
export async function decide(page: Page, title: string, value: RegExp, reason: string): Promise<void> {
  await openConflict(page, title);
  await desk(page).getByRole('radio', { name: value }).check();
  await desk(page).getByRole('textbox', { name: 'Lý do' }).fill(reason);
  await desk(page).getByRole('button', { name: 'Quyết định' }).click();
  await expect(page.getByText('Quyết định đã lưu trên máy này')).toBeVisible();
}

/** Two people of one unit give an activity’s place these values, neither having seen the other’s. Returns its title. */
export async function dispute(server: Server, places: [string, string]): Promise<string> {
  const people = [await Person.signIn(server.origin, 'hanh'), await Person.signIn(server.origin, 'thanh')] as const;
  const [activity] = activities(1);
  if (!activity) throw new Error('An activity was asked for.');
  await people[0].fill([activity]);
  const { rows: known } = await people[0].pull();
  for (const [at, one] of people.entries()) {
    const patch = { place: { before: activity.fields.place, after: places[at] } };
    const { outcomes } = await one.exchange([one.change(activity.id, { patch }, { rev: known.get(activity.id)?.rev }).json], { limit: 1 });
    expect(outcomes?.map(({ outcome }) => outcome.is)).toEqual([at === 0 ? 'applied' : 'conflict']);
  }
  return activity.fields.title;
}
