//! Buttons and links that look like buttons. One primary button a screen.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, icon};
use super::live::live;
use crate::route::Route;

/// How a button looks, and so what it means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One of several ways on.
    #[default]
    Plain,
    /// The one thing to do here.
    Primary,
    /// An act that becomes official.
    Seal,
    /// Beside the point.
    Quiet,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "btn",
            Self::Primary => "btn primary",
            Self::Seal => "btn seal",
            Self::Quiet => "btn quiet",
        }
    }
}

fn class_of(kind: Kind, size: &str) -> String {
    format!("{} {size}", kind.class())
}

/// A button.
///
/// A locked one stays focusable and is pressed in vain; say beside it why, and give the id of that sentence in
/// `described_by`.
#[component]
pub fn Button(
    /// Its words.
    #[prop(into)]
    label: TextProp,
    /// What pressing it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// How it looks.
    #[prop(optional)]
    kind: Kind,
    /// A picture before the words.
    #[prop(optional, into)]
    picture: Option<Icon>,
    /// `big`, `small`, `wide`, `end`.
    #[prop(optional)]
    size: &'static str,
    /// Whether it does nothing now.
    #[prop(optional, into)]
    locked: Signal<bool>,
    /// The id of the sentence that says why.
    #[prop(optional, into)]
    described_by: Option<String>,
) -> impl IntoView {
    let press = move |_| {
        if !locked.get_untracked() {
            on_press.run(());
        }
    };
    view! {
        <button
            type="button"
            class=class_of(kind, size)
            aria-disabled=live(move || locked.get().then_some("true"))
            aria-describedby=described_by
            on:click=press
        >
            {picture.map(icon)}
            {live(move || label.get())}
        </button>
    }
    .into_any()
}

/// A link to a screen that looks like a button.
#[component]
pub fn LinkButton(
    /// Its words.
    #[prop(into)]
    label: TextProp,
    /// Where it leads.
    to: Route,
    /// How it looks.
    #[prop(optional)]
    kind: Kind,
    /// A picture before the words.
    #[prop(optional, into)]
    picture: Option<Icon>,
    /// `big`, `small`, `wide`, `end`.
    #[prop(optional)]
    size: &'static str,
) -> impl IntoView {
    view! {
        <a class=class_of(kind, size) href=to.path()>
            {picture.map(icon)}
            {live(move || label.get())}
        </a>
    }
    .into_any()
}
