//! Where a phase stands on a day, and what people type for its dates. Pure.

use jiff::civil::Date;
use shared::domain::{Period, Phase, Record, Year};
use shared::field::Problem;

use crate::format::{self, DateProblem};
use crate::pages::owed::days_between;
use crate::{tr, tr_count};

/// Where a phase stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Without dates it binds nobody.
    Undated,
    /// It begins in so many days.
    Ahead { days: i64 },
    /// It goes on, for so many days after today.
    Now { left: i64 },
    /// It is over.
    Past,
}

/// Where a phase with these dates stands.
pub(super) fn when(period: Option<Period>, today: Date) -> When {
    match period {
        None => When::Undated,
        Some(period) if today < period.from => When::Ahead { days: days_between(today, period.from) },
        Some(period) if today > period.to => When::Past,
        Some(period) => When::Now { left: days_between(today, period.to) },
    }
}

/// The same in words.
pub(super) fn when_words(when: When) -> String {
    match when {
        When::Undated => tr!(calendar.undated).to_owned(),
        When::Ahead { days } => tr_count!(size(days), calendar.ahead),
        When::Now { left } => tr!(calendar.now, left = left_words(left)),
        When::Past => tr!(calendar.past).to_owned(),
    }
}

/// How long a phase still goes on, within a sentence.
pub(super) fn left_words(days: i64) -> String {
    if days == 0 { tr!(calendar.last_day).to_owned() } else { tr_count!(size(days), calendar.left) }
}

fn size(days: i64) -> usize {
    usize::try_from(days).unwrap_or(0)
}

/// An end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    From,
    To,
}

/// What is wrong with what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The other end has a day and this one has none.
    Missing,
    /// It is not a day.
    Day(DateProblem),
    /// The last day lies before the first one.
    EndsFirst,
    /// Far outside the emulation year.
    FarOff,
}

impl Fault {
    /// What to do about it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Missing => tr!(calendar.other_end),
            Self::Day(DateProblem::Unclear) => tr!(problem.date),
            Self::Day(DateProblem::NoSuchDay) => tr!(problem.no_date),
            Self::EndsFirst => tr!(calendar.ends_first),
            Self::FarOff => tr!(problem.year),
        }
    }
}

/// The day at an end of a phase. Without a year it is one of the emulation year; a last day, one of its first day's.
pub(super) fn day_at(end: End, from: &str, to: &str, year: i16) -> Result<Date, DateProblem> {
    match end {
        End::From => format::parse_date(from, year),
        End::To => format::parse_date(to, format::parse_date(from, year).map_or(year, Date::year)),
    }
}

/// The dates that were typed for a phase; none when both ends are empty.
pub(super) fn read(phase: Phase, from: &str, to: &str, year: i16) -> Result<Option<Period>, (End, Fault)> {
    let day = |end, text: &str| match day_at(end, from, to, year) {
        _ if text.trim().is_empty() => Err((end, Fault::Missing)),
        day => day.map_err(|problem| (end, Fault::Day(problem))),
    };
    if from.trim().is_empty() && to.trim().is_empty() {
        return Ok(None);
    }
    let period = Period { from: day(End::From, from)?, to: day(End::To, to)? };
    let mut alone = Year::empty(year);
    alone.set_period(phase, Some(period));
    match alone.check().first().map(|error| error.problem) {
        None => Ok(Some(period)),
        Some(Problem::EndsBeforeStart) => Err((End::To, Fault::EndsFirst)),
        Some(_) if (period.from.year() - year).abs() > 1 => Err((End::From, Fault::FarOff)),
        Some(_) => Err((End::To, Fault::FarOff)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_phase_is_ahead_goes_on_or_is_over() {
        let period = Some(Period { from: date(2024, 2, 27), to: date(2024, 3, 2) });
        let cases = [
            (None, date(2024, 3, 1), When::Undated, "Chưa có ngày"),
            (period, date(2024, 2, 26), When::Ahead { days: 1 }, "Bắt đầu sau 1 ngày"),
            (period, date(2024, 2, 27), When::Now { left: 4 }, "Đang diễn ra, còn 4 ngày"),
            (period, date(2024, 3, 2), When::Now { left: 0 }, "Đang diễn ra, hôm nay là ngày cuối"),
            (period, date(2024, 3, 3), When::Past, "Đã qua"),
        ];
        for (period, today, expected, words) in cases {
            assert_eq!(when(period, today), expected, "{today}");
            assert_eq!(when_words(expected), words);
        }
    }

    #[wasm_bindgen_test]
    fn dates_as_people_type_them() {
        let period = |from, to| Ok(Some(Period { from, to }));
        let (january, end) = (date(2024, 1, 10), date(2024, 1, 24));
        let cases = [
            ("", " ", Ok(None)),
            ("10/1", "24/1", period(january, end)),
            ("10/01/2024", "24-1-24", period(january, end)),
            ("10/1", "10/1", period(january, january)),
            // The last day is of the first day's year.
            ("20/1/2025", "25/1", period(date(2025, 1, 20), date(2025, 1, 25))),
            ("10/1", "", Err((End::To, Fault::Missing))),
            ("", "24/1", Err((End::From, Fault::Missing))),
            ("31/02", "24/1", Err((End::From, Fault::Day(DateProblem::NoSuchDay)))),
            ("10/1", "cuối tháng", Err((End::To, Fault::Day(DateProblem::Unclear)))),
            ("24/1", "10/1", Err((End::To, Fault::EndsFirst))),
            ("10/1/2020", "24/1/2024", Err((End::From, Fault::FarOff))),
            ("10/1", "24/1/2026", Err((End::To, Fault::FarOff))),
        ];
        for (from, to, expected) in cases {
            assert_eq!(read(Phase::Signing, from, to, 2024), expected, "{from} – {to}");
        }
    }
}
