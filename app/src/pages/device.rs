//! Thiết bị này: the honest loss, room, persistence, clock, version, and the way to carry work away.

mod facts;
mod install;
mod loss;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::use_repo;
use crate::tr;
use crate::ui::{Bones, live};

/// Thiết bị này.
#[component]
pub fn Device() -> impl IntoView {
    let repo = use_repo();
    let known = RwSignal::new(None);
    // Asked again when something was sent or saved: room and last exchange have moved then.
    let asked = RwSignal::new(0_u32);
    let moved = {
        let repo = repo.clone();
        Memo::new(move |_| (repo.chip().last_sync, repo.losses(), asked.get()))
    };
    Effect::new(move || {
        let _ = moved.get();
        let repo = repo.clone();
        spawn_local(async move {
            let facts = repo.device().await;
            let _ = known.try_set(facts);
        });
    });
    let ask_again = Callback::new(move |()| asked.update(|asked| *asked = asked.wrapping_add(1)));
    view! {
        <div class="device">
            <h1 class="vh">{tr!(device.title)}</h1>
            <div class="cols">
                <section class="stack">{loss::card()}</section>
                <aside class="stack">
                    {live(move || match known.get() {
                        None => view! { <div class="card"><div class="body"><Bones/></div></div> }.into_any(),
                        Some(now) => facts::cards(now, ask_again),
                    })}
                    {install::card()}
                </aside>
            </div>
        </div>
    }
}
