//! The heading of what lies beside a list: the page's first heading while the list is out of sight.

use leptos::prelude::*;

use crate::ui::live;

/// A heading that can be given the focus; `alone` while the list is out of sight.
pub(crate) fn panel_heading(id: &'static str, words: Signal<String>, alone: Signal<bool>) -> AnyView {
    let heading = live(move || {
        if alone.get() {
            view! { <h1 id=id tabindex="-1">{live(move || words.get())}</h1> }.into_any()
        } else {
            view! { <h2 id=id tabindex="-1">{live(move || words.get())}</h2> }.into_any()
        }
    });
    heading.into_any()
}
