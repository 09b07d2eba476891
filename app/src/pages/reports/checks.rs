//! What is missing in a report before it is sent: a warning that may be kept, or what really keeps it from being sent.

use jiff::civil::Date;
use shared::domain::{Report, ReportedFigure};

use super::claims::{doubts, judged};
use crate::{format, tr, tr_count, words};

/// Something that somebody should know before a report is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Check {
    pub(super) words: String,
    /// Whether it cannot be sent so.
    pub(super) blocks: bool,
}

/// What is known of a report beside its text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    /// It is entered for another unit, and the document is not named.
    pub(super) owes_source: bool,
    /// Something typed is kept as a draft and not saved.
    pub(super) has_draft: bool,
    /// The last day of what the unit did in the span.
    pub(super) last_activity: Option<Date>,
    /// Two devices wrote the same place differently, and nobody has decided.
    pub(super) is_differing: bool,
}

/// How many names are shown.
const NAMES_SHOWN: usize = 3;

/// Everything to know before a report with these figures is sent.
pub(super) fn checks(report: &Report, figures: &[ReportedFigure], beside: Beside) -> Vec<Check> {
    let warn = |words: String| Check { words, blocks: false };
    let block = |words: &str| Check { words: words.to_owned(), blocks: true };
    if report.is_blank() {
        return vec![block(tr!(report.check_blank))];
    }
    let mut found = Vec::new();
    if beside.owes_source {
        found.push(block(tr!(refusal.needs_source)));
    }
    if beside.has_draft {
        found.push(warn(tr!(report.check_draft).to_owned()));
    }
    if beside.is_differing {
        found.push(warn(tr!(report.check_differing).to_owned()));
    }
    let blank = Report::SECTIONS.into_iter().filter(|field| report.section(field).trim().is_empty());
    let blank: Vec<_> = blank.map(|field| words::field(field).to_owned()).collect();
    if !blank.is_empty() {
        found.push(warn(tr!(report.check_sections, names = blank.join(", "))));
    }
    let lacking = figures.iter().filter(|it| it.value.is_none() && !it.unassigned);
    let lacking: Vec<_> = lacking.map(|it| it.name.as_str()).collect();
    if !lacking.is_empty() {
        let shown = lacking.iter().take(NAMES_SHOWN).copied().collect::<Vec<_>>().join(", ");
        let rest = lacking.len().saturating_sub(NAMES_SHOWN);
        let names = if rest == 0 { shown } else { format!("{shown} {}", tr_count!(rest, owed.more_targets)) };
        found.push(warn(tr_count!(lacking.len(), report.check_figures, names = names)));
    }
    if report.number.trim().is_empty() || report.dated.is_none() {
        found.push(warn(tr!(report.check_document).to_owned()));
    }
    // I-17: a report is not older than what it tells of.
    let earlier = report.dated.zip(beside.last_activity).filter(|(dated, last)| dated < last);
    found.extend(earlier.map(|(_, last)| warn(tr!(report.check_early, day = format::date(last)))));
    let doubtful = Report::SECTIONS.into_iter().flat_map(|field| judged(report.section(field), figures));
    found.extend(doubts(doubtful.filter(|(_, it)| it.is_doubtful()).count()).map(warn));
    found
}

#[cfg(test)]
mod tests {
    use shared::domain::{Nature, Sense, Span};
    use shared::id::UnitId;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::super::figures::tests::reported;
    use super::*;

    #[wasm_bindgen_test]
    fn i_17_what_is_missing_or_too_early_is_told_before_a_report_is_sent() {
        let empty = Report::empty(UnitId::derived([1; 16]), 2024, Span::Half);
        let told = |report: &Report, figures: &[ReportedFigure], beside: Beside| -> Vec<(String, bool)> {
            checks(report, figures, beside).into_iter().map(|it| (it.words, it.blocks)).collect()
        };
        assert_eq!(told(&empty, &[], Beside::default()), [("Báo cáo chưa có chữ nào.".to_owned(), true)]);
        let mut full = empty;
        for field in Report::SECTIONS {
            full.set_section(field, "Có.".to_owned());
        }
        full.number = "12/BC".to_owned();
        full.dated = Some(jiff::civil::date(2024, 7, 5));
        let houses = reported((Nature::Count, Sense::Higher), "căn", "20", "17");
        assert_eq!(told(&full, std::slice::from_ref(&houses), Beside::default()), []);
        let blank = ReportedFigure { value: None, basis: None, name: "Nhà".to_owned(), ..houses };
        full.results = "Đạt 300% kế hoạch.".to_owned();
        full.lessons = String::new();
        let last_activity = Some(jiff::civil::date(2024, 7, 6));
        let beside = Beside { owes_source: true, last_activity, ..Beside::default() };
        let expected = [
            ("Nhập hộ đơn vị thì phải ghi văn bản làm căn cứ.", true),
            ("Mục còn trống: Bài học kinh nghiệm.", false),
            ("1 chỉ tiêu chưa có số: Nhà.", false),
            ("Ngày ký sớm hơn hoạt động gần nhất của kỳ (06/07/2024).", false),
            ("1 câu có phần trăm cần xem lại.", false),
        ];
        let expected = expected.map(|(words, blocks)| (words.to_owned(), blocks));
        assert_eq!(told(&full, &[blank], beside), expected);
    }
}
