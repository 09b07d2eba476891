//! Đạt and vượt: what a figure is beside its plan (`domain.md` §8). Always computed, never typed (I-15).

use crate::domain::{Nature, Sense};
use crate::number::Quantity;

/// What an actual figure is beside its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Achievement {
    /// Không giao chỉ tiêu: counts neither for nor against the unit.
    Unassigned,
    /// No plan has been registered yet.
    NoPlan,
    /// No figure has been entered yet; not the same as 0 (I-24).
    Blank,
    /// Of a quantity, more is better.
    Share {
        /// Đạt: actual ÷ plan, in tenths of a percent.
        reached: i128,
        /// What is missing to the plan; zero when it is reached.
        missing: Quantity,
    },
    /// Of a rate, higher is better: percentage points, not percent of percent (I-16).
    Points {
        /// Actual − plan in percentage points; negative below the plan.
        ahead: Quantity,
    },
    /// Lower is better: a limit that is kept or not.
    Within {
        /// Plan − actual: what is left to the limit; negative beyond it.
        room: Quantity,
    },
}

/// A hundred percent in tenths.
pub const FULL: i128 = 1_000;

impl Achievement {
    /// What `actual` is beside `plan`.
    pub fn of(nature: Nature, sense: Sense, plan: Option<Quantity>, actual: Option<Quantity>) -> Self {
        let Some(plan) = plan else { return Self::NoPlan };
        let Some(actual) = actual else { return Self::Blank };
        let found = match (sense, nature) {
            (Sense::Lower, _) => plan.minus(actual).map(|room| Self::Within { room }),
            (Sense::Higher, Nature::Rate) => actual.minus(plan).map(|ahead| Self::Points { ahead }),
            (Sense::Higher, Nature::Count | Nature::Money) => {
                let missing = plan.minus(actual).map(|gap| gap.max(Quantity::ZERO));
                let reached = actual.percent_tenths_of(plan);
                reached.zip(missing).map(|(reached, missing)| Self::Share { reached, missing })
            }
        };
        // A plan of zero or figures beyond all bounds: there is nothing to compare with.
        found.unwrap_or(Self::NoPlan)
    }

    /// Vượt, in tenths of a percent; none when the plan is not exceeded or percent is not how it is told.
    pub fn beyond(self) -> Option<i128> {
        match self {
            Self::Share { reached, .. } => Some(reached - FULL).filter(|over| *over > 0),
            Self::Unassigned | Self::NoPlan | Self::Blank | Self::Points { .. } | Self::Within { .. } => None,
        }
    }

    /// Whether the plan is reached; none while that cannot be said. Exact, whatever rounding shows (`domain.md` §8.6).
    pub fn is_met(self) -> Option<bool> {
        match self {
            Self::Share { missing, .. } => Some(missing == Quantity::ZERO),
            Self::Points { ahead } => Some(ahead >= Quantity::ZERO),
            Self::Within { room } => Some(room >= Quantity::ZERO),
            Self::Unassigned | Self::NoPlan | Self::Blank => None,
        }
    }
}

/// How several targets stand, counted. Never an average of percentages: targets count different things (`domain.md`
/// §8.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Their plan is reached, or their limit kept.
    pub met: usize,
    /// It is not.
    pub below: usize,
    /// They have a plan and no figure.
    pub blank: usize,
    /// No plan has been registered for them.
    pub no_plan: usize,
    /// Không giao chỉ tiêu.
    pub unassigned: usize,
}

impl Tally {
    /// How many of them count: all but those that were not assigned.
    pub fn counted(self) -> usize {
        [self.met, self.below, self.blank, self.no_plan].into_iter().sum()
    }
}

impl FromIterator<Achievement> for Tally {
    fn from_iter<T: IntoIterator<Item = Achievement>>(all: T) -> Self {
        let mut tally = Self::default();
        for one in all {
            let place = match (one, one.is_met()) {
                (Achievement::Unassigned, _) => &mut tally.unassigned,
                (Achievement::NoPlan, _) => &mut tally.no_plan,
                (_, None) => &mut tally.blank,
                (_, Some(true)) => &mut tally.met,
                (_, Some(false)) => &mut tally.below,
            };
            *place = place.saturating_add(1);
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::try_from(text.to_owned()).unwrap()
    }

    use Nature::{Count, Money, Rate};
    use Sense::{Higher, Lower};

    #[test]
    fn the_figures_of_the_reports_say_what_they_mean() {
        let of = |nature, sense, plan: &str, actual: &str| {
            Achievement::of(nature, sense, Some(quantity(plan)), Some(quantity(actual)))
        };
        let share = |reached, missing: &str| Achievement::Share { reached, missing: quantity(missing) };
        let cases = [
            (of(Count, Higher, "7", "13"), share(1857, "0"), Some(857), Some(true)),
            (of(Count, Higher, "36500", "74958"), share(2054, "0"), Some(1054), Some(true)),
            (of(Count, Higher, "20", "17"), share(850, "3"), None, Some(false)),
            (of(Money, Higher, "45000", "52318.5"), share(1163, "0"), Some(163), Some(true)),
            // Shown as 100,0 %, and yet not reached.
            (of(Count, Higher, "100000", "99999"), share(1000, "1"), None, Some(false)),
            (
                of(Rate, Higher, "90", "97.7"),
                Achievement::Points { ahead: quantity("7.7") },
                None,
                Some(true),
            ),
            (of(Rate, Higher, "90", "88"), Achievement::Points { ahead: quantity("-2") }, None, Some(false)),
            (of(Count, Lower, "5", "4"), Achievement::Within { room: quantity("1") }, None, Some(true)),
            (of(Rate, Lower, "2.5", "3"), Achievement::Within { room: quantity("-0.5") }, None, Some(false)),
        ];
        for (is, expected, beyond, met) in cases {
            assert_eq!((is, is.beyond(), is.is_met()), (expected, beyond, met));
        }
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        let of = |plan: Option<&str>, actual: Option<&str>| {
            Achievement::of(Count, Higher, plan.map(quantity), actual.map(quantity))
        };
        assert_eq!(of(None, Some("3")), Achievement::NoPlan);
        assert_eq!(of(Some("0"), Some("3")), Achievement::NoPlan);
        assert_eq!(of(Some("3"), None), Achievement::Blank);
        assert_eq!(of(Some("3"), Some("0")), Achievement::Share { reached: 0, missing: quantity("3") });
    }

    #[test]
    fn several_targets_are_counted_and_not_averaged() {
        let of = |sense, plan: Option<&str>, actual: Option<&str>| {
            Achievement::of(Count, sense, plan.map(quantity), actual.map(quantity))
        };
        assert_eq!([].into_iter().collect::<Tally>(), Tally::default());
        let all = [
            of(Higher, Some("7"), Some("13")),
            // Shown as 100,0 %, and yet not reached.
            of(Higher, Some("100000"), Some("99999")),
            of(Lower, Some("5"), Some("5")),
            of(Lower, Some("5"), Some("6")),
            of(Higher, Some("5"), Some("0")),
            of(Higher, Some("5"), None),
            of(Higher, None, Some("5")),
            Achievement::Unassigned,
        ];
        let tally = all.into_iter().collect::<Tally>();
        assert_eq!(tally, Tally { met: 2, below: 3, blank: 1, no_plan: 1, unassigned: 1 });
        assert_eq!(tally.counted(), 7);
    }
}
