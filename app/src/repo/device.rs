//! This device: room, clock, version, update.

use js_sys::Reflect;
use shared::sync::PROTOCOL;
use shared::sync::store::StoreError;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{StorageEstimate, StorageManager};

use super::types::DeviceFacts;
use super::{Repo, update};
use crate::clock;
use crate::device::{Device, Identity};
use crate::sync::driver::Driver;

/// How often a running exchange is looked at before an update is taken.
const BUSY_MILLIS: u32 = 300;

impl Repo {
    /// What the page about this device shows; none when its own database cannot be opened.
    pub async fn device(&self) -> Option<DeviceFacts> {
        let Identity { id, name, .. } = identity().await.ok()?;
        let estimate = estimate().await;
        let news = self.desk().map(|desk| desk.news.get()).unwrap_or_default();
        Some(DeviceFacts {
            name,
            id: id.to_string(),
            usage: estimate.as_ref().and_then(|estimate| bytes(estimate.get_usage())),
            quota: estimate.as_ref().and_then(|estimate| bytes(estimate.get_quota())),
            persisted: persisted().await,
            skew_ms: news.skew_ms,
            version: env!("CARGO_PKG_VERSION"),
            protocol: PROTOCOL,
            last_sync: news.last_sync,
            update_ready: leptos::prelude::GetUntracked::get_untracked(&self.inner.signals.update_ready),
        })
    }

    /// Asks the browser not to clear the data by itself. Whether it promised.
    pub async fn persist(&self) -> bool {
        let Some(promise) = storage().and_then(|storage| storage.persist().ok()) else {
            return false;
        };
        JsFuture::from(promise).await.is_ok_and(|promised| promised.is_truthy())
    }

    /// Takes the newer version that waits, and reloads; after a running exchange. The page asks only when no draft is
    /// open.
    pub fn take_update(&self) {
        let repo = self.clone();
        spawn_local(async move {
            while repo.is_busy() {
                clock::pause(BUSY_MILLIS).await;
            }
            update::take().await;
        });
    }

    fn is_busy(&self) -> bool {
        let desk = self.desk();
        desk.is_some_and(|desk| desk.driver.borrow().as_ref().is_some_and(Driver::is_busy))
    }

    /// The chat program whose browser this is, if it is one: such browsers clear their storage.
    pub fn chat_browser(&self) -> Option<&'static str> {
        /// What stands in the browser's own name, and how people call the program.
        const MARKS: [(&str, &str); 9] = [
            ("Zalo", "Zalo"),
            ("FBAN/Messenger", "Messenger"),
            ("MessengerForiOS", "Messenger"),
            ("Orca-Android", "Messenger"),
            ("FBAN", "Facebook"),
            ("FBAV", "Facebook"),
            ("Instagram", "Instagram"),
            ("Viber", "Viber"),
            ("Line/", "LINE"),
        ];
        let agent = web_sys::window()?.navigator().user_agent().ok()?;
        MARKS.into_iter().find(|(mark, _)| agent.contains(mark)).map(|(_, program)| program)
    }
}

async fn identity() -> Result<Identity, StoreError> {
    Device::open().await?.identity().await
}

/// None where the browser tells nothing, as on plain http.
fn storage() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    let storage = Reflect::get(&navigator, &"storage".into()).ok()?;
    storage.is_object().then(|| storage.unchecked_into())
}

async fn estimate() -> Option<StorageEstimate> {
    let estimate = JsFuture::from(storage()?.estimate().ok()?).await.ok()?;
    Some(estimate.unchecked_into())
}

async fn persisted() -> Option<bool> {
    let persisted = JsFuture::from(storage()?.persisted().ok()?).await.ok()?;
    persisted.as_bool()
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the browser gives a whole number of bytes as a float"
)]
fn bytes(count: Option<f64>) -> Option<u64> {
    count.map(|count| count as u64)
}
