// The app's own account, store and driver. `?login=&password=` says who works.
import init, { Member } from 'app-bench';
import { activities, edits } from '../work/activities.ts';
import type { Activity } from '../work/activities.ts';
import { said } from './contract.ts';

const who = new URLSearchParams(location.search);
let member: Member;
let all: Activity[] = [];
let started = false;

// Pokes would let the other device begin by itself, before the clock of the measurement runs.
Reflect.deleteProperty(globalThis, 'EventSource');
await init();

globalThis.peer = {
  async ready() {
    member = await Member.sign_in(who.get('login') ?? '', who.get('password') ?? '');
  },
  async make(count, from = 0) {
    // What the server already holds arrives first; then the network is away while the work is done.
    if (!started) await run();
    all = activities(count, from);
    // Handed over in parts: signing ten thousand changes at once would freeze the page.
    for (let at = 0; at < count; at += 500) await member.make(JSON.stringify(all.slice(at, at + 500)));
  },
  async edit(count, seed) {
    const edited = edits(all, count, seed);
    const wanted = edited.map(({ id, participants, title }) => [id, { participants, title }] as const);
    await member.edit(JSON.stringify(Object.fromEntries(wanted)));
    return edited.map(({ id, participants, title }) => ({ id, says: said(participants, title) }));
  },
  run,
  async says(id) {
    return said(JSON.parse(member.value(id, 'participants')), JSON.parse(member.value(id, 'title')));
  },
  count: async () => member.received,
  state: () => `${member.contact}, ${member.unsettled} unsettled, ${member.received} received`,
};

async function run(): Promise<void> {
  if (started) member.nudge();
  else member.start();
  started = true;
  await member.settled();
}
