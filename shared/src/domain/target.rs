//! Chỉ tiêu: what is aimed at, what each unit planned, and what came of it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::evidence::{Evidence, evidence_problem, words_problem};
use super::kind::{Keyed, record_kind};
use crate::field::{FieldError, Limit, Problem};
use crate::id::{PersonId, RecordId, UnitId};
use crate::limit::REASON_CHARS_MAX;
use crate::number::Quantity;

/// What kind of figure a target counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// Số lượng: whole things.
    Count,
    /// Tỷ lệ: a percentage; compared in percentage points (I-16).
    Rate,
    /// Số tiền.
    Money,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// Càng cao càng tốt.
    Higher,
    /// Càng thấp càng tốt: the plan is a limit (I-16).
    Lower,
}

/// Kỳ: the stretch of the year that a figure is of, counted from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// 6 tháng đầu năm.
    Half,
    /// Cả năm.
    Full,
}

impl Span {
    /// Its name in the keys of records.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Half => "half",
            Self::Full => "full",
        }
    }
}

/// Whether a figure is final (I-13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Ước thực hiện.
    Estimate,
    /// Chính thức.
    Official,
}

record_kind! {
    /// Chỉ tiêu: the whole cluster's, or one unit's own.
    Target, check = check_target;
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// The unit whose own it is; none when it is common to all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<UnitId> = Fixed Limit::Type,
    /// Tên chỉ tiêu.
    name: String = Agreed Limit::Line(200),
    /// Đơn vị tính: phần quà, hợp tác xã, triệu đồng. Of a rate it is always %.
    measure: String = Agreed Limit::Line(40),
    /// What kind of figure it counts.
    nature: Nature = Agreed Limit::Type,
    /// Which way is better.
    sense: Sense = Agreed Limit::Type,
    /// Where it stands in the list: smaller first.
    order: u32 = Agreed Limit::Type,
    /// How it is counted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String = Text Limit::Text(1_000),
}

/// Điều chỉnh: a plan changed after it was frozen, with the registered one kept beside it (I-07).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// The plan that counts from then on.
    pub plan: Quantity,
    /// Lý do.
    pub reason: String,
    /// Who approved it; for the unit's own wish nobody yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<PersonId>,
}

record_kind! {
    /// Kế hoạch: what one unit registered for one target.
    Plan, check = check_plan;
    /// The target.
    target: RecordId = Fixed Limit::Type,
    /// The unit.
    unit: UnitId = Fixed Limit::Type,
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// Kế hoạch 6 tháng, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    half: Option<Quantity> = Owned Limit::Type,
    /// Kế hoạch năm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    full: Option<Quantity> = Owned Limit::Type,
    /// Không giao chỉ tiêu: never a plan of 0 (I-12).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unassigned: bool = Owned Limit::Type,
    /// The document it was taken from, when somebody else entered it for the unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    source: String = Owned Limit::Line(200),
    /// Đề nghị điều chỉnh of the year's plan, by the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wished: Option<Adjustment> = Owned Limit::Type,
    /// Điều chỉnh of the year's plan in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    adjusted: Option<Adjustment> = Agreed Limit::Type,
}

record_kind! {
    /// Thực hiện: one figure of one unit for one target. Estimate and official figure are two records (I-14).
    Figure, check = check_figure;
    /// The target.
    target: RecordId = Fixed Limit::Type,
    /// The unit.
    unit: UnitId = Fixed Limit::Type,
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// Kỳ.
    span: Span = Fixed Limit::Type,
    /// Ước or chính thức.
    basis: Basis = Fixed Limit::Type,
    /// The figure; none when it was taken back: a blank, not 0 (I-24).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<Quantity> = Owned Limit::Type,
    /// Nguồn số liệu; the document, when somebody else entered it for the unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    source: String = Owned Limit::Line(200),
    /// Why it is right although it looks out of pattern, and whatever else there is to say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String = Text Limit::Text(2_000),
    /// Minh chứng.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    evidence: BTreeSet<Evidence> = Set Limit::Items(30),
}

impl Keyed for Plan {
    fn key(&self) -> String {
        format!("plan/{}/{}", self.target, self.unit)
    }
}

impl Keyed for Figure {
    fn key(&self) -> String {
        let span = self.span.name();
        let basis = match self.basis {
            Basis::Estimate => "estimate",
            Basis::Official => "official",
        };
        format!("figure/{}/{}/{span}/{basis}", self.target, self.unit)
    }
}

impl Plan {
    /// A plan of which nothing is registered yet.
    pub fn empty(target: RecordId, unit: UnitId, year: i16) -> Self {
        Self {
            target,
            unit,
            year,
            half: None,
            full: None,
            unassigned: false,
            source: String::new(),
            wished: None,
            adjusted: None,
        }
    }

    /// The plan that counts for a span: adjusted where it was, else as registered.
    pub fn in_force(&self, span: Span) -> Option<Quantity> {
        match span {
            Span::Half => self.half,
            Span::Full => self.adjusted.as_ref().map(|adjusted| adjusted.plan).or(self.full),
        }
    }
}

impl Figure {
    /// A figure of which nothing is known yet.
    pub fn empty(target: RecordId, unit: UnitId, year: i16, span: Span, basis: Basis) -> Self {
        let (source, note) = (String::new(), String::new());
        Self { target, unit, year, span, basis, value: None, source, note, evidence: BTreeSet::new() }
    }
}

impl Target {
    /// What is wrong with a figure of this target, plan or actual: a count has no fraction, nothing is negative, a rate
    /// stays within reason.
    pub fn problem(&self, figure: Quantity) -> Option<Problem> {
        /// A rate may pass 100 % (of a plan, of last year); ten times that is a slip of the finger.
        const RATE_MAX: i64 = 1_000;
        if figure < Quantity::ZERO {
            return Some(Problem::Negative);
        }
        match self.nature {
            Nature::Count => (!figure.is_whole()).then_some(Problem::NotWhole),
            Nature::Rate => (figure > Quantity::whole(RATE_MAX)).then_some(Problem::OutOfRange),
            Nature::Money => None,
        }
    }

    /// The problems of a plan for this target that the plan alone does not show.
    pub fn problems_of_plan(&self, plan: &Plan) -> Vec<FieldError> {
        let adjusted = plan.adjusted.as_ref().map(|it| it.plan);
        let wished = plan.wished.as_ref().map(|it| it.plan);
        let figures = [("half", plan.half), ("full", plan.full), ("wished", wished), ("adjusted", adjusted)];
        self.problems_of(figures, plan.unit, plan.year)
    }

    /// The problems of a figure for this target that the figure alone does not show.
    pub fn problems_of_figure(&self, figure: &Figure) -> Vec<FieldError> {
        self.problems_of([("value", figure.value)], figure.unit, figure.year)
    }

    fn problems_of<const N: usize>(
        &self,
        figures: [(&str, Option<Quantity>); N],
        unit: UnitId,
        year: i16,
    ) -> Vec<FieldError> {
        let problem = |(field, figure): (&str, Option<Quantity>)| {
            figure.and_then(|figure| self.problem(figure)).map(|problem| FieldError::new(field, problem))
        };
        let mut found: Vec<_> = figures.into_iter().filter_map(problem).collect();
        if self.year != year || self.unit.is_some_and(|own| own != unit) {
            found.push(FieldError::new("target", Problem::OutOfRange));
        }
        found
    }
}

fn check_target(target: &Target) -> Vec<FieldError> {
    // I-13: every figure has a unit of measure.
    let blank = [("name", &target.name), ("measure", &target.measure)];
    super::directory::blanks(&blank)
}

fn check_plan(plan: &Plan) -> Vec<FieldError> {
    let mut found = Vec::new();
    for (field, figure) in [("half", plan.half), ("full", plan.full)] {
        match figure {
            // I-12: a plan is above zero, or there is none.
            Some(figure) if !figure.is_positive() => found.push(FieldError::new(field, Problem::NotPositive)),
            Some(_) if plan.unassigned => found.push(FieldError::new("unassigned", Problem::Contradicts)),
            Some(_) | None => {}
        }
    }
    for (field, adjustment) in [("wished", &plan.wished), ("adjusted", &plan.adjusted)] {
        let Some(adjustment) = adjustment else { continue };
        if !adjustment.plan.is_positive() {
            found.push(FieldError::new(field, Problem::NotPositive));
        }
        found.extend(
            words_problem(&adjustment.reason, REASON_CHARS_MAX)
                .map(|problem| FieldError::new(field, problem)),
        );
    }
    // I-07: an adjustment in force names who approved it.
    if plan.adjusted.as_ref().is_some_and(|adjusted| adjusted.approver.is_none()) {
        found.push(FieldError::new("adjusted", Problem::Blank));
    }
    found
}

fn check_figure(figure: &Figure) -> Vec<FieldError> {
    let negative = figure.value.filter(|value| *value < Quantity::ZERO).map(|_| Problem::Negative);
    let value = negative.map(|problem| FieldError::new("value", problem));
    value.into_iter().chain(evidence_problem(&figure.evidence)).collect()
}
