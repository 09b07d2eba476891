//! Where the program is cut: what is named here lies in files of its own, which `bundle` makes and `app/parts.js` loads.
//! Functions of one name share a file.
//!
//! A module of the executable, not of the library, so that tests and measurements are built in one piece.
//! Leptos's own `#[lazy]` stands on the same macro, but stops the whole program when a file cannot be had.

#![expect(
    clippy::unnecessary_wraps,
    reason = "the macro needs a result, in which it tells that a file is missing"
)]

use app::pages::activities::Activities;
use app::pages::admin::Admin;
use app::pages::behalf::Behalf;
use app::pages::calendar::Calendar;
use app::pages::charts::Charts;
use app::pages::covenant::Covenants;
use app::pages::import::Import;
use app::pages::invitation::Invitation;
use app::pages::overview::Overview;
use app::pages::reconcile::Reconcile;
use app::pages::reports::Reports;
use app::pages::rules::Rules;
use app::pages::targets::Targets;
use app::pages::works::Works;
use app::parts::{Draw, GoOn, Load, Part, Parts, known};
use app::route::{Route, Screen};
use app::shell::inside::Inside;
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// The parts, none of them loaded yet.
pub(crate) fn parts() -> Parts {
    Parts {
        inside: Part::new(|| Box::pin(async { inside().await.ok() })),
        activities: Part::new(|| Box::pin(async { activities().await.ok() })),
        year: Part::new(|| Box::pin(async { year().await.ok() })),
        work: Part::new(|| Box::pin(async { work().await.ok() })),
        overview: Part::new(|| Box::pin(async { overview().await.ok() })),
        reconcile: Part::new(|| Box::pin(async { reconcile().await.ok() })),
        admin: Part::new(|| Box::pin(async { admin().await.ok() })),
    }
}

/// What an account that has been opened goes on with.
pub(crate) const GO_ON: Load<GoOn> = || Box::pin(async { go_on().await.ok() });

// In one file with the frame: where work can be shown, it is exchanged.
#[wasm_split(inside, fallible)]
fn go_on() -> Result<GoOn, SplitLoaderError> {
    Ok(|opened| Box::pin(opened.go_on()))
}

#[wasm_split(inside, fallible)]
fn inside() -> Result<Draw, SplitLoaderError> {
    Ok(|route| view! { <Inside route/> }.into_any())
}

#[wasm_split(activities, fallible)]
fn activities() -> Result<Draw, SplitLoaderError> {
    Ok(|route| view! { <Activities route=known(route)/> }.into_any())
}

#[wasm_split(year, fallible)]
fn year() -> Result<Draw, SplitLoaderError> {
    Ok(|route| match known(route).get_untracked().screen() {
        Screen::Charts => view! { <Charts/> }.into_any(),
        Screen::YearCalendar => view! { <Calendar route=known(route)/> }.into_any(),
        Screen::Reports => view! { <Reports route=known(route)/> }.into_any(),
        Screen::Import => view! { <Import route=known(route)/> }.into_any(),
        _ => view! { <Targets route=known(route)/> }.into_any(),
    })
}

#[wasm_split(work, fallible)]
fn work() -> Result<Draw, SplitLoaderError> {
    Ok(|route| match known(route).get_untracked().screen() {
        Screen::Covenants => view! { <Covenants route=known(route)/> }.into_any(),
        Screen::Behalf => view! { <Behalf/> }.into_any(),
        _ => view! { <Works route=known(route)/> }.into_any(),
    })
}

#[wasm_split(centre, fallible)]
fn overview() -> Result<Draw, SplitLoaderError> {
    Ok(|_| view! { <Overview/> }.into_any())
}

#[wasm_split(centre, fallible)]
fn reconcile() -> Result<Draw, SplitLoaderError> {
    Ok(|route| view! { <Reconcile route=known(route)/> }.into_any())
}

#[wasm_split(centre, fallible)]
fn admin() -> Result<Draw, SplitLoaderError> {
    Ok(|route| match route.get_untracked().map(Route::screen) {
        Some(Screen::Invitation) => view! { <Invitation/> }.into_any(),
        Some(Screen::Rules) => view! { <Rules route=known(route)/> }.into_any(),
        _ => view! { <Admin route=known(route)/> }.into_any(),
    })
}
