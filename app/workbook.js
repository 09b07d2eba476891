// Starts the module that reads and writes spreadsheets, in a worker of its own. What fails here is told to the page.
import init from '/documents/sheets.js';

await init({ module_or_path: '/documents/sheets.wasm' });
