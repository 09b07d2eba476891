//! Quản trị: the directory as the centre keeps it. Each list has a tab, what is chosen in it lies beside it.
//!
//! A further list takes a variant of [`List`], a tab in [`tabs`], and its drawing in [`list_of`] and [`panel_of`].

mod cluster;
mod cluster_form;
mod clusters;
mod entry;
mod event_form;
mod finder;
mod member_form;
mod members;
mod panel;
mod people;
mod roster;
mod tables;
mod term_form;
mod timeline;
mod unit;
mod unit_form;
mod units;

use std::sync::Arc;

use leptos::prelude::*;
use shared::id::{RecordId, SpaceId};

use super::kept::Kept;
use super::use_repo;
use crate::repo::types::Registry;
use crate::route::{self, List, Part, Route, RulesAt};
use crate::ui::{Bones, Choice, Empty, Icon, Tabs, live, media};
use crate::{tr, words};
use people::Everybody;

/// Where these screens stand.
#[derive(Clone, Copy)]
struct Desk {
    /// The directory's space.
    space: SpaceId,
    registry: Memo<Arc<Registry>>,
    /// Where we are.
    place: Memo<route::Admin>,
    /// Whether nothing lies beside the list.
    is_bare: Memo<bool>,
    /// The list's heading is gone while only what lies beside it is shown.
    alone: Signal<bool>,
    /// Whether the person keeps the directory.
    keeps: Memo<bool>,
    everybody: Everybody,
}

impl Desk {
    fn kept(self, id: RecordId) -> Kept {
        Kept { space: self.space, id, keeps: self.keeps }
    }
}

/// Quản trị, by the route.
#[component]
pub fn Admin(
    /// Where we are.
    route: Signal<Route>,
) -> impl IntoView {
    let repo = use_repo();
    let place = Memo::new(move |_| match route.get() {
        Route::Admin(place) => place,
        _ => route::Admin::list(List::Clusters),
    });
    let kept = {
        let repo = repo.clone();
        Memo::new(move |_| repo.kept_directory())
    };
    let is_here = {
        let repo = repo.clone();
        Memo::new(move |_| repo.registry().is_some())
    };
    let alone = media("(max-width: 60rem)");
    live(move || {
        let Some(space) = kept.get() else {
            return view! { <Empty picture=Icon::Lock label=tr!(admin.not_yours)/> }.into_any();
        };
        if !is_here.get() {
            return view! { <Bones rows=4/> }.into_any();
        }
        let repo = repo.clone();
        let registry = Memo::new(move |_| repo.registry().unwrap_or_default());
        let is_bare = Memo::new(move |_| place.get() == route::Admin::list(place.get().list));
        let keeps = Memo::new(move |_| kept.get().is_some());
        drawn(Desk { space, registry, place, is_bare, alone, keeps, everybody: Everybody::new() })
    })
}

fn drawn(desk: Desk) -> AnyView {
    let of_list = Memo::new(move |_| desk.place.get().list);
    let list = live(move || {
        let list = of_list.get();
        untrack(|| list_of(desk, list))
    });
    let panel = live(move || {
        let place = desk.place.get();
        untrack(|| panel_of(desk, place))
    });
    let beside = live(move || match desk.place.get() {
        place if place.form => "form",
        _ if desk.is_bare.get() => "nothing",
        _ => "detail",
    });
    view! {
        <div class="split works admin" data-beside=beside>
            <section class="list">{tabs(Memo::new(move |_| Tab::List(of_list.get())))}{list}</section>
            <section class="card beside" aria-label=tr!(works.beside)>{panel}</section>
        </div>
    }
    .into_any()
}

/// What a tab of Quản trị shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Tab {
    /// A list of the directory.
    List(List),
    /// Bộ quy tắc, which everybody reads and which is a screen of its own.
    Rules,
}

/// The lists.
pub(in crate::pages) fn tabs(chosen: Memo<Tab>) -> AnyView {
    let choices = vec![
        Choice::new(Tab::List(List::Clusters), tr!(admin.clusters)),
        Choice::new(Tab::List(List::Units), tr!(admin.units)),
        Choice::new(Tab::List(List::People), tr!(nav.people)),
        Choice::new(Tab::Rules, tr!(nav.rules)),
    ];
    let href = |tab| match tab {
        Tab::List(list) => Route::Admin(route::Admin::list(list)).path(),
        Tab::Rules => Route::Rules(RulesAt::List).path(),
    };
    view! { <Tabs label=tr!(admin.parts) choices chosen href/> }.into_any()
}

fn list_of(desk: Desk, list: List) -> AnyView {
    match list {
        List::Clusters => clusters::list(desk),
        List::Units => units::list(desk),
        List::People => people::list(desk),
    }
}

/// What lies beside the list.
fn panel_of(desk: Desk, place: route::Admin) -> AnyView {
    match (place.list, place.record, place.part) {
        (List::People, ..) => people::panel(desk, place),
        (List::Clusters, None, _) if place.form => cluster_form::cluster_form(desk, None),
        (List::Clusters, None, _) => {
            view! { <Empty picture=Icon::Cluster label=tr!(admin.choose_cluster)/> }.into_any()
        }
        (List::Units, None, _) if place.form => unit_form::unit_form(desk, None),
        (List::Units, None, _) => {
            view! { <Empty picture=Icon::People label=tr!(admin.choose_unit)/> }.into_any()
        }
        (List::Clusters, id, None) if place.form => cluster_form::cluster_form(desk, id),
        (List::Clusters, Some(id), None) => cluster::detail(desk, id),
        (List::Units, id, None) if place.form => unit_form::unit_form(desk, id),
        (List::Units, Some(id), None) => unit::detail(desk, id),
        (_, Some(of), Some(part)) => part_of(desk, place, (of, part)),
    }
}

/// A part of a cluster or of a unit.
fn part_of(desk: Desk, place: route::Admin, (of, part): (RecordId, Part)) -> AnyView {
    if let Some(id) = place.of_part
        && (!place.form || entry::is_void(desk, part, id))
    {
        return entry::detail(desk, place, part, id);
    }
    match (part, place.of_part) {
        (Part::Member, id) => member_form::member_form(desk, of, id),
        (Part::Term, Some(id)) => term_form::term_form(desk, of, id),
        (Part::Event, None) => event_form::event_form(desk, of),
        (Part::Roster, None) => roster::roster(desk, of),
        // A term is of a year, which its address says; an event is never edited.
        (Part::Term, None) | (Part::Event | Part::Roster, Some(_)) => panel::not_here(),
    }
}

/// What is known of a record, by field.
fn facts(facts: Vec<(&'static str, String)>) -> AnyView {
    let rows = facts.into_iter().map(|(field, value)| {
        let value = if value.is_empty() {
            view! { <span class="soft">{tr!(standing.blank)}</span> }.into_any()
        } else {
            value.into_any()
        };
        view! { <dt>{words::field(field).to_owned()}</dt><dd>{value}</dd> }.into_any()
    });
    view! { <dl class="kv facts">{rows.collect::<Vec<_>>()}</dl> }.into_any()
}
