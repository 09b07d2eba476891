//! The frame around the screens of somebody who works here, and which of them it holds.

use leptos::prelude::*;

use super::{menu, nav, notices, opening, part, top};
use crate::pages::device::Device;
use crate::pages::not_found::NotFound;
use crate::pages::outbox::Outbox;
use crate::pages::today::Today;
use crate::pages::use_repo;
use crate::parts::Parts;
use crate::route::{Route, Screen};
use crate::tr;
use crate::ui::{ToastPlace, begin_at_top, live, media};

/// The screens for somebody who works here.
#[component]
pub fn Inside(
    /// Where we are.
    route: Memo<Option<Route>>,
) -> impl IntoView {
    let repo = use_repo();
    let menu_open = RwSignal::new(false);
    let side = media("(min-width: 64rem) and (pointer: fine)");
    let screen = Memo::new(move |_| route.get().map_or(Screen::NotFound, Route::screen));
    focus_on_new_screen(screen);
    // While the first download runs there is nothing to show that would not mislead.
    let preparing = Memo::new(move |_| repo.opened_cluster().is_none() && repo.loading().is_some());
    let page = move || {
        if preparing.get() {
            return opening::first_download();
        }
        draw(screen.get(), route)
    };
    view! {
        <div
            class="shell"
            data-nav=live(move || if side.get() { "side" } else { "bottom" })
            data-screen=live(move || screen.get().name())
        >
            <a class="btn skip" href="#main">{tr!(app.skip)}</a>
            {top::top_bar(menu_open)}
            {notices::notices(route)}
            <main class="main" id="main" tabindex="-1" data-screen=live(move || screen.get().name())>{live(page)}</main>
            {nav::sections(screen, menu_open)}
        </div>
        {menu::person_menu(menu_open)}
        <ToastPlace/>
    }
}

/// What everybody uses is there with the frame; the rest is a part of its own.
fn draw(screen: Screen, route: Memo<Option<Route>>) -> AnyView {
    let parts: Parts = expect_context();
    let part = match screen {
        Screen::SignIn | Screen::Today => return view! { <Today/> }.into_any(),
        Screen::Outbox => return view! { <Outbox/> }.into_any(),
        Screen::Device => return view! { <Device/> }.into_any(),
        Screen::NotFound => return view! { <NotFound/> }.into_any(),
        Screen::Activities => parts.activities,
        Screen::Targets | Screen::Charts | Screen::YearCalendar | Screen::Reports | Screen::Import => {
            parts.year
        }
        Screen::Movements | Screen::Tasks | Screen::Covenants | Screen::Behalf => parts.work,
        Screen::Overview => parts.overview,
        Screen::Reconcile => parts.reconcile,
        Screen::Admin | Screen::Invitation | Screen::Rules => parts.admin,
    };
    part::screen(part, route)
}

/// A new screen starts at its top and is where the keyboard goes on; the first one leaves the focus alone.
fn focus_on_new_screen(screen: Memo<Screen>) {
    Effect::new(move |before: Option<Screen>| {
        let now = screen.get();
        if before.is_some_and(|before| before != now) {
            begin_at_top();
        }
        now
    });
}
