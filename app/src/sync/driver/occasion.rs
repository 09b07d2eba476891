//! Occasions to try now: the network is back, the page is looked at again.

use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, VisibilityState};

use super::{Contact, Core, News};

type Handler = Closure<dyn FnMut(Event)>;

/// Listens as long as it is kept.
pub(super) struct Occasions {
    handlers: Vec<(&'static str, Handler)>,
}

impl Occasions {
    pub(super) fn watch(core: &Rc<Core>) -> Self {
        let on = |act: fn(&Core)| {
            let core: Weak<Core> = Rc::downgrade(core);
            Closure::new(move |_: Event| {
                if let Some(core) = core.upgrade() {
                    act(&core);
                }
            })
        };
        let hurry: fn(&Core) = |core| core.hurry();
        let seen: fn(&Core) = |core| {
            if is_visible() {
                core.hurry();
            }
        };
        let handlers = vec![
            ("online", on(hurry)),
            ("pageshow", on(hurry)),
            ("offline", on(|core| core.tell(News { contact: Contact::Offline, ..core.news.get() }))),
            ("visibilitychange", on(seen)),
        ];
        let listening = Self { handlers };
        if let Some(window) = web_sys::window() {
            for (name, handler) in &listening.handlers {
                // Bubbles from the document to the window.
                window.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref()).ok();
            }
        }
        listening
    }
}

impl Drop for Occasions {
    fn drop(&mut self) {
        let Some(window) = web_sys::window() else { return };
        for (name, handler) in &self.handlers {
            window.remove_event_listener_with_callback(name, handler.as_ref().unchecked_ref()).ok();
        }
    }
}

fn is_visible() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.visibility_state() == VisibilityState::Visible)
}
