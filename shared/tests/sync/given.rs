//! A record, people and changes to test with, and a history that remembers what was accepted.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::convert::Infallible;

use ed25519_dalek::SigningKey;
use serde_json::{Value, json};
use shared::domain::Kind;
use shared::field::Fields;
use shared::id::{
    ChangeId, DeviceId, Epoch, Lineage, PersonId, RecordId, Revision, ServerId, SpaceId, UnitId,
};
use shared::sync::{
    Act, Arrival, Change, Conflict, Edit, Edits, History, Merged, Outcome, Provenance, Refusal, Seen, Stored,
    insert, merge,
};
use shared::time::Timestamp;

pub(crate) fn lineage(epoch: u32) -> Lineage {
    Lineage { server: ServerId::derived([1; 16]), epoch: Epoch(epoch) }
}

pub(crate) fn space() -> SpaceId {
    SpaceId::derived([2; 16])
}

pub(crate) fn unit() -> UnitId {
    UnitId::derived([3; 16])
}

pub(crate) fn record() -> RecordId {
    RecordId::derived([4; 16])
}

pub(crate) fn change_id(n: u8) -> ChangeId {
    ChangeId::derived([n; 16])
}

pub(crate) fn key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

pub(crate) fn fields() -> Fields {
    let value = json!({
        "unit": unit(), "year": 2024, "title": "Tết Nhân ái", "held_on": "2024-01-20",
        "place": "Cao Lãnh", "body": "Câu một. Câu hai. Câu ba.", "tags": ["quà", "Tết"],
        "evidence": [
            { "file": { "hash": "07".repeat(32), "size": 412_000, "mime": "image/jpeg", "name": "trao quà.jpg" } },
            { "paper": { "kept_at": "Biên bản, tủ 3" } },
        ],
    });
    serde_json::from_value(value).unwrap()
}

pub(crate) fn change(n: u8, who: u8, act: Act) -> Change {
    Change {
        id: change_id(n),
        record: record(),
        kind: Kind::Activity,
        act,
        seen: None,
        follows: None,
        reason: None,
        author: PersonId::derived([who; 16]),
        unit: Some(unit()),
        device: DeviceId::derived([who; 16]),
        device_time: Timestamp::from_millis(1_700_000_000_000),
        sig: None,
    }
}

pub(crate) fn patch(field: &str, before: Value, after: Value) -> Act {
    Act::Patch(Edits::from([(field.to_owned(), Edit { before, after })]))
}

/// A server of one record: enough of one to drive the merge.
pub(crate) struct Ledger {
    pub(crate) record: Option<Stored>,
    pub(crate) conflicts: BTreeMap<RecordId, Conflict>,
    pub(crate) rev: Revision,
    pub(crate) epoch: u32,
    accepted: RefCell<BTreeMap<ChangeId, (Provenance, Option<ChangeId>)>>,
}

impl Ledger {
    pub(crate) fn empty() -> Self {
        Self {
            record: None,
            conflicts: BTreeMap::new(),
            rev: Revision::ZERO,
            epoch: 1,
            accepted: RefCell::default(),
        }
    }

    pub(crate) fn with_record() -> Self {
        let mut ledger = Self::empty();
        let made = ledger.take(&change(0, 0, Act::Insert(fields()))).unwrap();
        assert_eq!(made, Outcome::Applied { rev: Revision(1) });
        ledger
    }

    pub(crate) fn seen(&self) -> Seen {
        Seen { lineage: lineage(self.epoch), rev: self.record.as_ref().unwrap().rev }
    }

    pub(crate) fn value(&self, field: &str) -> Value {
        self.record.as_ref().unwrap().fields.get(field).cloned().unwrap_or(Value::Null)
    }

    pub(crate) fn take(&mut self, change: &Change) -> Result<Outcome, Refusal> {
        let by = Provenance {
            change: change.id,
            author: change.author,
            unit: change.unit,
            device: change.device,
            device_name: String::new(),
            device_time: change.device_time,
            received: Timestamp::from_millis(0),
        };
        let arrival = Arrival { change, by: &by, rev: self.rev.next(), lineage: lineage(self.epoch) };
        let outcome = match (&change.act, &self.record) {
            (Act::Insert(fields), None) => {
                self.record = Some(insert(arrival, fields)?);
                Outcome::Applied { rev: arrival.rev }
            }
            (_, None) => return Err(Refusal::NotAllowed),
            (_, Some(stored)) => {
                let open: Vec<_> =
                    self.conflicts.iter().map(|(id, conflict)| (*id, conflict.clone())).collect();
                let Ok(merged) = merge(stored, &open, arrival, self);
                let Merged { record, conflicts, outcome } = merged?;
                if let Some(record) = record {
                    self.record = Some(record);
                }
                self.conflicts.extend(conflicts);
                outcome
            }
        };
        self.rev = self.rev.next();
        self.accepted.borrow_mut().insert(change.id, (by, change.follows));
        Ok(outcome)
    }
}

impl History for Ledger {
    type Error = Infallible;

    fn provenance(&self, change: ChangeId) -> Result<Option<Provenance>, Infallible> {
        Ok(self.accepted.borrow().get(&change).map(|(by, _)| by.clone()))
    }

    fn follows(&self, _: RecordId, change: ChangeId) -> Result<Option<ChangeId>, Infallible> {
        Ok(self.accepted.borrow().get(&change).and_then(|(_, follows)| *follows))
    }
}
