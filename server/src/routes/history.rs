//! Lịch sử thay đổi: how a record came to be what it is.

use axum::extract::{Path, State};
use axum::{Extension, Json};

use shared::api::RecordHistory;
use shared::id::{RecordId, SpaceId};

use super::path::parse;
use crate::error::Error;
use crate::session::Signed;
use crate::sight::see_record;
use crate::state::Server;
use crate::store::Changes;

/// `GET /api/spaces/{space}/records/{record}/history`. Whoever sees a record sees all that was ever said of it.
pub(super) async fn history(
    State(server): State<Server>,
    Extension(signed): Extension<Signed>,
    Path((space, record)): Path<(String, String)>,
) -> Result<Json<RecordHistory>, Error> {
    let (space, record): (SpaceId, RecordId) = (parse(&space)?, parse(&record)?);
    let entries = server.readers.read_long(move |store| {
        see_record(store, &signed.actor, space, record)?;
        Ok(store.history(space, record)?)
    });
    Ok(Json(RecordHistory { entries: entries.await? }))
}
