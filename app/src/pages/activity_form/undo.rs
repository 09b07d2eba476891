//! “Lấy lại”: a save is taken back by an ordinary change, so that it stays in the history.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use shared::domain::{Activity, Record};
use shared::id::{RecordId, SpaceId};
use shared::sync::edits_between;

use crate::repo::Repo;
use crate::repo::types::SaveError;
use crate::ui::{Icon, toast, toast_of};
use crate::{tr, words};

/// Takes a new activity back: it is voided, for nothing is ever deleted.
pub(super) fn take_back_new(repo: &Repo, space: SpaceId, id: RecordId) {
    let (repo, reason) = (repo.clone(), tr!(activity.undo_reason));
    spawn_local(async move { tell(repo.void(space, id, reason).await) });
}

/// Takes an edit back, field by field; what somebody has changed since is left alone.
pub(super) fn take_back_edit(repo: &Repo, space: SpaceId, id: RecordId, before: &Activity, after: &Activity) {
    let Some((now, view)) = untrack(|| repo.activity(space, id)) else {
        return tell(Err(SaveError::NotHere));
    };
    let Some(wanted) = reversed(&now, before, after) else {
        return tell(Err(SaveError::NothingChanged));
    };
    let opened = view.opened(now);
    let repo = repo.clone();
    spawn_local(async move { tell(repo.save_activity(space, id, &opened, &wanted, None).await) });
}

fn reversed(now: &Activity, before: &Activity, after: &Activity) -> Option<Activity> {
    let mut fields = now.to_fields();
    for (name, edit) in edits_between(before, after) {
        if fields.get(&name).unwrap_or(&Value::Null) != &edit.after {
            continue;
        }
        if edit.before.is_null() {
            fields.remove(&name);
        } else {
            fields.insert(name, edit.before);
        }
    }
    Activity::from_fields(&fields)
}

fn tell(done: Result<(), SaveError>) {
    match done {
        Ok(()) => toast(tr!(activity.undone)),
        Err(error) => toast_of(Icon::Warning, words::save_error(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use shared::id::UnitId;
    use std::collections::BTreeSet;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn activity(title: &str, place: &str, participants: Option<u32>) -> Activity {
        Activity {
            unit: UnitId::derived([1; 16]),
            year: 2024,
            title: title.to_owned(),
            held_on: date(2024, 11, 27),
            place: place.to_owned(),
            movement: String::new(),
            participants,
            body: String::new(),
            tags: BTreeSet::new(),
            evidence: BTreeSet::new(),
        }
    }

    #[wasm_bindgen_test]
    fn only_what_still_stands_is_taken_back() {
        let before = activity("Cũ", "", Some(5));
        let after = activity("Mới", "Cao Lãnh", None);
        assert_eq!(reversed(&after, &before, &after), Some(before.clone()));
        let since = activity("Người khác sửa", "Cao Lãnh", None);
        assert_eq!(reversed(&since, &before, &after), Some(activity("Người khác sửa", "", Some(5))));
    }
}
