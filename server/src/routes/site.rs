//! The app itself.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::borrow::Cow;

use crate::error::Error;
use crate::site;
use crate::state::Server;

/// Names with a hash in them never change their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// All others are asked for again each time; the tag makes that cheap.
const ASK_AGAIN: &str = "no-cache";

/// Whatever no route answers: a file of the app, or its page, or nothing.
pub(super) async fn asset(
    State(server): State<Server>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    if !matches!(method, Method::GET | Method::HEAD) {
        return Err(Error::NotFound);
    }
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let accepted = text(header::ACCEPT_ENCODING).unwrap_or_default();
    let asset = site::find(&server.site, uri.path(), accepted).ok_or(Error::NotFound)?;
    let tag = format!("W/\"{}\"", asset.tag);
    let caching = if asset.immutable { FOR_EVER } else { ASK_AGAIN };
    let mut response = if text(header::IF_NONE_MATCH).is_some_and(|known| known.contains(&tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body(asset.bytes).into_response()
    };
    let mut set = |name, value: &str| -> Result<(), Error> {
        let value = HeaderValue::from_str(value).map_err(|_| Error::NotFound)?;
        response.headers_mut().insert(name, value);
        Ok(())
    };
    set(header::CONTENT_TYPE, &asset.content_type)?;
    set(header::CACHE_CONTROL, caching)?;
    set(header::ETAG, &tag)?;
    set(header::VARY, "accept-encoding")?;
    if let Some(encoding) = asset.encoding {
        set(header::CONTENT_ENCODING, encoding)?;
    }
    Ok(response)
}

/// Embedded bytes are not copied.
fn body(bytes: Cow<'static, [u8]>) -> Bytes {
    match bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    }
}
