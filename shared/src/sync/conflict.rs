//! Số liệu khác nhau: one field, the values it was given, and the decision between them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Provenance;
use crate::bytes::sha256;
use crate::domain::{Kind, record_kind};
use crate::field::{FieldError, Limit};
use crate::id::{ChangeId, RecordId, Revision, UnitId};
use crate::time::Timestamp;

/// A value that somebody gave a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The value; null for none.
    #[serde(default)]
    pub value: Value,
    /// Who gave it, where and when; none when nothing is known of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Provenance>,
}

/// Quyết định: which value counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The value.
    #[serde(default)]
    pub value: Value,
    /// The change whose value was chosen; none when another value was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<ChangeId>,
}

record_kind! {
    /// Số liệu khác nhau: a record of its own, so that it travels, is seen and is decided like any other.
    Conflict, check = no_problem;
    /// The record.
    subject: RecordId = Fixed Limit::Type,
    /// Its kind.
    subject_kind: Kind = Fixed Limit::Type,
    /// The field; [`crate::field::VOID`] when one hand voided what another edited.
    field: String = Fixed Limit::Line(60),
    /// The unit whose record it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<UnitId> = Fixed Limit::Type,
    /// Lúc đầu: the value that the later author started from.
    #[serde(default)]
    base: Value = Fixed Limit::Type,
    /// Đang dùng: the value that counts meanwhile.
    in_force: Candidate = Agreed Limit::Type,
    /// Đề nghị khác.
    candidates: Vec<Candidate> = Agreed Limit::Type,
    /// The decision; none while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decision: Option<Decision> = Agreed Limit::Type,
    /// Who decided, where and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decided_by: Option<Provenance> = Agreed Limit::Type,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String = Agreed Limit::Text(1_000),
}

fn no_problem(_: &Conflict) -> Vec<FieldError> {
    Vec::new()
}

impl Conflict {
    /// Whether the value is one that somebody gave the field, or that it had before.
    pub fn is_given(&self, value: &Value) -> bool {
        let given = std::iter::once(&self.in_force).chain(&self.candidates).map(|candidate| &candidate.value);
        given.chain([&self.base]).any(|given| given == value)
    }

    /// Since when the devices of the record's own unit differ; none when somebody of another unit or the central office
    /// has a hand in it, or nothing is known of one of them.
    pub fn within_unit_since(&self) -> Option<Timestamp> {
        let unit = self.unit?;
        let of_unit = |candidate: &Candidate| {
            candidate.by.as_ref().filter(|by| by.unit == Some(unit)).map(|by| by.received)
        };
        of_unit(&self.in_force)?;
        let received = self.candidates.iter().map(of_unit).collect::<Option<Vec<_>>>()?;
        received.into_iter().min()
    }

    /// The id of the conflict about a field that opens while the field's value is of this revision. Two servers that
    /// see the same disagreement make the same record.
    pub fn id(subject: RecordId, field: &str, opening: Revision) -> RecordId {
        let digest = sha256(format!("conflict/{subject}/{field}/{}", opening.0).as_bytes());
        let [id, _] = crate::domain::halves(digest.0);
        RecordId::derived(id)
    }
}
