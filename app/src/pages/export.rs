//! Lists taken along as files: a workbook, or text in columns.

use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::import::ImportOf;
use shared::number::Quantity;
use shared::sheet::{Cell, Table};

use crate::route::Route;
use crate::ui::{Button, Dialog, Icon, Kind, LinkButton, icon, toast_of};
use crate::workbook::client::Client;
use crate::workbook::speech::{Answer, Ask, Format};
use crate::{clock, download, tr, words};

/// The button that takes a screen's list along. The list is made when it is asked for.
pub(super) fn export_button(table: impl Fn() -> Table + Send + Sync + 'static) -> AnyView {
    button(None, None, Callback::new(move |()| table()))
}

/// The same in the heading of one of several lists of a screen, which it names.
pub(super) fn export_of(list: String, table: impl Fn() -> Table + Send + Sync + 'static) -> AnyView {
    button(None, Some(list), Callback::new(move |()| table()))
}

/// The button behind which rows of a file come in, and the list is taken along.
pub(super) fn tools(of: ImportOf, table: Callback<(), Table>) -> AnyView {
    button(Some(of), None, table)
}

fn button(of: Option<ImportOf>, list: Option<String>, table: Callback<(), Table>) -> AnyView {
    let open = RwSignal::new(false);
    let choice = move |label: &'static str, format| {
        let press = Callback::new(move |()| {
            open.set(false);
            save_table(table.run(()), format);
        });
        view! { <Button label=label on_press=press size="wide"/> }.into_any()
    };
    let import = move || {
        of.map(|of| {
            view! {
                <LinkButton label=words::import_title(of) to=Route::Import(of) kind=Kind::Primary size="wide" picture=Icon::File/>
                <h3>{tr!(export.title)}</h3>
            }
        })
    };
    let (label, title) = match of {
        Some(_) => (tr!(export.both), tr!(export.both_title)),
        None => (tr!(export.open), tr!(export.title)),
    };
    let named = list.as_ref().map(|list| format!("{label}: {list}"));
    let title = list.map_or_else(|| title.to_owned(), |list| format!("{title}: {list}"));
    view! {
        <button type="button" class="btn take" aria-label=named on:click=move |_| open.set(true)>
            {icon(Icon::Outbox)}<span>{label}</span>
        </button>
        <Dialog open title>
            <div class="stack near">
                {import()}
                <p>{tr!(export.lead)}</p>
                {choice(tr!(export.xlsx), Format::Xlsx)}
                {choice(tr!(export.semicolon), Format::CsvSemicolon)}
                {choice(tr!(export.comma), Format::CsvComma)}
            </div>
        </Dialog>
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
    of.columns().iter().map(move |column| words::column(of, *column))
}

/// A cell with a count.
pub(super) fn count(count: usize) -> Cell {
    let value = Quantity::whole(i64::try_from(count).unwrap_or(i64::MAX));
    Cell::Number { value, percent: false, rounded: false }
}

/// A cell with a figure.
pub(super) fn figure(figure: Option<Quantity>) -> Cell {
    figure.map_or(Cell::Blank, |value| Cell::Number { value, percent: false, rounded: false })
}

/// A cell with a day.
pub(super) fn day(day: Option<Date>) -> Cell {
    day.map_or(Cell::Blank, Cell::Day)
}

/// A cell of words.
pub(super) fn text(words: impl AsRef<str>) -> Cell {
    Cell::words(words.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn files_are_called_by_their_list_and_the_day() {
        let name = file_name("Đơn vị: Cụm 2/2024", Format::CsvComma);
        assert!(name.starts_with("don-vi-cum-2-2024-20"), "{name}");
        assert_eq!(name.rsplit_once('.').map(|(_, end)| end), Some("csv"), "{name}");
    }
}
