//! The two day fields of a phase.

use leptos::prelude::*;
use shared::domain::Phase;

use super::state::{Form, control_id};
use crate::pages::calendar::dates::End;
use crate::pages::calendar::duties::locks;
use crate::ui::{Control, Icon, TextField, icon_sized, with_day_picker};
use crate::{format, tr, words};

/// From when to when a phase goes on, and what that locks.
pub(super) fn phase_fields(form: Form, phase: Phase) -> AnyView {
    let locks =
        locks(phase).map(|words| view! { <p class="locks">{icon_sized(Icon::Lock, "i sm")}{words}</p> });
    view! {
        <fieldset class="phase">
            <legend>{words::phase(phase)}</legend>
            {locks}
            <div class="pair">
                {day(form, phase, End::From, tr!(calendar.from))}
                {day(form, phase, End::To, tr!(calendar.to))}
            </div>
        </fieldset>
    }
    .into_any()
}

fn day(form: Form, phase: Phase, end: End, label: &'static str) -> AnyView {
    let text = form.text(phase, end);
    let leave = move |()| {
        // Written over only now that the person has left the field: Telex and VNI stumble otherwise.
        if let Some(day) = untrack(|| form.day(phase, end)) {
            text.set(format::typed_date(day));
        }
        form.left(phase);
    };
    let error = Signal::derive(move || form.fault(phase, end).map(|fault| fault.words().to_owned()));
    let field = view! {
        <TextField
            label
            value=text
            control=Control::Date
            error
            max=20
            id=control_id(phase, end)
            on_leave=Callback::new(leave)
        />
    }
    .into_any();
    let pick = tr!(calendar.pick, phase = words::phase(phase), end = label);
    with_day_picker(field, text, move || form.day(phase, end), pick)
}
