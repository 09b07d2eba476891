//! The reports of all units: who has sent, what waits for a decision, who owes, with a text to remind them.

use std::sync::Arc;

use leptos::prelude::*;
use shared::domain::{ReportState, Span, Work};
use shared::id::{SpaceId, UnitId};
use shared::sheet::Table;

use super::state::{look, state_words};
use super::{About, SPANS};
use crate::pages::export::{self, export_of};
use crate::pages::owed::{Debtor, Duty, remind_button, reminder};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{Board, UnitLine};
use crate::route::Route;
use crate::ui::{Badge, Icon, Tone, live};
use crate::{format, tr, tr_count, words};

/// How far each report has come, as a table: units × (half, year).
pub(super) fn card(place: (SpaceId, i16), board: Memo<Option<Arc<Board>>>) -> AnyView {
    let repo = use_repo();
    let (space, year) = place;
    let units = {
        let repo = repo.clone();
        Memo::new(move |_| repo.units(space))
    };
    let begun = {
        let repo = repo.clone();
        Memo::new(move |_| {
            let begun = repo.reports(space, year).into_iter();
            begun.filter(|(held, _)| !held.record.is_blank()).map(|(held, _)| held.id).collect::<Vec<_>>()
        })
    };
    let sums = live(move || {
        let board = board.get()?;
        Some(
            SPANS
                .map(|span| sum(&repo, place, &board, &units.get(), Work::of_report(span)))
                .into_iter()
                .collect_view(),
        )
    });
    let rows = live(move || {
        let board = board.get()?;
        let row = |line: &UnitLine| {
            let cells = SPANS.map(|span| {
                let about = About::new(place, line.id, span);
                let is_blank = begun.with(|begun| !begun.contains(&about.id));
                cell(about, &line.unit.short, &board, is_blank)
            });
            let name = line.unit.short.clone();
            view! { <tr><th scope="row">{name}</th>{cells.into_iter().collect_view()}</tr> }.into_any()
        };
        Some(units.with(|units| units.iter().map(row).collect::<Vec<_>>()))
    });
    let heads = SPANS.map(|span| {
        let short = match span {
            Span::Half => tr!(target.half),
            Span::Full => tr!(target.full),
        };
        view! { <th scope="col">{short}</th> }.into_any()
    });
    view! {
        <section class="card" aria-labelledby="all-reports">
            <header>
                <h2 id="all-reports">{tr!(report.of_units)}</h2>
                {export_of(tr!(report.of_units).to_owned(), move || table(year, board.get_untracked(), &units.get_untracked()))}
            </header>
            <div class="body stack near no-print">{sums}</div>
            <div class="sheet" role="region" tabindex="0" aria-label=tr!(report.of_units)>
                <table class="table">
                    <caption class="vh">{tr!(report.of_units)}</caption>
                    <thead><tr><th scope="col">{tr!(overview.unit)}</th>{heads.into_iter().collect_view()}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The same as it is taken along.
fn table(year: i16, board: Option<Arc<Board>>, units: &[UnitLine]) -> Table {
    let rows = units.iter().map(|line| {
        let state = |span| {
            let state = board.as_ref().map(|board| board.report(line.id, span));
            export::text(state.map(words::report_state).unwrap_or_default())
        };
        vec![export::text(&line.unit.name), state(Span::Half), state(Span::Full)]
    });
    let headings = [tr!(overview.unit), tr!(target.half), tr!(target.full)];
    export::headed(&tr!(report.title, year = year), headings.into_iter(), rows)
}

/// One report in the table: its state, and the way to it.
fn cell(about: About, unit: &str, board: &Board, is_blank: bool) -> AnyView {
    let state = board.report(about.unit, about.span);
    let (tone, picture) = look(state);
    let work = Work::of_report(about.span);
    let duty = Duty::of(board, about.unit, work);
    let late = (duty.is_due() && duty.lock.is_some()).then(|| {
        view! { <Badge tone=Tone::Err picture=Icon::Clock label=tr!(report.late)/> }
    });
    let label = tr!(report.cell, unit = unit, work = words::work(work), state = state_words(state, is_blank));
    view! {
        <td>
            <a class="cell-link" href=Route::Report(about.id).path() aria-label=label>
                <Badge tone picture label=state_words(state, is_blank)/>
            </a>
            {late}
        </td>
    }
    .into_any()
}

/// How many units have handed a report in, and a text that reminds the others.
fn sum(repo: &Repo, (space, year): (SpaceId, i16), board: &Board, units: &[UnitLine], work: Work) -> AnyView {
    let Some(span) = work.reports() else { return ().into_any() };
    let is_handed_in = |unit: UnitId| board.report(unit, span).is_handed_in();
    let owing: Vec<_> = units.iter().filter(|line| !is_handed_in(line.id)).collect();
    let waiting = units.iter().filter(|line| board.report(line.id, span) == ReportState::Submitted).count();
    let told = tr!(
        report.sum,
        work = words::work(work),
        n = format::count(units.len() - owing.len()),
        all = format::count(units.len()),
        waiting = tr_count!(waiting, report.sum_waiting)
    );
    let remind = (!owing.is_empty()).then(|| {
        let last = board.ground.year.as_ref().and_then(|year| year.deadline(work));
        let debtor = |line: &&UnitLine| Debtor { unit: line.unit.name.clone(), missing: 1 };
        let debtors: Vec<_> = owing.iter().map(debtor).collect();
        let cluster = repo.cluster(space).map(|cluster| cluster.name).unwrap_or_default();
        let text = reminder(&cluster, year, work, (last, board.ground.today), &debtors);
        remind_button(&tr_count!(owing.len(), owed.units, work = words::work(work)), text)
    });
    view! { <div class="row"><p class="grow">{told}</p>{remind}</div> }.into_any()
}
