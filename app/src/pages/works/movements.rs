//! The catalogue of movements and campaigns.

use leptos::prelude::*;
use shared::domain::Movement;

use super::{Place, tables, years};
use crate::pages::export::export_button;
use crate::pages::kept::standing_badge;
use crate::pages::list_head::ListHead;
use crate::pages::use_repo;
use crate::repo::types::Listed;
use crate::route::Route;
use crate::ui::{Empty, Icon, live};
use crate::{format, tr, tr_count, words};

/// The list, a part for each year.
pub(super) fn list(place: Place) -> AnyView {
    let running = place.year;
    let count = move || {
        let count = place.agenda.with(|agenda| agenda.movements.iter().filter(|it| it.is_in_force()).count());
        tr_count!(count, movement.count)
    };
    let parts = live(move || {
        let agenda = place.agenda.get();
        if agenda.movements.is_empty() {
            return nothing_yet(place);
        }
        let years = years::in_order(running, agenda.movements.iter().map(|line| line.held.record.year));
        let part = |year: i16| {
            let lines = agenda.movements.iter().filter(|line| line.held.record.year == year);
            part(place, year, &lines.collect::<Vec<_>>())
        };
        years.into_iter().map(part).collect::<Vec<_>>().into_any()
    });
    let tools = export_button(move || tables::movements(place));
    view! {
        <section class="list" aria-label=tr!(movement.list)>
            {head(place, tr!(nav.movements), live(count).into_any(), (Route::NewMovement, tr!(movement.new)), tools)}
            {parts}
        </section>
    }
    .into_any()
}

/// The heading of either list.
pub(super) fn head(
    place: Place,
    title: &'static str,
    count: AnyView,
    add: (Route, &'static str),
    tools: AnyView,
) -> AnyView {
    let repo = use_repo();
    let whose = live(move || repo.cluster(place.space).map(|cluster| cluster.name)).into_any();
    let is_alone = Memo::new(move |_| place.current.get().is_none());
    ListHead { title, whose, count, keeps: place.oversees, is_alone, tools, add }.draw()
}

fn nothing_yet(place: Place) -> AnyView {
    let label = if place.oversees.get() { tr!(movement.empty) } else { tr!(movement.empty_unit) };
    view! { <div class="card"><Empty picture=Icon::Flag label/></div> }.into_any()
}

fn part(place: Place, year: i16, lines: &[&Listed<Movement>]) -> AnyView {
    let heading = years::heading(year, place.year);
    let rows = lines.iter().map(|line| row(place, line)).collect::<Vec<_>>();
    let rows = if rows.is_empty() {
        view! { <p class="body soft">{tr!(movement.none_of_year)}</p> }.into_any()
    } else {
        view! { <ul class="items">{rows}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-label=heading.clone()>
            <header><h2>{heading.clone()}</h2></header>
            {rows}
        </section>
    }
    .into_any()
}

fn row(place: Place, line: &Listed<Movement>) -> AnyView {
    let (id, movement) = (line.held.id, &line.held.record);
    let (by, when) = (movement.launched_by.clone(), movement.period.map(format::period));
    let about = [Some(words::movement_kind(movement.kind).to_owned()), Some(by), when];
    let about = about.into_iter().flatten().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    let answers = live(move || place.answers.with(|answers| answers.words(id)));
    view! {
        <li>
            <a
                class="item"
                href=Route::Movement(id).path()
                aria-current=live(move || (place.current.get() == Some(id)).then_some("true"))
                data-void=line.void.is_some().then_some("true")
            >
                <div class="grow">
                    <b>{format!("“{}”", movement.name)}</b>
                    <span>{about}</span>
                    <span>{document_words(movement)}</span>
                    <span>{answers}</span>
                </div>
                {standing_badge(&line.held, line.void.is_some())}
            </a>
        </li>
    }
    .into_any()
}

/// The document with its day: `Chỉ thị 05-CT/TW, ngày 15/05/2016`.
pub(super) fn document_words(movement: &Movement) -> String {
    match (movement.document.as_str(), movement.signed_on) {
        ("", None) => String::new(),
        (document, None) => document.to_owned(),
        ("", Some(day)) => tr!(movement.signed, day = format::date(day)),
        (document, Some(day)) => format!("{document}, {}", tr!(movement.signed, day = format::date(day))),
    }
}
