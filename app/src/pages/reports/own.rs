//! A unit's own two reports: how far each has come, by when it is due, and the way on.

use std::sync::Arc;

use leptos::prelude::*;
use shared::access::report_lock;
use shared::domain::{Report, ReportState, Span, Verdict, Work};
use shared::id::{SpaceId, UnitId};

use super::state::badge;
use super::{About, SPANS};
use crate::pages::owed::{Duty, lock_words, time_left};
use crate::pages::use_repo;
use crate::repo::types::Board;
use crate::route::Route;
use crate::ui::{Icon, Kind, LinkButton, icon_sized, live};
use crate::{format, tr, words};

/// The two reports of a unit side by side.
pub(super) fn cards(place: (SpaceId, i16), unit: UnitId, board: Memo<Option<Arc<Board>>>) -> AnyView {
    let cards = SPANS.map(|span| card(About::new(place, unit, span), board));
    view! { <div class="pair">{cards.into_iter().collect_view()}</div> }.into_any()
}

fn card(about: About, board: Memo<Option<Arc<Board>>>) -> AnyView {
    let repo = use_repo();
    let written = {
        let repo = repo.clone();
        Memo::new(move |_| {
            let all = repo.reports(about.space, about.year);
            all.into_iter().find(|(held, _)| held.id == about.id).map(|(held, state)| (held.record, state))
        })
    };
    let head = Memo::new(move |_| repo.unit_short(repo.term(about.space, about.year)?.head));
    let work = Work::of_report(about.span);
    let title = match about.span {
        Span::Half => "report-half",
        Span::Full => "report-full",
    };
    let body = live(move || {
        let (report, state) = written.get().unwrap_or_else(|| (about.blank(), ReportState::Draft));
        let board = board.get()?;
        let duty = Duty::of(&board, about.unit, work);
        Some(inside(about, &report, state, &duty, &board, head.get().as_deref()))
    });
    view! {
        <section class="card" aria-labelledby=title>
            <header><h2 id=title>{words::work(work)}</h2></header>
            {body}
        </section>
    }
    .into_any()
}

fn inside(
    about: About,
    report: &Report,
    state: ReportState,
    duty: &Duty,
    board: &Board,
    head: Option<&str>,
) -> AnyView {
    let lock = report_lock(state).or(duty.lock);
    let reason = report.review().and_then(|review| match &review.verdict {
        Verdict::Returned { reason } => Some(tr!(report.returned_for, reason = reason)),
        Verdict::Approved => None,
    });
    let moved = (state == ReportState::Moved).then(|| tr!(report.moved_note).to_owned());
    let due = duty.end().filter(|_| !state.is_handed_in()).map(|end| {
        let (left, day) = (time_left(end, board.ground.today), tr!(owed.due, day = format::date(end)));
        view! { <p><b class="strong">{left}</b> ", " {day}</p> }
    });
    let locked = lock.map(|lock| {
        view! { <p class="locks">{icon_sized(Icon::Lock, "i sm")}{lock_words(lock, head)}</p> }
    });
    let is_open = lock.is_none();
    let write = is_open.then(|| {
        let label = if report.is_blank() { tr!(report.begin) } else { tr!(report.go_on) };
        view! { <LinkButton label to=Route::EditReport(about.id) kind=Kind::Primary picture=Icon::Pencil size="end"/> }
    });
    let told =
        [reason, moved].into_iter().flatten().map(|words| view! { <p class="strong">{words}</p> }.into_any());
    view! {
        <div class="body stack near">
            <p>{badge(state, report.is_blank())}</p>
            {told.collect::<Vec<_>>()}
            {due}
            {locked}
        </div>
        <footer class="row">
            <LinkButton label=tr!(report.read) to=Route::Report(about.id) kind=Kind::Quiet/>
            {write}
        </footer>
    }
    .into_any()
}
