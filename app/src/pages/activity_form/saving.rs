//! Saving the form: faults stand at their fields, what the device refuses is said aloud, and nothing typed is lost.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::domain::Activity;
use shared::id::RecordId;

use super::state::Form;
use crate::pages::activities::Here;
use crate::pages::undo::{take_back_edit, take_back_new};
use crate::repo::types::{Opened, SaveError};
use crate::repo::{Repo, Save};
use crate::route::Route;
use crate::ui::toast_with;
use crate::{tr, words};

/// What pressing “Xong” does.
pub(super) fn saver(form: Form, repo: Repo) -> Callback<()> {
    let navigate = use_navigate();
    let here = Here::new();
    Callback::new(move |()| {
        if form.saving.get_untracked() {
            return;
        }
        form.failure.set(None);
        let draft = untrack(|| form.draft());
        let activity = match untrack(|| form.parse()) {
            Ok(activity) => activity,
            Err(faults) => {
                form.faults.set(faults);
                return;
            }
        };
        form.faults.set(Vec::new());
        form.saving.set(true);
        // From here on a draft written late would come back after it was saved.
        form.closed.set_value(true);
        let (repo, navigate) = (repo.clone(), navigate.clone());
        spawn_local(async move {
            let saved = save(form, &repo, draft.opened, activity).await;
            let _ = form.saving.try_set(false);
            match saved {
                Ok(id) => {
                    // The person may have gone elsewhere meanwhile: then they stay there.
                    if form.saving.try_get_untracked().is_some() {
                        let to = untrack(|| here.to(Route::Activity(id)));
                        navigate(&to, NavigateOptions { replace: true, ..Default::default() });
                    }
                }
                Err(error) => refused(form, error),
            }
        });
    })
}

async fn save(
    form: Form,
    repo: &Repo,
    opened: Option<Opened<Activity>>,
    activity: Activity,
) -> Result<RecordId, SaveError> {
    let (space, key) = (form.space, form.key());
    let (Some(id), Some(opened)) = (form.record, opened) else {
        let id = repo.make(space, &activity, None, Some(&key)).await?;
        let repo = repo.clone();
        toast_with(tr!(standing.saved), tr!(act.undo), move || take_back_new(&repo, space, id));
        return Ok(id);
    };
    match repo.edit(space, id, &opened, &activity, None, Some(&key)).await {
        Ok(()) => {
            let (repo, edit) = (repo.clone(), Save::of(id, &opened, &activity));
            toast_with(tr!(standing.saved), tr!(act.undo), move || take_back_edit(&repo, space, &edit));
            Ok(id)
        }
        // Everything stands as it was: the person is done all the same.
        Err(SaveError::NothingChanged) => {
            repo.drop_draft(&key).await?;
            Ok(id)
        }
        Err(error) => Err(error),
    }
}

fn refused(form: Form, error: SaveError) {
    let _ = form.closed.try_update_value(|closed| *closed = false);
    if form.failure.try_get_untracked().is_none() {
        return;
    }
    if let SaveError::Invalid(errors) = &error {
        form.accuse(errors);
    }
    if form.faults.with_untracked(Vec::is_empty) {
        form.failure.set(Some(words::save_error(&error)));
    }
}
