//! What one row of the list shows: worked out before anything is drawn, so that only rows that differ are drawn again.

use std::collections::BTreeMap;

use shared::domain::{Basis, Nature, Span, Target};
use shared::id::{RecordId, UnitId};
use shared::number::Quantity;

use super::reach::{Reach, reach};
use super::reading::Fault;
use super::rights::Rights;
use super::sheet::Typed;
use super::slot::{Column, Slot, usual_basis};
use crate::repo::types::{Board, Cell, Held, Standing};
use crate::{format, tr};

/// What is to be known of a figure besides itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    None,
    /// Chờ gửi.
    Waiting,
    /// Số liệu khác nhau, in this conflict.
    Differing(RecordId),
    /// Không được nhận.
    Refused,
}

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Face {
    /// The figure, or what was typed and not taken; empty for a blank.
    pub(super) text: String,
    /// What is to be known of it.
    pub(super) mark: Mark,
    /// Ước.
    pub(super) estimate: bool,
    /// Why it may not be typed here, in few words and in full; none where it may.
    pub(super) lock: Option<(String, String)>,
    /// What is wrong with what was typed.
    pub(super) fault: Option<Fault>,
}

/// One row: a unit's plan and figure for a target.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) target: RecordId,
    pub(super) unit: UnitId,
    /// Số.
    pub(super) number: usize,
    /// The target's name, or the unit's.
    pub(super) name: String,
    /// Under the name: the unit of measure.
    pub(super) detail: String,
    /// Không giao chỉ tiêu.
    pub(super) unassigned: bool,
    pub(super) plan: Face,
    /// The registered plan, where another one is in force.
    pub(super) registered: Option<String>,
    /// A wish for an adjustment that nobody has answered.
    pub(super) wished: bool,
    pub(super) actual: Face,
    pub(super) reach: Reach,
    /// Pieces of evidence of the figure that counts.
    pub(super) evidence: usize,
}

/// What a row is made of.
pub(super) struct Making<'a> {
    pub(super) board: &'a Board,
    pub(super) rights: &'a Rights,
    pub(super) typed: &'a BTreeMap<Slot, Typed>,
    pub(super) span: Span,
}

impl Making<'_> {
    /// The row of a unit's figures for a target.
    pub(super) fn row(&self, target: &Held<Target>, unit: UnitId, number: usize, name: String) -> Row {
        let cell = self.board.cell(target.id, unit);
        let counting = cell.and_then(|cell| cell.counting(self.span));
        let plan = cell.and_then(|cell| cell.plan(self.span));
        let record = cell.and_then(|cell| cell.plan.as_ref()).map(|held| &held.record);
        let unassigned = cell.is_some_and(Cell::is_unassigned);
        let adjusted = record.filter(|_| self.span == Span::Full).and_then(|plan| plan.adjusted.as_ref());
        let registered = record.and_then(|plan| plan.full).filter(|_| adjusted.is_some());
        let actual = counting.and_then(|held| held.record.value);
        Row {
            target: target.id,
            unit,
            number,
            name,
            detail: target.record.measure.clone(),
            unassigned,
            plan: self.plan(target, unit),
            registered: registered.map(|plan| shown(&target.record, Column::Plan, plan)),
            wished: record.is_some_and(|plan| plan.wished.is_some()),
            actual: self.actual(target, unit),
            reach: if unassigned { Reach::default() } else { reach(&target.record, plan, actual) },
            evidence: counting.map_or(0, |held| held.record.evidence.len()),
        }
    }

    /// The cell of the plan.
    fn plan(&self, target: &Held<Target>, unit: UnitId) -> Face {
        let slot = Slot { target: target.id, unit, span: self.span, column: Column::Plan };
        let cell = self.board.cell(target.id, unit);
        let figure = cell.and_then(|cell| cell.plan(self.span));
        let mark = cell.and_then(|cell| cell.plan.as_ref()).map_or(Mark::None, mark);
        let text = figure.map(|figure| shown(&target.record, Column::Plan, figure));
        let lock = self.rights.entry(Column::Plan, self.span, Basis::Official).lock();
        self.face(slot, Face { text: text.unwrap_or_default(), mark, estimate: false, lock, fault: None })
    }

    /// The cell of the figure that counts.
    pub(super) fn actual(&self, target: &Held<Target>, unit: UnitId) -> Face {
        let slot = Slot { target: target.id, unit, span: self.span, column: Column::Actual };
        let cell = self.board.cell(target.id, unit);
        let counting = cell.and_then(|cell| cell.counting(self.span));
        // A figure that was taken back may still wait, or differ.
        let basis = usual_basis(cell, self.span, target.record.year, self.board.ground.today);
        let about = counting.or_else(|| cell.and_then(|cell| cell.figure(self.span, basis)));
        let text = counting.and_then(|held| held.record.value);
        let text = text.map(|figure| shown(&target.record, Column::Actual, figure));
        let lock = self.rights.entry(Column::Actual, self.span, basis).lock();
        self.face(
            slot,
            Face {
                text: text.unwrap_or_default(),
                mark: about.map_or(Mark::None, mark),
                estimate: counting.is_some_and(|held| held.record.basis == Basis::Estimate),
                lock,
                fault: None,
            },
        )
    }

    /// What was typed and not taken stands before what is saved.
    fn face(&self, slot: Slot, face: Face) -> Face {
        match self.typed.get(&slot) {
            Some(typed) => Face { text: typed.text.clone(), fault: typed.fault.clone(), ..face },
            None => face,
        }
    }
}

fn mark<R>(held: &Held<R>) -> Mark {
    match (held.standing, held.differing) {
        (Standing::Refused, _) => Mark::Refused,
        (_, Some(conflict)) => Mark::Differing(conflict),
        (Standing::Waiting, None) => Mark::Waiting,
        (Standing::Received, None) => Mark::None,
    }
}

/// A figure in its column: only the plan of a rate carries the sign, as its heading cannot.
fn shown(target: &Target, column: Column, figure: Quantity) -> String {
    let text = format::figure(figure);
    if target.nature == Nature::Rate && column == Column::Plan { format!("{text}%") } else { text }
}

impl Row {
    /// What needs a person comes before what only waits.
    pub(super) fn mark(&self) -> Mark {
        let both = [self.actual.mark, self.plan.mark];
        let find = |wanted: fn(&Mark) -> bool| both.iter().copied().find(wanted);
        find(|mark| *mark == Mark::Refused)
            .or_else(|| find(|mark| matches!(mark, Mark::Differing(_))))
            .or_else(|| find(|mark| *mark == Mark::Waiting))
            .unwrap_or(Mark::None)
    }

    /// Whether there is nothing in it yet.
    pub(super) fn is_blank(&self) -> bool {
        self.actual.text.is_empty() && !self.unassigned
    }

    /// The cell of a column.
    pub(super) fn face(&self, column: Column) -> &Face {
        match column {
            Column::Plan => &self.plan,
            Column::Actual => &self.actual,
        }
    }

    /// The cell in which something was typed that was not taken.
    pub(super) fn fault(&self) -> Option<(Column, &Face, &Fault)> {
        let one = |column| Some((column, self.face(column), self.face(column).fault.as_ref()?));
        one(Column::Actual).or_else(|| one(Column::Plan))
    }
}

impl Face {
    /// Whether it may be typed here.
    pub(super) fn is_open(&self) -> bool {
        self.lock.is_none()
    }

    /// What stands in the cell.
    pub(super) fn words(&self) -> String {
        if self.text.is_empty() { tr!(standing.blank).to_owned() } else { self.text.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::reading::tests::{quantity, target};
    use super::*;
    use jiff::civil::date;
    use shared::access::Ground;
    use shared::domain::{Adjustment, Figure, Plan, Sense};
    use shared::id::SpaceId;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn held<R>(record: R, standing: Standing) -> Held<R> {
        Held { id: RecordId::derived([5; 16]), record, standing, differing: None, by_unit: None }
    }

    fn row(cell: Option<Cell>, span: Span) -> Row {
        let (id, unit) = (RecordId::derived([1; 16]), UnitId::derived([2; 16]));
        let target = Held { id, ..held(target(Nature::Count, Sense::Higher, "căn"), Standing::Received) };
        let ground = Ground::open(date(2025, 2, 1));
        let cells = cell.map(|cell| ((id, unit), cell));
        let board = Board::for_tests(ground.clone(), vec![target.clone()], cells.into_iter().collect());
        let rights = Rights::of(None, SpaceId::derived([3; 16]), unit, &ground);
        let making = Making { board: &board, rights: &rights, typed: &BTreeMap::new(), span };
        making.row(&target, unit, 1, "Nhà".to_owned())
    }

    fn cell(plan: impl FnOnce(&mut Plan), figures: &[(Basis, &str, Standing)]) -> Cell {
        let (id, unit) = (RecordId::derived([1; 16]), UnitId::derived([2; 16]));
        let mut record = Plan::empty(id, unit, 2024);
        plan(&mut record);
        let figure = |(basis, value, standing): &(Basis, &str, Standing)| {
            let mut figure = Figure::empty(id, unit, 2024, Span::Full, *basis);
            figure.value = Some(quantity(value));
            held(figure, *standing)
        };
        Cell { plan: Some(held(record, Standing::Received)), figures: figures.iter().map(figure).collect() }
    }

    #[wasm_bindgen_test]
    fn a_blank_is_never_a_zero() {
        let row = row(None, Span::Full);
        assert!(row.is_blank());
        assert_eq!(row.actual.words(), "Chưa nhập");
        assert_eq!(row.reach.reached, "–");
    }

    #[wasm_bindgen_test]
    fn the_official_figure_counts_before_the_estimate() {
        let both = [(Basis::Estimate, "17", Standing::Received), (Basis::Official, "18", Standing::Waiting)];
        let is = row(Some(cell(|plan| plan.full = Some(quantity("20")), &both)), Span::Full);
        assert_eq!((is.actual.text.as_str(), is.actual.estimate, is.mark()), ("18", false, Mark::Waiting));
        assert_eq!(is.reach.beside, "còn thiếu 2 căn");
        let is = row(Some(cell(|plan| plan.full = Some(quantity("20")), &both[..1])), Span::Full);
        assert_eq!((is.actual.text.as_str(), is.actual.estimate), ("17", true));
    }

    #[wasm_bindgen_test]
    fn an_adjusted_plan_counts_and_the_registered_one_stays_in_sight() {
        let adjust = |plan: &mut Plan| {
            plan.full = Some(quantity("20"));
            let reason = "Bão".to_owned();
            plan.adjusted = Some(Adjustment { plan: quantity("15"), reason, approver: None });
        };
        let figures = [(Basis::Official, "15", Standing::Received)];
        let is = row(Some(cell(adjust, &figures)), Span::Full);
        assert_eq!((is.plan.text.as_str(), is.registered.as_deref()), ("15", Some("20")));
        assert_eq!(is.reach.beside, "đúng kế hoạch");
        assert_eq!(row(Some(cell(adjust, &figures)), Span::Half).registered, None);
    }

    #[wasm_bindgen_test]
    fn what_is_not_assigned_is_neither_blank_nor_compared() {
        let is = row(Some(cell(|plan| plan.unassigned = true, &[])), Span::Full);
        assert!(is.unassigned && !is.is_blank());
        assert_eq!(is.reach, Reach::default());
    }
}
