//! The fields of the form.

use leptos::prelude::*;
use shared::field::Problem;
use shared::id::UnitId;

use super::draft::{Fault, Slot};
use super::state::Form;
use crate::format::{self, DateProblem, NumberProblem};
use crate::repo::Repo;
use crate::ui::{Control, TextField, error_line, live, with_day_picker};
use crate::{tr, words};

/// The id of a slot's control, where the list of errors leads.
pub(super) fn control_id(slot: Slot) -> String {
    format!("activity-{}", slot.field())
}

/// What is wrong with a slot, in a sentence that says what to do.
pub(super) fn fault_words(form: Form, slot: Slot, fault: &Fault) -> String {
    match (slot, fault) {
        (Slot::Source, Fault::Rule(Problem::Blank)) => tr!(refusal.needs_source).to_owned(),
        (Slot::Title, Fault::Rule(Problem::Blank)) => tr!(activity.title_missing).to_owned(),
        (Slot::HeldOn, Fault::Rule(Problem::Blank)) => tr!(activity.day_missing).to_owned(),
        (Slot::Unit, Fault::Rule(Problem::Blank)) => tr!(activity.unit_missing).to_owned(),
        (Slot::HeldOn | Slot::Year, Fault::Rule(Problem::OutOfRange)) => tr!(problem.year).to_owned(),
        (Slot::Tags, Fault::Rule(Problem::TooLong { max, .. })) => {
            tr!(activity.tag_too_long, max = format::count(*max))
        }
        (_, Fault::Rule(problem)) => words::problem(*problem),
        (_, Fault::Day(DateProblem::Unclear)) => tr!(problem.date).to_owned(),
        (_, Fault::Day(DateProblem::NoSuchDay)) => tr!(problem.no_date).to_owned(),
        (_, Fault::Count(NumberProblem::NotNumber)) => tr!(problem.number).to_owned(),
        (_, Fault::Count(NumberProblem::TooLarge)) => tr!(problem.out_of_range).to_owned(),
        (_, Fault::Count(NumberProblem::Ambiguous)) => {
            tr!(problem.ambiguous, text = form.text(slot).get_untracked().trim())
        }
    }
}

/// The sentence under a field, as a signal.
pub(super) fn error_of(form: Form, slot: Slot) -> Signal<Option<String>> {
    Signal::derive(move || form.fault(slot).map(|fault| fault_words(form, slot, &fault)))
}

/// One text field of the form.
pub(super) fn text_field(form: Form, slot: Slot, control: Control, max: usize, lines: u32) -> AnyView {
    let leave = move |()| {
        // Written over only now that the person has left the field: Telex and VNI stumble otherwise.
        if let Some(tidy) = untrack(|| form.draft()).tidied(slot, format::today()) {
            form.text(slot).set(tidy);
        }
    };
    let label = if slot == Slot::Source { tr!(target.paper) } else { words::field(slot.field()) }.to_owned();
    let hint = match slot {
        Slot::Tags => tr!(activity.tags_hint),
        Slot::Participants => tr!(activity.count_hint),
        Slot::Source => tr!(task.source_hint),
        Slot::Unit
        | Slot::Title
        | Slot::HeldOn
        | Slot::Year
        | Slot::Place
        | Slot::Movement
        | Slot::Body
        | Slot::Links
        | Slot::Evidence => "",
    };
    view! {
        <TextField
            label
            value=form.text(slot)
            control
            hint
            error=error_of(form, slot)
            max
            id=control_id(slot)
            lines
            on_leave=Callback::new(leave)
        />
    }
    .into_any()
}

/// The day: typed, or picked from the browser's own calendar beside it.
pub(super) fn day_field(form: Form) -> AnyView {
    let text = form.text(Slot::HeldOn);
    let day = move || format::parse_date(&text.get(), format::today().year()).ok();
    let field = text_field(form, Slot::HeldOn, Control::Date, 20, 1);
    with_day_picker(field, text, day, tr!(activity.pick_day).to_owned())
}

/// Nhập hộ: the document, where it is owed or one is named already.
pub(super) fn source_field(form: Form) -> AnyView {
    let is_shown = Memo::new(move |_| form.owes_source() || form.was_from_paper());
    live(move || is_shown.get().then(|| untrack(|| text_field(form, Slot::Source, Control::Line, 200, 1))))
        .into_any()
}

/// For whom it is written: those who look over a cluster also write for units that work on paper.
pub(super) fn unit_field(form: Form, repo: Repo) -> AnyView {
    let id = control_id(Slot::Unit);
    let error_id = format!("{id}-error");
    let units = move || repo.units(form.space);
    let choose = move |event| form.unit.set(event_target_value(&event).parse::<UnitId>().ok());
    let options = live(move || {
        let chosen = form.unit.get();
        units()
            .into_iter()
            .map(|line| {
                let selected = chosen == Some(line.id);
                view! { <option value=line.id.to_string() selected=selected>{line.unit.name}</option> }
                    .into_any()
            })
            .collect::<Vec<_>>()
    });
    view! {
        <div class="field">
            <label for=id.clone()>{tr!(activity.for_unit)}</label>
            <div class="hint"><span></span></div>
            <select
                class="input"
                id=id
                aria-describedby=error_id.clone()
                aria-invalid=live(move || form.fault(Slot::Unit).map(|_| "true"))
                on:change=choose
            >
                <option value="" selected=live(move || form.unit.get().is_none())>{tr!(activity.choose_unit)}</option>
                {options}
            </select>
            {error_line(error_id, error_of(form, Slot::Unit))}
        </div>
    }
    .into_any()
}

/// The emulation year that it counts towards; a report may look back a year and plan one ahead.
pub(super) fn year_field(form: Form) -> AnyView {
    let id = control_id(Slot::Year);
    let error_id = format!("{id}-error");
    let middle = form.year.get_untracked();
    let options = (middle - 1..=middle + 1)
        .map(|year| {
            view! { <option value=year.to_string() selected=year == middle>{year.to_string()}</option> }
                .into_any()
        })
        .collect::<Vec<_>>();
    let choose = move |event| {
        if let Ok(year) = event_target_value(&event).parse() {
            form.year.set(year);
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{words::field("year").to_owned()}</label>
            <div class="hint"><span></span></div>
            <select class="input" id=id aria-describedby=error_id.clone() on:change=choose>{options}</select>
            {error_line(error_id, error_of(form, Slot::Year))}
        </div>
    }
    .into_any()
}
