//! The form of what stands around the articles: grounds, opening, pledge, dates, copies.

use leptos::prelude::*;
use shared::domain::{Covenant, Period};

use super::one::may_write;
use super::panel::{closed, form_panel};
use super::reading::{Reading, usual_opening};
use crate::format;
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, day_field, text_field};
use crate::pages::use_repo;
use crate::ui::{Control, live};
use crate::{tr, words};

const YES: &str = "1";
/// The place of a document, as its field is called; the one of an activity is something else.
const PLACE: &str = "issued_at";

impl Typed for Covenant {
    fn texts(&self) -> Vec<(&'static str, String)> {
        let day = |day: Option<jiff::civil::Date>| day.map(format::typed_date).unwrap_or_default();
        let tick = |is_on: bool| if is_on { YES.to_owned() } else { String::new() };
        vec![
            ("basis", self.basis.clone()),
            ("opening", self.opening.clone()),
            ("with_targets", tick(self.with_targets)),
            ("with_movements", tick(self.with_movements)),
            ("closing", self.closing.clone()),
            ("period", day(self.period.map(|period| period.from))),
            ("until", day(self.period.map(|period| period.to))),
            (PLACE, self.place.clone()),
            ("dated", day(self.dated)),
            ("copies", self.copies.map(|copies| copies.to_string()).unwrap_or_default()),
        ]
    }

    fn typed_in(field: &str) -> &str {
        if field == "place" { PLACE } else { field }
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        let mut faults = Vec::new();
        let mut day = |field| {
            typed.day(field, self.year).unwrap_or_else(|words| {
                faults.push((field, words));
                None
            })
        };
        let (from, to, dated) = (day("period"), day("until"), day("dated"));
        if from.is_some() != to.is_some() && faults.is_empty() {
            let field = if from.is_none() { "period" } else { "until" };
            faults.push((field, tr!(movement.end_missing).to_owned()));
        }
        let copies = typed.line("copies");
        let counted = if copies.is_empty() { Ok(None) } else { copies.parse().map(Some) };
        if counted.is_err() {
            faults.push(("copies", tr!(covenant.copies_wrong).to_owned()));
        }
        let Ok(copies) = counted else { return Err(faults) };
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            basis: typed.text("basis"),
            opening: typed.text("opening"),
            with_targets: typed.of("with_targets") == YES,
            with_movements: typed.of("with_movements") == YES,
            closing: typed.text("closing"),
            period: from.zip(to).map(|(from, to)| Period { from, to }),
            place: typed.line(PLACE),
            dated,
            copies,
            ..self.clone()
        })
    }
}

/// The form.
pub(super) fn frame_form(reading: Reading) -> AnyView {
    let repo = use_repo();
    let about = reading.about;
    if !may_write(&repo, reading) {
        return closed();
    }
    let opened = repo.open(about.space, Covenant::empty(about.year, about.part));
    let form = Form::open(&repo, about.space, Some(about.id), DraftOf::Covenant(about.id), opened);
    let usual = usual_opening(about);
    let fields = view! {
        {text_field(form, "basis", Control::Area, (5_000, 3), tr!(covenant.basis_hint))}
        <p class="hint">{tr!(covenant.opening_hint, usual = usual)}</p>
        {text_field(form, "opening", Control::Area, (5_000, 3), "")}
        {tick(form.text("with_targets"), "with_targets")}
        {tick(form.text("with_movements"), "with_movements")}
        {text_field(form, "closing", Control::Area, (5_000, 3), "")}
        <div class="pair">
            {day_field(form, "period", tr!(covenant.from), about.year)}
            {day_field(form, "until", tr!(covenant.to), about.year)}
        </div>
        {text_field(form, PLACE, Control::Line, (100, 1), "")}
        <div class="pair">
            {day_field(form, "dated", tr!(covenant.dated), about.year)}
            {text_field(form, "copies", Control::Number, (5, 1), "")}
        </div>
    };
    form_panel(form, about, ("frame-form", tr!(covenant.edit_frame)), fields.into_any())
}

fn tick(text: RwSignal<String>, field: &'static str) -> AnyView {
    let checked = live(move || text.get() == YES);
    let turn =
        move |event| text.set(if event_target_checked(&event) { YES.to_owned() } else { String::new() });
    view! {
        <div class="checks">
            <label class="toggle">
                <input type="checkbox" prop:checked=checked on:change=turn/>
                <span>{words::field(field).to_owned()}</span>
            </label>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn read(changes: &[(&'static str, &str)]) -> Result<Covenant, Vec<&'static str>> {
        let blank = Covenant::empty(2024, 0);
        let mut texts: BTreeMap<_, _> = blank.texts().into_iter().collect();
        texts.extend(changes.iter().map(|(field, text)| (*field, (*text).to_owned())));
        let read = blank.read(&Texts::for_tests(texts));
        read.map_err(|faults| faults.into_iter().map(|(field, _)| field).collect())
    }

    #[wasm_bindgen_test]
    fn the_frame_is_read_as_it_is_typed() {
        let changes = [
            ("period", "1/1/2024"),
            ("until", "31/12/2024"),
            ("dated", "20/1"),
            ("copies", "12"),
            ("with_movements", ""),
        ];
        let period = Some(Period { from: date(2024, 1, 1), to: date(2024, 12, 31) });
        let (dated, copies) = (Some(date(2024, 1, 20)), Some(12));
        let expected = Covenant { period, dated, copies, with_movements: false, ..Covenant::empty(2024, 0) };
        assert_eq!(read(&changes), Ok(expected));
        assert_eq!(read(&[]), Ok(Covenant::empty(2024, 0)));
        assert_eq!(read(&[("period", "1/1/2024")]), Err(vec!["until"]));
        assert_eq!(read(&[("dated", "31/02"), ("copies", "mười hai")]), Err(vec!["dated", "copies"]));
    }
}
