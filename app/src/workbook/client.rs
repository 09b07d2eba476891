//! The page's side: starts the worker, asks, and waits for the answer.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::speech::{Answer, Ask};
use super::worker::{READY, Said, said};
use crate::json;

/// Where the page tells which file the worker is of.
const ADDRESS: &str = "meta[name=workbook]";

/// Why the worker does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Its files are not on this device, and there is no network; or the browser has no such workers.
    NotHere,
    /// It stopped in the middle: what was asked is more than the device can do.
    Stopped,
}

/// What came from the worker.
type Heard = Result<Said, Silence>;

/// Who waits for which answer. The first waits for the worker to listen.
type Waiting = Rc<RefCell<Vec<(f64, oneshot::Sender<Heard>)>>>;

/// The worker. It goes with this.
pub struct Client {
    worker: Worker,
    turn: Cell<f64>,
    waiting: Waiting,
    _hear: Closure<dyn FnMut(MessageEvent)>,
    _fail: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for Client {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Client {
    /// Starts the worker; returns once it listens.
    pub async fn start() -> Result<Self, Silence> {
        let address = address().ok_or(Silence::NotHere)?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address, &options).map_err(|_| Silence::NotHere)?;
        let (sender, ready) = oneshot::channel();
        let waiting: Waiting = Rc::new(RefCell::new(vec![(0.0, sender)]));
        let (of_hear, of_fail) = (waiting.clone(), waiting.clone());
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let ready = Said { turn: 0.0, text: String::new(), bytes: None };
            let is_ready = event.data().as_string().as_deref() == Some(READY);
            let Some(said) = (if is_ready { Some(ready) } else { Said::heard(&event.data()) }) else {
                return;
            };
            let mut waiting = of_hear.borrow_mut();
            if let Some(at) = waiting.iter().position(|(turn, _)| turn.to_bits() == said.turn.to_bits()) {
                // Nobody waits any more when the page has gone on.
                let _ = waiting.swap_remove(at).1.send(Ok(said));
            }
        });
        let fail = Closure::<dyn FnMut(ErrorEvent)>::new(move |_| {
            for (_, sender) in of_fail.borrow_mut().drain(..) {
                let _ = sender.send(Err(Silence::Stopped));
            }
        });
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        let client = Self { worker, turn: Cell::new(0.0), waiting, _hear: hear, _fail: fail };
        match ready.await {
            Ok(Ok(_)) => Ok(client),
            Ok(Err(_)) | Err(_) => Err(Silence::NotHere),
        }
    }

    /// Asks. The worker answers one thing after the other.
    pub async fn ask(&self, ask: &Ask, bytes: Option<&[u8]>) -> Result<(Answer, Option<Vec<u8>>), Silence> {
        let turn = self.turn.get() + 1.0;
        self.turn.set(turn);
        let (sender, answer) = oneshot::channel();
        self.waiting.borrow_mut().push((turn, sender));
        let (message, moved) = said(turn, &json::text(ask), bytes);
        self.worker.post_message_with_transfer(&message, &moved).map_err(|_: JsValue| Silence::Stopped)?;
        let said = answer.await.map_err(|_| Silence::Stopped)??;
        Ok((json::read(said.text.as_bytes()).unwrap_or(Answer::Failed), said.bytes))
    }
}

fn address() -> Option<String> {
    let page = web_sys::window()?.document()?;
    page.query_selector(ADDRESS).ok()??.get_attribute("content").filter(|address| !address.is_empty())
}
