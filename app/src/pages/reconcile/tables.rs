//! The queue as it is taken along.

use leptos::prelude::*;
use shared::sheet::{Cell, Table};
use shared::sync::Candidate;

use crate::pages::activity_detail::{Author, disputed_field, disputed_value, person_words};
use crate::pages::export::{headed, text};
use crate::repo::Repo;
use crate::repo::types::{ConflictLine, HeldLine};
use crate::{format, tr, words};

/// The conflicts of a tab, with every value and, of what was decided, the decision.
pub(super) fn conflicts(repo: &Repo, lines: &[ConflictLine]) -> Table {
    let rows = lines.iter().map(|line| untrack(|| conflict(repo, line)));
    let headings = [
        tr!(reconcile.about),
        tr!(reconcile.field),
        words::field("unit"),
        tr!(reconcile.value_in_force),
        tr!(reconcile.other_values),
        tr!(activity.standing),
        words::field("decision"),
        words::field("reason"),
        tr!(export.by),
        tr!(export.at),
    ];
    headed(tr!(nav.reconcile), headings.into_iter(), rows)
}

fn conflict(repo: &Repo, line: &ConflictLine) -> Vec<Cell> {
    let conflict = &line.conflict;
    let value = |candidate: &Candidate| {
        let words = disputed_value(repo, conflict, &candidate.value);
        match &candidate.by {
            Some(by) => format!("{words} ({}, {})", Author::of(repo, by).name, format::instant(by.received)),
            None => words,
        }
    };
    let others = conflict.candidates.iter().map(value).collect::<Vec<_>>().join("; ");
    let state = match (&line.pending_decision, line.open) {
        (Some(_), _) => tr!(reconcile.pending),
        (None, true) => tr!(reconcile.open),
        (None, false) => tr!(reconcile.decided),
    };
    let decision = line.pending_decision.as_ref().or(conflict.decision.as_ref());
    let decision = decision.map(|decision| disputed_value(repo, conflict, &decision.value));
    let by = conflict.decided_by.as_ref();
    let unit = conflict.unit.and_then(|unit| repo.unit_name(unit));
    [
        line.title.clone(),
        disputed_field(conflict).unwrap_or_default(),
        unit.unwrap_or_default(),
        value(&conflict.in_force),
        others,
        state.to_owned(),
        decision.unwrap_or_default(),
        conflict.reason.clone(),
        by.map(|by| Author::of(repo, by).name).unwrap_or_default(),
        by.map(|by| format::instant(by.received)).unwrap_or_default(),
    ]
    .map(text)
    .into()
}

/// What waits for another part.
pub(super) fn held(repo: &Repo, lines: &[HeldLine]) -> Table {
    let rows = lines.iter().map(|HeldLine { unit, title, held }| {
        let cells = [
            super::held::title(title, held.kind),
            untrack(|| person_words(repo, held.author)),
            held.device_name.clone(),
            untrack(|| repo.unit_name(*unit)).unwrap_or_default(),
            super::held::waits(held.waiting_for).to_owned(),
            format::instant(held.since),
        ];
        cells.map(text).into()
    });
    let headings = [
        tr!(reconcile.about),
        tr!(export.by),
        tr!(nav.device_short),
        words::field("unit"),
        tr!(reconcile.waits_for),
        tr!(reconcile.since),
    ];
    headed(tr!(reconcile.held), headings.into_iter(), rows)
}
