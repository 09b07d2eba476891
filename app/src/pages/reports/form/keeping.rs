//! Keeps what was typed on the device.

use leptos::prelude::*;
use serde_json::Value;
use shared::domain::Report;
use shared::time::Timestamp;

use super::state::{Draft, Form};
use crate::pages::draft_key::DraftOf;
use crate::pages::keeping::Keeper;
use crate::pages::reports::About;
use crate::pages::reports::paper::name;
use crate::repo::Repo;
use crate::repo::types::Opened;
use crate::{json, tr, words};

/// The name under which things to do and losses call a draft.
const TITLE: &str = "title";
/// The name under which the draft holds what was typed.
const TYPED: &str = "typed";

/// What the form begins with: what was left of this report, and since when; else the report as it stands.
pub(super) fn first_state(repo: &Repo, about: About) -> (Draft, Option<Timestamp>) {
    let left = untrack(|| repo.draft(&DraftOf::Report(about.id).key()));
    let left = left.and_then(|mut left| {
        let draft: Draft = serde_json::from_value(left.body.get_mut(TYPED)?.take()).ok()?;
        Some((draft, Some(left.at)))
    });
    left.unwrap_or_else(|| {
        let opened: Opened<Report> = repo.open(about.space, about.blank());
        (Draft::of(opened), None)
    })
}

/// Keeps the form's draft from now on.
pub(super) fn keep_from_now_on(about: About, form: Form, repo: Repo) {
    let keeper = Keeper::new(move || Box::pin(written(about, form, repo.clone())));
    Effect::new(move |began: Option<()>| {
        let _ = form.draft();
        if began.is_some() {
            keeper.due();
        }
    });
}

/// Writes the draft as it stands now, or lets it go when nothing in it is new.
fn written(about: About, form: Form, repo: Repo) -> impl Future<Output = ()> {
    let draft = (form.closed.try_get_value() == Some(false)).then(|| untrack(|| form.draft()));
    let key = DraftOf::Report(about.id).key();
    async move {
        let Some(draft) = draft else { return };
        let done = if draft.is_untouched() {
            repo.drop_draft(&key).await
        } else {
            let title = name(&draft.opened.record);
            let body = [(TITLE.to_owned(), Value::from(title)), (TYPED.to_owned(), json::tree(&draft))];
            repo.keep_draft(&key, Value::Object(body.into_iter().collect())).await
        };
        // The one failure that must be loud: what is typed is on screen and nowhere else.
        if let Err(error) = done {
            let words = tr!(activity.draft_not_kept, why = words::store_error(&error));
            let _ = form.failure.try_set(Some(words));
        }
    }
}
