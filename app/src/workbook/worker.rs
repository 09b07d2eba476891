//! The worker: hears what the page asks, one thing after the other, and answers.

use std::cell::RefCell;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::session::Session;
use super::speech::Answer;
use crate::json;

/// What the worker says once it listens.
pub(super) const READY: &str = "ready";

/// Listens until the page lets the worker go.
pub fn start() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let session = RefCell::new(Session::default());
    let post = scope.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(Said { turn, text, bytes }) = Said::heard(&event.data()) else { return };
        let (answer, bytes) = match json::read(text.as_bytes()) {
            Some(ask) => session.borrow_mut().answer(ask, bytes),
            None => (Answer::Failed, None),
        };
        let (message, moved) = said(turn, &json::text(&answer), bytes.as_deref());
        // The page is gone when it cannot be told.
        let _ = post.post_message_with_transfer(&message, &moved);
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    scope.post_message(&JsValue::from_str(READY)).unwrap_throw();
}

/// A message of both sides.
pub(super) struct Said {
    /// Which question it belongs to.
    pub(super) turn: f64,
    /// The words.
    pub(super) text: String,
    /// The bytes of a file.
    pub(super) bytes: Option<Vec<u8>>,
}

impl Said {
    /// What came; none when it is no such message.
    pub(super) fn heard(data: &JsValue) -> Option<Self> {
        let message = data.dyn_ref::<Array>()?;
        let bytes = message.get(2).dyn_into::<ArrayBuffer>().ok();
        Some(Self {
            turn: message.get(0).as_f64()?,
            text: message.get(1).as_string()?,
            bytes: bytes.map(|buffer| Uint8Array::new(&buffer).to_vec()),
        })
    }
}

/// The message as it is sent, and what of it moves to the other side.
pub(super) fn said(turn: f64, text: &[u8], bytes: Option<&[u8]>) -> (Array, Array) {
    let message = Array::of2(&turn.into(), &JsValue::from_str(&String::from_utf8_lossy(text)));
    let moved = Array::new();
    if let Some(bytes) = bytes {
        let buffer = Uint8Array::from(bytes).buffer();
        message.push(&buffer);
        moved.push(&buffer);
    }
    (message, moved)
}
