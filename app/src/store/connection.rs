//! A database held open: rexie to declare and read, a second handle to write.

use std::cell::Cell;
use std::rc::Rc;

use ::idb::{Event as _, Factory, Request as _};
use futures_channel::oneshot;
use rexie::{Rexie, RexieBuilder};
use shared::sync::store::StoreError;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, IdbDatabase};

use super::fault;
use crate::clock;

/// An upgrade that takes longer waits for another tab; its user wants to hear of that soon.
const OPEN_MILLIS: u32 = 2_800;

/// A database held open, until it is dropped or the browser closes it.
pub struct Connection {
    reader: Option<Rexie>,
    writer: IdbDatabase,
    closed: Rc<Cell<bool>>,
    _on_version_change: Closure<dyn FnMut(Event)>,
    _on_close: Closure<dyn FnMut(Event)>,
}

impl Connection {
    /// Opens a database, and makes or upgrades it as declared.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] while another tab holds an older version open: nothing was changed, try again.
    /// [`StoreError::Newer`] when a newer version of the program has upgraded it.
    pub async fn open(name: &str, declared: RexieBuilder) -> Result<Self, StoreError> {
        let reader = open_reader(declared).await?;
        let writer = match open_writer(name).await {
            Ok(writer) => writer,
            Err(error) => {
                reader.close();
                return Err(error);
            }
        };
        let closed = Rc::new(Cell::new(false));
        let on_close = {
            let closed = closed.clone();
            Closure::new(move |_: Event| closed.set(true))
        };
        let on_version_change = {
            let (closed, writer) = (closed.clone(), writer.clone());
            // Another tab upgrades or deletes: standing in its way would make it hang.
            Closure::new(move |_: Event| {
                closed.set(true);
                writer.close();
            })
        };
        writer.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        writer.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
        Ok(Self {
            reader: Some(reader),
            writer,
            closed,
            _on_version_change: on_version_change,
            _on_close: on_close,
        })
    }

    /// Whether the browser has closed it.
    pub fn is_closed(&self) -> bool {
        self.closed.get()
    }

    /// Closes it under whoever uses it, as a browser does when it must.
    pub fn close(&self) {
        self.closed.set(true);
        self.writer.close();
    }

    /// The handle that reads.
    pub(super) fn reader(&self) -> Result<&Rexie, StoreError> {
        self.reader.as_ref().ok_or(StoreError::Closed)
    }

    /// The handle that writes; only `writing` uses it.
    pub(super) fn writer(&self) -> &IdbDatabase {
        &self.writer
    }

    /// Reads all values of a store in a range of keys.
    pub async fn get_all(
        &self,
        store: &str,
        range: Option<rexie::KeyRange>,
        limit: Option<u32>,
    ) -> Result<Vec<wasm_bindgen::JsValue>, StoreError> {
        let reading = self.reading(store)?;
        let store = reading.store(store).map_err(|error| fault::of_rexie(&error))?;
        store.get_all(range, limit).await.map_err(|error| fault::of_rexie(&error))
    }

    /// Begins to read a store.
    pub(super) fn reading(&self, store: &str) -> Result<rexie::Transaction, StoreError> {
        let begun = self.reader()?.transaction(&[store], rexie::TransactionMode::ReadOnly);
        begun.map_err(|error| fault::of_rexie(&error))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.writer.set_onclose(None);
        self.writer.set_onversionchange(None);
        self.writer.close();
        if let Some(reader) = self.reader.take() {
            reader.close();
        }
    }
}

async fn open_reader(declared: RexieBuilder) -> Result<Rexie, StoreError> {
    let (hand_over, opened) = oneshot::channel();
    spawn_local(async move {
        // Dropping this future would leave the browser's request without its handlers, in the middle of an upgrade.
        if let Err(Ok(late)) = hand_over.send(declared.build().await) {
            late.close();
        }
    });
    match clock::within(OPEN_MILLIS, opened).await {
        Some(Ok(Ok(reader))) => Ok(reader),
        Some(Ok(Err(error))) => Err(fault::of_rexie(&error)),
        Some(Err(oneshot::Canceled)) => Err(StoreError::Closed),
        None => Err(StoreError::Blocked),
    }
}

async fn open_writer(name: &str) -> Result<IdbDatabase, StoreError> {
    let open = || Factory::new()?.open(name, None);
    let mut request = open().map_err(|error| fault::of_idb(&error))?;
    request.on_upgrade_needed(|event| {
        // The database vanished since the reader opened it. An empty one must not take its place.
        if let Some(made) = event.target().ok().and_then(|request| request.transaction()) {
            made.abort().ok();
        }
    });
    match clock::within(OPEN_MILLIS, request.into_future()).await {
        Some(Ok(database)) => Ok(database.into()),
        Some(Err(error)) => Err(match fault::of_idb(&error) {
            StoreError::Browser(_) => StoreError::Closed,
            known => known,
        }),
        None => Err(StoreError::Blocked),
    }
}

/// Deletes a database with all that is in it.
pub async fn delete(name: &str) -> Result<(), StoreError> {
    match clock::within(OPEN_MILLIS, Rexie::delete(name)).await {
        Some(result) => result.map_err(|error| fault::of_rexie(&error)),
        None => Err(StoreError::Blocked),
    }
}
