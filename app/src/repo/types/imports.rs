//! Imports as pages see them.

use serde::{Deserialize, Serialize};
use shared::domain::Kind;
use shared::id::{RecordId, SpaceId};
use shared::import::ImportOf;
use shared::time::Timestamp;

use super::SaveError;

/// An import that was done, or is being done, on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCard {
    /// Which.
    pub id: RecordId,
    /// What was imported.
    pub of: ImportOf,
    /// The name of the file.
    pub file: String,
    /// When, by this device's clock.
    pub at: Timestamp,
    /// Into which space.
    pub space: SpaceId,
    /// Records that it made or changed.
    pub records: usize,
    /// Transactions in which it was done.
    pub steps: u32,
    /// Whether it was taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub taken_back: bool,
}

/// Why rows were not taken.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportError {
    /// What they change has become something else since they were read.
    Stale,
    /// As with every other save.
    Save(SaveError),
}

impl From<SaveError> for ImportError {
    fn from(error: SaveError) -> Self {
        Self::Save(error)
    }
}

/// What was built on an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// How many records.
    pub count: usize,
    /// The first of them.
    pub first: Vec<(Kind, RecordId)>,
}

/// Why an import was not taken back.
#[derive(Clone, Debug, PartialEq)]
pub enum TakeBackError {
    /// Somebody has built on it: as a whole it cannot go any more.
    Built(Built),
    /// As with every other save.
    Save(SaveError),
}

impl From<SaveError> for TakeBackError {
    fn from(error: SaveError) -> Self {
        Self::Save(error)
    }
}
