// Loads the parts of the app that its screens bring along. All parts are one program: they share memory and functions
// with the main part, so each is brought in once.

/** Hands over what the main part exports; parts that are asked for earlier wait for it. */
export let joinTo;
const main = new Promise((resolve) => (joinTo = resolve));

/** Every file asked for, with the promise of its being brought in. */
const files = new Map();

// `bundle` writes a function for each part here; the main part calls it by that name.
/*@parts@*/

/** A captive portal may have left its login page in the browser's cache under a module's name. */
export async function fetchModule(url) {
  const response = await fetch(url);
  const isModule = response.headers.get('content-type') === 'application/wasm';
  return isModule ? response : fetch(url, { cache: 'reload' });
}

function loaderOf(urls) {
  return async (callback, data) => {
    let succeeded = true;
    try {
      await Promise.all(urls.map(bringIn));
    } catch (reason) {
      console.warn('part', reason);
      succeeded = false;
    }
    const { __indirect_function_table: functions } = await main;
    functions.get(callback)(data, succeeded);
  };
}

// A second time would set its values back to what they were at the start. What failed is tried anew when asked for.
function bringIn(url) {
  let coming = files.get(url);
  if (!coming) {
    coming = instantiate(url);
    files.set(url, coming);
    coming.catch(() => files.delete(url));
  }
  return coming;
}

async function instantiate(url) {
  const [response, shared] = await Promise.all([fetchModule(url), main]);
  return WebAssembly.instantiateStreaming(response, { __wasm_split: shared });
}
