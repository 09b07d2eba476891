// The servers under measurement, each with a data directory of its own.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, PAGES, SITE } from './build.ts';
import type { Built } from './build.ts';
import { Program } from './measure/program.ts';

let directories = 0;

export class Servers {
  readonly #built: Built;

  constructor(built: Built) {
    this.#built = built;
  }

  /** The program, with the sample data. */
  product(): Promise<Program> {
    const args = ['serve', '--sample', '--listen', '127.0.0.1:0', '--data', fresh(), '--site', SITE, '--log-level', 'warn'];
    return Program.start(this.#built.server, args, /listening on http:\/\/[\d.]+:(\d+)\D/);
  }

  /** The program as people run it: empty, with its own site. */
  bare(): Promise<Program> {
    return Program.start(this.#built.server, ['serve', '--listen', '127.0.0.1:0', '--data', fresh()], /listening on http:\/\/[\d.]+:(\d+)\D/);
  }

  floor(synchronous: 'NORMAL' | 'FULL' = 'NORMAL'): Promise<Program> {
    return Program.start(this.#built.floor, ['serve', join(fresh(), 'floor.db'), synchronous, PAGES], /"port":(\d+)/);
  }

  pouch(): Promise<Program> {
    // The same loader that runs this file.
    const args = [...process.execArgv, join(import.meta.dirname, 'peer/pouch.ts'), fresh(), PAGES];
    return Program.start(process.execPath, args, /"port":(\d+)/);
  }
}

function fresh(): string {
  const directory = join(OUT, `data-${++directories}`);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  return directory;
}
