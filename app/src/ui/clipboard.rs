//! The clipboard.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Puts words on the clipboard. Whether the browser took them: plain http, some settings and some programs forbid it.
pub async fn copied(words: &str) -> bool {
    let navigator = window().navigator();
    let is_there = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|found| found.is_object());
    is_there && JsFuture::from(navigator.clipboard().write_text(words)).await.is_ok()
}
