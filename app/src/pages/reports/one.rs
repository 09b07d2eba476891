//! One report: the document, how far it has come, and what can be done with it.

use std::sync::Arc;

use leptos::prelude::*;
use shared::domain::{Report, ReportState, ReportedFigure, Verdict};

use super::About;
use super::figures::{Row, rows, standing};
use super::paper::{Letterhead, name, paper};
use super::state::{badge, steps_taken};
use super::steps::steps;
use crate::pages::activity_detail::history_lines;
use crate::pages::list_head::print;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{Board, Standing, View};
use crate::route::Route;
use crate::ui::{Badge, Banner, Button, Dialog, Icon, Kind, LinkButton, Tone, live};
use crate::{tr, tr_count, words};

/// What is known of one report.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub(super) about: About,
    pub(super) report: Memo<Report>,
    pub(super) state: Memo<ReportState>,
    pub(super) board: Memo<Option<Arc<Board>>>,
    /// The unit's figures as they stand now.
    pub(super) now: Memo<Vec<ReportedFigure>>,
}

impl Reading {
    pub(super) fn of(about: About) -> Self {
        let repo = use_repo();
        let held = {
            let repo = repo.clone();
            Memo::new(move |_| {
                let all = repo.reports(about.space, about.year);
                let found = all.into_iter().find(|(held, _)| held.id == about.id);
                found.map(|(held, state)| (held.record, state))
            })
        };
        let board = Memo::new(move |_| repo.board(about.space, about.year));
        Self {
            about,
            report: Memo::new(move |_| held.get().map_or_else(|| about.blank(), |(report, _)| report)),
            state: Memo::new(move |_| held.with(|held| held.as_ref().map_or(ReportState::Draft, |it| it.1))),
            board,
            now: Memo::new(move |_| {
                let board = board.get();
                board.map(|board| standing(&board, about.unit, about.span)).unwrap_or_default()
            }),
        }
    }

    /// The figures of the document: once it is sent, as they stood then.
    fn rows(self) -> Vec<Row> {
        let report = self.report.get();
        let sent = report.submitted.filter(|_| self.state.get().is_handed_in());
        let sent = sent.as_ref().map(|sent| sent.figures.as_slice());
        let mut rows = self.now.with(|now| rows(sent, now));
        // A target of which nothing was planned or done in the span says nothing in the document.
        rows.retain(Row::says_something);
        rows
    }
}

/// One report.
pub(super) fn one(about: About) -> AnyView {
    let repo = use_repo();
    let reading = Reading::of(about);
    let rows = Memo::new(move |_| reading.rows());
    let letterhead = {
        let repo = repo.clone();
        move || Letterhead {
            unit: repo.unit_name(about.unit).unwrap_or_default(),
            cluster: repo.cluster(about.space).map(|cluster| cluster.name).unwrap_or_default(),
            is_draft: !reading.state.get().is_handed_in(),
        }
    };
    let document = live(move || {
        let head = letterhead();
        reading.report.with(|report| rows.with(|rows| paper(report, rows, &head)))
    });
    let moved = live(move || {
        let count = rows.with(|rows| rows.iter().filter(|row| row.has_moved()).count());
        (count > 0).then(|| {
            view! {
                <Banner tone=Tone::Diff picture=Icon::Differ live=true>
                    <span>{tr_count!(count, report.figures_moved)}</span>
                </Banner>
            }
        })
    });
    let unit = {
        let repo = repo.clone();
        live(move || repo.unit_name(about.unit).unwrap_or_default())
    };
    let notices = live(move || notices(&repo, reading));
    view! {
        <div class="report">
            <div class="head no-print">
                <div>
                    <h1>{live(move || reading.report.with(name))}</h1>
                    <p>{unit}</p>
                </div>
                <LinkButton label=tr!(report.to_list) to=Route::Reports kind=Kind::Quiet/>
                {print()}
            </div>
            <div class="cols">
                <div class="stack">{moved}{document}</div>
                <aside class="stack">
                    <div class="stack near">{notices}</div>
                    {aside(reading)}
                </aside>
            </div>
        </div>
    }
    .into_any()
}

/// How far it has come, and what can be done.
fn aside(reading: Reading) -> AnyView {
    let repo = use_repo();
    let about = reading.about;
    let telling = RwSignal::new(false);
    let is_there = {
        let repo = repo.clone();
        Memo::new(move |_| repo.about(about.space, about.id).is_some())
    };
    let history = live(move || {
        is_there.get().then(|| {
            let press = move |()| telling.set(true);
            view! { <Button label=tr!(activity.history) on_press=press kind=Kind::Quiet size="small"/> }
        })
    });
    let stands = live(move || {
        let report = reading.report.get();
        let taken =
            steps_taken(&repo, &report).into_iter().map(|words| view! { <li>{words}</li> }.into_any());
        let taken = taken.collect::<Vec<_>>();
        let sent_here =
            repo.about(about.space, about.id).is_some_and(|view| view.standing == Standing::Waiting);
        let waiting = sent_here
            .then(|| view! { <Badge tone=Tone::Wait picture=Icon::Send label=tr!(standing.waiting)/> });
        view! {
            <p class="row tight">{badge(reading.state.get(), report.is_blank())}{waiting}</p>
            <ul class="taken">{taken}</ul>
        }
        .into_any()
    });
    view! {
        <section class="card" aria-labelledby="report-state">
            <header><h2 id="report-state">{tr!(report.stands)}</h2>{history}</header>
            <div class="body stack near">{stands}</div>
            {steps(reading)}
        </section>
        <Dialog open=telling title=tr!(activity.history)>
            <div class="history">{history_lines(about.space, about.id)}</div>
        </Dialog>
    }
    .into_any()
}

/// What about it waits for a person.
fn notices(repo: &Repo, reading: Reading) -> Vec<AnyView> {
    let about = reading.about;
    let review = reading.report.with(|report| report.review().map(|review| review.verdict.clone()));
    let mut found = Vec::new();
    if let (ReportState::Returned, Some(Verdict::Returned { reason })) = (reading.state.get(), review) {
        found.push(notice(Tone::Err, Icon::Return, tr!(report.returned_for, reason = reason)));
    }
    if reading.state.get() == ReportState::Moved {
        found.push(notice(Tone::Diff, Icon::Differ, tr!(report.moved_note).to_owned()));
    }
    let Some(view) = repo.about(about.space, about.id) else { return found };
    found.extend(view.refused.iter().map(|(_, why)| refused(words::refusal(why))));
    found.extend(differing(repo, &view));
    found
}

fn notice(tone: Tone, picture: Icon, words: String) -> AnyView {
    view! { <Banner tone picture><span>{words}</span></Banner> }.into_any()
}

fn refused(why: String) -> AnyView {
    view! {
        <Banner tone=Tone::Err picture=Icon::Return>
            <span class="grow"><b class="strong">{tr!(standing.refused)} ": "</b>{why}</span>
            <LinkButton label=tr!(activity.to_outbox) to=Route::Outbox kind=Kind::Quiet/>
        </Banner>
    }
    .into_any()
}

/// The sections in dispute, each with the way to both texts.
fn differing(repo: &Repo, view: &View) -> Vec<AnyView> {
    let decides = repo.opened().is_some_and(|space| repo.oversees(space));
    let line = |(id, field): &(shared::id::RecordId, String)| {
        let (id, field) = (*id, words::field(field).to_owned());
        let label = if decides { tr!(nav.reconcile) } else { tr!(outbox.look) };
        view! {
            <Banner tone=Tone::Diff picture=Icon::Differ>
                <span class="grow"><b class="strong">{tr!(standing.differing)} ": "</b>{field}</span>
                <LinkButton label to=Route::Conflict(id) kind=Kind::Quiet/>
            </Banner>
        }
        .into_any()
    };
    view.differing.iter().map(line).collect()
}
