//! Login and password, with a name for the device the first time.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::text;

use super::use_go_on;
use crate::pages::use_repo;
use crate::repo::types::KnownPerson;
use crate::ui::{Control, TextField, Tone, live};
use crate::{tr, words};

/// What was typed.
#[derive(Clone, Copy)]
struct Typed {
    login: RwSignal<String>,
    password: RwSignal<String>,
    device: RwSignal<String>,
    /// Errors are shown from the first attempt on, not while the form is still empty.
    tried: RwSignal<bool>,
}

impl Typed {
    fn complete(self, first: bool) -> bool {
        let filled = |text: RwSignal<String>| text.with_untracked(|text| !text.trim().is_empty());
        filled(self.login)
            && self.password.with_untracked(|it| !it.is_empty())
            && (!first || filled(self.device))
    }

    /// The sentence under a field that was left empty.
    fn missing(
        self,
        text: RwSignal<String>,
        words: impl Fn() -> &'static str + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        Signal::derive(move || {
            let empty = text.with(|text| text.trim().is_empty());
            (self.tried.get() && empty).then(|| words().to_owned())
        })
    }
}

/// Signs somebody in, with the network.
///
/// `people` are the accounts on this device, `chosen` the login to sign in (empty for somebody new), `again` whose
/// session has ended, if that is why we are here.
pub(super) fn sign_in_form(
    people: Memo<Vec<KnownPerson>>,
    chosen: RwSignal<String>,
    again: Memo<Option<String>>,
) -> AnyView {
    let repo = use_repo();
    let typed = Typed {
        login: RwSignal::new(String::new()),
        password: RwSignal::new(String::new()),
        device: RwSignal::new(String::new()),
        tried: RwSignal::new(false),
    };
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let first = Memo::new(move |_| people.with(Vec::is_empty));
    Effect::new(move || typed.login.set(chosen.get()));
    let go = use_go_on();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        typed.tried.set(true);
        if busy.get_untracked() || !typed.complete(first.get_untracked()) {
            return;
        }
        busy.set(true);
        problem.set(None);
        let (repo, go) = (repo.clone(), go.clone());
        spawn_local(async move {
            let login = text::clean(typed.login.get_untracked().trim());
            let device = text::clean(typed.device.get_untracked().trim());
            // A password is taken as it was typed, but in one normal form: keyboards differ in how they compose marks.
            let password = text::clean(&typed.password.get_untracked());
            match repo.sign_in(&login, &password, &device).await {
                Ok(()) => go(),
                Err(error) => {
                    let _ = problem.try_set(Some(error));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    let heading = move || if again.with(Option::is_some) { tr!(sign_in.again) } else { tr!(sign_in.first) };
    let label = move || if busy.get() { tr!(sign_in.working) } else { tr!(sign_in.submit) };
    view! {
        <form on:submit=submit novalidate>
            <h2>{live(heading)}</h2>
            {live(move || {
                let note = again.with(Option::is_some).then(|| tr!(sign_in.again_note));
                note.map(|note| view! { <p class="soft">{note}</p> }.into_any())
            })}
            {live(move || {
                let words = problem.get().map(|error| words::sign_in_error(error, first.get()));
                words.map(|words| super::problem_banner(Tone::Err, words))
            })}
            {fields(typed, first)}
            <button type="submit" class="btn primary big wide" aria-disabled=live(move || busy.get().then_some("true"))>
                {live(label)}
            </button>
        </form>
    }
    .into_any()
}

fn fields(typed: Typed, first: Memo<bool>) -> AnyView {
    let device = move || {
        first.get().then(|| {
            view! {
                <TextField
                    label=tr!(sign_in.device)
                    hint=tr!(sign_in.device_hint)
                    value=typed.device
                    max=60
                    error=typed.missing(typed.device, || tr!(sign_in_error.device_name))
                />
            }
        })
    };
    view! {
        <TextField
            label=tr!(sign_in.login)
            value=typed.login
            control=Control::Login
            id="login"
            autocomplete="username"
            error=typed.missing(typed.login, || tr!(sign_in_error.login))
        />
        <TextField
            label=tr!(sign_in.password)
            value=typed.password
            control=Control::Password
            id="password"
            autocomplete="current-password"
            error=typed.missing(typed.password, || tr!(sign_in_error.password))
        />
        {live(device)}
    }
    .into_any()
}
