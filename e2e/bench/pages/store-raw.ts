// `?strict` asks for transactions that survive a loss of power.
import { activities, flat, timeAt } from '../work/activities.ts';
import type { FlatRecord } from '../work/activities.ts';
import { answer, completed, makeRecords, open, remove } from './database.ts';
import { offer } from './store.ts';

const durability = location.search.includes('strict') ? 'strict' : 'relaxed';
let database: IDBDatabase;
let records: FlatRecord[] = [];
let texts: string[] = [];

function write(from: number, to: number, withOutbox: boolean): Promise<void> {
  const transaction = database.transaction(['records', 'outbox'], 'readwrite', { durability });
  const [store, outbox] = [transaction.objectStore('records'), transaction.objectStore('outbox')];
  for (const record of records.slice(from, to)) store.put(record);
  if (withOutbox) for (const text of texts.slice(from, to)) outbox.put(text);
  return completed(transaction);
}

offer({
  async open(name) {
    database = await open(name, (made) => {
      makeRecords(made);
      made.createObjectStore('outbox', { autoIncrement: true });
    });
  },
  async close() {
    database.close();
  },
  remove,
  prepare(count, from) {
    const more = activities(count, from).map(flat);
    records = [...records, ...more];
    texts = [...texts, ...more.map((record) => JSON.stringify(record))];
  },
  forget() {
    records = [];
    texts = [];
  },
  keep: (from, to) => write(from, to, false),
  queue: (from, to) => write(from, to, true),
  save(at) {
    const transaction = database.transaction('records', 'readwrite', { durability });
    transaction.objectStore('records').put(records[at]);
    return completed(transaction);
  },
  all: async () => (await answer(database.transaction('records').objectStore('records').getAll())).length,
  async screen(from) {
    const index = database.transaction('records').objectStore('records').index('ts');
    return (await answer(index.getAll(IDBKeyRange.bound(timeAt(from), timeAt(from + 99))))).length;
  },
});
