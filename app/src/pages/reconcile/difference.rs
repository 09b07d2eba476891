//! Where texts differ, by sentence: what a person must read is marked, the rest is there to be skipped.

use std::collections::BTreeSet;

use shared::sync::sentences;

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The words.
    pub(super) text: String,
    /// Whether they are what is in dispute.
    pub(super) differs: bool,
}

/// A text in stretches; a sentence is in dispute when one of the other texts lacks it.
pub(super) fn pieces(text: &str, others: &[&str]) -> Vec<Piece> {
    let others: Vec<BTreeSet<&str>> =
        others.iter().map(|other| sentences(other).into_iter().map(str::trim).collect()).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    for sentence in sentences(text) {
        let bare = sentence.trim();
        let differs = !bare.is_empty() && others.iter().any(|other| !other.contains(bare));
        match pieces.last_mut() {
            Some(last) if last.differs == differs => last.text.push_str(sentence),
            Some(_) | None => pieces.push(Piece { text: sentence.to_owned(), differs }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn check(text: &str, others: &[&str], expected: &[(&str, bool)]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|(text, differs)| Piece { text: (*text).to_owned(), differs: *differs })
            .collect();
        assert_eq!(pieces(text, others), expected);
    }

    #[wasm_bindgen_test]
    fn only_the_sentences_that_another_text_lacks_are_marked() {
        let base = "Mở đầu. Trao 10 suất quà. Kết thúc.";
        check(
            "Mở đầu. Trao 12 suất quà. Kết thúc.",
            &[base],
            &[("Mở đầu. ", false), ("Trao 12 suất quà. ", true), ("Kết thúc.", false)],
        );
        check(base, &[base], &[(base, false)]);
        check("Mở đầu.", &["Khác.", "Mở đầu."], &[("Mở đầu.", true)]);
        check("", &[base], &[]);
    }
}
