// The floor of an exchange: raw IndexedDB with an outbox, `fetch`, gzip both ways, one round trip for a small one.
import { activities, edits, flat } from '../work/activities.ts';
import type { Activity, FlatRecord } from '../work/activities.ts';
import { said } from './contract.ts';
import { answer, completed, makeRecords, open } from './database.ts';

const PAGE = 2500;
const WORTH_PACKING = 512;
let database: IDBDatabase;
let all: Activity[] = [];

globalThis.peer = {
  async ready() {
    database = await open('floor', (made) => {
      makeRecords(made);
      made.createObjectStore('outbox', { autoIncrement: true });
      made.createObjectStore('meta');
    });
  },
  async make(count, from = 0) {
    all = activities(count, from);
    await put(all.map(flat), { own: true });
  },
  async edit(count, seed) {
    const edited = edits(all, count, seed);
    const records = await Promise.all(edited.map(async (edit) => ({ ...(await get(edit.id)), ...edit })));
    await put(records, { own: true });
    return edited.map(({ id, participants, title }) => ({ id, says: said(participants, title) }));
  },
  async run() {
    const meta = database.transaction('meta').objectStore('meta');
    const [cursor, acknowledged] = await Promise.all([answer(meta.get('cursor')), answer(meta.get('acknowledged'))]);
    let place = { cursor: Number(cursor ?? 0), acknowledged: Number(acknowledged ?? 0) };
    for (let more = true; more; ) ({ place, more } = await exchange(place));
  },
  async says(id) {
    const { participants, title } = await get(id);
    return said(participants, title);
  },
  count: () => answer(database.transaction('records').objectStore('records').count()),
};

/** How far both ways are done. The outbox is never read from its start: the browser would walk every deleted row. */
interface Place {
  cursor: number;
  acknowledged: number;
}

async function exchange({ cursor, acknowledged }: Place): Promise<{ place: Place; more: boolean }> {
  const outbox = database.transaction('outbox').objectStore('outbox');
  const rest = IDBKeyRange.lowerBound(acknowledged, true);
  const [keys, lines] = await Promise.all([answer(outbox.getAllKeys(rest, PAGE)), answer(outbox.getAll(rest, PAGE))]);
  const text = lines.join('\n');
  const packed = text.length >= WORTH_PACKING;
  const response = await fetch(`/api/sync?since=${cursor}&limit=${PAGE}`, {
    method: 'POST',
    body: packed ? await gzip(text) : text,
    headers: packed ? { 'content-encoding': 'gzip' } : {},
  });
  if (!response.ok) throw new Error(`the floor answered ${response.status}`);
  const next = Number(response.headers.get('x-seq'));
  const records = (await response.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as FlatRecord);
  if (records.length > 0) await put(records, { cursor: next });
  const last = keys.at(-1);
  if (last !== undefined || records.length === 0) {
    const transaction = database.transaction(['outbox', 'meta'], 'readwrite', { durability: 'relaxed' });
    const meta = transaction.objectStore('meta');
    if (last !== undefined) {
      transaction.objectStore('outbox').delete(IDBKeyRange.bound(acknowledged, last, true));
      meta.put(last, 'acknowledged');
      acknowledged = Number(last);
    }
    if (next !== cursor) meta.put(next, 'cursor');
    await completed(transaction);
  }
  return { place: { cursor: next, acknowledged }, more: keys.length === PAGE || records.length === PAGE };
}

async function put(records: FlatRecord[], { own = false, cursor }: { own?: boolean; cursor?: number }): Promise<void> {
  const transaction = database.transaction(['records', 'outbox', 'meta'], 'readwrite', { durability: 'relaxed' });
  const [store, outbox] = [transaction.objectStore('records'), transaction.objectStore('outbox')];
  for (const record of records) {
    store.put(record);
    if (own) outbox.put(JSON.stringify(record));
  }
  if (cursor !== undefined) transaction.objectStore('meta').put(cursor, 'cursor');
  await completed(transaction);
}

function get(id: string): Promise<FlatRecord> {
  return answer(database.transaction('records').objectStore('records').get(id));
}

async function gzip(text: string): Promise<ArrayBuffer> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
}
