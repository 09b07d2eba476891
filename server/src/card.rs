//! What a person is told of the own session: who, where, what.

use shared::api::{Session, SpaceCard};
use shared::domain::{Kind, Person};
use shared::id::SpaceId;
use shared::sync::Depth;
use shared::time::Timestamp;

use shared::access::{Role, Viewer};

use crate::error::Error;
use crate::session::Signed;
use crate::store::{Records, Spaces, StoreError};

/// Describes a session.
///
/// # Errors
/// When the database fails.
pub(crate) fn describe<S: Spaces + Records>(
    store: &S,
    signed: &Signed,
    now: Timestamp,
) -> Result<Session, Error> {
    let identity = store.identity()?;
    let viewer = signed.actor.viewer.clone();
    let row = store.row(identity.directory, viewer.person.record())?;
    let person = row.and_then(|(row, _)| row.typed::<Person>()).ok_or(StoreError::Corrupt("person"))?;
    let clusters = store.rows_of(identity.directory, Kind::Cluster)?;
    let spaces = clusters
        .iter()
        .filter(|row| row.void_reason().is_none())
        .map(|row| SpaceId::of_record(row.id))
        .filter(|space| viewer.enters(*space))
        .map(|id| SpaceCard { id, depth: depth(&viewer, id) })
        .collect();
    Ok(Session {
        name: person.name,
        login: signed.login.clone(),
        unit: person.unit,
        post: person.post,
        device: signed.actor.device,
        lineage: identity.lineage(),
        directory: identity.directory,
        spaces,
        expires: signed.expires,
        now,
        viewer,
    })
}

/// The central office looks over many clusters; whoever works in one keeps it whole.
fn depth(viewer: &Viewer, space: SpaceId) -> Depth {
    if viewer.is(Role::Centre, space) { Depth::Summary } else { Depth::Full }
}
