// The peers bring no types, and are installed by the bench alone; this is as much of them as it uses.

declare module 'pouchdb' {
  interface Change {
    ok?: true;
    error?: true;
  }
  interface Found<T> {
    id: string;
    value: { rev: string };
    doc?: T;
  }
  interface Replicated {
    errors: unknown[];
    doc_write_failures: number;
  }
  type Stored = Record<string, unknown> & { _id: string; _rev?: string };
  class PouchDB {
    constructor(name: string, options?: object);
    static plugin(plugin: unknown): void;
    static defaults(options: object): typeof PouchDB;
    info(): Promise<{ doc_count: number }>;
    close(): Promise<void>;
    destroy(): Promise<void>;
    put(one: Stored): Promise<Change>;
    get(id: string): Promise<Stored>;
    bulkDocs(all: Stored[]): Promise<Change[]>;
    allDocs(options: object): Promise<{ rows: Found<Stored>[] }>;
    sync(remote: PouchDB, options: object): Promise<{ push: Replicated; pull: Replicated }>;
  }
  export default PouchDB;
}

declare module 'pouchdb-adapter-indexeddb' {
  const plugin: unknown;
  export default plugin;
}

declare module 'express' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
  type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  export default function express(): RequestListener & { use(handler: Handler): void; use(path: string, handler: unknown): void };
}

declare module 'express-pouchdb' {
  export default function expressPouch(database: unknown, options: object): unknown;
}

/** The app's own storage and driver, compiled from `app/examples/bench`. */
declare module 'app-bench' {
  export default function init(): Promise<unknown>;
  export class Storage {
    static open(name: string): Promise<Storage>;
    static remove(name: string): Promise<void>;
    prepare(activities: string): number;
    forget(): void;
    queue(from: number, to: number): Promise<void>;
    keep(from: number, to: number): Promise<void>;
    save(at: number): Promise<void>;
    sign_only(at: number): void;
    newest(limit: number): Promise<number>;
    all(): Promise<number>;
    free(): void;
  }
  export class Member {
    static sign_in(login: string, password: string): Promise<Member>;
    readonly space: string;
    readonly contact: string;
    readonly unsettled: number;
    readonly received: number;
    make(activities: string): Promise<void>;
    edit(wanted: string): Promise<void>;
    start(): void;
    nudge(): void;
    settled(): Promise<void>;
    value(record: string, field: string): string;
  }
  export class Reader {
    static start(): Reader;
    readonly ready: boolean;
    find(text: string): number;
  }
}

/** The smallest page of the stack, compiled from `app/examples/mini.rs`. */
declare module 'app-mini' {
  export default function init(): Promise<unknown>;
}
