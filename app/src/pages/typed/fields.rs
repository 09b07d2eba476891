//! The fields and the foot of a form of texts.

use leptos::prelude::*;

use super::{Form, Slot};
use crate::format;
use crate::pages::drafted::{self, Foot};
use crate::ui::{Control, TextField, error_line, live, with_day_picker};
use crate::{tr, words};

/// The id of a field's control, where the list of errors leads.
fn control_id(field: &str) -> String {
    format!("work-{field}")
}

/// A text field of a form.
pub(in crate::pages) fn text_field(
    form: Form,
    field: &'static str,
    control: Control,
    (max, lines): (usize, u32),
    hint: &'static str,
) -> AnyView {
    let label = words::field_of(form.manner.kind, field).to_owned();
    let error = Signal::derive(move || form.fault(field).get());
    let id = control_id(field);
    view! { <TextField label value=form.text(field) control hint error max id lines/> }.into_any()
}

/// A day of a form: typed, or picked from the browser's calendar; `year` is meant where none is typed.
pub(in crate::pages) fn day_field(
    form: Form,
    field: &'static str,
    label: &'static str,
    year: i16,
) -> AnyView {
    let text = form.text(field);
    let day = move || format::parse_date(&text.get(), year).ok();
    let leave = move |()| {
        // Written over only now that the person has left the field: Telex and VNI stumble otherwise.
        if let Some(day) = untrack(day) {
            text.set(format::typed_date(day));
        }
    };
    let error = Signal::derive(move || form.fault(field).get());
    let entry = view! {
        <TextField label value=text control=Control::Date error max=20 id=control_id(field) on_leave=Callback::new(leave)/>
    }
    .into_any();
    with_day_picker(entry, text, day, tr!(works.pick, field = label))
}

/// A field in which one of a few values is chosen; an empty one, where there is one, stands for none.
pub(in crate::pages) fn choice_field(
    form: Form,
    field: &'static str,
    options: Vec<(String, String)>,
) -> AnyView {
    let (id, text) = (control_id(field), form.text(field));
    let error = format!("{id}-error");
    let options = options.into_iter().map(|(value, label)| {
        let own = value.clone();
        let selected = live(move || text.with(|text| *text == own));
        view! { <option value=value prop:selected=selected>{label}</option> }.into_any()
    });
    let options = options.collect::<Vec<_>>();
    let fault = form.fault(field);
    view! {
        <div class="field">
            <label for=id.clone()>{words::field(field).to_owned()}</label>
            <select
                class="input"
                id=id
                aria-describedby=error.clone()
                aria-invalid=live(move || fault.with(Option::is_some).then_some("true"))
                on:change=move |event| text.set(event_target_value(&event))
            >
                {options}
            </select>
            {error_line(error, fault.into())}
        </div>
    }
    .into_any()
}

/// That what was typed some time ago stands here again.
pub(in crate::pages) fn recovered(form: Form) -> AnyView {
    drafted::recovered(form.since.get_value())
}

/// The foot of a form: what is wrong, discard, done.
pub(in crate::pages) fn foot(form: Form, save: Callback<()>, leave: Callback<()>) -> AnyView {
    let kind = form.manner.kind;
    let errors = Signal::derive(move || {
        let slots = form.slots.get_value().into_iter();
        let line = |slot: Slot| {
            let problem = slot.fault.get()?;
            let words = tr!(problem.at, field = words::field_of(kind, slot.field), problem = problem);
            Some((control_id(slot.field), words))
        };
        slots.filter_map(line).collect::<Vec<_>>()
    });
    Foot {
        errors,
        warning: ().into_any(),
        failure: form.failure,
        saving: form.saving,
        save_label: tr!(activity.done),
        save,
        is_untouched: Callback::new(move |()| form.is_untouched()),
        leave,
    }
    .draw()
}
