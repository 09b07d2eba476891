//! The headers that every answer carries (`reliability.md` §7).

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::Server;

/// What a page of ours may do.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    connect-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; \
    manifest-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; \
    frame-ancestors 'none'";
/// What an answer of a route may do if a browser shows it as a page: nothing. Short, for it travels often.
const ROUTE_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";
/// A year.
const HTTPS_ONLY: &str = "max-age=31536000";

/// Adds the headers.
pub(crate) async fn add(State(server): State<Server>, request: Request, next: Next) -> Response {
    let is_route = request.uri().path().starts_with("/api");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, if is_route { ROUTE_POLICY } else { PAGE_POLICY });
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if server.is_https {
        set(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    if is_route {
        set(header::CACHE_CONTROL, "no-store");
    }
    response
}
