// A person on a device that is no browser: fills a server, checks what it holds, prepares requests for a load.
import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { PASSWORD } from '../../support/people.ts';
import { Random } from '../../support/random.ts';
import type { Activity } from './activities.ts';
import { timedId } from './activities.ts';

const EXCHANGE_TYPE = 'application/vnd.giao-uoc.exchange+json';
/** Changes in one exchange, the most that the server takes. */
const BATCH = 250;
const PAGE = 500;
const PROTOCOL = 1;

/** What of a session is needed here. */
interface Session {
  viewer: { person: string };
  unit: string;
  device: string;
  lineage: { server: string; epoch: number };
  spaces: { id: string }[];
}

export interface Row {
  id: string;
  kind: string;
  rev: number;
  fields: Record<string, unknown>;
}

interface Page {
  outcomes?: { id: string; outcome: { is: string } }[];
  records?: Row[];
  place: unknown;
  more: number;
}

export type Act = { insert: Record<string, unknown> } | { patch: Record<string, { before: unknown; after: unknown }> };

/** What a change builds on. */
export interface Footing {
  rev?: number | undefined;
  follows?: string | undefined;
}

let devices = 0;

export class Person {
  readonly session: Session;
  readonly origin: string;
  readonly #cookie: string;
  readonly #key: KeyObject;
  readonly #random: Random;

  private constructor(origin: string, session: Session, cookie: string, key: KeyObject, random: Random) {
    this.origin = origin;
    this.session = session;
    this.#cookie = cookie;
    this.#key = key;
    this.#random = random;
  }

  static async signIn(origin: string, login: string): Promise<Person> {
    const random = new Random(7_000 + ++devices);
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const id = timedId(Date.now(), random);
    const proof = sign(null, Buffer.from(`giao-uoc/sign-in/1\n${login}\n${id}`), privateKey).toString('hex');
    const key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
    const device = { id, name: `Bench ${devices}`, key, proof };
    const response = await fetch(`${origin}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-giao-uoc': '1' },
      body: JSON.stringify({ login, password: PASSWORD, device }),
    });
    if (!response.ok) throw new Error(`${login} cannot sign in: ${response.status} ${await response.text()}`);
    const [cookie = ''] = response.headers.get('set-cookie')?.split(';') ?? [];
    return new Person(origin, (await response.json()) as Session, cookie, privateKey, random);
  }

  get space(): string {
    const [first] = this.session.spaces;
    if (!first) throw new Error('the person has no cluster');
    return first.id;
  }

  /** A signed change as JSON, byte for byte as the program writes it: its signature covers those bytes. */
  change(record: string, act: Act, footing: Footing = {}, kind = 'activity'): { id: string; json: string } {
    const { lineage, viewer, unit, device } = this.session;
    const id = timedId(Date.now(), this.#random);
    const unsigned = {
      id,
      record,
      kind,
      act: sorted(act),
      ...(footing.rev === undefined ? {} : { seen: { lineage, rev: footing.rev } }),
      ...(footing.follows === undefined ? {} : { follows: footing.follows }),
      author: viewer.person,
      unit,
      device,
      device_time: Date.now(),
    };
    const bytes = Buffer.from(`giao-uoc/change/1\n${JSON.stringify(unsigned)}`);
    return { id, json: JSON.stringify({ ...unsigned, sig: sign(null, bytes, this.#key).toString('hex') }) };
  }

  insert({ id, fields }: Activity): string {
    return this.change(id, { insert: { ...fields, unit: this.session.unit } }).json;
  }

  /** The body of an exchange. */
  body(changes: readonly string[], { place, limit }: { place?: unknown; limit: number }): string {
    const head = { protocol: PROTOCOL, depth: 'full', ...(place === undefined ? {} : { place }), limit };
    const report = { now: Date.now(), waiting: 0, refused: 0 };
    return `${JSON.stringify(head).slice(0, -1)},"changes":[${changes.join(',')}],"report":${JSON.stringify(report)}}`;
  }

  get headers(): Record<string, string> {
    return {
      'content-type': EXCHANGE_TYPE,
      'content-encoding': 'gzip',
      'accept-encoding': 'gzip',
      'x-giao-uoc': this.session.viewer.person,
      cookie: this.#cookie,
    };
  }

  get path(): string {
    return `/api/spaces/${this.space}/exchange`;
  }

  async exchange(changes: readonly string[], asked: { place?: unknown; limit: number }): Promise<Page> {
    const body = gzipSync(this.body(changes, asked), { level: 1 });
    const response = await fetch(this.origin + this.path, { method: 'POST', headers: this.headers, body });
    if (!response.ok) throw new Error(`the exchange was answered ${response.status} ${await response.text()}`);
    const answer = (await response.json()) as { page?: Page };
    if (!answer.page) throw new Error(`the exchange was answered ${JSON.stringify(answer).slice(0, 200)}`);
    return answer.page;
  }

  /** Hands in new activities; all must be taken. */
  async fill(all: readonly Activity[]): Promise<void> {
    for (let from = 0; from < all.length; from += BATCH) {
      const changes = all.slice(from, from + BATCH).map((one) => this.insert(one));
      // Nothing is wanted back, so the smallest page is asked for.
      const { outcomes = [] } = await this.exchange(changes, { limit: 1 });
      const refused = outcomes.find(({ outcome }) => outcome.is !== 'applied');
      if (refused || outcomes.length !== changes.length) {
        throw new Error(`${outcomes.length} of ${changes.length} were judged; not taken: ${JSON.stringify(refused)}`);
      }
    }
  }

  /** Everything that the person may see of the cluster, or what is new since a place, and the place where that leads. */
  async pull(since?: unknown): Promise<{ rows: Map<string, Row>; place: unknown }> {
    const rows = new Map<string, Row>();
    let place = since;
    for (;;) {
      const page = await this.exchange([], { place, limit: PAGE });
      for (const row of page.records ?? []) rows.set(row.id, row);
      place = page.place;
      const isSweeping = (place as { sweep?: string }).sweep !== undefined;
      if (page.more === 0 && !isSweeping) return { rows, place };
    }
  }
}

/** How a server's activities differ from what was made: lost, doubled or changed. */
export async function differences(origin: string, login: string, made: readonly Activity[]): Promise<string[]> {
  const { rows } = await (await Person.signIn(origin, login)).pull();
  const wrong = made.filter(({ id, fields }) => {
    const held = rows.get(id)?.fields;
    return Object.entries(fields).some(([name, value]) => value !== '' && JSON.stringify(held?.[name]) !== JSON.stringify(value));
  });
  return wrong.map(({ id }) => id);
}

/** The same value with its fields in the order in which the program writes them: by name, but a value before its heir. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  if ('before' in value && 'after' in value) return { before: sorted(value.before), after: sorted(value.after) };
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
