//! The emergency export: everything unsent as one file, to be carried away.

use js_sys::Array;
use serde::Serialize;
use shared::api::Session;
use shared::bytes::Sha256;
use shared::sync::store::{BlobCard, Draft, OutboxState, Queued, Store, StoreError};
use shared::time::Timestamp;

use super::Repo;
use crate::{clock, download, json};

/// Says what the file is to whoever reads it.
const FORMAT: &str = "giao-uoc/unsent/1";

#[derive(Serialize)]
struct Unsent<'a> {
    format: &'static str,
    exported: Timestamp,
    session: &'a Session,
    changes: Vec<&'a Queued>,
    drafts: &'a [(String, Draft)],
    /// The cards; the bytes follow under `bytes`, in base64.
    files: Vec<(Sha256, &'a BlobCard)>,
}

impl Repo {
    /// Downloads a file with everything unsent, attachments included.
    pub async fn export_outbox(&self) -> Result<(), StoreError> {
        let desk = self.desk().ok_or(StoreError::Closed)?;
        let now = clock::now();
        let (mut text, files) = {
            let memory = desk.memory.borrow();
            let session = desk.session.borrow();
            let unsent = |row: &&Queued| !matches!(row.state, OutboxState::Accepted { .. });
            let waiting = memory.blobs.iter().filter(|(_, card)| card.sent < card.size);
            let files: Vec<_> = waiting.map(|(hash, card)| (*hash, card)).collect();
            let hashes: Vec<_> = files.iter().map(|(hash, _)| *hash).collect();
            let unsent = Unsent {
                format: FORMAT,
                exported: now,
                session: &session,
                changes: memory.outbox().filter(unsent).collect(),
                drafts: &memory.drafts,
                files,
            };
            let text = String::from_utf8(json::text(&unsent)).map_err(|_| StoreError::Unreadable)?;
            (text, hashes)
        };
        // The bytes are put together by the browser, a piece at a time: all of them at once may be more than fits.
        let parts = Array::new();
        text.truncate(text.len().saturating_sub(1));
        parts.push(&text.into());
        parts.push(&",\"bytes\":{".into());
        for (place, hash) in files.into_iter().enumerate() {
            let comma = if place > 0 { "," } else { "" };
            parts.push(&format!("{comma}\"{hash}\":\"").into());
            let bytes = desk.account.store().blob(hash).await?.unwrap_or_default();
            push_base64(&parts, &bytes)?;
            parts.push(&"\"".into());
        }
        parts.push(&"}}".into());
        let day = now.vietnam_date();
        download::texts(&parts, "application/json", &format!("giao-uoc-chua-gui-{day}.json"))
            .map_err(|_| StoreError::Browser("download".to_owned()))
    }
}

/// Appends bytes as base64, in pieces that end without padding.
fn push_base64(parts: &Array, bytes: &[u8]) -> Result<(), StoreError> {
    const PIECE: usize = 3 * 16 * 1024;
    let window = web_sys::window().ok_or(StoreError::Closed)?;
    for piece in bytes.chunks(PIECE) {
        // The browser's function takes text of which each character stands for one byte.
        let text: String = piece.iter().map(|byte| char::from(*byte)).collect();
        let piece = window.btoa(&text).map_err(|_| StoreError::Unreadable)?;
        parts.push(&piece.into());
    }
    Ok(())
}
