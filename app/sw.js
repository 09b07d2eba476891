// Keeps one whole build of the app, so that it opens without a network.
// A build is taken over whole or not at all, and only when the page asks for it.

// `bundle` writes the id of the build and its files here: { url, type, integrity, hashed }.
const BUILD = '@build@';
const FILES = [/*@files@*/];

const PREFIX = 'giao-uoc-';
const CACHE = PREFIX + BUILD;
const PAGE = '/';
const LISTED = new Set(FILES.map((file) => file.url));
// Answered by the server itself, never by a page of the app.
const SERVER_PATHS = ['/api/', '/healthz', '/readyz'];

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(removeOtherBuilds()));
self.addEventListener('message', (event) => {
  // The page decides when: never over a draft or a running exchange.
  if (event.data?.type === 'activate') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const url = answeredHere(event.request);
  if (url) event.respondWith(fromBuild(url, event.request));
});

// Succeeds only with every file. What arrived before a failure is kept for the next attempt,
// so on a thin network each attempt gets further.
async function install() {
  const cache = await caches.open(CACHE);
  for (const file of FILES) {
    if (!(await cache.match(file.url, { ignoreVary: true }))) {
      await cache.put(file.url, (await fromOlderBuild(file)) ?? (await fromNetwork(file)));
    }
  }
}

// A hashed name stands for the same bytes in every build.
async function fromOlderBuild(file) {
  return file.hashed ? caches.match(file.url, { ignoreVary: true }) : undefined;
}

async function fromNetwork(file) {
  try {
    return await fetchChecked(file, file.hashed ? 'default' : 'no-cache');
  } catch (reason) {
    // The browser's own cache may hold what a captive portal had answered.
    return fetchChecked(file, 'reload').catch(() => {
      throw reason;
    });
  }
}

// The hash is what keeps a login page, a cut answer or a file of another build out of the cache.
async function fetchChecked(file, cache) {
  const response = await fetch(file.url, {
    cache,
    credentials: 'same-origin',
    integrity: file.integrity,
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`${file.url}: status ${response.status}`);
  const type = (response.headers.get('content-type') ?? '').split(';')[0].trim().toLowerCase();
  if (type !== file.type) throw new Error(`${file.url}: ${type} instead of ${file.type}`);
  return response;
}

async function removeOtherBuilds() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

// The file of this build that answers a request; nothing when the network has to.
function answeredHere(request) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return undefined;
  if (SERVER_PATHS.some((path) => url.pathname.startsWith(path))) return undefined;
  if (LISTED.has(url.pathname)) return url.pathname;
  const last = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  return request.mode === 'navigate' && !last.includes('.') ? PAGE : undefined;
}

async function fromBuild(url, request) {
  const cache = await caches.open(CACHE);
  // The browser may have removed the cache under pressure; then only the network is left.
  return (await cache.match(url, { ignoreVary: true })) ?? fetch(request);
}
