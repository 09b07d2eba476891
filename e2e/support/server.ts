import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { Upstream } from './wire.ts';

const EXECUTABLE = resolve(process.env['GIAO_UOC_BIN'] ?? join(import.meta.dirname, '../../target/release/giao-uoc'));
// The lookahead waits for what follows the port: a line may arrive in pieces.
const LISTENING = /listening on http:\/\/([\d.]+):(\d+)(?=\D)/i;
const OUTPUT_KEPT = 64_000;
const START_MS_MAX = 30_000;
const STOP_MS_MAX = 15_000;

export interface ServerOptions {
  /** Fill an empty data directory with the sample clusters; on unless said otherwise. */
  sample?: boolean;
  /** Use this data directory and leave it there afterwards. */
  data?: string;
  /** More arguments of `giao-uoc serve`. */
  args?: string[];
  env?: NodeJS.ProcessEnv;
}

/** The real executable with a data directory of its own. */
export class Server {
  readonly data: string;
  readonly #options: ServerOptions;
  #process: ChildProcess | undefined;
  #address: Upstream = { host: '127.0.0.1', port: 0 };
  #output = '';

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.data = options.data ?? mkdtempSync(join(tmpdir(), 'giao-uoc-server-'));
  }

  static async start(options: ServerOptions = {}): Promise<Server> {
    const server = new Server(options);
    await server.restart();
    return server;
  }

  /** Where it listens; the same through every restart. */
  get address(): Upstream {
    return this.#address;
  }

  get origin(): string {
    return `http://${this.#address.host}:${this.#address.port}`;
  }

  /** The end of what it has printed, through all its restarts. */
  get output(): string {
    return this.#output;
  }

  /** Starts it, on the same port and data as before. */
  async restart(): Promise<void> {
    if (this.#process) throw new Error('The server already runs.');
    if (!existsSync(EXECUTABLE)) {
      throw new Error(`${EXECUTABLE} is missing. Build it with \`cargo dev --build-only\` or set GIAO_UOC_BIN.`);
    }
    const { sample = true, args = [], env } = this.#options;
    const listen = `${this.#address.host}:${this.#address.port}`;
    const full = ['serve', '--listen', listen, '--data', this.data, ...(sample ? ['--sample'] : []), ...args];
    const child = spawn(EXECUTABLE, full, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    this.#process = child;
    // A test run that is itself cut short must not leave servers behind.
    const sweep = (): boolean => child.kill('SIGKILL');
    process.once('exit', sweep);
    child.once('exit', () => process.off('exit', sweep));
    try {
      this.#address = await this.#listening(child);
    } catch (error) {
      this.#process = undefined;
      child.kill('SIGKILL');
      throw error;
    }
  }

  /** Asks it to stop and returns its exit code: 0 after a graceful stop. */
  async stop(): Promise<number | null> {
    const child = this.#process;
    if (!child) return null;
    const ended = exited(child);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
    child.kill('SIGTERM');
    const code = await ended;
    clearTimeout(timer);
    this.#process = undefined;
    return code;
  }

  /** Ends it between two instructions, as a power cut would. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    const ended = exited(child);
    child.kill('SIGKILL');
    await ended;
    this.#process = undefined;
  }

  /** Stops it and removes the data directory it made. */
  async dispose(): Promise<void> {
    await this.stop();
    if (this.#options.data === undefined) rmSync(this.data, { recursive: true, force: true });
  }

  #listening(child: ChildProcess): Promise<Upstream> {
    return new Promise((resolve, reject) => {
      const start = this.#output.length;
      let waiting = true;
      const settle = (address: Upstream | undefined, why: string): void => {
        if (!waiting) return;
        waiting = false;
        clearTimeout(timer);
        if (address) resolve(address);
        else reject(new Error(`The server ${why}.\n${this.#output.slice(start)}`));
      };
      const timer = setTimeout(() => settle(undefined, `did not listen within ${START_MS_MAX} ms`), START_MS_MAX);
      const read = (chunk: string): void => {
        this.#output += chunk;
        if (waiting) {
          const [, host, port] = LISTENING.exec(this.#output.slice(start)) ?? [];
          if (host !== undefined) settle({ host, port: Number(port) }, '');
        } else {
          this.#output = this.#output.slice(-OUTPUT_KEPT);
        }
      };
      for (const stream of [child.stdout, child.stderr] as Readable[]) stream.setEncoding('utf8').on('data', read);
      child.once('error', (error) => settle(undefined, `could not be started: ${error.message}`));
      child.once('close', (code, signal) => settle(undefined, `ended at its start with ${code ?? signal}`));
    });
  }
}

async function exited(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}
