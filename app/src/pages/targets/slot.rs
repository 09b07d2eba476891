//! What a cell of the grid stands for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::domain::{Basis, Span};
use shared::id::{RecordId, UnitId};

use crate::repo::types::Cell;

/// Which of a unit's two figures for a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Column {
    /// Kế hoạch.
    Plan,
    /// Thực hiện.
    Actual,
}

/// A cell: one figure of one unit for one target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Slot {
    pub(super) target: RecordId,
    pub(super) unit: UnitId,
    pub(super) span: Span,
    pub(super) column: Column,
}

impl Slot {
    /// How the page's elements name it; the span is the page's.
    pub(super) fn name(self) -> String {
        let column = match self.column {
            Column::Plan => "plan",
            Column::Actual => "actual",
        };
        format!("{}/{}/{column}", self.target, self.unit)
    }

    /// The cell of a name.
    pub(super) fn named(name: &str, span: Span) -> Option<Self> {
        let mut parts = name.split('/');
        let (target, unit) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let column = match parts.next()? {
            "plan" => Column::Plan,
            "actual" => Column::Actual,
            _ => return None,
        };
        Some(Self { target, unit, span, column })
    }
}

/// Whether a figure that is typed now is an estimate: as the one that stands there; where there is none, until the span
/// is over, for before that nobody can know.
pub(super) fn usual_basis(cell: Option<&Cell>, span: Span, year: i16, today: Date) -> Basis {
    if let Some(held) = cell.and_then(|cell| cell.counting(span)) {
        return held.record.basis;
    }
    let (month, day) = match span {
        Span::Half => (6, 30),
        Span::Full => (12, 31),
    };
    let is_over = Date::new(year, month, day).is_ok_and(|last| today > last);
    if is_over { Basis::Official } else { Basis::Estimate }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_cell_is_found_by_its_name() {
        let slot = Slot {
            target: RecordId::derived([1; 16]),
            unit: UnitId::derived([2; 16]),
            span: Span::Half,
            column: Column::Actual,
        };
        assert_eq!(Slot::named(&slot.name(), Span::Half), Some(slot));
        assert_eq!(Slot::named("x", Span::Half), None);
    }

    #[wasm_bindgen_test]
    fn until_a_span_is_over_its_figure_is_an_estimate() {
        let cases = [
            (Span::Half, date(2024, 6, 30), Basis::Estimate),
            (Span::Half, date(2024, 7, 1), Basis::Official),
            (Span::Full, date(2024, 12, 31), Basis::Estimate),
            (Span::Full, date(2025, 1, 1), Basis::Official),
        ];
        for (span, today, basis) in cases {
            assert_eq!(usual_basis(None, span, 2024, today), basis, "{today}");
        }
    }
}
