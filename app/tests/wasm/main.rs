//! What only a real browser can show: `IndexedDB`, pictures, compression, two tabs.

#[cfg(test)]
mod attachment;
#[cfg(test)]
mod compress;
#[cfg(test)]
mod repo;
#[cfg(test)]
mod seal;
#[cfg(test)]
mod store;
#[cfg(test)]
mod text;
#[cfg(test)]
mod upgrade;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
