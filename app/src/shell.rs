//! The frame around every screen: top bar, sections, notices. It decides who sees which screen, and nothing else.

mod chat;
pub mod inside;
pub mod menu;
mod nav;
mod notices;
mod opening;
mod part;
mod stopped;
mod top;

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route as AnyRoute, Router};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, WildcardSegment};

pub use menu::LanguageChoice;
pub use notices::{Room, room, worth_telling};
pub use stopped::show_when_stopped;

use crate::pages::sign_in::SignIn;
use crate::pages::use_repo;
use crate::parts::Parts;
use crate::repo::types::Stage;
use crate::route::{Route, Screen, sign_in_before};
use crate::ui::{Theme, ToastPlace};
use crate::{i18n, tr};

/// The whole app; needs the repository as a context.
#[component]
pub fn App() -> impl IntoView {
    Theme::follow_in_document();
    let frame = || i18n::drawn_anew(|| view! { <Frame/> }.into_any());
    // One route for every address: the router finishes a navigation, and with it the address bar, only after it has
    // routed. Which screen an address means is `Route`'s affair.
    view! {
        <Router>
            <FlatRoutes fallback=|| ()>
                <AnyRoute path=WildcardSegment("path") view=frame/>
            </FlatRoutes>
        </Router>
    }
}

/// What is drawn, by how far the app has come and by the address.
#[derive(Clone, PartialEq)]
enum Drawn {
    Stage(Stage),
    SignIn,
    Invitation,
    ChatBrowser(&'static str),
    Inside,
}

#[component]
fn Frame() -> impl IntoView {
    let repo = use_repo();
    let location = use_location();
    let path = location.pathname;
    let route = Memo::new(move |_| Route::parse(&path.get()));
    send_to_sign_in(route);
    let chat = repo.chat_browser();
    let drawn = Memo::new(move |_| match (repo.stage(), route.get(), chat) {
        (stage @ (Stage::Opening | Stage::Broken(_)), ..) => Drawn::Stage(stage),
        // Signing in and writing make no sense where the browser forgets.
        (Stage::SignedOut, _, Some(program)) | (_, Some(Route::SignIn), Some(program)) => {
            Drawn::ChatBrowser(program)
        }
        (_, Some(route), Some(program)) if route.is_entry() => Drawn::ChatBrowser(program),
        (_, Some(Route::Invitation), _) => Drawn::Invitation,
        (Stage::SignedOut, ..) | (_, Some(Route::SignIn), _) => Drawn::SignIn,
        (Stage::Ready, ..) => Drawn::Inside,
    });
    name_the_page(route);
    let parts: Parts = expect_context();
    move || match drawn.get() {
        Drawn::Stage(stage) => opening::stage(stage),
        Drawn::SignIn => view! { <SignIn/><ToastPlace/> }.into_any(),
        Drawn::Invitation => view! { {part::screen(parts.admin.clone(), route)}<ToastPlace/> }.into_any(),
        Drawn::ChatBrowser(program) => chat::way_out(program),
        Drawn::Inside => part::frame(parts.inside.clone(), route),
    }
}

/// Who is not signed in comes to sign-in, which keeps the wanted address.
fn send_to_sign_in(route: Memo<Option<Route>>) {
    let repo = use_repo();
    let location = use_location();
    let navigate = use_navigate();
    Effect::new(move || {
        if repo.stage() == Stage::SignedOut && !matches!(route.get(), Some(Route::SignIn | Route::Invitation))
        {
            let wanted =
                format!("{}{}", location.pathname.get_untracked(), query(&location.search.get_untracked()));
            let instead = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate(&sign_in_before(&wanted), instead);
        }
    });
}

fn query(search: &str) -> String {
    let search = search.trim_start_matches('?');
    if search.is_empty() { String::new() } else { format!("?{search}") }
}

fn name_the_page(route: Memo<Option<Route>>) {
    Effect::new(move || {
        let page = screen_name(route.get().map_or(Screen::NotFound, Route::screen));
        document().set_title(&tr!(app.title, page = page));
    });
}

fn screen_name(screen: Screen) -> &'static str {
    match screen {
        Screen::SignIn => tr!(nav.sign_in),
        Screen::Today => tr!(nav.today),
        Screen::Activities => tr!(nav.activities),
        Screen::Targets => tr!(nav.targets),
        Screen::Charts => tr!(nav.charts),
        Screen::Movements => tr!(nav.movements),
        Screen::Tasks => tr!(nav.tasks),
        Screen::YearCalendar => tr!(nav.year),
        Screen::Reports => tr!(nav.reports),
        Screen::Covenants => tr!(nav.covenants),
        Screen::Behalf => tr!(nav.behalf),
        Screen::Outbox => tr!(nav.outbox),
        Screen::Device => tr!(nav.device),
        Screen::Overview => tr!(nav.overview),
        Screen::Reconcile => tr!(nav.reconcile),
        Screen::Invitation => tr!(nav.invitation),
        Screen::Admin => tr!(nav.admin),
        Screen::Rules => tr!(nav.rules),
        Screen::Import => tr!(nav.import),
        Screen::NotFound => tr!(not_found.title),
    }
}
