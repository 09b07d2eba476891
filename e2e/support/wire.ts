import * as http from 'node:http';
import * as net from 'node:net';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** Where the real server listens. */
export interface Upstream {
  host: string;
  port: number;
}

/** A request as the device sent it, with its whole body. */
export interface WholeRequest {
  method: string;
  path: string;
  rawHeaders: string[];
  body: Buffer;
}

/** The server's answer, with its whole body. */
export interface WholeReply {
  status: number;
  reason: string;
  rawHeaders: string[];
  body: Buffer;
}

// These speak of one connection, and the connection on our other side is another one.
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

/** The headers that go on to the other side. Host stays as it was, since the page's origin is the proxy's. */
export function endToEnd(rawHeaders: readonly string[]): [string, string][] {
  const kept: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (!HOP_BY_HOP.has(name.toLowerCase())) kept.push([name, rawHeaders[at + 1] ?? '']);
  }
  return kept;
}

export async function wholeBody(source: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/**
 * Opens a request to the server on a connection of its own. Without reuse, a broken connection
 * never belongs to two requests and nothing is sent again behind the test's back.
 */
export function openUpstream(upstream: Upstream, method: string, path: string, rawHeaders: string[]): http.ClientRequest {
  const headers = endToEnd(rawHeaders).flat();
  headers.push('Connection', 'close');
  return http.request({ ...upstream, method, path, headers, agent: false, setHost: false });
}

/** Sends a whole request and waits for the whole reply. */
export async function exchange(upstream: Upstream, request: WholeRequest): Promise<WholeReply> {
  const outgoing = openUpstream(upstream, request.method, request.path, request.rawHeaders);
  outgoing.end(request.body);
  const [incoming] = (await once(outgoing, 'response')) as [http.IncomingMessage];
  const body = await wholeBody(incoming);
  return {
    status: incoming.statusCode ?? 0,
    reason: incoming.statusMessage ?? '',
    rawHeaders: incoming.rawHeaders,
    body,
  };
}

/** Writes to the socket and closes it only after the bytes have left, so that the cut falls where it was asked. */
export async function writeThenCut(socket: net.Socket, bytes: Buffer): Promise<void> {
  if (socket.destroyed) return;
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    socket.write(bytes, () => socket.destroy());
  });
}

// No client can take these bytes for an answer.
const NOT_HTTP = Buffer.alloc(64);

/**
 * Hangs up on a browser without an answer. Chromium silently repeats a request, POST included, when
 * a connection that waited before its use ends without a byte; after a broken answer it does not.
 * So the page itself meets the loss, always and once.
 */
export async function hangUp(socket: net.Socket): Promise<void> {
  await writeThenCut(socket, NOT_HTTP);
}

/** The first part of a message: the head and `bytes` of the body; half of the head where there is no body. */
export function cutMessage(head: Buffer, body: Buffer, bytes: number): Buffer {
  if (body.length === 0) return head.subarray(0, head.length >> 1);
  return Buffer.concat([head, body.subarray(0, Math.min(bytes, body.length - 1))]);
}

export function requestHead(request: WholeRequest): Buffer {
  return messageHead(`${request.method} ${request.path} HTTP/1.1`, request.rawHeaders, request.body.length);
}

export function replyHead(reply: WholeReply): Buffer {
  return messageHead(`HTTP/1.1 ${reply.status} ${reply.reason}`, reply.rawHeaders, reply.body.length);
}

// The length is always of the whole body: the receiver must be able to see that something is missing.
function messageHead(first: string, rawHeaders: string[], length: number): Buffer {
  const headers = endToEnd(rawHeaders).filter(([name]) => name.toLowerCase() !== 'content-length');
  headers.push(['Content-Length', String(length)], ['Connection', 'close']);
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([first, ...lines, '', ''].join('\r\n'), 'latin1');
}
