//! Says when another device changed the activity while its form is open; what is typed stays as it is.

use leptos::prelude::*;
use shared::domain::Activity;
use shared::sync::edits_between;

use super::state::Form;
use crate::repo::Repo;
use crate::repo::types::View;
use crate::ui::{Banner, Icon, Tone, live};
use crate::{format, tr, words};

/// What has happened to the record since the form was opened, above the fields.
pub(super) fn notices(form: Form, repo: Repo) -> AnyView {
    let Some(id) = form.record else { return view! { <div class="news"></div> }.into_any() };
    let news = Memo::new(move |_| {
        let (now, view) = repo.activity(form.space, id)?;
        let opened = form.opened.get()?;
        Some(news(&repo, &opened.record, &now, &view)).filter(|news| !news.is_empty())
    });
    let shown = live(move || {
        news.get().map(|news| {
            let lines = news.into_iter().map(|line| view! { <p>{line}</p> }.into_any()).collect::<Vec<_>>();
            view! { <Banner tone=Tone::Diff picture=Icon::Differ live=true><div class="grow">{lines}</div></Banner> }.into_any()
        })
    });
    view! { <div class="news">{shown}</div> }.into_any()
}

fn news(repo: &Repo, opened: &Activity, now: &Activity, view: &View) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(reason) = &view.void {
        lines.push(tr!(activity.voided_meanwhile, reason = reason));
    }
    let edits = edits_between(opened, now);
    if edits.is_empty() {
        return lines;
    }
    let who = view.by.as_ref().and_then(|by| repo.person_name(by.author));
    let who = who.unwrap_or_else(|| tr!(activity.somebody).to_owned());
    let at = view.by.as_ref().map(|by| format::moment(by.received)).unwrap_or_default();
    lines.push(tr!(activity.changed_meanwhile, who = who, at = at));
    for (name, edit) in edits {
        let value = words::value_words(&repo.names(), &name, &edit.after);
        let value = short(&value);
        lines.push(tr!(activity.now_reads, field = words::field(&name), value = value));
    }
    lines.push(tr!(activity.typing_stays).to_owned());
    lines
}

/// Enough of a long value to know it by.
fn short(value: &str) -> String {
    const SHOWN_MAX: usize = 120;
    if value.chars().count() <= SHOWN_MAX {
        return value.to_owned();
    }
    value.chars().take(SHOWN_MAX).chain(['…']).collect()
}
