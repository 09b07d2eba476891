//! The request log: what was asked of which route and what came of it; no names, addresses or contents.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

static REQUESTS: AtomicU64 = AtomicU64::new(1);

/// Logs a request when its answer begins.
pub(crate) async fn request(request: Request, next: Next) -> Response {
    let id = REQUESTS.fetch_add(1, Ordering::Relaxed);
    let method = request.method().clone();
    // The pattern, not the path: ids of records belong to persons.
    let route = request.extensions().get::<MatchedPath>().cloned();
    let started = Instant::now();
    let response = next.run(request).await;
    let millis = started.elapsed().as_millis();
    let status = response.status().as_u16();
    let route = route.as_ref().map_or("site", MatchedPath::as_str);
    tracing::info!(id, %method, route, status, millis, "request");
    response
}
