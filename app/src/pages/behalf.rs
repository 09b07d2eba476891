//! Nhập hộ: what the head's office and the centre entered for units that work on paper. The unit confirms several at once
//! or disputes one with a reason, also without a network; who looks over the units sees what they say.

mod ask;
mod entries;
mod note;
mod sentence;
mod table;

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::id::{RecordId, SpaceId, UnitId};

pub(in crate::pages) use entries::mark;
pub(in crate::pages) use note::behalf_note;

use super::export::export_button;
use super::list_head::rest;
use super::use_repo;
use crate::repo::Repo;
use crate::repo::types::{BehalfState, OnBehalf};
use crate::tr;
use crate::ui::{Bones, Empty, Icon, live};
use ask::Asked;
use entries::{answered, waiting};

/// The unit for which the person answers: whatever the person is, it is for this unit.
pub(super) fn own_unit(repo: &Repo, space: SpaceId) -> Option<UnitId> {
    let session = repo.session()?;
    session.unit.filter(|unit| session.viewer.belongs_to(*unit, space))
}

/// What both lists share.
#[derive(Clone, Copy)]
struct Desk {
    space: SpaceId,
    /// All that was entered on behalf, the newest first.
    entries: Memo<Vec<OnBehalf>>,
    own: Memo<Option<UnitId>>,
    /// What is marked to be confirmed together.
    chosen: RwSignal<BTreeSet<RecordId>>,
    /// What is being disputed.
    asked: Asked,
}

/// Nhập hộ.
#[component]
pub fn Behalf() -> impl IntoView {
    let repo = use_repo();
    let opened = {
        let repo = repo.clone();
        Memo::new(move |_| repo.opened().filter(|_| repo.loading().is_none()))
    };
    live(move || {
        let Some(space) = opened.get() else { return view! { <Bones rows=4/> }.into_any() };
        untrack(|| page(space))
    })
}

fn page(space: SpaceId) -> AnyView {
    let (repo, of_own, of_rights, of_export) = (use_repo(), use_repo(), use_repo(), use_repo());
    let entries = Memo::new(move |_| {
        let mut entries = repo.on_behalf(space);
        entries.sort_by_key(|entry| (std::cmp::Reverse(entry.by.2), entry.id));
        entries
    });
    let own = Memo::new(move |_| own_unit(&of_own, space));
    let oversees = Memo::new(move |_| of_rights.oversees(space));
    let desk = Desk { space, entries, own, chosen: RwSignal::new(BTreeSet::new()), asked: Asked::new(space) };
    let is_empty = Memo::new(move |_| {
        entries.with(|entries| entries.iter().all(|it| it.answers.is_empty() && it.state == BehalfState::Own))
    });
    let nothing = live(move || {
        is_empty.get().then(
            || view! { <section class="card"><Empty picture=Icon::Check label=tr!(behalf.empty)/></section> },
        )
    });
    let taken = move || {
        let (own, oversees) = (own.get_untracked(), oversees.get_untracked());
        let mut shown = entries.get_untracked();
        shown.retain(|entry| table::is_shown(entry, own, oversees));
        table::table(&of_export, &shown)
    };
    let of_others = move |state| answered(desk, state, move |desk, entry| desk.own.get() != Some(entry.unit));
    let theirs = live(move || {
        oversees.get().then(|| {
            view! {
                {of_others(BehalfState::Disputed)}
                {of_others(BehalfState::Waiting)}
                {of_others(BehalfState::Confirmed)}
            }
            .into_any()
        })
    });
    let is_own = |desk: Desk, entry: &OnBehalf| desk.own.get() == Some(entry.unit);
    view! {
        <div class="behalf">
            <div class="head">
                <div>
                    <h1>{tr!(nav.behalf)}</h1>
                    <p>{tr!(behalf.note)}</p>
                </div>
                {rest(export_button(taken))}
            </div>
            <div class="stack">
                {nothing}
                {waiting(desk)}
                {answered(desk, BehalfState::Disputed, is_own)}
                {answered(desk, BehalfState::Confirmed, is_own)}
                {theirs}
            </div>
        </div>
        {desk.asked.dialog()}
    }
    .into_any()
}
