//! The phases of the year, one below the other.

use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;
use shared::domain::{Keyed, Phase, Year};
use shared::id::{RecordId, SpaceId};

use super::dates::{When, when, when_words};
use super::duties::{Party, locks_in};
use super::tables;
use crate::pages::export::export_of;
use crate::pages::use_repo;
use crate::repo::types::Board;
use crate::route::Route;
use crate::ui::{Badge, Button, Icon, Kind, Tone, icon_sized, live};
use crate::{format, tr, words};

/// All phases in their order.
pub(super) fn card(
    space: SpaceId,
    number: i16,
    board: Memo<Option<Arc<Board>>>,
    oversees: Memo<bool>,
    tell: Callback<RecordId>,
) -> AnyView {
    let repo = use_repo();
    let id = Year::empty(number).id(space);
    let year = Memo::new(move |_| {
        let set = board.with(|board| Some(board.as_ref()?.year.as_ref()?.record.clone()));
        set.unwrap_or_else(|| Year::empty(number))
    });
    let differing = Memo::new(move |_| repo.about(space, id).map(|view| view.differing).unwrap_or_default());
    let is_set = Memo::new(move |_| board.with(|board| board.as_ref().is_some_and(|it| it.year.is_some())));
    let history = live(move || {
        is_set.get().then(|| {
            let press = move |()| tell.run(id);
            view! { <Button label=tr!(activity.history) on_press=press kind=Kind::Quiet size="small"/> }
        })
    });
    let rows = live(move || {
        let today = board.with(|board| board.as_ref().map(|board| board.ground.today));
        let today = today.unwrap_or_else(format::today);
        let late = year.with(Year::out_of_order);
        let row = |phase: Phase| {
            let conflict =
                differing.with(|all| all.iter().find(|(_, field)| field == phase.field()).map(|it| it.0));
            year.with(|year| row(year, phase, (today, late.contains(&phase)), conflict, oversees.get()))
        };
        Phase::ALL.map(row).into_iter().collect_view()
    });
    let taken = move || {
        let today = board.with_untracked(|board| board.as_ref().map(|board| board.ground.today));
        let parties: Vec<_> = parties(oversees.get_untracked()).collect();
        year.with_untracked(|year| tables::phases(year, today.unwrap_or_else(format::today), &parties))
    };
    let is_undated = move || year.with(|year| Phase::ALL.into_iter().any(|it| year.period(it).is_none()));
    let undated = live(move || {
        is_undated().then(|| view! { <footer class="note">{tr!(calendar.undated_note)}</footer> })
    });
    view! {
        <section class="card" aria-labelledby="phases">
            <header>
                <h2 id="phases">{tr!(calendar.phases)}</h2>
                {history}
                {export_of(tr!(calendar.phases).to_owned(), taken)}
            </header>
            <ol class="phases">{rows}</ol>
            {undated}
        </section>
    }
    .into_any()
}

/// A unit reads what it owes itself; who runs the year reads what everybody owes.
fn parties(oversees: bool) -> impl Iterator<Item = Party> {
    Party::ALL.into_iter().filter(move |party| oversees || *party == Party::Unit)
}

fn row(
    year: &Year,
    phase: Phase,
    (today, is_late): (Date, bool),
    conflict: Option<RecordId>,
    oversees: bool,
) -> AnyView {
    let period = year.period(phase);
    let stands = when(period, today);
    let (name, tone, picture) = match stands {
        When::Undated => ("none", Tone::Plain, Icon::Clock),
        When::Ahead { .. } => ("ahead", Tone::Plain, Icon::Clock),
        When::Now { .. } => ("now", Tone::Ink, Icon::Calendar),
        When::Past => ("past", Tone::Plain, Icon::Check),
    };
    let owes = parties(oversees)
        .map(|party| view! { <div><dt>{party.name()}</dt><dd>{party.owes(phase)}</dd></div> }.into_any());
    let locks = locks_in(year, phase, today).map(|(is_locked, words)| {
        let picture = if is_locked { Icon::Lock } else { Icon::Unlock };
        view! { <p class="locks">{icon_sized(picture, "i sm")}{words}</p> }
    });
    // Deciding is for those who look over the units, and only they are sent the difference.
    let differing = conflict.map(|conflict| {
        view! {
            <a class="locks" href=Route::Conflict(conflict).path()>
                {icon_sized(Icon::Differ, "i sm")}
                {tr!(calendar.differing)}
            </a>
        }
    });
    let late = is_late.then(|| {
        view! { <p class="locks late">{icon_sized(Icon::Warning, "i sm")}{tr!(calendar.early)}</p> }
    });
    view! {
        <li data-s=name aria-current=matches!(stands, When::Now { .. }).then_some("step")>
            <div class="grow">
                <h3>{words::phase(phase)}</h3>
                {period.map(|period| view! { <p class="dates">{format::period(period)}</p> })}
                <dl class="owes">{owes.collect::<Vec<_>>()}</dl>
                {locks}
                {late}
                {differing}
            </div>
            <Badge tone picture label=when_words(stands)/>
        </li>
    }
    .into_any()
}
