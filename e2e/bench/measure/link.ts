import * as net from 'node:net';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/** What went over a link: TCP payload, so headers are in it, TLS is not. */
export interface Traffic {
  up: number;
  down: number;
  /** How often the wire turned round: bytes up after bytes down. */
  turns: number;
}

/** 400 ms there and back, 400 kbit/s each way. */
export const SLOW_3G = { rttMs: 400, kbps: 400 };
/** Slow enough that a cut falls inside the work. */
export const FAIR = { rttMs: 20, kbps: 8_000 };

/** How long nobody gets through after a cut. */
const DEAF_MS = 300;

/** The network between a device and a server: counts every byte, delays and narrows at will, and drops. */
export class Link {
  /** The connection drops when so many bytes have gone up. */
  cuts: number[] = [];
  /** When the link came back after each cut, and when the first bytes went up again. */
  readonly returns: { back: number; used?: number }[] = [];
  port = 0;
  readonly #target: number;
  readonly #server: net.Server;
  readonly #open = new Set<net.Socket>();
  /** When each direction next falls free. */
  readonly #free = { up: 0, down: 0 };
  #traffic: Traffic = { up: 0, down: 0, turns: 0 };
  #rttMs = 0;
  #kbps = 0;
  #deafUntil = 0;

  private constructor(target: number) {
    this.#target = target;
    this.#server = net.createServer((socket) => this.#connect(socket));
  }

  static async to(target: number): Promise<Link> {
    const link = new Link(target);
    link.#server.listen(0, '127.0.0.1');
    await once(link.#server, 'listening');
    link.port = (link.#server.address() as net.AddressInfo).port;
    return link;
  }

  /** Narrows the link, or makes it wide again. */
  shape({ rttMs, kbps } = { rttMs: 0, kbps: 0 }): void {
    this.#rttMs = rttMs;
    this.#kbps = kbps;
  }

  /** What went over it since this was last asked. */
  take(): Traffic {
    const taken = this.#traffic;
    this.#traffic = { up: 0, down: 0, turns: 0 };
    return taken;
  }

  close(): void {
    this.#drop();
    this.#server.close();
  }

  #drop(): void {
    for (const socket of this.#open) socket.destroy();
  }

  #connect(device: net.Socket): void {
    if (Date.now() < this.#deafUntil) {
      device.destroy();
      return;
    }
    const server = net.connect(this.#target, '127.0.0.1');
    const wire = { last: '' };
    for (const socket of [device, server]) {
      socket.setNoDelay();
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
    }
    this.#pipe(device, server, 'up', wire);
    this.#pipe(server, device, 'down', wire);
  }

  #pipe(from: net.Socket, to: net.Socket, way: 'up' | 'down', wire: { last: string }): void {
    let queue = Promise.resolve();
    from.on('data', (bytes) => {
      this.#traffic[way] += bytes.length;
      if (way === 'up' && this.#isCut()) return;
      if (way !== wire.last) {
        if (way === 'up') this.#traffic.turns++;
        wire.last = way;
      }
      const at = this.#arrival(way, bytes.length);
      queue = queue.then(() => this.#deliver(from, to, bytes, at));
    });
    from.on('end', () => void queue.then(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => void queue.then(() => to.destroy()));
  }

  #isCut(): boolean {
    const last = this.returns.at(-1);
    if (last && last.used === undefined) last.used = Date.now();
    const next = this.cuts[0];
    if (next === undefined || this.#traffic.up < next) return false;
    this.cuts.shift();
    this.#deafUntil = Date.now() + DEAF_MS;
    this.returns.push({ back: this.#deafUntil });
    this.#drop();
    return true;
  }

  #arrival(way: 'up' | 'down', bytes: number): number {
    const now = Date.now();
    if (this.#kbps === 0) return now + this.#rttMs / 2;
    this.#free[way] = Math.max(this.#free[way], now) + (bytes * 8) / this.#kbps;
    return this.#free[way] + this.#rttMs / 2;
  }

  async #deliver(from: net.Socket, to: net.Socket, bytes: Buffer, at: number): Promise<void> {
    const left = at - Date.now();
    if (left > 0) await wait(left);
    if (!to.destroyed && !to.write(bytes)) {
      from.pause();
      to.once('drain', () => from.resume());
    }
  }
}
