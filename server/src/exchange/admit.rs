//! Whether a change may be taken at all.

use shared::access::{Deed, Ground, grounds_of, may, unit_of};
use shared::domain::{Kind, Record, RuleSet, leans_on};
use shared::field::{FieldError, Fields, Problem, VOID};
use shared::id::RecordId;
use shared::sync::{Act, Change, Missing, Outcome, Provenance, Refusal, Stored, after};

use super::accept::accept;
use super::incoming::Arrived;
use super::ledger::Ledger;
use crate::actor::Actor;
use crate::error::Error;
use crate::store::Store;

/// Judges a change: a known id gets its first outcome, whatever came with it.
pub(super) fn judge<S: Store>(
    ledger: &mut Ledger<'_, S>,
    actor: &Actor,
    arrived: Arrived<'_>,
) -> Result<Outcome, Error> {
    let Arrived { change, body, refusal } = arrived;
    if let Some(outcome) = ledger.store.outcome(ledger.space(), change.id)? {
        return Ok(outcome);
    }
    if let Some(reason) = refusal {
        return Ok(Outcome::Refused { reason: reason.clone() });
    }
    if !actor.signs_for(change.unit, ledger.space()) {
        return Ok(Outcome::Refused { reason: Refusal::NotYours });
    }
    let stored = ledger.store.record(ledger.space(), change.record)?;
    if let Some(waiting_for) = missing(ledger, change, stored.as_ref())? {
        ledger.hold(change, actor, waiting_for)?;
        return Ok(Outcome::Held { waiting_for });
    }
    let taken = match admissible(ledger, actor, change, stored.as_ref())? {
        Ok(()) if !is_for_member(ledger, change)? => Err(Refusal::NotMember),
        Ok(()) => accept(ledger, change, body, &provenance(change, actor, ledger), stored)?,
        Err(reason) => Err(reason),
    };
    ledger.release(change.id)?;
    Ok(taken.unwrap_or_else(|reason| Outcome::Refused { reason }))
}

fn missing<S: Store>(
    ledger: &Ledger<'_, S>,
    change: &Change,
    stored: Option<&Stored>,
) -> Result<Option<Missing>, Error> {
    if let Some(follows) = change.follows
        && ledger.store.outcome(ledger.space(), follows)?.is_none()
    {
        return Ok(Some(Missing::Change(follows)));
    }
    let needs_record = !matches!(change.act, Act::Insert(_));
    if needs_record && stored.is_none() {
        return Ok(Some(Missing::Record(change.record)));
    }
    let support = support(change, stored);
    let lacks = match support {
        Some(support) => ledger.store.record(ledger.space(), support)?.is_none(),
        None => false,
    };
    if lacks {
        return Ok(support.map(Missing::Record));
    }
    // The centre may have made the rules and pinned the year to them on one device: these are two spaces, and either may
    // come first.
    match pinned(change) {
        Some(rules) if ledger.in_directory(rules)?.is_none() => Ok(Some(Missing::Record(rules))),
        Some(_) | None => Ok(None),
    }
}

/// The rule set that the change pins its year to.
fn pinned(change: &Change) -> Option<RecordId> {
    const RULES: &str = "rules";
    let value = match &change.act {
        _ if change.kind != Kind::Year => None,
        Act::Insert(fields) => fields.get(RULES),
        Act::Patch(edits) => edits.get(RULES).map(|edit| &edit.after),
        Act::Void | Act::Restore => None,
    };
    value?.as_str()?.parse().ok()
}

/// A year is run by rules that hold: issued, and not repealed.
fn is_pinned_well<S: Store>(ledger: &Ledger<'_, S>, change: &Change) -> Result<Result<(), Refusal>, Error> {
    let Some(pinned) = pinned(change) else { return Ok(Ok(())) };
    let rules = ledger.in_directory(pinned)?.filter(|stored| stored.kind == Kind::RuleSet);
    let rules = rules.filter(|stored| !stored.fields.contains_key(VOID));
    let rules = rules.and_then(|stored| RuleSet::from_fields(&stored.fields));
    let holds = rules.is_some_and(|rules| rules.issued.is_some());
    let errors = vec![FieldError::new("rules", Problem::OutOfRange)];
    Ok(if holds { Ok(()) } else { Err(Refusal::Invalid { errors }) })
}

/// The record that the changed one leans on.
fn support(change: &Change, stored: Option<&Stored>) -> Option<RecordId> {
    match (&change.act, stored) {
        (Act::Insert(fields), _) => leans_on(change.kind, fields),
        (Act::Patch(_) | Act::Void | Act::Restore, Some(stored)) => leans_on(stored.kind, &stored.fields),
        (Act::Patch(_) | Act::Void | Act::Restore, None) => None,
    }
}

/// Whether the author may do this to this record in this space.
fn admissible<S: Store>(
    ledger: &Ledger<'_, S>,
    actor: &Actor,
    change: &Change,
    stored: Option<&Stored>,
) -> Result<Result<(), Refusal>, Error> {
    let in_directory = ledger.position.in_directory();
    if !lives_in(in_directory, change.kind) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let fields = match (&change.act, stored) {
        // One of its kind, made again by somebody who did not know of it: judged as the edit that it is, so that it does
        // not get round what is locked.
        (Act::Insert(made), Some(stored)) if is_made_again(ledger, change, made, stored) => &stored.fields,
        (Act::Insert(fields), _) => fields,
        (Act::Patch(_) | Act::Void | Act::Restore, Some(stored)) if stored.kind == change.kind => {
            &stored.fields
        }
        (Act::Patch(_) | Act::Void | Act::Restore, _) => return Ok(Err(Refusal::NotAllowed)),
    };
    let subject = ledger.subject(change.kind, fields);
    let deed = Deed { subject: &subject, act: &change.act, fields, reason: change.reason.as_deref() };
    let ground = match grounds_of(change.kind, fields) {
        Some((year, unit)) => ledger.ground(year, unit)?,
        None => Ground::open(ledger.now.vietnam_date()),
    };
    if let Err(refusal) = may(&actor.viewer, deed, &ground) {
        return Ok(Err(refusal));
    }
    match (&change.act, stored) {
        // Said only to those who may write here, so that nobody learns of a record by guessing ids.
        (Act::Insert(_), Some(stored)) if !stored.kind.is_keyed() || stored.kind != change.kind => {
            Ok(Err(Refusal::Exists))
        }
        (Act::Insert(fields), _) if !has_its_id(ledger, change, fields) => {
            // One that cannot be read cannot have its id; what is wrong with it says more.
            let errors = change.kind.spec().map_or(Vec::new(), |spec| spec.problems(fields));
            Ok(Err(if errors.is_empty() { Refusal::NotAllowed } else { Refusal::Invalid { errors } }))
        }
        _ => match is_pinned_well(ledger, change)? {
            Ok(()) => in_place(ledger, change, fields, stored),
            Err(refusal) => Ok(Err(refusal)),
        },
    }
}

/// Whether what a change leaves is in order beside the records that it leans on, and in the directory as a whole.
fn in_place<S: Store>(
    ledger: &Ledger<'_, S>,
    change: &Change,
    fields: &Fields,
    stored: Option<&Stored>,
) -> Result<Result<(), Refusal>, Error> {
    let after = marked(after(fields, &change.act), change);
    match ledger.in_order((change.kind, &after), stored)? {
        Ok(()) => ledger.in_register(change.record, change.kind, &after),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// The fields with the mark that the act sets or takes away.
fn marked(mut fields: Fields, change: &Change) -> Fields {
    match change.act {
        Act::Void => {
            let reason = change.reason.clone().unwrap_or_default();
            fields.insert(VOID.to_owned(), reason.into());
        }
        Act::Restore => {
            fields.remove(VOID);
        }
        Act::Insert(_) | Act::Patch(_) => {}
    }
    fields
}

/// Whether a new record is the one that stands there. One that only bears its id is judged by what it says of itself, as
/// if nothing stood there: or else the answer would tell strangers that something does.
fn is_made_again<S: Store>(ledger: &Ledger<'_, S>, change: &Change, made: &Fields, stored: &Stored) -> bool {
    stored.kind == change.kind && change.kind.is_keyed() && has_its_id(ledger, change, made)
}

/// An id that does not follow from what the record is about would keep the place of another.
fn has_its_id<S: Store>(ledger: &Ledger<'_, S>, change: &Change, fields: &Fields) -> bool {
    change.kind.spec().is_some_and(|spec| spec.fits_id(ledger.position.space, change.record, fields))
}

/// Whether a new record is for a member of the cluster in its year, where it is for one unit. Whoever looks over a cluster may
/// write for each of its units, but for no other: nobody else would ever see such a record.
fn is_for_member<S: Store>(ledger: &mut Ledger<'_, S>, change: &Change) -> Result<bool, Error> {
    let Act::Insert(fields) = &change.act else {
        return Ok(true);
    };
    let year = fields.get("year").and_then(|year| year.as_i64()?.try_into().ok());
    unit_of(change.kind, fields).map_or(Ok(true), |unit| ledger.is_member(unit, year))
}

/// Each kind has one home: the directory, or the clusters' spaces. Values may differ in both.
fn lives_in(directory: bool, kind: Kind) -> bool {
    match kind {
        Kind::Conflict => true,
        Kind::Cluster
        | Kind::Unit
        | Kind::UnitEvent
        | Kind::Membership
        | Kind::Term
        | Kind::Person
        | Kind::RuleSet => directory,
        Kind::Activity
        | Kind::Summary
        | Kind::Year
        | Kind::Unlock
        | Kind::Target
        | Kind::Plan
        | Kind::Figure
        | Kind::Movement
        | Kind::KeyTask
        | Kind::TaskProgress
        | Kind::Report
        | Kind::Covenant
        | Kind::Article
        | Kind::Remark
        | Kind::Signature
        | Kind::Confirmation
        | Kind::Unknown => !directory,
    }
}

fn provenance<S>(change: &Change, actor: &Actor, ledger: &Ledger<'_, S>) -> Provenance {
    Provenance {
        change: change.id,
        author: change.author,
        unit: change.unit,
        device: change.device,
        device_name: actor.device_name.clone(),
        device_time: change.device_time,
        received: ledger.now,
    }
}
