//! A question that has to be answered first. The browser's own dialog: it traps the focus, closes on Esc and gives
//! the focus back to what opened it.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::field::new_id;
use super::icon::{Icon, icon};
use super::live::live;
use crate::tr;

/// A dialog. Setting `open` opens and closes it; its buttons stand in a `<div class="row">` at the end.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: TextProp,
    /// What it says and asks; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let id = Signal::stored(new_id());
    Effect::new(move || {
        let Some(dialog) = element.get() else { return };
        if open.get() && !dialog.open() {
            // Fails only for an element outside the document.
            let _ = dialog.show_modal();
        } else if !open.get_untracked() && dialog.open() {
            dialog.close();
        }
    });
    // Pressing the ground beside the box answers “later”.
    let press = move |event: web_sys::MouseEvent| {
        let on_ground = element.get_untracked().is_some_and(|dialog| {
            event.target().is_some_and(|target| {
                let dialog: &web_sys::EventTarget = dialog.as_ref();
                target == *dialog
            })
        });
        if on_ground {
            open.set(false);
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=element
            aria-labelledby=id
            on:close=move |_| open.set(false)
            on:click=press
        >
            {live(move || open.get().then(|| inside(id, title.clone(), open, &children)))}
        </dialog>
    }
    .into_any()
}

fn inside(id: Signal<String>, title: TextProp, open: RwSignal<bool>, children: &ChildrenFn) -> AnyView {
    view! {
        <div class="title">
            <h2 id=id>{live(move || title.get())}</h2>
            <button
                type="button"
                class="btn icon"
                aria-label=tr!(act.close)
                on:click=move |_| open.set(false)
            >
                {icon(Icon::Close)}
            </button>
        </div>
        {children()}
    }
    .into_any()
}
