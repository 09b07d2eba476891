// Starts the smallest page of the stack and notes when it has drawn its rows.
import init from 'app-mini';

globalThis.ready = (rows) => {
  globalThis.shownRows = rows;
  globalThis.usableAt = performance.now();
};
await init();
