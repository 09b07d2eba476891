//! What only a real browser can show: `IndexedDB`, pictures, compression, two tabs.

mod attachment;
mod behalf;
mod compress;
mod repo;
mod seal;
mod store;
mod text;
mod upgrade;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
