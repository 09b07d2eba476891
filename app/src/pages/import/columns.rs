//! What the columns hold: as their headings say, or as the person says instead.

use std::sync::Arc;

use leptos::prelude::*;
use shared::import::{Column, Layout};

use super::sheet::Sheet;
use crate::ui::{Banner, Icon, Tone, live};
use crate::workbook::speech::ReadAnswer;
use crate::{tr, words};

pub(super) fn columns(sheet: Sheet) -> AnyView {
    let read = sheet.read;
    let layout = Memo::new(move |_| read.with(|read| read.as_ref().map(|read| read.layout.clone())));
    live(move || {
        let layout = layout.get()?;
        let read = untrack(|| read.get())?;
        let is_told = layout.place(Column::Name).is_some();
        let unknown = (!is_told).then(|| {
            let words = tr!(import.no_headings, column = words::column(sheet.of, Column::Name));
            view! { <Banner tone=Tone::Wait picture=Icon::Warning><span>{words}</span></Banner> }
        });
        Some(view! {
            {unknown}
            <details class="card no-print" open=!is_told>
                <summary>{tr!(import.columns)}" · "{told(sheet, &layout)}</summary>
                <div class="body">
                    {last_heading(sheet, &layout, &read)}
                    {table(sheet, &layout, &read)}
                </div>
            </details>
        })
    })
    .into_any()
}

/// The columns that are read, in words.
fn told(sheet: Sheet, layout: &Layout) -> String {
    let known = layout.columns.iter().flatten().map(|column| words::column(sheet.of, *column));
    let known = known.collect::<Vec<_>>().join(", ");
    if known.is_empty() { tr!(import.no_columns).to_owned() } else { known }
}

fn last_heading(sheet: Sheet, layout: &Layout, read: &Arc<ReadAnswer>) -> AnyView {
    let held = layout.clone();
    let choose = move |event| {
        let last_heading = event_target_value(&event).parse().unwrap_or(0);
        sheet.layout.set(Some(Layout { last_heading, ..held.clone() }));
        sheet.read_again();
    };
    let last = layout.last_heading;
    let mut numbers: Vec<u32> = read.sample.iter().map(|(number, _)| *number).collect();
    if last > 0 && !numbers.contains(&last) {
        numbers.push(last);
    }
    let options = numbers.into_iter().map(|number| {
        view! { <option value=number.to_string() selected=number == last>{number.to_string()}</option> }
            .into_any()
    });
    view! {
        <label class="field">
            <span>{tr!(import.last_heading)}</span>
            <select class="input" on:change=choose>
                <option value="0" selected=last == 0>{tr!(import.no_heading_row)}</option>
                {options.collect::<Vec<_>>()}
            </select>
        </label>
    }
    .into_any()
}

fn table(sheet: Sheet, layout: &Layout, read: &Arc<ReadAnswer>) -> AnyView {
    let rows = layout.columns.iter().enumerate().map(|(at, held)| {
        let heading = layout.headings.get(at).filter(|heading| !heading.is_empty()).cloned();
        let heading = heading.unwrap_or_else(|| letter(at));
        let below = read.sample.iter().filter(|(number, _)| *number > layout.last_heading);
        let example = below.filter_map(|(_, cells)| cells.get(at)).find(|cell| !cell.is_empty()).cloned();
        view! {
            <tr>
                <th scope="row">{heading.clone()}</th>
                <td class="soft">{example}</td>
                <td>{meaning(sheet, layout, at, *held, &heading)}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <div class="sheet" role="region" tabindex="0" aria-label=tr!(import.columns)>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{tr!(import.heading)}</th>
                        <th scope="col">{tr!(import.example)}</th>
                        <th scope="col">{tr!(import.meaning)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn meaning(sheet: Sheet, layout: &Layout, at: usize, held: Option<Column>, heading: &str) -> AnyView {
    let known = sheet.of.columns();
    let before = layout.clone();
    let choose = move |event| {
        let chosen =
            event_target_value(&event).parse::<usize>().ok().and_then(|place| known.get(place).copied());
        let mut layout = before.clone();
        for (place, column) in layout.columns.iter_mut().enumerate() {
            if place == at {
                *column = chosen;
            } else if chosen.is_some() && *column == chosen {
                // Two columns cannot hold the same.
                *column = None;
            }
        }
        sheet.layout.set(Some(layout));
        sheet.read_again();
    };
    let options = known.iter().enumerate().map(|(place, column)| {
        let selected = held == Some(*column);
        view! { <option value=place.to_string() selected=selected>{words::column(sheet.of, *column)}</option> }.into_any()
    });
    view! {
        <select class="input" aria-label=tr!(import.meaning_of, heading = heading.to_owned()) on:change=choose>
            <option value="" selected=held.is_none()>{tr!(import.passed_over)}</option>
            {options.collect::<Vec<_>>()}
        </select>
    }
    .into_any()
}

/// A column by its letter, as spreadsheets name it.
fn letter(at: usize) -> String {
    let one = |at: usize| u8::try_from(at % 26).ok().and_then(|at| b'A'.checked_add(at)).map(char::from);
    let first = at.checked_div(26).filter(|first| *first > 0).and_then(|first| one(first - 1));
    first.into_iter().chain(one(at)).collect()
}
