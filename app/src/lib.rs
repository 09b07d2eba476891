//! The Giao Ước single-page app.
//!
//! Reading order: [`route`] names the screens; [`shell`] chooses one, whose code may still have to come ([`parts`]);
//! [`pages`] draw it with [`ui`], [`words`] and [`format`]; all they know comes from [`repo`]. Below it, [`account`] is
//! the database of whoever works, [`store`] keeps it, [`sync`] exchanges it, [`device`] knows who works here, and
//! [`attachment`] prepares files, and [`workbook`] reads and writes spreadsheets.

pub mod account;
pub mod attachment;
pub mod clock;
pub mod device;
pub mod download;
pub mod format;
pub mod i18n;
pub mod json;
pub mod pages;
pub mod parts;
pub mod random;
pub mod repo;
pub mod route;
pub mod shell;
pub mod store;
pub mod sync;
pub mod ui;
pub mod words;
pub mod workbook;

#[cfg(test)]
extern crate self as app;
// Linked with the other tests: a module of its own would be linked as long once more.
#[cfg(test)]
#[path = "../tests/wasm/main.rs"]
mod in_browser;

use leptos::prelude::*;

/// Starts the app on the page, without the parts, which follow.
pub fn start(parts: parts::Parts, go_on: parts::Load<parts::GoOn>) {
    shell::show_when_stopped();
    let repo = repo::Repo::start(go_on);
    mount_to_body(move || {
        provide_context(repo);
        provide_context(parts.clone());
        parts.bring_all();
        view! { <shell::App/> }
    });
}
