import * as http from 'node:http';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Chaos } from './chaos.ts';
import { Device } from './device.ts';
import { dropBefore, loseReply } from './fault.ts';
import { listenOnLoopback } from './port.ts';

const POST = { method: 'POST', path: /^\/note$/ };
const WORKER = `addEventListener('fetch', (event) => {
  if (new URL(event.request.url).pathname === '/from-worker') event.respondWith(new Response('from the worker'));
});`;

let received = 0;
let server: http.Server;
let chaos: Chaos;
let device: Device;

test.beforeEach(async () => {
  received = 0;
  server = http.createServer((request, reply) => {
    if (request.method === 'POST') received += 1;
    const worker = request.url === '/worker.js';
    reply.writeHead(200, { 'content-type': worker ? 'text/javascript' : 'text/html; charset=utf-8' });
    reply.end(worker ? WORKER : '<!doctype html><title>Trang thử</title>');
  });
  const port = await listenOnLoopback(server);
  chaos = await Chaos.start({ host: '127.0.0.1', port }, 7);
  device = await Device.create({ origin: chaos.origin });
});

test.afterEach(async () => {
  await device.dispose();
  await chaos.stop();
  server.close();
});

/** Puts one row with strict durability and returns after the transaction's completed event. */
const save = (page: Page, row: number): Promise<void> =>
  page.evaluate(async (value) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('kept', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('rows');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
    transaction.objectStore('rows').put(value, value);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    database.close();
  }, row);

const rows = (page: Page): Promise<unknown[]> =>
  page.evaluate(
    () =>
      new Promise<unknown[]>((resolve) => {
        indexedDB.open('kept', 1).onsuccess = (event) => {
          const { result } = event.target as IDBOpenDBRequest;
          const all = result.transaction('rows').objectStore('rows').getAll();
          all.onsuccess = () => resolve(all.result);
        };
      }),
  );

const post = (page: Page): Promise<string> =>
  page.evaluate(() => fetch('/note', { method: 'POST', body: 'ghi' }).then((reply) => String(reply.status), () => 'lost'));

test('a killed browser keeps what was stored and opens again on the same profile', async () => {
  await device.page.goto('/');
  for (let row = 1; row <= 3; row += 1) {
    await save(device.page, row);
    await device.kill();
    await device.reopen();
  }
  expect(await rows(device.page)).toEqual([1, 2, 3]);
});

test('a cloned profile is a second machine with the same rows', async () => {
  await device.page.goto('/');
  await save(device.page, 1);
  await device.close();
  const twin = await device.clone();
  await twin.page.goto('/');
  expect(await rows(twin.page)).toEqual([1]);
  await save(twin.page, 2);
  await twin.dispose();
  await device.reopen();
  expect(await rows(device.page)).toEqual([1]);
});

test('a tablet has a coarse pointer and a desktop a fine one', async () => {
  const coarse = (page: Page): Promise<boolean> => page.evaluate(() => matchMedia('(pointer: coarse)').matches);
  await device.page.goto('/');
  expect(await coarse(device.page)).toBe(true);
  const desktop = await Device.create({ origin: chaos.origin, preset: 'desktop' });
  await desktop.page.goto('/');
  expect(await coarse(desktop.page)).toBe(false);
  await desktop.dispose();
});

test('the page itself meets every lost reply and Chromium repeats nothing on its own', async () => {
  await device.page.goto('/');
  const lost = chaos.next(POST, loseReply, 20);
  for (let n = 0; n < 20; n += 1) expect(await post(device.page)).toBe('lost');
  expect(lost.fired).toBe(20);
  expect(received).toBe(20);
  chaos.next(POST, dropBefore);
  expect(await post(device.page)).toBe('lost');
  expect(await post(device.page)).toBe('200');
  expect(received).toBe(21);
});

test('a service worker answers while the network is away', async () => {
  await device.page.goto('/');
  await device.page.evaluate(async () => {
    await navigator.serviceWorker.register('/worker.js');
    await navigator.serviceWorker.ready;
  });
  await device.page.reload();
  await chaos.offline();
  expect(await post(device.page)).toBe('lost');
  await device.page.goto('/from-worker');
  await expect(device.page.getByText('from the worker')).toBeVisible();
  await chaos.online();
  await device.page.goto('/');
  await expect(device.page).toHaveTitle('Trang thử');
});
