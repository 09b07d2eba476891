//! The work that is measured: records as the measurement hands them over, and the changes that bring them.

use app::{clock, random};
use ed25519_dalek::SigningKey;
use serde::Deserialize;
use shared::bytes::Hex;
use shared::domain::Kind;
use shared::field::Fields;
use shared::id::{ChangeId, DeviceId, PersonId, RecordId, Revision, UnitId};
use shared::sync::{Act, Change, Edits, Footing, Provenance, Row};
use wasm_bindgen::JsError;

/// An activity of the measurement.
#[derive(Clone, Deserialize)]
pub(crate) struct Given {
    pub(crate) id: RecordId,
    pub(crate) fields: Fields,
}

/// Whose work it is.
pub(crate) struct Author {
    pub(crate) person: PersonId,
    pub(crate) unit: Option<UnitId>,
    pub(crate) device: DeviceId,
    pub(crate) key: SigningKey,
}

impl Author {
    /// Somebody who has never signed in: the store does not ask.
    pub(crate) fn nobody() -> Self {
        Self {
            person: PersonId::derived([1; 16]),
            unit: Some(UnitId::derived([2; 16])),
            device: DeviceId::derived([3; 16]),
            key: SigningKey::from_bytes(&[4; 32]),
        }
    }

    /// The activity with its unit, which only its author knows.
    pub(crate) fn owned(&self, given: Given) -> Given {
        let mut fields = given.fields;
        if let Some(unit) = self.unit {
            fields.insert("unit".to_owned(), unit.to_string().into());
        }
        Given { id: given.id, fields }
    }

    /// A new record, not signed yet.
    pub(crate) fn insert(&self, given: &Given) -> Result<Change, JsError> {
        self.change(given.id, Act::Insert(given.fields.clone()), Footing::default())
    }

    /// A changed record, signed.
    pub(crate) fn patch(&self, record: RecordId, edits: Edits, footing: Footing) -> Result<Change, JsError> {
        Ok(self.change(record, Act::Patch(edits), footing)?.signed(&self.key))
    }

    fn change(&self, record: RecordId, act: Act, footing: Footing) -> Result<Change, JsError> {
        let now = clock::now();
        Ok(Change {
            id: ChangeId::new(now, &random::entropy()?),
            record,
            kind: Kind::Activity,
            act,
            seen: footing.seen,
            follows: footing.follows,
            reason: None,
            author: self.person,
            unit: self.unit,
            device: self.device,
            device_time: now,
            sig: None,
        })
    }

    /// The record as the server would send it.
    pub(crate) fn row(&self, given: &Given, rev: Revision) -> Result<Row, JsError> {
        let now = clock::now();
        let by = Provenance {
            change: ChangeId::new(now, &random::entropy()?),
            author: self.person,
            unit: self.unit,
            device: self.device,
            device_name: "Máy tính bảng 2".to_owned(),
            device_time: now,
            received: now,
        };
        Ok(Row { id: given.id, kind: Kind::Activity, rev, fields: given.fields.clone(), by: Some(by) })
    }
}

/// A signature that nobody made, of the right size: where only the store is measured.
pub(crate) fn with_blank_signature(change: Change) -> Change {
    Change { sig: Some(Hex([0x5a; 64])), ..change }
}
