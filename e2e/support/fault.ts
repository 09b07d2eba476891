import { Random } from './random.ts';

/** The portal and proxy statuses a network between the device and the server may answer with. */
export type InterferingStatus = 302 | 503 | 511;

/** One thing that can go wrong with one request. */
export type Fault =
  | { kind: 'drop-before' }
  | { kind: 'lose-reply' }
  | { kind: 'cut-reply-at'; bytes: number }
  | { kind: 'cut-request-at'; bytes: number }
  | { kind: 'delay'; ms: number }
  | { kind: 'repeat' }
  | { kind: 'portal' }
  | { kind: 'status'; code: InterferingStatus }
  | { kind: 'rewrite'; change: (text: string) => string };

export type FaultKind = Fault['kind'];
/** What a storm may draw; a change of the answer needs somebody who says how. */
export type RandomKind = Exclude<FaultKind, 'rewrite'>;

/** The request never reaches the server. */
export const dropBefore: Fault = { kind: 'drop-before' };
/** The server does its whole work and answers, and the device never hears of it. */
export const loseReply: Fault = { kind: 'lose-reply' };
/** The server receives the request twice; the device hears the second answer. */
export const repeat: Fault = { kind: 'repeat' };
/** A captive portal answers in the server's place: 200 and a login page. */
export const portal: Fault = { kind: 'portal' };
/** The device gets the head and this many bytes of the body, always fewer than the whole. */
export const cutReplyAt = (bytes: number): Fault => ({ kind: 'cut-reply-at', bytes });
/** The server gets the head and this many bytes of the body, always fewer than the whole. */
export const cutRequestAt = (bytes: number): Fault => ({ kind: 'cut-request-at', bytes });
/** The request waits before it goes on; rules after this one still apply to it. */
export const delay = (ms: number): Fault => ({ kind: 'delay', ms });
/** Something between answers with this status and a page of its own. */
export const status = (code: InterferingStatus): Fault => ({ kind: 'status', code });
/** The text of the answer is changed on its way: another build on the server, as far as the device can tell. */
export const rewrite = (change: (text: string) => string): Fault => ({ kind: 'rewrite', change });

/** Which requests a rule or a random plan is about; what is left out matches everything. */
export interface Match {
  method?: string;
  path?: RegExp;
}

export function matches(match: Match, method: string, path: string): boolean {
  return (match.method === undefined || match.method === method) && (match.path?.test(path) ?? true);
}

/** A fault laid on the next `times` matching requests. */
export class Rule {
  /** Settles when the budget is used up, so that a test can wait for the fault instead of sleeping. */
  readonly spent: Promise<void>;
  readonly match: Match;
  readonly fault: Fault;
  #left: number;
  #fired = 0;
  #settle: () => void = () => {};

  constructor(match: Match, fault: Fault, times: number) {
    this.match = match;
    this.fault = fault;
    this.#left = times;
    this.spent = new Promise((settle) => (this.#settle = settle));
  }

  get fired(): number {
    return this.#fired;
  }

  /** Takes one use from the budget if the rule is about this request. */
  take(method: string, path: string): boolean {
    if (this.#left === 0 || !matches(this.match, method, path)) return false;
    this.#left -= 1;
    return true;
  }

  /** Called when the fault has been done, not when it was chosen. */
  done(): void {
    this.#fired += 1;
    if (this.#left === 0) this.#settle();
  }
}

/** Probabilities per kind, for requests that match; the rest pass untouched. */
export interface RandomPlan {
  match?: Match;
  chance: Partial<Record<RandomKind, number>>;
  /** The longest random delay. */
  delay_ms_max?: number;
  /** Random cuts fall before this byte. */
  cut_bytes_max?: number;
}

/** Draws at most one fault. The kinds are tried in a fixed order, so a seed always means the same. */
export function draw(plan: RandomPlan, random: Random): Fault | undefined {
  let point = random.next();
  for (const kind of KINDS) {
    const chance = plan.chance[kind] ?? 0;
    if (point < chance) return build(kind, plan, random);
    point -= chance;
  }
  return undefined;
}

export const KINDS: readonly RandomKind[] = [
  'drop-before', 'lose-reply', 'cut-reply-at', 'cut-request-at', 'delay', 'repeat', 'portal', 'status',
];

const STATUSES: readonly InterferingStatus[] = [302, 503, 511];

function build(kind: RandomKind, plan: RandomPlan, random: Random): Fault {
  switch (kind) {
    case 'cut-reply-at':
    case 'cut-request-at':
      return { kind, bytes: random.below(plan.cut_bytes_max ?? 2048) };
    case 'delay':
      return { kind, ms: random.below(plan.delay_ms_max ?? 400) };
    case 'status':
      return { kind, code: STATUSES[random.below(STATUSES.length)] ?? 503 };
    default:
      return { kind };
  }
}
