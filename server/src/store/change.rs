//! Accepted changes and those that wait.

use shared::api::HistoryEntry;
use shared::domain::HeldChange;
use shared::id::{ChangeId, RecordId, Revision, SpaceId, UnitId};
use shared::sync::{Change, Outcome, Provenance};
use shared::time::Timestamp;

use super::Stores;

/// A change to keep for ever.
#[derive(Clone, Copy, Debug)]
pub struct Accepted<'a> {
    /// The change.
    pub change: &'a Change,
    /// The same as JSON.
    pub body: &'a str,
    /// The record whose history it belongs to.
    pub about: RecordId,
    /// Its revision.
    pub seq: Revision,
    /// What became of it.
    pub outcome: &'a Outcome,
    /// When it came.
    pub received: Timestamp,
    /// What its device was called then.
    pub device_name: &'a str,
}

/// Accepted changes and those that wait.
pub trait Changes {
    /// What became of a change; none when it was never accepted.
    fn outcome(&self, space: SpaceId, change: ChangeId) -> Stores<Option<Outcome>>;
    /// Where an accepted change came from.
    fn provenance(&self, space: SpaceId, change: ChangeId) -> Stores<Option<Provenance>>;
    /// What an accepted change of a record follows.
    fn follows(&self, space: SpaceId, record: RecordId, change: ChangeId) -> Stores<Option<ChangeId>>;
    /// Keeps an accepted change.
    fn add_change(&self, space: SpaceId, accepted: Accepted<'_>) -> Stores<()>;
    /// The changes of a record's history, oldest first.
    fn history(&self, space: SpaceId, about: RecordId) -> Stores<Vec<HistoryEntry>>;
    /// Notes that a change waits for another part; its first time counts.
    fn hold(&self, space: SpaceId, unit: Option<UnitId>, held: &HeldChange) -> Stores<()>;
    /// Notes that a change was judged; the unit of one that had waited.
    fn release(&self, space: SpaceId, change: ChangeId) -> Stores<Option<UnitId>>;
    /// The units of which a change has waited since then or longer.
    fn holding_units(&self, space: SpaceId, since: Timestamp) -> Stores<Vec<UnitId>>;
    /// The changes of a unit that have waited since then or longer, the oldest first, at most as many as are shown.
    fn held(&self, space: SpaceId, unit: UnitId, since: Timestamp) -> Stores<Vec<HeldChange>>;
}
