//! The units' reports of the sample data, each as far as it has come.

use serde_json::Value;
use shared::domain::{Basis, Keyed, Plan, Record, Report, ReportedFigure, Span, Target, Verdict};
use shared::id::{PersonId, SpaceId, UnitId};
use shared::number::Quantity;

use super::data::{ClusterData, Data, EntryData, PlanData, ReportData};
use super::figures::{target, target_of};
use super::records::{known_unit, person, space, written};
use super::{Entry, SampleError};

/// The reports, each with its space.
pub(super) fn entries(data: &Data) -> Result<Vec<(SpaceId, Entry)>, SampleError> {
    let entry = |found: &ReportData| {
        let cluster = data.cluster(&found.cluster)?;
        let report = report(data, cluster, found)?;
        let space = space(&cluster.key);
        Ok((space, written(data, &found.author, report.id(space), report.key(), &report)?))
    };
    data.reports.iter().map(entry).collect()
}

fn report(data: &Data, cluster: &ClusterData, found: &ReportData) -> Result<Report, SampleError> {
    let unit = known_unit(data, &found.unit)?;
    let mut fields = Report::empty(unit, cluster.year, found.span).to_fields();
    fields.extend(found.text.iter().map(|(name, text)| (name.clone(), Value::from(text.as_str()))));
    let broken = || SampleError::Rule { key: found.unit.clone(), why: "not a report".to_owned() };
    let mut report = Report::from_fields(&fields).ok_or_else(broken)?;
    if found.sent {
        report = report.sent(known(data, &found.author)?, figures(data, cluster, found, unit)?);
    }
    if !found.reviewer.is_empty() {
        let reason = found.returned.clone();
        let verdict = if reason.is_empty() { Verdict::Approved } else { Verdict::Returned { reason } };
        report = report.judged(known(data, &found.reviewer)?, verdict);
    }
    if !found.taken.is_empty() {
        report = report.taken(known(data, &found.taken)?);
    }
    Ok(report)
}

fn known(data: &Data, key: &str) -> Result<PersonId, SampleError> {
    Ok(person(&data.person(key)?.key))
}

/// The unit's figures as they stood when the report was sent.
fn figures(
    data: &Data,
    cluster: &ClusterData,
    found: &ReportData,
    unit: UnitId,
) -> Result<Vec<ReportedFigure>, SampleError> {
    let mut figures = Vec::new();
    let own = |key: &Option<String>| key.as_ref().is_none_or(|key| *key == found.unit);
    for of in data.targets.iter().filter(|it| it.cluster == cluster.key && own(&it.unit)) {
        let entry = of.entries.iter().find(|entry| entry.unit == found.unit);
        let id = target_of(data, &cluster.key, &of.name)?;
        let target: Target = target(data, cluster, of, 0)?;
        let plan = entry.and_then(|entry| entry.plan.as_ref());
        let plan = plan.map(|plan| planned(plan, Plan::empty(id, unit, cluster.year)));
        let mut figure = ReportedFigure::of(
            (id, &target),
            plan.as_ref(),
            entry.and_then(|entry| counting(entry, found.span)),
            found.span,
        );
        figure.value = found.stood.get(&of.name).copied().or(figure.value);
        figures.push(figure);
    }
    Ok(figures)
}

fn planned(found: &PlanData, empty: Plan) -> Plan {
    let full = found.adjusted.as_ref().map(|it| it.plan).or(found.full);
    Plan { half: found.half, full, unassigned: found.unassigned, ..empty }
}

/// The official figure of a span, else the estimate.
fn counting(entry: &EntryData, span: Span) -> Option<(Basis, Quantity)> {
    let of = |basis| {
        let figure = entry.figures.iter().find(|it| it.span == span && it.basis == basis)?;
        Some((basis, figure.value))
    };
    of(Basis::Official).or_else(|| of(Basis::Estimate))
}
