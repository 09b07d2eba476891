//! Báo cáo của đơn vị: what it says of six months or of the year, and how far it has come.

use jiff::civil::Date;

use super::evidence::words_problem;
use super::kind::{Keyed, Record, record_kind};
use super::submission::{
    Acceptance, ReportedFigure, Review, Submission, Verdict, digest, submission_problem,
};
use super::target::Span;
use crate::bytes::Sha256;
use crate::field::{FieldError, Limit, Problem};
use crate::id::{PersonId, UnitId};
use crate::limit::REASON_CHARS_MAX;

/// Characters of the section on results, the longest one.
pub const RESULTS_CHARS_MAX: usize = 20_000;
/// Characters of each other section.
pub const SECTION_CHARS_MAX: usize = 8_000;

record_kind! {
    /// Báo cáo kết quả of one unit, of six months or of the year (`domain.md` §4.5). The text is the unit's; the head's
    /// office approves it or returns it, the centre accepts it.
    Report, check = check_report;
    /// The unit.
    unit: UnitId = Fixed Limit::Type,
    /// Năm thi đua.
    year: i16 = Fixed Limit::Type,
    /// Kỳ.
    span: Span = Fixed Limit::Type,
    /// Tiêu đề of the document, where it is another than the usual one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    heading: String = Owned Limit::Line(200),
    /// Số, ký hiệu of the document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    number: String = Owned Limit::Line(60),
    /// Địa danh in which it was signed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    issued_at: String = Owned Limit::Line(100),
    /// Ngày of the document.
    #[serde(default, with = "crate::day::maybe", skip_serializing_if = "Option::is_none")]
    dated: Option<Date> = Owned Limit::Type,
    /// Chức vụ of who signs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    post: String = Owned Limit::Line(200),
    /// Người ký.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    signer: String = Owned Limit::Line(100),
    /// Đặc điểm, thuận lợi, khó khăn.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    setting: String = Text Limit::Text(SECTION_CHARS_MAX),
    /// Kết quả.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    results: String = Text Limit::Text(RESULTS_CHARS_MAX),
    /// Phong trào thi đua.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    emulation: String = Text Limit::Text(SECTION_CHARS_MAX),
    /// Tồn tại, hạn chế.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    shortcomings: String = Text Limit::Text(SECTION_CHARS_MAX),
    /// Nguyên nhân.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    causes: String = Text Limit::Text(SECTION_CHARS_MAX),
    /// Bài học kinh nghiệm.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    lessons: String = Text Limit::Text(SECTION_CHARS_MAX),
    /// Phương hướng, nhiệm vụ trọng tâm.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    directions: String = Text Limit::Text(SECTION_CHARS_MAX),
    /// Kiến nghị, đề xuất.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    proposals: String = Text Limit::Text(SECTION_CHARS_MAX),
    /// The document it was taken from, when somebody else entered it for the unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    source: String = Owned Limit::Line(200),
    /// Gửi: what was sent last; none while nothing was, or when it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    submitted: Option<Submission> = Owned Limit::Type,
    /// Duyệt or trả lại, by the head's office or the centre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reviewed: Option<Review> = Agreed Limit::Type,
    /// Tiếp nhận, by the centre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    accepted: Option<Acceptance> = Agreed Limit::Type,
}

/// How far a report has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportState {
    /// Đang viết.
    Draft,
    /// Nội dung đã đổi sau khi gửi: what was sent, and whatever was said of it, is of another text. To be sent anew.
    Moved,
    /// Trả lại.
    Returned,
    /// Đã gửi.
    Submitted,
    /// Đã duyệt.
    Approved,
    /// Đã tiếp nhận.
    Accepted,
}

impl ReportState {
    /// Whether the unit has nothing more to do.
    pub const fn is_handed_in(self) -> bool {
        matches!(self, Self::Submitted | Self::Approved | Self::Accepted)
    }
}

/// Keeps the hash of a text from being taken for one of anything else.
const TEXT_HASHED_AS: &[u8] = b"giao-uoc/report/1\n";

impl Keyed for Report {
    fn key(&self) -> String {
        Self::key_of(self.unit, self.year, self.span)
    }
}

impl Report {
    /// The sections in their order, by field.
    pub const SECTIONS: [&str; 8] =
        ["setting", "results", "emulation", "shortcomings", "causes", "lessons", "directions", "proposals"];

    /// The fields that say how far it has come.
    pub const STEPS: [&str; 3] = ["submitted", "reviewed", "accepted"];

    /// The key of a unit's report.
    pub fn key_of(unit: UnitId, year: i16, span: Span) -> String {
        format!("report/{unit}/{year}/{}", span.name())
    }

    /// A report of which nothing is written yet.
    pub fn empty(unit: UnitId, year: i16, span: Span) -> Self {
        let none = String::new;
        Self {
            unit,
            year,
            span,
            heading: none(),
            number: none(),
            issued_at: none(),
            dated: None,
            post: none(),
            signer: none(),
            setting: none(),
            results: none(),
            emulation: none(),
            shortcomings: none(),
            causes: none(),
            lessons: none(),
            directions: none(),
            proposals: none(),
            source: none(),
            submitted: None,
            reviewed: None,
            accepted: None,
        }
    }

    /// The text of a section; nothing for a field that is none.
    pub fn section(&self, field: &str) -> &str {
        match field {
            "setting" => &self.setting,
            "results" => &self.results,
            "emulation" => &self.emulation,
            "shortcomings" => &self.shortcomings,
            "causes" => &self.causes,
            "lessons" => &self.lessons,
            "directions" => &self.directions,
            "proposals" => &self.proposals,
            _ => "",
        }
    }

    /// Gives a section its text.
    pub fn set_section(&mut self, field: &str, text: String) {
        let slot = match field {
            "setting" => &mut self.setting,
            "results" => &mut self.results,
            "emulation" => &mut self.emulation,
            "shortcomings" => &mut self.shortcomings,
            "causes" => &mut self.causes,
            "lessons" => &mut self.lessons,
            "directions" => &mut self.directions,
            "proposals" => &mut self.proposals,
            _ => return,
        };
        *slot = text;
    }

    /// The hash of all that the document says, its number, date and signer among it: of neither how far it has come nor
    /// where it was taken from.
    pub fn text(&self) -> Sha256 {
        let mut fields = self.to_fields();
        fields.retain(|name, _| name != "source" && !Self::STEPS.contains(&name.as_str()));
        digest(TEXT_HASHED_AS, &fields)
    }

    /// Whether nothing is written yet.
    pub fn is_blank(&self) -> bool {
        Self::SECTIONS.iter().all(|field| self.section(field).trim().is_empty())
    }

    /// The round in which it is sent next.
    pub fn next_round(&self) -> u32 {
        let rounds = [self.submitted.as_ref().map(|it| it.round), self.reviewed.as_ref().map(|it| it.round)];
        rounds.into_iter().flatten().max().unwrap_or(0).saturating_add(1)
    }

    /// What was said of the report as it was sent last; what was said of another submission does not count.
    pub fn review(&self) -> Option<&Review> {
        let of = self.submitted.as_ref()?.digest();
        self.reviewed.as_ref().filter(|review| review.of == of)
    }

    /// How far it has come. Whatever was said of another text than the one that stands here counts for nothing.
    pub fn state(&self) -> ReportState {
        let Some(sent) = &self.submitted else { return ReportState::Draft };
        let verdict = self.review().map(|review| &review.verdict);
        // A returned report is being mended: its text is meant to change.
        if let Some(Verdict::Returned { .. }) = verdict {
            return ReportState::Returned;
        }
        if sent.text != self.text() {
            return ReportState::Moved;
        }
        let is_accepted = self.accepted.as_ref().is_some_and(|it| it.of == sent.digest());
        match verdict {
            Some(Verdict::Approved) if is_accepted => ReportState::Accepted,
            Some(Verdict::Approved) => ReportState::Approved,
            Some(Verdict::Returned { .. }) | None => ReportState::Submitted,
        }
    }

    /// The report sent as it stands, with its figures as they stand.
    #[must_use]
    pub fn sent(&self, by: PersonId, figures: Vec<ReportedFigure>) -> Self {
        let submission = Submission { round: self.next_round(), by, text: self.text(), figures };
        Self { submitted: Some(submission), ..self.clone() }
    }

    /// The report with a word on what was sent last; unchanged when nothing was sent.
    #[must_use]
    pub fn judged(&self, by: PersonId, verdict: Verdict) -> Self {
        let review = |sent: &Submission| Review { round: sent.round, of: sent.digest(), by, verdict };
        let reviewed = self.submitted.as_ref().map(review).or_else(|| self.reviewed.clone());
        Self { reviewed, ..self.clone() }
    }

    /// The report as accepted; unchanged when nothing was sent.
    #[must_use]
    pub fn taken(&self, by: PersonId) -> Self {
        let acceptance = |sent: &Submission| Acceptance { of: sent.digest(), by };
        let accepted = self.submitted.as_ref().map(acceptance).or_else(|| self.accepted.clone());
        Self { accepted, ..self.clone() }
    }
}

fn check_report(report: &Report) -> Vec<FieldError> {
    let mut found = Vec::new();
    // A report of a year is signed in it or early in the next one; the year before is left for a slip of the calendar.
    if report.dated.is_some_and(|day| (day.year() - report.year).abs() > 1) {
        found.push(FieldError::new("dated", Problem::OutOfRange));
    }
    let problem = report.submitted.as_ref().and_then(submission_problem);
    found.extend(problem.map(|problem| FieldError::new("submitted", problem)));
    if let Some(Verdict::Returned { reason }) = report.reviewed.as_ref().map(|review| &review.verdict) {
        let problem = words_problem(reason, REASON_CHARS_MAX);
        found.extend(problem.map(|problem| FieldError::new("reviewed", problem)));
    }
    found
}
