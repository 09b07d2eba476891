//! Changes that have waited for another part too long: what is missing lies on a device that somebody must find.

use leptos::prelude::*;
use shared::sync::Missing;

use crate::pages::activity_detail::person_words;
use crate::repo::Repo;
use crate::repo::types::HeldLine;
use crate::ui::live;
use crate::{format, tr, words};

/// The list; nothing where nothing waits.
pub(super) fn held(repo: Repo) -> AnyView {
    let lines = {
        let repo = repo.clone();
        Memo::new(move |_| repo.opened().map(|space| repo.held(space)).unwrap_or_default())
    };
    let shown = live(move || {
        lines.with(|lines| {
            let items = lines.iter().map(|line| item(&repo, line)).collect::<Vec<_>>();
            let list = view! {
                <section class="held" aria-labelledby="held-title">
                    <h2 id="held-title">{tr!(reconcile.held)}</h2>
                    <p class="note">{tr!(reconcile.held_note)}</p>
                    <ul>{items}</ul>
                </section>
            };
            (!lines.is_empty()).then(|| list.into_any())
        })
    });
    view! { {shown} }.into_any()
}

/// Who, where, which record, waiting for what, since when.
fn item(repo: &Repo, line: &HeldLine) -> AnyView {
    let HeldLine { unit, title, held } = line;
    let title = if title.is_empty() { words::kind(held.kind).to_owned() } else { title.clone() };
    let who = person_words(repo, held.author);
    let device = Some(held.device_name.clone()).filter(|name| !name.is_empty());
    let who = [Some(who), device, repo.unit_short(*unit)].into_iter().flatten().collect::<Vec<_>>();
    let waits = match held.waiting_for {
        Missing::Change(_) => tr!(reconcile.held_change),
        Missing::Record(_) => tr!(reconcile.held_record),
    };
    view! {
        <li>
            <b>{title}</b>
            <span>{who.join(", ")}</span>
            <span>{tr!(reconcile.held_since, waits = waits, at = format::instant(held.since))}</span>
        </li>
    }
    .into_any()
}
