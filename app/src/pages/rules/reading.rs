//! Fractions, quotas and days as people type them, and back. Pure.

use shared::domain::{Quota, Rounding, Step, YearDay};
use shared::text::folded;

use super::sentences::fraction;
use crate::tr;

/// What was typed cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unclear;

/// `2/3` or `80%`; none when nothing is typed.
pub(super) fn read_fraction(typed: &str) -> Result<Option<(u16, u16)>, Unclear> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let number = |text: &str| text.trim().parse::<u16>().map_err(|_| Unclear);
    match (typed.split_once('/'), typed.strip_suffix('%')) {
        (Some((num, den)), _) => Ok(Some((number(num)?, number(den)?))),
        (None, Some(percent)) => Ok(Some((number(percent)?, 100))),
        (None, None) => Err(Unclear),
    }
}

/// `2`, `40%`, `1/3`, or steps by size: `10: 1; 20: 2; 3`. None when nothing is typed.
pub(super) fn read_quota(typed: &str, rounding: Rounding) -> Result<Option<Quota>, Unclear> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    if let Ok(Some((num, den))) = read_fraction(typed) {
        return Ok(Some(Quota::Part { num, den, rounding }));
    }
    let number = |text: &str| text.trim().parse::<u16>().map_err(|_| Unclear);
    let step = |part: &str| match part.split_once(':') {
        Some((most, count)) => Ok(Step { up_to: Some(number(most)?), count: number(count)? }),
        None => Ok(Step { up_to: None, count: number(part)? }),
    };
    typed.split(';').map(step).collect::<Result<_, _>>().map(|steps| Some(Quota::Steps(steps)))
}

/// A quota in the form that [`read_quota`] reads.
pub(super) fn write_quota(quota: &Quota) -> String {
    let step = |step: &Step| match step.up_to {
        Some(most) => format!("{most}: {}", step.count),
        None => step.count.to_string(),
    };
    match quota {
        Quota::Part { num, den, .. } => fraction(*num, *den),
        Quota::Steps(steps) => steps.iter().map(step).collect::<Vec<_>>().join("; "),
    }
}

/// `31/1`, `31/1 năm sau`, `13/12 năm trước`; none when nothing is typed.
pub(super) fn read_day(typed: &str) -> Result<Option<YearDay>, Unclear> {
    let typed = folded(typed.trim());
    if typed.is_empty() {
        return Ok(None);
    }
    let (date, year) = typed.split_once(' ').unwrap_or((&typed, ""));
    let shift = match year.trim() {
        "" => 0,
        word if word == folded(tr!(rules.year_after)) => 1,
        word if word == folded(tr!(rules.year_before)) => -1,
        _ => return Err(Unclear),
    };
    let (day, month) = date.split_once(['/', '-', '.']).ok_or(Unclear)?;
    let number = |text: &str| text.trim().parse::<i8>().map_err(|_| Unclear);
    Ok(Some(YearDay { shift, month: number(month)?, day: number(day)? }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::rules::sentences;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn fractions_as_people_type_them() {
        let cases = [
            ("2/3", Ok(Some((2, 3)))),
            (" 80 % ", Ok(Some((80, 100)))),
            ("4/3", Ok(Some((4, 3)))),
            ("", Ok(None)),
            ("66,7%", Err(Unclear)),
            ("hai phần ba", Err(Unclear)),
            ("-1/3", Err(Unclear)),
            ("80", Err(Unclear)),
        ];
        for (typed, expected) in cases {
            assert_eq!(read_fraction(typed), expected, "{typed}");
        }
    }

    #[wasm_bindgen_test]
    fn quotas_as_people_type_them_and_back() {
        let steps = |steps: &[(Option<u16>, u16)]| {
            Ok(Some(Quota::Steps(
                steps.iter().map(|(up_to, count)| Step { up_to: *up_to, count: *count }).collect(),
            )))
        };
        let part = |num, den| Ok(Some(Quota::Part { num, den, rounding: Rounding::Half }));
        let cases = [
            ("2", steps(&[(None, 2)])),
            ("10: 1; 2", steps(&[(Some(10), 1), (None, 2)])),
            ("10:1;20 : 2;3", steps(&[(Some(10), 1), (Some(20), 2), (None, 3)])),
            ("40%", part(40, 100)),
            ("1/3", part(1, 3)),
            ("", Ok(None)),
            ("một", Err(Unclear)),
            ("10: ", Err(Unclear)),
        ];
        for (typed, expected) in cases {
            let read = read_quota(typed, Rounding::Half);
            assert_eq!(read, expected, "{typed}");
            if let Ok(Some(quota)) = read {
                assert_eq!(read_quota(&write_quota(&quota), Rounding::Half), Ok(Some(quota)), "{typed}");
            }
        }
    }

    #[wasm_bindgen_test]
    fn days_of_every_year_as_people_type_them_and_back() {
        let day = |shift, month, day| Ok(Some(YearDay { shift, month, day }));
        let cases = [
            ("15/11", day(0, 11, 15)),
            ("31/1 năm sau", day(1, 1, 31)),
            ("31-01 nam sau", day(1, 1, 31)),
            ("13/12 năm trước", day(-1, 12, 13)),
            ("", Ok(None)),
            ("13/12 năm kia", Err(Unclear)),
            ("tháng 12", Err(Unclear)),
        ];
        for (typed, expected) in cases {
            let read = read_day(typed);
            assert_eq!(read, expected, "{typed}");
            if let Ok(Some(day)) = read {
                assert_eq!(read_day(&sentences::day(day)), Ok(Some(day)), "{typed}");
            }
        }
    }
}
