//! Hoạt động: what a unit did, with its evidence.

use jiff::civil::Date;
use std::collections::BTreeSet;

use super::evidence::{Evidence, evidence_problem, words_problem};
use super::kind::record_kind;
use crate::field::{FieldError, Limit, Problem};
use crate::id::{RecordId, UnitId};

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
    /// Phong trào thi đua that it answers, by name, where the catalogue does not have it.
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
    /// Phong trào, cuộc vận động of the catalogue that it answers.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    movements: BTreeSet<RecordId> = Set Limit::Items(LINKS_MAX),
    /// Nhiệm vụ trọng tâm that it serves.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    tasks: BTreeSet<RecordId> = Set Limit::Items(LINKS_MAX),
    /// Chỉ tiêu that it counts towards.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    targets: BTreeSet<RecordId> = Set Limit::Items(LINKS_MAX),
    /// Minh chứng.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    evidence: BTreeSet<Evidence> = Set Limit::Items(30),
    /// The document it was taken from, when somebody else entered it for the unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    source: String = Owned Limit::Line(200),
}

/// Characters in one tag.
pub const TAG_CHARS_MAX: usize = 40;
/// Movements, key tasks or targets that one activity is for. The records need not be there: they may come later than what
/// names them, and be taken out of force.
pub const LINKS_MAX: usize = 20;

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
    found.extend(evidence_problem(&activity.evidence));
    found
}
