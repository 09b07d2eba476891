//! What the person may see and do here, for the pages to offer no more than the server would take.

use shared::id::{SpaceId, UnitId};

use crate::repo::Repo;

/// The unit that the person acts for in a cluster.
pub(crate) fn own_unit(repo: &Repo, space: SpaceId) -> Option<UnitId> {
    let session = repo.session()?;
    session.unit.filter(|unit| session.viewer.acts_for(*unit, space))
}

/// Whether the person may change a unit's records.
pub(crate) fn may_write(repo: &Repo, space: SpaceId, unit: UnitId) -> bool {
    repo.session()
        .is_some_and(|session| session.viewer.oversees(space) || session.viewer.acts_for(unit, space))
}
