//! Changes that have waited for another part too long: what is missing lies on a device that somebody must find.

use leptos::prelude::*;
use shared::domain::Kind;
use shared::sync::Missing;

use super::tables;
use crate::pages::activity_detail::person_words;
use crate::pages::export::export_of;
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
        lines.with(|shown| {
            let items = shown.iter().map(|line| item(&repo, line)).collect::<Vec<_>>();
            let of_export = repo.clone();
            let taken = move || tables::held(&of_export, &lines.get_untracked());
            let list = view! {
                <section class="held" aria-labelledby="held-title">
                    <div class="row">
                        <h2 class="grow" id="held-title">{tr!(reconcile.held)}</h2>
                        {export_of(tr!(reconcile.held).to_owned(), taken)}
                    </div>
                    <p class="note">{tr!(reconcile.held_note)}</p>
                    <ul>{items}</ul>
                </section>
            };
            (!shown.is_empty()).then(|| list.into_any())
        })
    });
    view! { {shown} }.into_any()
}

/// Who, where, which record, waiting for what, since when.
fn item(repo: &Repo, line: &HeldLine) -> AnyView {
    let HeldLine { unit, title, held } = line;
    let title = self::title(title, held.kind);
    let who = person_words(repo, held.author);
    let device = Some(held.device_name.clone()).filter(|name| !name.is_empty());
    let who = [Some(who), device, repo.unit_short(*unit)].into_iter().flatten().collect::<Vec<_>>();
    let waits = waits(held.waiting_for);
    view! {
        <li>
            <b>{title}</b>
            <span>{who.join(", ")}</span>
            <span>{tr!(reconcile.held_since, waits = waits, at = format::instant(held.since))}</span>
        </li>
    }
    .into_any()
}

/// What a record is called; one that is not on this device, by its kind.
pub(super) fn title(title: &str, kind: Kind) -> String {
    if title.is_empty() { words::kind(kind).to_owned() } else { title.to_owned() }
}

/// What it waits for.
pub(super) fn waits(missing: Missing) -> &'static str {
    match missing {
        Missing::Change(_) => tr!(reconcile.held_change),
        Missing::Record(_) => tr!(reconcile.held_record),
    }
}
