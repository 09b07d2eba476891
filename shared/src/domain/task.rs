//! Nhiệm vụ trọng tâm: what a cluster sets itself for a year, who leads it, and how far each unit has come.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::evidence::words_problem;
use super::kind::{Keyed, record_kind};
use crate::field::{FieldError, Limit, Problem};
use crate::id::{RecordId, UnitId};
use crate::limit::REASON_CHARS_MAX;
use crate::order::{ORDER_CHARS_MAX, OrderKey};

record_kind! {
    /// Nhiệm vụ trọng tâm of a cluster's year. What comes of it is its units' to say, in [`TaskProgress`].
    KeyTask, check = check_task;
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// Tên nhiệm vụ.
    name: String = Agreed Limit::Line(200),
    /// Thứ tự: where it stands in the list.
    order: OrderKey = Ordered Limit::Line(ORDER_CHARS_MAX),
    /// Đơn vị chủ trì; none when all units do it alike.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lead: Option<UnitId> = Agreed Limit::Type,
    /// Đơn vị phối hợp.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    supporting: BTreeSet<UnitId> = Set Limit::Items(60),
    /// Hạn: the last day.
    #[serde(default, with = "crate::day::maybe", skip_serializing_if = "Option::is_none")]
    due: Option<Date> = Agreed Limit::Type,
    /// Nội dung.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    body: String = Text Limit::Text(10_000),
}

/// Tiến độ, in words: a percentage would only pretend to have been measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Chưa làm.
    NotBegun,
    /// Đang làm.
    GoingOn,
    /// Đã xong.
    Done,
    /// Không làm nữa.
    Dropped {
        /// Lý do.
        reason: String,
    },
}

record_kind! {
    /// Tiến độ of one unit with one key task. A record of its own, so that units write theirs while the head's office
    /// changes the task.
    TaskProgress, check = check_progress;
    /// The task.
    task: RecordId = Fixed Limit::Type,
    /// The unit.
    unit: UnitId = Fixed Limit::Type,
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// How far it has come.
    state: TaskState = Owned Limit::Type,
    /// What was done, and what stands in the way.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String = Text Limit::Text(5_000),
    /// The document it was taken from, when somebody else entered it for the unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    source: String = Owned Limit::Line(200),
}

impl Keyed for TaskProgress {
    fn key(&self) -> String {
        format!("progress/{}/{}", self.task, self.unit)
    }
}

impl KeyTask {
    /// Whether a unit leads or supports it; what nobody leads is for all.
    pub fn concerns(&self, unit: UnitId) -> bool {
        match self.lead {
            Some(lead) => lead == unit || self.supporting.contains(&unit),
            None => self.supporting.is_empty() || self.supporting.contains(&unit),
        }
    }

    /// What is wrong with a unit's progress that the progress alone does not show. Which units a task names may change
    /// while one of them is offline, so every unit may say what it did.
    pub(super) fn problems_of(&self, progress: &TaskProgress) -> Vec<FieldError> {
        let is_other_year = self.year != progress.year;
        is_other_year.then(|| FieldError::new("task", Problem::OutOfRange)).into_iter().collect()
    }
}

impl TaskProgress {
    /// Nothing said yet.
    pub fn empty(task: RecordId, unit: UnitId, year: i16) -> Self {
        let (note, source) = (String::new(), String::new());
        Self { task, unit, year, state: TaskState::NotBegun, note, source }
    }
}

impl TaskState {
    /// Whether nothing is left to do.
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Done | Self::Dropped { .. })
    }
}

fn check_task(task: &KeyTask) -> Vec<FieldError> {
    let mut found = super::directory::blanks(&[("name", &task.name)]);
    // What is left of the year's work is done early in the next.
    if task.due.is_some_and(|due| (due.year() - task.year).abs() > 1) {
        found.push(FieldError::new("due", Problem::OutOfRange));
    }
    found
}

fn check_progress(progress: &TaskProgress) -> Vec<FieldError> {
    match &progress.state {
        TaskState::Dropped { reason } => words_problem(reason, REASON_CHARS_MAX)
            .map(|problem| FieldError::new("state", problem))
            .into_iter()
            .collect(),
        TaskState::NotBegun | TaskState::GoingOn | TaskState::Done => Vec::new(),
    }
}
