//! A record as devices receive and keep it.

use serde::{Deserialize, Serialize};

use crate::domain::{Kind, Record};
use crate::field::{Fields, VOID};
use crate::id::{ChangeId, DeviceId, PersonId, RecordId, Revision, UnitId};
use crate::time::Timestamp;

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The change that brought it.
    pub change: ChangeId,
    /// Who wrote it.
    pub author: PersonId,
    /// The unit the author acted for; none for the central office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The device it was written on.
    pub device: DeviceId,
    /// What that device was called then; empty when that is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub device_name: String,
    /// What the device's clock said.
    pub device_time: Timestamp,
    /// When the server received it.
    pub received: Timestamp,
}

/// A record at one revision, masked for its reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The record.
    pub id: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// The revision of its last change.
    pub rev: Revision,
    /// Its fields.
    pub fields: Fields,
    /// Its last change; none for records that the server keeps by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Provenance>,
}

impl Row {
    /// The typed record, when it is of that kind and readable.
    pub fn typed<R: Record>(&self) -> Option<R> {
        (self.kind == R::KIND).then(|| R::from_fields(&self.fields)).flatten()
    }

    /// Why the record is out of force, if it is.
    pub fn void_reason(&self) -> Option<&str> {
        self.fields.get(VOID)?.as_str()
    }
}
