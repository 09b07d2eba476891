//! A field: label, hint, control, error, tied together for screen readers.
//!
//! A field that has the focus is never rewritten, whatever happens to its value: Telex and VNI would stumble.

use std::cell::Cell;

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, icon_sized};
use super::live::live;
use crate::{format, tr};

/// The control of a text field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Control {
    /// One line.
    #[default]
    Line,
    /// A few lines.
    Area,
    /// Hidden while it is typed.
    Password,
    /// A tên đăng nhập: no capitals, no corrections.
    Login,
    /// A whole number.
    Number,
    /// A day, typed as `27/11` or `27/11/2024`.
    Date,
}

thread_local! {
    static IDS: Cell<u32> = const { Cell::new(0) };
}

/// An element id that no other element of the page has.
pub fn new_id() -> String {
    let next = IDS.get().wrapping_add(1);
    IDS.set(next);
    format!("e{next}")
}

/// The sentence under a field that says what is wrong with it.
pub fn error_line(id: String, error: Signal<Option<String>>) -> AnyView {
    view! {
        // Always there, so that a screen reader speaks when it fills.
        <div id=id aria-live="polite">
            {live(move || error.get().map(error_words))}
        </div>
    }
    .into_any()
}

fn error_words(words: String) -> AnyView {
    view! { <p class="error">{icon_sized(Icon::Warning, "i sm")}{words}</p> }.into_any()
}

/// A text field. `value` is what stands in it; `on_leave` runs when the person goes on, the moment to check.
#[component]
pub fn TextField(
    /// What it is called.
    #[prop(into)]
    label: TextProp,
    /// What stands in it.
    value: RwSignal<String>,
    /// What kind of control.
    #[prop(optional)]
    control: Control,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Characters allowed; a count appears when they run short.
    #[prop(optional)]
    max: Option<usize>,
    /// Its element's id, where a list of errors links to it.
    #[prop(optional, into)]
    id: Option<String>,
    /// For the browser's memory: `username`, `current-password`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Lines shown of an area.
    #[prop(default = 3)]
    lines: u32,
    /// Runs when the person goes on to something else.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(new_id);
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described = format!("{hint_id} {error_id}");
    let invalid = move || error.with(Option::is_some).then_some("true");
    let leave = move || {
        if let Some(leave) = on_leave {
            // A field that goes while it has the focus, as when somebody presses Back, is left after its page has gone.
            let _ = leave.try_run(());
        }
    };
    let entry = if control == Control::Area {
        area(&id, &described, value, invalid, lines, leave)
    } else {
        line(&id, &described, value, invalid, control, autocomplete.unwrap_or("off"), leave)
    };
    view! {
        <div class="field">
            <label for=id>{live(move || label.get())}</label>
            <div class="hint" id=hint_id>
                {hint.map(|hint| view! { <span>{live(move || hint.get())}</span> })}
            </div>
            {entry}
            {max.map(|max| room_left(value, max))}
            {error_line(error_id, error)}
        </div>
    }
    .into_any()
}

fn line(
    id: &str,
    described: &str,
    value: RwSignal<String>,
    invalid: impl Fn() -> Option<&'static str> + Send + 'static,
    control: Control,
    autocomplete: &'static str,
    leave: impl Fn() + 'static,
) -> AnyView {
    let element = NodeRef::<html::Input>::new();
    Effect::new(move || {
        let (Some(element), wanted) = (element.get(), value.get()) else { return };
        if element.value() != wanted {
            element.set_value(&wanted);
        }
    });
    let (kind, mode, capitals) = match control {
        Control::Password => ("password", "text", "none"),
        Control::Login => ("text", "text", "none"),
        Control::Number => ("text", "numeric", "none"),
        Control::Line | Control::Area | Control::Date => ("text", "text", "sentences"),
    };
    view! {
        <input
            class="input"
            class:num=control == Control::Number
            id=id.to_owned()
            type=kind
            inputmode=mode
            autocapitalize=capitals
            autocomplete=autocomplete
            spellcheck="false"
            aria-describedby=described.to_owned()
            aria-invalid=invalid
            node_ref=element
            on:input=move |event| value.set(event_target_value(&event))
            on:blur=move |_| leave()
        />
    }
    .into_any()
}

fn area(
    id: &str,
    described: &str,
    value: RwSignal<String>,
    invalid: impl Fn() -> Option<&'static str> + Send + 'static,
    lines: u32,
    leave: impl Fn() + 'static,
) -> AnyView {
    let element = NodeRef::<html::Textarea>::new();
    Effect::new(move || {
        let (Some(element), wanted) = (element.get(), value.get()) else { return };
        if element.value() != wanted {
            element.set_value(&wanted);
        }
    });
    view! {
        <textarea
            class="input"
            id=id.to_owned()
            rows=lines
            spellcheck="false"
            aria-describedby=described.to_owned()
            aria-invalid=invalid
            node_ref=element
            on:input=move |event| value.set(event_target_value(&event))
            on:blur=move |_| leave()
        ></textarea>
    }
    .into_any()
}

/// How much room is left, once it runs short.
fn room_left(value: RwSignal<String>, max: usize) -> AnyView {
    let words = move || {
        let is = value.with(|text| text.chars().count());
        if is > max {
            Some(tr!(form.over, n = format::count(is - max)))
        } else if is.saturating_mul(10) > max.saturating_mul(9) {
            Some(tr!(form.left, n = format::count(max - is)))
        } else {
            None
        }
    };
    live(move || words().map(|words| view! { <p class="count-of">{words}</p> }.into_any())).into_any()
}

/// Everything that keeps a form from being saved, beside its button: each leads to its field.
#[component]
pub fn ErrorList(
    /// The id of each field and what is wrong there.
    #[prop(into)]
    errors: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    move || {
        let errors = errors.get();
        (!errors.is_empty()).then(|| {
            let lines = errors.into_iter().map(|(id, words)| {
                // A link would change the address; the focus is what is wanted.
                let go = move |_| {
                    let field = document().get_element_by_id(&id);
                    let field =
                        field.and_then(|it| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(it).ok());
                    if let Some(field) = field {
                        let _ = field.focus();
                    }
                };
                view! { <li><button type="button" class="error" on:click=go>{words}</button></li> }
            });
            view! {
                <div role="alert">
                    <p class="strong">{tr!(form.errors)}</p>
                    <ul class="errors">{lines.collect_view()}</ul>
                </div>
            }
        })
    }
}
