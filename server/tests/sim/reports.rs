//! The person at a device and the units' reports: writes a sentence, sends, withdraws, returns, approves, accepts; often
//! out of turn, or about a text that somebody else has changed meanwhile.

use serde_json::Value;
use shared::domain::{Keyed, Report, ReportState, Span, Verdict};
use shared::sync::{Edits, edits_between};

use crate::centre::{YEAR, space};
use crate::figures::{Deed, Desk};

impl Desk<'_> {
    /// Something to do about a unit's report.
    pub(crate) fn report(&mut self) -> Deed {
        let span = if self.dice.permille(700) { Span::Half } else { Span::Full };
        let empty = Report::empty(self.for_unit(), YEAR, span);
        let shown: Report = self.typed(empty.id(space())).unwrap_or_else(|| empty.clone());
        let me = self.device.actor.viewer.person;
        let is_turn = self.dice.permille(800);
        let after = match (shown.state(), self.oversees()) {
            (ReportState::Draft | ReportState::Moved | ReportState::Returned, _)
                if self.dice.permille(450) =>
            {
                shown.sent(me, Vec::new())
            }
            (ReportState::Submitted, true) if is_turn && self.dice.permille(400) => {
                shown.judged(me, Verdict::Returned { reason: format!("Thiếu mục {}", self.dice.below(9)) })
            }
            (ReportState::Submitted, true) if is_turn => shown.judged(me, Verdict::Approved),
            (ReportState::Submitted, false) if is_turn => Report { submitted: None, ..shown.clone() },
            (ReportState::Approved, true) if is_turn => shown.taken(me),
            _ => self.written(&shown),
        };
        let mut values: Vec<(String, Value)> = step(&edits_between(&shown, &after));
        if self.oversees() && !self.dice.permille(100) {
            values.push(("source".to_owned(), self.source()));
        }
        let values: Vec<_> = values.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        self.say(&empty, &values)
    }

    /// One sentence of a section is another, or there is one more.
    fn written(&mut self, report: &Report) -> Report {
        let field = *self.dice.pick(&["results", "lessons"]);
        let mut sentences: Vec<String> =
            shared::sync::sentences(report.section(field)).into_iter().map(str::to_owned).collect();
        let sentence = format!("Câu {}. ", self.dice.below(1000));
        let at = self.dice.below(sentences.len() + 1);
        match sentences.get_mut(at) {
            Some(held) => *held = sentence,
            None => sentences.push(sentence),
        }
        let mut after = report.clone();
        after.set_section(field, sentences.concat());
        if self.dice.permille(100) {
            after.number = format!("{}/BC", self.dice.below(100));
        }
        after
    }
}

fn step(edits: &Edits) -> Vec<(String, Value)> {
    edits.iter().map(|(name, edit)| (name.clone(), edit.after.clone())).collect()
}
