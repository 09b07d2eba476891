//! What pages read: a space as the server said it, with this device's unanswered changes replayed over it.

use std::collections::{BTreeMap, BTreeSet};

use super::store::{OutboxKey, OutboxState, Queued};
use super::{Act, Conflict, Outcome, Refusal, Row, Seen, Segment, Sweep, after};
use crate::domain::{Kind, Record};
use crate::field::{Fields, VOID};
use crate::id::{ChangeId, Lineage, RecordId};

/// Where a record's newest work stands. The order is from the safest to what needs a person most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Đã tiếp nhận: the server has all of it.
    Received,
    /// Chờ gửi: some of it is only on this device.
    Waiting,
    /// Không được nhận: some of it was refused and is only on this device.
    Refused(Refusal),
}

/// A record as its reader should see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its kind.
    pub kind: Kind,
    /// Its fields, with this device's work.
    pub fields: Fields,
    /// What the server last said of it; none when it does not know it yet.
    pub base: Option<Row>,
    /// Where its newest work stands.
    pub standing: Standing,
}

impl View {
    /// The typed record, when it is of that kind and readable.
    pub fn typed<R: Record>(&self) -> Option<R> {
        (self.kind == R::KIND).then(|| R::from_fields(&self.fields)).flatten()
    }

    /// Why the record is out of force, if it is.
    pub fn void_reason(&self) -> Option<&str> {
        self.fields.get(VOID)?.as_str()
    }
}

/// What a change builds on: the state of the record that its author had in view.
///
/// Taken when a form is opened, not when it is saved: what came in between was not seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Footing {
    /// The revision the server had sent.
    pub seen: Option<Seen>,
    /// This device's latest change of the record that the server had not answered with a pulled revision.
    pub follows: Option<ChangeId>,
}

/// One space in memory.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    base: BTreeMap<RecordId, Row>,
    /// Stretches of ids of which no older segment counts.
    swept: Vec<Sweep>,
    queued: BTreeMap<OutboxKey, Queued>,
    of_record: BTreeMap<RecordId, BTreeSet<OutboxKey>>,
    disputes: BTreeMap<RecordId, BTreeSet<RecordId>>,
}

impl Projection {
    /// Takes a segment that is newer than all taken so far. Returns the records whose view may differ now.
    pub fn take(&mut self, segment: &Segment) -> Vec<RecordId> {
        let mut touched = Vec::with_capacity(segment.rows.len());
        for sweep in &segment.swept {
            // Not collected, which would bring a sort into the download.
            let mut named = BTreeSet::new();
            named.extend(segment.rows.iter().map(|row| row.id));
            let left: Vec<_> =
                self.base.keys().filter(|id| sweep.covers(**id) && !named.contains(id)).copied().collect();
            for id in left {
                touched.push(id);
                if let Some(row) = self.base.remove(&id) {
                    self.unindex(&row);
                }
            }
        }
        for row in &segment.rows {
            if self.base.get(&row.id).is_none_or(|held| held.rev <= row.rev) {
                self.put(row.clone(), &mut touched);
            }
        }
        touched
    }

    /// Takes a segment that is older than all taken so far: the start reads the newest first, so that the screen
    /// has something to show at once.
    pub fn take_older(&mut self, segment: Segment) -> Vec<RecordId> {
        let mut touched = Vec::with_capacity(segment.rows.len());
        for row in segment.rows {
            let is_swept = self.swept.iter().any(|sweep| sweep.covers(row.id));
            if !is_swept && !self.base.contains_key(&row.id) {
                self.put(row, &mut touched);
            }
        }
        self.swept.extend(segment.swept);
        touched
    }

    fn put(&mut self, row: Row, touched: &mut Vec<RecordId>) {
        touched.push(row.id);
        touched.extend(subject_of(&row));
        self.index(&row);
        self.base.insert(row.id, row);
    }

    /// Forgets what the server said; this device's work stays. Returns every record there was.
    pub fn drop_base(&mut self) -> Vec<RecordId> {
        self.swept.clear();
        self.disputes.clear();
        std::mem::take(&mut self.base).into_keys().collect()
    }

    /// Takes a change of the outbox, or its new state.
    pub fn queue(&mut self, queued: Queued) -> RecordId {
        let record = queued.change.record;
        self.of_record.entry(record).or_default().insert(queued.key);
        self.queued.insert(queued.key, queued);
        record
    }

    /// Notes where a change of the outbox stands now.
    pub fn settle(&mut self, key: OutboxKey, state: OutboxState) -> Option<RecordId> {
        let queued = self.queued.get_mut(&key)?;
        queued.state = state;
        Some(queued.change.record)
    }

    /// Lets a change go that is part of the base now.
    pub fn archive(&mut self, key: OutboxKey) -> Option<RecordId> {
        let record = self.queued.remove(&key)?.change.record;
        if let Some(keys) = self.of_record.get_mut(&record) {
            keys.remove(&key);
            if keys.is_empty() {
                self.of_record.remove(&record);
            }
        }
        Some(record)
    }

    /// A change of the outbox.
    pub fn row(&self, key: OutboxKey) -> Option<&Queued> {
        self.queued.get(&key)
    }

    /// Changes of the outbox in order.
    pub fn outbox(&self) -> impl Iterator<Item = &Queued> {
        self.queued.values()
    }

    /// This device's unanswered changes of a record, in order.
    pub fn changes_of(&self, record: RecordId) -> impl DoubleEndedIterator<Item = &Queued> {
        self.of_record.get(&record).into_iter().flatten().filter_map(|key| self.queued.get(key))
    }

    /// Every record of which something is known, as the server or this device has it.
    pub fn ids(&self) -> impl Iterator<Item = RecordId> {
        let own = self.of_record.keys().filter(|id| !self.base.contains_key(id));
        self.base.keys().chain(own).copied()
    }

    /// Records that the server has sent.
    pub fn base_len(&self) -> usize {
        self.base.len()
    }

    /// Open conflicts about a record.
    pub fn disputes_of(&self, record: RecordId) -> impl Iterator<Item = RecordId> {
        self.disputes.get(&record).into_iter().flatten().copied()
    }

    /// A record as its reader should see it.
    pub fn view(&self, id: RecordId) -> Option<View> {
        let base = self.base.get(&id);
        let mut view = base.map(|row| View {
            kind: row.kind,
            fields: row.fields.clone(),
            base: Some(row.clone()),
            standing: Standing::Received,
        });
        for queued in self.changes_of(id) {
            replay(&mut view, queued);
        }
        view
    }

    /// What a change of the record builds on, if its author looks at it now. `lineage` is the one of the space's
    /// place; none before the first pull.
    pub fn footing(&self, id: RecordId, lineage: Option<Lineage>) -> Footing {
        let row = self.base.get(&id);
        let seen = lineage.zip(row).map(|(lineage, row)| Seen { lineage, rev: row.rev });
        Footing { seen, follows: self.changes_of(id).next_back().map(|queued| queued.change.id) }
    }

    fn index(&mut self, row: &Row) {
        if let Some(held) = self.base.get(&row.id).cloned() {
            self.unindex(&held);
        }
        if let Some(subject) = subject_of(row)
            && !row.fields.contains_key("decision")
        {
            self.disputes.entry(subject).or_default().insert(row.id);
        }
    }

    fn unindex(&mut self, row: &Row) {
        let Some(subject) = subject_of(row) else {
            return;
        };
        if let Some(open) = self.disputes.get_mut(&subject) {
            open.remove(&row.id);
            if open.is_empty() {
                self.disputes.remove(&subject);
            }
        }
    }
}

/// The record that a conflict is about.
fn subject_of(row: &Row) -> Option<RecordId> {
    (row.kind == Conflict::KIND).then(|| row.fields.get("subject")?.as_str()?.parse().ok()).flatten()
}

fn replay(view: &mut Option<View>, queued: &Queued) {
    let standing = match &queued.state {
        OutboxState::Waiting { .. } | OutboxState::Held { .. } => Standing::Waiting,
        OutboxState::Refused { reason, .. } => Standing::Refused(reason.clone()),
        OutboxState::Accepted { outcome, .. } => {
            // What came of it is in the base as soon as that has been pulled; until then this device's own word
            // stands, except where the server kept another's: that one stands, once it is here.
            let base = view.as_ref().and_then(|view| view.base.as_ref());
            let in_base = base.is_some_and(|row| outcome.accepted_at().is_some_and(|rev| rev <= row.rev));
            if in_base || (base.is_some() && matches!(outcome, Outcome::Conflict { .. })) {
                return;
            }
            Standing::Received
        }
    };
    match (&queued.change.act, view.as_mut()) {
        (Act::Insert(fields), None) => {
            *view = Some(View { kind: queued.change.kind, fields: fields.clone(), base: None, standing });
        }
        // The record is there by this change itself, whose answer was lost; or another made it too, and what was typed
        // here shows until the server has answered.
        (Act::Insert(_), Some(view)) if !queued.change.kind.is_keyed() => {
            view.standing = more_urgent(view.standing.clone(), standing);
        }
        (act, Some(view)) => {
            apply(&mut view.fields, act, queued.change.reason.as_deref());
            view.standing = more_urgent(view.standing.clone(), standing);
        }
        // An edit of a record that is not here (it left the scope): it shows in the outbox alone.
        (Act::Patch(_) | Act::Void | Act::Restore, None) => {}
    }
}

fn more_urgent(a: Standing, b: Standing) -> Standing {
    match (a, b) {
        (Standing::Refused(reason), _) | (_, Standing::Refused(reason)) => Standing::Refused(reason),
        (Standing::Waiting, _) | (_, Standing::Waiting) => Standing::Waiting,
        (Standing::Received, Standing::Received) => Standing::Received,
    }
}

fn apply(fields: &mut Fields, act: &Act, reason: Option<&str>) {
    match act {
        Act::Insert(_) | Act::Patch(_) => *fields = after(fields, act),
        Act::Void => {
            fields.insert(VOID.to_owned(), reason.unwrap_or_default().into());
        }
        Act::Restore => {
            fields.remove(VOID);
        }
    }
}
