//! Whether the process lives, and whether it can work.

use axum::extract::State;
use axum::http::StatusCode;

use crate::error::Error;
use crate::state::Server;
use crate::store::Spaces;

/// The process answers.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// The database can be written: an empty job goes through the writer.
pub(super) async fn readyz(State(server): State<Server>) -> Result<(StatusCode, &'static str), Error> {
    server.writer.run(|store| Ok(store.identity()?)).await?;
    Ok((StatusCode::OK, "ready\n"))
}
