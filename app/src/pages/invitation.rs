//! Lời mời: whoever has the link chooses a password and is signed in; the first one sets the installation up.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use shared::api::{
    FirstPerson, Invitee, PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, is_login, login_for, login_of,
};

use crate::pages::sign_in::gate_head;
use crate::pages::use_repo;
use crate::repo::types::PeopleError;
use crate::route::Route;
use crate::shell::LanguageChoice;
use crate::ui::{Banner, Bones, Button, Control, Icon, Kind, LinkButton, TextField, Tone, icon_sized, live};
use crate::{tr, words};

/// Characters of a name and of a post, as of the record.
const NAME_CHARS_MAX: usize = 100;
const POST_CHARS_MAX: usize = 200;
const DEVICE_CHARS_MAX: usize = 60;

/// Lời mời.
#[component]
pub fn Invitation() -> impl IntoView {
    let repo = use_repo();
    let hash = use_location().hash;
    let token = Memo::new(move |_| hash.with(|hash| hash.trim_start_matches('#').to_owned()));
    let known = RwSignal::new(None::<Result<Invitee, PeopleError>>);
    let ask = Callback::new(move |()| {
        let (repo, token) = (repo.clone(), token.get_untracked());
        known.set(None);
        spawn_local(async move {
            let invitee = repo.invitee(&token).await;
            let _ = known.try_set(Some(invitee));
        });
    });
    Effect::new(move || {
        token.track();
        ask.run(());
    });
    let form = live(move || {
        match known.get() {
        None => view! { <Bones rows=4/> }.into_any(),
        Some(Ok(invitee)) => untrack(|| form(token.get(), &invitee)),
        Some(Err(PeopleError::InvitationOver)) => over(),
        Some(Err(why)) => view! {
            <div class="stack">
                <Banner tone=Tone::Err picture=Icon::Warning live=true><span>{words::people_error(why)}</span></Banner>
                <Button label=tr!(act.retry) on_press=ask kind=Kind::Primary/>
            </div>
        }
        .into_any(),
    }
    });
    let lead = live(move || match known.get() {
        Some(Ok(Invitee::First)) => tr!(invitation.first_lead),
        _ => tr!(invitation.lead),
    });
    view! {
        <main class="gate" id="main">
            <section class="left">
                {gate_head()}
                <p class="soft">{lead}</p>
                <LanguageChoice/>
                <p class="note foot">{icon_sized(Icon::Lock, "i sm")}<span>{tr!(invitation.foot)}</span></p>
            </section>
            <section class="right">{form}</section>
        </main>
    }
}

/// That the link is of no use any more, and what to do.
fn over() -> AnyView {
    view! {
        <div class="stack" role="alert">
            <h2>{tr!(invitation.over)}</h2>
            <p>{tr!(invitation.over_note)}</p>
            <LinkButton label=tr!(nav.sign_in) to=Route::SignIn kind=Kind::Primary/>
        </div>
    }
    .into_any()
}

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    post: RwSignal<String>,
    login: RwSignal<String>,
    password: RwSignal<String>,
    /// A password that the server found easy to guess.
    weak: RwSignal<Option<String>>,
    device: RwSignal<String>,
    /// Errors are shown from the first attempt on, not while the form is still empty.
    tried: RwSignal<bool>,
    is_first: bool,
}

impl Typed {
    fn of(invitee: &Invitee) -> Self {
        let (name, login) = match invitee {
            Invitee::First => (String::new(), String::new()),
            Invitee::Person { name, login, .. } => (name.clone(), login.clone()),
        };
        let [post, password, device] = [const { String::new() }; 3].map(RwSignal::new);
        Self {
            name: RwSignal::new(name),
            post,
            login: RwSignal::new(login),
            password,
            weak: RwSignal::new(None),
            device,
            tried: RwSignal::new(false),
            is_first: *invitee == Invitee::First,
        }
    }

    fn name_fault(self) -> Option<&'static str> {
        self.name.with(|name| name.trim().is_empty()).then(|| tr!(invitation.name_missing))
    }

    fn login_fault(self) -> Option<&'static str> {
        (!self.login.with(|login| is_login(&login_of(login)))).then(|| tr!(people.login_wrong))
    }

    fn password_fault(self) -> Option<&'static str> {
        let password = self.password.get();
        if password.chars().count() < PASSWORD_CHARS_MIN {
            return Some(tr!(invitation.password_short));
        }
        self.weak.with(|weak| weak.as_ref() == Some(&password)).then(|| tr!(people_error.weak))
    }

    fn device_fault(self) -> Option<&'static str> {
        self.device.with(|device| device.trim().is_empty()).then(|| tr!(sign_in_error.device_name))
    }

    /// The element of the first field in which something is wrong.
    fn wrong(self) -> Option<&'static str> {
        untrack(|| {
            let fields = [
                ("name", self.name_fault()),
                ("login", self.login_fault()),
                ("password", self.password_fault()),
                ("device", self.device_fault()),
            ];
            fields.into_iter().find_map(|(id, fault)| fault.map(|_| id))
        })
    }

    fn shown(self, fault: fn(Self) -> Option<&'static str>) -> Signal<Option<String>> {
        Signal::derive(move || self.tried.get().then(|| fault(self).map(str::to_owned)).flatten())
    }
}

fn form(token: String, invitee: &Invitee) -> AnyView {
    let repo = use_repo();
    let typed = Typed::of(invitee);
    let (busy, problem) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let navigate = use_navigate();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        typed.tried.set(true);
        if let Some(id) = typed.wrong() {
            return crate::pages::activity_detail::focus(id);
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let (repo, token, navigate) = (repo.clone(), token.clone(), navigate.clone());
        spawn_local(async move {
            let text = |signal: RwSignal<String>| signal.get_untracked();
            let first =
                typed.is_first.then(|| FirstPerson { name: text(typed.name), post: text(typed.post) });
            let (login, password) = (text(typed.login), text(typed.password));
            let accepted = repo.accept(&token, (&login, &password), &text(typed.device), first).await;
            match accepted {
                // The link has done its work: it stays neither in the address nor in the history.
                Ok(()) => navigate(
                    &Route::Today.path(),
                    NavigateOptions { replace: true, ..NavigateOptions::default() },
                ),
                Err(PeopleError::WeakPassword) => {
                    let _ = typed.weak.try_set(Some(password));
                    crate::pages::activity_detail::focus("password");
                }
                Err(why) => {
                    let _ = problem.try_set(Some(words::people_error(why)));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    let label = move || if busy.get() { tr!(invitation.working) } else { tr!(invitation.submit) };
    let failed = live(move || problem.get().map(failure));
    view! {
        <form on:submit=submit novalidate>
            {about(invitee, typed)}
            {failed}
            <TextField
                label=tr!(invitation.password)
                hint=tr!(invitation.password_hint)
                value=typed.password
                control=Control::Password
                id="password"
                autocomplete="new-password"
                max=PASSWORD_CHARS_MAX
                error=typed.shown(Typed::password_fault)
            />
            <TextField
                label=tr!(sign_in.device)
                hint=tr!(sign_in.device_hint)
                value=typed.device
                max=DEVICE_CHARS_MAX
                id="device"
                error=typed.shown(Typed::device_fault)
            />
            <button type="submit" class="btn primary big wide" aria-disabled=live(move || busy.get().then_some("true"))>
                {live(label)}
            </button>
        </form>
    }
    .into_any()
}

fn failure(words: String) -> AnyView {
    view! { <Banner tone=Tone::Err picture=Icon::Warning live=true><span>{words}</span></Banner> }.into_any()
}

/// Whom it is for; who sets the installation up says so.
fn about(invitee: &Invitee, typed: Typed) -> AnyView {
    match invitee {
        Invitee::Person { name, login, again } => {
            let note = if *again { tr!(invitation.again_note) } else { tr!(invitation.note) };
            view! {
                <h2>{name.clone()}</h2>
                <p>{tr!(invitation.your_login)} " " <b class="strong">{login.clone()}</b></p>
                // For programs that keep passwords.
                <input type="text" class="vh" autocomplete="username" value=login.clone() readonly tabindex="-1" aria-hidden="true"/>
                <p class="soft">{note}</p>
            }
            .into_any()
        }
        Invitee::First => {
            let propose = Callback::new(move |()| {
                let proposed =
                    untrack(|| typed.login.with(String::is_empty).then(|| login_for(&typed.name.get())));
                if let Some(login) = proposed {
                    typed.login.set(login);
                }
            });
            view! {
                <h2>{tr!(invitation.first)}</h2>
                <p class="soft">{tr!(invitation.first_note)}</p>
                <TextField
                    label=words::field("person_name").to_owned()
                    value=typed.name
                    id="name"
                    autocomplete="name"
                    max=NAME_CHARS_MAX
                    error=typed.shown(Typed::name_fault)
                    on_leave=propose
                />
                <TextField label=words::field("person_post").to_owned() value=typed.post max=POST_CHARS_MAX/>
                <TextField
                    label=tr!(sign_in.login)
                    hint=tr!(people.login_hint)
                    value=typed.login
                    control=Control::Login
                    id="login"
                    autocomplete="username"
                    error=typed.shown(Typed::login_fault)
                />
            }
            .into_any()
        }
    }
}
