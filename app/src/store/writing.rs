//! The one place that opens a transaction that writes.
//!
//! The libraries know no durability, report an aborted transaction as done, and let the writes of a dropped one
//! stand. Here a transaction asks for its durability, has succeeded only after its completed event, and is undone
//! when it is dropped before that.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::future::join;
use shared::sync::store::StoreError;
use wasm_bindgen::prelude::*;
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use super::{Connection, fault};
use crate::clock;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = IdbDatabase)]
    type DurableDatabase;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn begin(
        this: &DurableDatabase,
        stores: js_sys::Array,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// What a completed transaction survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// A loss of power.
    Strict,
    /// The end of the browser. Enough for what the server would send again.
    Relaxed,
}

/// A transaction that is not completed in this time is given up; it is then undone as a whole.
const WRITE_MILLIS: u32 = 20_000;

type End = Result<(), StoreError>;

/// A transaction that writes. Dropped before [`Writing::finish`] has succeeded, nothing of it stays.
pub struct Writing {
    transaction: IdbTransaction,
    ended: Option<oneshot::Receiver<End>>,
    finished: bool,
    _handlers: [Closure<dyn FnMut(Event)>; 2],
}

impl Writing {
    /// Begins to write to some stores.
    pub fn begin(
        connection: &Connection,
        stores: &[&str],
        durability: Durability,
    ) -> Result<Self, StoreError> {
        if connection.is_closed() {
            return Err(StoreError::Closed);
        }
        let options = js_sys::Object::new();
        let word = match durability {
            Durability::Strict => "strict",
            Durability::Relaxed => "relaxed",
        };
        js_sys::Reflect::set(&options, &"durability".into(), &word.into())
            .map_err(|error| fault::meaning(&error))?;
        let names = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let database: &DurableDatabase = connection.writer().unchecked_ref();
        let transaction =
            database.begin(names, "readwrite", &options).map_err(|error| fault::meaning(&error))?;
        Ok(Self::watched(transaction))
    }

    fn watched(transaction: IdbTransaction) -> Self {
        let (end, ended) = oneshot::channel();
        let end = Rc::new(RefCell::new(Some(end)));
        let handler = |outcome: Box<dyn Fn() -> End>| {
            let end = end.clone();
            Closure::new(move |_: Event| {
                if let Some(end) = end.borrow_mut().take() {
                    // Whoever waited may have gone.
                    end.send(outcome()).ok();
                }
            })
        };
        let on_complete = handler(Box::new(|| Ok(())));
        let on_abort = {
            let transaction = transaction.clone();
            handler(Box::new(move || Err(reason(&transaction))))
        };
        transaction.set_oncomplete(Some(on_complete.as_ref().unchecked_ref()));
        transaction.set_onabort(Some(on_abort.as_ref().unchecked_ref()));
        Self { transaction, ended: Some(ended), finished: false, _handlers: [on_complete, on_abort] }
    }

    /// One of the stores it was begun with.
    pub fn store(&self, name: &str) -> Result<IdbObjectStore, StoreError> {
        self.transaction.object_store(name).map_err(|error| fault::meaning(&error))
    }

    /// Writes a value.
    pub fn put(&self, store: &str, key: &JsValue, value: &JsValue) -> Result<IdbRequest, StoreError> {
        self.store(store)?.put_with_key(value, key).map_err(|error| fault::meaning(&error))
    }

    /// Removes a value, or all values in a range of keys.
    pub fn delete(&self, store: &str, key: &JsValue) -> Result<IdbRequest, StoreError> {
        self.store(store)?.delete(key).map_err(|error| fault::meaning(&error))
    }

    /// Reads a value inside the transaction.
    pub async fn get(&self, store: &str, key: &JsValue) -> Result<JsValue, StoreError> {
        answer(self.store(store)?.get(key)).await
    }

    /// Reads all values and their keys in a range inside the transaction.
    pub async fn get_range(
        &self,
        store: &str,
        range: &JsValue,
    ) -> Result<Vec<(JsValue, JsValue)>, StoreError> {
        let store = self.store(store)?;
        let (keys, values) =
            join(answer(store.get_all_keys_with_key(range)), answer(store.get_all_with_key(range))).await;
        let (keys, values) = (js_sys::Array::from(&keys?), js_sys::Array::from(&values?));
        Ok(keys.iter().zip(values.iter()).collect())
    }

    /// Reads all keys of a store inside the transaction.
    pub async fn keys(&self, store: &str) -> Result<Vec<JsValue>, StoreError> {
        let keys = answer(self.store(store)?.get_all_keys()).await?;
        Ok(js_sys::Array::from(&keys).to_vec())
    }

    /// Waits for the completed event.
    ///
    /// # Errors
    /// When nothing of it was written.
    pub async fn finish(mut self) -> Result<(), StoreError> {
        // Requests may still run; this only says that no more will come. Where it is refused the transaction has
        // ended by itself, and the event says how.
        #[expect(deprecated, reason = "the binding calls it so; every browser that we support has it")]
        self.transaction.commit().ok();
        let mut ended = self.ended.take().ok_or(StoreError::Closed)?;
        let end = match clock::within(WRITE_MILLIS, &mut ended).await {
            Some(end) => end,
            // Giving up undoes it, unless it is past undoing; either way an event follows.
            None if self.transaction.abort().is_ok() => Ok(Err(StoreError::Browser("timeout".to_owned()))),
            None => ended.await,
        };
        self.finished = true;
        end.unwrap_or(Err(StoreError::Closed))
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        self.transaction.set_oncomplete(None);
        self.transaction.set_onabort(None);
        if !self.finished {
            // Refused only when it has ended already.
            self.transaction.abort().ok();
        }
    }
}

/// The result of a request. Nothing but requests of the same transaction may be waited for in between, or the browser
/// completes it early.
async fn answer(request: Result<IdbRequest, JsValue>) -> Result<JsValue, StoreError> {
    let request = request.map_err(|error| fault::meaning(&error))?;
    let (send, answered) = oneshot::channel();
    let send = Rc::new(RefCell::new(Some(send)));
    let handler = Closure::<dyn FnMut(Event)>::new(move |_| {
        if let Some(send) = send.borrow_mut().take() {
            send.send(()).ok();
        }
    });
    request.set_onsuccess(Some(handler.as_ref().unchecked_ref()));
    request.set_onerror(Some(handler.as_ref().unchecked_ref()));
    let waited = answered.await;
    request.set_onsuccess(None);
    request.set_onerror(None);
    waited.map_err(|oneshot::Canceled| StoreError::Closed)?;
    request.result().map_err(|_| match request.error() {
        Ok(Some(error)) => fault::meaning(&error),
        Ok(None) | Err(_) => StoreError::Closed,
    })
}

/// Why a transaction was undone.
fn reason(transaction: &IdbTransaction) -> StoreError {
    match transaction.error() {
        Some(error) => fault::meaning(&error),
        // Undone without an exception: the connection was closed over it.
        None => StoreError::Closed,
    }
}
