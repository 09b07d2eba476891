//! What must hold once everything is healed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;
use shared::access::grounds_of;
use shared::api::HistoryEntry;
use shared::domain::{Figure, Kind, Plan, Span, Summary, leans_on};
use shared::field::{Fields, Policy};
use shared::id::{ChangeId, Epoch, RecordId, Revision, UnitId};
use shared::register::Register;
use shared::sync::store::{Batch, OutboxKey, OutboxState, Queued};
use shared::sync::{Act, Change, Conflict, Missing, Outcome, Refusal, Row};

use crate::centre::{in_directory, space};
use crate::device::Device;
use crate::world::World;

/// Something that must hold does not.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Broken(String);

impl Broken {
    pub(crate) fn new(what: String) -> Self {
        Self(what)
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(Broken(what())) }
}

/// What must happen to people's work in some run, or nothing is proved about it.
pub(crate) const MEETINGS: [&str; 5] =
    ["made twice", "disputed", "locked", "against the directory's rules", "taken when tried again"];

/// Checks everything; says how many changes were accepted, and what else happened to people's work.
pub(crate) fn all(world: &World) -> Result<(usize, BTreeMap<&'static str, u64>), Broken> {
    let rows = world.centre.rows(None);
    let histories: BTreeMap<RecordId, Vec<HistoryEntry>> =
        rows.iter().map(|row| (row.id, world.centre.accepted(row.id))).collect();
    let mut accepted: BTreeMap<ChangeId, usize> = BTreeMap::new();
    for entry in histories.values().flatten() {
        *accepted.entry(entry.change.id).or_default() += 1;
    }
    for device in &world.devices {
        outbox_is_settled(world, device)?;
        nothing_is_lost(device, &accepted)?;
        device_agrees(world, device)?;
    }
    let epoch = world.centre.epoch();
    ensure(world.was_set_back || epoch == Epoch(0), || {
        format!("{epoch:?} was opened, though the centre forgot nothing that it answered for")
    })?;
    let begun: BTreeMap<_, _> = world.devices.iter().flat_map(|device| &device.begun).collect();
    for (id, times) in &accepted {
        ensure(*times == 1, || format!("{id:?} was accepted {times} times"))?;
        ensure(begun.contains_key(id), || format!("{id:?} was accepted, but nobody made it"))?;
    }
    every_value_is_reachable(&rows, &histories, &begun)?;
    records_are_in_order(&rows)?;
    i01_to_i04_hold_in_the_directory(&rows)?;
    summaries_agree(&rows)?;
    Ok((accepted.len(), met(world, &histories, &accepted)))
}

fn met(
    world: &World,
    histories: &BTreeMap<RecordId, Vec<HistoryEntry>>,
    accepted: &BTreeMap<ChangeId, usize>,
) -> BTreeMap<&'static str, u64> {
    let counted = |count: usize| u64::try_from(count).unwrap();
    let keyed = histories.values().filter(|history| history.iter().any(|it| it.change.kind.is_keyed()));
    let (mut twice, mut disputed) = (0, 0);
    for history in keyed {
        let made = history.iter().filter(|entry| matches!(entry.change.act, Act::Insert(_)));
        twice += usize::from(made.clone().count() > 1);
        disputed += made.filter(|entry| matches!(entry.outcome, Outcome::Conflict { .. })).count();
    }
    let rows = world.devices.iter().flat_map(|device| device.outbox(OutboxKey::default(), usize::MAX));
    let is_locked =
        |state: &OutboxState| matches!(state, OutboxState::Refused { reason: Refusal::Locked { .. }, .. });
    let locked = rows.filter(|row| is_locked(&row.state)).count();
    // I-01 to I-04: somebody tried, and was told.
    let is_against = |row: &&Queued| {
        Register::KINDS.contains(&row.change.kind)
            && matches!(row.state, OutboxState::Refused { reason: Refusal::Invalid { .. }, .. })
    };
    let rows = world.devices.iter().flat_map(|device| device.outbox(OutboxKey::default(), usize::MAX));
    let against = rows.collect::<Vec<_>>().iter().filter(is_against).count();
    let retried = world.devices.iter().flat_map(|device| &device.retried);
    let taken = retried.filter(|id| accepted.contains_key(id)).count();
    MEETINGS.into_iter().zip([twice, disputed, locked, against, taken].map(counted)).collect()
}

/// Whatever was merged into it: a record keeps its rules and its id.
fn records_are_in_order(rows: &[Row]) -> Result<(), Broken> {
    for row in rows {
        let spec = row.kind.spec().unwrap();
        let problems = spec.problems(&row.fields);
        ensure(problems.is_empty(), || format!("{row:?} is out of order: {problems:?}"))?;
        ensure(spec.fits_id(space(), row.id, &row.fields), || format!("{row:?} has another's id"))?;
    }
    Ok(())
}

/// Whatever was merged: no unit is in two clusters of a level in one year, times in one cluster do not overlap, and
/// whoever leads is a member.
fn i01_to_i04_hold_in_the_directory(rows: &[Row]) -> Result<(), Broken> {
    let mut register = Register::default();
    for row in rows {
        register.put(row.id, row.kind, &row.fields);
    }
    for row in rows.iter().filter(|row| in_directory() && row.void_reason().is_none()) {
        let problems = register.problems(row.id, row.kind, &row.fields);
        ensure(problems.is_empty(), || {
            format!("{row:?} is against the rules of the directory: {problems:?}")
        })?;
    }
    Ok(())
}

/// Activities, plans, reports, open conflicts.
type Counts = [u32; 4];

/// The summaries say what a count of the records says.
fn summaries_agree(rows: &[Row]) -> Result<(), Broken> {
    let by_id: BTreeMap<RecordId, &Row> = rows.iter().map(|row| (row.id, row)).collect();
    let mut counts: BTreeMap<(UnitId, i16), Counts> = BTreeMap::new();
    let mut reported = BTreeSet::new();
    for row in rows {
        let open = row.typed::<Conflict>().filter(|conflict| conflict.decision.is_none());
        let (about, place) = match (row.kind, open) {
            (_, Some(conflict)) => (by_id[&conflict.subject], 3),
            _ if row.void_reason().is_some() => continue,
            (Kind::Activity, _) => (row, 0),
            (Kind::Plan, _) => match row.typed::<Plan>() {
                Some(plan) if plan.full.is_some() || plan.unassigned => (row, 1),
                _ => continue,
            },
            // Estimate and official figure are one report.
            (Kind::Figure, _) => match row.typed::<Figure>() {
                Some(it) if it.span == Span::Full && it.value.is_some() => {
                    if !reported.insert((it.target, it.unit)) {
                        continue;
                    }
                    (row, 2)
                }
                _ => continue,
            },
            _ => continue,
        };
        let target = leans_on(about.kind, &about.fields).filter(|_| place != 3).and_then(|id| by_id.get(&id));
        if target.is_some_and(|target| target.void_reason().is_some()) {
            continue;
        }
        if let Some((year, Some(unit))) = grounds_of(about.kind, &about.fields) {
            counts.entry((unit, year)).or_default()[place] += 1;
        }
    }
    let mut told: BTreeMap<(UnitId, i16), Counts> = BTreeMap::new();
    for summary in rows.iter().filter_map(Row::typed::<Summary>) {
        let Summary { activities, planned, reported, conflicts, .. } = summary;
        told.insert((summary.unit, summary.year), [activities, planned, reported, conflicts]);
    }
    told.retain(|_, counts| *counts != Counts::default());
    ensure(told == counts, || format!("the summaries tell {told:?} instead of {counts:?}"))
}

/// What waits, waits for a person: it was refused, or follows what was.
fn outbox_is_settled(world: &World, device: &Device) -> Result<(), Broken> {
    let (mut parked, mut unmade) = (BTreeSet::new(), BTreeSet::new());
    for row in device.outbox(OutboxKey::default(), usize::MAX) {
        let behind = row.change.follows.is_some_and(|earlier| parked.contains(&earlier));
        // Conflicts of a past that was lost do not come back under the same id; decisions of them are held.
        let of_lost_past = world.was_set_back && matches!(row.state, OutboxState::Held { .. });
        let leans_on_parked = match &row.state {
            OutboxState::Held { waiting_for: Missing::Record(record), .. } => unmade.contains(record),
            _ => false,
        };
        let is_refused = matches!(row.state, OutboxState::Refused { .. });
        let settled = is_refused || behind || of_lost_past || leans_on_parked;
        ensure(settled, || format!("device {} still holds {:?}", device.index, row))?;
        parked.insert(row.change.id);
        unmade.insert(row.change.record);
    }
    Ok(())
}

fn nothing_is_lost(device: &Device, accepted: &BTreeMap<ChangeId, usize>) -> Result<(), Broken> {
    let waits: BTreeSet<_> =
        device.outbox(OutboxKey::default(), usize::MAX).iter().map(|row| row.change.id).collect();
    for id in &device.shown {
        let kept = accepted.contains_key(id) || waits.contains(id);
        ensure(kept, || {
            let sent = device.sent();
            let row = sent.iter().find(|row| row.change.id == *id);
            format!(
                "{id:?} was shown as saved on device {} and is lost; the device says {row:?}",
                device.index
            )
        })?;
    }
    Ok(())
}

fn device_agrees(world: &World, device: &Device) -> Result<(), Broken> {
    let projection = device.projection();
    let shown: BTreeMap<RecordId, Row> =
        projection.ids().filter_map(|id| Some((id, projection.view(id)?.base?))).collect();
    let due: BTreeMap<RecordId, Row> =
        world.centre.rows(Some(&device.actor.viewer)).into_iter().map(|row| (row.id, row)).collect();
    for (id, row) in &due {
        let held = shown.get(id);
        ensure(held == Some(row), || format!("device {} holds {held:?} instead of {row:?}", device.index))?;
    }
    let extra = shown.keys().find(|id| !due.contains_key(id));
    ensure(extra.is_none(), || {
        format!("device {} still holds {extra:?}, which is not its to see", device.index)
    })
}

/// A value that an author gave a field of one value is in force, in a conflict, or was replaced by somebody who saw it or
/// by the author, building on it.
fn every_value_is_reachable(
    rows: &[Row],
    histories: &BTreeMap<RecordId, Vec<HistoryEntry>>,
    begun: &BTreeMap<&ChangeId, &Act>,
) -> Result<(), Broken> {
    let conflicts: Vec<Conflict> =
        rows.iter().filter(|row| row.kind == Kind::Conflict).filter_map(Row::typed).collect();
    for row in rows.iter().filter(|row| !matches!(row.kind, Kind::Conflict | Kind::Summary)) {
        let Some(history) = histories.get(&row.id) else { continue };
        let replaced: BTreeSet<(String, String)> = history
            .iter()
            .filter_map(|entry| begun.get(&entry.change.id))
            .flat_map(|act| seen(act))
            .collect();
        for entry in history {
            for (field, value) in given(row.kind, &entry.change) {
                let of_field = |conflict: &&Conflict| conflict.subject == row.id && conflict.field == field;
                let mut candidates = conflicts.iter().filter(of_field).flat_map(|conflict| {
                    conflict.candidates.iter().chain([&conflict.in_force]).map(|candidate| &candidate.value)
                });
                let reachable = row.fields.get(&field).unwrap_or(&Value::Null) == &value
                    || candidates.any(|candidate| *candidate == value)
                    || replaced.contains(&(field.clone(), value.to_string()))
                    || built_on(history, entry.change.id, &field);
                ensure(reachable, || {
                    let told = told(history, &conflicts, row.id, &field);
                    format!("{value} was typed into {field} of {:?} and cannot be found\n{told}", row.id)
                })?;
            }
        }
    }
    Ok(())
}

/// The story of a field, for whoever has to find out.
fn told(history: &[HistoryEntry], conflicts: &[Conflict], subject: RecordId, field: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for entry in history {
        let change = &entry.change;
        let did = match &change.act {
            Act::Insert(fields) => format!("insert {:?}", fields.get(field)),
            Act::Patch(edits) => match edits.get(field).or(edits.get("decision")) {
                Some(edit) => format!("{} -> {}", edit.before, edit.after),
                None => continue,
            },
            Act::Void | Act::Restore => continue,
        };
        let seen = change.seen.map(|seen| seen.rev.0);
        let (id, device, follows) = (change.id, change.device, change.follows);
        lines.push(format!(
            "  {id} by {device} seen {seen:?} follows {follows:?}: {did}: {:?}",
            entry.outcome
        ));
    }
    let of_field = conflicts.iter().filter(|conflict| conflict.subject == subject && conflict.field == field);
    lines.extend(of_field.map(|conflict| {
        let values: Vec<_> =
            conflict.candidates.iter().map(|candidate| candidate.value.to_string()).collect();
        format!(
            "  conflict: in force {}, candidates {values:?}, {:?}",
            conflict.in_force.value, conflict.decision
        )
    }));
    lines.join("\n")
}

/// Whether the author gave the field another value in a change that follows this one.
fn built_on(history: &[HistoryEntry], change: ChangeId, field: &str) -> bool {
    let next = history.iter().filter(|entry| entry.change.follows == Some(change));
    next.into_iter().any(|entry| {
        let touches = match &entry.change.act {
            Act::Insert(fields) => fields.contains_key(field),
            Act::Patch(edits) => edits.contains_key(field),
            Act::Void | Act::Restore => false,
        };
        touches || built_on(history, entry.change.id, field)
    })
}

/// The fields of one value that a change gives one, or takes it from.
fn given(kind: Kind, change: &Change) -> Vec<(String, Value)> {
    let values: Fields = match &change.act {
        // A decision's change stands in the history of what it is about.
        _ if change.kind != kind => Fields::new(),
        Act::Insert(fields) => fields.clone(),
        Act::Patch(edits) => edits.iter().map(|(name, edit)| (name.clone(), edit.after.clone())).collect(),
        Act::Void | Act::Restore => Fields::new(),
    };
    let spec = kind.spec().unwrap();
    let is_one = |name: &str| matches!(spec.policy(name), Some(Policy::Owned | Policy::Agreed));
    values.into_iter().filter(|(name, _)| is_one(name)).collect()
}

fn seen(act: &Act) -> Vec<(String, String)> {
    match act {
        Act::Patch(edits) => {
            edits.iter().map(|(name, edit)| (name.clone(), edit.before.to_string())).collect()
        }
        Act::Insert(_) | Act::Void | Act::Restore => Vec::new(),
    }
}

/// Everything that may still move, as text to compare.
pub(crate) fn state(world: &World) -> String {
    let devices = world.devices.iter().map(|device| {
        let cursor = device.place().map_or(Revision::ZERO, |place| place.cursor);
        let outbox = device.outbox(OutboxKey::default(), usize::MAX);
        let states: Vec<_> =
            outbox.iter().map(|row| (row.key, matches!(row.state, OutboxState::Held { .. }))).collect();
        format!("{cursor:?} {states:?}")
    });
    devices.collect::<Vec<_>>().join("\n")
}

/// The mistake of [`crate::bug::Bug::OrderByClock`]: what a slow clock wrote is taken for older.
pub(crate) fn drop_older_by_clock(device: &Device, batch: &mut Batch) {
    let Some(segment) = batch.segment.as_mut() else { return };
    let projection = device.projection();
    segment.rows.retain(|row| {
        let held = projection.view(row.id).and_then(|view| view.base).and_then(|held| held.by);
        match (&row.by, held) {
            (Some(new), Some(held)) => new.device_time >= held.device_time,
            _ => true,
        }
    });
}
