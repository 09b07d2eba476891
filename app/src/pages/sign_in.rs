//! Đăng nhập: who uses this device. People already on it open their work without a network.

mod form;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsCast;

use crate::pages::use_repo;
use crate::repo::types::{KnownPerson, Link, Stage};
use crate::route::{next_query, wanted_after};
use crate::shell::LanguageChoice;
use crate::ui::{Badge, Banner, Icon, ThemeButton, Tone, icon, icon_sized, live};
use crate::{tr, tr_count, words};

/// Đăng nhập.
#[component]
pub fn SignIn() -> impl IntoView {
    let repo = use_repo();
    let people = {
        let repo = repo.clone();
        Memo::new(move |_| repo.people_here())
    };
    // The login into which the form is to sign in; empty for somebody new.
    let chosen = RwSignal::new(String::new());
    let again = {
        let repo = repo.clone();
        Memo::new(move |_| {
            let needed = repo.stage() == Stage::Ready && repo.chip().link == Link::SignInNeeded;
            needed.then(|| repo.session().map(|session| session.login)).flatten()
        })
    };
    Effect::new(move || {
        if let Some(login) = again.get() {
            chosen.set(login);
        }
    });
    let someone_here = Memo::new(move |_| people.with(|people| !people.is_empty()));
    view! {
        <main class="gate" id="main">
            <section class="left">
                {gate_head()}
                <p class="soft">{tr!(sign_in.lead)}</p>
                {live(move || {
                    if someone_here.get() {
                        view! { <People people chosen again/> }.into_any()
                    } else {
                        view! { <p>{tr!(sign_in.first_note)}</p> }.into_any()
                    }
                })}
                <LanguageChoice/>
                <p class="note foot">{icon_sized(Icon::Offline, "i sm")}<span>{tr!(sign_in.foot)}</span></p>
            </section>
            <section class="right">{form::sign_in_form(people, chosen, again)}</section>
        </main>
    }
}

/// What stands above everything for whoever is not signed in.
pub(super) fn gate_head() -> AnyView {
    view! {
        <div class="row">
            <span class="mark">{icon(Icon::Mark)}</span>
            <div class="grow"><h1>{tr!(app.name)}</h1></div>
            <ThemeButton/>
        </div>
    }
    .into_any()
}

/// The accounts on this device, with what waits in each.
#[component]
fn People(
    people: Memo<Vec<KnownPerson>>,
    chosen: RwSignal<String>,
    again: Memo<Option<String>>,
) -> impl IntoView {
    let repo = use_repo();
    let problem = RwSignal::new(None::<String>);
    let go = use_go_on();
    let open = Callback::new(move |login: String| {
        // Who has to sign in again is not helped by opening what is open already.
        if again.get_untracked().as_deref() == Some(login.as_str()) {
            chosen.set(login);
            focus("password");
            return;
        }
        let (repo, go) = (repo.clone(), go.clone());
        spawn_local(async move {
            match repo.switch_person(&login).await {
                Ok(()) => go(),
                Err(error) => {
                    let _ = problem.try_set(Some(words::store_error(&error).to_owned()));
                }
            }
        });
    });
    let rows = move || people.get().into_iter().map(|person| person_row(person, chosen, open)).collect_view();
    let add = move |_| {
        chosen.set(String::new());
        focus("login");
    };
    view! {
        <h2>{tr!(sign_in.who)}</h2>
        {live(move || problem.get().map(|words| problem_banner(Tone::Wait, words)))}
        <ul class="people">{live(move || rows().into_any())}</ul>
        <div class="row">
            <button type="button" class="btn quiet" on:click=add>
                {icon(Icon::Plus)}
                {tr!(sign_in.add)}
            </button>
        </div>
    }
}

/// On a narrow screen the form lies below what is in sight; the focus brings it up.
fn focus(id: &str) {
    let field = document().get_element_by_id(id).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field {
        let _ = field.focus();
    }
}

fn problem_banner(tone: Tone, words: String) -> AnyView {
    view! { <Banner tone picture=Icon::Warning live=true><span>{words}</span></Banner> }.into_any()
}

fn person_row(person: KnownPerson, chosen: RwSignal<String>, open: Callback<String>) -> AnyView {
    let (login, pressed) = (person.login.clone(), person.login.clone());
    let note =
        [person.post, person.unit].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    let waiting = person.waiting;
    let refused = person.refused;
    view! {
        <li>
            <button
                type="button"
                class="p"
                aria-pressed=live(move || if chosen.get() == pressed { "true" } else { "false" })
                on:click=move |_| open.run(login.clone())
            >
                <span class="grow">
                    <b>{person.name}</b>
                    <span class="note">{note}</span>
                </span>
                {(waiting > 0).then(|| {
                    view! { <Badge tone=Tone::Wait picture=Icon::Send label=tr_count!(waiting, sign_in.waiting)/> }
                })}
                {(refused > 0).then(|| {
                    view! { <Badge tone=Tone::Err picture=Icon::Return label=tr_count!(refused, sign_in.refused)/> }
                })}
            </button>
        </li>
    }
    .into_any()
}

/// Goes on to the address that was wanted before signing in.
pub(super) fn use_go_on() -> impl Fn() + Clone + 'static {
    let navigate = use_navigate();
    let query = use_location().query;
    move || {
        let next = query.with_untracked(|query| query.get(next_query()));
        navigate(&wanted_after(next), leptos_router::NavigateOptions { replace: true, ..Default::default() });
    }
}
