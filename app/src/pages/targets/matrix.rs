//! Cả cụm: units as rows, targets as columns, totals below.

use std::sync::Arc;

use leptos::prelude::*;
use shared::domain::Target;
use shared::id::{RecordId, UnitId};
use shared::number::Quantity;

use super::faces::Faces;
use super::grid::Grid;
use super::list::cell;
use super::sheet::Sheet;
use super::slot::{Column, Slot};
use super::totals::{Total, sums, total};
use crate::repo::types::{Board, Cell, Held, UnitLine};
use crate::route::Route;
use crate::ui::live;
use crate::{format, tr, words};

/// A unit's row: its targets, and whether each is assigned to it.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    unit: UnitId,
    name: String,
    columns: Vec<(RecordId, bool)>,
}

/// The whole cluster's figures.
pub(super) fn matrix(sheet: Sheet, units: Memo<Vec<UnitLine>>) -> AnyView {
    let grid = Grid::new(sheet);
    let faces = Faces::new(sheet);
    let targets = Memo::new(move |_| common(sheet));
    let lines = Memo::new(move |_| Arc::new(targets.with(|targets| lines(sheet, &units.get(), targets))));
    let keys = Memo::new(move |_| lines.with(|lines| lines.iter().map(|line| line.unit).collect::<Vec<_>>()));
    Effect::new(move || {
        keys.track();
        targets.track();
        grid.keep_one_tab_stop();
    });
    let span = Memo::new(move |_| sheet.shown.get().span);
    let content = view! {
        <thead role="rowgroup">
            <tr role="row">
                <th role="columnheader" scope="col">{words::field("unit").to_owned()}</th>
                {live(move || targets.with(|all| all.iter().map(|held| head(sheet, held)).collect::<Vec<_>>()))}
            </tr>
        </thead>
        <tbody role="rowgroup">
            <For each=move || keys.get() key=|unit| *unit let:unit>
                {row(sheet, faces, lines, unit)}
            </For>
        </tbody>
        <tfoot role="rowgroup">
            <tr role="row">
                <th role="rowheader" scope="row">{tr!(target.total)}</th>
                {live(move || foot(sheet, span.get()))}
            </tr>
        </tfoot>
    };
    let figures = Memo::new(move |_| targets.with(|targets| longest(sheet, targets)));
    let figures = live(move || width(figures.get()));
    view! {
        <div class="sheet all" tabindex="-1" data-figures=figures>
            {grid.table("table grid matrix", tr!(target.all_units), content.into_any())}
        </div>
        {says(sheet)}
        {super::paste::preview(grid)}
    }
    .into_any()
}

/// The targets that all units share.
fn common(sheet: Sheet) -> Vec<Held<Target>> {
    sheet.board.with(|board| {
        let all = board.iter().flat_map(|board| &board.targets);
        all.filter(|held| held.record.unit.is_none()).cloned().collect()
    })
}

fn lines(sheet: Sheet, units: &[UnitLine], targets: &[Held<Target>]) -> Vec<Line> {
    sheet.board.with(|board| {
        let Some(board) = board.as_deref() else { return Vec::new() };
        let line = |line: &UnitLine| {
            let is_assigned =
                |held: &Held<Target>| !board.cell(held.id, line.id).is_some_and(Cell::is_unassigned);
            let columns = targets.iter().map(|held| (held.id, is_assigned(held))).collect();
            Line { unit: line.id, name: line.unit.short.clone(), columns }
        };
        units.iter().map(line).collect()
    })
}

/// How many characters the longest figure has, sums included.
fn longest(sheet: Sheet, targets: &[Held<Target>]) -> usize {
    let span = sheet.shown.get().span;
    let length = |figure: Quantity| format::figure(figure).chars().count();
    sheet.board.with(|board| {
        let Some(board) = board.as_deref() else { return 0 };
        let figures = targets.iter().flat_map(|held| {
            let figures = board.cells_of(held.id).filter_map(|cell| cell.counting(span)?.record.value);
            figures.chain(total(board, held, span).map(|total| total.actual))
        });
        figures.map(length).max().unwrap_or_default()
    })
}

/// The name by which the stylesheet knows how wide columns are that hold figures of so many characters.
fn width(characters: usize) -> &'static str {
    match characters {
        0..=7 => "short",
        8..=13 => "long",
        _ => "longer",
    }
}

/// A column's head leads to its target with all units.
fn head(sheet: Sheet, held: &Held<Target>) -> AnyView {
    let id = held.id;
    let href = live(move || sheet.shown.get().at(Route::Target(id)));
    view! {
        <th role="columnheader" scope="col" class="num">
            <a href=href tabindex="-1">{held.record.name.clone()}</a>
            <small>{held.record.measure.clone()}</small>
        </th>
    }
    .into_any()
}

/// A row. Its elements are made anew only when the targets are others, or one is assigned or not: a cell that is made
/// anew loses the keyboard.
fn row(sheet: Sheet, faces: Faces, lines: Memo<Arc<Vec<Line>>>, unit: UnitId) -> AnyView {
    let line = Memo::new(move |_| lines.with(|lines| lines.iter().find(|line| line.unit == unit).cloned()));
    let columns = Memo::new(move |_| {
        line.with(|line| line.as_ref().map(|line| line.columns.clone()).unwrap_or_default())
    });
    let name = live(move || line.with(|line| line.as_ref().map(|line| line.name.clone())));
    let to_unit = live(move || {
        let shown = super::address::Shown { unit: Some(unit), all_units: false, ..sheet.shown.get() };
        shown.at(Route::Targets)
    });
    let content = live(move || {
        let rights = untrack(|| sheet.rights(unit));
        let one = |(target, is_assigned): (RecordId, bool)| {
            let slot = Slot { target, unit, span: sheet.shown.get_untracked().span, column: Column::Actual };
            if is_assigned {
                cell(slot, faces.of((unit, target), rights.as_ref()), ().into_any())
            } else {
                unassigned(slot)
            }
        };
        columns.get().into_iter().map(one).collect::<Vec<_>>()
    });
    view! {
        <tr role="row" data-row>
            <th role="rowheader" scope="row"><a href=to_unit tabindex="-1">{name}</a></th>
            {content}
        </tr>
    }
    .into_any()
}

fn unassigned(slot: Slot) -> AnyView {
    view! {
        <td role="gridcell" class="figure-cell soft" tabindex="-1" data-slot=slot.name() aria-readonly="true">
            <span class="cell lock">{tr!(target.unassigned_short)}</span>
        </td>
    }
    .into_any()
}

/// Sums, where there is something that can be added up.
fn foot(sheet: Sheet, span: shared::domain::Span) -> Vec<AnyView> {
    let one = |board: &Board, held: &Held<Target>| {
        let Total { actual, .. } = total(board, held, span)?;
        Some(format::figure(actual))
    };
    sheet.board.with(|board| {
        let Some(board) = board else { return Vec::new() };
        let columns = board.targets.iter().filter(|held| held.record.unit.is_none());
        let sum = |held: &Held<Target>| {
            let words = if sums(held.record.nature) { one(board, held) } else { None };
            view! { <td role="gridcell" class="num">{words.unwrap_or_else(|| "–".to_owned())}</td> }
                .into_any()
        };
        columns.map(sum).collect()
    })
}

/// Below the grid, what is to be said of the cell that has the keyboard: the row has no room for it.
fn says(sheet: Sheet) -> AnyView {
    let told = move || {
        let (target, unit) = sheet.selected.get()?;
        let span = sheet.shown.get().span;
        let slot = Slot { target, unit, span, column: Column::Actual };
        let typed = sheet.typed.with(|typed| typed.get(&slot).cloned());
        if let Some((typed, fault)) = typed.and_then(|typed| Some((typed.clone(), typed.fault?))) {
            return Some(super::list::question(sheet, slot, &typed.text, &fault));
        }
        let held = sheet.target(target)?;
        let plan = sheet.board.with(|board| board.as_ref()?.cell(target, unit)?.plan(span));
        let figure = |plan: Quantity| super::reading::measured(&held.record, plan);
        let plan =
            plan.map_or_else(|| tr!(target.no_plan).to_owned(), |plan| tr!(target.plan_is, n = figure(plan)));
        let name = sheet.repo().unit_short(unit).unwrap_or_default();
        let lock = sheet.entry(slot, sheet.basis(slot)).and_then(super::rights::Entry::why);
        let parts = [Some(name), Some(held.record.name), Some(plan), lock];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Some(view! { <p class="soft">{words}</p> }.into_any())
    };
    view! { <div class="cell-says">{live(told)}</div> }.into_any()
}
