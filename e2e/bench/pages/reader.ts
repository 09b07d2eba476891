// Searches as the list of the app does, over the account that works on this device.
import init, { Reader } from 'app-bench';

await init();
const reader = Reader.start();
globalThis.reader = { ready: () => reader.ready, find: (text) => reader.find(text) };
