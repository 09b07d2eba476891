//! Which tab exchanges. Others would do no harm, since every repeated change gets its first outcome, but they would
//! do everything twice.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo_timers::callback::Interval;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::account::Account;
use crate::{clock, random};

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, granted: &Function) -> Result<Promise, JsValue>;
}

/// Where there are no locks (plain http), a lease in the account's database stands in for one. Renewed in good time,
/// it passes on when its tab is gone.
const LEASE_MILLIS: i64 = 15_000;
const RENEW_MILLIS: u32 = 5_000;

/// This tab exchanges, as long as this is kept.
pub(super) enum Held {
    Lock { release: Function, _granted: Closure<dyn FnMut(JsValue) -> Promise> },
    Lease { _renewal: Interval },
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Self::Lock { release, .. } = self {
            // A function of the browser that cannot fail.
            release.call0(&JsValue::UNDEFINED).ok();
        }
    }
}

/// Waits until this tab is the one that exchanges.
pub(super) async fn acquire(account: &Rc<Account>) -> Held {
    let name = format!("{}/exchange", account.card().database());
    if let Some(held) = lock(&name).await {
        return held;
    }
    let tab = random::bytes::<8>().map(u64::from_le_bytes).unwrap_or_default().to_string();
    loop {
        let taken = account.store().lease(&tab, clock::now(), LEASE_MILLIS).await;
        if taken == Ok(true) {
            return Held::Lease { _renewal: renewal(account.clone(), tab) };
        }
        clock::pause(RENEW_MILLIS).await;
    }
}

fn renewal(account: Rc<Account>, tab: String) -> Interval {
    Interval::new(RENEW_MILLIS, move || {
        let (account, tab) = (account.clone(), tab.clone());
        spawn_local(async move {
            // Not renewed once, it still lasts; lost for good, two tabs exchange, which harms nothing.
            account.store().lease(&tab, clock::now(), LEASE_MILLIS).await.ok();
        });
    })
}

/// Waits for a Web Lock; none where there are none.
async fn lock(name: &str) -> Option<Held> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let (send, granted) = oneshot::channel();
    let send = Rc::new(RefCell::new(Some(send)));
    // The browser holds the lock until the promise that this returns is fulfilled. When nobody waits any more this
    // closure is gone, calling it fails, and the lock passes on.
    let on_granted = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |_| {
        let send = send.clone();
        Promise::new(&mut move |resolve, _| {
            if let Some(send) = send.borrow_mut().take() {
                send.send(resolve).ok();
            }
        })
    });
    let request = manager.unchecked_ref::<LockManager>().request(name, on_granted.as_ref().unchecked_ref());
    let ended = request.ok()?;
    // It ends with the lock; a failure before that shows as a promise that nobody keeps.
    let _ended = ended;
    let release = granted.await.ok()?;
    Some(Held::Lock { release, _granted: on_granted })
}
