//! Numbers, days and times as people of the shown language write them, and as they type them.

mod typed;

use jiff::civil::{Date, Weekday};
use shared::domain::Period;
use shared::number::{self, Marks, Quantity};
use shared::time::Timestamp;

pub use typed::{DateProblem, NumberProblem, parse_count, parse_date};

use crate::i18n::{Locale, locale};
use crate::{clock as device, tr, tr_count};

/// A count with its groups: `74.958`, `74,958`.
pub fn count(count: usize) -> String {
    whole(u64::try_from(count).unwrap_or(u64::MAX))
}

/// The same for other whole numbers.
pub fn whole(number: u64) -> String {
    grouped(number, locale())
}

fn grouped(number: u64, locale: Locale) -> String {
    number::written_with((number.into(), 0), 0, marks(locale))
}

/// A figure: `74.958`, `52.318,5`.
pub fn figure(figure: Quantity) -> String {
    number::written(figure, marks(locale()))
}

/// Tenths of a percent, always with one decimal: `185,7%`.
pub fn tenths(tenths: i128) -> String {
    format!("{}%", number::written_with((tenths, 1), 1, marks(locale())))
}

fn marks(locale: Locale) -> Marks {
    match locale {
        Locale::vi => Marks::Vietnamese,
        Locale::en => Marks::English,
    }
}

/// A part of a whole in hundredths: `85%`. Nothing of nothing is `0%`.
pub fn percent(part: u64, whole: u64) -> String {
    let hundredths = part.saturating_mul(100).checked_div(whole).unwrap_or(0);
    format!("{hundredths}%")
}

/// An amount of data: `412 kB`, `1,9 GB`.
pub fn bytes(bytes: u64) -> String {
    bytes_in(bytes, locale())
}

fn bytes_in(bytes: u64, locale: Locale) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    let Some((size, unit)) = UNITS.into_iter().find(|(size, _)| bytes >= *size) else {
        return format!("{bytes} B");
    };
    let tenths = bytes / (size / 10);
    // A tenth of a hundred megabytes is noise.
    if tenths >= 1_000 || unit == "kB" {
        return format!("{} {unit}", grouped(bytes / size, locale));
    }
    format!("{} {unit}", number::written_with((tenths.into(), 1), 1, marks(locale)))
}

/// Hour and minute in Vietnam: `14:05`.
pub fn clock(at: Timestamp) -> String {
    let (hour, minute) = at.vietnam_clock();
    format!("{hour:02}:{minute:02}")
}

/// A day: `27/11/2024`, `27 Nov 2024`.
pub fn date(day: Date) -> String {
    match locale() {
        Locale::vi => format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()),
        Locale::en => format!("{} {} {}", day.day(), month_name(day.month()), day.year()),
    }
}

/// A day as it is typed into a field, in every language: `27/11/2024`.
pub fn typed_date(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// From a day to a day: `10/01/2024 – 24/01/2024`; a single day stands alone.
pub fn period(period: Period) -> String {
    if period.from == period.to {
        return date(period.from);
    }
    format!("{} – {}", date(period.from), date(period.to))
}

/// The day and the month of a day apart, for the date block of a list: `23` and `th 11`.
pub fn day_and_month(day: Date) -> (String, String) {
    (format!("{:02}", day.day()), tr!(time.month, month = month_name(day.month())))
}

/// An instant as one says it: `14:05 hôm nay`, `10:15 hôm qua`, `14:05, 27/11/2024`.
pub fn moment(at: Timestamp) -> String {
    let (day, today) = (at.vietnam_date(), device::now().vietnam_date());
    let clock = clock(at);
    if day == today {
        tr!(time.today, clock = clock)
    } else if day.tomorrow().is_ok_and(|next| next == today) {
        tr!(time.yesterday, clock = clock)
    } else {
        instant(at)
    }
}

/// An instant in a text that is read on another day: `14:05, 27/11/2024`.
pub fn instant(at: Timestamp) -> String {
    tr!(time.on, clock = clock(at), date = date(at.vietnam_date()))
}

/// When something last happened, where room is short: `14:05` today, with its day otherwise.
pub fn lately(at: Timestamp) -> String {
    if at.vietnam_date() == today() { clock(at) } else { moment(at) }
}

/// Today's day in Vietnam by this device's clock.
pub fn today() -> Date {
    device::now().vietnam_date()
}

/// Today in full: `Thứ Tư, 27/11/2024`.
pub fn today_in_full() -> String {
    let day = today();
    let weekday = match day.weekday() {
        Weekday::Monday => tr!(weekday.mon),
        Weekday::Tuesday => tr!(weekday.tue),
        Weekday::Wednesday => tr!(weekday.wed),
        Weekday::Thursday => tr!(weekday.thu),
        Weekday::Friday => tr!(weekday.fri),
        Weekday::Saturday => tr!(weekday.sat),
        Weekday::Sunday => tr!(weekday.sun),
    };
    tr!(time.long, weekday = weekday, date = date(day))
}

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A stretch of time in its largest whole unit: `14 phút`, `2 giờ`, `3 ngày`.
pub fn stretch(millis: i64) -> String {
    let millis = millis.unsigned_abs();
    let whole = |unit: u64| usize::try_from(millis / unit).unwrap_or(usize::MAX);
    if millis >= DAY {
        tr_count!(whole(DAY), time.days)
    } else if millis >= HOUR {
        tr_count!(whole(HOUR), time.hours)
    } else {
        tr_count!(whole(MINUTE).max(1), time.minutes)
    }
}

fn month_name(month: i8) -> &'static str {
    match month {
        1 => tr!(month.m1),
        2 => tr!(month.m2),
        3 => tr!(month.m3),
        4 => tr!(month.m4),
        5 => tr!(month.m5),
        6 => tr!(month.m6),
        7 => tr!(month.m7),
        8 => tr!(month.m8),
        9 => tr!(month.m9),
        10 => tr!(month.m10),
        11 => tr!(month.m11),
        _ => tr!(month.m12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn groups_of_three() {
        for (number, vi, en) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (74_958, "74.958", "74,958"),
            (1_234_567, "1.234.567", "1,234,567"),
        ] {
            assert_eq!(grouped(number, Locale::vi), vi);
            assert_eq!(grouped(number, Locale::en), en);
        }
    }

    #[wasm_bindgen_test]
    fn amounts_of_data() {
        let cases = [
            (0, "0 B"),
            (999, "999 B"),
            (412_300, "412 kB"),
            (2_450_000, "2,4 MB"),
            (212_000_000, "212 MB"),
            (1_940_000_000, "1,9 GB"),
            (11_200_000_000, "11,2 GB"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(bytes_in(bytes, Locale::vi), expected);
        }
    }
}
