//! A newer version of the program: noticed when it waits whole on the device, taken only when the person asks.

use gloo_timers::callback::Interval;
use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, ServiceWorkerContainer, ServiceWorkerRegistration};

/// A tab that stays open for days looks this often.
const LOOK_MILLIS: u32 = 60 * 60_000;

/// Watches for a newer version as long as it is kept.
pub(super) struct Update {
    _look: Interval,
}

impl Update {
    pub(super) fn watch(ready: ArcRwSignal<bool>) -> Self {
        let look = {
            let ready = ready.clone();
            move || {
                let ready = ready.clone();
                spawn_local(async move {
                    if let Some(registration) = registration().await {
                        // No network, no news.
                        if let Ok(update) = registration.update() {
                            JsFuture::from(update).await.ok();
                        }
                        note(&registration, &ready);
                    }
                });
            }
        };
        spawn_local(async move {
            if let Some(registration) = registration().await {
                note(&registration, &ready);
                listen(&registration, ready);
            }
        });
        Self { _look: Interval::new(LOOK_MILLIS, look) }
    }
}

/// Takes the version that waits: it takes over, and the page loads anew under it.
pub(super) async fn take() {
    let Some(container) = container() else { return };
    let waiting = registration().await.and_then(|registration| registration.waiting());
    let Some(waiting) = waiting else { return };
    let reload = Closure::once_into_js(move || {
        if let Some(window) = web_sys::window() {
            // Refused only while the page is being left anyway.
            window.location().reload().ok();
        }
    });
    container.set_oncontrollerchange(Some(reload.unchecked_ref()));
    let message = Object::new();
    let set = Reflect::set(&message, &"type".into(), &"activate".into());
    if set.is_ok() {
        // Refused only when that version is gone: then a still newer one comes.
        waiting.post_message(&message).ok();
    }
}

/// None where there are no service workers: plain http, some private windows.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    let container = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    container.is_object().then(|| container.unchecked_into())
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    let found: JsValue = JsFuture::from(container()?.get_registration()).await.ok()?;
    found.is_object().then(|| found.unchecked_into())
}

fn note(registration: &ServiceWorkerRegistration, ready: &ArcRwSignal<bool>) {
    // The first version ever also waits for a moment; it replaces nothing.
    let replaces = container().is_some_and(|container| container.controller().is_some());
    ready.set(replaces && registration.waiting().is_some());
}

fn listen(registration: &ServiceWorkerRegistration, ready: ArcRwSignal<bool>) {
    let watched = registration.clone();
    let on_found = Closure::<dyn FnMut(Event)>::new(move |_| {
        let Some(installing) = watched.installing() else { return };
        let (registration, ready) = (watched.clone(), ready.clone());
        let on_state = Closure::<dyn FnMut(Event)>::new(move |_| note(&registration, &ready));
        installing.set_onstatechange(Some(on_state.as_ref().unchecked_ref()));
        on_state.forget();
    });
    registration.set_onupdatefound(Some(on_found.as_ref().unchecked_ref()));
    // It listens as long as the page lives.
    on_found.forget();
}
