//! Tỷ lệ phiếu: fractions of what was counted, compared in integers (`domain.md` §6.3, I-41). A displayed percentage
//! decides nothing.

use serde::{Deserialize, Serialize};

use crate::field::Problem;

/// The largest number in a fraction: a rule that needs more has been mistyped.
pub const FRACTION_MAX: u16 = 1_000;

/// A part of a whole, at least or more than which is wanted: “từ 2/3 trở lên”, “quá nửa”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Numerator.
    pub num: u16,
    /// Denominator.
    pub den: u16,
    /// More than that part (“quá”), not at least that part (“từ … trở lên”).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strict: bool,
}

/// Tính trên: what votes are measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Tổng số đơn vị thành viên, M.
    Members,
    /// Đơn vị có mặt, E.
    Present,
    /// Phiếu phát ra, I.
    Issued,
    /// Phiếu thu vào, C.
    Collected,
    /// Phiếu hợp lệ, V.
    Valid,
}

impl Base {
    /// All of them, from the widest to the narrowest.
    pub const ALL: [Self; 5] = [Self::Members, Self::Present, Self::Issued, Self::Collected, Self::Valid];
}

/// What was counted in one vote (I-33: M ≥ E ≥ I ≥ C ≥ V).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Member units.
    pub members: u32,
    /// Units present, in person or by proxy.
    pub present: u32,
    /// Ballots issued.
    pub issued: u32,
    /// Ballots collected.
    pub collected: u32,
    /// Valid ballots.
    pub valid: u32,
}

/// Tỷ lệ phiếu cần đạt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Numerator.
    pub num: u16,
    /// Denominator.
    pub den: u16,
    /// More than that part, not at least that part.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub strict: bool,
    /// What the votes are measured against.
    pub base: Base,
    /// The part of all member units whose ballots must be in for the vote to count at all; none when any number will do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turnout: Option<Share>,
}

impl Share {
    /// “Từ num/den trở lên”.
    pub const fn at_least(num: u16, den: u16) -> Self {
        Self { num, den, strict: false }
    }

    /// “Quá num/den”.
    pub const fn more_than(num: u16, den: u16) -> Self {
        Self { num, den, strict: true }
    }

    /// Whether a part of a whole is enough. Of nothing no part is.
    pub fn passes(self, part: u32, whole: u32) -> bool {
        let (has, wants) = (u64::from(part) * u64::from(self.den), u64::from(self.num) * u64::from(whole));
        whole > 0 && if self.strict { has > wants } else { has >= wants }
    }

    /// The smallest part of a whole that is enough; none when not even all of it is.
    pub fn needed(self, whole: u32) -> Option<u32> {
        let wants = u64::from(self.num) * u64::from(whole);
        let den = u64::from(self.den.max(1));
        let least = if self.strict { wants / den + 1 } else { wants.div_ceil(den) };
        u32::try_from(least).ok().filter(|least| self.passes(*least, whole) && *least <= whole)
    }

    /// What is wrong with it as a rule.
    pub fn problem(self) -> Option<Problem> {
        if self.num == 0 || self.den == 0 {
            Some(Problem::NotPositive)
        } else if self.num > self.den || self.den > FRACTION_MAX || (self.strict && self.num == self.den) {
            // More than all of it passes never.
            Some(Problem::OutOfRange)
        } else {
            None
        }
    }

    /// The thirds that a rounded percentage stands for: 67 % asks for one vote more than 2/3 whenever the whole is a
    /// multiple of three (`domain.md` §6.3).
    pub fn meant(self) -> Option<Self> {
        let [num, den] = [self.num, self.den].map(u32::from);
        let is_decimal = matches!(self.den, 100 | 1_000);
        let near = |third: &u32| (num * 3).abs_diff(den * third) < 3 && num * 3 != den * third;
        let third = [1_u32, 2].into_iter().find(near).filter(|_| is_decimal)?;
        Some(Self { num: u16::try_from(third).ok()?, den: 3, strict: self.strict })
    }
}

impl Tally {
    /// The number that stands for a base.
    pub const fn of(self, base: Base) -> u32 {
        match base {
            Base::Members => self.members,
            Base::Present => self.present,
            Base::Issued => self.issued,
            Base::Collected => self.collected,
            Base::Valid => self.valid,
        }
    }

    /// The same counts where all member units are there and every ballot is valid.
    pub const fn full(members: u32) -> Self {
        Self { members, present: members, issued: members, collected: members, valid: members }
    }

    /// What votes about a unit are measured against when that unit itself does not vote (`domain.md` §6.6).
    #[must_use]
    pub const fn without_one(self) -> Self {
        Self {
            members: self.members.saturating_sub(1),
            present: self.present.saturating_sub(1),
            issued: self.issued.saturating_sub(1),
            collected: self.collected.saturating_sub(1),
            valid: self.valid.saturating_sub(1),
        }
    }
}

impl Threshold {
    /// The part that is wanted.
    pub const fn share(self) -> Share {
        Share { num: self.num, den: self.den, strict: self.strict }
    }

    /// Whether votes for one nominee are enough.
    pub fn passes(self, votes: u32, tally: Tally) -> bool {
        self.counts(tally) && self.share().passes(votes, tally.of(self.base))
    }

    /// Whether enough units voted for the vote to count at all.
    pub fn counts(self, tally: Tally) -> bool {
        self.turnout.is_none_or(|share| share.passes(tally.collected, tally.members))
    }

    /// The smallest number of votes that is enough; none when no number is.
    pub fn needed(self, tally: Tally) -> Option<u32> {
        self.share().needed(tally.of(self.base)).filter(|_| self.counts(tally))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row is a base with the votes that > 1/2, ≥ 1/2, ≥ 2/3, ≥ 3/4, ≥ 80 % and ≥ 90 % take (`domain.md` §6.3).
    #[test]
    fn i_41_needed_votes_are_exact() {
        let rules = [
            Share::more_than(1, 2),
            Share::at_least(1, 2),
            Share::at_least(2, 3),
            Share::at_least(3, 4),
            Share::at_least(80, 100),
            Share::at_least(90, 100),
        ];
        let table = [
            (6, [4, 3, 4, 5, 5, 6]),
            (7, [4, 4, 5, 6, 6, 7]),
            (9, [5, 5, 6, 7, 8, 9]),
            (10, [6, 5, 7, 8, 8, 9]),
            (11, [6, 6, 8, 9, 9, 10]),
            (12, [7, 6, 8, 9, 10, 11]),
            (13, [7, 7, 9, 10, 11, 12]),
            (15, [8, 8, 10, 12, 12, 14]),
        ];
        for (base, expected) in table {
            for (rule, needed) in rules.into_iter().zip(expected) {
                assert_eq!(rule.needed(base), Some(needed), "{rule:?} of {base}");
                assert!(rule.passes(needed, base) && !rule.passes(needed - 1, base), "{rule:?} of {base}");
            }
        }
        // Floating point overshoots here: ceil(28/100 × 25) is 8 there.
        assert_eq!(Share::at_least(28, 100).needed(25), Some(7));
        assert_eq!(Share::at_least(56, 100).needed(25), Some(14));
        assert_eq!(Share::more_than(1, 1).needed(15), None);
        assert_eq!(Share::at_least(1, 2).needed(0), None);
        assert!(!Share::at_least(1, 2).passes(0, 0));
    }

    #[test]
    fn i_32_a_quorum_is_counted_on_member_units() {
        let quorum = Share::at_least(2, 3);
        let cases =
            [(15, 10, true), (15, 9, false), (11, 8, true), (11, 7, false), (6, 4, true), (6, 3, false)];
        for (members, present, expected) in cases {
            assert_eq!(quorum.passes(present, members), expected, "{present} of {members}");
        }
    }

    /// Khối of 15, 14 present and issued and collected, 13 valid: the same votes, three outcomes (`domain.md` §6.3).
    #[test]
    fn the_base_decides() {
        let tally = Tally { members: 15, present: 14, issued: 14, collected: 14, valid: 13 };
        let rule = |(num, den, strict), base| Threshold { num, den, strict, base, turnout: None };
        let (half, two_thirds) = ((1, 2, true), (2, 3, false));
        let cases = [
            (rule(half, Base::Present), 8),
            (rule(half, Base::Members), 8),
            (rule(half, Base::Valid), 7),
            (rule(two_thirds, Base::Members), 10),
            (rule(two_thirds, Base::Present), 10),
            (rule(two_thirds, Base::Issued), 10),
            (rule(two_thirds, Base::Collected), 10),
            (rule(two_thirds, Base::Valid), 9),
        ];
        for (rule, needed) in cases {
            assert_eq!(rule.needed(tally), Some(needed), "{rule:?}");
            assert!(rule.passes(needed, tally) && !rule.passes(needed - 1, tally), "{rule:?}");
        }
        // The unit's own vote left out, its base has one less.
        assert_eq!(rule(two_thirds, Base::Valid).needed(tally.without_one()), Some(8));
    }

    #[test]
    fn a_vote_that_too_few_took_part_in_counts_for_nobody() {
        let turnout = Some(Share::at_least(2, 3));
        let rule = Threshold { num: 1, den: 2, strict: true, base: Base::Valid, turnout };
        let tally = |collected| Tally { collected, valid: collected, ..Tally::full(12) };
        assert_eq!(rule.needed(tally(8)), Some(5));
        assert_eq!(rule.needed(tally(7)), None);
        assert!(!rule.passes(7, tally(7)));
    }

    #[test]
    fn a_fraction_that_says_nothing_is_refused_and_a_rounded_third_is_told() {
        let cases = [
            (Share::at_least(2, 3), None),
            (Share::at_least(1, 1), None),
            (Share::at_least(0, 3), Some(Problem::NotPositive)),
            (Share::at_least(1, 0), Some(Problem::NotPositive)),
            (Share::at_least(4, 3), Some(Problem::OutOfRange)),
            (Share::more_than(1, 1), Some(Problem::OutOfRange)),
            (Share::at_least(1, 1_001), Some(Problem::OutOfRange)),
        ];
        for (share, expected) in cases {
            assert_eq!(share.problem(), expected, "{share:?}");
        }
        let meant = [
            (Share::at_least(67, 100), Some(Share::at_least(2, 3))),
            (Share::at_least(66, 100), Some(Share::at_least(2, 3))),
            (Share::more_than(667, 1_000), Some(Share::more_than(2, 3))),
            (Share::at_least(33, 100), Some(Share::at_least(1, 3))),
            (Share::at_least(2, 3), None),
            (Share::at_least(68, 100), None),
            (Share::at_least(80, 100), None),
        ];
        for (share, expected) in meant {
            assert_eq!(share.meant(), expected, "{share:?}");
        }
        assert_eq!(Share::at_least(67, 100).needed(15), Some(11));
        assert_eq!(Share::at_least(2, 3).needed(15), Some(10));
    }
}
