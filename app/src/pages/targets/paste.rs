//! A block from a spreadsheet: every cell is shown, old and new, before anything is saved; then all of it at once.

use leptos::prelude::*;
use shared::domain::Basis;
use shared::number::Quantity;
use web_sys::Element;

use super::elements::neighbour;
use super::grid::Grid;
use super::reading::{Fault, read};
use super::sheet::{Sheet, typed_form};
use super::slot::{Column, Slot};
use crate::repo::Save;
use crate::ui::{Button, Dialog, Icon, Kind, icon_sized, live};
use crate::{format, tr, tr_count, words};

/// A block that was pasted, cell by cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pasted {
    cells: Vec<PastedCell>,
    /// Cells of the block that lie outside the grid.
    outside: usize,
}

#[derive(Clone, Debug, PartialEq)]
struct PastedCell {
    slot: Slot,
    basis: Basis,
    /// Whose figure it is.
    name: String,
    before: String,
    text: String,
    /// The figure, or what is wrong with it.
    read: Result<Option<Quantity>, Fault>,
}

/// The cells of a pasted text: rows by line, columns by tab. What spreadsheets add is taken away: the line end after the
/// last row, quotes around a cell, and empty rows at the end.
pub(super) fn block(text: &str) -> Vec<Vec<String>> {
    let lines = text.split('\n').map(|line| line.trim_end_matches('\r'));
    let cell = |cell: &str| {
        let bare = cell.trim();
        bare.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(bare).trim().to_owned()
    };
    let mut rows: Vec<Vec<String>> = lines.map(|line| line.split('\t').map(cell).collect()).collect();
    while rows.last().is_some_and(|row| row.iter().all(String::is_empty)) {
        rows.pop();
    }
    rows
}

impl Pasted {
    /// A block laid over the grid from a cell on, downwards and to the right.
    pub(super) fn of(grid: Grid, from: &Element, rows: &[Vec<String>]) -> Self {
        let (mut cells, mut outside) = (Vec::new(), 0_usize);
        let mut first = Some(from.clone());
        for row in rows {
            let mut place = first.clone();
            for text in row {
                match place.as_ref().and_then(|cell| grid.slot(cell)) {
                    Some(slot) => cells.extend(PastedCell::of(grid.sheet, slot, text)),
                    None => outside = outside.saturating_add(1),
                }
                place = place.and_then(|cell| beside(&cell));
            }
            first = first.and_then(|cell| below(&cell));
        }
        Self { cells, outside }
    }

    /// The cells that would be saved.
    fn good(&self) -> impl Iterator<Item = &PastedCell> {
        self.cells.iter().filter(|cell| cell.read.is_ok() && cell.text != cell.before)
    }
}

/// The next cell to the right; none at the row's end.
fn beside(cell: &Element) -> Option<Element> {
    neighbour(cell, 0, 1).filter(|next| !next.is_same_node(Some(cell)))
}

fn below(cell: &Element) -> Option<Element> {
    neighbour(cell, 1, 0)
}

impl PastedCell {
    fn of(sheet: Sheet, slot: Slot, text: &str) -> Option<Self> {
        let target = untrack(|| sheet.target(slot.target))?;
        let basis = untrack(|| sheet.basis(slot));
        let before = untrack(|| sheet.stands(slot, basis));
        let read = read(&target.record, slot.column, text).and_then(|figure| {
            // All that would keep it from being saved is said before, not after.
            untrack(|| sheet.save_of(slot, basis, figure, None)).map(|_| figure)
        });
        let text = match read {
            Ok(figure) => figure.map(typed_form).unwrap_or_default(),
            Err(_) => text.to_owned(),
        };
        let unit =
            sheet.shown.get_untracked().all_units.then(|| sheet.repo().unit_short(slot.unit)).flatten();
        let name = match unit {
            Some(unit) => format!("{}, {unit}", target.record.name),
            None => target.record.name,
        };
        Some(Self { slot, basis, name, before, text, read })
    }
}

/// The dialog that shows a block before it is taken.
pub(super) fn preview(grid: Grid) -> AnyView {
    let open = RwSignal::new(false);
    Effect::new(move || {
        if grid.pasted.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() {
            grid.pasted.set(None);
        }
    });
    view! {
        <Dialog open title=tr!(target.paste_title)>
            {live(move || grid.pasted.get().map(|pasted| shown(grid.sheet, &pasted, open)))}
        </Dialog>
    }
    .into_any()
}

fn shown(sheet: Sheet, pasted: &Pasted, open: RwSignal<bool>) -> AnyView {
    let count = pasted.good().count();
    let rows = pasted.cells.iter().map(line).collect::<Vec<_>>();
    let outside = (pasted.outside > 0).then(|| {
        view! { <p class="soft">{tr_count!(pasted.outside, target.paste_outside)}</p> }
    });
    let taken = pasted.clone();
    let take = move |()| {
        take(sheet, &taken);
        open.set(false);
    };
    view! {
        <p>{tr_count!(count, target.paste_count)}</p>
        <div class="sheet preview">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{tr!(field.target)}</th>
                        <th scope="col" class="num">{tr!(target.before)}</th>
                        <th scope="col" class="num">{tr!(target.after)}</th>
                        <th scope="col">{tr!(target.problem)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {outside}
        <div class="row">
            <Button label=tr!(act.later) on_press=move |()| open.set(false)/>
            <Button label=tr_count!(count, target.paste_take) on_press=take kind=Kind::Primary size="end" locked=Signal::stored(count == 0)/>
        </div>
    }
    .into_any()
}

fn line(cell: &PastedCell) -> AnyView {
    let column = match cell.slot.column {
        Column::Plan => words::span_plan(cell.slot.span),
        Column::Actual => tr!(field.value),
    };
    let problem = match &cell.read {
        Ok(_) if cell.text == cell.before => {
            Some(view! { <span class="soft">{tr!(target.unchanged)}</span> }.into_any())
        }
        Ok(_) => None,
        Err(fault) => {
            let readings = fault.readings().iter().map(|figure| format::figure(*figure)).collect::<Vec<_>>();
            let said =
                if readings.is_empty() { fault.words(&cell.text) } else { readings.join(tr!(activity.or)) };
            Some(view! { <span class="error">{icon_sized(Icon::Warning, "i sm")}{said}</span> }.into_any())
        }
    };
    let blank = |text: &str| if text.is_empty() { tr!(standing.blank).to_owned() } else { text.to_owned() };
    view! {
        <tr>
            <th scope="row">{cell.name.clone()}<small>{column}</small></th>
            <td class="num soft">{blank(&cell.before)}</td>
            <td class="num strong">{blank(&cell.text)}</td>
            <td>{problem}</td>
        </tr>
    }
    .into_any()
}

/// Saves the good cells of a block in one transaction.
fn take(sheet: Sheet, pasted: &Pasted) {
    let (mut saves, mut slots, mut reason) = (Vec::<Save>::new(), Vec::new(), None);
    for cell in pasted.good() {
        let Ok(figure) = cell.read else { continue };
        if let Ok(save) = untrack(|| sheet.save_of(cell.slot, cell.basis, figure, None)) {
            saves.push(save);
            slots.push(cell.slot);
            reason = reason.or_else(|| sheet.owed_reason(cell.slot, cell.basis));
        }
    }
    if !saves.is_empty() {
        sheet.put(saves, slots, reason);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_block_is_read_as_spreadsheets_write_it() {
        let cases: [(&str, &[&[&str]]); 6] = [
            ("12", &[&["12"]]),
            ("12\t13\r\n14\t15\r\n", &[&["12", "13"], &["14", "15"]]),
            ("12\n\n14\n", &[&["12"], &[""], &["14"]]),
            ("\"74.958\"\t 1,5 ", &[&["74.958", "1,5"]]),
            ("12\n\n\n", &[&["12"]]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(block(text), expected, "{text:?}");
        }
    }
}
