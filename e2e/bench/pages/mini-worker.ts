// Keeps the files named in its own address, and answers from them.
export {};
const worker = self as unknown as ServiceWorkerGlobalScope;
const files = new URL(worker.location.href).searchParams.get('files')?.split(',') ?? [];

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open('mini').then((cache) => cache.addAll(files)));
});
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  event.respondWith(caches.match(event.request, { ignoreSearch: true }).then((kept) => kept ?? fetch(event.request)));
});

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface ServiceWorkerGlobalScope {
  location: Location;
  clients: { claim(): Promise<void> };
  addEventListener(name: 'install' | 'activate', heard: (event: Extendable) => void): void;
  addEventListener(
    name: 'fetch',
    heard: (event: Extendable & { request: Request; respondWith(answer: Promise<Response>): void }) => void,
  ): void;
}
