//! A word in passing, for six seconds. Never the only way to learn or to do something.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::icon::{Icon, icon};

/// How long a toast stays.
const STAYS: Duration = Duration::from_secs(6);

/// Not a `Callback`: that would die with the page that was left, while its toast still stands.
type Act = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    number: u64,
    picture: Icon,
    words: String,
    action: Option<(String, Act)>,
}

thread_local! {
    // One place for the whole page, for as long as the page lives.
    static TOASTS: ArcRwSignal<Vec<Toast>> = ArcRwSignal::new(Vec::new());
    static MADE: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Shows in passing that something is done.
pub fn toast(words: impl Into<String>) {
    toast_of(Icon::Check, words);
}

/// Shows some words in passing that say something else than done.
pub fn toast_of(picture: Icon, words: impl Into<String>) {
    show(picture, words.into(), None);
}

/// Shows in passing that something is done, with what can be done about it until the words go.
pub fn toast_with(
    words: impl Into<String>,
    label: impl Into<String>,
    act: impl Fn() + Send + Sync + 'static,
) {
    show(Icon::Check, words.into(), Some((label.into(), Arc::new(act))));
}

fn show(picture: Icon, words: String, action: Option<(String, Act)>) {
    let number = MADE.get().wrapping_add(1);
    MADE.set(number);
    // Two stand at most: a third would cover what is being worked on.
    TOASTS.with(|toasts| {
        toasts.update(|toasts| {
            // Of two ways to take something back nobody could tell which takes back what.
            toasts.retain(|toast| toast.action.is_none() || action.is_none());
            if toasts.len() > 1 {
                toasts.remove(0);
            }
            toasts.push(Toast { number, picture, words, action });
        });
    });
    set_timeout(move || remove(number), STAYS);
}

fn remove(number: u64) {
    TOASTS.with(|toasts| toasts.update(|toasts| toasts.retain(|toast| toast.number != number)));
}

/// Where toasts appear: once, beside the shell, so that screen readers know the place before it speaks.
#[component]
pub fn ToastPlace() -> impl IntoView {
    let each = move || TOASTS.with(Get::get);
    view! {
        <div class="toasts" role="status">
            <For each key=|toast| toast.number children=one/>
        </div>
    }
    .into_any()
}

fn one(toast: Toast) -> AnyView {
    let number = toast.number;
    let action = toast.action.map(|(label, act)| {
        let press = move |_| {
            remove(number);
            act();
        };
        view! { <button type="button" class="btn quiet" on:click=press>{label}</button> }
    });
    view! { <div class="toast">{icon(toast.picture)}<span>{toast.words}</span>{action}</div> }.into_any()
}
