import type * as http from 'node:http';
import * as net from 'node:net';
import type { Fault, InterferingStatus } from './fault.ts';
import { cutMessage, endToEnd, exchange, hangUp, openUpstream, replyHead, requestHead, wholeBody, writeThenCut } from './wire.ts';
import type { Upstream, WholeRequest } from './wire.ts';

/** Where a redirecting portal sends people; the proxy itself answers there. */
export const PORTAL_PATH = '/.portal/login';

const PORTAL_PAGE =
  '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Wi-Fi</title>' +
  '<h1>Đăng nhập mạng không dây</h1><form method="post"><input name="phone"><button>Kết nối</button></form></html>';

// These speak of the very bytes that the server sent.
const OF_THE_BYTES = new Set(['content-length', 'etag', 'content-encoding', 'vary']);
// With these a server may answer packed, or not at all.
const NOT_PLAIN = new Set(['accept-encoding', 'if-none-match', 'if-modified-since']);

/** One request of a browser and the answer it waits for. */
export interface Call {
  request: http.IncomingMessage;
  reply: http.ServerResponse;
  upstream: Upstream;
}

/** Hands the request on and streams the reply back as it comes, so server-sent events arrive at once. */
export function pass({ request, reply, upstream }: Call): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = openUpstream(upstream, request.method ?? 'GET', request.url ?? '/', request.rawHeaders);
    let answered = false;
    // A server may answer and hang up before it has read a whole body; that answer still counts.
    outgoing.on('error', (error) => {
      if (!answered) reject(error);
    });
    outgoing.once('response', (incoming) => {
      answered = true;
      reply.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, endToEnd(incoming.rawHeaders).flat());
      reply.flushHeaders();
      incoming.once('error', reject);
      incoming.pipe(reply);
    });
    reply.once('close', () => {
      outgoing.destroy();
      resolve();
    });
    request.pipe(outgoing);
  });
}

/** Does the fault to this one request. */
export async function interfere(call: Call, fault: Exclude<Fault, { kind: 'delay' }>): Promise<void> {
  const socket = call.request.socket;
  const request = await wholeRequest(call.request);
  switch (fault.kind) {
    case 'drop-before':
      await hangUp(socket);
      return;
    case 'lose-reply':
      await exchange(call.upstream, request);
      await hangUp(socket);
      return;
    case 'cut-reply-at': {
      const reply = await exchange(call.upstream, request);
      await writeThenCut(socket, cutMessage(replyHead(reply), reply.body, fault.bytes));
      return;
    }
    case 'cut-request-at':
      await sendCutRequest(call.upstream, request, fault.bytes);
      await hangUp(socket);
      return;
    case 'repeat': {
      await exchange(call.upstream, request);
      const second = await exchange(call.upstream, request);
      call.reply.writeHead(second.status, second.reason, endToEnd(second.rawHeaders).flat());
      call.reply.end(second.body);
      return;
    }
    case 'portal':
      answerAsPortal(call.reply, 200);
      return;
    case 'status':
      answerAsPortal(call.reply, fault.code);
      return;
    case 'rewrite': {
      const reply = await exchange(call.upstream, { ...request, rawHeaders: asking(request.rawHeaders) });
      const headers = endToEnd(reply.rawHeaders).filter(([name]) => !OF_THE_BYTES.has(name.toLowerCase()));
      call.reply.writeHead(reply.status, reply.reason, headers.flat());
      call.reply.end(fault.change(reply.body.toString('utf8')));
    }
  }
}

/** Headers that ask for the whole answer, unpacked. */
function asking(rawHeaders: string[]): string[] {
  return endToEnd(rawHeaders).filter(([name]) => !NOT_PLAIN.has(name.toLowerCase())).flat();
}

export function answerAsPortal(reply: http.ServerResponse, code: 200 | InterferingStatus): void {
  const headers: http.OutgoingHttpHeaders = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  if (code === 302) headers['location'] = PORTAL_PATH;
  reply.writeHead(code, headers).end(PORTAL_PAGE);
}

async function wholeRequest(request: http.IncomingMessage): Promise<WholeRequest> {
  const { method = 'GET', url: path = '/', rawHeaders } = request;
  return { method, path, rawHeaders, body: await wholeBody(request) };
}

async function sendCutRequest(upstream: Upstream, request: WholeRequest, bytes: number): Promise<void> {
  const socket = net.connect(upstream.port, upstream.host);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  // From here on the server may hang up first; the request is broken either way.
  socket.on('error', () => {});
  await writeThenCut(socket, cutMessage(requestHead(request), request.body, bytes));
}
