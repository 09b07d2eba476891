//! What all units owe and by when, for those who look over them.

use std::sync::Arc;

use leptos::prelude::*;
use shared::domain::Work;
use shared::id::{SpaceId, UnitId};

use super::tables;
use crate::pages::export::export_of;
use crate::pages::owed::{Duty, place, time_left};
use crate::pages::use_repo;
use crate::repo::types::{Board, UnitLine};
use crate::ui::{Icon, Tone, icon, icon_sized, live};
use crate::{format, tr, words};

/// The work of a unit that ends on a day.
pub(super) fn duties(board: &Board, unit: UnitId) -> Vec<Duty> {
    let duties = Work::ALL.into_iter().map(|work| Duty::of(board, unit, work));
    duties.filter(|duty| duty.end().is_some()).collect()
}

/// How many units are through with each work.
pub(super) fn card(space: SpaceId, board: Memo<Option<Arc<Board>>>) -> AnyView {
    let repo = use_repo();
    let units = {
        let repo = repo.clone();
        Memo::new(move |_| repo.units(space))
    };
    let rows = live(move || {
        let board = board.get()?;
        let rows: Vec<_> = Work::ALL.into_iter().filter_map(|work| row(&board, &units.get(), work)).collect();
        if rows.is_empty() {
            return Some(view! { <p class="body">{tr!(calendar.own_none)}</p> }.into_any());
        }
        Some(view! { <ul class="items">{rows}</ul> }.into_any())
    });
    let taken = move || {
        let units = units.get_untracked().into_iter().map(|line| (line.id, line.unit.name));
        let board = board.get_untracked();
        tables::owing(tr!(calendar.owing), board.as_deref(), &units.collect::<Vec<_>>())
    };
    view! {
        <section class="card" aria-labelledby="units-owe">
            <header>
                <h2 id="units-owe">{tr!(calendar.owing)}</h2>
                {export_of(tr!(calendar.owing).to_owned(), taken)}
            </header>
            {rows}
        </section>
    }
    .into_any()
}

/// How many units are through with some work; none of what ends on no day.
fn row(board: &Board, units: &[UnitLine], work: Work) -> Option<AnyView> {
    let last = board.ground.year.as_ref()?.deadline(work)?;
    let through = units.iter().filter(|line| Duty::of(board, line.id, work).missing.is_empty()).count();
    let is_past = board.ground.past(work).is_some();
    let is_unwritten = work == Work::Covenant && !board.ground.adopted;
    let (tone, picture) = match (through == units.len(), is_past) {
        _ if is_unwritten => (Tone::Plain, Icon::Clock),
        (true, _) => (Tone::Ok, Icon::Check),
        (false, true) => (Tone::Err, Icon::Lock),
        (false, false) => (Tone::Wait, Icon::Clock),
    };
    let left = (!is_past).then(|| view! { <b>{time_left(last, board.ground.today)}</b> });
    let stands = if is_unwritten {
        tr!(covenant.to_adopt).to_owned()
    } else {
        tr!(calendar.units_through, n = format::count(through), all = format::count(units.len()))
    };
    Some(
        view! {
            <li>
                <a class="item" href=place(work).path()>
                    <span class="dot" data-s=tone.name()>{icon(picture)}</span>
                    <div class="grow">
                        <b>{words::work(work)}</b>
                        <span>{stands}</span>
                    </div>
                    <div class="due told">{left}<span class="note">{tr!(owed.due, day = format::date(last))}</span></div>
                    {icon_sized(Icon::Forward, "i go")}
                </a>
            </li>
        }
        .into_any(),
    )
}
