//! A file being chosen, what its columns may be, and what was imported before.

use leptos::prelude::*;
use shared::import::ImportOf;
use shared::sheet::Table;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, HtmlInputElement};

use super::past;
use super::sheet::{Sheet, Trouble};
use crate::pages::export::{headed, headings, save_table};
use crate::ui::{Banner, Button, Icon, Kind, Tone, icon, new_id};
use crate::workbook::speech::Format;
use crate::{tr, words};

const FILES: &str =
    ".xlsx,.xlsm,.csv,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn choosing(sheet: Sheet, why: Option<Trouble>) -> AnyView {
    let id = StoredValue::new(new_id());
    let told = why.map(|why| {
        let words = words::import_trouble(why.unreadable(), why == Trouble::NotHere);
        view! { <Banner tone=Tone::Err picture=Icon::Warning live=true><span>{words}</span></Banner> }
    });
    let chosen = move |event: Event| {
        let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file can then be chosen again after it was mended.
        input.set_value("");
        if let Some(file) = file {
            sheet.open(file);
        }
    };
    let over = RwSignal::new(false);
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            sheet.open(file);
        }
    };
    let dragged = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let columns = sheet.of.columns().iter().map(|column| {
        view! { <li><b>{words::column(sheet.of, *column)}</b>" "<span class="soft">{words::column_note(sheet.of, *column)}</span></li> }.into_any()
    });
    let template = Callback::new(move |()| save_table(template(sheet.of), Format::Xlsx));
    view! {
        {told}
        <section class="card">
            <div class="body">
                <p>{tr!(import.lead)}</p>
                <label
                    class="drop"
                    for=id.get_value()
                    data-over=move || over.get().then_some("true")
                    on:dragover=dragged
                    on:dragleave=move |_| over.set(false)
                    on:drop=dropped
                >
                    {icon(Icon::File)}
                    <b>{tr!(import.choose)}</b>
                    <span class="soft">{tr!(import.kinds)}</span>
                    <input type="file" class="vh" id=id.get_value() accept=FILES on:change=chosen/>
                </label>
            </div>
        </section>
        <section class="card">
            <div class="body">
                <h2>{tr!(import.columns_known)}</h2>
                <ul class="columns">{columns.collect::<Vec<_>>()}</ul>
                <p class="soft">{tr!(import.columns_hint)}</p>
                <Button label=tr!(import.template) on_press=template picture=Icon::File kind=Kind::Quiet/>
            </div>
        </section>
        {past::past(sheet)}
    }
    .into_any()
}

impl Trouble {
    fn unreadable(self) -> Option<crate::workbook::speech::Unreadable> {
        match self {
            Self::Unreadable(why) => Some(why),
            Self::NotHere | Self::Stopped => None,
        }
    }
}

/// A workbook with the headings and nothing else.
fn template(of: ImportOf) -> Table {
    headed(words::import_title(of), headings(of), std::iter::empty())
}
