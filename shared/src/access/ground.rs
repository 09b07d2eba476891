//! What is locked when, and why: one home for the rule, with the same words on every screen (`design.md` §4).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::domain::{Unlock, Work, Year};
use crate::id::UnitId;

/// Why work is closed to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lock {
    /// Hết hạn: its last day is over. The head's office may open it again.
    PastDeadline {
        /// What was due.
        work: Work,
        /// The last day on which it was open.
        #[serde(with = "crate::day")]
        last: Date,
    },
    /// Năm đã đóng: its papers are in the archive.
    YearClosed,
    /// Đã ký giao ước: with its signature the unit's registered targets froze (I-07).
    Signed,
    /// Đã thông qua giao ước: the common targets stand in it.
    Adopted,
    /// Đã gửi: the report waits for the head's office. Returning it opens it again.
    Submitted,
    /// Đã duyệt: the cluster stands by the report.
    Approved,
    /// Đã tiếp nhận: the centre has the report.
    Accepted,
    /// Đã ban hành: the rule set holds as it stands; another one follows it.
    Issued,
}

/// What about a cluster's year decides which work is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Today in Vietnam: by the server's clock where it judges, by the device's where it foretells.
    #[serde(with = "crate::day")]
    pub today: Date,
    /// The year; none when nobody has set its dates.
    pub year: Option<Year>,
    /// What was opened again in it.
    pub unlocks: Vec<Unlock>,
    /// Whether the year's covenant is adopted.
    pub adopted: bool,
    /// Units that have signed it.
    pub signed: BTreeSet<UnitId>,
}

impl Ground {
    /// A ground on which nothing is locked.
    pub fn open(today: Date) -> Self {
        Self { today, year: None, unlocks: Vec::new(), adopted: false, signed: BTreeSet::new() }
    }

    /// Why some work of a unit is closed; none when it is open.
    pub fn lock(&self, work: Work, unit: UnitId) -> Option<Lock> {
        if let Some(closed) = self.closed() {
            return Some(closed);
        }
        let is_open =
            |unlock: &Unlock| unlock.unit == unit && unlock.work == work && self.today <= unlock.until;
        let is_signed = work == Work::Registration && self.signed.contains(&unit);
        let lock = self.past(work).or_else(|| is_signed.then_some(Lock::Signed));
        lock.filter(|_| !self.unlocks.iter().any(is_open))
    }

    /// Why some work is over for all, whatever was opened again for one unit.
    pub fn past(&self, work: Work) -> Option<Lock> {
        let last = self.year.as_ref()?.deadline(work).filter(|last| *last < self.today)?;
        Some(Lock::PastDeadline { work, last })
    }

    /// Why the common targets stand; none while they are being drawn up.
    pub fn common(&self) -> Option<Lock> {
        self.past(Work::Registration).or_else(|| self.adopted.then_some(Lock::Adopted))
    }

    /// Why everything of the year is closed; none while it is not.
    pub fn closed(&self) -> Option<Lock> {
        self.year.as_ref().filter(|year| year.is_closed(self.today)).map(|_| Lock::YearClosed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Period, Phase};

    fn day(month: i8, day: i8) -> Date {
        Date::constant(2024, month, day)
    }

    #[test]
    fn work_is_open_until_its_last_day_and_again_when_it_is_unlocked() {
        let (unit, other) = (UnitId::derived([1; 16]), UnitId::derived([2; 16]));
        let mut year = Year::empty(2024);
        year.set_period(Phase::Signing, Some(Period { from: day(1, 10), to: day(1, 24) }));
        year.set_period(Phase::Archive, Some(Period { from: day(12, 30), to: day(12, 31) }));
        let unlock =
            Unlock { unit, year: 2024, work: Work::Registration, until: day(2, 5), reason: "Bão".into() };
        let past = Some(Lock::PastDeadline { work: Work::Registration, last: day(1, 24) });
        let cases = [
            (day(1, 1), unit, Work::Registration, None),
            (day(1, 24), unit, Work::Registration, None),
            (day(1, 25), unit, Work::Registration, None),
            (day(1, 25), other, Work::Registration, past),
            (day(2, 5), unit, Work::Registration, None),
            (day(2, 6), unit, Work::Registration, past),
            // Phases without dates bind nobody.
            (day(9, 1), unit, Work::HalfFigures, None),
            (day(12, 29), unit, Work::YearFigures, None),
            (day(12, 30), unit, Work::YearFigures, Some(Lock::YearClosed)),
            (day(12, 30), unit, Work::HalfFigures, Some(Lock::YearClosed)),
        ];
        for (today, unit, work, expected) in cases {
            let unlocks = vec![unlock.clone()];
            let ground = Ground { year: Some(year.clone()), unlocks, ..Ground::open(today) };
            assert_eq!(ground.lock(work, unit), expected, "{today} {work:?}");
        }
        assert_eq!(Ground::open(day(12, 31)).lock(Work::Registration, unit), None);
    }
}
