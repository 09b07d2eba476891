//! Who is signed in.

use axum::extract::State;
use axum::{Extension, Json};
use shared::api::Session;

use crate::card;
use crate::error::Error;
use crate::session::Signed;
use crate::state::Server;

/// `GET /api/session`.
pub(super) async fn session(
    State(server): State<Server>,
    Extension(signed): Extension<Signed>,
) -> Result<Json<Session>, Error> {
    let now = server.clock.now();
    server.readers.read(|store| card::describe(store, &signed, now)).map(Json)
}
