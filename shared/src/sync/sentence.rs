//! Three-way merge of long text by sentence: a Vietnamese paragraph is one line, so lines are too coarse.

use diffy::{ConflictStyle, MergeOptions};
use std::collections::HashMap;

/// The outcome of a three-way merge of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MergedText {
    /// The text in force with the other side's clean changes.
    pub(super) text: String,
    /// Whether both sides changed the same place; there the text in force was kept.
    pub(super) overlaps: bool,
}

/// Brings the changes that lead from `base` to `theirs` into `ours`.
pub(super) fn merge_text(base: &str, ours: &str, theirs: &str) -> MergedText {
    let mut words = Interned::default();
    let [base, ours, theirs] = [base, ours, theirs].map(|text| words.encode(text));
    let mut options = MergeOptions::new();
    options.set_conflict_style(ConflictStyle::Merge);
    match options.merge(&base, &ours, &theirs) {
        Ok(lines) => MergedText { text: words.decode(lines.lines()), overlaps: false },
        Err(lines) => MergedText { text: words.decode(kept(&lines)), overlaps: true },
    }
}

/// The lines of a conflicted merge with our side of every overlap.
fn kept(lines: &str) -> impl Iterator<Item = &str> {
    let mut in_theirs = false;
    lines.lines().filter(move |line| {
        // Sentences are encoded as numbers, so a line that begins otherwise is a marker.
        match line.as_bytes().first() {
            Some(b'<') => false,
            Some(b'=' | b'|') => {
                in_theirs = true;
                false
            }
            Some(b'>') => {
                in_theirs = false;
                false
            }
            Some(_) | None => !in_theirs,
        }
    })
}

/// Gives each distinct sentence a number, so that no text can look like a conflict marker.
#[derive(Default)]
struct Interned<'a> {
    numbers: HashMap<&'a str, usize>,
    sentences: Vec<&'a str>,
}

impl<'a> Interned<'a> {
    fn encode(&mut self, text: &'a str) -> String {
        let mut lines = String::new();
        for sentence in sentences(text) {
            let fresh = self.sentences.len();
            let number = *self.numbers.entry(sentence).or_insert(fresh);
            if number == fresh {
                self.sentences.push(sentence);
            }
            lines.push_str(&number.to_string());
            lines.push('\n');
        }
        lines
    }

    fn decode<'l>(&self, lines: impl Iterator<Item = &'l str>) -> String {
        lines.filter_map(|line| self.sentences.get(line.parse::<usize>().ok()?)).copied().collect()
    }
}

/// The sentences of a text, each with what follows it up to the next; together they are the text.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (at, c) in text.char_indices() {
        let is_gap = c.is_whitespace();
        if ended && !is_gap {
            found.extend(text.get(start..at));
            start = at;
            ended = false;
        }
        // A full stop inside a figure (74.958) is followed by no gap and ends nothing.
        ended = c == '\n'
            || (ended && is_gap)
            || (is_gap && ends_sentence(text.get(start..at).unwrap_or_default()));
    }
    found.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    found
}

fn ends_sentence(so_far: &str) -> bool {
    so_far.trim_end_matches(['”', '"', ')', '»']).ends_with(['.', '!', '?', '…', ';', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_together_are_the_text() {
        let cases: [(&str, &[&str]); 5] = [
            ("", &[]),
            ("Một câu", &["Một câu"]),
            ("Trao 74.958 phần quà. Xong!  Hết", &["Trao 74.958 phần quà. ", "Xong!  ", "Hết"]),
            ("Dòng một\n\nDòng hai. Câu ba", &["Dòng một\n\n", "Dòng hai. ", "Câu ba"]),
            ("“Tết Nhân ái.” Vui", &["“Tết Nhân ái.” ", "Vui"]),
        ];
        for (text, expected) in cases {
            assert_eq!(sentences(text), expected);
        }
    }

    #[test]
    fn distant_sentences_merge_and_one_sentence_twice_overlaps() {
        let base = "Mở đầu. Giữa bài. Ở giữa. Kết thúc.";
        let cases = [
            (
                "Mở đầu mới. Giữa bài. Ở giữa. Kết thúc.",
                "Mở đầu. Giữa bài. Ở giữa. Kết thúc khác.",
                "Mở đầu mới. Giữa bài. Ở giữa. Kết thúc khác.",
                false,
            ),
            (
                "Mở đầu A. Giữa bài. Ở giữa. Kết thúc.",
                "Mở đầu B. Giữa bài. Ở giữa. Kết thúc khác.",
                "Mở đầu A. Giữa bài. Ở giữa. Kết thúc khác.",
                true,
            ),
            ("<<<<<<< ours", "=======", "<<<<<<< ours", true),
            (base, "", "", false),
        ];
        for (ours, theirs, expected, overlaps) in cases {
            let merged = merge_text(base, ours, theirs);
            assert_eq!((merged.text.as_str(), merged.overlaps), (expected, overlaps), "{ours} / {theirs}");
        }
    }
}
