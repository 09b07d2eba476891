//! What is entered while somebody signs, and what is missing in it.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::domain::{Authority, Drawing, Evidence, Record, Signature};
use shared::field::FieldError;
use shared::id::UnitId;

use crate::pages::activities::own_unit;
use crate::pages::activity_detail::reason_problem;
use crate::pages::covenant::adopt::line;
use crate::pages::covenant::reading::Reading;
use crate::repo::Repo;
use crate::{tr, words};

/// What is entered while somebody signs. A half-given signature is nothing to keep: it is made anew.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) reading: Reading,
    pub(super) unit: UnitId,
    pub(super) has_read: RwSignal<bool>,
    pub(super) signer: RwSignal<String>,
    pub(super) by_mandate: RwSignal<bool>,
    pub(super) post: RwSignal<String>,
    pub(super) mandate: RwSignal<String>,
    pub(super) drawing: RwSignal<Drawing>,
    pub(super) evidence: RwSignal<BTreeSet<Evidence>>,
    pub(super) reason: RwSignal<String>,
    /// What is wrong, by field.
    pub(super) faults: RwSignal<Vec<(&'static str, String)>>,
    pub(super) failure: RwSignal<Option<String>>,
    pub(super) busy: RwSignal<bool>,
}

impl Entry {
    pub(super) fn new(repo: &Repo, reading: Reading, unit: UnitId) -> Self {
        // Whoever signs for the own unit mostly signs in the own name; a tablet that is passed round knows no names.
        let own = own_unit(repo, reading.about.space) == Some(unit) && !reading.oversees.get_untracked();
        let session = untrack(|| repo.session()).filter(|_| own);
        let (signer, post) = session.map(|it| (it.name, it.post)).unwrap_or_default();
        Self {
            reading,
            unit,
            has_read: RwSignal::new(false),
            signer: RwSignal::new(signer),
            by_mandate: RwSignal::new(false),
            post: RwSignal::new(post),
            mandate: RwSignal::new(String::new()),
            drawing: RwSignal::new(Drawing::default()),
            evidence: RwSignal::new(BTreeSet::new()),
            reason: RwSignal::new(String::new()),
            faults: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    pub(super) fn fault(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.faults.with(|faults| {
                let found = faults.iter().find(|(of, _)| *of == field);
                found.map(|(_, words)| words.clone())
            })
        })
    }

    /// The signature as it is entered.
    pub(super) fn signature(self, today: jiff::civil::Date) -> Option<Signature> {
        let about = self.reading.about;
        let text = untrack(|| self.reading.text())?;
        let (post, number) = (line(&self.post.get_untracked()), line(&self.mandate.get_untracked()));
        let authority = if self.by_mandate.get_untracked() {
            Authority::Mandate { number, post }
        } else {
            Authority::Post { post }
        };
        let round = self.reading.known.with_untracked(|known| known.next_round(about.id, text, self.unit));
        Some(Signature {
            covenant: about.id,
            year: about.year,
            unit: self.unit,
            text,
            round,
            signer: line(&self.signer.get_untracked()),
            authority,
            signed_on: today,
            drawing: self.drawing.get_untracked(),
            evidence: self.evidence.get_untracked(),
        })
    }
}

/// What is missing before a signature counts, by field.
pub(super) fn faults(
    signature: &Signature,
    has_read: bool,
    reason: Option<&String>,
) -> Vec<(&'static str, String)> {
    let unread = (!has_read).then(|| ("text", tr!(covenant.read_first).to_owned()));
    let unsaid = reason.and_then(|reason| reason_problem(reason)).map(|words| ("reason", words));
    let problem = |error: &FieldError| match error.field.as_str() {
        "signer" => Some(("signer", words::problem(error.problem))),
        "authority" => Some(("authority", words::problem(error.problem))),
        "drawing" => Some(("drawing", tr!(covenant.no_mark).to_owned())),
        _ => None,
    };
    let found = signature.check();
    unread.into_iter().chain(found.iter().filter_map(problem)).chain(unsaid).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use shared::bytes::sha256;
    use shared::id::RecordId;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_signature_is_given_once_it_is_read_named_and_drawn() {
        let whole = Signature {
            covenant: RecordId::derived([1; 16]),
            year: 2024,
            unit: UnitId::derived([2; 16]),
            text: sha256(b"text"),
            round: 1,
            signer: "Lương Văn Phúc".into(),
            authority: Authority::Post { post: "Chủ tịch".into() },
            signed_on: date(2024, 1, 20),
            drawing: Drawing(vec![vec![(1, 1), (9, 9)]]),
            evidence: BTreeSet::new(),
        };
        let fields = |signature: &Signature, has_read, reason: Option<&str>| {
            let reason = reason.map(str::to_owned);
            let found = faults(signature, has_read, reason.as_ref());
            found.into_iter().map(|(field, _)| field).collect::<Vec<_>>()
        };
        assert_eq!(fields(&whole, true, None), [""; 0]);
        assert_eq!(fields(&whole, false, None), ["text"]);
        assert_eq!(fields(&whole, true, Some("")), ["reason"]);
        assert_eq!(fields(&whole, true, Some("Bão số 3")), [""; 0]);
        let blank = Signature {
            signer: String::new(),
            authority: Authority::Mandate { number: String::new(), post: "Phó".into() },
            drawing: Drawing::default(),
            ..whole
        };
        assert_eq!(fields(&blank, true, None), ["signer", "authority", "drawing"]);
    }
}
