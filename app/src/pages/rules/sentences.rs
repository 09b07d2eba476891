//! Rules in words: each setting as the sentence that it means.

use leptos::prelude::*;
use shared::domain::{
    AwardRule, Base, Condition, Deadline, DecisionForm, Order, OwnVote, Period, PointsBasis, Pool, Quota,
    Rotation, Rounding, RuleSet, Share, Step, Threshold, TieStep, Voters, YearDay,
};

use crate::repo::types::Listed;
use crate::ui::{Badge, Icon, Tone};
use crate::{format, tr, words};

/// That the numbers of a rule set are examples.
pub(in crate::pages) fn sample_badge(rules: &RuleSet) -> Option<AnyView> {
    rules
        .sample
        .then(|| view! { <Badge tone=Tone::Wait picture=Icon::Warning label=tr!(rules.sample)/> }.into_any())
}

/// How far a rule set has come.
pub(super) fn state_badge(line: &Listed<RuleSet>) -> AnyView {
    let (tone, picture, label) = state(line);
    view! { <Badge tone picture label/> }.into_any()
}

/// The same in words.
pub(super) fn state_words(line: &Listed<RuleSet>) -> &'static str {
    state(line).2
}

fn state(line: &Listed<RuleSet>) -> (Tone, Icon, &'static str) {
    if !line.is_in_force() {
        (Tone::Plain, Icon::Close, tr!(rules.repealed))
    } else if line.held.record.issued.is_some() {
        (Tone::Ok, Icon::Check, tr!(rules.issued))
    } else {
        (Tone::Wait, Icon::Pencil, tr!(standing.draft))
    }
}

/// From when to when it holds.
pub(super) fn time(rules: &RuleSet) -> String {
    match rules.expires {
        None => tr!(rules.from, day = format::date(rules.effective)),
        Some(to) => format::period(Period { from: rules.effective, to }),
    }
}

/// A fraction as people write it: `2/3`, `80%`.
pub(super) fn fraction(num: u16, den: u16) -> String {
    if den == 100 { format!("{num}%") } else { format!("{num}/{den}") }
}

/// “từ 2/3 trở lên”, “quá 1/2”.
pub(super) fn share(share: Share) -> String {
    let part = fraction(share.num, share.den);
    if share.strict { tr!(rules.more_than, part = part) } else { tr!(rules.at_least, part = part) }
}

pub(super) fn base(base: Base) -> &'static str {
    match base {
        Base::Members => tr!(rules.base_members),
        Base::Present => tr!(rules.base_present),
        Base::Issued => tr!(rules.base_issued),
        Base::Collected => tr!(rules.base_collected),
        Base::Valid => tr!(rules.base_valid),
    }
}

/// The votes that it takes, with what they are measured against.
pub(super) fn threshold(rule: Threshold) -> String {
    let votes = tr!(rules.votes, share = share(rule.share()), base = base(rule.base));
    match rule.turnout {
        None => votes,
        Some(turnout) => format!("{votes}; {}", tr!(rules.turnout, share = share(turnout))),
    }
}

/// How many, at most.
pub(super) fn quota(quota: &Quota) -> String {
    match quota {
        Quota::Part { num, den, rounding } => {
            let rounding = match rounding {
                Rounding::Down => tr!(rules.round_down),
                Rounding::Half => tr!(rules.round_half),
                Rounding::Up => tr!(rules.round_up),
            };
            tr!(rules.quota_part, part = fraction(*num, *den), rounding = rounding)
        }
        Quota::Steps(steps) => match steps.as_slice() {
            [Step { up_to: None, count }] => tr!(rules.quota_all, n = count),
            steps => steps.iter().map(step).collect::<Vec<_>>().join("; "),
        },
    }
}

fn step(step: &Step) -> String {
    match step.up_to {
        Some(most) => tr!(rules.quota_up_to, most = most, n = step.count),
        None => tr!(rules.quota_more, n = step.count),
    }
}

pub(super) fn pool(pool: Pool) -> &'static str {
    match pool {
        Pool::Members => tr!(rules.pool_members),
        Pool::FlagNominees => tr!(rules.pool_flags),
    }
}

pub(super) fn condition(condition: Condition) -> &'static str {
    match condition {
        Condition::Registered => tr!(rules.registered),
        Condition::CovenantSigned => tr!(rules.covenant_signed),
        Condition::SelfScored => tr!(rules.self_scored),
        Condition::Reported => tr!(rules.reported),
        Condition::Attended => tr!(rules.attended),
        Condition::NoDiscipline => tr!(rules.no_discipline),
        Condition::NoOpenComplaint => tr!(rules.no_complaint),
        Condition::OutstandingCollective => tr!(rules.outstanding),
    }
}

/// All conditions of an award.
pub(super) fn conditions(award: &AwardRule) -> String {
    if award.conditions.is_empty() {
        return tr!(rules.no_conditions).to_owned();
    }
    award.conditions.iter().map(|it| condition(*it)).collect::<Vec<_>>().join("; ")
}

pub(super) fn voters(voters: Voters) -> &'static str {
    match voters {
        Voters::Members => tr!(rules.voters_members),
        Voters::Signatories => tr!(rules.voters_signatories),
    }
}

pub(super) fn form(form: DecisionForm) -> &'static str {
    match form {
        DecisionForm::Secret => tr!(rules.secret),
        DecisionForm::ShowOfHands => tr!(rules.show_of_hands),
        DecisionForm::Consensus => tr!(rules.consensus),
        DecisionForm::ByPoints => tr!(rules.by_points),
    }
}

pub(super) fn own_vote(own_vote: OwnVote) -> &'static str {
    match own_vote {
        OwnVote::Allowed => tr!(rules.own_allowed),
        OwnVote::Excluded => tr!(rules.own_excluded),
        OwnVote::ChairHandsOver => tr!(rules.own_chair),
    }
}

/// Units that one delegate may stand for.
pub(super) fn carried(units: u8) -> String {
    if units == 1 { tr!(rules.carried_one).to_owned() } else { tr!(rules.carried_some, n = units) }
}

pub(super) fn order(order: Order) -> &'static str {
    match order {
        Order::PointsFirst => tr!(rules.points_first),
        Order::VotesFirst => tr!(rules.votes_first),
    }
}

pub(super) fn points(points: PointsBasis) -> &'static str {
    match points {
        PointsBasis::Raw => tr!(rules.points_raw),
        PointsBasis::Normalised => tr!(rules.points_normalised),
    }
}

pub(super) fn tie_step(step: TieStep) -> &'static str {
    match step {
        TieStep::GroupA => tr!(rules.tie_group_a),
        TieStep::FewerPenalties => tr!(rules.tie_penalties),
        TieStep::MoreVotes => tr!(rules.tie_votes),
        TieStep::RunOff => tr!(rules.tie_run_off),
        TieStep::ChairProposal => tr!(rules.tie_chair),
        TieStep::Lot => tr!(rules.tie_lot),
        TieStep::SameRank => tr!(rules.tie_same),
    }
}

/// The steps one after the other.
pub(super) fn ties(ties: &[TieStep]) -> String {
    ties.iter().map(|step| words::lowered(tie_step(*step))).collect::<Vec<_>>().join(" → ")
}

pub(super) fn rotation(rotation: Rotation) -> &'static str {
    match rotation {
        Rotation::Free => tr!(rules.rotation_free),
        Rotation::Warned => tr!(rules.rotation_warned),
        Rotation::Barred => tr!(rules.rotation_barred),
    }
}

pub(super) fn overlap(overlap: bool) -> &'static str {
    if overlap { tr!(rules.overlap_allowed) } else { tr!(rules.overlap_barred) }
}

/// How long a difference waits.
pub(super) fn wait(days: u8) -> String {
    if days == 0 { tr!(rules.wait_none).to_owned() } else { tr!(rules.wait, n = days) }
}

/// A day of every year: `20/01 năm sau`.
pub(super) fn day(day: YearDay) -> String {
    let date = format!("{:02}/{:02}", day.day, day.month);
    match day.shift {
        0 => date,
        shift if shift < 0 => format!("{date} {}", tr!(rules.year_before)),
        _ => format!("{date} {}", tr!(rules.year_after)),
    }
}

/// From when to when a phase is, every year.
pub(super) fn deadline(deadline: Deadline) -> String {
    format!("{} – {}", day(deadline.from), day(deadline.to))
}
