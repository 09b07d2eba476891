//! Nhập từ bảng tính: a file is chosen, its rows are shown with what would become of them, and taken when somebody has
//! looked. Nothing leaves the device, and nothing is kept before that.

mod beside;
mod choosing;
mod columns;
mod names;
mod past;
mod reading;
mod rows;
mod sheet;
mod taking;

use leptos::prelude::*;
use shared::id::SpaceId;
use shared::import::ImportOf;

use super::{place_at_rest, use_repo};
use crate::repo::Repo;
use crate::route::{Admin, List, Route};
use crate::ui::{Bones, Button, Empty, Icon, Kind, Meter, icon, live};
use crate::{format, tr, words};
use sheet::{Phase, Sheet};

/// The page, by the route.
#[component]
pub fn Import(
    /// Where we are.
    route: Signal<Route>,
) -> impl IntoView {
    let repo = use_repo();
    let of = Memo::new(move |_| match route.get() {
        Route::Import(of) => of,
        _ => ImportOf::Targets,
    });
    let place = {
        let repo = repo.clone();
        let at_rest = place_at_rest(&repo);
        Memo::new(move |before: Option<&Place>| place_of(&repo, of.get(), at_rest.get(), before.copied()))
    };
    live(move || match place.get() {
        Place::NotYours => view! { <Empty picture=Icon::Lock label=tr!(admin.not_yours)/> }.into_any(),
        Place::Coming => view! { <Bones rows=4/> }.into_any(),
        Place::Here(space, year) => {
            let of = of.get();
            untrack(|| page(Sheet::new(of, space, year)))
        }
    })
}

/// Where rows go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The person may not keep such records.
    NotYours,
    /// What the rows are compared with has not arrived.
    Coming,
    /// Into this space, and of targets into this year.
    Here(SpaceId, i16),
}

fn place_of(repo: &Repo, of: ImportOf, at_rest: Option<(SpaceId, i16)>, before: Option<Place>) -> Place {
    if of == ImportOf::Targets {
        return at_rest.map_or(Place::Coming, |(space, year)| Place::Here(space, year));
    }
    let Some(space) = repo.kept_directory() else { return Place::NotYours };
    let here = Place::Here(space, 0);
    // Once it is here it stays: looking again with every row that is taken would cost more than taking it.
    let stands = before == Some(here) || repo.registry().is_some();
    if stands { here } else { Place::Coming }
}

/// The list into which rows go.
fn list_of(of: ImportOf) -> Route {
    match of {
        ImportOf::Units => Route::Admin(Admin::list(List::Units)),
        ImportOf::People => Route::Admin(Admin::list(List::People)),
        ImportOf::Targets => Route::Targets,
    }
}

fn page(sheet: Sheet) -> AnyView {
    let body = live(move || {
        let phase = sheet.phase.get();
        untrack(|| {
            match phase {
            Phase::Choosing => choosing::choosing(sheet, None),
            Phase::Unreadable(why) => choosing::choosing(sheet, Some(why)),
            Phase::Opening => view! {
                <section class="card"><div class="body"><p role="status">{tr!(import.opening)}</p><Bones rows=3/></div></section>
            }
            .into_any(),
            Phase::Shown => shown(sheet),
            Phase::Taking { .. } => taking_shown(sheet),
            Phase::Done(card) => taking::done(sheet, &card),
        }
        })
    });
    let back = list_of(sheet.of).path();
    view! {
        <div class="import">
            <div class="head">
                <a class="back" href=back aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                <div>
                    <h1>{words::import_title(sheet.of)}</h1>
                    <p class="soft">{live(move || sheet.file.get().map(|file| tr!(import.file, name = file.name, size = format::bytes(file.size))))}</p>
                </div>
            </div>
            {body}
        </div>
    }
    .into_any()
}

/// The rows with what would become of them.
fn shown(sheet: Sheet) -> AnyView {
    view! {
        {beside::beside(sheet)}
        {columns::columns(sheet)}
        {names::names(sheet)}
        {taking::left_out(sheet)}
        {rows::rows(sheet)}
        <footer class="stack no-print">
            {sheet.trouble()}
            {taking::foot(sheet)}
        </footer>
    }
    .into_any()
}

fn taking_shown(sheet: Sheet) -> AnyView {
    let of = Signal::derive(move || match sheet.phase.get() {
        Phase::Taking { done, total } => (done, total),
        _ => (0, 0),
    });
    let label = move || {
        let (done, total) = of.get();
        tr!(import.taking, done = format::whole(done), total = format::whole(total))
    };
    let stop = Callback::new(move |()| sheet.stopped.set_value(true));
    view! {
        <section class="card">
            <div class="body">
                <Meter label=tr!(import.running) figures=Signal::derive(label) of=of/>
                <p class="soft">{tr!(import.stay)}</p>
                <Button label=tr!(import.stop) on_press=stop kind=Kind::Quiet/>
            </div>
        </section>
    }
    .into_any()
}
