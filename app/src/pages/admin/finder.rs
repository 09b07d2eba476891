//! Choosing a unit by what is typed: an alias, a typo, words without tone marks. Units are proposed; only a press takes one.

use leptos::prelude::*;
use shared::find::{Proposal, proposals};
use shared::id::UnitId;

use super::Desk;
use super::units::place_words;
use crate::pages::activity_detail::focus;
use crate::pages::typed::Form;
use crate::repo::types::{Listed, Registry};
use crate::route::{Admin, List, Route};
use crate::ui::{TextField, live};
use crate::{tr, words};

/// Units that are proposed at once.
const PROPOSED_MAX: usize = 6;

/// Where a form keeps the unit that is chosen, and what is typed to find one.
#[derive(Clone, Copy)]
pub(super) struct Found {
    /// The field with the unit's id.
    pub(super) unit: &'static str,
    /// The field with what is typed.
    pub(super) typed: &'static str,
}

/// The field in which a unit is found.
pub(super) fn finder(desk: Desk, form: Form, found: Found) -> AnyView {
    let (chosen, typed) = (form.text(found.unit), form.text(found.typed));
    let control = format!("work-{}", found.unit);
    let unit = Memo::new(move |_| chosen.with(|id| id.parse::<UnitId>().ok()));
    let label = words::field(found.unit).to_owned();
    let take = {
        let again = format!("{control}-other");
        Callback::new(move |id: UnitId| {
            chosen.set(id.to_string());
            let again = again.clone();
            request_animation_frame(move || focus(&again));
        })
    };
    live(move || {
        if let Some(unit) = unit.get() {
            return chosen_unit(desk, unit, &label, &control, chosen);
        }
        let error: Signal<Option<String>> = form.fault(found.unit).into();
        let list = live(move || {
            let registry = desk.registry.get();
            typed.with(|typed| proposed(&registry, typed, take))
        });
        view! {
            <TextField label=label.clone() value=typed hint=tr!(admin.find_hint) error id=control.clone()/>
            <div role="status">{list}</div>
        }
        .into_any()
    })
    .into_any()
}

fn chosen_unit(desk: Desk, unit: UnitId, label: &str, control: &str, chosen: RwSignal<String>) -> AnyView {
    let (of_name, of_place) = (desk.registry, desk.registry);
    let back = control.to_owned();
    let other = move |_| {
        chosen.set(String::new());
        let back = back.clone();
        request_animation_frame(move || focus(&back));
    };
    view! {
        <div class="field">
            <span class="label">{label.to_owned()}</span>
            <p class="chosen">
                <b class="strong">{live(move || of_name.with(|all| all.name(unit)))}</b>
                <span class="note">{live(move || of_place.with(|all| place_words(all, unit)))}</span>
            </p>
            <button type="button" class="btn quiet" id=format!("{control}-other") on:click=other>{tr!(admin.other_unit)}</button>
        </div>
    }
    .into_any()
}

fn proposed(registry: &Registry, typed: &str, take: Callback<UnitId>) -> AnyView {
    if typed.trim().is_empty() {
        return ().into_any();
    }
    let in_force = |it: &(UnitId, String)| registry.unit(it.0).is_some_and(Listed::is_in_force);
    let found = proposals(typed, registry.names().into_iter().filter(in_force), PROPOSED_MAX);
    let rows: Vec<_> = found.iter().map(|it| proposal_row(registry, it, take)).collect();
    let words = if rows.is_empty() { tr!(admin.none_found) } else { tr!(admin.which_unit) };
    let new = Route::Admin(Admin::new(List::Units)).path();
    view! {
        <p class="soft">{words}</p>
        <ul class="menu">{rows}</ul>
        <p><a class="link" href=new>{tr!(admin.new_unit)}</a></p>
    }
    .into_any()
}

fn proposal_row(registry: &Registry, found: &Proposal<UnitId>, take: Callback<UnitId>) -> AnyView {
    let (id, name) = (found.id, registry.name(found.id));
    // By which of its names it was found, where that is another one.
    let by = (found.name != name).then(|| tr!(admin.found_by, name = found.name));
    let place = place_words(registry, id);
    view! {
        <li>
            <button type="button" on:click=move |_| take.run(id)>
                <span class="grow">{name}<small>{by}</small><small>{place}</small></span>
            </button>
        </li>
    }
    .into_any()
}
