//! Xếp thứ: in which order units stand, and what is done when they stand alike (`domain.md` §3.5, §6.4). A pure function
//! of what was frozen (I-31).

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

use crate::field::Problem;

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Điểm trước: by points; votes count where the tie chain says so.
    PointsFirst,
    /// Phiếu trước: by votes, then by points.
    VotesFirst,
}

/// Which points are compared (I-25).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointsBasis {
    /// Điểm đạt được.
    Raw,
    /// Điểm đạt được trên điểm tối đa của đơn vị: items that were not assigned leave both.
    Normalised,
}

/// One step between units that stand alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieStep {
    /// Điểm nhóm A cao hơn: the first group of the sheet.
    GroupA,
    /// Ít điểm trừ hơn.
    FewerPenalties,
    /// Nhiều phiếu hơn.
    MoreVotes,
    /// Bỏ phiếu lại giữa các đơn vị đồng điểm.
    RunOff,
    /// Chủ trì đề xuất, hội nghị biểu quyết.
    ChairProposal,
    /// Bốc thăm.
    Lot,
    /// Xếp đồng hạng.
    SameRank,
}

impl TieStep {
    /// All steps, in the usual order.
    pub const ALL: [Self; 7] = [
        Self::GroupA,
        Self::FewerPenalties,
        Self::MoreVotes,
        Self::RunOff,
        Self::ChairProposal,
        Self::Lot,
        Self::SameRank,
    ];

    /// Whether nothing can be left alike after it.
    pub const fn ends(self) -> bool {
        matches!(self, Self::Lot | Self::SameRank)
    }

    /// Whether the conference takes it, not the figures.
    pub const fn is_taken_by_people(self) -> bool {
        matches!(self, Self::RunOff | Self::ChairProposal | Self::Lot)
    }
}

/// What is wrong with a chain of steps: one that can leave units alike, says a thing twice, or goes on after its end.
pub(super) fn chain_problem(ties: &[TieStep]) -> Option<Problem> {
    let Some((last, before)) = ties.split_last() else { return Some(Problem::Blank) };
    let mut seen = Vec::new();
    for step in before {
        if step.ends() || seen.contains(step) {
            return Some(Problem::Contradicts);
        }
        seen.push(*step);
    }
    (!last.ends()).then_some(Problem::Blank)
}

/// How units are put in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    /// What comes first.
    pub order: Order,
    /// Which points are compared.
    pub points: PointsBasis,
}

/// What is compared of one unit. Points are in hundredths (I-26).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contender {
    /// Points.
    pub points: i64,
    /// The most that the unit could have got.
    pub points_max: i64,
    /// Points in the first group of the sheet.
    pub group_a: i64,
    /// Penalty points, as a positive number.
    pub penalties: i64,
    /// Votes for it.
    pub votes: u32,
}

/// Units that stand alike, by their places in what was compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Thứ hạng, from 1: as many units stand before.
    pub rank: usize,
    /// Which units.
    pub units: Vec<usize>,
    /// What people have to do before they do not stand alike; none for a single unit, and where they share the rank.
    pub open: Option<TieStep>,
}

impl Ranking {
    /// The units in order, with what is still open between those that stand alike.
    pub fn arrange(&self, contenders: &[Contender], ties: &[TieStep]) -> Vec<Standing> {
        let mut places: Vec<(usize, &Contender)> = contenders.iter().enumerate().collect();
        let (steps, open) = computed(ties);
        let compare = |one: &Contender, other: &Contender| {
            let start = self.compare(one, other);
            steps.iter().fold(start, |so_far, step| so_far.then_with(|| step_between(*step, one, other)))
        };
        // Stable: units that stand alike stay in the order in which they are printed.
        places.sort_by(|(_, one), (_, other)| compare(one, other));
        let mut standings: Vec<(Standing, &Contender)> = Vec::new();
        for (before, (unit, contender)) in places.into_iter().enumerate() {
            match standings.last_mut() {
                Some((standing, of)) if compare(of, contender) == Ordering::Equal => {
                    standing.units.push(unit);
                    standing.open = open;
                }
                _ => {
                    let standing = Standing { rank: before + 1, units: vec![unit], open: None };
                    standings.push((standing, contender));
                }
            }
        }
        standings.into_iter().map(|(standing, _)| standing).collect()
    }

    /// Less is better.
    fn compare(&self, one: &Contender, other: &Contender) -> Ordering {
        let points = match self.points {
            PointsBasis::Raw => other.points.cmp(&one.points),
            PointsBasis::Normalised => normalised(other, one),
        };
        match self.order {
            Order::PointsFirst => points,
            Order::VotesFirst => other.votes.cmp(&one.votes).then(points),
        }
    }
}

/// The steps that figures take, and the first one after them that people take.
fn computed(ties: &[TieStep]) -> (&[TieStep], Option<TieStep>) {
    let end = ties.iter().position(|step| step.is_taken_by_people() || step.ends()).unwrap_or(ties.len());
    let (steps, rest) = ties.split_at(end);
    (steps, rest.first().copied().filter(|step| step.is_taken_by_people()))
}

/// Crosswise, so that nothing is rounded. A unit without any maximum stands last.
fn normalised(one: &Contender, other: &Contender) -> Ordering {
    let has = |it: &Contender| it.points_max > 0;
    let wide = |it: i64| i128::from(it);
    match (has(one), has(other)) {
        (true, true) => {
            (wide(one.points) * wide(other.points_max)).cmp(&(wide(other.points) * wide(one.points_max)))
        }
        (one, other) => one.cmp(&other),
    }
}

fn step_between(step: TieStep, one: &Contender, other: &Contender) -> Ordering {
    match step {
        TieStep::GroupA => other.group_a.cmp(&one.group_a),
        TieStep::FewerPenalties => one.penalties.cmp(&other.penalties),
        TieStep::MoreVotes => other.votes.cmp(&one.votes),
        TieStep::RunOff | TieStep::ChairProposal | TieStep::Lot | TieStep::SameRank => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TieStep::{ChairProposal, FewerPenalties, GroupA, Lot, MoreVotes, RunOff, SameRank};

    fn contender(points: i64, votes: u32) -> Contender {
        Contender { points, points_max: 100_000, group_a: 0, penalties: 0, votes }
    }

    fn ranked(ranking: &Ranking, contenders: &[Contender], ties: &[TieStep]) -> Vec<(usize, Vec<usize>)> {
        let standings = ranking.arrange(contenders, ties);
        standings.into_iter().map(|standing| (standing.rank, standing.units)).collect()
    }

    const BY_POINTS: Ranking = Ranking { order: Order::PointsFirst, points: PointsBasis::Raw };
    const BY_VOTES: Ranking = Ranking { order: Order::VotesFirst, points: PointsBasis::Raw };

    #[test]
    fn i_31_rank_is_a_function_of_what_was_frozen() {
        let contenders = [contender(95_000, 9), contender(98_000, 8), contender(95_000, 13)];
        assert_eq!(
            ranked(&BY_POINTS, &contenders, &[SameRank]),
            [(1, vec![1]), (2, vec![0, 2])],
            "both stand second"
        );
        let by_votes = [(1, vec![2]), (2, vec![0]), (3, vec![1])];
        assert_eq!(ranked(&BY_VOTES, &contenders, &[SameRank]), by_votes);
        let with_votes = [(1, vec![1]), (2, vec![2]), (3, vec![0])];
        assert_eq!(ranked(&BY_POINTS, &contenders, &[MoreVotes, SameRank]), with_votes);
        assert_eq!(ranked(&BY_POINTS, &[], &[SameRank]), []);
    }

    #[test]
    fn a_tie_is_broken_step_by_step_and_people_take_what_figures_cannot() {
        type Case<'a> = (&'a [Contender], &'a [TieStep], &'a [(usize, &'a [usize])], Option<TieStep>);
        let like = contender(95_000, 9);
        let better = Contender { group_a: 58_000, ..like };
        let cleaner = Contender { penalties: 500, ..like };
        let chain = [GroupA, FewerPenalties, ChairProposal, SameRank];
        let cases: [Case<'_>; 6] = [
            (&[like, better], &chain, &[(1, &[1]), (2, &[0])], None),
            (&[cleaner, like], &chain, &[(1, &[1]), (2, &[0])], None),
            // The first step counts before the second.
            (&[Contender { penalties: 900, ..better }, like], &chain, &[(1, &[0]), (2, &[1])], None),
            (&[like, like], &chain, &[(1, &[0, 1])], Some(ChairProposal)),
            (&[like, like], &[RunOff, Lot], &[(1, &[0, 1])], Some(RunOff)),
            (&[like, like], &[GroupA, SameRank], &[(1, &[0, 1])], None),
        ];
        for (contenders, ties, expected, open) in cases {
            let standings = BY_POINTS.arrange(contenders, ties);
            let is: Vec<_> = standings.iter().map(|it| (it.rank, it.units.as_slice())).collect();
            assert_eq!(is, expected, "{contenders:?} {ties:?}");
            assert_eq!(standings[0].open, open, "{contenders:?} {ties:?}");
        }
    }

    #[test]
    fn i_25_what_was_not_assigned_leaves_both_sides() {
        let normalised = Ranking { points: PointsBasis::Normalised, ..BY_POINTS };
        let of = |points, points_max| Contender { points_max, ..contender(points, 0) };
        // 684,0/700,0 is more than 940,0/1000,0, and 2/3 is neither more nor less than 4/6.
        let contenders = [of(94_000, 100_000), of(68_400, 70_000), of(0, 0)];
        let expected = [(1, vec![1]), (2, vec![0]), (3, vec![2])];
        assert_eq!(ranked(&normalised, &contenders, &[SameRank]), expected);
        assert_eq!(ranked(&BY_POINTS, &contenders, &[SameRank])[0], (1, vec![0]));
        assert_eq!(ranked(&normalised, &[of(2, 3), of(4, 6)], &[SameRank]), [(1, vec![0, 1])]);
    }

    #[test]
    fn a_chain_comes_to_an_end_once() {
        let cases: [(&[TieStep], Option<Problem>); 7] = [
            (&[SameRank], None),
            (&[GroupA, FewerPenalties, MoreVotes, ChairProposal, SameRank], None),
            (&[RunOff, Lot], None),
            (&[], Some(Problem::Blank)),
            (&[GroupA, RunOff], Some(Problem::Blank)),
            (&[SameRank, GroupA, Lot], Some(Problem::Contradicts)),
            (&[GroupA, GroupA, Lot], Some(Problem::Contradicts)),
        ];
        for (ties, expected) in cases {
            assert_eq!(chain_problem(ties), expected, "{ties:?}");
        }
    }
}
