//! The sync chip: the only place that speaks of the network.

use leptos::prelude::*;
use shared::time::Timestamp;

use super::icon::{Icon, icon};
use super::live::live;
use crate::route::Route;
use crate::{format, tr, tr_count};

/// How the device stands with the server, as the chip tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChipLink {
    /// All is well, or will be by itself.
    #[default]
    Online,
    /// No network.
    Offline,
    /// The network answers in the server's place.
    Portal,
    /// The session has ended.
    SignIn,
    /// This version is too old.
    Outdated,
    /// Something else.
    Trouble,
}

/// The colour and picture of the chip.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Sent,
    Waits,
    Offline,
    NeedsPerson,
}

/// The chip. It leads to the outbox.
#[component]
pub fn SyncChip(
    /// Changes that wait.
    #[prop(into)]
    waiting: Signal<usize>,
    /// Changes that were refused.
    #[prop(into)]
    refused: Signal<usize>,
    /// The last exchange.
    #[prop(into)]
    last_sync: Signal<Option<Timestamp>>,
    /// How the device stands with the server.
    #[prop(into)]
    link: Signal<ChipLink>,
) -> impl IntoView {
    let parts = Memo::new(move |_| (link.get(), waiting.get(), refused.get()));
    let state = Memo::new(move |_| state_of(parts.get()));
    let last = move || match last_sync.get() {
        Some(at) => tr!(chip.synced, at = format::lately(at)),
        None => tr!(chip.never).to_owned(),
    };
    view! {
        <a class="sync" data-s=live(move || state.get().name()) href=Route::Outbox.path()>
            {live(move || icon(state.get().picture()))}
            <span>
                {live(move || said(parts.get()).into_any())}
                <span class="last">{separator()}{live(last)}</span>
            </span>
        </a>
        // Spoken when the state changes; counts and times that change all day long are not.
        <span class="vh" role="status">{live(move || spoken(state.get(), link.get()))}</span>
    }
    .into_any()
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Sent => "ok",
            Self::Waits => "wait",
            Self::Offline => "off",
            Self::NeedsPerson => "act",
        }
    }

    fn picture(self) -> Icon {
        match self {
            Self::Sent => Icon::Check,
            Self::Waits => Icon::Send,
            Self::Offline => Icon::Offline,
            Self::NeedsPerson => Icon::Warning,
        }
    }
}

fn state_of((link, waiting, refused): (ChipLink, usize, usize)) -> State {
    match (link, waiting, refused) {
        (ChipLink::Offline, ..) => State::Offline,
        (ChipLink::Portal | ChipLink::SignIn | ChipLink::Outdated | ChipLink::Trouble, ..) => {
            State::NeedsPerson
        }
        (ChipLink::Online, 0, 0) => State::Sent,
        (ChipLink::Online, 0, _) => State::NeedsPerson,
        (ChipLink::Online, ..) => State::Waits,
    }
}

/// What the chip says before the time.
fn said((link, waiting, refused): (ChipLink, usize, usize)) -> Vec<AnyView> {
    let mut parts = Vec::new();
    if link != ChipLink::Online || (waiting == 0 && refused == 0) {
        parts.push(view! { <b class="part">{link_words(link)}</b> }.into_any());
    }
    if waiting > 0 {
        parts.push(view! { <span class="part">{tr_count!(waiting, chip.waiting)}</span> }.into_any());
    }
    if refused > 0 {
        parts.push(view! { <span class="part need">{tr_count!(refused, chip.need)}</span> }.into_any());
    }
    let with_gaps =
        parts.into_iter().enumerate().flat_map(|(at, part)| [(at > 0).then(separator), Some(part)]);
    with_gaps.flatten().collect()
}

fn separator() -> AnyView {
    view! { <span class="sep" aria-hidden="true">" · "</span> }.into_any()
}

fn spoken(state: State, link: ChipLink) -> &'static str {
    match state {
        State::Waits => tr!(standing.waiting),
        State::NeedsPerson if link == ChipLink::Online => tr!(outbox.group_act),
        State::Sent | State::Offline | State::NeedsPerson => link_words(link),
    }
}

fn link_words(link: ChipLink) -> &'static str {
    match link {
        ChipLink::Online => tr!(chip.all_sent),
        ChipLink::Offline => tr!(chip.offline),
        ChipLink::Portal => tr!(chip.portal),
        ChipLink::SignIn => tr!(chip.sign_in),
        ChipLink::Outdated => tr!(chip.outdated),
        ChipLink::Trouble => tr!(chip.trouble),
    }
}
