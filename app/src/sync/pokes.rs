//! Server-sent events that say which space has moved on.

use shared::api::{Poke, path};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{EventSource, MessageEvent};

use crate::json;

/// Listens as long as it is kept; the browser itself connects again after a loss.
pub(super) struct Pokes {
    source: EventSource,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Pokes {
    /// Listens from now on; none where the browser cannot. Then the regular look has to do.
    pub(super) fn listen(heard: impl Fn(Poke) + 'static) -> Option<Self> {
        let source = EventSource::new(path::POKES).ok()?;
        let on_message = Closure::new(move |event: MessageEvent| {
            let poke = event.data().as_string().and_then(|text| json::read(text.as_bytes()));
            if let Some(poke) = poke {
                heard(poke);
            }
        });
        source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self { source, _on_message: on_message })
    }

    /// Whether the browser has given up: the server refused, as after the end of a session.
    pub(super) fn is_dead(&self) -> bool {
        self.source.ready_state() == EventSource::CLOSED
    }
}

impl Drop for Pokes {
    fn drop(&mut self) {
        self.source.set_onmessage(None);
        self.source.close();
    }
}
