//! What people type for a figure, by the rules of vi-VN: dots between groups of three, a comma before the fraction.

use super::{FRACTION_DIGITS_MAX, Quantity};

/// Why a typed figure is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberProblem {
    /// It is not a number.
    NotNumber,
    /// Some read it one way, some another: a question, with the readings that make sense. `1.5` is one and a half to
    /// some and a slip to others; `74,958` has three decimals or is seventy-four thousand.
    Ambiguous(Vec<Quantity>),
    /// More digits than a figure may have.
    TooLong,
}

/// The figure that was typed; nothing when the field is empty.
///
/// # Errors
/// When it is no number, could be read in two ways, or is too long.
pub fn parse(text: &str) -> Result<Option<Quantity>, NumberProblem> {
    let plain = plain(text);
    if plain.is_empty() {
        return Ok(None);
    }
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain.as_str()),
    };
    let made = |whole: &str, fraction: &str| number(negative, whole, fraction);
    let dots = digits.matches('.').count();
    match (dots, digits.split_once(',')) {
        (0, None) => made(digits, "").map(Some),
        // Dots alone: groups of three, or a question.
        (_, None) => match ungrouped(digits, '.') {
            Some(whole) => made(&whole, "").map(Some),
            None if dots == 1 => asked(digits.split_once('.').into_iter().map(|(a, b)| made(a, b))),
            None => Err(NumberProblem::NotNumber),
        },
        (0, Some((whole, fraction))) if !fraction.contains(',') => {
            let decimal = made(whole, fraction)?;
            match ungrouped(digits, ',') {
                Some(grouped) => asked([Ok(decimal), made(&grouped, "")].into_iter()),
                None => Ok(Some(decimal)),
            }
        }
        // Commas between groups, as the English write: one reading, but not the one of this country.
        (0, Some(_)) => match ungrouped(digits, ',') {
            Some(whole) => asked(std::iter::once(made(&whole, ""))),
            None => Err(NumberProblem::NotNumber),
        },
        (_, Some((whole, fraction))) => match ungrouped(whole, '.') {
            Some(whole) if !fraction.contains(['.', ',']) => made(&whole, fraction).map(Some),
            Some(_) | None => match digits.rsplit_once('.') {
                Some((whole, fraction)) if !fraction.contains(',') => {
                    let whole = ungrouped(whole, ',').ok_or(NumberProblem::NotNumber)?;
                    asked(std::iter::once(made(&whole, fraction)))
                }
                Some(_) | None => Err(NumberProblem::NotNumber),
            },
        },
    }
}

fn asked(
    readings: impl Iterator<Item = Result<Quantity, NumberProblem>>,
) -> Result<Option<Quantity>, NumberProblem> {
    Err(NumberProblem::Ambiguous(readings.collect::<Result<_, _>>()?))
}

/// Full-width digits and marks as plain ones, the sign as a hyphen, spaces between groups gone.
fn plain(text: &str) -> String {
    let text = text.trim();
    let mut plain = String::with_capacity(text.len());
    let mut spaced = false;
    for c in text.chars() {
        match c {
            '\u{ff10}'..='\u{ff19}' => {
                let digit = u32::from(c) - 0xff10;
                plain.extend(char::from_digit(digit, 10));
            }
            '\u{ff0e}' => plain.push('.'),
            '\u{ff0c}' => plain.push(','),
            '\u{2212}' | '\u{2013}' | '\u{ff0d}' => plain.push('-'),
            // A space groups digits like a dot does; the groups are looked at as such.
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {
                spaced = true;
                plain.push('.');
            }
            _ => plain.push(c),
        }
    }
    // `1 234.5` mixes two ways; leaving it as it was typed lets it be refused.
    if spaced && text.contains('.') { text.to_owned() } else { plain }
}

/// The digits without the marks between them, when those stand between groups of three.
fn ungrouped(text: &str, mark: char) -> Option<String> {
    let groups: Vec<&str> = text.split(mark).collect();
    let (first, rest) = groups.split_first()?;
    let is_first = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let are_rest = rest.iter().all(|group| group.len() == 3);
    let are_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let well = are_digits && are_rest && (rest.is_empty() || is_first);
    well.then(|| groups.concat())
}

fn number(negative: bool, whole: &str, fraction: &str) -> Result<Quantity, NumberProblem> {
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(fraction) {
        return Err(NumberProblem::NotNumber);
    }
    let fraction = fraction.trim_end_matches('0');
    let scale = u32::try_from(fraction.len()).map_err(|_| NumberProblem::TooLong)?;
    if scale > FRACTION_DIGITS_MAX {
        return Err(NumberProblem::TooLong);
    }
    let units: i128 = format!("{whole}{fraction}").parse().map_err(|_| NumberProblem::TooLong)?;
    let signed = if negative { -units } else { units };
    Quantity::scaled(signed, scale).ok_or(NumberProblem::TooLong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn figures_as_people_type_them() {
        let cases = [
            ("74958", "74958"),
            ("74.958", "74958"),
            (" 74 958 ", "74958"),
            ("1\u{a0}234\u{a0}567", "1234567"),
            ("74.958,0", "74958"),
            ("1.234.567,89", "1234567.89"),
            ("185,7", "185.7"),
            ("0,125", "0.125"),
            ("1234,567", "1234.567"),
            ("７４９５８", "74958"),
            ("１８５，７", "185.7"),
            ("−3", "-3"),
            ("-0,5", "-0.5"),
            ("0", "0"),
            ("007", "7"),
        ];
        for (typed, expected) in cases {
            assert_eq!(parse(typed), Ok(Some(quantity(expected))), "{typed}");
        }
        assert_eq!(parse("  "), Ok(None));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_asked() {
        let cases: [(&str, &[&str]); 6] = [
            ("1.5", &["1.5"]),
            ("74,958", &["74.958", "74958"]),
            ("1234.567", &["1234.567"]),
            ("0.125", &["0.125"]),
            ("1,234,567", &["1234567"]),
            ("1,234.5", &["1234.5"]),
        ];
        for (typed, readings) in cases {
            let readings = readings.iter().map(|text| quantity(text)).collect();
            assert_eq!(parse(typed), Err(NumberProblem::Ambiguous(readings)), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_said_to_be_none() {
        for typed in ["ba", "1.2.3", "1,2,3", "12a", "--1", ",5", "1.,5", "1 234.5", "5%", "1e5", "1/2", "."]
        {
            assert_eq!(parse(typed), Err(NumberProblem::NotNumber), "{typed}");
        }
        for typed in ["1234567890123456", "0,1234567", &"9".repeat(60)] {
            assert_eq!(parse(typed), Err(NumberProblem::TooLong), "{typed}");
        }
    }
}
