import init, { Storage } from 'app-bench';
import { activities } from '../work/activities.ts';
import { offer } from './store.ts';

await init();
let storage: Storage;

offer({
  async open(name) {
    storage = await Storage.open(name);
  },
  async close() {
    storage.free();
  },
  remove: (name) => Storage.remove(name),
  prepare: (count, from) => void storage.prepare(JSON.stringify(activities(count, from))),
  forget: () => storage.forget(),
  keep: (from, to) => storage.keep(from, to),
  queue: (from, to) => storage.queue(from, to),
  save: (at) => storage.save(at),
  sign: (at) => storage.sign_only(at),
  all: () => storage.all(),
  // A screen reads the newest page, wherever the others lie.
  screen: () => storage.newest(100),
});
