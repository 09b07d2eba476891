// What a run measures, and how long each part of it may take.
import type { Built } from './build.ts';
import type { Line } from './report.ts';
import type { Servers } from './servers.ts';

/** What can be asked for on the command line. */
export interface Options {
  /** Parts to measure; all when empty. */
  only: string[];
  /** Records. */
  count: number;
  /** Runs of what is measured as a ratio. */
  reps: number;
  /** Minutes for all parts together. */
  minutes: number;
  /** Measure what was compiled last, as it is. */
  built: boolean;
}

export function options(words: readonly string[]): Options {
  const given = new Map(words.map((word) => [word.replace(/=.*/s, ''), word.replace(/^[^=]*=?/s, '')]));
  const whole = (name: string, standard: number): number => {
    const text = given.get(name) ?? String(standard);
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1) throw new Error(`${name}=${text}: a whole number from 1 on is wanted`);
    return number;
  };
  const known = ['--only', '--n', '--reps', '--minutes', '--built'];
  const unknown = [...given.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${unknown} is not known; there are ${known.join(', ')}`);
  const only = (given.get('--only') ?? '').split(',').filter((name) => name !== '');
  const counts = { count: whole('--n', 10_000), reps: whole('--reps', 5), minutes: whole('--minutes', 19) };
  return { only, ...counts, built: given.has('--built') };
}

/** What every part gets. */
export interface Bench {
  options: Options;
  built: Built;
  servers: Servers;
  clock: Clock;
  say: (text: string) => void;
}

/** What a part found: rows of the table, and every single figure. */
export interface Found {
  lines: Line[];
  figures: unknown;
}

export interface Part {
  name: string;
  /** Its share of the time. */
  weight: number;
  measure: (bench: Bench) => Promise<Found>;
}

/** The time that a part may take. */
export class Clock {
  readonly #end: number;
  #last: number;
  #longest = 0;

  constructor(ms: number) {
    this.#last = performance.now();
    this.#end = this.#last + ms;
  }

  /**
   * Numbers runs from 0 on, as many as wanted and as fit: a run as long as the longest so far must still fit, and what
   * comes after the runs. The first always runs.
   */
  *runs(wanted: number, afterMs = 0): Generator<number> {
    this.#last = performance.now();
    this.#longest = 0;
    for (let run = 0; run < wanted; run++) {
      if (run > 0 && !this.allows(this.#longest + afterMs)) return;
      yield run;
      const now = performance.now();
      this.#longest = Math.max(this.#longest, now - this.#last);
      this.#last = now;
    }
  }

  /** Whether so many milliseconds are left. */
  allows(ms: number): boolean {
    return performance.now() + ms <= this.#end;
  }
}
