//! Keeps the form's draft on the device.

use leptos::prelude::*;

use super::state::{Form, Kept};
use crate::clock;
use crate::pages::keeping::Keeper;
use crate::repo::Repo;

/// Keeps the form's draft from now on.
pub(super) fn keep_from_now_on(form: Form, repo: Repo) {
    let keeper = Keeper::new(move || Box::pin(written(form, repo.clone())));
    Effect::new(move |began: Option<()>| {
        let _ = form.draft();
        if began.is_some() {
            form.kept.set(Kept::Typing);
            keeper.due();
        }
    });
}

/// Writes the draft as it stands now, or lets it go when nothing in it is new.
fn written(form: Form, repo: Repo) -> impl Future<Output = ()> {
    let draft = (form.closed.try_get_value() == Some(false)).then(|| untrack(|| form.draft()));
    let key = form.key();
    if draft.is_some() {
        form.kept.set(Kept::Writing);
    }
    async move {
        let Some(draft) = draft else { return };
        let untouched = draft.is_untouched();
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
        if form.kept.try_get_untracked() == Some(Kept::Writing) || matches!(kept, Kept::Failed(_)) {
            let _ = form.kept.try_set(kept);
        }
    }
}
