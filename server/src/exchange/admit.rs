//! Whether a change may be taken at all.

use shared::access::{may, unit_of};
use shared::domain::Kind;
use shared::sync::{Act, Change, Missing, Outcome, Provenance, Refusal, Stored};

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
    let taken = match admissible(ledger, actor, change, stored.as_ref()) {
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
    Ok((needs_record && stored.is_none()).then_some(Missing::Record(change.record)))
}

/// Whether the author may do this to this record in this space.
fn admissible<S: Store>(
    ledger: &Ledger<'_, S>,
    actor: &Actor,
    change: &Change,
    stored: Option<&Stored>,
) -> Result<(), Refusal> {
    let in_directory = ledger.position.in_directory();
    if in_directory != lives_in_directory(change.kind) {
        return Err(Refusal::NotAllowed);
    }
    let fields = match (&change.act, stored) {
        (Act::Insert(fields), _) => fields,
        (Act::Patch(_) | Act::Void | Act::Restore, Some(stored)) if stored.kind == change.kind => {
            &stored.fields
        }
        (Act::Patch(_) | Act::Void | Act::Restore, _) => return Err(Refusal::NotAllowed),
    };
    let subject = ledger.subject(change.kind, fields);
    may(&actor.viewer, &subject, &change.act, change.reason.as_deref())?;
    // Said only to those who may write here, so that nobody learns of a record by guessing ids.
    match (&change.act, stored) {
        (Act::Insert(_), Some(_)) => Err(Refusal::Exists),
        _ => Ok(()),
    }
}

/// Whether a new record is for a member of the cluster, where it is for one unit. Whoever looks over a cluster may
/// write for each of its units, but for no other: nobody else would ever see such a record.
fn is_for_member<S: Store>(ledger: &mut Ledger<'_, S>, change: &Change) -> Result<bool, Error> {
    let Act::Insert(fields) = &change.act else {
        return Ok(true);
    };
    unit_of(change.kind, fields).map_or(Ok(true), |unit| ledger.is_member(unit))
}

/// Each kind has one home: the directory, or the clusters' spaces.
fn lives_in_directory(kind: Kind) -> bool {
    match kind {
        Kind::Cluster | Kind::Unit | Kind::Membership | Kind::Term | Kind::Person => true,
        Kind::Activity | Kind::Conflict | Kind::Summary | Kind::Unknown => false,
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
