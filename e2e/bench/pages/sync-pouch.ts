import PouchDB from 'pouchdb';
import indexeddb from 'pouchdb-adapter-indexeddb';
import { activities, edits, flat } from '../work/activities.ts';
import type { Activity } from '../work/activities.ts';
import { said } from './contract.ts';
import { document } from './pouch.ts';

PouchDB.plugin(indexeddb);
/** The quickest settings found for many small documents. */
const TUNED = { batch_size: 1000, batches_limit: 4 };
const remote = new PouchDB(`${location.origin}/db/bench`, { skip_setup: true });
let database: PouchDB;
let all: Activity[] = [];

globalThis.peer = {
  async ready() {
    database = new PouchDB('bench', { adapter: 'indexeddb', auto_compaction: true });
    await database.info();
  },
  async make(count, from = 0) {
    all = activities(count, from);
    await write(all.map(flat).map(document));
  },
  async edit(count, seed) {
    const edited = edits(all, count, seed);
    const held = await Promise.all(edited.map(({ id }) => database.get(id)));
    await write(held.map((one, at) => ({ ...one, participants: edited[at]?.participants, title: edited[at]?.title })));
    return edited.map(({ id, participants, title }) => ({ id, says: said(participants, title) }));
  },
  async run() {
    const { push, pull } = await database.sync(remote, TUNED);
    const failed = [push, pull].some(({ errors, doc_write_failures }) => errors.length > 0 || doc_write_failures > 0);
    if (failed) throw new Error(JSON.stringify([push, pull]));
  },
  async says(id) {
    const { participants, title } = await database.get(id);
    return said(participants, title);
  },
  count: async () => (await database.info()).doc_count,
};

async function write(documents: { _id: string; _rev?: string }[]): Promise<void> {
  const failed = (await database.bulkDocs(documents)).find((result) => 'error' in result);
  if (failed) throw new Error(JSON.stringify(failed));
}
