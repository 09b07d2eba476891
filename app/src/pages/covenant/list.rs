//! All covenants of a cluster: the running year's first, and the next one's, which is drafted at the year's end.

use leptos::prelude::*;
use shared::domain::CovenantState;
use shared::id::SpaceId;

use super::{About, known, tables};
use crate::pages::export::export_button;
use crate::pages::list_head::rest;
use crate::pages::use_repo;
use crate::repo::types::{Covenants, Held};
use crate::route::Route;
use crate::ui::{Badge, Empty, Icon, Tone, icon, live};
use crate::{format, tr};

/// The list.
pub(super) fn list(space: SpaceId, running: i16) -> AnyView {
    let (repo, of_export) = (use_repo(), use_repo());
    let rows = {
        let repo = repo.clone();
        live(move || {
            let known = known(&repo, space);
            if known.all.is_empty() {
                let label = if repo.oversees(space) { tr!(covenant.empty) } else { tr!(covenant.empty_unit) };
                return view! { <Empty picture=Icon::Sign label/> }.into_any();
            }
            let rows = known.all.iter().map(|held| row(space, &known, held)).collect::<Vec<_>>();
            view! { <ul class="items">{rows}</ul> }.into_any()
        })
    };
    let begin = live(move || {
        if !repo.oversees(space) {
            return Vec::new();
        }
        let known = known(&repo, space);
        let years = [running, running.saturating_add(1)].into_iter();
        let missing = years.map(|year| About::new(space, year, 0)).filter(|it| known.get(it.id).is_none());
        missing.enumerate().map(|(at, about)| begin_link(about, at == 0)).collect::<Vec<_>>()
    });
    view! {
        <div class="head">
            <div>
                <h1>{tr!(nav.covenants)}</h1>
                <p>{tr!(covenant.note)}</p>
            </div>
            {rest(export_button(move || tables::covenants(space, &untrack(|| known(&of_export, space)))))}
            {begin}
        </div>
        <section class="card works covenants" aria-label=tr!(nav.covenants)>{rows}</section>
    }
    .into_any()
}

fn begin_link(about: About, is_first: bool) -> AnyView {
    let class = if is_first { "btn primary" } else { "btn" };
    let label = tr!(covenant.begin, year = about.year);
    view! { <a class=class href=Route::EditCovenant(about.id).path()>{icon(Icon::Plus)}{label}</a> }
        .into_any()
}

fn row(space: SpaceId, known: &Covenants, held: &Held<shared::domain::Covenant>) -> AnyView {
    let about = About::new(space, held.record.year, held.record.part);
    let note = held
        .record
        .adopted
        .as_ref()
        .map(|adopted| tr!(covenant.adopted_by, day = format::date(adopted.on), how = adopted.how));
    view! {
        <li>
            <a class="item" href=Route::Covenant(about.id).path()>
                <div class="grow"><b>{about.name()}</b><span>{note}</span></div>
                {badge(Some(known.state(about.id)))}
            </a>
        </li>
    }
    .into_any()
}

/// How far a covenant has come; none while nobody has begun it.
pub(super) fn badge(state: Option<CovenantState>) -> AnyView {
    let (tone, picture) = match state {
        None | Some(CovenantState::Draft) => (Tone::Plain, Icon::Pencil),
        Some(CovenantState::Adopted { signed, of }) if signed == of => (Tone::Ok, Icon::Check),
        Some(CovenantState::Adopted { .. }) => (Tone::Ink, Icon::Sign),
    };
    view! { <Badge tone picture label=state_words(state)/> }.into_any()
}

/// The same in words.
pub(super) fn state_words(state: Option<CovenantState>) -> String {
    match state {
        None => tr!(covenant.unbegun).to_owned(),
        Some(CovenantState::Draft) => tr!(covenant.draft).to_owned(),
        Some(CovenantState::Adopted { signed, of }) if signed == of => tr!(covenant.all_signed).to_owned(),
        Some(CovenantState::Adopted { signed, of }) => {
            tr!(covenant.signed_of, k = format::count(signed), n = format::count(of))
        }
    }
}
