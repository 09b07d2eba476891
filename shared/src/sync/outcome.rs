//! What the server says of a change.

use serde::{Deserialize, Serialize};

use crate::access::Lock;
use crate::field::FieldError;
use crate::id::{ChangeId, RecordId, Revision};

/// The server's answer to one change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Outcome {
    /// Taken as it was. Stored for ever and repeated for a repeated id.
    Applied {
        /// The record's revision afterwards.
        rev: Revision,
    },
    /// Taken together with what others had done meanwhile. Stored for ever.
    Merged {
        /// The record's revision afterwards.
        rev: Revision,
    },
    /// Taken, but a field disagrees with another's work: both values are kept. Stored for ever.
    Conflict {
        /// The record's revision afterwards.
        rev: Revision,
        /// The conflict records that hold the values.
        conflicts: Vec<RecordId>,
    },
    /// Not taken. The device parks it; it is judged anew when sent again.
    Refused {
        /// Why.
        reason: Refusal,
    },
    /// Not judged yet: a part is missing. The device keeps and repeats it.
    Held {
        /// What is missing.
        waiting_for: Missing,
    },
    /// Reached the hall server, which will bring it to the centre; the centre's outcome replaces this one.
    Relayed,
    /// An answer that this version does not know: the change stays where it is.
    #[serde(other)]
    Unknown,
}

impl Outcome {
    /// The revision up to which a device must have pulled to see the change in what it pulled.
    pub fn accepted_at(&self) -> Option<Revision> {
        match self {
            Self::Applied { rev } | Self::Merged { rev } | Self::Conflict { rev, .. } => Some(*rev),
            Self::Refused { .. } | Self::Held { .. } | Self::Relayed | Self::Unknown => None,
        }
    }
}

/// Why a change was not taken; the words for it stand in the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Refusal {
    /// The author has no right to do this to this record.
    NotAllowed,
    /// The change claims another author or unit than the one signed in.
    NotYours,
    /// The device's signature is missing or wrong.
    BadSignature,
    /// Values that break a rule.
    Invalid {
        /// Each with its field.
        errors: Vec<FieldError>,
    },
    /// The unit that the record is for is no member of the cluster.
    NotMember,
    /// A reason is owed.
    NeedsReason,
    /// The document is owed from which somebody else entered it for the unit.
    NeedsSource,
    /// The time for it is over.
    Locked {
        /// Why.
        lock: Lock,
    },
    /// The record was out of force when the author saw it.
    Voided,
    /// Another change made a record with this id.
    Exists,
    /// The conflict has new candidates since the decider looked.
    DecisionStale,
    /// Larger than a change may be.
    TooLarge,
    /// A reason that this version does not know.
    #[serde(other)]
    Unknown,
}

/// What a held change waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The change that it follows.
    Change(ChangeId),
    /// The record that it is about.
    Record(RecordId),
}
