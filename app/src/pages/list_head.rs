//! The heading of a list: what it is, how many, and what can be done with it: print, and for who keeps the list, add.

use leptos::prelude::*;

use crate::route::Route;
use crate::tr;
use crate::ui::{Icon, icon, live};

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
                {tools}
                <button type="button" class="btn print" on:click=move |_| { let _ = window().print(); }>
                    {icon(Icon::Print)}{tr!(target.print)}
                </button>
                {add}
            </div>
        }
        .into_any()
    }
}
