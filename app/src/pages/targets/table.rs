//! Targets with plans and figures as they are taken along: in the columns that an import reads again, and what follows
//! from them.

use leptos::prelude::*;
use shared::domain::{Basis, Span, Target};
use shared::import::{Column, ImportOf};
use shared::sheet::{Cell as Written, Table};

use super::sheet::Sheet;
use crate::pages::export::{figure, headed, headings, text as cell};
use crate::repo::types::{Board, Cell, UnitLine};
use crate::{tr, words};

/// A row for each target and each unit that has something for it; one without a unit where none has.
pub(super) fn table(sheet: Sheet) -> Table {
    let units = untrack(|| sheet.repo().units(sheet.space));
    let board = sheet.board.get_untracked();
    let mut rows = Vec::new();
    for held in board.iter().flat_map(|board| &board.targets) {
        let target = &held.record;
        let with_something: Vec<_> = units
            .iter()
            .filter(|unit| Board::concerns(target, unit.id))
            .filter_map(|unit| Some((unit, board.as_ref()?.cell(held.id, unit.id)?)))
            .collect();
        if with_something.is_empty() {
            let own = units.iter().find(|unit| Some(unit.id) == target.unit);
            rows.push(row(target, own, None));
        }
        rows.extend(with_something.into_iter().map(|(unit, cell)| row(target, Some(unit), Some(cell))));
    }
    let name = format!("{} {}", tr!(nav.targets), sheet.year);
    headed(&name, headings(ImportOf::Targets), rows.into_iter())
}

fn row(target: &Target, unit: Option<&UnitLine>, held: Option<&Cell>) -> Vec<Written> {
    let columns = ImportOf::Targets.columns().iter();
    columns.map(|column| written(*column, target, unit, held)).collect()
}

fn written(column: Column, target: &Target, unit: Option<&UnitLine>, held: Option<&Cell>) -> Written {
    let actual = |span, basis| figure(held.and_then(|held| held.figure(span, basis)?.record.value));
    let plan = held.and_then(|held| held.plan.as_ref());
    match column {
        Column::Name => cell(&target.name),
        Column::Measure => cell(&target.measure),
        Column::Nature => cell(words::nature(target.nature)),
        Column::Sense => cell(words::sense(target.sense)),
        Column::Scope if target.unit.is_some() => cell(tr!(column.own)),
        Column::Scope => cell(tr!(column.common)),
        Column::Unit => unit.map(|unit| cell(&unit.unit.name)).unwrap_or_default(),
        Column::FullPlan if plan.is_some_and(|plan| plan.record.unassigned) => cell(tr!(column.not_assigned)),
        Column::HalfPlan => figure(plan.and_then(|plan| plan.record.half)),
        Column::FullPlan => figure(plan.and_then(|plan| plan.record.in_force(Span::Full))),
        Column::HalfEstimate => actual(Span::Half, Basis::Estimate),
        Column::HalfOfficial => actual(Span::Half, Basis::Official),
        Column::FullEstimate => actual(Span::Full, Basis::Estimate),
        Column::FullOfficial => actual(Span::Full, Basis::Official),
        Column::Source => {
            let of_figure = held.and_then(|held| held.counting(Span::Full).or(held.counting(Span::Half)));
            let source =
                of_figure.map(|figure| &figure.record.source).or(plan.map(|plan| &plan.record.source));
            source.map(cell).unwrap_or_default()
        }
        Column::Note => cell(&target.note),
        Column::Short | Column::Aliases | Column::Post => Written::Blank,
    }
}
