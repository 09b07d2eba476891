import * as http from 'node:http';
import type * as net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { draw, KINDS, matches, Rule } from './fault.ts';
import type { Fault, FaultKind, Match, RandomPlan } from './fault.ts';
import { answerAsPortal, interfere, pass, PORTAL_PATH } from './interfere.ts';
import { listenOnLoopback } from './port.ts';
import { Random, runSeed } from './random.ts';
import { hangUp } from './wire.ts';
import type { Upstream } from './wire.ts';

/** One request as the proxy saw it, with the fault chosen for it. */
export interface Seen {
  method: string;
  path: string;
  fault: FaultKind | undefined;
}

interface Choice {
  fault: Fault;
  rule: Rule | undefined;
}

/**
 * The network between the browser and the server. It passes everything, streams included, until a
 * rule or a random plan says otherwise. The page's origin is this proxy's.
 */
export class Chaos {
  readonly random: Random;
  /** How often each fault was really done. */
  readonly fired: Record<FaultKind, number>;
  /** Every request, in order of arrival. */
  readonly seen: Seen[] = [];
  /** Requests that found no server, or a server that hung up. */
  broken = 0;
  #upstream: Upstream;
  #server: http.Server;
  #port = 0;
  #rules: Rule[] = [];
  #plan: RandomPlan | undefined;
  #clients = new Set<net.Socket>();
  #closed = { up: 0, down: 0 };

  private constructor(upstream: Upstream, seed: number) {
    this.#upstream = upstream;
    this.random = new Random(seed);
    this.fired = Object.fromEntries([...KINDS, 'rewrite'].map((kind) => [kind, 0])) as Record<FaultKind, number>;
    this.#server = this.#build();
  }

  static async start(upstream: Upstream, seed = runSeed()): Promise<Chaos> {
    const chaos = new Chaos(upstream, seed);
    chaos.#port = await listenOnLoopback(chaos.#server);
    console.log(`chaos: repeat this run with GIAO_UOC_SEED=${chaos.random.seed}`);
    return chaos;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Lays a fault on the next `times` matching requests. Rules are tried in the order they were laid. */
  next(match: Match, fault: Fault, times = 1): Rule {
    const rule = new Rule(match, fault, times);
    this.#rules.push(rule);
    return rule;
  }

  /** Lays a fault on every matching request until `calm`. */
  always(match: Match, fault: Fault): Rule {
    return this.next(match, fault, Number.POSITIVE_INFINITY);
  }

  /** Draws faults by probability for requests that no rule takes. */
  storm(plan: RandomPlan): void {
    this.#plan = plan;
  }

  /** Ends all rules and the random plan. */
  calm(): void {
    this.#rules = [];
    this.#plan = undefined;
  }

  /** Refuses every connection and breaks the open ones. */
  async offline(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#clients) socket.destroy();
    await closed;
  }

  /** Listens again where it listened before. */
  async online(): Promise<void> {
    if (this.#server.listening) return;
    this.#server = this.#build();
    await listenOnLoopback(this.#server, this.#port);
  }

  async stop(): Promise<void> {
    await this.offline();
  }

  /** Bytes received from browsers. */
  get bytesUp(): number {
    return [...this.#clients].reduce((sum, socket) => sum + socket.bytesRead, this.#closed.up);
  }

  /** Bytes sent to browsers. */
  get bytesDown(): number {
    return [...this.#clients].reduce((sum, socket) => sum + socket.bytesWritten, this.#closed.down);
  }

  /** How many requests of this kind arrived. */
  count(match: Match): number {
    return this.seen.filter(({ method, path }) => matches(match, method, path)).length;
  }

  #build(): http.Server {
    // No time limits of our own: only what a test asks for may end a connection.
    const server = http.createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 }, (request, reply) => {
      this.#handle(request, reply).catch(async () => {
        this.broken += 1;
        if (reply.headersSent) request.socket.destroy();
        else await hangUp(request.socket);
      });
    });
    server.on('connection', (socket) => {
      this.#clients.add(socket);
      // A browser that dies mid-sentence is part of the tests, not an error of the proxy.
      socket.on('error', () => {});
      socket.once('close', () => {
        this.#clients.delete(socket);
        this.#closed.up += socket.bytesRead;
        this.#closed.down += socket.bytesWritten;
      });
    });
    return server;
  }

  async #handle(request: http.IncomingMessage, reply: http.ServerResponse): Promise<void> {
    // A connection per request, so that no fault reaches a request it was not meant for.
    reply.shouldKeepAlive = false;
    reply.sendDate = false;
    const { method = 'GET', url: path = '/' } = request;
    if (path.startsWith(PORTAL_PATH)) {
      answerAsPortal(reply, 200);
      return;
    }
    const choices = this.#choose(method, path);
    this.seen.push({ method, path, fault: choices.at(-1)?.fault.kind });
    const call = { request, reply, upstream: this.#upstream };
    for (const { fault, rule } of choices) {
      if (fault.kind === 'delay') await wait(fault.ms);
      else await interfere(call, fault);
      this.fired[fault.kind] += 1;
      rule?.done();
    }
    const ended = choices.some(({ fault }) => fault.kind !== 'delay');
    if (!ended && !request.socket.destroyed) await pass(call);
  }

  /** The delays laid on this request, then at most one fault that ends it. */
  #choose(method: string, path: string): Choice[] {
    const choices: Choice[] = [];
    for (const rule of this.#rules) {
      if (!rule.take(method, path)) continue;
      choices.push({ fault: rule.fault, rule });
      if (rule.fault.kind !== 'delay') return choices;
    }
    if (this.#plan && matches(this.#plan.match ?? {}, method, path)) {
      const fault = draw(this.#plan, this.random);
      if (fault) choices.push({ fault, rule: undefined });
    }
    return choices;
  }
}
