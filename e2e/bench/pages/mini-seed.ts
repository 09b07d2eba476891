// Fills the store of the smallest page.
import { activities, flat } from '../work/activities.ts';
import { completed, makeRecords, open } from './database.ts';

globalThis.seed = async (count) => {
  const database = await open('mini', makeRecords);
  for (let from = 0; from < count; from += 5000) {
    const transaction = database.transaction('records', 'readwrite', { durability: 'relaxed' });
    for (const one of activities(Math.min(5000, count - from), from)) transaction.objectStore('records').put(flat(one));
    await completed(transaction);
  }
  database.close();
};
