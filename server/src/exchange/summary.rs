//! Summary records: kept in step with every exchange, written only when they really change.

use std::collections::BTreeMap;

use shared::access::Role;
use shared::domain::{Kind, Record, Summary};
use shared::id::{ChangeId, RecordId, Revision, UnitId};
use shared::limit::HELD_MILLIS_MAX;
use shared::sync::{DeviceReport, Mark, Marks, Stored};
use shared::time::Timestamp;

use super::count::Delta;
use super::ledger::Ledger;
use crate::actor::Actor;
use crate::error::Error;
use crate::store::Store;

const MINUTE: i64 = 60_000;

/// Takes note of what a unit's device says of itself. Whoever looks over the units is not one of their devices: so
/// looking never changes what is looked at, and nobody is poked in circles.
pub(super) fn report<S: Store>(
    ledger: &mut Ledger<'_, S>,
    actor: &Actor,
    report: &DeviceReport,
) -> Result<(), Error> {
    if ledger.position.in_directory() {
        return Ok(());
    }
    let seen = Timestamp::from_millis(ledger.now.millis().div_euclid(MINUTE) * MINUTE);
    for unit in units_of(ledger, actor) {
        if ledger.store.put_report(ledger.space(), unit, actor.device, report, seen)? {
            ledger.note(unit);
        }
    }
    Ok(())
}

/// The units that the person's devices are devices of.
fn units_of<S: Store>(ledger: &Ledger<'_, S>, actor: &Actor) -> Vec<UnitId> {
    let grants = actor.viewer.grants.iter().filter(|grant| {
        matches!(grant.role, Role::Officer | Role::Leader)
            && grant.space.is_none_or(|space| space == ledger.space())
    });
    let mut units: Vec<_> = grants.filter_map(|grant| grant.unit).collect();
    units.sort();
    units.dedup();
    units
}

/// Takes note of changes that have waited for another part too long. Nobody may come back with them, so whoever comes
/// brings it to light.
pub(super) fn note_held<S: Store>(ledger: &mut Ledger<'_, S>) -> Result<(), Error> {
    for unit in ledger.store.holding_units(ledger.space(), too_long(ledger))? {
        ledger.note(unit);
    }
    Ok(())
}

/// What has waited since then has waited too long.
fn too_long<S: Store>(ledger: &Ledger<'_, S>) -> Timestamp {
    ledger.now.plus_millis(-HELD_MILLIS_MAX)
}

/// Writes the summaries of the units whose records or reports changed.
pub(super) fn settle<S: Store>(ledger: &mut Ledger<'_, S>) -> Result<(), Error> {
    let deltas = std::mem::take(&mut ledger.deltas);
    let mut changed = Vec::new();
    for ((unit, year), delta) in deltas {
        let id = Summary::id(ledger.space(), unit, year);
        let before =
            ledger.store.record(ledger.space(), id)?.and_then(|stored| Summary::from_fields(&stored.fields));
        let after = updated(ledger, before.clone(), unit, year, delta)?;
        if before.as_ref() != Some(&after) {
            changed.push((id, after));
        }
    }
    if changed.is_empty() { Ok(()) } else { ledger.keep_own(&changed) }
}

fn updated<S: Store>(
    ledger: &Ledger<'_, S>,
    before: Option<Summary>,
    unit: UnitId,
    year: i16,
    delta: Delta,
) -> Result<Summary, Error> {
    let mut summary = before.unwrap_or_else(|| Summary::empty(unit, year));
    summary.activities = moved(summary.activities, delta.activities);
    summary.planned = moved(summary.planned, delta.planned);
    summary.reported = moved(summary.reported, delta.reported);
    summary.conflicts = moved(summary.conflicts, delta.conflicts);
    if year == ledger.position.state.year {
        let report = ledger.store.unit_report(ledger.space(), unit)?;
        summary.last_seen = report.seen;
        summary.waiting = report.waiting;
        summary.refused = report.refused;
        summary.held = ledger.store.held(ledger.space(), unit, too_long(ledger))?;
    }
    Ok(summary)
}

fn moved(count: u32, by: i64) -> u32 {
    u32::try_from(i64::from(count).saturating_add(by).max(0)).unwrap_or(u32::MAX)
}

/// A summary as a record. No change made it, so its mark names none.
pub(super) fn stored(id: RecordId, summary: &Summary, rev: Revision) -> Stored {
    let inserted = Mark { rev, by: ChangeId::derived([0; 16]) };
    Stored {
        id,
        kind: Kind::Summary,
        rev,
        fields: summary.to_fields(),
        marks: Marks { inserted, later: BTreeMap::new() },
    }
}
