//! The units of the installation, with the finder in front.

use leptos::prelude::*;
use shared::domain::Unit;
use shared::find::proposals;
use shared::id::{RecordId, UnitId};
use shared::import::ImportOf;

use super::{Desk, tables};
use crate::pages::export::tools;
use crate::pages::kept::standing_badge;
use crate::pages::list_head::ListHead;
use crate::repo::types::{Listed, Registry};
use crate::route::{Admin, List, Route};
use crate::ui::{Empty, Icon, TextField, live};
use crate::{format, tr, tr_count, words};

/// Units that are proposed for what is typed.
const FOUND_MAX: usize = 30;

/// The list.
pub(super) fn list(desk: Desk) -> AnyView {
    let count = move || {
        let count = desk.registry.with(|all| all.units.iter().filter(|it| it.is_in_force()).count());
        tr_count!(count, admin.unit_count)
    };
    let head = ListHead {
        title: tr!(nav.admin),
        whose: ().into_any(),
        count: live(count).into_any(),
        keeps: desk.keeps,
        is_alone: desk.is_bare,
        tools: tools(ImportOf::Units, Callback::new(move |()| tables::units(desk))),
        add: (Route::Admin(Admin::new(List::Units)), tr!(admin.new_unit)),
    };
    let typed = RwSignal::new(String::new());
    let current = Memo::new(move |_| desk.place.get().record);
    let rows = live(move || {
        let registry = desk.registry.get();
        let text = typed.get();
        let is_searched = !text.trim().is_empty();
        let shown = if is_searched { found(&registry, &text) } else { registry.units.iter().collect() };
        if shown.is_empty() {
            let label = if is_searched { tr!(admin.none_found) } else { tr!(admin.no_unit) };
            return view! { <Empty picture=Icon::People label/> }.into_any();
        }
        let rows = shown.into_iter().map(|line| row(&registry, line, current));
        view! { <ul class="items">{rows.collect::<Vec<_>>()}</ul> }.into_any()
    });
    view! {
        {head.draw()}
        <div class="find no-print">
            <TextField label=tr!(admin.find_unit) value=typed hint=tr!(admin.find_hint)/>
        </div>
        <section class="card" aria-label=tr!(admin.units)>{rows}</section>
    }
    .into_any()
}

/// The units that go with what is typed, the likeliest first.
fn found<'a>(registry: &'a Registry, typed: &str) -> Vec<&'a Listed<Unit>> {
    let found = proposals(typed, registry.names(), FOUND_MAX);
    found.into_iter().filter_map(|it| registry.unit(it.id)).collect()
}

fn row(registry: &Registry, line: &Listed<Unit>, current: Memo<Option<RecordId>>) -> AnyView {
    let (id, unit) = (line.held.id, &line.held.record);
    let aliases = unit.aliases.iter().cloned().collect::<Vec<_>>().join(" · ");
    view! {
        <li>
            <a
                class="item"
                href=Route::Admin(Admin::one(List::Units, id)).path()
                aria-current=live(move || (current.get() == Some(id)).then_some("true"))
                data-void=line.void.is_some().then_some("true")
            >
                <div class="grow">
                    <b>{unit.name.clone()}</b>
                    <span>{aliases}</span>
                    <span>{place_words(registry, UnitId::of_record(id))}</span>
                </div>
                {standing_badge(&line.held, line.void.is_some())}
            </a>
        </li>
    }
    .into_any()
}

/// Where a unit is now: its clusters in their running years, or how it ended.
pub(super) fn place_words(registry: &Registry, id: UnitId) -> String {
    if let Some(end) = registry.end_of(id) {
        let what = words::turn_words(&end.turn, |unit| registry.name(unit));
        return tr!(admin.ended, what = what, day = format::date(end.day));
    }
    let names = registry.places_of(id).filter_map(|place| {
        let cluster = &registry.cluster(place.held.record.cluster.record())?.held.record;
        let is_here = place.held.record.is_in(cluster.year);
        is_here.then(|| {
            let province = Some(cluster.province.as_str()).filter(|it| !it.is_empty());
            std::iter::once(cluster.short.as_str()).chain(province).collect::<Vec<_>>().join(", ")
        })
    });
    let names = names.collect::<Vec<_>>().join(" · ");
    if names.is_empty() { tr!(admin.none_place).to_owned() } else { names }
}
