//! Lịch năm: the phases of the emulation year, what each date locks, and what was opened again for whom.

mod dates;
mod duties;
mod form;
mod owing;
mod own;
mod phases;
mod rules;
mod tables;
mod unlocking;
mod unlocks;

use std::sync::Arc;

use leptos::prelude::*;
use shared::domain::Phase;
use shared::id::{RecordId, SpaceId};

use super::activities::own_unit;
use super::activity_detail::history_lines;
use super::use_repo;
use crate::repo::types::Board;
use crate::route::Route;
use crate::ui::{Banner, Bones, Dialog, Icon, Kind, LinkButton, Tone, begin_at_top, live};
use crate::{format, tr, words};
use dates::{When, when};

/// Lịch năm: the calendar, and the form in which its dates are set.
#[component]
pub fn Calendar(
    /// Where we are.
    route: Signal<Route>,
) -> impl IntoView {
    let repo = use_repo();
    let place = {
        let repo = repo.clone();
        Memo::new(move |_| {
            let (space, cluster) = repo.opened_cluster()?;
            let board = repo.board(space, cluster.year)?;
            // While the cluster is being read, a calendar would be empty without cause.
            (board.year.is_some() || repo.loading().is_none()).then_some((space, cluster.year))
        })
    };
    let edits = Memo::new(move |_| {
        route.get() == Route::EditYear && place.get().is_some_and(|(space, _)| repo.oversees(space))
    });
    // From the calendar to its form and back is a new screen to a reader, though not to the frame.
    Effect::new(move |before: Option<bool>| {
        let now = edits.get();
        if before.is_some_and(|before| before != now) {
            begin_at_top();
        }
        now
    });
    live(move || match place.get() {
        None => view! { <Bones rows=5/> }.into_any(),
        Some((space, year)) if edits.get() => untrack(|| form::year_form(space, year)),
        Some((space, year)) => calendar(space, year),
    })
}

fn calendar(space: SpaceId, year: i16) -> AnyView {
    let repo = use_repo();
    let board = {
        let repo = repo.clone();
        Memo::new(move |_| repo.board(space, year))
    };
    let oversees = {
        let repo = repo.clone();
        Memo::new(move |_| repo.oversees(space))
    };
    let unit = Memo::new(move |_| own_unit(&repo, space));
    let (about, telling) = (RwSignal::new(None::<RecordId>), RwSignal::new(false));
    let tell = Callback::new(move |id| {
        about.set(Some(id));
        telling.set(true);
    });
    let sentence = live(move || board.with(|board| board.as_ref().map(now_words)));
    let edit = live(move || {
        oversees.get().then(|| {
            view! {
                <LinkButton label=tr!(calendar.edit) to=Route::EditYear kind=Kind::Primary picture=Icon::Pencil/>
            }
        })
    });
    view! {
        <div class="calendar">
            <div class="head">
                <div>
                    <h1>{tr!(calendar.title, year = year)}</h1>
                    <p>{sentence}</p>
                </div>
                {edit}
            </div>
            {live(move || board.with(|board| board.as_ref().and_then(closed)))}
            <div class="cols">
                <div class="stack">
                    {live(move || unit.get().map(|unit| own::card(space, year, board, unit)))}
                    {live(move || oversees.get().then(|| owing::card(space, board)))}
                    {phases::card(space, year, board, oversees, tell)}
                </div>
                <aside class="stack">
                    {rules::card(space, year)}
                    {unlocks::card(space, year, board, oversees, tell)}
                </aside>
            </div>
            <Dialog open=telling title=tr!(activity.history)>
                <div class="history">{about.get_untracked().map(|id| history_lines(space, id))}</div>
            </Dialog>
        </div>
    }
    .into_any()
}

/// The phases that go on now, or why there are none.
fn now_words(board: &Arc<Board>) -> String {
    let Some(year) = board.year.as_ref().map(|held| &held.record) else {
        return tr!(calendar.none).to_owned();
    };
    let now = Phase::ALL.into_iter().filter_map(|phase| match when(year.period(phase), board.ground.today) {
        When::Now { left } => Some(format!("{} ({})", words::phase(phase), dates::left_words(left))),
        When::Undated | When::Ahead { .. } | When::Past => None,
    });
    let now: Vec<_> = now.collect();
    if now.is_empty() { tr!(calendar.between).to_owned() } else { now.join(" · ") }
}

/// What a closed year means.
fn closed(board: &Arc<Board>) -> Option<AnyView> {
    board.ground.closed()?;
    let from = board.year.as_ref()?.record.archive?.from;
    Some(
        view! {
            <Banner tone=Tone::Wait picture=Icon::Lock>
                <span>{tr!(calendar.closed, day = format::date(from))}</span>
            </Banner>
        }
        .into_any(),
    )
}
