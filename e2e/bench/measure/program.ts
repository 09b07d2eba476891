import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';

const START_MS_MAX = 30_000;
const STOP_MS_MAX = 5_000;
// Of the kernel's interface; the same on every Linux.
const TICK_MS = 10;
const PAGE_BYTES = 4096;

/** A server under measurement: its port, and what it takes of the machine. */
export class Program {
  readonly port: number;
  /** Milliseconds from its start until it listened. */
  readonly startMs: number;
  readonly #process: ChildProcess;
  readonly #sweep: () => void;

  private constructor(child: ChildProcess, port: number, startMs: number, sweep: () => void) {
    this.#process = child;
    this.port = port;
    this.startMs = startMs;
    this.#sweep = sweep;
  }

  /** Starts it and waits for the words in which it tells its port. */
  static async start(command: string, args: readonly string[], telling: RegExp): Promise<Program> {
    const began = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    // A measurement that is cut short must not leave servers behind.
    const sweep = (): void => void child.kill('SIGKILL');
    process.once('exit', sweep);
    let said = '';
    const port = await new Promise<number>((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`${command} ${why}: ${said.slice(-2000)}`));
      const timer = setTimeout(() => fail('did not listen in time'), START_MS_MAX);
      const hear = (chunk: string): void => {
        said = (said + chunk).slice(-20_000);
        const found = telling.exec(said)?.[1];
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(Number(found));
      };
      for (const stream of [child.stdout, child.stderr] as Readable[]) stream.setEncoding('utf8').on('data', hear);
      child.once('error', (error) => fail(error.message));
      child.once('exit', (code) => fail(`ended with ${code}`));
    }).catch((error: unknown) => {
      process.off('exit', sweep);
      child.kill('SIGKILL');
      throw error;
    });
    return new Program(child, port, performance.now() - began, sweep);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Processor time so far, in milliseconds. */
  cpuMs(): number {
    const [, after = ''] = /\) (.*)/s.exec(this.#proc('stat')) ?? [];
    // Counted from the state, which is the third field: user and system time are the 14th and 15th.
    const fields = after.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  /** Memory in use, in bytes. */
  memoryBytes(): number {
    return memoryOf(this.#process.pid);
  }

  async stop(): Promise<void> {
    process.off('exit', this.#sweep);
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), STOP_MS_MAX);
    this.#process.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
  }

  #proc(file: string): string {
    return readFileSync(`/proc/${this.#process.pid}/${file}`, 'utf8');
  }
}

/** Memory that a process has in use, in bytes. */
export function memoryOf(process: number | undefined): number {
  return Number(readFileSync(`/proc/${process}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
}
