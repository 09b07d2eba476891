import * as net from 'node:net';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { listenOnLoopback } from '../../support/port.ts';
import { Link } from './link.ts';

/** A server that answers every word with three times as many bytes. */
async function threefold(): Promise<{ port: number; server: net.Server }> {
  const server = net.createServer((socket) => {
    socket.on('data', (bytes) => socket.write(Buffer.concat([bytes, bytes, bytes])));
    socket.on('error', () => {});
  });
  return { port: await listenOnLoopback(server), server };
}

async function ask(socket: net.Socket, bytes: number): Promise<void> {
  socket.write(Buffer.alloc(bytes));
  for (let got = 0; got < bytes * 3; ) got += ((await once(socket, 'data')) as [Buffer])[0].length;
}

test('a link counts bytes and turns', async () => {
  const { port, server } = await threefold();
  const link = await Link.to(port);
  const socket = net.connect(link.port, '127.0.0.1');
  await ask(socket, 10);
  await ask(socket, 20);
  expect(link.take()).toEqual({ up: 30, down: 90, turns: 2 });
  expect(link.take()).toEqual({ up: 0, down: 0, turns: 0 });
  link.close();
  server.close();
});

test('a link takes its time', async () => {
  const { port, server } = await threefold();
  const link = await Link.to(port);
  const socket = net.connect(link.port, '127.0.0.1');
  await ask(socket, 1);
  link.shape({ rttMs: 100, kbps: 80 });
  const began = performance.now();
  // 1000 bytes take 100 ms up, 3000 take 300 ms down, and the way is 100 ms.
  await ask(socket, 1000);
  expect(performance.now() - began).toBeGreaterThan(480);
  link.close();
  server.close();
});

test('a link drops where it was told to, and comes back', async () => {
  const { port, server } = await threefold();
  const link = await Link.to(port);
  link.cuts = [15];
  const socket = net.connect(link.port, '127.0.0.1');
  await ask(socket, 10);
  const closed = once(socket, 'close');
  socket.write(Buffer.alloc(10));
  await closed;
  expect(link.returns).toHaveLength(1);
  await expect
    .poll(async () => {
      const again = net.connect(link.port, '127.0.0.1');
      const answered = await Promise.race([ask(again, 1).then(() => true), once(again, 'close').then(() => false)]);
      again.destroy();
      return answered;
    })
    .toBe(true);
  expect(link.returns[0]?.used).toBeDefined();
  link.close();
  server.close();
});
