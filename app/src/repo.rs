//! What pages may do: read what this device knows, save work, see to it that it is sent.
//!
//! Architecture invariants: pages know nothing below this module; reading never waits for storage or a network; a
//! save returns `Ok` only after its transaction's completed event, so only then may a page say
//! “Đã lưu trên máy này”.

mod behalf;
mod change;
mod covenants;
mod desk;
mod device;
mod directory;
mod export;
mod files;
mod imports;
mod index;
mod lists;
mod memory;
mod opening;
mod people;
mod read;
mod record;
mod registry;
mod rules;
mod save;
mod sending;
mod signing;
mod targets;
mod topics;
pub mod types;
mod update;
mod works;

use std::cell::RefCell;
use std::rc::Rc;

use send_wrapper::SendWrapper;
use wasm_bindgen_futures::spawn_local;

use crate::parts::{GoOn, Load};
use crate::sync::tabs::{EVERYBODY, Tabs, Word};
use desk::Desk;
pub use opening::{Opened, in_one_piece};
pub use save::Save;
use topics::Signals;
use update::Update;

/// The one way from pages to data. Cheap to clone; provided as a context.
#[derive(Clone)]
pub struct Repo {
    inner: SendWrapper<Rc<Inner>>,
}

struct Inner {
    signals: Signals,
    desk: RefCell<Option<Rc<Desk>>>,
    /// All tabs of this browser, whoever works in them.
    everybody: RefCell<Option<Tabs>>,
    /// The part of the program that goes on with an opened account.
    go_on: Load<GoOn>,
    _update: Update,
}

impl Repo {
    /// Opens what this device holds and begins to exchange, with code that may still have to come. Returns at once;
    /// [`Repo::stage`] tells how it goes.
    pub fn start(go_on: Load<GoOn>) -> Self {
        let signals = Signals::new();
        let update = Update::watch(signals.update_ready.clone());
        let inner = Rc::new(Inner {
            signals,
            desk: RefCell::default(),
            everybody: RefCell::default(),
            go_on,
            _update: update,
        });
        let listener = Rc::downgrade(&inner);
        inner.everybody.replace(Some(Tabs::join(EVERYBODY, move |word| {
            if let (Word::SessionChanged, Some(inner)) = (word, listener.upgrade()) {
                inner.session_changed();
            }
        })));
        let repo = Self { inner: SendWrapper::new(inner) };
        spawn_local(repo.clone().open_last());
        repo
    }

    /// The desk of whoever works now.
    fn desk(&self) -> Option<Rc<Desk>> {
        self.inner.desk.borrow().clone()
    }
}

impl Inner {
    fn session_changed(&self) {
        let desk = self.desk.borrow().clone();
        if let Some(desk) = desk
            && let Some(driver) = desk.driver.borrow().as_ref()
        {
            driver.session_changed();
        }
    }
}
