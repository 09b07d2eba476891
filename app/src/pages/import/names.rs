//! Names in the file of which a person has to say what they mean (I-05).

use leptos::prelude::*;
use shared::import::{Asked, ImportOf, Picked, Unclear};

use super::sheet::Sheet;
use crate::ui::{Badge, Icon, Tone, live, new_id};
use crate::{tr, tr_count};

/// None of those that are proposed.
const NONE: &str = "none";

pub(super) fn names(sheet: Sheet) -> AnyView {
    let unclear = Memo::new(move |_| {
        sheet.read.with(|read| read.as_ref().map(|read| read.unclear.clone()).unwrap_or_default())
    });
    live(move || {
        let unclear = unclear.get();
        if unclear.is_empty() {
            return None;
        }
        let rows = unclear.into_iter().map(|name| row(sheet, name)).collect::<Vec<_>>();
        Some(view! {
            <section class="card">
                <div class="body">
                    <h2>{tr!(import.unclear)}</h2>
                    <p class="soft">{tr!(import.unclear_hint)}</p>
                    <ol class="roster">{rows}</ol>
                </div>
            </section>
        })
    })
    .into_any()
}

fn row(sheet: Sheet, name: Unclear) -> AnyView {
    let id = new_id();
    let chosen = match &name.picked {
        Some(Picked { meant: Some(meant), .. }) => meant.to_string(),
        Some(_) => NONE.to_owned(),
        None => String::new(),
    };
    let option = |value: String, label: String| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }.into_any()
    };
    let mut options = vec![option(String::new(), tr!(import.choose_one).to_owned())];
    options.extend(
        name.alike.iter().map(|it| option(it.id.to_string(), tr!(roster.is, unit = it.name.clone()))),
    );
    let other = match (sheet.of, name.asked) {
        (ImportOf::Units, _) => tr!(roster.other),
        (_, Asked::Target) => tr!(import.new_target),
        (_, Asked::Unit) => tr!(import.leave_rows),
    };
    options.push(option(NONE.to_owned(), other.to_owned()));
    let (asked, key) = (name.asked, name.key.clone());
    let choose = move |event| {
        let value = event_target_value(&event);
        sheet.picked.update(|picked| {
            picked.retain(|held| (held.asked, &held.key) != (asked, &key));
            let meant = value.parse().ok();
            if meant.is_some() || value == NONE {
                picked.push(Picked { asked, key: key.clone(), meant });
            }
        });
        sheet.read_again();
    };
    let badge = if name.picked.is_some() {
        view! { <Badge tone=Tone::Ok picture=Icon::Check label=tr!(import.chosen)/> }
    } else {
        view! { <Badge tone=Tone::Wait picture=Icon::Warning label=tr!(roster.unclear)/> }
    };
    view! {
        <li>
            <b>{name.name.clone()}</b>
            {badge}
            <span class="note">{tr_count!(name.rows, import.rows_from, row = name.row.to_string())}</span>
            <label class="vh" for=id.clone()>{tr!(roster.which, name = name.name)}</label>
            <select class="input" id=id on:change=choose>{options}</select>
        </li>
    }
    .into_any()
}
