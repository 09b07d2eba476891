//! What records count for in the summaries of their units.
//!
//! A target counts once as planned and once as reported, whatever records say so: estimate and official figure are two
//! records of one report, and what is entered for a voided target counts nothing.

use std::collections::BTreeSet;

use shared::access::grounds_of;
use shared::domain::{Basis, Figure, Keyed, Kind, Plan, Record, Span, leans_on};
use shared::field::{Fields, VOID};
use shared::id::UnitId;
use shared::sync::Stored;

use super::ledger::Ledger;
use crate::error::Error;
use crate::store::Store;

/// How a unit's year has changed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Delta {
    pub(super) activities: i64,
    pub(super) planned: i64,
    pub(super) reported: i64,
    pub(super) conflicts: i64,
}

/// What a record counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counted {
    Nothing,
    Activity,
    Planned,
    Reported,
}

impl Counted {
    fn of(kind: Kind, fields: &Fields) -> Self {
        match kind {
            _ if fields.contains_key(VOID) => Self::Nothing,
            Kind::Activity => Self::Activity,
            Kind::Plan => {
                let plans = |plan: &Plan| plan.full.is_some() || plan.unassigned;
                Plan::from_fields(fields).filter(plans).map_or(Self::Nothing, |_| Self::Planned)
            }
            Kind::Figure => {
                let reports = |figure: &Figure| figure.span == Span::Full && figure.value.is_some();
                Figure::from_fields(fields).filter(reports).map_or(Self::Nothing, |_| Self::Reported)
            }
            _ => Self::Nothing,
        }
    }

    fn add_to(self, delta: &mut Delta, by: i64) {
        match self {
            Self::Nothing => {}
            Self::Activity => delta.activities += by,
            Self::Planned => delta.planned += by,
            Self::Reported => delta.reported += by,
        }
    }
}

impl<S: Store> Ledger<'_, S> {
    /// Counts what came into force or went out of it.
    pub(super) fn count(&mut self, before: Option<&Stored>, after: &Stored) -> Result<(), Error> {
        if after.kind == Kind::Target {
            return self.count_target(before, after);
        }
        let was = before.map_or(Counted::Nothing, |before| Counted::of(before.kind, &before.fields));
        let is = Counted::of(after.kind, &after.fields);
        if was == is || self.is_counted_otherwise(after)? {
            return Ok(());
        }
        if let Some(delta) = self.delta(after.kind, &after.fields) {
            was.add_to(delta, -1);
            is.add_to(delta, 1);
        }
        Ok(())
    }

    /// Whether it makes no difference what a record says: its target is void, or the same is said by another record.
    fn is_counted_otherwise(&self, stored: &Stored) -> Result<bool, Error> {
        let Some(target) = leans_on(stored.kind, &stored.fields) else { return Ok(false) };
        let target = self.store.record(self.space(), target)?;
        if target.is_some_and(|target| target.fields.contains_key(VOID)) {
            return Ok(true);
        }
        let figure = (stored.kind == Kind::Figure).then(|| Figure::from_fields(&stored.fields)).flatten();
        let Some(figure) = figure else { return Ok(false) };
        let other = match figure.basis {
            Basis::Estimate => Basis::Official,
            Basis::Official => Basis::Estimate,
        };
        let other = Figure { basis: other, ..figure }.id(self.space());
        let other = self.store.record(self.space(), other)?;
        Ok(other.is_some_and(|other| Counted::of(other.kind, &other.fields) == Counted::Reported))
    }

    /// With a target, all that was entered for it comes into force or goes out of it.
    fn count_target(&mut self, before: Option<&Stored>, after: &Stored) -> Result<(), Error> {
        let Some(before) = before else { return Ok(()) };
        let [was, is] = [before, after].map(|stored| !stored.fields.contains_key(VOID));
        if was == is {
            return Ok(());
        }
        let mut reported: BTreeSet<Option<UnitId>> = BTreeSet::new();
        for row in self.leaning(after.id)? {
            let counted = Counted::of(row.kind, &row.fields);
            let unit = grounds_of(row.kind, &row.fields).and_then(|(_, unit)| unit);
            if counted == Counted::Reported && !reported.insert(unit) {
                continue;
            }
            if let Some(delta) = self.delta(row.kind, &row.fields) {
                counted.add_to(delta, if is { 1 } else { -1 });
            }
        }
        Ok(())
    }

    /// Counts a conflict that was opened (1) or decided (−1).
    pub(super) fn count_conflict(&mut self, subject: &Stored, change: i64) {
        if let Some(delta) = self.delta(subject.kind, &subject.fields) {
            delta.conflicts += change;
        }
    }

    fn delta(&mut self, kind: Kind, fields: &Fields) -> Option<&mut Delta> {
        let (year, unit) = grounds_of(kind, fields)?;
        Some(self.deltas.entry((unit?, year)).or_default())
    }
}
