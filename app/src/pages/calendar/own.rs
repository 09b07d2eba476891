//! A unit's own deadlines: what is missing, how long there is, and how to get opened what is locked.

use std::sync::Arc;

use leptos::prelude::*;
use shared::id::{SpaceId, UnitId};

use super::owing::duties;
use super::tables::{self, stands};
use crate::pages::export::export_of;
use crate::pages::owed::{Duty, lock_words, place, time_left};
use crate::pages::use_repo;
use crate::repo::types::Board;
use crate::ui::{Icon, Tone, icon, icon_sized, live};
use crate::{format, tr, words};

/// The deadlines of a unit.
pub(super) fn card(space: SpaceId, year: i16, board: Memo<Option<Arc<Board>>>, unit: UnitId) -> AnyView {
    let repo = use_repo();
    let head = {
        let repo = repo.clone();
        Memo::new(move |_| repo.unit_short(repo.term(space, year)?.head))
    };
    let taken = move || {
        let name = repo.unit_name(unit).unwrap_or_default();
        let board = board.get_untracked();
        tables::owing(tr!(calendar.own), board.as_deref(), &[(unit, name)])
    };
    let rows = live(move || {
        let board = board.get()?;
        let duties = duties(&board, unit).into_iter();
        let rows: Vec<_> = duties.map(|duty| row(&duty, &board, head.get().as_deref())).collect();
        if rows.is_empty() {
            return Some(view! { <p class="body">{tr!(calendar.own_none)}</p> }.into_any());
        }
        Some(view! { <ul class="items">{rows}</ul> }.into_any())
    });
    view! {
        <section class="card" aria-labelledby="own-deadlines">
            <header>
                <h2 id="own-deadlines">{tr!(calendar.own)}</h2>
                {export_of(tr!(calendar.own).to_owned(), taken)}
            </header>
            {rows}
        </section>
    }
    .into_any()
}

fn row(duty: &Duty, board: &Board, head: Option<&str>) -> AnyView {
    let is_missing = !duty.missing.is_empty();
    let (tone, picture) = match (duty.lock.is_some(), is_missing) {
        (true, true) => (Tone::Err, Icon::Lock),
        (true, false) => (Tone::Plain, Icon::Lock),
        (false, true) => (Tone::Wait, Icon::Clock),
        (false, false) if duty.targets == 0 => (Tone::Plain, Icon::Clock),
        (false, false) => (Tone::Ok, Icon::Check),
    };
    let opened = duty.opened_until.filter(|_| board.ground.past(duty.work).is_some());
    let opened = opened.map(|until| tr!(calendar.opened_until, day = format::date(until)));
    let due = duty.end().map(|end| {
        let left = duty.lock.is_none().then(|| view! { <b>{time_left(end, board.ground.today)}</b> });
        view! { <div class="due told">{left}<span class="note">{tr!(owed.due, day = format::date(end))}</span></div> }
    });
    view! {
        <li>
            <a class="item" href=place(duty.work).path()>
                <span class="dot" data-s=tone.name()>{icon(picture)}</span>
                <div class="grow">
                    <b>{words::work(duty.work)}</b>
                    <span>{stands(duty, board)}</span>
                    {opened.map(|words| view! { <span>{words}</span> })}
                    {duty.lock.map(|lock| view! { <span>{lock_words(lock, head)}</span> })}
                </div>
                {due}
                {icon_sized(Icon::Forward, "i go")}
            </a>
        </li>
    }
    .into_any()
}
