//! Something true about the whole page.

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::{Icon, icon};

/// A sentence about the whole page, with what can be done about it as children after a `<span>`.
#[component]
pub fn Banner(
    /// What its colour means.
    tone: Tone,
    /// Its picture.
    picture: Icon,
    /// Whether a screen reader is told as soon as it appears.
    #[prop(optional)]
    live: bool,
    /// The sentence in a `<span>`, then buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="banner" data-s=tone.name() role=live.then_some("status")>
            {icon(picture)}
            {children()}
        </div>
    }
    .into_any()
}
