//! A change: the unit of work and of sync.

use ed25519_dalek::{Signer, SigningKey, Verifier, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

use crate::bytes::Hex;
use crate::domain::{Kind, Record};
use crate::field::{FieldSpec, Fields};
use crate::id::{ChangeId, DeviceId, Lineage, PersonId, RecordId, Revision, UnitId};
use crate::time::Timestamp;

/// One field's value as its author saw it and as the author left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// What stood there; null for nothing.
    #[serde(default)]
    pub before: Value,
    /// What stands there now; null for nothing.
    #[serde(default)]
    pub after: Value,
}

/// The touched fields of a record.
pub type Edits = BTreeMap<String, Edit>;

/// What a change does to its record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Makes the record.
    Insert(Fields),
    /// Changes some of its fields.
    Patch(Edits),
    /// Hủy: takes the record out of force; the change's reason says why. Nothing is deleted.
    Void,
    /// Puts a voided record back in force.
    Restore,
}

/// The state of a record that an author had before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// Whose revision it is.
    pub lineage: Lineage,
    /// The record's revision.
    pub rev: Revision,
}

/// An Ed25519 signature by the device's key.
pub type Signature = Hex<64>;

/// One unit of work by one author on one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Its own id; the server answers a repeated id with the first outcome.
    pub id: ChangeId,
    /// The record it is about.
    pub record: RecordId,
    /// The record's kind.
    pub kind: Kind,
    /// What it does.
    pub act: Act,
    /// What its author saw of the record; none when the server had not answered for it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
    /// The author's previous change to this record, if the server had not answered for it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<ChangeId>,
    /// Lý do, where one is owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who did it.
    pub author: PersonId,
    /// The unit its author acted for; none for the central office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The device it was done on.
    pub device: DeviceId,
    /// What that device's clock said. Shown, never used to order.
    pub device_time: Timestamp,
    /// The device's signature over all of the above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sig: Option<Signature>,
}

/// Keeps a signature of a change from being taken for one of anything else.
const SIGNED_AS: &[u8] = b"giao-uoc/change/1\n";

impl Change {
    /// The change with the device's signature.
    #[must_use]
    pub fn signed(mut self, key: &SigningKey) -> Self {
        self.sig = None;
        self.sig = Some(Hex(key.sign(&self.signed_bytes()).to_bytes()));
        self
    }

    /// Whether the signature is the one of `key` over just this change.
    pub fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        self.sig.is_some_and(|sig| {
            let unsigned = Self { sig: None, ..self.clone() };
            key.verify(&unsigned.signed_bytes(), &ed25519_dalek::Signature::from_bytes(&sig.0)).is_ok()
        })
    }

    fn signed_bytes(&self) -> Vec<u8> {
        // Maps are ordered and numbers are integers, so equal changes have equal bytes on every machine.
        let mut bytes = SIGNED_AS.to_vec();
        bytes.extend(serde_json::to_vec(self).unwrap_or_default());
        bytes
    }
}

/// The edits that lead from one state of a record to another.
pub fn edits_between<R: Record>(before: &R, after: &R) -> Edits {
    edits_of(R::FIELDS, &before.to_fields(), &after.to_fields())
}

/// The edits of the declared fields that lead from some values to others.
pub fn edits_of(specs: &[FieldSpec], before: &Fields, after: &Fields) -> Edits {
    specs
        .iter()
        .filter_map(|spec| {
            let edit = Edit { before: value_of(before, spec.name), after: value_of(after, spec.name) };
            (edit.before != edit.after).then(|| (spec.name.to_owned(), edit))
        })
        .collect()
}

/// The edits that take `done` back, where its values still stand: what somebody has changed since is left alone.
pub fn reversed(now: &Fields, done: &Edits) -> Edits {
    let stands = |(name, edit): &(&String, &Edit)| value_of(now, name) == edit.after;
    let back = |edit: &Edit| Edit { before: edit.after.clone(), after: edit.before.clone() };
    done.iter().filter(stands).map(|(name, edit)| (name.clone(), back(edit))).collect()
}

/// A record's fields once an act is done to them. Putting out of force and back leaves the values as they are.
pub fn after(fields: &Fields, act: &Act) -> Fields {
    let mut fields = fields.clone();
    match act {
        Act::Insert(made) => fields.extend(made.clone()),
        Act::Patch(edits) => {
            for (name, edit) in edits {
                set(&mut fields, name, &edit.after);
            }
        }
        Act::Void | Act::Restore => {}
    }
    fields
}

/// Gives a field a value; null takes it away.
pub(super) fn set(fields: &mut Fields, field: &str, value: &Value) {
    if value.is_null() {
        fields.remove(field);
    } else {
        fields.insert(field.to_owned(), value.clone());
    }
}

/// A field's value; null when there is none.
pub(super) fn value_of(fields: &Fields, name: &str) -> Value {
    fields.get(name).cloned().unwrap_or(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_still_stands_is_taken_back() {
        let fields = |value: Value| serde_json::from_value::<Fields>(value).unwrap_or_default();
        let before = fields(json!({ "title": "Cũ", "participants": 5 }));
        let after_it = fields(json!({ "title": "Mới", "place": "Cao Lãnh" }));
        let done = edits_of(crate::domain::Activity::FIELDS, &before, &after_it);
        let taken_back = |now: &Fields| after(now, &Act::Patch(reversed(now, &done)));
        assert_eq!(taken_back(&after_it), before);
        let since = fields(json!({ "title": "Người khác sửa", "place": "Cao Lãnh" }));
        assert_eq!(taken_back(&since), fields(json!({ "title": "Người khác sửa", "participants": 5 })));
    }
}
