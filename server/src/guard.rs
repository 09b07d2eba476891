//! Requests that change something must come from our own page.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

use shared::api::GUARD_HEADER;

use crate::error::Error;

/// Lets reading requests through, and others when they carry our header and no foreign origin.
///
/// # Errors
/// [`Error::Forbidden`] for all others.
pub(crate) async fn check(request: Request, next: Next) -> Result<Response, Error> {
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_reading || is_ours(request.headers(), request.uri()) {
        Ok(next.run(request).await)
    } else {
        Err(Error::Forbidden)
    }
}

fn is_ours(headers: &HeaderMap, uri: &Uri) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    let is_own_origin = headers.get(header::ORIGIN).is_none_or(|origin| {
        let origin = origin.to_str().unwrap_or_default();
        origin
            .split_once("://")
            .is_some_and(|(_, authority)| host.is_some_and(|host| authority.eq_ignore_ascii_case(host)))
    });
    headers.contains_key(GUARD_HEADER) && is_own_origin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_page_may_change_things() {
        let check = |pairs: &[(&'static str, &'static str)], expected: bool| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            assert_eq!(is_ours(&headers, &Uri::from_static("/api/x")), expected, "{pairs:?}");
        };
        let guard = (GUARD_HEADER, "1");
        let host = ("host", "thidua.example:8080");
        check(&[guard, host], true);
        check(&[host], false);
        check(&[guard, host, ("origin", "https://thidua.example:8080")], true);
        check(&[guard, host, ("origin", "https://thidua.example")], false);
        check(&[guard, host, ("origin", "https://evil.example")], false);
        check(&[guard, host, ("origin", "null")], false);
        check(&[guard, ("origin", "https://thidua.example:8080")], false);
    }
}
