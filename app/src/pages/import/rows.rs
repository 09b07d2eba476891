//! The rows: how each stands, and what is told of which cell.

use leptos::prelude::*;
use shared::import::{Column, Counts, Note, Says, State};

use super::reading::ROWS_AT_ONCE;
use super::sheet::Sheet;
use crate::ui::{Badge, Button, Icon, Kind, Tone, icon_sized, live};
use crate::workbook::speech::Shown;
use crate::{format, tr, tr_count, words};

/// The states in the order of the choice.
const STATES: [State; 6] =
    [State::New, State::Changed, State::Same, State::Unclear, State::Failed, State::Left];

pub(super) fn rows(sheet: Sheet) -> AnyView {
    let counts = Memo::new(move |_| sheet.counts());
    let beyond = Memo::new(move |_| sheet.read.with(|read| read.as_ref().map_or(0, |read| read.beyond)));
    let columns = Memo::new(move |_| {
        let layout = sheet.read.with(|read| read.as_ref().map(|read| read.layout.clone()));
        layout.map(|layout| layout.columns.into_iter().flatten().collect::<Vec<_>>()).unwrap_or_default()
    });
    let of_state =
        move || sheet.only.get().map_or_else(|| counts.get().all(), |state| count(counts.get(), state));
    let more = live(move || {
        let (shown, all) = (sheet.rows.with(Vec::len), of_state());
        (shown < all).then(|| {
            let rest = all.saturating_sub(shown).min(ROWS_AT_ONCE);
            let press = Callback::new(move |()| sheet.show_from(shown));
            view! { <Button label=tr_count!(rest, import.more) on_press=press kind=Kind::Quiet/> }
        })
    });
    let heads = live(move || {
        let head = |column| view! { <th scope="col">{words::column(sheet.of, column)}</th> }.into_any();
        columns.get().into_iter().map(head).collect::<Vec<_>>()
    });
    let body = live(move || sheet.rows.get().into_iter().map(|shown| row(&shown)).collect::<Vec<_>>());
    view! {
        <section class="card">
            <div class="body">
                <h2>{tr!(import.rows)}</h2>
                {choices(sheet, counts)}
                {live(move || (beyond.get() > 0).then(|| view! { <p class="error">{tr_count!(beyond.get(), import.beyond)}</p> }))}
                <div class="sheet preview" role="region" tabindex="0" aria-label=tr!(import.rows)>
                    <table class="table rows">
                        <thead>
                            <tr>
                                <th scope="col" class="num">{tr!(import.row)}</th>
                                <th scope="col">{tr!(import.state)}</th>
                                {heads}
                            </tr>
                        </thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
                {more}
            </div>
        </section>
    }
    .into_any()
}

/// How many rows stand how; pressing one shows these only.
fn choices(sheet: Sheet, counts: Memo<Counts>) -> AnyView {
    let buttons = live(move || {
        let counts = counts.get();
        let all = std::iter::once((None, counts.all()));
        let states = STATES.into_iter().map(|state| (Some(state), count(counts, state)));
        let shown = all.chain(states.filter(|(_, count)| *count > 0));
        shown
            .map(|(state, count)| {
                let label = state.map_or(tr!(import.all), words::import_state);
                let pressed = live(move || if sheet.only.get() == state { "true" } else { "false" });
                view! {
                    <button type="button" class="btn small" aria-pressed=pressed on:click=move |_| sheet.show_only(state)>
                        {label}" "<b>{format::count(count)}</b>
                    </button>
                }
                .into_any()
            })
            .collect::<Vec<_>>()
    });
    view! { <div class="row no-print states" role="group" aria-label=tr!(import.state)>{buttons}</div> }
        .into_any()
}

fn count(counts: Counts, state: State) -> usize {
    match state {
        State::New => counts.new,
        State::Changed => counts.changed,
        State::Same => counts.same,
        State::Unclear => counts.unclear,
        State::Left => counts.left,
        State::Failed => counts.failed,
    }
}

fn row(shown: &Shown) -> AnyView {
    let (tone, picture) = match shown.state {
        State::New => (Tone::Ok, Icon::Plus),
        State::Changed => (Tone::Ink, Icon::Pencil),
        State::Same => (Tone::Plain, Icon::Check),
        State::Unclear => (Tone::Wait, Icon::Warning),
        State::Left => (Tone::Plain, Icon::Close),
        State::Failed => (Tone::Err, Icon::Warning),
    };
    let notes_of = |column: Option<Column>| {
        let notes = shown.notes.iter().filter(|note| note.column == column).map(note);
        notes.collect::<Vec<_>>()
    };
    // What is told of a column that the file does not have is told of the row.
    let is_there = |column: Column| shown.cells.iter().any(|(held, _)| *held == column);
    let homeless =
        shown.notes.iter().filter(|note| note.column.is_some_and(|column| !is_there(column))).map(note);
    let cells = shown.cells.iter().map(|(column, text)| {
        let wrong = shown.notes.iter().any(|note| note.column == Some(*column) && note.says.is_wrong());
        view! { <td data-wrong=wrong.then_some("true")>{text.clone()}{notes_of(Some(*column))}</td> }
            .into_any()
    });
    view! {
        <tr>
            <td class="num">{shown.row.to_string()}</td>
            <td>
                <Badge tone picture label=words::import_state(shown.state)/>
                {notes_of(None)}
                {homeless.collect::<Vec<_>>()}
            </td>
            {cells.collect::<Vec<_>>()}
        </tr>
    }
    .into_any()
}

fn note(note: &Note) -> AnyView {
    let words = words::import_says(&note.says);
    let is_wrong = note.says.is_wrong() || note.says == Says::Unclear;
    let class = if is_wrong { "error" } else { "note" };
    view! { <p class=class>{is_wrong.then(|| icon_sized(Icon::Warning, "i sm"))}{words}</p> }.into_any()
}
