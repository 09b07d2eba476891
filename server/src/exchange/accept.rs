//! Taking a change: making a record, merging into one, or deciding a conflict.

use serde_json::Value;
use shared::access::{Ground, grounds_of, may_decide, pin_lock};
use shared::bytes::Sha256;
use shared::domain::{Evidence, Kind, Record};
use shared::id::{ChangeId, RecordId, Revision, SpaceId};
use shared::sync::{
    Act, Arrival, Change, Conflict, History, Mark, Marks, Merged, Outcome, Provenance, Refusal, Stored,
    decide, insert, merge,
};
use shared::time::Timestamp;

use super::ledger::Ledger;
use crate::error::Error;
use crate::store::{Accepted, Store, StoreError};

/// The accepted changes of a space, as the merge asks for them.
struct Past<'s, S> {
    store: &'s S,
    space: SpaceId,
}

impl<S: Store> History for Past<'_, S> {
    type Error = StoreError;

    fn provenance(&self, change: ChangeId) -> Result<Option<Provenance>, StoreError> {
        self.store.provenance(self.space, change)
    }

    fn follows(&self, record: RecordId, change: ChangeId) -> Result<Option<ChangeId>, StoreError> {
        self.store.follows(self.space, record, change)
    }
}

/// Takes a change of a record that stands as `stored`.
///
/// # Errors
/// The outer error is the database's; the inner one is the refusal to answer.
pub(crate) fn accept<S: Store>(
    ledger: &mut Ledger<'_, S>,
    change: &Change,
    body: &str,
    by: &Provenance,
    stored: Option<Stored>,
) -> Result<Result<Outcome, Refusal>, Error> {
    let arrival = Arrival { change, by, rev: ledger.next(), lineage: ledger.position.lineage() };
    let taken = match (&change.act, stored) {
        (Act::Insert(_), Some(stored)) if !stored.kind.is_keyed() => Err(Refusal::Exists),
        (Act::Insert(fields), None) => inserted(ledger, arrival, fields)?,
        (_, None) => Err(Refusal::NotAllowed),
        (_, Some(stored)) if stored.kind == Kind::Conflict => decided(ledger, arrival, &stored)?,
        (_, Some(stored)) => merged(ledger, arrival, &stored)?,
    };
    let (about, outcome) = match taken {
        Ok(taken) => taken,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let space = ledger.space();
    for (hash, mime) in named_files(change) {
        ledger.store.add_file_ref(space, hash, change.record, &mime)?;
    }
    let entry = entry(body, &outcome, arrival.rev, by.received);
    ledger.advance(entry.as_bytes(), None)?;
    let seq = arrival.rev;
    let Provenance { received, device_name, .. } = by;
    let received = *received;
    let accepted = Accepted { change, body, about, seq, outcome: &outcome, received, device_name };
    ledger.store.add_change(space, accepted)?;
    Ok(Ok(outcome))
}

/// What joins the chain for an accepted change. The time it came is a part of it: a server that was set back and is
/// handed the same change again must not arrive at the same chain, or devices would not notice.
fn entry(body: &str, outcome: &Outcome, rev: Revision, received: Timestamp) -> String {
    let outcome = serde_json::to_string(outcome).unwrap_or_default();
    format!("{body}\n{outcome}\n{}\n{}", rev.0, received.millis())
}

/// The record whose history the change belongs to, and what became of it; or the refusal to answer.
type Taken = Result<(RecordId, Outcome), Refusal>;

fn inserted<S: Store>(
    ledger: &mut Ledger<'_, S>,
    arrival: Arrival<'_>,
    fields: &shared::field::Fields,
) -> Result<Taken, Error> {
    let stored = match insert(arrival, fields) {
        Ok(stored) => stored,
        Err(refusal) => return Ok(Err(refusal)),
    };
    ledger.put(&stored, Some(arrival.by))?;
    ledger.count(None, &stored)?;
    Ok(Ok((stored.id, Outcome::Applied { rev: arrival.rev })))
}

fn merged<S: Store>(
    ledger: &mut Ledger<'_, S>,
    arrival: Arrival<'_>,
    stored: &Stored,
) -> Result<Taken, Error> {
    let past = Past { store: ledger.store, space: ledger.space() };
    let mut open = Vec::new();
    for id in ledger.store.open_conflicts(ledger.space(), stored.id)? {
        open.push((id, conflict(ledger, id)?.1));
    }
    let Merged { record, conflicts, outcome } = match merge(stored, &open, arrival, &past)? {
        Ok(merged) => merged,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Some(record) = &record {
        ledger.put(record, Some(arrival.by))?;
        ledger.count(Some(stored), record)?;
    }
    for (id, conflict) in &conflicts {
        if !open.iter().any(|(known, _)| known == id) {
            ledger.store.set_open(ledger.space(), stored.id, *id, true)?;
            ledger.count_conflict(stored, 1);
        }
        put_conflict(ledger, *id, conflict, arrival)?;
    }
    Ok(Ok((stored.id, outcome)))
}

fn decided<S: Store>(
    ledger: &mut Ledger<'_, S>,
    arrival: Arrival<'_>,
    stored: &Stored,
) -> Result<Taken, Error> {
    let conflict = typed(stored)?;
    let subject = ledger
        .store
        .record(ledger.space(), conflict.subject)?
        .ok_or(StoreError::Corrupt("conflict without its record"))?;
    let ground = match grounds_of(subject.kind, &subject.fields) {
        Some((year, unit)) => ledger.ground(year, unit)?,
        None => Ground::open(ledger.now.vietnam_date()),
    };
    let pinned = pin_lock(subject.kind, &subject.fields, &conflict.field, ground.today);
    if let Some(lock) = ground.closed().or(pinned) {
        return Ok(Err(Refusal::Locked { lock }));
    }
    let decision = match decide(stored, &conflict, &subject, arrival) {
        Ok(decision) => decision,
        Err(refusal) => return Ok(Err(refusal)),
    };
    // The decider may give a value that nobody gave before.
    let fields = &decision.subject.fields;
    let value = fields.get(&conflict.field).unwrap_or(&Value::Null);
    if !conflict.is_given(value) {
        let about = ledger.subject(subject.kind, fields);
        if let Err(refusal) = may_decide(arrival.by.author, &about, (&conflict.field, value), &ground) {
            return Ok(Err(refusal));
        }
    }
    if let Err(refusal) = ledger.in_order((subject.kind, fields), Some(&subject))? {
        return Ok(Err(refusal));
    }
    if let Err(refusal) = ledger.in_register(subject.id, subject.kind, fields)? {
        return Ok(Err(refusal));
    }
    ledger.put(&decision.subject, Some(arrival.by))?;
    ledger.count(Some(&subject), &decision.subject)?;
    if conflict.decision.is_none() {
        ledger.store.set_open(ledger.space(), subject.id, stored.id, false)?;
        ledger.count_conflict(&subject, -1);
    }
    put_conflict(ledger, stored.id, &decision.conflict, arrival)?;
    Ok(Ok((subject.id, Outcome::Applied { rev: arrival.rev })))
}

fn conflict<S: Store>(ledger: &Ledger<'_, S>, id: RecordId) -> Result<(Stored, Conflict), StoreError> {
    let stored = ledger.store.record(ledger.space(), id)?;
    let stored = stored.ok_or(StoreError::Corrupt("open conflict"))?;
    let conflict = typed(&stored)?;
    Ok((stored, conflict))
}

fn typed(stored: &Stored) -> Result<Conflict, StoreError> {
    Conflict::from_fields(&stored.fields).ok_or(StoreError::Corrupt("conflict"))
}

fn put_conflict<S: Store>(
    ledger: &mut Ledger<'_, S>,
    id: RecordId,
    conflict: &Conflict,
    arrival: Arrival<'_>,
) -> Result<(), Error> {
    let mark = Mark { rev: arrival.rev, by: arrival.change.id };
    let fields = conflict.to_fields();
    let marks = match ledger.store.record(ledger.space(), id)? {
        None => Marks { inserted: mark, later: std::collections::BTreeMap::new() },
        Some(before) => {
            let mut marks = before.marks;
            let moved = fields.iter().filter(|(name, value)| before.fields.get(*name) != Some(*value));
            marks.later.extend(moved.map(|(name, _)| (name.clone(), mark)));
            marks
        }
    };
    let stored = Stored { id, kind: Kind::Conflict, rev: arrival.rev, fields, marks };
    ledger.put(&stored, Some(arrival.by))
}

/// The files that a change names, whether their values came into force or became candidates.
fn named_files(change: &Change) -> Vec<(Sha256, String)> {
    let value = match &change.act {
        Act::Insert(fields) => fields.get("evidence"),
        Act::Patch(edits) => edits.get("evidence").map(|edit| &edit.after),
        Act::Void | Act::Restore => None,
    };
    let items: Vec<Evidence> = matches!(change.kind, Kind::Activity | Kind::Figure | Kind::Signature)
        .then(|| value.and_then(|value| serde_json::from_value(value.clone()).ok()))
        .flatten()
        .unwrap_or_default();
    let files = items.into_iter().filter_map(|item| match item {
        Evidence::File { hash, mime, .. } => Some((hash, mime)),
        Evidence::Paper { .. } => None,
    });
    files.collect()
}
