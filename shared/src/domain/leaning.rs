//! Records that lean on another record of their space: a plan or a figure on its target, a unit's progress on its task.
//! What is wrong with them can only be said beside it.

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
        Kind::Activity
        | Kind::Conflict
        | Kind::Summary
        | Kind::Cluster
        | Kind::Unit
        | Kind::Membership
        | Kind::Term
        | Kind::Person
        | Kind::Year
        | Kind::Unlock
        | Kind::Target
        | Kind::Movement
        | Kind::KeyTask
        | Kind::Report
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
