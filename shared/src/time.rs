//! Instants and calendar days. Device clocks are shown, never trusted: nothing here orders anything.

use jiff::civil::Date;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// An instant in milliseconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant that lies this many milliseconds after the start of 1970 (UTC).
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the start of 1970 (UTC).
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The same, for formats that know no time before 1970: such instants become 0.
    pub fn unsigned_millis(self) -> u64 {
        u64::try_from(self.0).unwrap_or(0)
    }

    /// This instant moved by some milliseconds; the end of the scale is a wall.
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// How many milliseconds have gone by since `earlier`; negative when it lies ahead.
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The calendar day in Vietnam (UTC+7, without daylight saving).
    pub fn vietnam_date(self) -> Date {
        self.vietnam().date()
    }

    /// Hour and minute on a clock in Vietnam.
    pub fn vietnam_clock(self) -> (i8, i8) {
        let at = self.vietnam();
        (at.hour(), at.minute())
    }

    fn vietnam(self) -> jiff::civil::DateTime {
        let at = jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        Offset::constant(7).to_datetime(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_vietnam_begins_seven_hours_earlier() {
        let cases = [
            (0, "1970-01-01", (7, 0)),
            (1_764_262_799_999, "2025-11-27", (23, 59)),
            (1_764_262_800_000, "2025-11-28", (0, 0)),
        ];
        for (millis, day, clock) in cases {
            let at = Timestamp::from_millis(millis);
            assert_eq!(at.vietnam_date().to_string(), day);
            assert_eq!(at.vietnam_clock(), clock);
        }
    }

    #[test]
    fn an_instant_beyond_the_calendar_is_shown_as_the_epoch() {
        assert_eq!(Timestamp::from_millis(i64::MAX).vietnam_date().to_string(), "1970-01-01");
    }
}
