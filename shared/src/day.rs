//! Calendar days on the wire: `2024-11-23`, and nothing else. A general parser of dates would take much more of the
//! download than this.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serializer, de};

/// The day that a text of the form `2024-11-23` names.
pub fn parse(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let mut number = |digits: usize| {
        let part = parts.next().filter(|part| part.len() == digits)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i16>().ok()).flatten()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day in the form that [`parse`] reads.
pub fn write(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// For `#[serde(with = "crate::day")]`.
pub fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&write(*day))
}

/// For `#[serde(with = "crate::day")]`.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| de::Error::custom("not a calendar day"))
}

/// For a day that may be missing: `#[serde(default, with = "crate::day::maybe")]`.
pub mod maybe {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de};

    /// Of a missing day null is written.
    ///
    /// # Errors
    /// The serializer's own.
    pub fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => super::serialize(day, serializer),
            None => serializer.serialize_none(),
        }
    }

    /// Null, or a day in the one form.
    ///
    /// # Errors
    /// When it is a text of another form, or no text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        let day = |text: String| super::parse(&text).ok_or_else(|| de::Error::custom("not a calendar day"));
        text.map(day).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_in_one_form_are_read() {
        for good in ["2024-11-23", "2024-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(parse(good).map(write).as_deref(), Some(good));
        }
        for bad in [
            "",
            "2024-02-30",
            "2023-02-29",
            "31/02/2024",
            "24-11-23",
            "2024-1-3",
            "2024-11-23T00:00",
            "+024-11-23",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
