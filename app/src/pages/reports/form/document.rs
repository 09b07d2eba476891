//! What the document says beside its sections: number, place and day, who signs; and from which paper it was entered.

use leptos::prelude::*;

use super::Entry;
use super::state::{DATED, Form, control_id};
use crate::pages::reports::paper::heading;
use crate::ui::{Control, TextField, live, with_day_picker};
use crate::{format, tr, words};

/// The fields of the document.
pub(super) fn card(form: Form, entry: Memo<Entry>) -> AnyView {
    let for_other = Memo::new(move |_| matches!(entry.get(), Entry::Open { for_other: true, .. }));
    let source = live(move || {
        for_other.get().then(|| {
            let id = control_id("source");
            view! { <TextField label=tr!(target.paper) value=form.text("source") max=200 id hint=tr!(report.source_hint)/> }
        })
    });
    let usual = form.opened.with_value(|opened| {
        let blank = shared::domain::Report { heading: String::new(), ..opened.record.clone() };
        heading(&blank)
    });
    view! {
        <section class="card" aria-labelledby="report-document">
            <header><h2 id="report-document">{tr!(report.document)}</h2></header>
            <div class="body stack">
                {source}
                {line(form, "heading", 200, tr!(report.heading_hint, usual = usual))}
                <div class="pair">
                    {line(form, "number", 60, tr!(report.number_hint).to_owned())}
                    {line(form, "issued_at", 100, String::new())}
                    {day(form)}
                </div>
                <div class="pair">
                    {line(form, "post", 200, String::new())}
                    {line(form, "signer", 100, String::new())}
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn line(form: Form, field: &'static str, max: usize, hint: String) -> AnyView {
    let (label, id) = (words::field(field).to_owned(), control_id(field));
    if hint.is_empty() {
        return view! { <TextField label value=form.text(field) max id/> }.into_any();
    }
    view! { <TextField label value=form.text(field) max id hint/> }.into_any()
}

fn day(form: Form) -> AnyView {
    let text = form.text(DATED);
    let fault = RwSignal::new(None::<String>);
    let leave = move |()| {
        // Written over only now that the person has left the field: Telex and VNI stumble otherwise.
        if let Ok(Some(day)) = untrack(|| form.day()) {
            text.set(format::typed_date(day));
        }
        fault.set(untrack(|| form.day_fault()).map(str::to_owned));
    };
    let field = view! {
        <TextField
            label=words::field(DATED).to_owned()
            value=text
            control=Control::Date
            error=fault
            max=20
            id=control_id(DATED)
            on_leave=Callback::new(leave)
        />
    }
    .into_any();
    with_day_picker(field, text, move || form.day().ok().flatten(), tr!(activity.pick_day).to_owned())
}
