// Goals 4 to 7, and 9 for push and pull: two devices and a server, over a link that counts.
import { PASSWORD } from '../../support/people.ts';
import { Samples } from '../measure/statistics.ts';
import type { Program } from '../measure/program.ts';
import type { Bench, Found } from '../plan.ts';
import { differences } from '../work/person.ts';
import { activities } from '../work/activities.ts';
import { all, atMost, atLeast, bytes, grouped, ms } from '../report.ts';
import type { Line } from '../report.ts';
import { trial } from './trial.ts';
import type { Address, TrialFigures } from './trial.ts';
import { under50 } from './storage.ts';

/** Time that a record takes in what follows the runs. */
const AFTER_MS = 10;

export const OFFICER = 'hanh';

export const ADDRESSES: Record<'floor' | 'product' | 'pouch', Address> = {
  floor: (host, port) => `http://${host}.floor.localhost:${port}/p/sync-floor.html`,
  product: (host, port) => `http://${host}.product.localhost:${port}/sync-product.html?login=${OFFICER}&password=${PASSWORD}`,
  pouch: (host, port) => `http://${host}.pouch.localhost:${port}/p/sync-pouch.html`,
};

export async function measureSync({ options, servers, clock, say }: Bench): Promise<Found> {
  const samples = new Samples();
  const starts: Record<keyof typeof ADDRESSES, () => Promise<Program>> = {
    floor: () => servers.floor('NORMAL'),
    product: () => servers.product(),
    pouch: () => servers.pouch(),
  };
  const peers = ['floor', 'product', 'pouch'] as const;
  const run = async (name: keyof typeof ADDRESSES, count: number, rate: number): Promise<TrialFigures> => {
    const server = await starts[name]();
    try {
      const figures = await trial(server, ADDRESSES[name], { name, count, rate });
      if (name === 'product' && rate === 1) await mustHold(server, count);
      say(`sync ${name} ${count} at ${rate}×: ${JSON.stringify(figures)}`);
      return figures;
    } finally {
      await server.stop();
    }
  };
  for (const at of clock.runs(options.reps, options.count * AFTER_MS)) {
    for (const name of at % 2 === 0 ? peers : peers.toReversed()) {
      for (const [work, figures] of Object.entries(await run(name, options.count, 1))) samples.addAll(`${name}.${work}`, figures);
    }
  }
  const slow = await run('product', options.count, 4);
  const few = await run('product', Math.ceil(options.count / 10), 1);
  return { lines: lines(samples, slow, few, options.count), figures: { samples, slow, few } };
}

/** The server must hold what was made, apart from what was changed afterwards. */
async function mustHold(server: Program, count: number): Promise<void> {
  const wrong = await differences(server.origin, OFFICER, activities(count));
  // Four rounds of ten changed records each.
  if (wrong.length > 40) throw new Error(`${wrong.length} records are not on the server as they were made`);
}

function lines(samples: Samples, slow: TrialFigures, few: TrialFigures, count: number): Line[] {
  const at = (name: string): number | undefined => samples.median(name);
  const shown = (figure: string, form: (figure: number | undefined) => string): Pick<Line, 'product' | 'floor' | 'peer'> => ({
    product: form(at(`product.${figure}`)),
    floor: form(at(`floor.${figure}`)),
    peer: form(at(`pouch.${figure}`)),
  });
  const bulk = (goal: string, work: 'push' | 'pull', words: string, faster: number): Line[] => {
    const ratio = samples.ratio(`product.${work}.ms`, `floor.${work}.ms`);
    const lead = samples.ratio(`pouch.${work}.ms`, `product.${work}.ms`);
    const way = work === 'push' ? 'up' : 'down';
    const size = at(`product.${work}.${way}`);
    const per = size === undefined ? undefined : size / count;
    const growth = (at(`product.${work}.ms`) ?? Number.NaN) / few[work].ms / 10;
    return [
      { goal, work: words, ...shown(`${work}.ms`, ms), ratio, wanted: `≤ 1.5×, PouchDB ≥ ${faster}×`, met: all(atMost(ratio, 1.5), atLeast(lead, faster)) },
      {
        goal, work: `… bytes ${way}`, ...shown(`${work}.${way}`, bytes), ratio: samples.ratio(`product.${work}.${way}`, `floor.${work}.${way}`),
        wanted: '≤ 130 B a record', met: atMost(per, 130),
      },
      {
        goal, work: '… server CPU', ...shown(`${work}.cpuMs`, ms), ratio: samples.ratio(`product.${work}.cpuMs`, `floor.${work}.cpuMs`),
        ...(work === 'push' ? { wanted: '≤ 2×', met: atMost(samples.ratio('product.push.cpuMs', 'floor.push.cpuMs'), 2) } : {}),
      },
      { goal, work: `… time a record, beside ${Math.ceil(count / 10)} records`, product: `${growth.toFixed(2)}×`, wanted: 'no worse than linear', met: atMost(growth, 1) },
    ];
  };
  const small = (work: 'sender' | 'receiver' | 'idle', words: string, limit: number): Line => {
    const form = (name: string): string => `${bytes(at(`${name}.${work}.bytes`))}, ${at(`${name}.${work}.turns`) ?? '–'} turns`;
    return {
      goal: '6', work: words, product: form('product'), floor: form('floor'), peer: form('pouch'),
      ratio: samples.ratio(`product.${work}.bytes`, `floor.${work}.bytes`), wanted: `1 turn, ≤ ${grouped(limit)} B`,
      met: all(atMost(at(`product.${work}.bytes`), limit), atMost(at(`product.${work}.turns`), 1)),
    };
  };
  const thin = (work: 'slowSender' | 'slowReceiver', words: string): Line => {
    const lead = samples.ratio(`pouch.${work}.ms`, `product.${work}.ms`);
    return {
      goal: '7', work: words, ...shown(`${work}.ms`, ms), ratio: samples.ratio(`product.${work}.ms`, `floor.${work}.ms`),
      wanted: '≤ 600 ms, PouchDB ≥ 5×', met: all(atMost(at(`product.${work}.ms`), 600), atLeast(lead, 5)),
    };
  };
  const task = (work: 'push' | 'pull'): Line => ({
    goal: '9', work: `longest task of a ${work}, 1× / 4×`,
    product: `${under50(samples.most(`product.${work}.longest`))} / ${under50(slow[work].longest)}`,
    floor: under50(samples.most(`floor.${work}.longest`)), peer: under50(samples.most(`pouch.${work}.longest`)),
    wanted: '≤ 50 / ≤ 200 ms', met: all(atMost(samples.most(`product.${work}.longest`), 50), atMost(slow[work].longest, 200)),
  });
  return [
    ...bulk('4', 'push', `push of ${count} made offline`, 4),
    ...bulk('5', 'pull', `first pull of ${count}`, 3),
    small('sender', 'ten changed records, sender', 3000),
    small('receiver', 'ten changed records, receiver', 3000),
    small('idle', 'nothing new', 1000),
    thin('slowSender', 'ten changed on slow 3G, sender'),
    thin('slowReceiver', 'ten changed on slow 3G, receiver'),
    task('push'),
    task('pull'),
    { goal: '12', work: 'server memory after a push and a pull', ...shown('memory.megabytes', (mb) => (mb === undefined ? '–' : `${grouped(mb)} MB`)), wanted: '≤ 64 MB', met: atMost(at('product.memory.megabytes'), 64) },
  ];
}
