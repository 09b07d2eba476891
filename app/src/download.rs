//! Handing a file over to the browser, which saves it where the person keeps such files.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves bytes as a file of this name.
pub fn bytes(bytes: &[u8], mime: &str, name: &str) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    blob(&Blob::new_with_u8_array_sequence_and_options(&parts, &of(mime))?, name)
}

/// Saves pieces of text, one after the other, as a file of this name.
pub fn texts(parts: &Array, mime: &str, name: &str) -> Result<(), JsValue> {
    blob(&Blob::new_with_str_sequence_and_options(parts, &of(mime))?, name)
}

fn of(mime: &str) -> BlobPropertyBag {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    options
}

fn blob(blob: &Blob, name: &str) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The browser holds the file itself once the download has begun.
    let release = gloo_timers::callback::Timeout::new(60_000, move || {
        Url::revoke_object_url(&url).ok();
    });
    release.forget();
    Ok(())
}
