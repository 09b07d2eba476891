//! Chỉ tiêu as pages see them.

use shared::access::Ground;
use shared::achievement::Achievement;
use shared::domain::{Basis, Figure, Plan, ReportState, Span, Target, Unlock, Year};
use shared::id::{PersonId, RecordId, UnitId};
use shared::number::Quantity;
use shared::time::Timestamp;

use super::Standing;

/// A record in force with where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Held<R> {
    /// Which.
    pub id: RecordId,
    /// The record.
    pub record: R,
    /// Where its newest work stands.
    pub standing: Standing,
    /// An open conflict about it.
    pub differing: Option<RecordId>,
    /// The unit for which its last author acted; none for the central office, or while the server has not said.
    pub by_unit: Option<UnitId>,
}

/// Mở khóa, with who did it; what was taken back is here as well.
#[derive(Clone, Debug, PartialEq)]
pub struct UnlockLine {
    /// Which.
    pub id: RecordId,
    /// What is opened, for whom and until when.
    pub unlock: Unlock,
    /// Where its newest work stands.
    pub standing: Standing,
    /// Who touched it last, and when; none while nobody has said.
    pub by: Option<(PersonId, Timestamp)>,
    /// Why it was taken back, if it was.
    pub taken_back: Option<String>,
}

/// What one unit has for one target.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Cell {
    /// Kế hoạch.
    pub plan: Option<Held<Plan>>,
    /// Thực hiện, by span and basis.
    pub figures: Vec<Held<Figure>>,
}

/// The targets of a cluster's year with all that units have for them, as far as the person may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// The year with its dates, if somebody set them.
    pub year: Option<Held<Year>>,
    /// What is open.
    pub ground: Ground,
    /// The targets in their order; common ones before own ones.
    pub targets: Vec<Held<Target>>,
    /// What there is, by target and unit, in this order.
    pub(in crate::repo) cells: Vec<((RecordId, UnitId), Cell)>,
    /// How far each report has come.
    pub(in crate::repo) reports: Vec<(UnitId, Span, ReportState)>,
}

impl Board {
    /// What a unit has for a target.
    pub fn cell(&self, target: RecordId, unit: UnitId) -> Option<&Cell> {
        let place = self.cells.binary_search_by(|(key, _)| key.cmp(&(target, unit))).ok()?;
        self.cells.get(place).map(|(_, cell)| cell)
    }

    /// What all units have for a target.
    pub fn cells_of(&self, target: RecordId) -> impl Iterator<Item = &Cell> {
        let from = self.cells.partition_point(|((of, _), _)| *of < target);
        let cells = self.cells.iter().skip(from);
        cells.take_while(move |((of, _), _)| *of == target).map(|(_, cell)| cell)
    }

    /// How far a unit's report has come.
    pub fn report(&self, unit: UnitId, span: Span) -> ReportState {
        let found = self.reports.iter().find(|(of, of_span, _)| (*of, *of_span) == (unit, span));
        found.map_or(ReportState::Draft, |(.., state)| *state)
    }

    /// All plans, each with the name of its target.
    pub fn plans(&self) -> impl Iterator<Item = (&Plan, &str)> {
        self.cells.iter().filter_map(|((target, _), cell)| {
            let target = self.targets.iter().find(|held| held.id == *target)?;
            Some((&cell.plan.as_ref()?.record, target.record.name.as_str()))
        })
    }

    /// Whether a target is one for a unit: common, or its own.
    pub fn concerns(target: &Target, unit: UnitId) -> bool {
        target.unit.is_none_or(|own| own == unit)
    }
}

impl Cell {
    /// A figure by span and basis.
    pub fn figure(&self, span: Span, basis: Basis) -> Option<&Held<Figure>> {
        self.figures.iter().find(|held| held.record.span == span && held.record.basis == basis)
    }

    /// The figure that counts for a span: the official one, else the estimate (I-14 keeps both).
    pub fn counting(&self, span: Span) -> Option<&Held<Figure>> {
        let with_value = |basis| self.figure(span, basis).filter(|held| held.record.value.is_some());
        with_value(Basis::Official).or_else(|| with_value(Basis::Estimate))
    }

    /// The plan that counts for a span.
    pub fn plan(&self, span: Span) -> Option<Quantity> {
        self.plan.as_ref()?.record.in_force(span)
    }

    /// How its figure stands to its plan.
    pub fn achievement(&self, target: &Target, span: Span) -> Achievement {
        if self.is_unassigned() {
            return Achievement::Unassigned;
        }
        let actual = self.counting(span).and_then(|held| held.record.value);
        Achievement::of(target.nature, target.sense, self.plan(span), actual)
    }

    /// Không giao chỉ tiêu.
    pub fn is_unassigned(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| plan.record.unassigned)
    }
}

#[cfg(test)]
impl Board {
    /// A board as the repository would make it.
    pub fn for_tests(
        ground: Ground,
        targets: Vec<Held<Target>>,
        cells: Vec<((RecordId, UnitId), Cell)>,
    ) -> Self {
        Self { year: None, ground, targets, cells, reports: Vec::new() }
    }
}
