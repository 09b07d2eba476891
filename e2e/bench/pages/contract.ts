// What the pages of the measurement offer to the harness.

/** A store under measurement. `from` and `to` are places among the prepared records. */
export interface Store {
  open(name: string): Promise<void>;
  close(): Promise<void>;
  remove(name: string): Promise<void>;
  /** Gets records ready, so that only storing them is left to measure. */
  prepare(count: number, from: number): void;
  /** Lets go of what was prepared. */
  forget(): void;
  /** Stores records alone, as they come from a server. */
  keep(from: number, to: number): Promise<void>;
  /** Stores a person's own work with all that sending it later takes. */
  queue?(from: number, to: number): Promise<void>;
  /** Saves one record, for a person who waits. */
  save(at: number): Promise<void>;
  /** Of a save, what is not storing. */
  sign?(at: number): void;
  /** Reads everything; how many there are. */
  all(): Promise<number>;
  /** Reads a screenful of records by their time; how many there are. */
  screen?(from: number): Promise<number>;
}

export interface StoreFigures {
  keepMs: number;
  keepLongest: number;
  queueMs?: number;
  queueLongest?: number;
  saveMs: number[];
  signMs?: number;
  reopenMs: number;
  screenMs?: number;
}

/** A device under measurement that exchanges with a server. */
export interface Peer {
  /** Gets ready to exchange: signs in, opens its store. */
  ready(): Promise<void>;
  /** Makes so many records while there is no network, from a place in their order on. */
  make(count: number, from?: number): Promise<void>;
  /** Changes so many of them; what they then say. */
  edit(count: number, seed: number): Promise<{ id: string; says: string }[]>;
  /** Exchanges until both sides have everything. */
  run(): Promise<void>;
  /** What a record says. */
  says(id: string): Promise<string>;
  /** How many records it holds. */
  count(): Promise<number>;
  /** How it stands, for a message when something goes wrong. */
  state?(): string;
}

/** What the app has in memory. */
export interface MemoryReader {
  ready(): boolean;
  /** How many records hold these words. */
  find(text: string): number;
}

/** What the browser told of one key. */
export interface Stroke {
  /** Milliseconds from the key to the next frame, in steps of eight. */
  ms: number;
  /** Of that the time in which the page worked. */
  workMs: number;
}

declare global {
  var longestTask: number;
  var measureStore: (count: number, saves: number) => Promise<StoreFigures>;
  var peer: Peer;
  var reader: MemoryReader;
  /** Called by the smallest pages with the number of rows that they show. */
  var ready: (rows: number) => void;
  var shownRows: number;
  var usableAt: number;
  var seed: (count: number) => Promise<void>;
  var strokes: Stroke[];
}

/** What an edited record says, in one string. */
export function said(participants: unknown, title: unknown): string {
  return JSON.stringify([participants, title]);
}
