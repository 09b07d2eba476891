// Goal 12: one server under 32 connections, each a device with a session that hands in ten changed records and takes
// ten. The load and the server share the processor.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { OUT } from '../build.ts';
import type { Program } from '../measure/program.ts';
import { Samples, percentile, ratio } from '../measure/statistics.ts';
import type { Bench, Found } from '../plan.ts';
import { activities, flat } from '../work/activities.ts';
import type { Activity } from '../work/activities.ts';
import { Person } from '../work/person.ts';
import { all, atLeast, atMost, grouped, ms } from '../report.ts';
import type { Line } from '../report.ts';
import { OFFICER } from './sync.ts';

const CONNECTIONS = 32;
const TEN = 10;
/** Requests of each connection in a round. */
const EACH = 8;
/** Between two rounds every device hears of what the others did, so none drags a long past along. */
const ROUNDS = 8;
/** Records of a round; each is changed by one device. */
const CHANGED = CONNECTIONS * EACH * TEN;

interface LoadFigures {
  perSecond: number;
  p50: number;
  p99: number;
  cpuMs: number;
  megabytes: number;
}

/** What a server is asked in each round: request n goes over connection n % 32. */
interface Asking {
  round: (round: number) => Promise<Buffer[]>;
  /** What must hold at the end. */
  check: () => Promise<void>;
}

export async function measureServer({ options, built, servers, clock, say }: Bench): Promise<Found> {
  const made = activities(Math.max(options.count, CHANGED));
  const samples = new Samples();
  const under = async (name: string, server: Program, prepare: (server: Program) => Promise<Asking>): Promise<void> => {
    try {
      const asking = await prepare(server);
      const figures = await load(built.floor, server, name, asking);
      samples.addAll(name, figures);
      say(`server ${name}: ${JSON.stringify(figures)}`);
      await asking.check();
    } finally {
      await server.stop();
    }
  };
  for (const _run of clock.runs(options.reps)) {
    await under('full', await servers.floor('FULL'), (server) => ofFloor(server, made));
    await under('product', await servers.product(), (server) => ofProduct(server, made));
    await under('normal', await servers.floor('NORMAL'), (server) => ofFloor(server, made));
    await under('pouch', await servers.pouch(), (server) => ofPouch(server, made));
  }
  return { lines: lines(samples), figures: samples };
}

async function load(floor: string, server: Program, name: string, { round }: Asking): Promise<LoadFigures> {
  const sum = { seconds: 0, cpuMs: 0 };
  const millis: number[] = [];
  for (let at = 0; at < ROUNDS; at++) {
    const requests = await round(at);
    const before = server.cpuMs();
    const sent = await send(floor, server, name, requests);
    if (sent.refused > 0) throw new Error(`${name} refused ${sent.refused} requests`);
    sum.cpuMs += server.cpuMs() - before;
    sum.seconds += sent.seconds;
    millis.push(...sent.millis);
  }
  const share = (part: number): number => percentile(millis, part) ?? Number.NaN;
  return {
    perSecond: millis.length / sum.seconds, p50: share(50), p99: share(99),
    cpuMs: sum.cpuMs / millis.length, megabytes: server.memoryBytes() / 1e6,
  };
}

const unchecked = async (): Promise<void> => {};

async function ofFloor(server: Program, made: readonly Activity[]): Promise<Asking> {
  const records = made.map(flat);
  const lines = records.map((record) => JSON.stringify(record));
  await fetch(`${server.origin}/api/sync?since=0&limit=1`, { method: 'POST', body: lines.join('\n') });
  let last = made.length;
  const round = async (at: number): Promise<Buffer[]> => {
    const path = `/api/sync?since=${last - TEN}&limit=${TEN}`;
    last += CHANGED;
    return batches(records).map((ten) => {
      const mine = ten.map((record) => JSON.stringify({ ...record, participants: record.participants + at + 1 }));
      return request('POST', path, { 'content-encoding': 'gzip', 'accept-encoding': 'gzip' }, gzipSync(mine.join('\n')));
    });
  };
  return { round, check: unchecked };
}

async function ofProduct(server: Program, made: readonly Activity[]): Promise<Asking> {
  const people: Person[] = [];
  for (let at = 0; at < CONNECTIONS; at++) people.push(await Person.signIn(server.origin, OFFICER));
  const [first] = people;
  if (!first) throw new Error('nobody signed in');
  await first.fill(made);
  let { rows, place } = await first.pull();
  const round = async (at: number): Promise<Buffer[]> => {
    const news = await first.pull(place);
    place = news.place;
    rows = new Map([...rows, ...news.rows]);
    // Ten that are new to everybody.
    await first.fill(activities(TEN, made.length + at * TEN));
    return batches(made).map((ten, nth) => {
      const person = people[nth % CONNECTIONS] ?? first;
      const changes = ten.map(({ id }) => {
        const row = rows.get(id);
        const before = Number(row?.fields['participants']);
        return person.change(id, { patch: { participants: { before, after: before + 1 } } }, { rev: row?.rev }).json;
      });
      return request('POST', person.path, person.headers, gzipSync(person.body(changes, { place, limit: TEN })));
    });
  };
  // A server that refuses the work would be fast.
  const check = async (): Promise<void> => {
    const held = (await first.pull()).rows;
    const wrong = batches(made).flat().filter(({ id, fields }) => held.get(id)?.fields['participants'] !== fields.participants + ROUNDS);
    if (wrong.length > 0) throw new Error(`${wrong.length} records are not as they were last handed in`);
  };
  return { round, check };
}

async function ofPouch(server: Program, made: readonly Activity[]): Promise<Asking> {
  const docs = made.map(flat).map(({ id, ...rest }) => ({ _id: id, ...rest }));
  const headers = { 'content-type': 'application/json' };
  await (await fetch(`${server.origin}/db/bench/_bulk_docs`, { method: 'POST', headers, body: JSON.stringify({ docs }) })).text();
  // Its clients ask for more than this in every exchange; this alone is already slower.
  const path = `/db/bench/_changes?since=${made.length - TEN}&limit=${TEN}&include_docs=true`;
  const changes = request('GET', path, { 'accept-encoding': 'gzip' });
  return { round: async () => Array.from({ length: CONNECTIONS * EACH }, () => changes), check: unchecked };
}

/** Ten records for each request of a round. */
function batches<T>(records: readonly T[]): T[][] {
  return Array.from({ length: CONNECTIONS * EACH }, (_, at) => records.slice(at * TEN, (at + 1) * TEN));
}

function request(method: string, path: string, headers: Record<string, string>, body: Buffer = Buffer.alloc(0)): Buffer {
  const fields = Object.entries({ host: 'bench', ...headers, 'content-length': String(body.length) });
  const head = `${method} ${path} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

interface Sent {
  seconds: number;
  refused: number;
  /** How long each request took. */
  millis: number[];
}

async function send(floor: string, server: Program, name: string, requests: readonly Buffer[]): Promise<Sent> {
  const directory = join(OUT, 'load');
  mkdirSync(directory, { recursive: true });
  const file = join(directory, name);
  const lengths = requests.map(({ length }) => Buffer.from(Uint32Array.of(length).buffer));
  writeFileSync(file, Buffer.concat(requests.flatMap((one, at) => [lengths[at] ?? Buffer.alloc(0), one])));
  const args = ['load', `127.0.0.1:${server.port}`, String(CONNECTIONS), file];
  const { stdout } = await promisify(execFile)(floor, args, { maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as Sent;
}

function lines(samples: Samples): Line[] {
  const at = (name: string): number | undefined => samples.median(name);
  const rate = (name: string): string => {
    const figure = at(`${name}.perSecond`);
    return figure === undefined ? '–' : `${grouped(figure)}/s`;
  };
  const share = samples.ratio('product.perSecond', 'full.perSecond');
  const shown = (figure: string): Pick<Line, 'product' | 'floor' | 'peer'> => ({
    product: ms(at(`product.${figure}`)), floor: ms(at(`full.${figure}`)), peer: ms(at(`pouch.${figure}`)),
  });
  const memory = at('product.megabytes');
  return [
    {
      goal: '12', work: 'small syncs over 32 connections (FULL)', product: rate('product'), floor: rate('full'), peer: `${rate('pouch')} (_changes alone)`,
      ratio: share, wanted: '≥ 0.5×, PouchDB ≥ 3×', met: all(atLeast(share, 0.5), atLeast(samples.ratio('product.perSecond', 'pouch.perSecond'), 3)),
    },
    { goal: '12', work: '… floor without waiting for the disk (NORMAL)', product: rate('product'), floor: rate('normal'), ratio: ratio(at('product.perSecond'), at('normal.perSecond')) },
    { goal: '12', work: '… half of all within', ...shown('p50') },
    { goal: '12', work: '… 99 of 100 within', ...shown('p99'), wanted: '≤ 100 ms', met: atMost(at('product.p99'), 100) },
    { goal: '12', work: '… server CPU each', product: cpu(at('product.cpuMs')), floor: cpu(at('full.cpuMs')), peer: cpu(at('pouch.cpuMs')), wanted: '≤ 1 ms', met: atMost(at('product.cpuMs'), 1) },
    { goal: '12', work: '… server memory', product: memory === undefined ? '–' : `${grouped(memory)} MB`, wanted: '≤ 64 MB', met: atMost(memory, 64) },
  ];
}

function cpu(figure: number | undefined): string {
  return figure === undefined ? '–' : `${figure.toFixed(2)} ms`;
}
