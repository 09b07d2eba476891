//! Chỉ tiêu: what each unit planned and what came of it; entered in a grid, looked at one by one beside it.

pub(super) mod address;
mod body;
mod choosing;
mod elements;
mod faces;
mod form;
mod grid;
mod head;
mod inspector;
mod keeping;
mod list;
mod matrix;
mod paste;
pub(super) mod reach;
mod reading;
mod rights;
mod rows;
mod sheet;
mod slot;
mod table;
mod taking_back;
pub(super) mod totals;

use leptos::prelude::*;
use shared::id::{RecordId, SpaceId, UnitId};

use super::activities::own_unit;
use super::use_repo;
use crate::repo::types::UnitLine;
use crate::route::Route;
use crate::tr;
use crate::ui::{Bones, Empty, Icon, live, media};
use address::Address;
use inspector::About;
use sheet::Sheet;

/// What the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    /// Theo đơn vị: one unit's targets.
    Unit(UnitId),
    /// Cả cụm: all units and targets.
    All,
    /// One target with all units.
    Across(RecordId),
}

impl View {
    fn unit(self) -> Option<UnitId> {
        match self {
            Self::Unit(unit) => Some(unit),
            Self::All | Self::Across(_) => None,
        }
    }

    /// The route that keeps it when something else changes.
    fn route(self) -> Route {
        match self {
            Self::Across(target) => Route::Target(target),
            Self::Unit(_) | Self::All => Route::Targets,
        }
    }
}

/// What lies beside the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Nothing,
    Inspector,
    Form(Option<RecordId>),
}

/// The grid, the inspector and the form.
#[component]
pub fn Targets(
    /// Where we are.
    route: Signal<Route>,
) -> impl IntoView {
    let repo = use_repo();
    let place = Memo::new(move |_| repo.opened_cluster().map(|(space, cluster)| (space, cluster.year)));
    live(move || match place.get() {
        Some((space, year)) => untrack(|| page(space, year, route)),
        None => view! { <Empty picture=Icon::Target label=tr!(place.none)/> }.into_any(),
    })
}

fn page(space: SpaceId, year: i16, route: Signal<Route>) -> AnyView {
    let repo = use_repo();
    let address = Address::new();
    let sheet = Sheet::new(space, year, address, route);
    let units = {
        let repo = repo.clone();
        Memo::new(move |_| repo.units(space))
    };
    let oversees = {
        let repo = repo.clone();
        Memo::new(move |_| repo.oversees(space))
    };
    // The head's office begins with its own unit too.
    let own = Memo::new(move |_| {
        let session = repo.session()?;
        own_unit(&repo, space).or(session.unit.filter(|unit| session.viewer.belongs_to(*unit, space)))
    });
    let view = Memo::new(move |_| shown_view(address, route.get(), oversees.get(), own.get(), &units.get()));
    let alone = media(choosing::NARROW);
    let beside = Memo::new(move |_| match route.get() {
        Route::NewTarget => Beside::Form(None),
        Route::EditTarget(id) => Beside::Form(Some(id)),
        Route::Target(_) if view.get() != Some(View::All) && is_chosen(address, view.get()) => {
            Beside::Inspector
        }
        _ => Beside::Nothing,
    });
    select_by_address(sheet, route, view, address);
    let is_known = Memo::new(move |_| view.get().is_some());
    let content = live(move || {
        if is_known.get() {
            untrack(|| body::body(sheet, address, view, units, oversees))
        } else {
            view! { <Bones rows=5/> }.into_any()
        }
    });
    // What nobody sees is not drawn: moving through a grid would pay for it with every key.
    let in_sight = Memo::new(move |_| match beside.get() {
        Beside::Nothing => view.get() != Some(View::All) && !alone.get(),
        Beside::Inspector | Beside::Form(_) => true,
    });
    // The address follows a choice a moment later; what was typed there by then must not be drawn anew and lost.
    let about = Memo::new(move |_| {
        let selected = if in_sight.get() { sheet.selected.get() } else { None };
        let beside = match beside.get() {
            Beside::Nothing => Beside::Inspector,
            other => other,
        };
        (beside, selected, address.shown.get().span)
    });
    let panel = live(move || {
        let (beside, selected, span) = about.get();
        untrack(|| panel(sheet, address, (beside, selected), span, view, alone))
    });
    let name = move || match beside.get() {
        Beside::Nothing => "nothing",
        Beside::Inspector => "detail",
        Beside::Form(_) => "form",
    };
    let wide =
        live(move || (view.get() == Some(View::All) && beside.get() == Beside::Nothing).then_some("true"));
    view! {
        <div class="split targets" data-beside=live(name) data-wide=wide>
            <section class="list" aria-label=tr!(target.list)>{content}</section>
            <section class="card beside no-print" aria-label=tr!(target.beside)>{panel}</section>
        </div>
    }
    .into_any()
}

/// Whether the address names one row: with all units it takes a unit as well.
fn is_chosen(address: Address, view: Option<View>) -> bool {
    !matches!(view, Some(View::Across(_))) || address.shown.get().unit.is_some()
}

fn shown_view(
    address: Address,
    route: Route,
    oversees: bool,
    own: Option<UnitId>,
    units: &[UnitLine],
) -> Option<View> {
    let shown = address.shown.get();
    if !oversees {
        return own.map(View::Unit);
    }
    if shown.all_units {
        return Some(match route {
            Route::Target(id) => View::Across(id),
            _ => View::All,
        });
    }
    shown.unit.or(own).or_else(|| units.first().map(|line| line.id)).map(View::Unit)
}

/// The address says which row is chosen.
fn select_by_address(sheet: Sheet, route: Signal<Route>, view: Memo<Option<View>>, address: Address) {
    Effect::new(move || {
        let wanted = match (route.get(), view.get()) {
            (Route::Target(id), Some(View::Unit(unit))) => Some((id, unit)),
            (Route::Target(id), Some(View::Across(_))) => address.shown.get().unit.map(|unit| (id, unit)),
            (Route::Targets, Some(View::Unit(unit))) => {
                sheet.selected.get_untracked().filter(|selected| selected.1 == unit)
            }
            _ => return,
        };
        if sheet.selected.get_untracked() != wanted {
            sheet.selected.set(wanted);
        }
    });
}

/// What lies beside the list.
fn panel(
    sheet: Sheet,
    address: Address,
    (beside, selected): (Beside, Option<(RecordId, UnitId)>),
    span: shared::domain::Span,
    view: Memo<Option<View>>,
    alone: Signal<bool>,
) -> AnyView {
    let shown = match (beside, selected) {
        (Beside::Form(record), _) => {
            let unit = view.get_untracked().and_then(View::unit);
            form::form(sheet, address, record, unit, alone)
        }
        (_, Some((target, unit))) => inspector::inspector(About { sheet, target, unit, span }, alone),
        (_, None) => None,
    };
    shown.unwrap_or_else(|| view! { <Empty picture=Icon::Target label=tr!(target.choose)/> }.into_any())
}
