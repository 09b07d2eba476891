//! Minh chứng: what shows that something was done, or where a figure comes from.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::bytes::Sha256;
use crate::field::{FieldError, Problem};

/// Minh chứng: something that shows what was done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A file: a photo, a PDF, an Office document. Its bytes travel after the change that names it.
    File {
        /// What identifies the bytes.
        hash: Sha256,
        /// Size in bytes.
        size: u64,
        /// Media type as found in the bytes, not as claimed by the name.
        mime: String,
        /// The name it was given.
        name: String,
    },
    /// Bản giấy, lưu tại …: a paper, and where it is kept.
    Paper {
        /// What the paper is and where it is kept.
        kept_at: String,
    },
}

/// Characters in the name of a file or the place of a paper.
pub const EVIDENCE_CHARS_MAX: usize = 200;

/// What is wrong with a record's evidence.
pub(super) fn evidence_problem(evidence: &BTreeSet<Evidence>) -> Option<FieldError> {
    let mut words = evidence.iter().map(|item| match item {
        Evidence::File { name, .. } => name,
        Evidence::Paper { kept_at } => kept_at,
    });
    words
        .find_map(|words| words_problem(words, EVIDENCE_CHARS_MAX))
        .map(|problem| FieldError::new("evidence", problem))
}

/// What is wrong with a few words of at most so many characters.
pub(super) fn words_problem(words: &str, max: usize) -> Option<Problem> {
    let is = words.chars().count();
    if words.trim().is_empty() {
        Some(Problem::Blank)
    } else if is > max {
        Some(Problem::TooLong { max, is })
    } else if crate::text::is_clean(words) {
        None
    } else {
        Some(Problem::NotClean)
    }
}
