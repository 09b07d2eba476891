// Starts the app. A file of its own, since the content security policy forbids scripts inside the page.
import init from '/app.js';
import { fetchModule, joinTo } from '/parts.js';

const opening = document.getElementById('opening');

// Registered even when the app cannot start: the worker is how a mended build arrives.
// The browser's own cache must not hide a newer worker.
const worker = navigator.serviceWorker?.register('/sw.js', { updateViaCache: 'none' });
// Without a worker, in private windows for instance, the app runs with a network only; it says so itself.
worker?.catch((reason) => console.warn('service worker', reason));

try {
  joinTo(await init({ module_or_path: fetchModule('/app.wasm') }));
  opening.remove();
} catch (reason) {
  opening.remove();
  document.getElementById('not-opened').hidden = false;
  document.getElementById('not-opened-why').textContent = `${reason}`;
  await takeNewerBuild();
  throw reason;
}

// Nothing can be interrupted while nothing runs, so a build that waits is taken at once.
async function takeNewerBuild() {
  const registration = await worker?.catch(() => undefined);
  if (!registration) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  const take = () => registration.waiting?.postMessage({ type: 'activate' });
  take();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', take);
  });
}
