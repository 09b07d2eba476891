//! Keeps what is typed on the device while it is typed, so that nothing typed is lost, whatever happens to the page.

use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::clock;

/// The least time between two writes (ms). The first is made as soon as the screen shows what is typed: of what a page
/// writes only while it goes, a browser drops some (Chromium, under load, one in forty).
const PAUSE_MILLIS: u32 = 100;

type Write = Rc<dyn Fn() -> LocalBoxFuture<'static, ()>>;

/// Writes a draft whenever it is due, never twice at once.
#[derive(Clone, Copy)]
pub(super) struct Keeper {
    write: StoredValue<Write, LocalStorage>,
    is_due: StoredValue<bool>,
    is_busy: StoredValue<bool>,
}

impl Keeper {
    /// To be called while a component is made: what is still due when it goes, or when the page is hidden, is written
    /// then. `write` takes what stands there when it is called; what it hands back writes that.
    pub(super) fn new(write: impl Fn() -> LocalBoxFuture<'static, ()> + 'static) -> Self {
        let keeper = Self {
            write: StoredValue::new_local(Rc::new(write)),
            is_due: StoredValue::new(false),
            is_busy: StoredValue::new(false),
        };
        // A phone may end a hidden page without a word.
        let hiding = window_event_listener_untyped("pagehide", move |_| keeper.now());
        let unseen = window_event_listener_untyped("visibilitychange", move |_| keeper.now());
        on_cleanup(move || {
            keeper.now();
            hiding.remove();
            unseen.remove();
        });
        keeper
    }

    /// Something was typed.
    pub(super) fn due(self) {
        self.is_due.set_value(true);
        let is_busy = self.is_busy.try_update_value(|is_busy| std::mem::replace(is_busy, true));
        if is_busy == Some(false) {
            spawn_local(async move {
                // What is typed is to be seen first.
                clock::painted().await;
                while let Some(written) = self.take() {
                    written.await;
                    clock::pause(PAUSE_MILLIS).await;
                }
                // The component may be gone by now.
                let _ = self.is_busy.try_set_value(false);
            });
        }
    }

    fn now(self) {
        if let Some(written) = self.take() {
            spawn_local(written);
        }
    }

    fn take(self) -> Option<LocalBoxFuture<'static, ()>> {
        let is_due = self.is_due.try_update_value(std::mem::take)?;
        let write = is_due.then(|| self.write.try_get_value()).flatten()?;
        Some(write())
    }
}
