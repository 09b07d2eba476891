//! A choice between a few things, all in sight.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::live::live;

/// One of the things to choose from.
#[derive(Clone)]
pub struct Choice<T: 'static> {
    /// What it stands for.
    pub value: T,
    /// Its word.
    pub label: TextProp,
    /// A count beside it, for tabs.
    pub count: Option<Signal<usize>>,
}

impl<T> Choice<T> {
    /// A choice with its word.
    pub fn new(value: T, label: impl Into<TextProp>) -> Self {
        Self { value, label: label.into(), count: None }
    }

    /// The same with a count beside it.
    #[must_use]
    pub fn counted(self, count: impl Into<Signal<usize>>) -> Self {
        Self { count: Some(count.into()), ..self }
    }
}

/// Two or three exclusive choices side by side.
#[component]
pub fn Seg<T>(
    /// What the choice is about, for screen readers.
    #[prop(into)]
    label: TextProp,
    /// What there is to choose.
    choices: Vec<Choice<T>>,
    /// What is chosen.
    #[prop(into)]
    chosen: Signal<T>,
    /// Called with what was pressed.
    #[prop(into)]
    on_choose: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let buttons = choices
        .into_iter()
        .map(|choice| {
            let value = choice.value;
            let pressed = live(move || if chosen.get() == value { "true" } else { "false" });
            let words = live(move || choice.label.get());
            view! {
                <button type="button" aria-pressed=pressed on:click=move |_| on_choose.run(value)>
                    {words}
                </button>
            }
        })
        .collect_view();
    view! { <div class="seg" role="group" aria-label=live(move || label.get())>{buttons}</div> }.into_any()
}

/// Tabs as links: each has an address, so that Back works.
#[component]
pub fn Tabs<T>(
    /// What the tabs divide, for screen readers.
    #[prop(into)]
    label: TextProp,
    /// The tabs.
    choices: Vec<Choice<T>>,
    /// Which is shown.
    #[prop(into)]
    chosen: Signal<T>,
    /// The address of a tab.
    #[prop(into)]
    href: Callback<T, String>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let links = choices
        .into_iter()
        .map(|choice| {
            let value = choice.value;
            let words = live(move || choice.label.get());
            let count =
                choice.count.map(|count| view! { <span class="count">{live(move || count.get())}</span> });
            view! {
                <a
                    class="tab"
                    href=live(move || href.run(value))
                    aria-current=live(move || (chosen.get() == value).then_some("page"))
                >
                    {words}
                    {count}
                </a>
            }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=live(move || label.get())>{links}</nav> }.into_any()
}
