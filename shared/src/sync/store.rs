//! What a device keeps, as the sync core needs it: one trait, in memory for the simulator and in `IndexedDB` for the
//! app, both under the same contract.

#[cfg(any(test, feature = "contract"))]
mod contract;
mod memory;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

use super::{Change, Missing, Outcome, Place, Refusal, Segment, SegmentKey};
use crate::bytes::Sha256;
use crate::id::SpaceId;
use crate::time::Timestamp;

#[cfg(any(test, feature = "contract"))]
pub use contract::store_contract;
pub use memory::{MemStore, ready};

/// A change's place in the order in which this device made its changes. The first is 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OutboxKey(pub u64);

/// Where a change stands, as far as this device knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    /// Chờ gửi.
    Waiting {
        /// Times it was sent without an answer.
        tries: u32,
    },
    /// The server waits for another part of it; sent again.
    Held {
        /// Times it was sent.
        tries: u32,
        /// What is missing.
        waiting_for: Missing,
    },
    /// Không được nhận: waits for a person.
    Refused {
        /// Why.
        reason: Refusal,
        /// When the answer came, by this device's clock.
        at: Timestamp,
    },
    /// Đã tiếp nhận.
    Accepted {
        /// The server's answer.
        outcome: Outcome,
        /// When the answer came, by this device's clock.
        at: Timestamp,
    },
}

impl OutboxState {
    /// Whether it will be sent without a person doing anything.
    pub fn is_waiting(&self) -> bool {
        matches!(self, Self::Waiting { .. } | Self::Held { .. })
    }
}

/// A change in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    /// Its place.
    pub key: OutboxKey,
    /// The space it belongs to.
    pub space: SpaceId,
    /// The change.
    pub change: Change,
    /// Where it stands.
    pub state: OutboxState,
}

/// Something half written, kept so that nothing typed is lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// When it was last typed into, by this device's clock.
    pub at: Timestamp,
    /// What was typed, as the form that owns the key keeps it.
    pub body: Value,
}

/// An attachment on this device: all but its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobCard {
    /// The space whose records name it.
    pub space: SpaceId,
    /// Bytes in all.
    pub size: u64,
    /// Bytes that the server has confirmed.
    pub sent: u64,
    /// Its media type.
    pub mime: String,
}

/// A write to the attachments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlobWrite {
    /// Keeps the bytes.
    Put(BlobCard, Vec<u8>),
    /// Notes how many bytes the server has confirmed.
    Sent(u64),
    /// Lets go of the bytes: the server has them, or the draft that held them was dropped.
    Drop,
}

/// Writes that happen wholly or not at all.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Commits only if the space still stands there: another tab may have been faster.
    pub expect: Option<(SpaceId, Option<Place>)>,
    /// Changes to append to the outbox as [`OutboxState::Waiting`].
    pub queue: Vec<(SpaceId, Change)>,
    /// New states of changes in the outbox. A key that is not there any more is passed over.
    pub settle: Vec<(OutboxKey, OutboxState)>,
    /// Accepted changes that have been pulled as well: they move from the outbox to the sent ones. One that is not
    /// accepted (any more) stays: another tab may have put it back after the server was set back.
    pub archive: Vec<OutboxKey>,
    /// Sent changes that go back into the outbox as waiting, because the server forgot them.
    pub resend: Vec<OutboxKey>,
    /// Sent changes to let go of: a backup covers them.
    pub forget: Vec<OutboxKey>,
    /// Where a space now stands; none forgets it.
    pub place: Option<(SpaceId, Option<Place>)>,
    /// Drops all segments of this space, before any is added.
    pub drop_base: Option<SpaceId>,
    /// Segments to let go of.
    pub drop_segments: Vec<SegmentKey>,
    /// A segment to keep.
    pub segment: Option<Segment>,
    /// Drafts to keep, or to let go of.
    pub drafts: Vec<(String, Option<Draft>)>,
    /// Attachments.
    pub blobs: Vec<(Sha256, BlobWrite)>,
    /// Notes of the app under names of its own (session, settings); none lets go.
    pub notes: Vec<(String, Option<Value>)>,
    /// A person is waiting for the word “saved”: the transaction must survive a loss of power.
    pub strict: bool,
}

/// What a commit handed out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// The places of the queued changes, in order.
    pub queued: Vec<OutboxKey>,
    /// The place of the segment.
    pub segment: Option<SegmentKey>,
}

/// Why the store did not do something. Nothing of the batch was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another tab moved the space meanwhile; read again.
    #[error("another tab was faster")]
    Raced,
    /// The device is full.
    #[error("no room left on this device")]
    Full,
    /// The browser closed the database; it can be opened again.
    #[error("the database was closed")]
    Closed,
    /// Another tab holds an older version of the database open.
    #[error("another tab holds the database")]
    Blocked,
    /// A newer version of the program wrote the database; this one may only export.
    #[error("the database is newer than this program")]
    Newer,
    /// What was stored cannot be read back.
    #[error("stored data cannot be read")]
    Unreadable,
    /// The browser reports something else.
    #[error("the browser reports {0}")]
    Browser(String),
}

/// The device's database of one account.
///
/// Architecture invariant: a batch is one transaction, and `Ok` is returned only after its completed event.
#[expect(async_fn_in_trait, reason = "one thread on a device, so no future has to be Send")]
pub trait Store {
    /// Where each space stands.
    async fn places(&self) -> Result<BTreeMap<SpaceId, Place>, StoreError>;
    /// Changes of the outbox from a key on, in order, at most `limit`.
    async fn outbox(&self, from: OutboxKey, limit: usize) -> Result<Vec<Queued>, StoreError>;
    /// Accepted and pulled changes from a key on, in order, at most `limit`.
    async fn sent(&self, from: OutboxKey, limit: usize) -> Result<Vec<Queued>, StoreError>;
    /// Record counts of a space's segments, oldest first.
    async fn segment_counts(&self, space: SpaceId) -> Result<Vec<(SegmentKey, usize)>, StoreError>;
    /// Segments of a space below a key, newest first, at most `limit`.
    async fn segments(
        &self,
        space: SpaceId,
        below: Option<SegmentKey>,
        limit: usize,
    ) -> Result<Vec<(SegmentKey, Segment)>, StoreError>;
    /// All drafts.
    async fn drafts(&self) -> Result<BTreeMap<String, Draft>, StoreError>;
    /// All attachments, without their bytes.
    async fn blobs(&self) -> Result<BTreeMap<Sha256, BlobCard>, StoreError>;
    /// The bytes of an attachment.
    async fn blob(&self, hash: Sha256) -> Result<Option<Vec<u8>>, StoreError>;
    /// A note of the app.
    async fn note(&self, name: &str) -> Result<Option<Value>, StoreError>;
    /// Writes a batch wholly or not at all.
    async fn commit(&self, batch: Batch) -> Result<Receipt, StoreError>;
}
