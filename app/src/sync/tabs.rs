//! Telling the other tabs of an account what happened, so that their screens follow.

use serde::{Deserialize, Serialize};
use shared::bytes::Sha256;
use shared::id::SpaceId;
use shared::sync::SegmentKey;
use shared::sync::store::{Batch, OutboxKey, Receipt};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::driver::News;
use crate::json;

/// The names of what a commit touched. Names only: what passes between tabs can be read by the browser's tools.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// Spaces in which work was saved.
    pub saved: Vec<SpaceId>,
    /// Rows of the outbox that are new, changed, or gone.
    pub outbox: Vec<OutboxKey>,
    /// A new segment.
    pub segment: Option<(SpaceId, SegmentKey)>,
    /// A space whose records were dropped.
    pub dropped: Option<SpaceId>,
    /// A space that stands elsewhere now.
    pub place: Option<SpaceId>,
    /// Drafts.
    pub drafts: Vec<String>,
    /// Attachments.
    pub blobs: Vec<Sha256>,
    /// Notes of the app.
    pub notes: Vec<String>,
}

impl Trace {
    /// What a committed batch touched.
    pub fn of(batch: &Batch, receipt: &Receipt) -> Self {
        let settled = batch.settle.iter().map(|(key, _)| *key);
        let changed = receipt.queued.iter().copied().chain(settled).chain(batch.resend.iter().copied());
        let segment = batch.segment.as_ref().map(|segment| segment.space).zip(receipt.segment);
        let mut saved: Vec<_> = batch.queue.iter().map(|(space, _)| *space).collect();
        saved.dedup();
        Self {
            saved,
            outbox: changed.chain(batch.archive.iter().copied()).collect(),
            segment,
            dropped: batch.drop_base,
            place: batch.place.as_ref().map(|(space, _)| *space),
            drafts: batch.drafts.iter().map(|(key, _)| key.clone()).collect(),
            blobs: batch.blobs.iter().map(|(hash, _)| *hash).collect(),
            notes: batch.notes.iter().map(|(name, _)| name.clone()).collect(),
        }
    }
}

/// What one tab says to the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Word {
    /// Something was committed.
    Committed(Trace),
    /// How the exchange goes, said by the tab that exchanges.
    Told(News),
    /// A tab that was opened just now asks for that.
    Asks,
    /// The person asked in this tab to exchange now.
    Hurry,
    /// Somebody signed in or out on this device: the session that requests carry may be another person's now.
    SessionChanged,
}

/// The channel of all tabs, whoever works in them.
pub const EVERYBODY: &str = "giao-uoc";

/// The channel between the tabs of an account; silent where the browser has none.
pub struct Tabs {
    channel: Option<BroadcastChannel>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Tabs {
    /// Joins the tabs of a database.
    pub fn join(database: &str, heard: impl Fn(Word) + 'static) -> Self {
        let channel = BroadcastChannel::new(database).ok();
        let on_message = Closure::new(move |event: MessageEvent| {
            // A tab that runs another version may say what this one does not know.
            let word = event.data().as_string().and_then(|text| json::read(text.as_bytes()));
            if let Some(word) = word {
                heard(word);
            }
        });
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        }
        Self { channel, _on_message: on_message }
    }

    /// Says something to all other tabs.
    pub fn tell(&self, word: &Word) {
        if let (Some(channel), Ok(text)) = (&self.channel, String::from_utf8(json::text(word))) {
            // Refused only after leaving, when nobody is to hear.
            channel.post_message(&text.into()).ok();
        }
    }

    /// Hears and says nothing any more.
    pub fn leave(&self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.leave();
    }
}
