//! Covenants, their texts, their signatures and what units said, as they are taken along.

use leptos::prelude::*;
use shared::domain::{CovenantState, CovenantText, Signed};
use shared::id::SpaceId;
use shared::sheet::{Cell, Table};

use super::About;
use super::list::state_words;
use super::reading::Reading;
use crate::pages::export::{count, day, headed, text};
use crate::repo::Repo;
use crate::repo::types::Covenants;
use crate::{tr, words};

/// All covenants and annexes.
pub(super) fn covenants(space: SpaceId, known: &Covenants) -> Table {
    let rows = known.all.iter().map(|held| {
        let about = About::new(space, held.record.year, held.record.part);
        let adopted = held.record.adopted.as_ref();
        let state = known.state(about.id);
        let (signed, of) = match state {
            CovenantState::Draft => (Cell::Blank, Cell::Blank),
            CovenantState::Adopted { signed, of } => (count(signed), count(of)),
        };
        vec![
            count(usize::try_from(held.record.year).unwrap_or(0)),
            text(about.name()),
            text(state_words(Some(state))),
            day(adopted.map(|adopted| adopted.on)),
            text(adopted.map(|adopted| adopted.how.clone()).unwrap_or_default()),
            text(adopted.map(words::adopted_words).unwrap_or_default()),
            signed,
            of,
        ]
    });
    let headings = [
        words::field("year"),
        tr!(covenant.document),
        tr!(covenant.stands),
        tr!(covenant.adopted_on),
        tr!(covenant.how),
        tr!(covenant.text_head),
        tr!(covenant.signed_head),
        tr!(covenant.of_head),
    ];
    headed(tr!(nav.covenants), headings.into_iter(), rows)
}

/// A text, part by part in the order of the document.
pub(super) fn document(name: &str, document: &CovenantText) -> Table {
    let grounds = document.basis.lines().map(|line| (words::field("basis").to_owned(), line));
    let articles = document.articles.iter().zip(1_usize..);
    let articles = articles.map(|(body, n)| (tr!(covenant.article_at, n = n), body.as_str()));
    let movements =
        document.movements.iter().map(|name| (words::field("movements").to_owned(), name.as_str()));
    let part = |field, body| std::iter::once((words::field(field).to_owned(), body));
    let before = grounds.chain(part("opening", document.opening.as_str())).chain(articles);
    let after = movements.chain(part("closing", document.closing.as_str()));
    let row = |(part, body): (String, &str)| vec![text(part), text(body), Cell::Blank];
    let targets = document.targets.iter();
    let targets =
        targets.map(|it| vec![text(tr!(covenant.common_target)), text(&it.name), text(&it.measure)]);
    let rows = before.map(row).chain(targets).chain(after.map(row));
    let rows = rows.filter(|row| row.get(1).is_some_and(|body| *body != Cell::Blank));
    let headings = [tr!(covenant.part), tr!(field.text), words::field("measure")];
    headed(name, headings.into_iter(), rows)
}

/// The units of the adopted text, with who signed for each.
pub(super) fn signatures(reading: Reading) -> Table {
    let known = reading.known.get_untracked();
    let of_text = reading.text();
    let rows = reading.parties().into_iter().zip(1_usize..).map(|((party, signed), number)| {
        let held = of_text.and_then(|of_text| known.signature(reading.about.id, of_text, party.unit));
        let it = held.map(|held| &held.record);
        let stands = match signed {
            Signed::This => tr!(covenant.signed_head),
            Signed::Another => tr!(covenant.signed_other),
            Signed::Nothing => tr!(covenant.unsigned),
        };
        vec![
            count(number),
            text(party.name),
            text(it.map(|it| it.signer.clone()).unwrap_or_default()),
            text(it.map(|it| words::authority_words(&it.authority)).unwrap_or_default()),
            day(it.map(|it| it.signed_on)),
            text(words::capitalised(stands)),
        ]
    });
    let headings = [
        tr!(covenant.number),
        words::field("unit"),
        words::field("signer"),
        words::field("authority"),
        tr!(covenant.dated),
        tr!(covenant.stands),
    ];
    let name = format!("{} · {}", tr!(covenant.parties), reading.about.name());
    headed(&name, headings.into_iter(), rows)
}

/// What units said of a draft, and what they were answered.
pub(super) fn remarks(repo: &Repo, reading: Reading) -> Table {
    let known = reading.known.get_untracked();
    let rows = known.remarks_of(reading.about.id).map(|held| {
        let remark = &held.record;
        let unit = untrack(|| repo.unit_name(remark.unit)).unwrap_or_default();
        vec![text(unit), text(&remark.body), text(&remark.answer)]
    });
    let headings = [words::field("unit"), tr!(covenant.remarks), words::field("answer")];
    headed(&format!("{} · {}", tr!(covenant.remarks), reading.about.name()), headings.into_iter(), rows)
}

#[cfg(test)]
mod tests {
    use shared::domain::{CommonTarget, Covenant};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_text_is_taken_along_part_by_part_in_the_order_of_the_document() {
        let frame = Covenant {
            basis: "Quyết định số 1\n\nQuyết định số 2".to_owned(),
            ..Covenant::empty(2025, 0)
        };
        let mut taken = CovenantText::of(&frame, Vec::new(), &[], &[], Vec::new());
        taken.articles = vec!["Một".to_owned(), "Hai\nba".to_owned()];
        taken.targets = vec![CommonTarget { name: "Quà".to_owned(), measure: "phần".to_owned() }];
        taken.movements = vec!["Tết".to_owned()];
        let table = document("Giao ước", &taken);
        let shown: Vec<Vec<_>> = table.rows.iter().map(|row| row.iter().map(Cell::shown).collect()).collect();
        let expected = [
            ["Căn cứ", "Quyết định số 1", ""],
            ["Căn cứ", "Quyết định số 2", ""],
            ["Điều 1", "Một", ""],
            ["Điều 2", "Hai\nba", ""],
            ["Chỉ tiêu chung", "Quà", "phần"],
            ["Phong trào, cuộc vận động", "Tết", ""],
        ];
        assert_eq!(shown, expected.map(|row| row.map(str::to_owned).to_vec()));
    }
}
