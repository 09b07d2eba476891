//! What people type for a day and for a number.

use jiff::civil::Date;

/// Why a typed day is not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// It does not look like a day.
    Unclear,
    /// It looks like one, but the calendar has no such day.
    NoSuchDay,
}

/// Why a typed number is not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberProblem {
    /// It is not a number.
    NotNumber,
    /// `1.5` is one and a half to some and fifteen to others.
    Ambiguous,
    /// Larger than can be kept.
    TooLarge,
}

/// The day that was typed: `27/11`, `27-11-24`, `27.11.2024`, `27112024`, `2024-11-27`. Without a year it is this one.
pub fn parse_date(text: &str, year: i16) -> Result<Date, DateProblem> {
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let (day, month, year_typed) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*day, *month, Some(*year)),
        [day, month, year] => (*day, *month, Some(*year)),
        [day, month] => (*day, *month, None),
        [digits] => glued(digits).ok_or(DateProblem::Unclear)?,
        _ => return Err(DateProblem::Unclear),
    };
    let number = |part: &str| part.parse::<i16>().map_err(|_| DateProblem::Unclear);
    let year = match year_typed {
        None => year,
        Some(short) if short.len() == 2 => number(short)?.saturating_add(2_000),
        Some(full) if full.len() == 4 => number(full)?,
        Some(_) => return Err(DateProblem::Unclear),
    };
    let small = |part: &str| number(part).and_then(|it| i8::try_from(it).map_err(|_| DateProblem::NoSuchDay));
    Date::new(year, small(month)?, small(day)?).map_err(|_| DateProblem::NoSuchDay)
}

/// Day, month and year of digits without anything between them.
fn glued(digits: &str) -> Option<(&str, &str, Option<&str>)> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = match digits.len() {
        4 => None,
        6 | 8 => Some(digits.get(4..)?),
        _ => return None,
    };
    Some((digits.get(..2)?, digits.get(2..4)?, year))
}

/// The count that was typed: `74958`, `74.958`, `74 958`; nothing when the field is empty.
pub fn parse_count(text: &str) -> Result<Option<u32>, NumberProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let groups: Vec<&str> = text.split(['.', ',', ' ', '\u{a0}']).collect();
    if !groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(NumberProblem::NotNumber);
    }
    let well_grouped = groups.iter().skip(1).all(|group| group.len() == 3)
        && (groups.len() == 1 || groups.first().is_some_and(|first| first.len() <= 3));
    if !well_grouped {
        return Err(NumberProblem::Ambiguous);
    }
    groups.concat().parse().map(Some).map_err(|_| NumberProblem::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn days_as_people_type_them() {
        let nov = Date::constant(2024, 11, 27);
        let cases = [
            ("27/11/2024", Ok(nov)),
            ("27-11-24", Ok(nov)),
            ("27.11.2024", Ok(nov)),
            ("27 11", Ok(nov)),
            ("27112024", Ok(nov)),
            ("271124", Ok(nov)),
            ("2711", Ok(nov)),
            ("2024-11-27", Ok(nov)),
            ("7/1", Ok(Date::constant(2024, 1, 7))),
            ("29/02/2023", Err(DateProblem::NoSuchDay)),
            ("32/1", Err(DateProblem::NoSuchDay)),
            ("27", Err(DateProblem::Unclear)),
            ("", Err(DateProblem::Unclear)),
            ("hôm qua", Err(DateProblem::Unclear)),
            ("1/2/3/4", Err(DateProblem::Unclear)),
            ("27/11/224", Err(DateProblem::Unclear)),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_date(text, 2024), expected, "{text}");
        }
    }

    #[wasm_bindgen_test]
    fn counts_as_people_type_them() {
        let cases = [
            ("", Ok(None)),
            (" 74958 ", Ok(Some(74_958))),
            ("74.958", Ok(Some(74_958))),
            ("74,958", Ok(Some(74_958))),
            ("1 234 567", Ok(Some(1_234_567))),
            ("1.5", Err(NumberProblem::Ambiguous)),
            ("1234.567", Err(NumberProblem::Ambiguous)),
            ("-3", Err(NumberProblem::NotNumber)),
            ("ba", Err(NumberProblem::NotNumber)),
            ("99999999999", Err(NumberProblem::TooLarge)),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_count(text), expected, "{text}");
        }
    }
}
