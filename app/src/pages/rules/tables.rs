//! Rule sets, one of them, and what differs between two, as they are taken along.

use leptos::prelude::*;
use shared::domain::RuleSet;
use shared::sheet::Table;

use super::list::pinned_words;
use super::rows::{Difference, rows};
use super::sentences::state_words;
use crate::pages::export::{day, headed, text};
use crate::repo::Repo;
use crate::repo::types::RuleSets;
use crate::{tr, words};

/// All rule sets, with what runs by each.
pub(super) fn sets(repo: &Repo, known: Option<&RuleSets>) -> Table {
    let lines = known.iter().flat_map(|known| known.sets.iter().map(|line| (*known, line)));
    let rows = lines.map(|(known, line)| {
        let rules = &line.held.record;
        vec![
            text(&rules.name),
            text(words::level(rules.level)),
            day(Some(rules.effective)),
            day(rules.expires),
            text(state_words(line)),
            text(if rules.sample { tr!(rules.sample) } else { "" }),
            text(untrack(|| pinned_words(repo, known, line))),
            text(&rules.basis),
        ]
    });
    let headings = [
        words::field("name"),
        words::field("level"),
        words::field("effective"),
        words::field("expires"),
        tr!(activity.standing),
        words::field("note"),
        tr!(rules.runs),
        words::field("basis"),
    ];
    headed(tr!(nav.rules), headings.into_iter(), rows)
}

/// One rule set, a row for each setting, with the text that it rests on.
pub(super) fn settings(rules: &RuleSet) -> Table {
    let rows = rows(rules).into_iter();
    let rows =
        rows.map(|row| vec![text(row.section.name()), text(row.label), text(row.words), text(&rules.basis)]);
    let headings = [tr!(covenant.part), tr!(rules.setting), tr!(rules.rule), words::field("basis")];
    headed(&rules.name, headings.into_iter(), rows)
}

/// What differs between two.
pub(super) fn differing(older: &str, newer: &str, found: &[Difference]) -> Table {
    let rows = found.iter().map(|(section, label, before, after)| {
        let side = |words: &Option<String>| text(words.as_deref().unwrap_or(tr!(rules.not_there)));
        vec![text(section.name()), text(label), side(before), side(after)]
    });
    let headings = [tr!(covenant.part), tr!(rules.setting), older, newer];
    headed(&format!("{} · {newer}", tr!(rules.compare)), headings.into_iter(), rows)
}
