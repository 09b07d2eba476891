//! What is not in the file: which sheet of it, whose rows they are, from which document, why they come late.

use leptos::prelude::*;
use shared::id::{SpaceId, UnitId};
use shared::import::ImportOf;

use super::sheet::Sheet;
use crate::repo::types::Listed;
use crate::ui::{TextField, live, new_id};
use crate::{tr, words};

/// Characters of the document and of the reason.
const LINE_CHARS_MAX: usize = 200;
const REASON_CHARS_MAX: usize = 500;

pub(super) fn beside(sheet: Sheet) -> AnyView {
    let sheets = live(move || (sheet.sheets.with(Vec::len) > 1).then(|| which_sheet(sheet)));
    let own = match sheet.of {
        ImportOf::Units => which_cluster(sheet),
        ImportOf::People => which_unit(sheet, tr!(sign_in.centre).to_owned()),
        ImportOf::Targets if oversees(sheet) => {
            let source = view! {
                <TextField
                    label=words::field("source").to_owned()
                    hint=tr!(import.source_hint)
                    value=sheet.source
                    max=LINE_CHARS_MAX
                    on_leave=Callback::new(move |()| sheet.read_again())
                />
            };
            view! { {which_unit(sheet, tr!(import.no_unit).to_owned())}{source} }.into_any()
        }
        ImportOf::Targets => ().into_any(),
    };
    let owes = Memo::new(move |before: Option<&bool>| {
        // Once it was owed the field stays: it may not go while somebody types.
        before == Some(&true) || sheet.read.with(|read| read.as_ref().is_some_and(|read| read.needs_reason))
    });
    let reason = live(move || {
        owes.get().then(|| {
            view! {
                <TextField
                    label=words::field("reason").to_owned()
                    hint=tr!(import.reason_hint)
                    value=sheet.reason
                    max=REASON_CHARS_MAX
                    on_leave=Callback::new(move |()| sheet.read_again())
                />
            }
        })
    });
    view! { <section class="card no-print"><div class="body fields">{sheets}{own}{reason}</div></section> }
        .into_any()
}

fn oversees(sheet: Sheet) -> bool {
    untrack(|| sheet.repo().oversees(sheet.space))
}

fn select(
    label: String,
    options: Vec<(String, String)>,
    chosen: String,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let id = new_id();
    let options = options.into_iter().map(|(value, label)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }.into_any()
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id on:change=move |event| choose(event_target_value(&event))>
                {options.collect::<Vec<_>>()}
            </select>
        </div>
    }
    .into_any()
}

fn which_sheet(sheet: Sheet) -> AnyView {
    let options = sheet.sheets.get_untracked().into_iter().enumerate();
    let options = options.map(|(at, name)| (at.to_string(), name)).collect();
    select(tr!(import.sheet).to_owned(), options, sheet.at.get_untracked().to_string(), move |at| {
        if let Ok(at) = at.parse() {
            sheet.at.set(at);
            sheet.layout.set(None);
            sheet.read_again();
        }
    })
}

fn which_unit(sheet: Sheet, none: String) -> AnyView {
    let mut options = vec![(String::new(), none)];
    let units = untrack(|| sheet.repo().import_units(sheet.space, sheet.year)).unwrap_or_default();
    let named =
        |(id, names): (UnitId, Vec<String>)| (id.to_string(), names.into_iter().next().unwrap_or_default());
    options.extend(units.into_iter().map(named));
    let chosen = sheet.unit.get_untracked().map(|unit| unit.to_string()).unwrap_or_default();
    select(tr!(import.unit).to_owned(), options, chosen, move |id| {
        sheet.unit.set(id.parse().ok());
        sheet.read_again();
    })
}

fn which_cluster(sheet: Sheet) -> AnyView {
    let mut options = vec![(String::new(), tr!(import.no_cluster).to_owned())];
    let registry = untrack(|| sheet.repo().registry()).unwrap_or_default();
    let named = registry.clusters.iter().filter(|line| Listed::is_in_force(line)).map(|line| {
        let cluster = &line.held.record;
        let place = [cluster.name.as_str(), cluster.province.as_str()];
        let name = place.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ");
        (SpaceId::of_record(line.held.id).to_string(), name)
    });
    options.extend(named);
    let chosen = sheet.cluster.get_untracked().map(|cluster| cluster.to_string()).unwrap_or_default();
    select(tr!(import.cluster).to_owned(), options, chosen, move |id| {
        sheet.cluster.set(id.parse().ok());
        sheet.read_again();
    })
}
