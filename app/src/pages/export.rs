//! Lists taken along as files: a workbook, or text in columns.

use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::import::ImportOf;
use shared::number::Quantity;
use shared::sheet::{Cell, Table};

use crate::route::Route;
use crate::ui::{Button, Dialog, Icon, Kind, icon, toast_of};
use crate::workbook::client::Client;
use crate::workbook::speech::{Answer, Ask, Format};
use crate::{clock, download, tr};

/// The button that takes a list along. The list is made when it is asked for.
pub(super) fn export_button(table: Callback<(), Table>) -> AnyView {
    let open = RwSignal::new(false);
    let choice = move |label: &'static str, kind, format| {
        let press = Callback::new(move |()| {
            open.set(false);
            save_table(table.run(()), format);
        });
        view! { <Button label=label on_press=press kind size="wide"/> }.into_any()
    };
    view! {
        <button type="button" class="btn export" on:click=move |_| open.set(true)>
            {icon(Icon::Outbox)}{tr!(export.open)}
        </button>
        <Dialog open title=tr!(export.title)>
            <p>{tr!(export.lead)}</p>
            <div class="stack">
                {choice(tr!(export.xlsx), Kind::Primary, Format::Xlsx)}
                {choice(tr!(export.semicolon), Kind::Plain, Format::CsvSemicolon)}
                {choice(tr!(export.comma), Kind::Plain, Format::CsvComma)}
            </div>
        </Dialog>
    }
    .into_any()
}

/// What can be done with a list beside adding to it: rows of a file come in, it is taken along.
pub(super) fn tools(of: ImportOf, table: Callback<(), Table>) -> AnyView {
    view! {
        <a class="btn import" href=Route::Import(of).path()>{icon(Icon::File)}{tr!(import.open)}</a>
        {export_button(table)}
    }
    .into_any()
}

/// Writes a list into a file, which the browser saves.
pub(super) fn save_table(table: Table, format: Format) {
    spawn_local(async move {
        let name = file_name(&table.name, format);
        let written = async {
            let client = Client::start().await.ok()?;
            let (answer, bytes) = client.ask(&Ask::Write(table, format), None).await.ok()?;
            bytes.filter(|_| matches!(answer, Answer::Written))
        };
        let saved = written.await.and_then(|bytes| download::bytes(&bytes, format.mime(), &name).ok());
        if saved.is_none() {
            toast_of(Icon::Warning, tr!(export.failed));
        }
    });
}

/// The list's name and the day, without marks: some programs still cannot read others.
fn file_name(name: &str, format: Format) -> String {
    let folded = shared::text::folded(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-");
    format!("{name}-{}.{}", clock::now().vietnam_date(), format.extension())
}

/// A list with its headings.
pub(super) fn headed<'a>(
    name: &str,
    headings: impl Iterator<Item = &'a str>,
    rows: impl Iterator<Item = Vec<Cell>>,
) -> Table {
    Table { name: name.to_owned(), headings: headings.map(str::to_owned).collect(), rows: rows.collect() }
}

/// The headings by which an import knows its columns.
pub(super) fn headings(of: ImportOf) -> impl Iterator<Item = &'static str> {
    of.columns().iter().map(move |column| crate::words::column(of, *column))
}

/// A cell with a count.
pub(super) fn count(count: usize) -> Cell {
    let value = Quantity::whole(i64::try_from(count).unwrap_or(i64::MAX));
    Cell::Number { value, percent: false, rounded: false }
}

/// A cell with a day.
pub(super) fn day(day: Option<Date>) -> Cell {
    day.map_or(Cell::Blank, Cell::Day)
}

/// A cell of words.
pub(super) fn words(words: impl AsRef<str>) -> Cell {
    Cell::text(words.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn files_are_called_by_their_list_and_the_day() {
        let name = file_name("Đơn vị: Cụm 2/2024", Format::CsvComma);
        assert!(name.starts_with("don-vi-cum-2-2024-20"), "{name}");
        assert!(name.ends_with(".csv"), "{name}");
    }
}
