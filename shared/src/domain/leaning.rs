//! Records that lean on another record of their space: a plan or a figure on its target. What is wrong with them can
//! only be said beside it.

use super::kind::{Kind, Record};
use super::target::{Figure, Plan, Target};
use crate::field::{FieldError, Fields, Problem};
use crate::id::RecordId;

/// The record that a record with these fields leans on.
pub fn leans_on(kind: Kind, fields: &Fields) -> Option<RecordId> {
    match kind {
        Kind::Plan | Kind::Figure => fields.get("target")?.as_str()?.parse().ok(),
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
        | Kind::Unknown => None,
    }
}

/// What is wrong with a record beside the one that it leans on.
pub fn problems_beside(kind: Kind, fields: &Fields, other: (Kind, &Fields)) -> Vec<FieldError> {
    let target = (other.0 == Kind::Target).then(|| Target::from_fields(other.1)).flatten();
    let Some(target) = target else {
        return vec![FieldError::new("target", Problem::OutOfRange)];
    };
    let found = match kind {
        Kind::Plan => Plan::from_fields(fields).map(|plan| target.problems_of_plan(&plan)),
        _ => Figure::from_fields(fields).map(|figure| target.problems_of_figure(&figure)),
    };
    // A record that cannot be read is refused for that.
    found.unwrap_or_default()
}
