//! Số lượng tối đa: how many units an award may go to. A ceiling, never a floor (`domain.md` §6.4).

use serde::{Deserialize, Serialize};

use super::threshold::Share;
use crate::field::Problem;

/// Steps of a quota by the size of the cluster.
pub const STEPS_MAX: usize = 4;
/// The largest cluster that a step speaks of.
pub const UNITS_MAX: u16 = 500;

/// So many for clusters up to a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The largest number of units it holds for; none for all larger ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<u16>,
    /// How many may get the award.
    pub count: u16,
}

/// Which way a part of a unit goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Bỏ phần lẻ.
    Down,
    /// Từ nửa trở lên làm tròn lên.
    Half,
    /// Làm tròn lên.
    Up,
}

/// How a number of units comes to a number of awards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Quota {
    /// By the size: 1 for at most 10 units, 2 for more.
    Steps(Vec<Step>),
    /// A part of the units.
    Part {
        /// Numerator.
        num: u16,
        /// Denominator.
        den: u16,
        /// Which way a part of a unit goes.
        rounding: Rounding,
    },
}

impl Quota {
    /// How many of so many units may get the award at most.
    pub fn of(&self, units: u32) -> u32 {
        match self {
            Self::Steps(steps) => {
                let fits = |step: &&Step| step.up_to.is_none_or(|most| units <= u32::from(most));
                steps.iter().find(fits).map_or(0, |step| u32::from(step.count)).min(units)
            }
            Self::Part { num, den, rounding } => {
                let (part, den) = (u64::from(units) * u64::from(*num), u64::from((*den).max(1)));
                let count = match rounding {
                    Rounding::Down => part / den,
                    Rounding::Half => (part * 2 + den) / (den * 2),
                    Rounding::Up => part.div_ceil(den),
                };
                u32::try_from(count).unwrap_or(units).min(units)
            }
        }
    }

    /// What is wrong with it as a rule.
    pub fn problem(&self) -> Option<Problem> {
        let steps = match self {
            Self::Part { num, den, .. } => return Share::at_least(*num, *den).problem(),
            Self::Steps(steps) => steps,
        };
        let Some((last, smaller)) = steps.split_last() else { return Some(Problem::Blank) };
        if steps.len() > STEPS_MAX {
            return Some(Problem::TooMany { max: STEPS_MAX, is: steps.len() });
        }
        let mut below = 0;
        for step in smaller {
            let Some(most) = step.up_to else { return Some(Problem::Contradicts) };
            if most <= below {
                return Some(Problem::Contradicts);
            }
            below = most;
        }
        // Every cluster has a quota, however many units it has.
        if last.up_to.is_some() {
            return Some(Problem::Blank);
        }
        let is_off = |step: &Step| step.count > step.up_to.unwrap_or(UNITS_MAX) || below > UNITS_MAX;
        steps.iter().any(is_off).then_some(Problem::OutOfRange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(steps: &[(Option<u16>, u16)]) -> Quota {
        Quota::Steps(steps.iter().map(|(up_to, count)| Step { up_to: *up_to, count: *count }).collect())
    }

    fn part(num: u16, den: u16, rounding: Rounding) -> Quota {
        Quota::Part { num, den, rounding }
    }

    #[test]
    fn i_42_a_quota_is_a_ceiling_by_size_or_by_part() {
        let flags = steps(&[(Some(10), 1), (None, 2)]);
        let tiers = steps(&[(Some(10), 1), (Some(20), 2), (None, 3)]);
        let cases = [
            (&flags, 0, 0),
            (&flags, 1, 1),
            (&flags, 10, 1),
            (&flags, 11, 2),
            (&flags, 15, 2),
            (&flags, 400, 2),
            (&tiers, 20, 2),
            (&tiers, 21, 3),
            (&steps(&[(None, 3)]), 2, 2),
            (&part(30, 100, Rounding::Down), 15, 4),
            (&part(30, 100, Rounding::Half), 15, 5),
            (&part(30, 100, Rounding::Up), 15, 5),
            (&part(40, 100, Rounding::Down), 15, 6),
            (&part(40, 100, Rounding::Down), 11, 4),
            (&part(40, 100, Rounding::Half), 11, 4),
            (&part(40, 100, Rounding::Up), 11, 5),
            (&part(1, 5, Rounding::Down), 66, 13),
            (&part(1, 3, Rounding::Down), 6, 2),
            (&part(1, 3, Rounding::Half), 0, 0),
        ];
        for (quota, units, expected) in cases {
            assert_eq!(quota.of(units), expected, "{quota:?} of {units}");
        }
    }

    #[test]
    fn a_quota_leaves_no_size_out_and_steps_rise() {
        let cases = [
            (steps(&[(None, 1)]), None),
            (steps(&[(None, 0)]), None),
            (steps(&[(Some(10), 1), (None, 2)]), None),
            (steps(&[]), Some(Problem::Blank)),
            (steps(&[(Some(10), 1)]), Some(Problem::Blank)),
            (steps(&[(None, 1), (None, 2)]), Some(Problem::Contradicts)),
            (steps(&[(Some(10), 1), (Some(10), 2), (None, 3)]), Some(Problem::Contradicts)),
            (steps(&[(Some(0), 0), (None, 3)]), Some(Problem::Contradicts)),
            (steps(&[(Some(2), 3), (None, 3)]), Some(Problem::OutOfRange)),
            (steps(&[(Some(501), 1), (None, 3)]), Some(Problem::OutOfRange)),
            (steps(&[(None, 501)]), Some(Problem::OutOfRange)),
            (steps(&[(Some(1), 1), (Some(2), 1), (Some(3), 1), (Some(4), 1), (None, 1)]), {
                Some(Problem::TooMany { max: 4, is: 5 })
            }),
            (part(30, 100, Rounding::Down), None),
            (part(0, 100, Rounding::Down), Some(Problem::NotPositive)),
            (part(120, 100, Rounding::Down), Some(Problem::OutOfRange)),
        ];
        for (quota, expected) in cases {
            assert_eq!(quota.problem(), expected, "{quota:?}");
        }
    }
}
