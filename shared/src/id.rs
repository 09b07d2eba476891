//! Typed identifiers. All are UUIDs; a mixed-up id does not compile.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::{Builder, Uuid};

use crate::time::Timestamp;

/// Random bytes that a new id needs beside the time.
pub type IdEntropy = [u8; 10];

macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new `UUIDv7` from the given clock and randomness.
            pub fn new(at: Timestamp, entropy: &IdEntropy) -> Self {
                Self(Builder::from_unix_timestamp_millis(at.unsigned_millis(), entropy).into_uuid())
            }

            /// The id that these bytes name; equal bytes give an equal id on every machine (`UUIDv8`).
            pub fn derived(digest: [u8; 16]) -> Self {
                Self(Builder::from_custom_bytes(digest).into_uuid())
            }

            /// The sixteen bytes of the id.
            pub fn bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Uuid::from_str(text).map(Self).map_err(|_| BadId)
            }
        }
    )*};
}

/// The text is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct BadId;

uuid_id! {
    /// A space: one cluster with all its records, or the directory of an installation.
    SpaceId,
    /// A record of any kind.
    RecordId,
    /// A change: one unit of work and of sync.
    ChangeId,
    /// A person who signs in.
    PersonId,
    /// Đơn vị thành viên: a member organisation, or an office that acts beside them.
    UnitId,
    /// A device that a person signs in on.
    DeviceId,
    /// One installation of the server.
    ServerId,
}

impl UnitId {
    /// Stands for a unit that is not chosen yet: none has this id.
    pub fn nobody() -> Self {
        Self::derived([0; 16])
    }

    /// The unit that a directory record describes; the record and the unit share their id.
    pub fn of_record(id: RecordId) -> Self {
        Self(id.0)
    }

    /// The directory record that describes this unit.
    pub fn record(self) -> RecordId {
        RecordId(self.0)
    }
}

impl PersonId {
    /// The person whom a directory record describes.
    pub fn of_record(id: RecordId) -> Self {
        Self(id.0)
    }

    /// The directory record that describes this person; the record and the person share their id.
    pub fn record(self) -> RecordId {
        RecordId(self.0)
    }
}

impl SpaceId {
    /// The directory record of the cluster whose records this space holds; they share their id.
    pub fn record(self) -> RecordId {
        RecordId(self.0)
    }

    /// The space of the cluster that a directory record describes.
    pub fn of_record(id: RecordId) -> Self {
        Self(id.0)
    }
}

/// A place in a space's order of accepted work; the server hands them out, from 1, under the space's lock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(pub u64);

impl Revision {
    /// Before anything happened.
    pub const ZERO: Self = Self(0);

    /// The revision after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// Counts how often a server was set back to an earlier state (`design.md` §4, Epoch).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Epoch(pub u32);

/// Whose revisions these are: a revision means nothing under another server or epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lineage {
    /// The installation that handed the revisions out.
    pub server: ServerId,
    /// Its epoch at that time.
    pub epoch: Epoch,
}
