//! The exchange: one request pushes a batch and pulls a page.

use serde::{Deserialize, Serialize};

use super::{Change, Head, Outcome, Row};
use crate::id::{ChangeId, Epoch, Lineage, RecordId, Revision, ServerId};
use crate::time::Timestamp;

/// The wire format that this build speaks. Raised together with the golden files in `tests/wire`.
///
/// 1: the first.
pub const PROTOCOL: u16 = 1;
/// The oldest format the server still reads. Raised only when no device can hold older outbox rows.
pub const MIN_PROTOCOL: u16 = 1;
/// Our media type: an answer without it is not from us, whatever its status says.
pub const EXCHANGE_TYPE: &str = "application/vnd.giao-uoc.exchange+json";

/// How much of a space a device asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// Summaries and open conflicts only.
    Summary,
    /// All that the caller may see.
    Full,
}

/// Rises whenever what a caller may see changes other than by records changing (`design.md` §4, Scope).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ScopeStamp(pub u64);

/// How far a device has come in a space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Whose revisions these are.
    pub lineage: Lineage,
    /// Everything up to here has been received.
    pub cursor: Revision,
    /// The scope under which it was received.
    pub scope: ScopeStamp,
    /// A sweep under way: records up to this id have been compared; none when no sweep is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sweep: Option<RecordId>,
    /// The signed head of the server's chain when it last answered: the witness against a silent restore.
    pub head: Head,
}

/// What the device says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviceReport {
    /// Its clock.
    pub now: Timestamp,
    /// Changes of this space that wait after this batch.
    pub waiting: u32,
    /// Changes of this space that were refused and wait for a person.
    pub refused: u32,
}

/// Pushes a batch and asks for a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The sender's [`PROTOCOL`].
    pub protocol: u16,
    /// How much is asked for.
    pub depth: Depth,
    /// Where the device stands; none at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Records wanted at most; the server may send fewer.
    pub limit: u16,
    /// Work to hand in, in the order it was done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// What the device says of itself.
    pub report: DeviceReport,
}

/// A change and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The change.
    pub id: ChangeId,
    /// What became of it.
    pub outcome: Outcome,
}

/// A stretch of record ids that this page speaks of with authority: what the device holds in it and the page does
/// not name has left its scope. Naming what is hidden would itself be a leak, so only the bounds are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sweep {
    /// Exclusive; none at the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<RecordId>,
    /// Inclusive; none at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<RecordId>,
}

impl Sweep {
    /// Whether a record lies in the stretch.
    pub fn covers(&self, id: RecordId) -> bool {
        self.after.is_none_or(|after| after < id) && self.through.is_none_or(|through| id <= through)
    }
}

/// The ordinary answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// One for each change of the request, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Settled>,
    /// Records changed since the cursor, oldest first, within the caller's scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Row>,
    /// Present while the caller's scope is being compared: then `records` are all of that stretch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sweep: Option<Sweep>,
    /// Where the device stands once it has stored this page.
    pub place: Place,
    /// Records that lie beyond this page.
    pub more: u64,
    /// Everything up to here is in a backup off this machine: devices may forget what they handed in.
    pub backed_up_through: Revision,
    /// The server's clock.
    pub now: Timestamp,
}

/// The server's answer. Tagged from outside: an inner tag would make the reader keep a whole page before it reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The ordinary one.
    Page(Box<Page>),
    /// The server was set back to an earlier state: drop what was pulled, keep and repeat what was handed in.
    NewEpoch {
        /// The server.
        server: ServerId,
        /// Its new epoch.
        epoch: Epoch,
    },
    /// This build's protocol is too old to be understood. Work goes on; sending waits for the update.
    Outdated {
        /// The oldest protocol that the server reads.
        min_protocol: u16,
    },
}
