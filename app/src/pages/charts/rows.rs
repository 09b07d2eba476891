//! What a picture of targets shows, one row for each bar, and its figures in words: worked out before anything is
//! drawn.

use shared::achievement::Tally;
use shared::domain::{Basis, Span, Target};
use shared::id::{RecordId, UnitId};
use shared::number::Quantity;

use super::scale::{Bar, Fill, Scale, stacked};
use super::table::Figure;
use crate::pages::targets::address::Shown as Sheet;
use crate::pages::targets::reach::{Reach, reach};
use crate::pages::targets::totals::{Total, sums, total};
use crate::repo::types::{Board, Cell, Held};
use crate::route::Route;
use crate::{format, tr};

/// One thing of a picture: a target, or a unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) name: String,
    /// Beside the name: the unit of measure.
    pub(super) detail: String,
    /// Where its source is.
    pub(super) to: String,
    /// Its figures, in the order of the table's columns.
    pub(super) cells: Vec<Figure>,
    pub(super) reach: Reach,
    /// Chưa nhập: a plan without a figure.
    pub(super) is_blank: bool,
    /// Ước.
    pub(super) estimate: bool,
    /// What else is to be known of it.
    pub(super) note: String,
}

/// How a unit stands in all its targets.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standing {
    pub(super) name: String,
    pub(super) to: String,
    pub(super) tally: Tally,
}

/// The rows of one unit: its targets.
pub(super) fn of_unit(board: &Board, unit: UnitId, span: Span) -> Vec<Row> {
    let mine = board.targets.iter().filter(|held| Board::concerns(&held.record, unit));
    mine.map(|held| {
        let sheet = Sheet { unit: Some(unit), span, all_units: false };
        let names = (held.record.name.clone(), held.record.measure.clone());
        row(board.cell(held.id, unit), &held.record, span, names, sheet.at(Route::Target(held.id)))
    })
    .collect()
}

/// The rows of one target: the units. Units whose target it is not are passed over.
pub(super) fn of_target(
    board: &Board,
    held: &Held<Target>,
    units: &[(UnitId, String)],
    span: Span,
) -> Vec<Row> {
    let concerned = units.iter().filter(|(unit, _)| Board::concerns(&held.record, *unit));
    concerned
        .map(|(unit, name)| {
            let sheet = Sheet { unit: Some(*unit), span, all_units: true };
            let to = sheet.at(Route::Target(held.id));
            row(board.cell(held.id, *unit), &held.record, span, (name.clone(), String::new()), to)
        })
        .collect()
}

/// The rows of all units together: the common targets.
pub(super) fn of_all(board: &Board, span: Span) -> Vec<Row> {
    let common = board.targets.iter().filter(|held| held.record.unit.is_none());
    common.map(|held| together(board, held, held.record.name.clone(), span)).collect()
}

/// All units together in one target.
pub(super) fn together(board: &Board, held: &Held<Target>, name: String, span: Span) -> Row {
    let target = &held.record;
    let to = Sheet { unit: None, span, all_units: true }.at(Route::Target(held.id));
    let found = total(board, held, span);
    let reach = found.and_then(|total| total.reach(target));
    let note = if sums(target.nature) {
        found.map_or_else(String::new, |total| entered(&total))
    } else {
        let tally: Tally = board.cells_of(held.id).map(|cell| cell.achievement(target, span)).collect();
        tr!(chart.rate_units, n = format::count(tally.met), all = format::count(tally.counted()))
    };
    let is_sum = reach.is_some();
    let reach = reach.unwrap_or_default();
    let actual = found.filter(|total| is_sum && total.entered > 0).map(|total| total.actual);
    let plan = found.filter(|_| is_sum).and_then(|total| total.plan);
    Row {
        name,
        detail: target.measure.clone(),
        to,
        is_blank: is_sum && plan.is_some() && reach.tenths.is_none(),
        cells: figures(plan, actual, &reach),
        reach,
        estimate: false,
        note,
    }
}

fn entered(total: &Total) -> String {
    tr!(chart.units_entered, n = format::count(total.plans.1), all = format::count(total.plans.0))
}

fn row(
    cell: Option<&Cell>,
    target: &Target,
    span: Span,
    (name, detail): (String, String),
    to: String,
) -> Row {
    let unassigned = cell.is_some_and(Cell::is_unassigned);
    let plan = cell.and_then(|cell| cell.plan(span));
    let counting = cell.and_then(|cell| cell.counting(span));
    let actual = counting.and_then(|held| held.record.value);
    let reach = if unassigned { Reach::default() } else { reach(target, plan, actual) };
    let estimate = counting.is_some_and(|held| held.record.basis == Basis::Estimate);
    let note = if unassigned { tr!(field.unassigned).to_owned() } else { String::new() };
    let cells = if unassigned { figures(None, None, &reach) } else { figures(plan, actual, &reach) };
    let is_blank = !unassigned && plan.is_some() && actual.is_none();
    Row { name, detail, to, cells, reach, is_blank, estimate: estimate && !unassigned, note }
}

/// Kế hoạch, thực hiện, đạt: a dash where there is none.
fn figures(plan: Option<Quantity>, actual: Option<Quantity>, reach: &Reach) -> Vec<Figure> {
    let reached = match reach.tenths {
        Some(tenths) if reach.reached == format::tenths(tenths) => Figure::Percent(tenths),
        _ if reach.reached.is_empty() => Figure::Dash,
        _ => Figure::Words(reach.reached.clone()),
    };
    vec![Figure::of(plan), Figure::of(actual), reached]
}

impl Row {
    /// Its bar on the picture's scale.
    pub(super) fn bar(&self, scale: Scale) -> Bar {
        match (self.reach.tenths, self.reach.met) {
            (Some(tenths), Some(met)) => scale.bar(tenths, met),
            _ if self.is_blank => scale.blank(),
            _ => Bar::default(),
        }
    }

    /// What stands beside its bar: the figure, and what it means.
    pub(super) fn words(&self) -> (String, Vec<String>) {
        let said = if self.is_blank {
            tr!(standing.blank).to_owned()
        } else if self.reach.met.is_some() {
            self.reach.reached.clone()
        } else {
            String::new()
        };
        let beside = if self.is_blank { String::new() } else { self.reach.beside.clone() };
        let more = [beside, self.note.clone()].into_iter().filter(|words| !words.is_empty());
        (said, more.collect())
    }
}

/// The scale on which all rows can be seen.
pub(super) fn scale(rows: &[Row]) -> Scale {
    Scale::of(rows.iter().filter_map(|row| row.reach.tenths))
}

/// How each unit stands in all its targets.
pub(super) fn standings(board: &Board, units: &[(UnitId, String)], span: Span) -> Vec<Standing> {
    let one = |(unit, name): &(UnitId, String)| {
        let mine = board.targets.iter().filter(|held| Board::concerns(&held.record, *unit));
        let none = Cell::default();
        let tally = mine
            .map(|held| board.cell(held.id, *unit).unwrap_or(&none).achievement(&held.record, span))
            .collect();
        let to = Sheet { unit: Some(*unit), span, all_units: false }.at(Route::Targets);
        Standing { name: name.clone(), to, tally }
    };
    units.iter().map(one).collect()
}

impl Standing {
    /// Its counts in the order in which they are drawn.
    pub(super) fn counts(&self) -> [(Fill, usize); 4] {
        let tally = self.tally;
        [
            (Fill::Met, tally.met),
            (Fill::Below, tally.below),
            (Fill::Blank, tally.blank),
            (Fill::NoPlan, tally.no_plan),
        ]
    }

    /// Its bar beside those of the others.
    pub(super) fn bar(&self, most: usize) -> Bar {
        stacked(&self.counts(), most)
    }
}

/// The target of the board that an address names.
pub(super) fn named(board: &Board, target: Option<RecordId>) -> Option<&Held<Target>> {
    let target = target?;
    board.targets.iter().find(|held| held.id == target)
}
