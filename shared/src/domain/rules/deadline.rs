//! Thời hạn: when the phases of a year are, as days that come every year (`domain.md` §1.5).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::year::{Period, Phase, Year};
use crate::field::{FieldError, Problem};

/// A day of every year: of the emulation year itself, of the one before or of the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearDay {
    /// −1 in the year before the emulation year, 0 in it, 1 in the next one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub shift: i8,
    /// Month, from 1.
    pub month: i8,
    /// Day of the month, from 1.
    pub day: i8,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(shift: &i8) -> bool {
    *shift == 0
}

/// A year without 29 February: a day that is in it is in every year.
const COMMON_YEAR: i16 = 2023;

impl YearDay {
    /// The day in an emulation year.
    pub fn of(self, year: i16) -> Option<Date> {
        Date::new(year.checked_add(i16::from(self.shift))?, self.month, self.day).ok()
    }

    /// The day of every year that falls on this day in an emulation year; none when there is no such day.
    pub fn from_date(date: Date, year: i16) -> Option<Self> {
        let shift = i8::try_from(date.year().checked_sub(year)?).ok()?;
        Some(Self { shift, month: date.month(), day: date.day() }).filter(|day| day.is_real())
    }

    fn is_real(self) -> bool {
        (-1..=1).contains(&self.shift) && Date::new(COMMON_YEAR, self.month, self.day).is_ok()
    }
}

/// When one phase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Which phase.
    pub phase: Phase,
    /// Its first day.
    pub from: YearDay,
    /// Its last day.
    pub to: YearDay,
}

impl Deadline {
    /// The phase's dates in an emulation year.
    pub fn of(self, year: i16) -> Option<Period> {
        Some(Period { from: self.from.of(year)?, to: self.to.of(year)? })
    }
}

/// A year with the dates that deadlines propose, where it has none of its own.
#[must_use]
pub fn proposed(deadlines: &[Deadline], year: &Year) -> Year {
    let mut proposed = year.clone();
    for deadline in deadlines {
        let period = proposed.period(deadline.phase).or_else(|| deadline.of(year.year));
        proposed.set_period(deadline.phase, period);
    }
    proposed
}

/// The field under which problems of one phase's days are told.
pub fn deadline_field(phase: Phase) -> String {
    format!("deadlines.{}", phase.field())
}

pub(super) fn check(deadlines: &[Deadline]) -> Vec<FieldError> {
    let problem = |(at, deadline): (usize, &Deadline)| {
        let earlier = deadlines.iter().take(at);
        let problem = if !deadline.from.is_real() || !deadline.to.is_real() {
            Problem::OutOfRange
        } else if deadline.to < deadline.from {
            Problem::EndsBeforeStart
        } else if earlier.into_iter().any(|it| it.phase == deadline.phase) {
            Problem::Contradicts
        } else {
            return None;
        };
        Some(FieldError::new(&deadline_field(deadline.phase), problem))
    };
    deadlines.iter().enumerate().filter_map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(shift: i8, month: i8, day: i8) -> YearDay {
        YearDay { shift, month, day }
    }

    fn date(year: i16, month: i8, day: i8) -> Date {
        Date::constant(year, month, day)
    }

    #[test]
    fn days_of_every_year_become_dates_of_one() {
        let conference = Deadline { phase: Phase::Conference, from: day(1, 1, 20), to: day(1, 1, 31) };
        let signing = Deadline { phase: Phase::Signing, from: day(-1, 12, 13), to: day(0, 1, 24) };
        let own = Period { from: date(2027, 1, 10), to: date(2027, 1, 12) };
        let mut year = Year::empty(2026);
        year.set_period(Phase::Conference, Some(own));
        let proposed = proposed(&[conference, signing], &year);
        assert_eq!(proposed.conference, Some(own), "what somebody set stays");
        assert_eq!(proposed.signing, Some(Period { from: date(2025, 12, 13), to: date(2026, 1, 24) }));
        assert_eq!(proposed.launch, None);
        assert_eq!(conference.of(2028).map(|it| it.to), Some(date(2029, 1, 31)));
        assert_eq!(YearDay::from_date(date(2027, 1, 20), 2026), Some(day(1, 1, 20)));
        assert_eq!(YearDay::from_date(date(2028, 2, 29), 2028), None);
        assert_eq!(YearDay::from_date(date(2028, 1, 1), 2026), None);
    }

    #[test]
    fn days_are_days_of_every_year_and_end_after_they_begin() {
        let deadline = |from, to| Deadline { phase: Phase::Midyear, from, to };
        let cases = [
            (vec![deadline(day(0, 6, 15), day(0, 7, 15))], None),
            (vec![deadline(day(0, 6, 15), day(0, 6, 15))], None),
            (vec![deadline(day(0, 12, 15), day(1, 1, 15))], None),
            (vec![deadline(day(0, 6, 31), day(0, 7, 15))], Some(Problem::OutOfRange)),
            (vec![deadline(day(0, 2, 29), day(0, 7, 15))], Some(Problem::OutOfRange)),
            (vec![deadline(day(2, 6, 1), day(2, 7, 15))], Some(Problem::OutOfRange)),
            (vec![deadline(day(0, 7, 15), day(0, 7, 14))], Some(Problem::EndsBeforeStart)),
            (vec![deadline(day(0, 6, 1), day(0, 6, 2)); 2], Some(Problem::Contradicts)),
        ];
        for (deadlines, expected) in cases {
            let expected: Vec<_> =
                expected.map(|problem| FieldError::new("deadlines.midyear", problem)).into_iter().collect();
            assert_eq!(check(&deadlines), expected, "{deadlines:?}");
        }
    }
}
