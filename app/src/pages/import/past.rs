//! What was imported on this device before, and taking it back as a whole.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::sheet::{Phase, Sheet};
use crate::repo::types::{Built, ImportCard, TakeBackError};
use crate::ui::{Button, Icon, Kind, live, toast};
use crate::{format, tr, tr_count, words};

pub(super) fn past(sheet: Sheet) -> AnyView {
    let cards = RwSignal::new(Vec::new());
    let repo = sheet.repo();
    spawn_local(async move {
        let mut all = repo.imports().await;
        all.retain(|card| card.of == sheet.of && card.space == sheet.space);
        let _ = cards.try_set(all);
    });
    live(move || {
        let all = cards.get();
        if all.is_empty() {
            return None;
        }
        let rows = all.into_iter().map(|card| row(sheet, card)).collect::<Vec<_>>();
        Some(view! {
            <section class="card">
                <div class="body">
                    <h2>{tr!(import.past)}</h2>
                    {sheet.trouble()}
                </div>
                <ul class="items">{rows}</ul>
            </section>
        })
    })
    .into_any()
}

fn row(sheet: Sheet, card: ImportCard) -> AnyView {
    let act = if card.taken_back {
        view! { <span class="soft">{tr!(import.taken_back)}</span> }.into_any()
    } else {
        let of_press = card.clone();
        let press = Callback::new(move |()| take_back(sheet, of_press.clone()));
        view! { <Button label=tr!(import.take_back) on_press=press kind=Kind::Quiet picture=Icon::Undo/> }
            .into_any()
    };
    view! {
        <li class="item">
            <div class="grow">
                <b>{card.file.clone()}</b>
                <span>{tr_count!(card.records, import.records)}" · "{format::moment(card.at)}</span>
            </div>
            {act}
        </li>
    }
    .into_any()
}

/// Takes back all that an import did.
pub(super) fn take_back(sheet: Sheet, card: ImportCard) {
    // Pressed twice, it would be taken back twice at once.
    if sheet.busy.get_value() {
        return;
    }
    sheet.busy.set_value(true);
    let repo = sheet.repo();
    sheet.failure.set(None);
    spawn_local(async move {
        let reason = tr!(import.undo_reason, file = card.file);
        let done = repo.take_back_import(&card, &reason).await;
        let _ = sheet.busy.try_set_value(false);
        match done {
            Ok(()) => {
                toast(tr!(import.was_taken_back));
                // Again from the start: the list of imports has changed.
                let _ = sheet.phase.try_set(Phase::Opening);
                let _ = sheet.phase.try_set(Phase::Choosing);
            }
            Err(TakeBackError::Built(built)) => {
                let words = built_words(sheet, &built);
                let _ = sheet.failure.try_set(Some(words));
            }
            Err(TakeBackError::Save(error)) => {
                let _ = sheet.failure.try_set(Some(words::save_error(&error)));
            }
        }
    });
}

fn built_words(sheet: Sheet, built: &Built) -> String {
    let repo = sheet.repo();
    let named = built.first.iter().map(|(kind, id)| {
        let fields = untrack(|| repo.fields(sheet.space, *id)).map(|(_, fields)| fields).unwrap_or_default();
        let name =
            ["name", "title"].into_iter().find_map(|field| fields.get(field)?.as_str().map(str::to_owned));
        match name {
            Some(name) => format!("{} “{name}”", words::kind(*kind)),
            None => words::kind(*kind).to_owned(),
        }
    });
    let named = named.collect::<Vec<_>>().join("; ");
    tr_count!(built.count, import.built, named = named)
}
