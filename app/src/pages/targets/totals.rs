//! Totals over units: sums of figures and of plans, never averages of percentages (`domain.md` §8.5).

use shared::domain::{Nature, Span, Target};
use shared::number::Quantity;

use super::reach::{Reach, reach};
use crate::repo::types::{Board, Held};

/// What all units together have for a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) struct Total {
    /// The sum of the plans of those who have one.
    pub(in crate::pages) plan: Option<Quantity>,
    /// The sum of all figures.
    pub(in crate::pages) actual: Quantity,
    /// The sum of the figures of those who have a plan: the only one that may stand beside the sum of plans.
    pub(in crate::pages) planned: Quantity,
    /// How many units have a figure.
    pub(in crate::pages) entered: usize,
    /// How many units have a plan, and of these a figure.
    pub(in crate::pages) plans: (usize, usize),
}

/// Whether figures of this nature can be added up.
pub(in crate::pages) fn sums(nature: Nature) -> bool {
    match nature {
        Nature::Count | Nature::Money => true,
        Nature::Rate => false,
    }
}

impl Total {
    /// How the units stand together; none where sums say nothing.
    pub(in crate::pages) fn reach(&self, target: &Target) -> Option<Reach> {
        let planned = (self.plans.1 > 0).then_some(self.planned);
        sums(target.nature).then(|| reach(target, self.plan, planned))
    }
}

/// What all units together have for a target; none when a sum is too large to be a figure.
pub(in crate::pages) fn total(board: &Board, target: &Held<Target>, span: Span) -> Option<Total> {
    let mut total =
        Total { plan: None, actual: Quantity::ZERO, planned: Quantity::ZERO, entered: 0, plans: (0, 0) };
    for cell in board.cells_of(target.id).filter(|cell| !cell.is_unassigned()) {
        let (plan, actual) = (cell.plan(span), cell.counting(span).and_then(|held| held.record.value));
        if let Some(plan) = plan {
            total.plan = Some(total.plan.unwrap_or(Quantity::ZERO).plus(plan)?);
            total.plans.0 = total.plans.0.saturating_add(1);
        }
        if let Some(actual) = actual {
            total.actual = total.actual.plus(actual)?;
            total.entered = total.entered.saturating_add(1);
            if plan.is_some() {
                total.planned = total.planned.plus(actual)?;
                total.plans.1 = total.plans.1.saturating_add(1);
            }
        }
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::super::reading::tests::{quantity, target};
    use super::*;
    use crate::repo::types::{Cell, Standing};
    use jiff::civil::date;
    use shared::access::Ground;
    use shared::domain::{Basis, Figure, Plan, Sense};
    use shared::id::{RecordId, UnitId};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn held<R>(id: RecordId, record: R) -> Held<R> {
        Held { id, record, standing: Standing::Received, differing: None, by_unit: None }
    }

    #[wasm_bindgen_test]
    fn a_total_compares_only_what_has_a_plan() {
        let id = RecordId::derived([1; 16]);
        let target = held(id, target(Nature::Count, Sense::Higher, "căn"));
        // Plan, figure, not assigned.
        let units = [
            (Some("7"), Some("13"), false),
            (Some("20"), None, false),
            (None, Some("5"), false),
            (None, Some("9"), true),
        ];
        let cell = |(at, (plan, actual, unassigned)): (u8, (Option<&str>, Option<&str>, bool))| {
            let unit = UnitId::derived([at; 16]);
            let mut record = Plan::empty(id, unit, 2024);
            (record.full, record.unassigned) = (plan.map(quantity), unassigned);
            let mut figure = Figure::empty(id, unit, 2024, Span::Full, Basis::Official);
            figure.value = actual.map(quantity);
            ((id, unit), Cell { plan: Some(held(id, record)), figures: vec![held(id, figure)] })
        };
        let cells = (1..).zip(units).map(cell).collect();
        let board = Board::for_tests(Ground::open(date(2024, 1, 1)), vec![target.clone()], cells);
        let expected = Total {
            plan: Some(quantity("27")),
            actual: quantity("18"),
            planned: quantity("13"),
            entered: 2,
            plans: (2, 1),
        };
        assert_eq!(total(&board, &target, Span::Full), Some(expected));
        assert!(!sums(Nature::Rate));
    }
}
