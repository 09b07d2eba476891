//! Deciding a conflict: an ordinary change of the conflict's record, which sets the disputed field.

use serde_json::Value;

use super::{Arrival, Conflict, Mark, Refusal, Stored, refuse, set};
use crate::field::{FieldError, Problem};
use crate::sync::change::value_of;
use crate::sync::{Act, Candidate, Decision};

/// The one field of a conflict that a person may change.
const DECISION: &str = "decision";

/// A decision taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The conflict with its decision.
    pub conflict: Conflict,
    /// The record with the decided value.
    pub subject: Stored,
}

/// Takes a decision. Deciding again reverses the earlier decision, as long as its value still stands.
///
/// # Errors
/// The refusal to answer.
pub fn decide(
    stored: &Stored,
    conflict: &Conflict,
    subject: &Stored,
    arrival: Arrival<'_>,
) -> Result<Decided, Refusal> {
    let (decision, before) = decision_of(arrival)?;
    let is_current = match arrival.change.seen {
        Some(seen) if seen.lineage == arrival.lineage => seen.rev >= stored.rev,
        Some(_) | None => value_of(&stored.fields, DECISION) == *before,
    };
    // Whoever gave the field another value since, knew what was decided: their work is not to be overwritten by
    // somebody who does not know of it. An open conflict moves along with its field, so it is never behind.
    let is_moved = subject.marks.of(&conflict.field).rev > stored.rev;
    if !is_current || is_moved {
        return Err(Refusal::DecisionStale);
    }
    let chosen = chosen(conflict, &decision)?;
    let mut subject = subject.clone();
    set(&mut subject.fields, &conflict.field, &decision.value);
    let spec = subject.kind.spec().ok_or(Refusal::NotAllowed)?;
    refuse(spec.problems(&subject.fields))?;
    // The chosen author's next change builds on this value, so the mark is the author's, not the decider's.
    let by = chosen.unwrap_or(arrival.change.id);
    subject.marks.later.insert(conflict.field.clone(), Mark { rev: arrival.rev, by });
    subject.rev = arrival.rev;
    let mut conflict = conflict.clone();
    conflict.decision = Some(decision);
    conflict.decided_by = Some(arrival.by.clone());
    conflict.reason = arrival.change.reason.clone().unwrap_or_default();
    Ok(Decided { conflict, subject })
}

fn decision_of(arrival: Arrival<'_>) -> Result<(Decision, &Value), Refusal> {
    let invalid = |problem| Refusal::Invalid { errors: vec![FieldError::new(DECISION, problem)] };
    let Act::Patch(edits) = &arrival.change.act else {
        return Err(Refusal::NotAllowed);
    };
    match edits.iter().collect::<Vec<_>>().as_slice() {
        [(name, edit)] if *name == DECISION => {
            let decision =
                serde_json::from_value(edit.after.clone()).map_err(|_| invalid(Problem::WrongType))?;
            Ok((decision, &edit.before))
        }
        _ => Err(invalid(Problem::Unknown)),
    }
}

/// The change whose value was chosen; its value must be the one it really gave.
fn chosen(conflict: &Conflict, decision: &Decision) -> Result<Option<crate::id::ChangeId>, Refusal> {
    let Some(change) = decision.chosen else {
        return Ok(None);
    };
    let mut given = std::iter::once(&conflict.in_force).chain(&conflict.candidates);
    let is_given = |candidate: &Candidate| {
        candidate.value == decision.value && candidate.by.as_ref().is_some_and(|by| by.change == change)
    };
    if given.any(is_given) {
        Ok(Some(change))
    } else {
        Err(Refusal::Invalid { errors: vec![FieldError::new(DECISION, Problem::OutOfRange)] })
    }
}
