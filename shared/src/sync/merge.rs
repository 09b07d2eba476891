//! The merge: what becomes of a change that meets what others did meanwhile (`design.md` §3).

mod decision;
mod judge;
mod wish;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

use super::change::{set, value_of};
use super::{Act, Candidate, Change, Conflict, Edit, Edits, Outcome, Provenance, Refusal};
use crate::domain::{Kind, KindSpec};
use crate::field::{FieldError, Fields, Policy, Problem, VOID};
use crate::id::{ChangeId, Lineage, RecordId, Revision};
use judge::{Verdict, judge};
use wish::{edits_of, refuse, wanted};

pub use decision::{Decided, decide};

/// Who gave a field its value, and when in the space's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The revision at which it got it.
    pub rev: Revision,
    /// The change that gave it.
    pub by: ChangeId,
}

/// The marks of a record's fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// The change that made the record: it marks every field that has no mark of its own.
    pub inserted: Mark,
    /// Fields touched since.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub later: BTreeMap<String, Mark>,
}

impl Marks {
    /// The mark of a field.
    pub fn of(&self, field: &str) -> Mark {
        self.later.get(field).copied().unwrap_or(self.inserted)
    }
}

/// A record as the server keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// The record.
    pub id: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// The revision of its last change.
    pub rev: Revision,
    /// Its fields.
    pub fields: Fields,
    /// Where each value came from.
    pub marks: Marks,
}

/// What the merge asks of the changes accepted so far.
pub trait History {
    /// Why it could not be asked.
    type Error;
    /// Where an accepted change came from.
    fn provenance(&self, change: ChangeId) -> Result<Option<Provenance>, Self::Error>;
    /// The change that an accepted change of this record follows.
    fn follows(&self, record: RecordId, change: ChangeId) -> Result<Option<ChangeId>, Self::Error>;
}

/// A change that has just arrived.
#[derive(Clone, Copy, Debug)]
pub struct Arrival<'a> {
    /// The change.
    pub change: &'a Change,
    /// Where it came from.
    pub by: &'a Provenance,
    /// The revision that it gets if it is accepted.
    pub rev: Revision,
    /// Whose revision that is.
    pub lineage: Lineage,
}

/// What to store of an accepted change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The record; none when nothing of it changed.
    pub record: Option<Stored>,
    /// Conflicts that opened or moved.
    pub conflicts: Vec<(RecordId, Conflict)>,
    /// What to answer.
    pub outcome: Outcome,
}

/// Makes a record.
///
/// # Errors
/// The refusal to answer.
pub fn insert(arrival: Arrival<'_>, fields: &Fields) -> Result<Stored, Refusal> {
    let Change { id, record, kind, .. } = *arrival.change;
    let spec = kind.spec().ok_or(Refusal::NotAllowed)?;
    let mut errors = spec.problems(fields);
    if fields.contains_key(VOID) {
        errors.push(FieldError::new(VOID, Problem::Unknown));
    }
    refuse(errors)?;
    let inserted = Mark { rev: arrival.rev, by: id };
    let marks = Marks { inserted, later: BTreeMap::new() };
    // A field that says nothing is left out, so that it counts as one nobody has filled in.
    let mut fields = fields.clone();
    fields.retain(|_, value| !value.is_null());
    Ok(Stored { id: record, kind, rev: arrival.rev, fields, marks })
}

/// Merges a change into a record. `open` are the record's open conflicts.
///
/// # Errors
/// The outer error is the history's; the inner one is the refusal to answer.
pub fn merge<H: History>(
    stored: &Stored,
    open: &[(RecordId, Conflict)],
    arrival: Arrival<'_>,
    history: &H,
) -> Result<Result<Merged, Refusal>, H::Error> {
    let Some(spec) = stored.kind.spec() else {
        return Ok(Err(Refusal::NotAllowed));
    };
    let edits = edits_of(stored, arrival.change);
    let wanted = match wanted(spec, stored, arrival.change, &edits) {
        Ok(wanted) => wanted,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let chain = ancestors(arrival.change, history)?;
    let knows = |field: &str, edit: &Edit| knows(stored, arrival, &chain, field, edit);
    let void = Edit { before: Value::Null, after: Value::Null };
    let is_void = stored.fields.contains_key(VOID);
    let knew_void = knows(VOID, &void);
    if is_void && knew_void && matches!(arrival.change.act, Act::Patch(_)) {
        return Ok(Err(Refusal::Voided));
    }
    let start = || Merging {
        stored,
        spec,
        arrival,
        chain: &chain,
        history,
        open,
        next: stored.clone(),
        moved: BTreeMap::new(),
        disputes: Vec::new(),
        plain: true,
    };
    let mut merging = start();
    for (field, edit) in &edits {
        let blind_void = arrival.change.act == Act::Void && merging.touched_unseen(&knows);
        merging.take(field, edit, knows(field, edit) && !blind_void)?;
    }
    // Two records that are each in order can make one that is not (“không giao” here, a plan there): then a person
    // decides about all of it.
    if merging.next.fields != wanted && merging.spoils() {
        merging = start();
        merging.dispute_all(&edits)?;
    }
    if is_void && !knew_void && matches!(arrival.change.act, Act::Patch(_) | Act::Insert(_)) {
        // The editor did not know that the record had been voided: a person decides whether it lives on.
        merging.dispute(VOID, &void)?;
    }
    Ok(Ok(merging.finish()))
}

/// The author's earlier changes that this one builds on.
fn ancestors<H: History>(change: &Change, history: &H) -> Result<BTreeSet<ChangeId>, H::Error> {
    let mut chain = BTreeSet::new();
    let mut next = change.follows;
    while let Some(id) = next {
        let own = history
            .provenance(id)?
            .is_some_and(|by| by.author == change.author && by.device == change.device);
        if !own || !chain.insert(id) {
            break;
        }
        next = history.follows(change.record, id)?;
    }
    Ok(chain)
}

/// Whether the author saw the field as it stands, or it stands as the author's own chain left it.
///
/// Having pulled a revision is not enough: over it, the author's screen still showed the author's own pending work.
/// So the value that the author started from must stand as well. The void mark is named by no edit; there the
/// revision alone decides.
fn knows(
    stored: &Stored,
    arrival: Arrival<'_>,
    chain: &BTreeSet<ChangeId>,
    field: &str,
    edit: &Edit,
) -> bool {
    let mark = stored.marks.of(field);
    let stands = value_of(&stored.fields, field) == edit.before;
    if matches!(arrival.change.act, Act::Insert(_)) {
        // Nobody has ever given the field a value, so there is nothing that its author has not seen.
        return stands && field != VOID && !stored.marks.later.contains_key(field);
    }
    if chain.contains(&mark.by) || (!chain.is_empty() && stands) {
        return true;
    }
    match arrival.change.seen {
        Some(seen) if seen.lineage == arrival.lineage => mark.rev <= seen.rev && (stands || field == VOID),
        // Revisions of another epoch mean nothing here: what the author saw must still stand.
        Some(_) => stands,
        None => false,
    }
}

/// A merge under way.
struct Merging<'a, H> {
    stored: &'a Stored,
    spec: &'a KindSpec,
    arrival: Arrival<'a>,
    chain: &'a BTreeSet<ChangeId>,
    history: &'a H,
    open: &'a [(RecordId, Conflict)],
    next: Stored,
    moved: BTreeMap<RecordId, Conflict>,
    disputes: Vec<RecordId>,
    /// Nobody else's work was met.
    plain: bool,
}

impl<H: History> Merging<'_, H> {
    fn touched_unseen(&self, knows: &impl Fn(&str, &Edit) -> bool) -> bool {
        self.spec.fields.iter().any(|field| {
            let stands = Edit { before: value_of(&self.stored.fields, field.name), after: Value::Null };
            let foreign = self.arrival.change.seen.is_some_and(|seen| seen.lineage != self.arrival.lineage);
            // Voiding names no values, so under another epoch there is nothing to compare.
            !foreign && !knows(field.name, &stands)
        })
    }

    fn take(&mut self, field: &str, edit: &Edit, known: bool) -> Result<(), H::Error> {
        let current = value_of(&self.stored.fields, field);
        let policy = self.spec.policy(field).unwrap_or(Policy::Agreed);
        let bound = self.spec.field(field);
        match judge(policy, &current, edit, known, bound) {
            Verdict::Nothing => self.plain &= known,
            Verdict::Take(value) => {
                self.plain &= known;
                self.put(field, &value);
            }
            Verdict::Dispute(partly) => {
                if let Some(value) = partly {
                    self.put(field, &value);
                }
                self.dispute(field, edit)?;
            }
        }
        Ok(())
    }

    /// Whether what came of the merge is out of order, though its parts are not.
    fn spoils(&self) -> bool {
        !self.spec.problems(&self.next.fields).is_empty()
    }

    /// Puts the whole change before a person; of a record made anew also what its author left blank.
    fn dispute_all(&mut self, edits: &Edits) -> Result<(), H::Error> {
        let made = matches!(self.arrival.change.act, Act::Insert(_));
        for spec in self.spec.fields {
            let current = value_of(&self.stored.fields, spec.name);
            let blank = (made && matches!(spec.policy, Policy::Owned | Policy::Agreed))
                .then_some(Edit { before: Value::Null, after: Value::Null });
            if let Some(edit) = edits.get(spec.name).or(blank.as_ref())
                && edit.after != current
            {
                self.dispute(spec.name, edit)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, field: &str, value: &Value) {
        set(&mut self.next.fields, field, value);
        let mark = Mark { rev: self.arrival.rev, by: self.arrival.change.id };
        self.next.marks.later.insert(field.to_owned(), mark);
        self.next.rev = self.arrival.rev;
        // Whoever decides later must see what really is in force.
        for (id, conflict) in self.open.iter().filter(|(_, conflict)| conflict.field == field) {
            let moved = self.moved.entry(*id).or_insert_with(|| conflict.clone());
            moved.in_force = Candidate { value: value.clone(), by: Some(self.arrival.by.clone()) };
        }
    }

    fn dispute(&mut self, field: &str, edit: &Edit) -> Result<(), H::Error> {
        let candidate = Candidate { value: edit.after.clone(), by: Some(self.arrival.by.clone()) };
        let (id, mut conflict) = match self.open.iter().find(|(_, conflict)| conflict.field == field) {
            Some((id, conflict)) => (*id, self.moved.remove(id).unwrap_or_else(|| conflict.clone())),
            None => self.opened(field, edit)?,
        };
        let chain = self.chain;
        conflict.candidates.retain(|old| old.by.as_ref().is_none_or(|by| !chain.contains(&by.change)));
        conflict.candidates.push(candidate);
        self.moved.insert(id, conflict);
        self.disputes.push(id);
        Ok(())
    }

    fn opened(&self, field: &str, edit: &Edit) -> Result<(RecordId, Conflict), H::Error> {
        let mark = self.stored.marks.of(field);
        let in_force = Candidate {
            value: value_of(&self.next.fields, field),
            by: if self.next.marks.of(field) == mark {
                self.history.provenance(mark.by)?
            } else {
                Some(self.arrival.by.clone())
            },
        };
        let conflict = Conflict {
            subject: self.stored.id,
            subject_kind: self.stored.kind,
            field: field.to_owned(),
            unit: crate::access::unit_of(self.stored.kind, &self.stored.fields),
            base: edit.before.clone(),
            in_force,
            candidates: Vec::new(),
            decision: None,
            decided_by: None,
            reason: String::new(),
        };
        Ok((Conflict::id(self.stored.id, field, mark.rev), conflict))
    }

    fn finish(self) -> Merged {
        let changed = self.next != *self.stored;
        let rev = if changed || !self.moved.is_empty() { self.arrival.rev } else { self.stored.rev };
        let outcome = if !self.disputes.is_empty() {
            Outcome::Conflict { rev, conflicts: self.disputes }
        } else if self.plain && self.saw_latest_or_own(changed) {
            Outcome::Applied { rev }
        } else {
            Outcome::Merged { rev }
        };
        Merged { record: changed.then_some(self.next), conflicts: self.moved.into_iter().collect(), outcome }
    }

    /// Whether the author knew the whole record as it stood, not just the touched fields.
    fn saw_latest_or_own(&self, changed: bool) -> bool {
        let seen = self.arrival.change.seen.filter(|seen| seen.lineage == self.arrival.lineage);
        changed && (seen.is_some_and(|seen| seen.rev >= self.stored.rev) || !self.chain.is_empty())
    }
}
