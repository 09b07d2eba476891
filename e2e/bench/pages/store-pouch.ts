import PouchDB from 'pouchdb';
import indexeddb from 'pouchdb-adapter-indexeddb';
import { activities, flat } from '../work/activities.ts';
import { document } from './pouch.ts';
import type { Document } from './pouch.ts';
import { offer } from './store.ts';

PouchDB.plugin(indexeddb);
let database: PouchDB;
let documents: Document[] = [];

offer({
  async open(name) {
    database = new PouchDB(name, { adapter: 'indexeddb' });
    await database.info();
  },
  close: () => database.close(),
  remove: (name) => new PouchDB(name, { adapter: 'indexeddb' }).destroy(),
  prepare(count, from) {
    documents = [...documents, ...activities(count, from).map(flat).map(document)];
  },
  forget() {
    documents = [];
  },
  async keep(from, to) {
    const failed = (await database.bulkDocs(documents.slice(from, to))).find((result) => 'error' in result);
    if (failed) throw new Error(JSON.stringify(failed));
  },
  async save(at) {
    const one = documents[at];
    if (one) await database.put(one);
  },
  all: async () => (await database.allDocs({ include_docs: true })).rows.length,
});
