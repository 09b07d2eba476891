//! The targets of the sample data, with what the units planned and reached.

use std::collections::BTreeSet;

use shared::domain::{Adjustment, Figure, Keyed, Plan, Target};
use shared::id::{RecordId, SpaceId};

use super::data::{ClusterData, Data, EntryData, FigureData, PlanData, TargetData};
use super::records::{known_unit, person, space, written};
use super::{Entry, SampleError, digest};

/// Targets, plans and figures, each with its space, and each target before what leans on it.
pub(super) fn entries(data: &Data) -> Result<Vec<(SpaceId, Entry)>, SampleError> {
    let mut entries = Vec::new();
    for (number, found) in (1..).zip(&data.targets) {
        let cluster = data.cluster(&found.cluster)?;
        let target = target(data, cluster, found, number * 10)?;
        let key = key(&cluster.key, &found.name);
        let id = RecordId::derived(digest("record", &key));
        let space = space(&cluster.key);
        entries.push((space, Entry::of(id, key, &target)));
        for entry in &found.entries {
            if let Some(plan) = &entry.plan {
                entries.push((space, planned(data, space, entry, (id, &target), plan)?));
            }
            for figure in &entry.figures {
                entries.push((space, reached(data, space, entry, (id, &target), figure)?));
            }
        }
    }
    Ok(entries)
}

fn key(cluster: &str, name: &str) -> String {
    format!("target/{cluster}/{name}")
}

/// The target of this name.
pub(super) fn target_of(data: &Data, cluster: &str, name: &str) -> Result<RecordId, SampleError> {
    let is_there = data.targets.iter().any(|found| found.cluster == cluster && found.name == name);
    is_there
        .then(|| RecordId::derived(digest("record", &key(cluster, name))))
        .ok_or_else(|| SampleError::Unknown(name.to_owned()))
}

/// A target as it is told.
pub(super) fn target(
    data: &Data,
    cluster: &ClusterData,
    found: &TargetData,
    order: u32,
) -> Result<Target, SampleError> {
    let unit = match &found.unit {
        Some(key) => Some(known_unit(data, key)?),
        None => None,
    };
    Ok(Target {
        year: cluster.year,
        unit,
        name: found.name.clone(),
        measure: found.measure.clone(),
        nature: found.nature,
        sense: found.sense,
        order,
        note: found.note.clone(),
    })
}

fn planned(
    data: &Data,
    space: SpaceId,
    entry: &EntryData,
    (id, target): (RecordId, &Target),
    found: &PlanData,
) -> Result<Entry, SampleError> {
    let adjusted = match &found.adjusted {
        Some(it) => {
            let approver = Some(person(&data.person(&it.approver)?.key));
            Some(Adjustment { plan: it.plan, reason: it.reason.clone(), approver })
        }
        None => None,
    };
    let plan = Plan {
        half: found.half,
        full: found.full,
        unassigned: found.unassigned,
        source: found.source.clone(),
        adjusted,
        ..Plan::empty(id, known_unit(data, &entry.unit)?, target.year)
    };
    written(data, &entry.author, plan.id(space), plan.key(), &plan)
}

fn reached(
    data: &Data,
    space: SpaceId,
    entry: &EntryData,
    (id, target): (RecordId, &Target),
    found: &FigureData,
) -> Result<Entry, SampleError> {
    let figure = Figure {
        target: id,
        unit: known_unit(data, &entry.unit)?,
        year: target.year,
        span: found.span,
        basis: found.basis,
        value: Some(found.value),
        source: found.source.clone(),
        note: found.note.clone(),
        evidence: BTreeSet::new(),
    };
    written(data, &entry.author, figure.id(space), figure.key(), &figure)
}
