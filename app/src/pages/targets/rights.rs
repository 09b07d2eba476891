//! What the person may type for a unit, and why not: so that the page offers no more than the server would take.

use shared::access::{Ground, Lock, Viewer};
use shared::domain::{Basis, Span, Work};
use shared::id::{SpaceId, UnitId};

use super::slot::Column;
use crate::{tr, words};

/// Whether something may be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// It may; with what is owed beside it.
    Open {
        /// Entry on behalf: the document that it was taken from.
        source: bool,
        /// Its time is over: a reason.
        reason: bool,
    },
    /// It may not.
    Shut(Shut),
}

/// Why something may not be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shut {
    /// Its time is over.
    Locked(Lock),
    /// It is not the person's.
    NotYours,
}

/// What the person may do for one unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rights {
    /// The person works for the unit.
    pub(super) own: bool,
    /// The person looks over all units.
    pub(super) oversees: bool,
    /// Whatever the person is, it is for this unit: its own figures need no document.
    at_home: bool,
    unit: UnitId,
    ground: Ground,
}

impl Rights {
    /// What a viewer may do for a unit in a year.
    pub(super) fn of(viewer: Option<&Viewer>, space: SpaceId, unit: UnitId, ground: &Ground) -> Self {
        Self {
            own: viewer.is_some_and(|viewer| viewer.acts_for(unit, space)),
            oversees: viewer.is_some_and(|viewer| viewer.oversees(space)),
            at_home: viewer.is_some_and(|viewer| viewer.belongs_to(unit, space)),
            unit,
            ground: ground.clone(),
        }
    }

    /// Whether a figure may be typed.
    pub(super) fn entry(&self, column: Column, span: Span, basis: Basis) -> Entry {
        if !self.own && !self.oversees {
            return Entry::Shut(Shut::NotYours);
        }
        if let Some(lock) = self.ground.closed() {
            return Entry::Shut(Shut::Locked(lock));
        }
        let work = match column {
            Column::Plan => Work::Registration,
            Column::Actual => Work::of(span, basis),
        };
        match (self.ground.lock(work, self.unit), column) {
            (None, _) => Entry::Open { source: !self.at_home, reason: false },
            (Some(_), Column::Actual) if self.oversees => Entry::Open { source: !self.at_home, reason: true },
            (Some(lock), _) => Entry::Shut(Shut::Locked(lock)),
        }
    }

    /// Whether the registered plans are frozen, so that they change by adjustment only.
    pub(super) fn is_frozen(&self) -> bool {
        self.ground.closed().is_none() && self.ground.lock(Work::Registration, self.unit).is_some()
    }
}

impl Entry {
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Open { .. })
    }

    /// Whether somebody who looks over the units owes the document for it.
    pub(super) fn owes_source(self) -> bool {
        matches!(self, Self::Open { source: true, .. })
    }

    /// Whether a reason is owed for it.
    pub(super) fn owes_reason(self) -> bool {
        matches!(self, Self::Open { reason: true, .. })
    }

    /// Why it may not be typed: in few words for a cell, and in full. None where it may.
    pub(super) fn lock(self) -> Option<(String, String)> {
        let short = match self {
            Self::Open { .. } => return None,
            Self::Shut(Shut::Locked(lock)) => words::lock_short(lock),
            Self::Shut(Shut::NotYours) => tr!(lock.no_right_short).to_owned(),
        };
        Some((short, self.why()?))
    }

    /// Why it may not be typed, and who can open it.
    pub(super) fn why(self) -> Option<String> {
        match self {
            Self::Open { .. } => None,
            Self::Shut(Shut::Locked(lock)) => Some(words::lock(lock)),
            Self::Shut(Shut::NotYours) => Some(tr!(lock.no_right).to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use shared::access::{Grant, Role};
    use shared::domain::{Period, Phase, Year};
    use shared::id::PersonId;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn what_may_be_typed_follows_who_and_when() {
        let (space, unit) = (SpaceId::derived([1; 16]), UnitId::derived([2; 16]));
        let mut year = Year::empty(2024);
        year.set_period(Phase::Signing, Some(Period { from: date(2024, 1, 10), to: date(2024, 1, 24) }));
        year.set_period(Phase::Midyear, Some(Period { from: date(2024, 6, 1), to: date(2024, 6, 20) }));
        let viewer = |role, unit| {
            let grants = vec![Grant { role, space: Some(space), unit }];
            Viewer { person: PersonId::derived([3; 16]), grants }
        };
        let (officer, head) = (viewer(Role::Officer, Some(unit)), viewer(Role::HeadOffice, None));
        let at_home = viewer(Role::HeadOffice, Some(unit));
        let stranger = viewer(Role::Officer, Some(UnitId::derived([9; 16])));
        let open = |source, reason| Some((source, reason));
        let cases = [
            (&officer, date(2024, 1, 1), Column::Plan, Span::Full, open(false, false)),
            (&officer, date(2024, 2, 1), Column::Plan, Span::Full, None),
            (&officer, date(2024, 2, 1), Column::Actual, Span::Half, open(false, false)),
            (&officer, date(2024, 7, 1), Column::Actual, Span::Half, None),
            (&head, date(2024, 1, 1), Column::Plan, Span::Full, open(true, false)),
            (&head, date(2024, 2, 1), Column::Plan, Span::Full, None),
            (&at_home, date(2024, 1, 1), Column::Plan, Span::Full, open(false, false)),
            (&at_home, date(2024, 7, 1), Column::Actual, Span::Half, open(false, true)),
            (&head, date(2024, 7, 1), Column::Actual, Span::Half, open(true, true)),
            (&stranger, date(2024, 1, 1), Column::Actual, Span::Half, None),
        ];
        for (who, today, column, span, expected) in cases {
            let ground = Ground { year: Some(year.clone()), ..Ground::open(today) };
            let entry = Rights::of(Some(who), space, unit, &ground).entry(column, span, Basis::Official);
            let is = entry.is_open().then(|| (entry.owes_source(), entry.owes_reason()));
            assert_eq!(is, expected, "{today} {column:?}");
            assert_eq!(entry.why().is_none(), expected.is_some());
        }
    }
}
