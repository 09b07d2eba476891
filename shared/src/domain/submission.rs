//! What was done with a report: sent with its figures, approved or returned, accepted; each bound to what it was said of.

use serde::{Deserialize, Serialize};

use super::evidence::words_problem;
use super::target::{Basis, Nature, Plan, Sense, Span, Target};
use crate::achievement::Achievement;
use crate::bytes::{Sha256, sha256};
use crate::field::Problem;
use crate::id::{PersonId, RecordId};
use crate::number::Quantity;

/// Figures that one report draws in.
pub const REPORT_FIGURES_MAX: usize = 200;
/// Keeps the hash of a submission from being taken for one of anything else.
const SUBMISSION_HASHED_AS: &[u8] = b"giao-uoc/submission/1\n";

/// A target as it stood when a report was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedFigure {
    /// The target.
    pub target: RecordId,
    /// Its name then.
    pub name: String,
    /// Đơn vị tính.
    pub measure: String,
    /// What kind of figure it counts.
    pub nature: Nature,
    /// Which way is better.
    pub sense: Sense,
    /// Kế hoạch of the report's span; none when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Quantity>,
    /// Không giao chỉ tiêu.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unassigned: bool,
    /// Ước or chính thức; none when there was no figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Thực hiện; none when there was no figure: a blank, not 0 (I-24).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Quantity>,
}

impl ReportedFigure {
    /// How a target stands for a span: what the unit planned, and the figure that counts.
    pub fn of(
        (id, target): (RecordId, &Target),
        plan: Option<&Plan>,
        counting: Option<(Basis, Quantity)>,
        span: Span,
    ) -> Self {
        Self {
            target: id,
            name: target.name.clone(),
            measure: target.measure.clone(),
            nature: target.nature,
            sense: target.sense,
            plan: plan.and_then(|plan| plan.in_force(span)),
            unassigned: plan.is_some_and(|plan| plan.unassigned),
            basis: counting.map(|(basis, _)| basis),
            value: counting.map(|(_, value)| value),
        }
    }

    /// What the figure is beside its plan.
    pub fn achievement(&self) -> Achievement {
        if self.unassigned {
            return Achievement::Unassigned;
        }
        Achievement::of(self.nature, self.sense, self.plan, self.value)
    }
}

/// A report as it was sent: which text, with which figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Lần gửi, from 1.
    pub round: u32,
    /// Who sent it.
    pub by: PersonId,
    /// The hash of the text that was sent ([`super::Report::text`]).
    pub text: Sha256,
    /// The figures as they stood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<ReportedFigure>,
}

/// What was said of a report that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Which round it was said of.
    pub round: u32,
    /// The hash of the submission that it was said of: of any other it says nothing.
    pub of: Sha256,
    /// Who said it.
    pub by: PersonId,
    /// What was said.
    pub verdict: Verdict,
}

/// Duyệt or trả lại.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Đã duyệt.
    Approved,
    /// Trả lại.
    Returned {
        /// Lý do.
        reason: String,
    },
}

/// Tiếp nhận: the centre has taken an approved report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The hash of the submission that was accepted: of any other it says nothing.
    pub of: Sha256,
    /// Who accepted it.
    pub by: PersonId,
}

impl Submission {
    /// What it is known by: another text, another figure or another round makes another.
    pub fn digest(&self) -> Sha256 {
        digest(SUBMISSION_HASHED_AS, self)
    }
}

/// The hash of a value, told apart from those of other things.
pub(super) fn digest(hashed_as: &[u8], value: &impl Serialize) -> Sha256 {
    let mut bytes = hashed_as.to_vec();
    bytes.extend(serde_json::to_vec(value).unwrap_or_default());
    sha256(&bytes)
}

/// What is wrong with a submission.
pub(super) fn submission_problem(sent: &Submission) -> Option<Problem> {
    let is = sent.figures.len();
    if is > REPORT_FIGURES_MAX {
        return Some(Problem::TooMany { max: REPORT_FIGURES_MAX, is });
    }
    sent.figures.iter().find_map(|it| words_problem(&it.name, 200).or_else(|| words_problem(&it.measure, 40)))
}
