//! Biểu đồ: how targets get on, how units compare, what was done in which month; each with its figures as a table, and
//! each bar with the way to its source.

pub(super) mod address;
mod drawing;
mod months;
mod pictures;
mod rows;
mod scale;
mod table;

use std::sync::Arc;

use leptos::prelude::*;
use shared::domain::Span;
use shared::id::{SpaceId, UnitId};

use super::activities::own_unit;
use super::list_head::print;
use super::{place_at_rest, use_repo};
use crate::repo::types::Board;
use crate::tr;
use crate::ui::{Bones, Choice, Empty, Icon, Seg, Tabs, live, media};
use address::{Address, Shown, Subject};
use pictures::Units;

/// Where columns of months would be too narrow for a thumb.
const NARROW: &str = "(max-width: 52rem)";

/// What the page knows.
#[derive(Clone, Copy)]
struct Page {
    place: (SpaceId, i16),
    address: Address,
    /// What is shown, as far as the person may see it.
    shown: Memo<Shown>,
    oversees: Memo<bool>,
    units: Memo<Units>,
    board: Memo<Option<Arc<Board>>>,
}

/// The pictures.
#[component]
pub fn Charts() -> impl IntoView {
    let repo = use_repo();
    let address = Address::new();
    let place = place_at_rest(&repo);
    live(move || match place.get() {
        Some(place) => untrack(|| page(place, address)),
        None if repo.loading().is_some() => view! { <Bones rows=5/> }.into_any(),
        None => view! { <Empty picture=Icon::Bars label=tr!(place.none)/> }.into_any(),
    })
}

impl Page {
    fn new(place: (SpaceId, i16), address: Address) -> Self {
        let repo = use_repo();
        let (space, year) = place;
        let oversees = {
            let repo = repo.clone();
            Memo::new(move |_| repo.oversees(space))
        };
        let own = {
            let repo = repo.clone();
            Memo::new(move |_| own_unit(&repo, space))
        };
        let shown = Memo::new(move |_| {
            let asked = address.shown.get();
            if oversees.get() { asked } else { narrowed(asked, own.get()) }
        });
        let units = {
            let repo = repo.clone();
            Memo::new(move |_| repo.units(space).into_iter().map(|line| (line.id, line.unit.short)).collect())
        };
        let board = Memo::new(move |_| repo.board(space, year));
        Self { place, address, shown, oversees, units, board }
    }
}

/// What somebody sees who acts for one unit only.
fn narrowed(asked: Shown, own: Option<UnitId>) -> Shown {
    let subject = if asked.subject == Subject::Units { Subject::Targets } else { asked.subject };
    Shown { subject, unit: own, target: None, ..asked }
}

fn page(place: (SpaceId, i16), address: Address) -> AnyView {
    let page = Page::new(place, address);
    let (shown, oversees) = (page.shown, page.oversees);
    let tabs = live(move || {
        let oversees = oversees.get();
        untrack(|| subject_tabs(page, oversees))
    });
    let choices = live(move || {
        let (subject, oversees) = (shown.get().subject, oversees.get());
        untrack(|| choices(page, subject, oversees))
    });
    let narrow = media(NARROW);
    let repo = use_repo();
    let picture = live(move || {
        let (shown, units) = (shown.get(), page.units.get());
        let (space, year) = page.place;
        let one = shown.unit.and_then(|unit| repo.unit_name(unit));
        let whose = one.or_else(|| repo.cluster(space).map(|cluster| cluster.name)).unwrap_or_default();
        if shown.subject == Subject::Activities {
            let who = (&units, page.oversees.get());
            return pictures::activities(&repo, page.place, shown, who, (&whose, narrow.get()));
        }
        let Some(board) = page.board.get() else { return view! { <Bones rows=5/> }.into_any() };
        match shown.subject {
            Subject::Units => pictures::units(&board, year, shown, &units, &whose),
            Subject::Targets | Subject::Activities => pictures::targets(&board, year, shown, &whose),
        }
    });
    view! {
        <div class="charts stack">
            {drawing::patterns()}
            <div class="head stacked">
                <div><h1>{tr!(nav.charts)}</h1><p>{pictures::as_of()}</p></div>
                {print()}
            </div>
            {tabs}
            {choices}
            {picture}
        </div>
    }
    .into_any()
}

/// What there are pictures of.
fn subject_tabs(page: Page, oversees: bool) -> AnyView {
    let label = |subject| match subject {
        Subject::Targets => tr!(chart.of_targets),
        Subject::Units => tr!(chart.of_units),
        Subject::Activities => tr!(chart.of_activities),
    };
    let choices =
        pictures::subjects(oversees).into_iter().map(|subject| Choice::new(subject, label(subject)));
    let chosen = Memo::new(move |_| page.shown.get().subject);
    let href = Callback::new(move |subject| {
        let shown = page.address.shown.get();
        Shown { subject, target: None, ..shown }.at()
    });
    view! { <Tabs label=tr!(chart.which) choices=choices.collect() chosen href/> }.into_any()
}

/// What can be chosen of a subject.
fn choices(page: Page, subject: Subject, oversees: bool) -> AnyView {
    let address = page.address;
    let span = (subject != Subject::Activities).then(|| {
        let choices =
            vec![Choice::new(Span::Half, tr!(target.half)), Choice::new(Span::Full, tr!(target.full))];
        let chosen = Memo::new(move |_| page.shown.get().span);
        let choose = move |span| address.go.run(Shown { span, ..address.shown.get_untracked() });
        view! { <Seg label=tr!(target.span) choices chosen on_choose=choose/> }
    });
    let chooser = match subject {
        _ if !oversees => None,
        Subject::Units => Some(target_chooser(page)),
        Subject::Targets | Subject::Activities => Some(unit_chooser(page)),
    };
    view! { <div class="over-bar no-print">{span}{chooser}</div> }.into_any()
}

fn unit_chooser(page: Page) -> AnyView {
    let address = page.address;
    let choose = move |event| {
        let unit = event_target_value(&event).parse().ok();
        address.go.run(Shown { unit, ..address.shown.get_untracked() });
    };
    let options = live(move || {
        let chosen = page.shown.get().unit;
        let option = |(unit, name): (UnitId, String)| {
            view! { <option value=unit.to_string() selected=chosen == Some(unit)>{name}</option> }.into_any()
        };
        page.units.get().into_iter().map(option).collect::<Vec<_>>()
    });
    let all = live(move || page.shown.get().unit.is_none());
    view! {
        <select class="input" aria-label=tr!(field.unit) on:change=choose>
            <option value="" selected=all>{tr!(target.all_units)}</option>
            {options}
        </select>
    }
    .into_any()
}

fn target_chooser(page: Page) -> AnyView {
    let address = page.address;
    let choose = move |event| {
        let target = event_target_value(&event).parse().ok();
        address.go.run(Shown { target, ..address.shown.get_untracked() });
    };
    let options = live(move || {
        let chosen = page.shown.get().target;
        page.board.with(|board| {
            let common = board.iter().flat_map(|board| &board.targets).filter(|it| it.record.unit.is_none());
            let option = |id: shared::id::RecordId, name: String| {
                view! { <option value=id.to_string() selected=chosen == Some(id)>{name}</option> }.into_any()
            };
            common.map(|held| option(held.id, held.record.name.clone())).collect::<Vec<_>>()
        })
    });
    let all = live(move || page.shown.get().target.is_none());
    view! {
        <select class="input" aria-label=tr!(field.target) on:change=choose>
            <option value="" selected=all>{tr!(target.every_target)}</option>
            {options}
        </select>
    }
    .into_any()
}
