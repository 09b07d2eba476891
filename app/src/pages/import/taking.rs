//! The rows being taken, a few at a time, so that the page goes on; and what is said when they are.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list_of;
use super::past::take_back;
use super::reading::trouble;
use super::sheet::{Phase, Sheet, Trouble};
use crate::repo::types::{ImportCard, ImportError};
use crate::ui::{Banner, Button, Icon, Kind, LinkButton, Tone, live};
use crate::workbook::speech::{Answer, Ask};
use crate::{clock, tr, tr_count, words};

/// Rows that are taken in one transaction: as many as pass before somebody would see the page halt.
const ROWS_AT_ONCE: usize = 20;

/// Told of rows of which nothing is made.
pub(super) fn left_out(sheet: Sheet) -> AnyView {
    let counts = Memo::new(move |_| sheet.counts());
    let told = live(move || {
        let counts = counts.get();
        let left_out = counts.failed.saturating_add(counts.unclear);
        (left_out > 0).then(|| {
            let words = tr_count!(left_out, import.left_out);
            view! { <Banner tone=Tone::Wait picture=Icon::Warning><span>{words}</span></Banner> }
        })
    });
    told.into_any()
}

/// The buttons.
pub(super) fn foot(sheet: Sheet) -> AnyView {
    let taken = Memo::new(move |_| sheet.counts().taken());
    let label = Signal::derive(move || tr_count!(taken.get(), import.take));
    let nothing = Memo::new(move |_| taken.get() == 0);
    let press = Callback::new(move |()| take(sheet));
    let other = Callback::new(move |()| {
        sheet.failure.set(None);
        sheet.phase.set(Phase::Choosing);
    });
    view! {
        <div class="row">
            <Button label=tr!(import.other_file) on_press=other kind=Kind::Quiet/>
            <Button label=label on_press=press kind=Kind::Primary size="end" locked=nothing/>
        </div>
    }
    .into_any()
}

fn take(sheet: Sheet) {
    sheet.failure.set(None);
    sheet.stopped.set_value(false);
    spawn_local(async move {
        match taken(sheet).await {
            Ok(card) => {
                sheet.let_go();
                let _ = sheet.phase.try_set(Phase::Done(card));
            }
            Err(Failure::Trouble(trouble)) => {
                sheet.let_go();
                let _ = sheet.phase.try_set(Phase::Unreadable(trouble));
            }
            Err(Failure::Import(error)) => {
                let words = match &error {
                    ImportError::Stale => tr!(import.stale).to_owned(),
                    ImportError::Save(error) => words::save_error(error),
                };
                // What was taken is there now, and shown as such; the rest can be tried again.
                let _ = sheet.read_now().await;
                let _ = sheet.failure.try_set(Some(words));
                let _ = sheet.phase.try_set(Phase::Shown);
            }
        }
    });
}

enum Failure {
    Trouble(Trouble),
    Import(ImportError),
}

async fn taken(sheet: Sheet) -> Result<ImportCard, Failure> {
    // A field may have been left by the very press that takes the rows.
    sheet.read_now().await.map_err(Failure::Trouble)?;
    let total = untrack(|| sheet.counts()).taken();
    let file =
        sheet.file.with_untracked(|file| file.as_ref().map(|file| file.name.clone())).unwrap_or_default();
    let id = sheet.import.get_value().ok_or(Failure::Trouble(Trouble::Stopped))?;
    let (of, at, space) = (sheet.of, clock::now(), sheet.space);
    let mut card =
        ImportCard { id, of, file: file.clone(), at, space, records: 0, steps: 0, taken_back: false };
    let reason = reason(&sheet.reason.get_untracked(), &file);
    let repo = sheet.repo();
    let client = sheet.client().await.ok_or(Failure::Trouble(Trouble::NotHere))?;
    let as_number = |rows: usize| u64::try_from(rows).unwrap_or(u64::MAX);
    let mut from = 0;
    while from < total && sheet.stopped.try_get_value() == Some(false) {
        let _ = sheet.phase.try_set(Phase::Taking { done: as_number(from), total: as_number(total) });
        let ask = Ask::Take { from, most: ROWS_AT_ONCE };
        let (answer, _) =
            client.ask(&ask, None).await.map_err(|silence| Failure::Trouble(trouble(silence)))?;
        let Answer::Taken(rows) = answer else { return Err(Failure::Trouble(Trouble::Stopped)) };
        if rows.is_empty() {
            break;
        }
        from = from.saturating_add(rows.len());
        let wishes = rows.into_iter().flat_map(|(_, wishes)| wishes).collect();
        repo.import(&mut card, wishes, &reason).await.map_err(Failure::Import)?;
    }
    Ok(card)
}

/// What every change of the import says of its reason: where it came from stands in the record's history.
fn reason(given: &str, file: &str) -> String {
    let from = tr!(import.from_file, file = file);
    let given = given.trim().trim_end_matches('.');
    if given.is_empty() { from } else { format!("{given}. {from}") }
}

/// What is said once the rows are on the device.
pub(super) fn done(sheet: Sheet, card: &ImportCard) -> AnyView {
    let again = Callback::new(move |()| sheet.phase.set(Phase::Choosing));
    let undo = {
        let card = card.clone();
        Callback::new(move |()| take_back(sheet, card.clone()))
    };
    view! {
        <section class="card">
            <div class="body">
                <div role="status"><h2>{tr_count!(card.records, import.done)}</h2></div>
                <p class="soft">{tr!(import.done_note)}</p>
                {sheet.trouble()}
                <div class="row">
                    <Button label=tr!(import.take_back) on_press=undo picture=Icon::Undo/>
                    <Button label=tr!(import.again) on_press=again kind=Kind::Quiet/>
                    <LinkButton label=words::import_list(sheet.of) to=list_of(sheet.of) kind=Kind::Primary size="end"/>
                </div>
            </div>
        </section>
    }
    .into_any()
}
