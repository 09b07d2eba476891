// PouchDB's own server, as its users would run it: `pouch.ts DIRECTORY PAGES` prints {"port":N}.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import expressPouch from 'express-pouchdb';
import PouchDB from 'pouchdb';

const [directory = '', pages = ''] = process.argv.slice(2);
const Database = PouchDB.defaults({ prefix: `${directory}/`, adapter: 'leveldb', auto_compaction: true });
const mode = { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: join(directory, 'log.txt') };
const app = express();

app.use((request, response, next) => {
  const [, file] = /^\/p\/([\w.-]+)/.exec(request.url ?? '') ?? [];
  if (file === undefined) return next();
  const type = file.endsWith('.html') ? 'text/html' : 'text/javascript';
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(readFileSync(join(pages, file)));
});
app.use('/db', expressPouch(Database, { ...mode, overrideMode: { include: ['routes/compact'] } }));
await new Database('bench').info();
const server = createServer(app).listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }));
});
