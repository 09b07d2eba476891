//! The history of a unit: what became of it, and what of others led to it.

use leptos::prelude::*;
use shared::domain::UnitEvent;
use shared::id::UnitId;

use super::Desk;
use super::event_form::place_of;
use crate::pages::kept::standing_badge;
use crate::repo::types::{Listed, Registry};
use crate::route::{Admin, List, Part, Route};
use crate::ui::{Icon, icon, live};
use crate::{format, tr, words};

/// The history of a unit, by day.
pub(super) fn timeline(desk: Desk, unit: UnitId) -> AnyView {
    let new = Route::Admin(Admin::one(List::Units, unit.record()).new_part(Part::Event)).path();
    let rows = live(move || {
        let registry = desk.registry.get();
        let rows: Vec<_> = registry.events_about(unit).map(|line| row(&registry, line, unit)).collect();
        if rows.is_empty() {
            return view! { <p class="soft">{tr!(admin.none_event)}</p> }.into_any();
        }
        view! { <ol class="items">{rows}</ol> }.into_any()
    });
    view! {
        <section class="told">
            <h3>{tr!(admin.history)}</h3>
            {rows}
            <p class="usual no-print"><a class="btn" href=new>{icon(Icon::Plus)}{tr!(admin.new_event)}</a></p>
        </section>
    }
    .into_any()
}

fn row(registry: &Registry, line: &Listed<UnitEvent>, unit: UnitId) -> AnyView {
    let event = &line.held.record;
    let place = place_of(event.unit, line.held.id);
    view! {
        <li>
            <a class="item" href=Route::Admin(place).path() data-void=line.void.is_some().then_some("true")>
                <div class="grow">
                    <b>{event_words(registry, event, unit)}</b>
                    <span>{format::date(event.day)}</span>
                    <span>{document_words(event)}</span>
                </div>
                {standing_badge(&line.held, line.void.is_some())}
            </a>
        </li>
    }
    .into_any()
}

/// What happened; of another unit with its name.
pub(super) fn event_words(registry: &Registry, event: &UnitEvent, seen_from: UnitId) -> String {
    let what = words::turn_words(&event.turn, |unit| registry.name(unit));
    if event.unit == seen_from {
        return what;
    }
    tr!(admin.came_from, unit = registry.name(event.unit), what = words::lowered(&what))
}

/// The document that it rests on, and who issued it.
pub(super) fn document_words(event: &UnitEvent) -> String {
    let parts = [event.document.as_str(), event.issuer.as_str()];
    parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
}
