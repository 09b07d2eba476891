//! Beside a record: that somebody else entered it, and what its unit says of that; the unit says it here as well.

use leptos::prelude::*;
use shared::id::{RecordId, SpaceId};

use super::ask::{Asked, confirm};
use super::entries::mark;
use super::own_unit;
use super::sentence::{entered, said};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{BehalfState, OnBehalf};
use crate::route::Route;
use crate::tr;
use crate::ui::{Badge, Button, Kind, live};

/// What there is to know of a record that was entered on behalf; nothing of any other.
pub(in crate::pages) fn behalf_note(space: SpaceId, id: Signal<Option<RecordId>>) -> AnyView {
    let (repo, of_note) = (use_repo(), use_repo());
    let entry = Memo::new(move |_| repo.on_behalf_of(space, id.get()?));
    let asked = Asked::new(space);
    let told = live(move || entry.get().and_then(|entry| note(&of_note, asked, &entry)));
    view! { {told} {asked.dialog()} }.into_any()
}

fn note(repo: &Repo, asked: Asked, entry: &OnBehalf) -> Option<AnyView> {
    let current = entry.standing_answer().map(|answer| answer.id);
    let lines = entry.answers.iter().rev().map(|answer| {
        let is_older = answer.entered != entry.entered;
        let class = if current == Some(answer.id) { "" } else { "note" };
        let differing = answer.differing.map(|conflict| {
            view! { " " <a href=Route::Conflict(conflict).path()>{tr!(standing.differing)}</a> }
        });
        view! { <p class=class>{said(repo, answer, is_older)} {differing}</p> }.into_any()
    });
    let lines: Vec<_> = lines.collect();
    if entry.state == BehalfState::Own {
        // What the unit said of an entry stays readable after it has mended that itself.
        return (!lines.is_empty()).then(|| view! { <section class="told">{lines}</section> }.into_any());
    }
    let (tone, picture, label) = mark(entry.state);
    Some(
        view! {
            <section class="told" aria-label=tr!(nav.behalf)>
                <p class="row tight"><Badge tone picture label/></p>
                <p class="note">{entered(repo, entry)}</p>
                {lines}
                {acts(repo, asked, entry)}
            </section>
        }
        .into_any(),
    )
}

/// What the unit can say; it may also think better of it.
fn acts(repo: &Repo, asked: Asked, entry: &OnBehalf) -> Option<AnyView> {
    (own_unit(repo, asked.space()) == Some(entry.unit) && !entry.is_closed).then_some(())?;
    let (repo, space) = (repo.clone(), asked.space());
    let (confirmed, disputed) = (entry.clone(), entry.clone());
    let confirm_button = (entry.state != BehalfState::Confirmed).then(|| {
        let press = move |()| confirm(repo.clone(), space, vec![confirmed.clone()]);
        view! { <Button label=tr!(behalf.confirm) on_press=press/> }
    });
    let dispute_button = (entry.state != BehalfState::Disputed).then(|| {
        let press = move |()| asked.about(disputed.clone());
        view! { <Button label=tr!(behalf.dispute) on_press=press kind=Kind::Quiet/> }
    });
    Some(view! { <div class="row tight no-print">{confirm_button}{dispute_button}</div> }.into_any())
}
