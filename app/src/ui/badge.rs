//! A state in one word: picture, word and colour, never colour alone.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, icon};
use super::live::live;

/// What a colour means; the stylesheet knows it as `data-s`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// Accepted, reached.
    Ok,
    /// Waiting, due, doubtful.
    Wait,
    /// Refused, wrong.
    Err,
    /// Differing figures only.
    Diff,
    /// Chosen, now.
    Ink,
    /// Official.
    Seal,
}

impl Tone {
    /// Its name in the stylesheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Ok => "ok",
            Self::Wait => "wait",
            Self::Err => "err",
            Self::Diff => "diff",
            Self::Ink => "ink",
            Self::Seal => "seal",
        }
    }
}

/// A state in one word.
#[component]
pub fn Badge(
    /// What its colour means.
    tone: Tone,
    /// Its picture.
    picture: Icon,
    /// Its word.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    view! { <span class="badge" data-s=tone.name()>{icon(picture)}{live(move || label.get())}</span> }
        .into_any()
}
