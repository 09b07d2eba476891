//! Gzip by the browser itself: what the module does not carry costs no download.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableWritablePair, Response};

/// Below this many bytes packing costs more than it saves.
const WORTH_IT: usize = 1_024;

/// Bytes packed with gzip; none when that would not pay or the browser cannot.
pub async fn gzip(plain: &[u8]) -> Option<Vec<u8>> {
    if plain.len() < WORTH_IT {
        return None;
    }
    through("CompressionStream", plain).await.ok().filter(|packed| packed.len() < plain.len())
}

/// Bytes that [`gzip`] packed; none when they are damaged.
pub async fn gunzip(packed: &[u8]) -> Option<Vec<u8>> {
    through("DecompressionStream", packed).await.ok()
}

/// Bytes sent through one of the browser's transforming streams. By name, so that a browser that lacks it is no more
/// than a reason to send without.
async fn through(stream: &str, bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    let make: js_sys::Function = Reflect::get(&js_sys::global(), &stream.into())?.dyn_into()?;
    let stream = Reflect::construct(&make, &Array::of1(&"gzip".into()))?;
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let packed: ReadableStream = blob.stream().pipe_through(stream.unchecked_ref::<ReadableWritablePair>());
    let response = Response::new_with_opt_readable_stream(Some(&packed))?;
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
