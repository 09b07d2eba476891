//! Năm thi đua: its phases, what is locked when, and who may open it again.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::kind::{Keyed, record_kind};
use super::target::{Basis, Span};
use crate::field::{FieldError, Limit, Problem};
use crate::id::{RecordId, UnitId};

/// Từ ngày … đến ngày …, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    #[serde(with = "crate::day")]
    pub from: Date,
    /// The last day.
    #[serde(with = "crate::day")]
    pub to: Date,
}

/// Giai đoạn: the phases of an emulation year in their order (`domain.md` §1.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Phát động, đăng ký chỉ tiêu.
    Launch,
    /// Ký giao ước.
    Signing,
    /// Sơ kết 6 tháng.
    Midyear,
    /// Tự chấm, báo cáo năm.
    SelfScore,
    /// Thẩm định.
    Appraisal,
    /// Hội nghị tổng kết.
    Conference,
    /// Trình khen thưởng.
    Submission,
    /// Quyết định khen thưởng.
    Decision,
    /// Lưu trữ.
    Archive,
}

impl Phase {
    /// All phases in their order.
    pub const ALL: [Self; 9] = [
        Self::Launch,
        Self::Signing,
        Self::Midyear,
        Self::SelfScore,
        Self::Appraisal,
        Self::Conference,
        Self::Submission,
        Self::Decision,
        Self::Archive,
    ];

    /// The field of [`Year`] that holds its dates.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Launch => "launch",
            Self::Signing => "signing",
            Self::Midyear => "midyear",
            Self::SelfScore => "self_score",
            Self::Appraisal => "appraisal",
            Self::Conference => "conference",
            Self::Submission => "submission",
            Self::Decision => "decision",
            Self::Archive => "archive",
        }
    }
}

record_kind! {
    /// Năm thi đua of a cluster: when what is due. Phases without dates bind nobody.
    Year, check = check_year;
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// Phát động, đăng ký chỉ tiêu.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    launch: Option<Period> = Agreed Limit::Type,
    /// Ký giao ước. With its last day the registered targets freeze (I-07).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signing: Option<Period> = Agreed Limit::Type,
    /// Sơ kết 6 tháng.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    midyear: Option<Period> = Agreed Limit::Type,
    /// Tự chấm, báo cáo năm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    self_score: Option<Period> = Agreed Limit::Type,
    /// Thẩm định.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    appraisal: Option<Period> = Agreed Limit::Type,
    /// Hội nghị tổng kết.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    conference: Option<Period> = Agreed Limit::Type,
    /// Trình khen thưởng.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    submission: Option<Period> = Agreed Limit::Type,
    /// Quyết định khen thưởng.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decision: Option<Period> = Agreed Limit::Type,
    /// Lưu trữ. With its first day the year is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    archive: Option<Period> = Agreed Limit::Type,
    /// Bộ quy tắc by which the year is run; none while nobody has pinned one to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rules: Option<RecordId> = Agreed Limit::Type,
}

/// The field of [`Year`] that says by which rules it is run.
pub(crate) const PINNED: &str = "rules";

/// Work of a unit that has its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Đăng ký chỉ tiêu.
    Registration,
    /// Ký giao ước.
    Covenant,
    /// Số liệu 6 tháng.
    HalfFigures,
    /// Báo cáo 6 tháng.
    HalfReport,
    /// Ước thực hiện cả năm.
    YearEstimates,
    /// Báo cáo năm.
    YearReport,
    /// Số liệu chính thức cả năm.
    YearFigures,
}

impl Work {
    /// All of it, in the order of the year.
    pub const ALL: [Self; 7] = [
        Self::Registration,
        Self::Covenant,
        Self::HalfFigures,
        Self::HalfReport,
        Self::YearEstimates,
        Self::YearReport,
        Self::YearFigures,
    ];

    /// The work that a figure is part of.
    pub const fn of(span: Span, basis: Basis) -> Self {
        match (span, basis) {
            (Span::Half, _) => Self::HalfFigures,
            (Span::Full, Basis::Estimate) => Self::YearEstimates,
            (Span::Full, Basis::Official) => Self::YearFigures,
        }
    }

    /// The work that a report is.
    pub const fn of_report(span: Span) -> Self {
        match span {
            Span::Half => Self::HalfReport,
            Span::Full => Self::YearReport,
        }
    }

    /// The span of which it is a report; none of other work.
    pub const fn reports(self) -> Option<Span> {
        match self {
            Self::HalfReport => Some(Span::Half),
            Self::YearReport => Some(Span::Full),
            Self::Registration
            | Self::Covenant
            | Self::HalfFigures
            | Self::YearEstimates
            | Self::YearFigures => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Covenant => "covenant",
            Self::HalfFigures => "half_figures",
            Self::HalfReport => "half_report",
            Self::YearEstimates => "year_estimates",
            Self::YearReport => "year_report",
            Self::YearFigures => "year_figures",
        }
    }
}

record_kind! {
    /// Mở khóa: what is opened again for one unit, until when and why. Its history is the audit.
    Unlock, check = check_unlock;
    /// The unit.
    unit: UnitId = Fixed Limit::Type,
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// What is opened.
    work: Work = Fixed Limit::Type,
    /// The last day on which it is open.
    #[serde(with = "crate::day")]
    until: Date = Agreed Limit::Type,
    /// Lý do.
    reason: String = Agreed Limit::Line(500),
}

impl Keyed for Year {
    fn key(&self) -> String {
        Self::key_of(self.year)
    }
}

impl Keyed for Unlock {
    fn key(&self) -> String {
        Self::key_of(self.unit, self.year, self.work)
    }
}

impl Unlock {
    /// The key of what is opened for a unit.
    pub fn key_of(unit: UnitId, year: i16, work: Work) -> String {
        format!("unlock/{unit}/{year}/{}", work.name())
    }
}

impl Year {
    /// The key of a year; a space has one record for each.
    pub fn key_of(year: i16) -> String {
        format!("year/{year}")
    }

    /// A year without any dates.
    pub fn empty(year: i16) -> Self {
        let none = None;
        Self {
            year,
            launch: none,
            signing: none,
            midyear: none,
            self_score: none,
            appraisal: none,
            conference: none,
            submission: none,
            decision: none,
            archive: none,
            rules: None,
        }
    }

    /// The dates of a phase.
    pub fn period(&self, phase: Phase) -> Option<Period> {
        match phase {
            Phase::Launch => self.launch,
            Phase::Signing => self.signing,
            Phase::Midyear => self.midyear,
            Phase::SelfScore => self.self_score,
            Phase::Appraisal => self.appraisal,
            Phase::Conference => self.conference,
            Phase::Submission => self.submission,
            Phase::Decision => self.decision,
            Phase::Archive => self.archive,
        }
    }

    /// Sets the dates of a phase.
    pub fn set_period(&mut self, phase: Phase, period: Option<Period>) {
        let slot = match phase {
            Phase::Launch => &mut self.launch,
            Phase::Signing => &mut self.signing,
            Phase::Midyear => &mut self.midyear,
            Phase::SelfScore => &mut self.self_score,
            Phase::Appraisal => &mut self.appraisal,
            Phase::Conference => &mut self.conference,
            Phase::Submission => &mut self.submission,
            Phase::Decision => &mut self.decision,
            Phase::Archive => &mut self.archive,
        };
        *slot = period;
    }

    /// The last day on which some work is open; none when nothing closes it.
    pub fn deadline(&self, work: Work) -> Option<Date> {
        let phase = match work {
            Work::Registration | Work::Covenant => Phase::Signing,
            Work::HalfFigures | Work::HalfReport => Phase::Midyear,
            Work::YearEstimates | Work::YearReport => Phase::SelfScore,
            Work::YearFigures => return self.archive.and_then(|archive| archive.from.yesterday().ok()),
        };
        self.period(phase).map(|period| period.to)
    }

    /// Whether the year is closed on a day.
    pub fn is_closed(&self, today: Date) -> bool {
        self.archive.is_some_and(|archive| today >= archive.from)
    }

    /// Phases whose dates are out of order: a later phase that begins before an earlier one. A warning, as some
    /// clusters sign at the conference of the year before (`domain.md` §0.3).
    pub fn out_of_order(&self) -> Vec<Phase> {
        let mut latest = None;
        let mut found = Vec::new();
        for phase in Phase::ALL {
            let Some(period) = self.period(phase) else { continue };
            if latest.is_some_and(|latest| period.from < latest) {
                found.push(phase);
            }
            latest = latest.max(Some(period.from));
        }
        found
    }
}

fn check_year(year: &Year) -> Vec<FieldError> {
    let problem = |phase: Phase| {
        let period = year.period(phase)?;
        // The year's conference and decisions fall into the next one (`domain.md` §0.3), preparations into the last.
        let is_near = |day: Date| (day.year() - year.year).abs() <= 1;
        if period.to < period.from {
            Some(FieldError::new(phase.field(), Problem::EndsBeforeStart))
        } else if is_near(period.from) && (is_near(period.to) || phase == Phase::Archive) {
            None
        } else {
            Some(FieldError::new(phase.field(), Problem::OutOfRange))
        }
    };
    Phase::ALL.into_iter().filter_map(problem).collect()
}

fn check_unlock(unlock: &Unlock) -> Vec<FieldError> {
    super::directory::blanks(&[("reason", &unlock.reason)])
}
