//! What the centre sees of every unit without opening its cluster.

use serde::{Deserialize, Serialize};

use super::kind::{Kind, record_kind};
use crate::bytes::sha256;
use crate::field::{FieldError, Limit};
use crate::id::{ChangeId, PersonId, RecordId, SpaceId, UnitId};
use crate::limit::HELD_SHOWN_MAX;
use crate::sync::Missing;
use crate::time::Timestamp;

/// A change that has waited for another part for so long that a person should look after it. Its content is still on
/// the author's device alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldChange {
    /// The change.
    pub change: ChangeId,
    /// Who wrote it.
    pub author: PersonId,
    /// What the device is called that keeps it; empty when that is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub device_name: String,
    /// The record it is about.
    pub record: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// What is missing.
    pub waiting_for: Missing,
    /// When it first came.
    pub since: Timestamp,
}

record_kind! {
    /// A unit's year in one cluster at a glance; the server keeps it in step in each exchange's transaction.
    Summary, check = no_problem;
    /// The unit.
    unit: UnitId = Fixed Limit::Type,
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// Activities in force.
    activities: u32 = Agreed Limit::Type,
    /// Targets in force for which the unit has registered a plan, or that none was assigned.
    #[serde(default, skip_serializing_if = "is_zero")]
    planned: u32 = Agreed Limit::Type,
    /// Targets in force with a figure of the whole year, estimated or official.
    #[serde(default, skip_serializing_if = "is_zero")]
    reported: u32 = Agreed Limit::Type,
    /// Conflicts that nobody has decided yet.
    conflicts: u32 = Agreed Limit::Type,
    /// When a device of the unit last exchanged, to the minute; none before the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_seen: Option<Timestamp> = Agreed Limit::Type,
    /// Changes that still waited on the unit's devices when each was last seen.
    waiting: u32 = Agreed Limit::Type,
    /// Changes that were refused and wait for a person on those devices.
    refused: u32 = Agreed Limit::Type,
    /// Changes by the unit's people that have waited for another part too long, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    held: Vec<HeldChange> = Agreed Limit::Items(HELD_SHOWN_MAX),
}

fn no_problem(_: &Summary) -> Vec<FieldError> {
    Vec::new()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl Summary {
    /// The one summary record of a unit and year in a space.
    pub fn id(space: SpaceId, unit: UnitId, year: i16) -> RecordId {
        let name = format!("summary/{space}/{unit}/{year}");
        let [id, _] = halves(sha256(name.as_bytes()).0);
        RecordId::derived(id)
    }

    /// A summary of a unit of which nothing is known yet.
    pub fn empty(unit: UnitId, year: i16) -> Self {
        Self {
            unit,
            year,
            activities: 0,
            planned: 0,
            reported: 0,
            conflicts: 0,
            last_seen: None,
            waiting: 0,
            refused: 0,
            held: Vec::new(),
        }
    }
}

/// The two halves of a digest; the first makes an id.
pub(crate) fn halves(digest: [u8; 32]) -> [[u8; 16]; 2] {
    let (first, second) = digest.split_at(16);
    [first, second].map(|half| half.try_into().unwrap_or([0; 16]))
}
