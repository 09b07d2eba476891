//! The question before what was typed is let go.

use leptos::prelude::*;

use crate::tr;
use crate::ui::{Button, Dialog};

/// Asks whether the draft may go; `leave` lets it go.
pub(super) fn question(open: RwSignal<bool>, leave: Callback<()>) -> AnyView {
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
