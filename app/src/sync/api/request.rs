//! One request and its reply, over the browser's `fetch`.

use js_sys::Uint8Array;
use shared::api::{ApiError, ErrorCode, GUARD_HEADER};
use shared::id::PersonId;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response,
    Window,
};

use super::Unanswered;
use crate::{clock, json};

/// The media type of everything but exchanges and files.
pub(super) const JSON: &str = "application/json";

#[derive(Clone, Copy)]
pub(super) enum Method {
    Get,
    Post,
    Put,
}

pub(super) struct Body<'a> {
    pub(super) kind: &'a str,
    pub(super) is_gzip: bool,
    pub(super) bytes: &'a [u8],
}

pub(super) struct Call<'a> {
    pub(super) method: Method,
    pub(super) path: &'a str,
    /// For whom it is made, if for one person alone.
    pub(super) person: Option<PersonId>,
    pub(super) body: Option<Body<'a>>,
    /// Milliseconds until it is given up.
    pub(super) patience: u32,
}

/// An answer with a status of success.
pub(super) struct Reply {
    /// Its media type without parameters.
    pub(super) kind: String,
    pub(super) bytes: Vec<u8>,
}

/// Sends a request and reads the whole reply. Dropped, it is called off.
pub(super) async fn call(call: Call<'_>) -> Result<Reply, Unanswered> {
    let window = web_sys::window().ok_or(Unanswered::Offline)?;
    let calling_off = CallingOff(AbortController::new().ok());
    let request = request(&call, &calling_off).map_err(|_| Unanswered::Refused(ErrorCode::Malformed))?;
    let reply = clock::within(call.patience, reply(&window, call.path, &request)).await;
    match reply {
        Some(Ok(reply)) => judged(reply),
        Some(Err(_)) | None if window.navigator().on_line() => Err(Unanswered::Unreachable),
        Some(Err(_)) | None => Err(Unanswered::Offline),
    }
}

/// Calls the request off when nobody waits for it any more; after the reply that does nothing.
struct CallingOff(Option<AbortController>);

impl Drop for CallingOff {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

fn request(call: &Call<'_>, calling_off: &CallingOff) -> Result<RequestInit, JsValue> {
    let init = RequestInit::new();
    init.set_method(match call.method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
    });
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(RequestCredentials::SameOrigin);
    // Our server redirects nothing; a portal does.
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(calling_off.0.as_ref().map(AbortController::signal).as_ref());
    let headers = Headers::new()?;
    // Under another's session the server refuses it as a whole: nothing is judged or told under the wrong name.
    let guard = call.person.map_or_else(|| "1".to_owned(), |person| person.to_string());
    headers.set(GUARD_HEADER, &guard)?;
    if let Some(body) = &call.body {
        headers.set("content-type", body.kind)?;
        if body.is_gzip {
            headers.set("content-encoding", "gzip")?;
        }
        init.set_body(&Uint8Array::from(body.bytes));
    }
    init.set_headers(&headers);
    Ok(init)
}

struct Raw {
    status: u16,
    kind: String,
    bytes: Vec<u8>,
}

async fn reply(window: &Window, path: &str, request: &RequestInit) -> Result<Raw, JsValue> {
    let response = JsFuture::from(window.fetch_with_str_and_init(path, request)).await?;
    let response: Response = response.dyn_into()?;
    let kind = response.headers().get("content-type")?.unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    Ok(Raw { status: response.status(), kind, bytes: Uint8Array::new(&bytes).to_vec() })
}

fn judged(raw: Raw) -> Result<Reply, Unanswered> {
    match raw.status {
        200..=299 => Ok(Reply { kind: raw.kind, bytes: raw.bytes }),
        // A redirect that was not followed, or “network authentication required”.
        0 | 300..=399 | 511 => Err(Unanswered::Portal),
        500.. => Err(Unanswered::Server),
        _ if raw.kind == JSON => match json::read(&raw.bytes) {
            Some(ApiError { error: ErrorCode::Unavailable }) => Err(Unanswered::Server),
            Some(ApiError { error }) => Err(Unanswered::Refused(error)),
            None => Err(Unanswered::Portal),
        },
        _ => Err(Unanswered::Portal),
    }
}
