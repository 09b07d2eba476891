//! Hoạt động: what a unit did, with its evidence.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::kind::record_kind;
use crate::bytes::Sha256;
use crate::field::{FieldError, Limit, Problem};
use crate::id::UnitId;

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

record_kind! {
    /// Hoạt động: what a member unit did on a day.
    Activity, check = check;
    /// The unit that did it.
    unit: UnitId = Fixed Limit::Type,
    /// Năm thi đua: the emulation year it counts towards (not always the year of the day).
    year: i16 = Fixed Limit::Type,
    /// Tên hoạt động.
    title: String = Owned Limit::Line(200),
    /// Ngày tổ chức.
    #[serde(with = "crate::day")]
    held_on: Date = Owned Limit::Type,
    /// Nơi tổ chức.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    place: String = Owned Limit::Line(200),
    /// Phong trào thi đua that it answers, by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    movement: String = Owned Limit::Line(200),
    /// Số người tham gia, where it was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    participants: Option<u32> = Owned Limit::Type,
    /// Nội dung, kết quả.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    body: String = Text Limit::Text(20_000),
    /// Từ khóa.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    tags: BTreeSet<String> = Set Limit::Items(20),
    /// Minh chứng.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    evidence: BTreeSet<Evidence> = Set Limit::Items(30),
}

/// Characters in one tag.
pub const TAG_CHARS_MAX: usize = 40;
/// Characters in the name of a file or the place of a paper.
pub const EVIDENCE_CHARS_MAX: usize = 200;

fn check(activity: &Activity) -> Vec<FieldError> {
    let mut found = Vec::new();
    if activity.title.trim().is_empty() {
        found.push(FieldError::new("title", Problem::Blank));
    }
    // A report may look back a year and plan one ahead; anything else is a slip of the finger.
    if (activity.held_on.year() - activity.year).abs() > 1 {
        found.push(FieldError::new("held_on", Problem::OutOfRange));
    }
    found.extend(
        activity
            .tags
            .iter()
            .find_map(|tag| words_problem(tag, TAG_CHARS_MAX))
            .map(|p| FieldError::new("tags", p)),
    );
    let mut words = activity.evidence.iter().map(|item| match item {
        Evidence::File { name, .. } => name,
        Evidence::Paper { kept_at } => kept_at,
    });
    found.extend(
        words
            .find_map(|words| words_problem(words, EVIDENCE_CHARS_MAX))
            .map(|p| FieldError::new("evidence", p)),
    );
    found
}

fn words_problem(words: &str, max: usize) -> Option<Problem> {
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
