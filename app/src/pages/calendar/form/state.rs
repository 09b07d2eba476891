//! What stands in the form of the year's dates.

use std::collections::BTreeMap;

use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::domain::{Deadline, Period, Phase, Year, proposed};
use shared::id::RecordId;

use crate::format;
use crate::pages::activity_detail::reason_problem;
use crate::pages::calendar::dates::{End, Fault, day_at, read};
use crate::repo::types::Opened;

/// What was typed, kept as text so that nothing typed is ever lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    /// The year as the form opened it.
    pub(super) opened: Opened<Year>,
    /// The texts of both ends of each phase, by the phase's field.
    texts: BTreeMap<String, (String, String)>,
    /// The rule set that was chosen.
    #[serde(default)]
    rules: Option<RecordId>,
    /// Why it is another one than before.
    #[serde(default)]
    reason: String,
}

impl Draft {
    /// What a form begins with that opens this year.
    pub(super) fn of(opened: Opened<Year>) -> Self {
        let texts = Phase::ALL.map(|phase| (phase.field().to_owned(), typed(opened.record.period(phase))));
        let rules = opened.record.rules;
        Self { opened, texts: texts.into(), rules, reason: String::new() }
    }

    /// Whether all stands as the form opened it.
    pub(super) fn is_untouched(&self) -> bool {
        *self == Self::of(self.opened.clone())
    }
}

/// How dates are typed.
fn typed(period: Option<Period>) -> (String, String) {
    let text = |day: Option<Date>| day.map(format::typed_date).unwrap_or_default();
    (text(period.map(|period| period.from)), text(period.map(|period| period.to)))
}

/// What is wrong with one end of a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Faulty {
    pub(super) phase: Phase,
    pub(super) end: End,
    pub(super) fault: Fault,
}

/// What stands at both ends of a phase.
#[derive(Clone, Copy)]
struct Texts {
    phase: Phase,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

/// The form: two texts for each phase.
#[derive(Clone, Copy)]
pub(in crate::pages::calendar) struct Form {
    pub(super) opened: StoredValue<Opened<Year>>,
    number: i16,
    texts: StoredValue<Vec<Texts>>,
    /// The rule set that is chosen.
    pub(in crate::pages::calendar) rules: RwSignal<Option<RecordId>>,
    pub(in crate::pages::calendar) reason: RwSignal<String>,
    pub(in crate::pages::calendar) reason_fault: RwSignal<Option<String>>,
    pub(super) faults: RwSignal<Vec<Faulty>>,
    pub(super) failure: RwSignal<Option<String>>,
    pub(super) saving: RwSignal<bool>,
    /// The draft has been saved or dropped: nothing may bring it back.
    pub(super) closed: StoredValue<bool>,
}

/// The id of an end's control, where the list of errors leads.
pub(super) fn control_id(phase: Phase, end: End) -> String {
    let end = match end {
        End::From => "from",
        End::To => "to",
    };
    format!("year-{}-{end}", phase.field())
}

impl Form {
    /// A form with this in it.
    pub(super) fn new(mut draft: Draft) -> Self {
        let mut texts_of = |phase: Phase| {
            let (from, to) = draft.texts.remove(phase.field()).unwrap_or_default();
            Texts { phase, from: RwSignal::new(from), to: RwSignal::new(to) }
        };
        let texts = Phase::ALL.map(&mut texts_of).to_vec();
        Self {
            number: draft.opened.record.year,
            rules: RwSignal::new(draft.rules),
            reason: RwSignal::new(draft.reason),
            reason_fault: RwSignal::new(None),
            opened: StoredValue::new(draft.opened),
            texts: StoredValue::new(texts),
            faults: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            saving: RwSignal::new(false),
            closed: StoredValue::new(false),
        }
    }

    /// All that was typed; whoever reads it here hears of every keystroke.
    pub(super) fn draft(self) -> Draft {
        let text = |held: &Texts| (held.phase.field().to_owned(), (held.from.get(), held.to.get()));
        let texts = self.texts.with_value(|texts| texts.iter().map(text).collect());
        Draft { opened: self.opened.get_value(), texts, rules: self.rules.get(), reason: self.reason.get() }
    }

    /// Takes the year as it stands now: where nobody typed, its dates are shown. Where somebody typed over dates that
    /// have changed since, the form goes on from those it was opened with, so that the newer ones are not overwritten
    /// unseen.
    pub(super) fn follow(self, now: Opened<Year>) {
        let was = self.opened.get_value();
        let mut known = now.record.clone();
        for Texts { phase, from, to } in self.texts.get_value() {
            let (before, after) = (was.record.period(phase), now.record.period(phase));
            if before == after {
                continue;
            }
            if (from.get_untracked(), to.get_untracked()) == typed(before) {
                let (first, last) = typed(after);
                from.set(first);
                to.set(last);
            } else {
                known.set_period(phase, before);
            }
        }
        if was.record.rules != now.record.rules {
            if self.rules.get_untracked() == was.record.rules {
                self.rules.set(now.record.rules);
            } else {
                known.rules = was.record.rules;
            }
        }
        let is_seen = known == now.record;
        self.opened.set_value(if is_seen { now } else { Opened { record: known, ..was } });
    }

    /// The two texts of a phase.
    fn texts(self, phase: Phase) -> (RwSignal<String>, RwSignal<String>) {
        let found = self.texts.with_value(|texts| texts.iter().find(|held| held.phase == phase).copied());
        found.map_or_else(Default::default, |held| (held.from, held.to))
    }

    /// The text at an end of a phase.
    pub(super) fn text(self, phase: Phase, end: End) -> RwSignal<String> {
        let (from, to) = self.texts(phase);
        match end {
            End::From => from,
            End::To => to,
        }
    }

    /// The day at an end of a phase, while one stands there. Tracked.
    pub(super) fn day(self, phase: Phase, end: End) -> Option<Date> {
        let (from, to) = self.texts(phase);
        day_at(end, &from.get(), &to.get(), self.number).ok()
    }

    fn read(self, phase: Phase) -> Result<Option<Period>, Faulty> {
        let (from, to) = self.texts(phase);
        read(phase, &from.get(), &to.get(), self.number).map_err(|(end, fault)| Faulty { phase, end, fault })
    }

    /// The year as far as it can be read. Tracked.
    pub(super) fn year(self) -> Year {
        let mut year = Year { rules: self.rules.get(), ..Year::empty(self.number) };
        for phase in Phase::ALL {
            year.set_period(phase, self.read(phase).ok().flatten());
        }
        year
    }

    /// Chooses other rules.
    pub(in crate::pages::calendar) fn choose_rules(self, rules: Option<RecordId>) {
        self.rules.set(rules);
    }

    /// Whether the year had rules and is to be run by others. Tracked.
    pub(in crate::pages::calendar) fn is_moved(self) -> bool {
        let before = self.opened.with_value(|opened| opened.record.rules);
        before.is_some() && before != self.rules.get()
    }

    /// The reason, where one is owed; what is wrong with it is told at its field.
    pub(super) fn told_reason(self) -> Result<Option<String>, ()> {
        if !untrack(|| self.is_moved()) {
            self.reason_fault.set(None);
            return Ok(None);
        }
        let given = shared::text::clean(&self.reason.get_untracked()).trim().to_owned();
        let fault = reason_problem(&given);
        self.reason_fault.set(fault.clone());
        if fault.is_none() { Ok(Some(given)) } else { Err(()) }
    }

    /// Whether no phase has a day yet. Not tracked.
    pub(in crate::pages::calendar) fn is_blank(self) -> bool {
        untrack(|| self.blank_phases() == Phase::ALL.len())
    }

    /// Whether some phase has no day. Tracked.
    pub(in crate::pages::calendar) fn has_gaps(self) -> bool {
        self.blank_phases() > 0
    }

    fn blank_phases(self) -> usize {
        let is_blank = |held: &Texts| {
            held.from.with(|it| it.trim().is_empty()) && held.to.with(|it| it.trim().is_empty())
        };
        self.texts.with_value(|texts| texts.iter().filter(|held| is_blank(held)).count())
    }

    /// Writes the days that rules propose where no day stands.
    pub(in crate::pages::calendar) fn fill(self, deadlines: &[Deadline]) {
        let proposed = proposed(deadlines, &Year::empty(self.number));
        for Texts { phase, from, to } in self.texts.get_value() {
            let is_blank = [from, to].iter().all(|text| text.with_untracked(|text| text.trim().is_empty()));
            if is_blank {
                let (first, last) = typed(proposed.period(phase));
                from.set(first);
                to.set(last);
            }
        }
    }

    /// Everything that is wrong. Tracked.
    pub(super) fn all_faults(self) -> Vec<Faulty> {
        Phase::ALL.into_iter().filter_map(|phase| self.read(phase).err()).collect()
    }

    /// Looks at a phase again, as somebody leaves one of its fields. That the other end is still empty is no fault yet.
    pub(super) fn left(self, phase: Phase) {
        let fault = untrack(|| self.read(phase)).err().filter(|found| found.fault != Fault::Missing);
        self.faults.update(|faults| {
            faults.retain(|held| held.phase != phase);
            faults.extend(fault);
        });
    }

    /// What is wrong at an end of a phase. Tracked.
    pub(super) fn fault(self, phase: Phase, end: End) -> Option<Fault> {
        let at = |faulty: &&Faulty| faulty.phase == phase && faulty.end == end;
        self.faults.with(|faults| faults.iter().find(at).map(|faulty| faulty.fault))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use shared::id::ChangeId;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn opened(signing: Option<i8>, midyear: Option<i8>, follows: u8) -> Opened<Year> {
        let day = |day: i8| Period { from: date(2024, 6, day), to: date(2024, 6, day) };
        let mut year = Year::empty(2024);
        year.set_period(Phase::Signing, signing.map(day));
        year.set_period(Phase::Midyear, midyear.map(day));
        Opened { record: year, seen: None, follows: Some(ChangeId::derived([follows; 16])) }
    }

    #[wasm_bindgen_test]
    fn a_form_follows_its_year_except_where_somebody_types() {
        // What was typed for the signing, how the year stands then, what the form shows, and what it goes on from.
        let cases = [
            (None, opened(Some(3), Some(4), 2), ("03/06/2024", "04/06/2024"), opened(Some(3), Some(4), 2)),
            (Some("9/6"), opened(Some(1), Some(4), 2), ("9/6", "04/06/2024"), opened(Some(1), Some(4), 2)),
            (Some("9/6"), opened(Some(3), Some(4), 2), ("9/6", "04/06/2024"), opened(Some(1), Some(4), 1)),
            (Some("9/6"), opened(None, Some(2), 2), ("9/6", "02/06/2024"), opened(Some(1), Some(2), 1)),
        ];
        for (typed, now, (signing, midyear), expected) in cases {
            Owner::new().with(|| {
                let form = Form::new(Draft::of(opened(Some(1), Some(2), 1)));
                if let Some(typed) = typed {
                    form.text(Phase::Signing, End::From).set(typed.to_owned());
                }
                form.follow(now);
                let shown = |phase| form.text(phase, End::From).get_untracked();
                assert_eq!(
                    (shown(Phase::Signing).as_str(), shown(Phase::Midyear).as_str()),
                    (signing, midyear)
                );
                assert_eq!(form.opened.get_value(), expected);
            });
        }
    }
}
