//! Records that lean on another record of their space: a plan or a figure on its target, a unit's progress on its task, what
//! belongs to a covenant on that, what is told of a unit or a cluster on it, a unit's word on what was entered for it.
//! What is wrong with them can only be said beside it.

use serde_json::Value;

use super::confirmation::can_be_from_paper;
use super::covenant::Covenant;
use super::kind::{Kind, Record};
use super::target::{Figure, Plan, Target};
use super::task::{KeyTask, TaskProgress};
use crate::field::{FieldError, Fields, Problem};
use crate::id::RecordId;

/// The record that a record with these fields leans on.
pub fn leans_on(kind: Kind, fields: &Fields) -> Option<RecordId> {
    match kind {
        Kind::Plan | Kind::Figure => fields.get("target")?.as_str()?.parse().ok(),
        Kind::TaskProgress => fields.get("task")?.as_str()?.parse().ok(),
        Kind::Article | Kind::Remark | Kind::Signature => fields.get("covenant")?.as_str()?.parse().ok(),
        Kind::Membership | Kind::Term => fields.get("cluster")?.as_str()?.parse().ok(),
        Kind::UnitEvent => fields.get("unit")?.as_str()?.parse().ok(),
        Kind::Confirmation => fields.get("record")?.as_str()?.parse().ok(),
        Kind::Activity
        | Kind::Conflict
        | Kind::Summary
        | Kind::Cluster
        | Kind::Unit
        | Kind::Person
        | Kind::Year
        | Kind::Unlock
        | Kind::Target
        | Kind::Movement
        | Kind::KeyTask
        | Kind::Report
        | Kind::Covenant
        | Kind::RuleSet
        | Kind::Unknown => None,
    }
}

/// What is wrong with a record beside the one that it leans on.
pub fn problems_beside(kind: Kind, fields: &Fields, other: (Kind, &Fields)) -> Vec<FieldError> {
    if kind == Kind::TaskProgress {
        let Some(task) = read::<KeyTask>(other) else { return leans_wrongly("task") };
        let progress = TaskProgress::from_fields(fields);
        return progress.map(|progress| task.problems_of(&progress)).unwrap_or_default();
    }
    if matches!(kind, Kind::Article | Kind::Remark | Kind::Signature) {
        let Some(covenant) = read::<Covenant>(other) else { return leans_wrongly("covenant") };
        // Which text is adopted may change while a tablet is offline, so every text may have been signed: the signature
        // counts where that is the adopted one.
        let is_of_it = fields.get("year").and_then(Value::as_i64) == Some(covenant.year.into());
        return if is_of_it { Vec::new() } else { leans_wrongly("covenant") };
    }
    if matches!(kind, Kind::Membership | Kind::Term) {
        return if other.0 == Kind::Cluster { Vec::new() } else { leans_wrongly("cluster") };
    }
    if kind == Kind::UnitEvent {
        return if other.0 == Kind::Unit { Vec::new() } else { leans_wrongly("unit") };
    }
    if kind == Kind::Confirmation {
        // What was entered may have been changed since: the unit answered for what it saw.
        let is_of = |name: &str| fields.get(name) == other.1.get(name);
        let is_of_it = can_be_from_paper(other.0) && is_of("unit") && is_of("year");
        return if is_of_it { Vec::new() } else { leans_wrongly("record") };
    }
    let Some(target) = read::<Target>(other) else { return leans_wrongly("target") };
    let found = match kind {
        Kind::Plan => Plan::from_fields(fields).map(|plan| target.problems_of_plan(&plan)),
        _ => Figure::from_fields(fields).map(|figure| target.problems_of_figure(&figure)),
    };
    // A record that cannot be read is refused for that.
    found.unwrap_or_default()
}

fn read<R: Record>((kind, fields): (Kind, &Fields)) -> Option<R> {
    (kind == R::KIND).then(|| R::from_fields(fields)).flatten()
}

fn leans_wrongly(field: &str) -> Vec<FieldError> {
    vec![FieldError::new(field, Problem::OutOfRange)]
}
