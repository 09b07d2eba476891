//! What stands in the form of a report.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::domain::{Record, Report};
use shared::text;

use crate::format::{self, DateProblem};
use crate::repo::types::Opened;
use crate::{tr, words};

/// The fields of one line, beside the day.
pub(super) const LINES: [&str; 6] = ["heading", "number", "issued_at", "post", "signer", "source"];
/// The day of the document.
pub(super) const DATED: &str = "dated";

/// What was typed, kept as text so that nothing typed is ever lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    /// The report as the form opened it.
    pub(super) opened: Opened<Report>,
    /// The text of each field.
    texts: BTreeMap<String, String>,
}

impl Draft {
    /// What a form begins with that opens this report.
    pub(super) fn of(opened: Opened<Report>) -> Self {
        let texts = fields().map(|field| (field.to_owned(), text_of(&opened.record, field)));
        Self { texts: texts.collect(), opened }
    }

    /// Whether all stands as the form opened it.
    pub(super) fn is_untouched(&self) -> bool {
        *self == Self::of(self.opened.clone())
    }
}

/// Every field of the form.
fn fields() -> impl Iterator<Item = &'static str> {
    LINES.into_iter().chain([DATED]).chain(Report::SECTIONS)
}

/// A field of a report as it is typed.
fn text_of(report: &Report, field: &str) -> String {
    match field {
        "heading" => report.heading.clone(),
        "number" => report.number.clone(),
        "issued_at" => report.issued_at.clone(),
        "post" => report.post.clone(),
        "signer" => report.signer.clone(),
        "source" => report.source.clone(),
        DATED => report.dated.map(format::typed_date).unwrap_or_default(),
        section => report.section(section).to_owned(),
    }
}

/// Gives a report's field the value of another's.
fn copy(from: &Report, to: &mut Report, field: &str) {
    match field {
        "heading" => to.heading.clone_from(&from.heading),
        "number" => to.number.clone_from(&from.number),
        "issued_at" => to.issued_at.clone_from(&from.issued_at),
        "post" => to.post.clone_from(&from.post),
        "signer" => to.signer.clone_from(&from.signer),
        "source" => to.source.clone_from(&from.source),
        DATED => to.dated = from.dated,
        section => to.set_section(section, from.section(section).to_owned()),
    }
}

/// The form: a text for each field.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) opened: StoredValue<Opened<Report>>,
    texts: StoredValue<Vec<(&'static str, RwSignal<String>)>>,
    /// Why it is written after its time.
    pub(super) reason: RwSignal<String>,
    /// What is wrong: the control's id and the words.
    pub(super) faults: RwSignal<Vec<(String, String)>>,
    pub(super) failure: RwSignal<Option<String>>,
    pub(super) saving: RwSignal<bool>,
    /// The draft has been saved or dropped: nothing may bring it back.
    pub(super) closed: StoredValue<bool>,
}

/// The id of a field's control, where the list of errors leads.
pub(super) fn control_id(field: &str) -> String {
    format!("report-{field}")
}

impl Form {
    /// A form with this in it.
    pub(super) fn new(mut draft: Draft) -> Self {
        let texts =
            fields().map(|field| (field, RwSignal::new(draft.texts.remove(field).unwrap_or_default())));
        Self {
            texts: StoredValue::new(texts.collect()),
            opened: StoredValue::new(draft.opened),
            reason: RwSignal::new(String::new()),
            faults: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            saving: RwSignal::new(false),
            closed: StoredValue::new(false),
        }
    }

    /// The text of a field.
    pub(super) fn text(self, field: &str) -> RwSignal<String> {
        let found =
            self.texts.with_value(|texts| texts.iter().find(|(name, _)| *name == field).map(|it| it.1));
        found.unwrap_or_default()
    }

    /// All that was typed; whoever reads it here hears of every keystroke.
    pub(super) fn draft(self) -> Draft {
        let text = |(field, text): &(&'static str, RwSignal<String>)| ((*field).to_owned(), text.get());
        let texts = self.texts.with_value(|texts| texts.iter().map(text).collect());
        Draft { opened: self.opened.get_value(), texts }
    }

    /// Takes the report as it stands now: where nobody typed, it is shown. Where somebody typed over a text that has
    /// changed since, the form goes on from the one it was opened with, so that both meet in the merge.
    pub(super) fn follow(self, now: Opened<Report>) {
        let was = self.opened.get_value();
        let mut known = now.record.clone();
        for (field, text) in self.texts.get_value() {
            let (before, after) = (text_of(&was.record, field), text_of(&now.record, field));
            if before == after {
                continue;
            }
            if text.with_untracked(|text| *text == before) {
                text.set(after);
            } else {
                copy(&was.record, &mut known, field);
            }
        }
        let is_seen = known == now.record;
        self.opened.set_value(if is_seen { now } else { Opened { record: known, ..was } });
    }

    /// The day of the document, while one stands there. Tracked.
    pub(super) fn day(self) -> Result<Option<jiff::civil::Date>, DateProblem> {
        let year = self.opened.with_value(|opened| opened.record.year);
        let text = self.text(DATED).get();
        if text.trim().is_empty() { Ok(None) } else { format::parse_date(&text, year).map(Some) }
    }

    /// What is wrong with the day, in words. Tracked.
    pub(super) fn day_fault(self) -> Option<&'static str> {
        match self.day() {
            Ok(_) => None,
            Err(DateProblem::Unclear) => Some(tr!(problem.date)),
            Err(DateProblem::NoSuchDay) => Some(tr!(problem.no_date)),
        }
    }

    /// The report as it is typed, and everything that is wrong with it. Tracked.
    pub(super) fn read(self, for_other: bool, late: bool) -> (Report, Vec<(String, String)>) {
        let mut report = self.opened.with_value(|opened| opened.record.clone());
        let line = |field: &str| {
            text::clean(&self.text(field).get()).split_whitespace().collect::<Vec<_>>().join(" ")
        };
        report.heading = line("heading");
        report.number = line("number");
        report.issued_at = line("issued_at");
        report.post = line("post");
        report.signer = line("signer");
        report.source = line("source");
        for field in Report::SECTIONS {
            report.set_section(field, text::clean(&self.text(field).get()).trim_end().to_owned());
        }
        let at = |field: &str, problem: String| {
            (control_id(field), tr!(problem.at, field = words::field(field), problem = problem))
        };
        let mut faults = Vec::new();
        match self.day() {
            Ok(day) => report.dated = day,
            Err(_) => faults.extend(self.day_fault().map(|words| at(DATED, words.to_owned()))),
        }
        if for_other && report.source.is_empty() {
            faults.push((control_id("source"), tr!(refusal.needs_source).to_owned()));
        }
        if late && self.reason.with(|reason| reason.trim().is_empty()) {
            faults.push((control_id("reason"), tr!(refusal.needs_reason).to_owned()));
        }
        // Only what the form can mend: what was sent and said of it is not typed here.
        let problems = Report::KIND.spec().map(|spec| spec.problems(&report.to_fields())).unwrap_or_default();
        let typed = problems.into_iter().filter(|error| fields().any(|field| field == error.field));
        faults.extend(typed.map(|error| at(&error.field, words::problem(error.problem))));
        (report, faults)
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::Span;
    use shared::id::{ChangeId, UnitId};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn opened(results: &str, lessons: &str, follows: u8) -> Opened<Report> {
        let blank = Report::empty(UnitId::derived([1; 16]), 2024, Span::Half);
        let record = Report { results: results.to_owned(), lessons: lessons.to_owned(), ..blank };
        Opened { record, seen: None, follows: Some(ChangeId::derived([follows; 16])) }
    }

    #[wasm_bindgen_test]
    fn a_form_follows_its_report_except_where_somebody_writes() {
        // What was typed into the results, how the report stands then, what is shown, what the form goes on from.
        let cases = [
            (None, opened("Mới.", "B.", 2), ("Mới.", "B."), opened("Mới.", "B.", 2)),
            (Some("Tôi."), opened("A.", "Mới.", 2), ("Tôi.", "Mới."), opened("A.", "Mới.", 2)),
            (Some("Tôi."), opened("Mới.", "Mới.", 2), ("Tôi.", "Mới."), opened("A.", "Mới.", 1)),
        ];
        for (typed, now, (results, lessons), expected) in cases {
            Owner::new().with(|| {
                let form = Form::new(Draft::of(opened("A.", "B.", 1)));
                if let Some(typed) = typed {
                    form.text("results").set(typed.to_owned());
                }
                form.follow(now);
                let shown = |field| form.text(field).get_untracked();
                assert_eq!((shown("results").as_str(), shown("lessons").as_str()), (results, lessons));
                assert_eq!(form.opened.get_value(), expected);
            });
        }
    }

    #[wasm_bindgen_test]
    fn what_is_typed_is_a_report_or_a_mistake() {
        Owner::new().with(|| {
            let form = Form::new(Draft::of(opened("A.", "B.", 1)));
            form.text("number").set("  12/BC-HCTĐ ".to_owned());
            form.text(DATED).set("31/02".to_owned());
            let (report, faults) = form.read(true, true);
            assert_eq!(report.number, "12/BC-HCTĐ");
            let at: Vec<_> = faults.iter().map(|(id, _)| id.as_str()).collect();
            assert_eq!(at, ["report-dated", "report-source", "report-reason"]);
            form.text(DATED).set("5/7".to_owned());
            let (report, faults) = form.read(false, false);
            assert_eq!((report.dated, faults), (Some(jiff::civil::date(2024, 7, 5)), vec![]));
        });
    }
}
