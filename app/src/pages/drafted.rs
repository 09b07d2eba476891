//! What every form that keeps a draft shows above and below its fields.

use leptos::prelude::*;
use shared::time::Timestamp;

use crate::ui::{Banner, Button, Dialog, ErrorList, Icon, Kind, Tone, live};
use crate::{format, tr};

/// Says that the form goes on from a draft that was left, and since when.
pub(super) fn recovered(since: Option<Timestamp>) -> AnyView {
    let Some(at) = since else { return ().into_any() };
    view! {
        <Banner tone=Tone::Wait picture=Icon::Clock>
            <span>{tr!(activity.recovered, at = format::moment(at))}</span>
        </Banner>
    }
    .into_any()
}

/// The end of such a form: its errors, each leading to its control, and the ways out.
pub(super) struct Foot {
    /// The control, and what is wrong there.
    pub(super) errors: Signal<Vec<(String, String)>>,
    /// What else the form warns of.
    pub(super) warning: AnyView,
    /// Why it was not saved.
    pub(super) failure: RwSignal<Option<String>>,
    /// Whether it is being saved.
    pub(super) saving: RwSignal<bool>,
    /// What the button that saves is called.
    pub(super) save_label: &'static str,
    pub(super) save: Callback<()>,
    /// Whether nothing was typed that could be lost. Not tracked.
    pub(super) is_untouched: Callback<(), bool>,
    /// Lets the draft go and leaves the form.
    pub(super) leave: Callback<()>,
}

impl Foot {
    pub(super) fn draw(self) -> AnyView {
        let Self { errors, warning, failure, saving, save_label, save, is_untouched, leave } = self;
        let failure = live(move || {
            failure.get().map(|words| {
                view! { <Banner tone=Tone::Err picture=Icon::Warning><span>{words}</span></Banner> }
            })
        });
        let asking = RwSignal::new(false);
        let discard = move |()| {
            if untrack(|| is_untouched.run(())) {
                leave.run(());
            } else {
                asking.set(true);
            }
        };
        let done = move || if saving.get() { tr!(standing.saving) } else { save_label };
        view! {
            <footer class="stack">
                <ErrorList errors/>
                {warning}
                <div role="alert">{failure}</div>
                <div class="row">
                    <Button label=tr!(activity.discard) on_press=discard kind=Kind::Quiet/>
                    <Button label=done on_press=save kind=Kind::Primary size="end" locked=saving/>
                </div>
            </footer>
            {question(asking, leave)}
        }
        .into_any()
    }
}

/// Asks before what was typed is let go.
fn question(open: RwSignal<bool>, leave: Callback<()>) -> AnyView {
    view! {
        <Dialog open title=tr!(activity.discard_title)>
            <p>{tr!(activity.discard_note)}</p>
            <div class="row">
                <Button label=tr!(activity.go_on) on_press=move |()| open.set(false)/>
                <Button label=tr!(activity.discard) on_press=leave size="end"/>
            </div>
        </Dialog>
    }
    .into_any()
}
