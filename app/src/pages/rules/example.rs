//! What rules come to for a cluster of some size: computed by the functions that a conference will use.

use shared::domain::{AwardKind, DecisionForm, Pool, RuleSet, Tally};

use super::sentences as say;
use crate::tr;

/// The sentences for a cluster of so many units that are all there, and whose ballots are all valid.
pub(super) fn sentences(rules: &RuleSet, units: u32) -> Vec<String> {
    let none = || tr!(rules.never).to_owned();
    let quorum = rules.voting.quorum.needed(units).map_or_else(none, |n| n.to_string());
    let flags = rules.awards.iter().filter(|it| it.kind == AwardKind::Flag && it.pool == Pool::Members);
    let flags: u32 = flags.map(|award| award.quota.of(units)).sum();
    let tally = rules.tally_for_nominee(Tally::full(units));
    let has_votes = matches!(rules.voting.form, DecisionForm::Secret | DecisionForm::ShowOfHands);
    let mut found = vec![tr!(rules.ex_quorum, units = units, n = quorum)];
    for award in &rules.awards {
        let pool = if award.pool == Pool::Members { units } else { flags };
        let (name, most) = (award.name.as_str(), award.quota.of(pool));
        let votes = award.threshold.needed(tally).map_or_else(none, |n| n.to_string());
        let of = tally.of(award.threshold.base);
        found.push(if has_votes {
            tr!(
                rules.ex_award,
                name = name,
                most = most,
                votes = votes,
                of = of,
                base = say::base(award.threshold.base)
            )
        } else {
            tr!(rules.ex_award_plain, name = name, most = most)
        });
    }
    found
}
