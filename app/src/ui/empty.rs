//! A screen without content: one sentence and the action, or grey rows while something is read.

use std::time::Duration;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, icon};
use super::live::live;
use crate::tr;

/// One sentence on what belongs here, and the action as children.
#[component]
pub fn Empty(
    /// A picture of what belongs here.
    picture: Icon,
    /// The sentence.
    #[prop(into)]
    label: TextProp,
    /// The action.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icon(picture)}
            <p>{live(move || label.get())}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// Below this, nothing is shown: a flash of grey would be worse than a short wait.
const PATIENCE: Duration = Duration::from_millis(300);

/// Grey rows in place of what is still being read; nothing for the first moment.
#[component]
pub fn Bones(
    /// How many rows of two lines.
    #[prop(default = 3)]
    rows: usize,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let timer = set_timeout_with_handle(
        move || {
            let _ = shown.try_set(true);
        },
        PATIENCE,
    );
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    live(move || {
        shown.get().then(|| {
            let lines = (0..rows * 2).map(|_| view! { <i></i> }).collect_view();
            view! { <div class="bones" role="status" aria-label=tr!(list.loading)>{lines}</div> }.into_any()
        })
    })
}
