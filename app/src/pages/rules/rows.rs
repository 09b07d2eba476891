//! A rule set as rows of sentences: what its page shows, and what is compared of two of them.

use shared::domain::{AwardRule, Phase, RuleSet};

use super::sentences as say;
use crate::{format, tr, words};

/// The part of a rule set in which a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    General,
    Deadlines,
    Voting,
    Awards,
    Ranking,
}

impl Section {
    pub(super) const ALL: [Self; 5] =
        [Self::General, Self::Deadlines, Self::Voting, Self::Awards, Self::Ranking];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::General => tr!(rules.general),
            Self::Deadlines => words::field("deadlines"),
            Self::Voting => words::field("voting"),
            Self::Awards => words::field("awards"),
            Self::Ranking => words::field("ranking"),
        }
    }
}

/// One setting in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) section: Section,
    pub(super) label: String,
    pub(super) words: String,
}

/// All settings in their order.
pub(super) fn rows(rules: &RuleSet) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |section, field: &str, words: String| {
        rows.push(Row { section, label: words::field(field).to_owned(), words });
    };
    let general = Section::General;
    add(general, "level", words::level(rules.level).to_owned());
    add(general, "effective", format::date(rules.effective));
    add(general, "expires", rules.expires.map_or_else(|| tr!(rules.no_end).to_owned(), format::date));
    add(general, "basis", rules.basis.clone());
    add(general, "word", rules.labels.word.clone());
    add(general, "head_title", rules.labels.head_title.clone());
    add(general, "deputy_title", rules.labels.deputy_title.clone());
    add(general, "rotation", say::rotation(rules.rotation).to_owned());
    for phase in Phase::ALL {
        let words = rules.deadline(phase).map_or_else(|| tr!(calendar.undated).to_owned(), say::deadline);
        let label = words::phase(phase).to_owned();
        rows.push(Row { section: Section::Deadlines, label, words });
    }
    let mut add = |section, field: &str, words: String| {
        rows.push(Row { section, label: words::field(field).to_owned(), words });
    };
    add(Section::Deadlines, "wait_days", say::wait(rules.wait_days));
    let voting = rules.voting;
    let quorum = tr!(rules.quorum, share = say::share(voting.quorum));
    add(Section::Voting, "quorum", quorum);
    add(Section::Voting, "voters", say::voters(voting.voters).to_owned());
    add(Section::Voting, "carried", say::carried(voting.carried));
    add(Section::Voting, "form", say::form(voting.form).to_owned());
    add(Section::Voting, "own_vote", say::own_vote(voting.own_vote).to_owned());
    rows.extend(rules.awards.iter().flat_map(of_award));
    let mut add = |section, field: &str, words: String| {
        rows.push(Row { section, label: words::field(field).to_owned(), words });
    };
    add(Section::Awards, "overlap", say::overlap(rules.overlap).to_owned());
    add(Section::Ranking, "first", say::order(rules.ranking.order).to_owned());
    add(Section::Ranking, "points", say::points(rules.ranking.points).to_owned());
    add(Section::Ranking, "ties", say::ties(&rules.ties));
    rows
}

/// The rows of one award, each under its name.
fn of_award(award: &AwardRule) -> Vec<Row> {
    let points = award.points_min.map_or_else(
        || tr!(rules.points_any).to_owned(),
        |share| tr!(rules.points_min, share = say::share(share)),
    );
    let parts = [
        ("quota", format!("{}. {}", say::quota(&award.quota), say::pool(award.pool))),
        ("threshold", say::threshold(award.threshold)),
        ("points_min", points),
        ("conditions", say::conditions(award)),
    ];
    let row = |(field, words): (&str, String)| {
        let label = format!("{} · {}", award.name, words::lowered(words::field(field)));
        Row { section: Section::Awards, label, words }
    };
    parts.map(row).into()
}

/// A setting that differs: its label, as it was, as it is. None where a side does not have it.
pub(super) type Difference = (Section, String, Option<String>, Option<String>);

/// The settings that differ between two rule sets, in the order of the newer one; those that only the older one has come
/// last.
pub(super) fn differences(older: &RuleSet, newer: &RuleSet) -> Vec<Difference> {
    let (before, after) = (rows(older), rows(newer));
    let same = |one: &Row, other: &Row| one.section == other.section && one.label == other.label;
    let mut found: Vec<Difference> = Vec::new();
    for row in &after {
        let was = before.iter().find(|it| same(it, row)).map(|it| it.words.clone());
        if was.as_ref() != Some(&row.words) {
            found.push((row.section, row.label.clone(), was, Some(row.words.clone())));
        }
    }
    let gone = before.into_iter().filter(|row| !after.iter().any(|it| same(it, row)));
    found.extend(gone.map(|row| (row.section, row.label, Some(row.words), None)));
    found
}
