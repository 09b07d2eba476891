/** A small seeded generator (mulberry32), so that a failing run can be repeated from its printed seed. */
export class Random {
  readonly seed: number;
  #state: number;

  constructor(seed: number) {
    this.seed = seed >>> 0;
    this.#state = this.seed;
  }

  /** The next number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }
}

/** The seed of this run: GIAO_UOC_SEED where someone repeats a failure, otherwise a fresh one. */
export function runSeed(): number {
  const given = process.env['GIAO_UOC_SEED'];
  if (given === undefined || given === '') return Math.floor(Math.random() * 4_294_967_296);
  const seed = Number(given);
  if (!Number.isInteger(seed) || seed < 0) throw new Error(`GIAO_UOC_SEED is not a whole number: ${given}`);
  return seed;
}
