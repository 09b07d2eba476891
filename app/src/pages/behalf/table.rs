//! What was entered on behalf, as it is taken along.

use leptos::prelude::*;
use shared::id::UnitId;
use shared::sheet::Table;

use super::entries::mark;
use super::sentence::{said, what, who};
use crate::pages::export::{figure, headed, text};
use crate::repo::Repo;
use crate::repo::types::{BehalfState, OnBehalf};
use crate::{format, tr, words};

/// Whether an entry stands on the page: of the own unit what waits for its word while that can be said, and what was
/// said; of other units everything, for those who look over them.
pub(super) fn is_shown(entry: &OnBehalf, own: Option<UnitId>, oversees: bool) -> bool {
    match entry.state {
        BehalfState::Own => false,
        BehalfState::Waiting if own == Some(entry.unit) => !entry.is_closed,
        BehalfState::Waiting | BehalfState::Confirmed | BehalfState::Disputed => {
            oversees || own == Some(entry.unit)
        }
    }
}

/// The entries.
pub(super) fn table(repo: &Repo, entries: &[OnBehalf]) -> Table {
    let rows = entries.iter().map(|entry| {
        let answer = entry.standing_answer();
        let said = answer.map(|answer| untrack(|| said(repo, answer, false)));
        vec![
            text(untrack(|| repo.unit_name(entry.unit)).unwrap_or_default()),
            text(words::kind(entry.kind)),
            text(&entry.title),
            text(what(entry)),
            figure(entry.figure()),
            text(entry.source()),
            text(untrack(|| who(repo, entry))),
            text(format::instant(entry.by.2)),
            text(mark(entry.state).2),
            text(said.unwrap_or_default()),
        ]
    });
    let headings = [
        words::field("unit"),
        words::field("kind"),
        tr!(behalf.about),
        tr!(behalf.what),
        tr!(behalf.figure),
        tr!(behalf.source),
        tr!(export.by),
        tr!(export.at),
        tr!(activity.standing),
        tr!(behalf.answer),
    ];
    headed(tr!(nav.behalf), headings.into_iter(), rows)
}

#[cfg(test)]
mod tests {
    use shared::domain::Kind;
    use shared::field::Fields;
    use shared::id::{ChangeId, PersonId, RecordId};
    use shared::time::Timestamp;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn what_stands_on_the_page_is_what_is_taken_along() {
        let [mine, other] = [1, 2].map(|n| UnitId::derived([n; 16]));
        let entry = |unit, state, is_closed| OnBehalf {
            id: RecordId::derived([3; 16]),
            kind: Kind::Figure,
            unit,
            year: 2024,
            title: String::new(),
            fields: Fields::default(),
            entered: ChangeId::derived([4; 16]),
            by: (PersonId::derived([5; 16]), None, Timestamp::from_millis(0)),
            state,
            answers: Vec::new(),
            is_closed,
        };
        // For a unit, for the head's office, which has one itself, and for the centre.
        let people = [(Some(mine), false), (Some(mine), true), (None, true)];
        let cases = [
            (mine, BehalfState::Waiting, false, [true, true, true]),
            (mine, BehalfState::Waiting, true, [false, false, true]),
            (mine, BehalfState::Confirmed, true, [true, true, true]),
            (other, BehalfState::Waiting, true, [false, true, true]),
            (other, BehalfState::Disputed, false, [false, true, true]),
            (mine, BehalfState::Own, false, [false, false, false]),
        ];
        for (unit, state, is_closed, expected) in cases {
            let entry = entry(unit, state, is_closed);
            let shown = people.map(|(own, oversees)| is_shown(&entry, own, oversees));
            assert_eq!(shown, expected, "{state:?} {is_closed}");
        }
    }
}
