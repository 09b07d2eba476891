//! Keeps the draft on the device while it is typed, so that nothing typed is lost, whatever happens to the page.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{Form, Kept};
use crate::clock;
use crate::repo::Repo;

/// How long after the last keystroke the draft is written.
const PAUSE: Duration = Duration::from_millis(300);

/// Keeps the form's draft from now on: a moment after each keystroke, and at once when the page is hidden or left.
pub(super) fn keep_from_now_on(form: Form, repo: Repo) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let due = StoredValue::new(false);
    let keep = move || {
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
        if due.try_get_value() == Some(true) {
            due.set_value(false);
            keep_now(form, repo.clone());
        }
    };
    let later = keep.clone();
    Effect::new(move |began: Option<()>| {
        let _ = form.draft();
        if began.is_none() {
            return;
        }
        due.set_value(true);
        form.kept.set(Kept::Typing);
        let again = later.clone();
        let handle = set_timeout_with_handle(again, PAUSE).ok();
        if let Some(Some(earlier)) = timer.try_update_value(|kept| std::mem::replace(kept, handle)) {
            earlier.clear();
        }
    });
    // A phone may end a hidden page without a word: what is due is written before it can.
    let hidden = keep.clone();
    let hiding = window_event_listener_untyped("pagehide", move |_| hidden());
    let unseen = keep.clone();
    let seen = window_event_listener_untyped("visibilitychange", move |_| unseen());
    on_cleanup(move || {
        keep();
        hiding.remove();
        seen.remove();
    });
}

/// Writes the draft, or lets it go when nothing in it is new.
fn keep_now(form: Form, repo: Repo) {
    if form.closed.try_get_value() != Some(false) {
        return;
    }
    let key = form.key();
    let draft = untrack(|| form.draft());
    let untouched = draft.is_untouched();
    spawn_local(async move {
        let done = if untouched {
            repo.drop_draft(&key).await
        } else {
            match serde_json::to_value(&draft) {
                Ok(body) => repo.keep_draft(&key, body).await,
                // A draft is plain text and lists of plain text: it always has a JSON form.
                Err(_) => return,
            }
        };
        let kept = match done {
            Ok(()) if untouched => Kept::Nothing,
            Ok(()) => Kept::At(clock::now()),
            Err(error) => Kept::Failed(error),
        };
        // The form may be gone by now, and more may have been typed: then this says nothing about it.
        if form.kept.try_get_untracked() == Some(Kept::Typing) || matches!(kept, Kept::Failed(_)) {
            let _ = form.kept.try_set(kept);
        }
    });
}
