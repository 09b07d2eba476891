//! Khen thưởng: what a cluster may propose, for how many units, and who of them it is (`domain.md` §1.3, §6.4).

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::eligibility::Condition;
use super::quota::Quota;
use super::ranking::{Contender, Standing};
use super::threshold::{Share, Tally, Threshold};
use crate::domain::evidence::words_problem;
use crate::field::{FieldError, Problem};
use crate::text;

/// Awards of one rule set.
pub const AWARDS_MAX: usize = 6;
/// Characters of an award's name.
pub const AWARD_CHARS_MAX: usize = 120;

/// What an award is. Its name is data: names change with the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AwardKind {
    /// Cờ thi đua: a title.
    Flag,
    /// Bằng khen: a form of commendation.
    Certificate,
}

/// From whom the units for an award are chosen (I-42).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pool {
    /// Trong các đơn vị thành viên.
    Members,
    /// Trong các đơn vị đã được đề nghị tặng cờ: a Government flag goes to one that leads already.
    FlagNominees,
}

/// One award that a cluster may propose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AwardRule {
    /// Tên.
    pub name: String,
    /// What it is.
    pub kind: AwardKind,
    /// From whom its units are chosen.
    pub pool: Pool,
    /// How many, at most, of the units in the pool.
    pub quota: Quota,
    /// The votes that it takes.
    pub threshold: Threshold,
    /// The part of the most points that it takes; none when any number will do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_min: Option<Share>,
    /// What a unit must have done.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub conditions: BTreeSet<Condition>,
}

/// Who gets an award.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Units for whom all is clear, the best first.
    pub winners: Vec<usize>,
    /// Units that stand alike where the quota ends: more of them than places are left.
    pub tied: Vec<usize>,
    /// Places that nobody has yet: a ceiling need not be reached.
    pub left: u32,
}

impl AwardRule {
    /// Whether a unit's points and votes are enough.
    pub fn admits(&self, contender: &Contender, tally: Tally) -> bool {
        let [points, most] =
            [contender.points, contender.points_max].map(|it| u32::try_from(it).unwrap_or(0));
        self.points_min.is_none_or(|share| share.passes(points, most))
            && self.threshold.passes(contender.votes, tally)
    }

    /// Who of the ranked units gets it. `may` says which of them are in the pool and fulfil the conditions; `pool` is how
    /// many units the quota is taken of.
    pub fn choose(
        &self,
        ranked: &[Standing],
        contenders: &[Contender],
        may: impl Fn(usize) -> bool,
        (pool, tally): (u32, Tally),
    ) -> Selection {
        let mut selection = Selection { left: self.quota.of(pool), ..Selection::default() };
        let admitted = |unit: &usize| {
            may(*unit) && contenders.get(*unit).is_some_and(|contender| self.admits(contender, tally))
        };
        for standing in ranked {
            let units: Vec<usize> = standing.units.iter().copied().filter(admitted).collect();
            let count = u32::try_from(units.len()).unwrap_or(u32::MAX);
            if count > selection.left {
                // Nobody is chosen by the order in which units are printed.
                selection.tied = if selection.left == 0 { Vec::new() } else { units };
                break;
            }
            selection.left -= count;
            selection.winners.extend(units);
        }
        selection
    }
}

/// The field under which problems of one award are told.
pub fn award_field(at: usize, part: &str) -> String {
    format!("awards.{at}.{part}")
}

pub(super) fn check(awards: &[AwardRule]) -> Vec<FieldError> {
    let mut found = Vec::new();
    for (at, award) in awards.iter().enumerate() {
        let mut tell = |part: &str, problem: Option<Problem>| {
            found.extend(problem.map(|problem| FieldError::new(&award_field(at, part), problem)));
        };
        tell("name", name_problem(award, awards.get(..at).unwrap_or_default()));
        tell("quota", award.quota.problem());
        tell("threshold", award.threshold.share().problem());
        tell("turnout", award.threshold.turnout.and_then(Share::problem));
        tell("points_min", award.points_min.and_then(Share::problem));
        // A flag cannot be kept for those who have one.
        let is_circular = award.pool == Pool::FlagNominees
            && !awards.iter().any(|it| it.kind == AwardKind::Flag && it.pool == Pool::Members);
        tell("pool", is_circular.then_some(Problem::Contradicts));
    }
    found
}

fn name_problem(award: &AwardRule, earlier: &[AwardRule]) -> Option<Problem> {
    let folded = text::folded(&award.name);
    let is_twice = || earlier.iter().any(|it| text::folded(&it.name) == folded);
    let has_break = award.name.contains('\n').then_some(Problem::LineBreak);
    words_problem(&award.name, AWARD_CHARS_MAX)
        .or(has_break)
        .or_else(|| is_twice().then_some(Problem::Contradicts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::quota::Step;
    use crate::domain::rules::ranking::{Order, PointsBasis, Ranking, TieStep};
    use crate::domain::rules::threshold::Base;

    fn award(quota: u16, (num, den, strict): (u16, u16, bool), base: Base) -> AwardRule {
        AwardRule {
            name: "Cờ thi đua của UBND tỉnh".into(),
            kind: AwardKind::Flag,
            pool: Pool::Members,
            quota: Quota::Steps(vec![Step { up_to: None, count: quota }]),
            threshold: Threshold { num, den, strict, base, turnout: None },
            points_min: None,
            conditions: BTreeSet::new(),
        }
    }

    fn contender(votes: u32) -> Contender {
        Contender { points: 95_000, points_max: 100_000, group_a: 0, penalties: 0, votes }
    }

    /// The vote of `domain.md` §6.3: 15 units, 14 present, 13 valid ballots, two flags.
    const TALLY: Tally = Tally { members: 15, present: 14, issued: 14, collected: 14, valid: 13 };

    fn chosen(award: &AwardRule, votes: &[u32], ties: &[TieStep]) -> Selection {
        let contenders: Vec<_> = votes.iter().map(|votes| contender(*votes)).collect();
        let ranking = Ranking { order: Order::VotesFirst, points: PointsBasis::Raw };
        let ranked = ranking.arrange(&contenders, ties);
        award.choose(&ranked, &contenders, |_| true, (15, TALLY))
    }

    #[test]
    fn i_42_winners_stay_within_the_quota_and_need_not_fill_it() {
        let half = |base| award(2, (1, 2, true), base);
        let thirds = |base| award(2, (2, 3, false), base);
        let is = |winners: &[usize], left| Selection { winners: winners.to_vec(), tied: Vec::new(), left };
        let ties = [TieStep::SameRank];
        let cases = [
            (half(Base::Present), [13, 8, 5], is(&[0, 1], 0)),
            (half(Base::Members), [13, 8, 5], is(&[0, 1], 0)),
            (thirds(Base::Present), [13, 8, 5], is(&[0], 1)),
            (thirds(Base::Valid), [13, 8, 5], is(&[0], 1)),
            (thirds(Base::Valid), [13, 9, 4], is(&[0, 1], 0)),
            (thirds(Base::Present), [13, 9, 4], is(&[0], 1)),
            (half(Base::Valid), [13, 12, 11], is(&[0, 1], 0)),
            (half(Base::Valid), [3, 2, 1], is(&[], 2)),
        ];
        for (award, votes, expected) in cases {
            assert_eq!(chosen(&award, &votes, &ties), expected, "{award:?} {votes:?}");
        }
    }

    #[test]
    fn a_tie_at_the_end_of_the_quota_is_left_to_people() {
        let selection = chosen(&award(2, (1, 2, true), Base::Valid), &[13, 9, 9], &[TieStep::RunOff]);
        assert_eq!(selection, Selection { winners: vec![0], tied: vec![1, 2], left: 1 });
        let whole = chosen(&award(1, (1, 2, true), Base::Valid), &[13, 9, 9], &[TieStep::RunOff]);
        assert_eq!(whole, Selection { winners: vec![0], tied: vec![], left: 0 });
    }

    #[test]
    fn who_may_not_be_considered_leaves_the_place_to_the_next() {
        let award =
            AwardRule { points_min: Some(Share::at_least(90, 100)), ..award(1, (1, 2, true), Base::Valid) };
        let poor = Contender { points: 89_999, ..contender(13) };
        let contenders = [poor, contender(12), contender(11)];
        let ranking = Ranking { order: Order::VotesFirst, points: PointsBasis::Raw };
        let ranked = ranking.arrange(&contenders, &[TieStep::SameRank]);
        let chosen =
            |may: &dyn Fn(usize) -> bool| award.choose(&ranked, &contenders, may, (15, TALLY)).winners;
        assert_eq!(chosen(&|_| true), [1]);
        assert_eq!(chosen(&|unit| unit != 1), [2]);
        assert!(chosen(&|_| false).is_empty());
    }

    #[test]
    fn problems_stand_at_the_award_and_its_part() {
        type Case<'a> = (Vec<AwardRule>, &'a [(&'a str, Problem)]);
        let flag = || award(2, (1, 2, true), Base::Valid);
        let named = |name: &str| AwardRule { name: name.to_owned(), ..flag() };
        let cases: [Case<'_>; 7] = [
            (vec![], &[]),
            (vec![flag(), named("Bằng khen")], &[]),
            (vec![named(" ")], &[("awards.0.name", Problem::Blank)]),
            (vec![flag(), named("cờ thi đua của ubnd tỉnh")], &[("awards.1.name", Problem::Contradicts)]),
            (
                vec![AwardRule { pool: Pool::FlagNominees, ..flag() }],
                &[("awards.0.pool", Problem::Contradicts)],
            ),
            (vec![flag(), AwardRule { pool: Pool::FlagNominees, ..named("Cờ thi đua của Chính phủ") }], &[]),
            (
                vec![AwardRule {
                    quota: Quota::Steps(Vec::new()),
                    threshold: Threshold { turnout: Some(Share::at_least(0, 1)), ..flag().threshold },
                    points_min: Some(Share::at_least(2, 1)),
                    ..flag()
                }],
                &[
                    ("awards.0.quota", Problem::Blank),
                    ("awards.0.turnout", Problem::NotPositive),
                    ("awards.0.points_min", Problem::OutOfRange),
                ],
            ),
        ];
        for (awards, expected) in cases {
            let expected: Vec<_> =
                expected.iter().map(|(field, problem)| FieldError::new(field, *problem)).collect();
            assert_eq!(check(&awards), expected, "{awards:?}");
        }
    }
}
