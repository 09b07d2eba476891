//! The heading of a list: what it is, how many, and what can be done with it: print, and for who keeps the list, add.

use leptos::prelude::*;

use crate::route::Route;
use crate::tr;
use crate::ui::{Icon, icon, live, new_id};

/// What is rarely pressed in a heading: on a phone behind one button, for the list has little room there.
pub(super) fn rest(buttons: AnyView) -> AnyView {
    let open = RwSignal::new(false);
    let id = new_id();
    view! {
        <button
            type="button"
            class="btn icon more"
            aria-label=tr!(act.rest)
            aria-expanded=live(move || open.get().to_string())
            aria-controls=id.clone()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {icon(Icon::More)}
        </button>
        <div class="rest" id=id data-open=live(move || open.get().then_some("true"))>{buttons}</div>
    }
    .into_any()
}

/// The button that prints the screen; a phone has none.
pub(super) fn print() -> AnyView {
    view! {
        <button type="button" class="btn print" on:click=move |_| { let _ = window().print(); }>
            {icon(Icon::Print)}{tr!(target.print)}
        </button>
    }
    .into_any()
}

/// The heading of a list.
pub(super) struct ListHead {
    pub(super) title: &'static str,
    /// Whose list it is; told on paper only.
    pub(super) whose: AnyView,
    pub(super) count: AnyView,
    /// Whether the person keeps it.
    pub(super) keeps: Memo<bool>,
    /// Whether nothing lies beside it: then adding is the one thing to do.
    pub(super) is_alone: Memo<bool>,
    /// What else can be done with the list.
    pub(super) tools: AnyView,
    /// Where something is added, and what the way there is called.
    pub(super) add: (Route, &'static str),
}

impl ListHead {
    pub(super) fn draw(self) -> AnyView {
        let Self { title, whose, count, keeps, is_alone, tools, add: (new, add) } = self;
        let add = live(move || {
            let class = if is_alone.get() { "btn primary" } else { "btn" };
            keeps.get().then(|| view! { <a class=class href=new.path()>{icon(Icon::Plus)}{add}</a> })
        });
        view! {
            <div class="head">
                <div>
                    <h1>{title}</h1>
                    <p class="only-print">{whose}</p>
                    <p role="status">{count}</p>
                </div>
                {rest(view! { {tools}{print()} }.into_any())}
                {add}
            </div>
        }
        .into_any()
    }
}
