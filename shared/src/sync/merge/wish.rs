//! What an author wants of a record, before it meets what others did.

use serde_json::Value;

use super::{Change, Stored};
use crate::domain::KindSpec;
use crate::field::{FieldError, Fields, Policy, Problem, VOID};
use crate::sync::change::{set, value_of};
use crate::sync::{Act, Edit, Edits, Refusal};

/// The edits that a change amounts to.
pub(super) fn edits_of(stored: &Stored, change: &Change) -> Edits {
    match &change.act {
        Act::Patch(edits) => edits.clone(),
        Act::Void => {
            let reason = change.reason.clone().unwrap_or_default();
            Edits::from([(VOID.to_owned(), Edit { before: Value::Null, after: Value::String(reason) })])
        }
        Act::Restore => {
            let before = value_of(&stored.fields, VOID);
            Edits::from([(VOID.to_owned(), Edit { before, after: Value::Null })])
        }
        // Two people made the record without knowing of each other: what each typed meets here.
        Act::Insert(fields) => fields
            .iter()
            .map(|(name, after)| (name.clone(), Edit { before: Value::Null, after: after.clone() }))
            .filter(|(name, edit)| value_of(&stored.fields, name) != edit.after)
            .collect(),
    }
}

/// The record with all that the author wants of it, when it would be in order so.
pub(super) fn wanted(
    spec: &KindSpec,
    stored: &Stored,
    change: &Change,
    edits: &Edits,
) -> Result<Fields, Refusal> {
    let mut errors = Vec::new();
    let mut wanted = match &change.act {
        Act::Insert(_) if !stored.kind.is_keyed() => return Err(Refusal::Exists),
        // Who made the record anew wants it just so; what another said meanwhile is no fault of theirs.
        Act::Insert(fields) => fields.clone(),
        Act::Patch(_) | Act::Void | Act::Restore => stored.fields.clone(),
    };
    for (field, edit) in edits {
        let says_so = matches!(change.act, Act::Void | Act::Restore);
        match spec.policy(field) {
            Some(_) if field == VOID && !says_so => {
                errors.push(FieldError::new(field, Problem::Unknown));
            }
            Some(Policy::Fixed) => errors.push(FieldError::new(field, Problem::Fixed)),
            Some(Policy::Owned | Policy::Agreed | Policy::Text | Policy::Set | Policy::Ordered) => {
                set(&mut wanted, field, &edit.after);
            }
            None => errors.push(FieldError::new(field, Problem::Unknown)),
        }
    }
    errors.extend(spec.problems(&wanted));
    refuse(errors)?;
    Ok(wanted)
}

pub(super) fn refuse(errors: Vec<FieldError>) -> Result<(), Refusal> {
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid { errors }) }
}
