//! Attachments on their way: after the changes that name them, a chunk at a time, from where the last attempt ended.

use std::cell::Cell;

use shared::api::ErrorCode;
use shared::bytes::Sha256;
use shared::limit::CHUNK_BYTES_MAX;
use shared::sync::store::{Batch, BlobCard, BlobWrite, Store, StoreError};

use super::api::{self, Unanswered};
use crate::account::Account;

/// Sends what waits, one run at a time.
#[derive(Default)]
pub(super) struct Uploads {
    running: Cell<bool>,
}

enum Stopped {
    Unanswered(Unanswered),
    Store,
    /// Nobody is there any more to send for.
    Left,
}

impl From<Unanswered> for Stopped {
    fn from(unanswered: Unanswered) -> Self {
        Self::Unanswered(unanswered)
    }
}

impl From<StoreError> for Stopped {
    fn from(_: StoreError) -> Self {
        Self::Store
    }
}

impl Uploads {
    pub(super) fn is_running(&self) -> bool {
        self.running.get()
    }

    /// Sends all files that the server does not have whole. What fails is tried again after the next exchange.
    pub(super) async fn run(
        &self,
        account: &Account,
        unsent: &[Sha256],
        show: impl Fn(Option<(u64, u64)>),
        is_stopped: impl Fn() -> bool,
    ) {
        if self.running.replace(true) {
            return;
        }
        // A loss of the connection ends the run quietly: the next exchange will show it.
        self.send_all(account, unsent, &show, &is_stopped).await.ok();
        self.running.set(false);
        show(None);
    }

    async fn send_all(
        &self,
        account: &Account,
        unsent: &[Sha256],
        show: &impl Fn(Option<(u64, u64)>),
        is_stopped: &impl Fn() -> bool,
    ) -> Result<(), Stopped> {
        let cards = account.store().blobs().await?;
        let is_due = |(hash, card): &(Sha256, BlobCard)| card.sent < card.size && !unsent.contains(hash);
        let waiting: Vec<_> = cards.into_iter().filter(is_due).collect();
        let total = u64::try_from(waiting.len()).unwrap_or(u64::MAX);
        for (done, (hash, card)) in (0..).zip(waiting) {
            show(Some((done, total)));
            match send(account, hash, &card, is_stopped).await {
                // No record names it any more, or the server starts over with it: the next run will see.
                Err(Stopped::Unanswered(Unanswered::Refused(
                    ErrorCode::NotFound
                    | ErrorCode::Forbidden
                    | ErrorCode::WrongHash
                    | ErrorCode::WrongOffset,
                ))) => {}
                result => result?,
            }
        }
        Ok(())
    }
}

async fn send(
    account: &Account,
    hash: Sha256,
    card: &BlobCard,
    is_stopped: &impl Fn() -> bool,
) -> Result<(), Stopped> {
    let mut progress = api::file_progress(account.card().person, card.space, hash).await?;
    let Some(bytes) = account.store().blob(hash).await? else {
        return Ok(());
    };
    while !progress.complete {
        if is_stopped() {
            return Err(Stopped::Left);
        }
        let start = usize::try_from(progress.received).map_err(|_| Stopped::Store)?;
        let end = start.saturating_add(CHUNK_BYTES_MAX).min(bytes.len());
        // Past the end nothing is left to send, and yet it is not complete: the server checks again.
        let chunk = bytes.get(start..end).unwrap_or_default();
        let place = (progress.received, card.size);
        let before = progress.received;
        progress = api::put_chunk(account.card().person, card.space, hash, place, chunk).await?;
        if progress.received <= before && !progress.complete {
            return Err(Stopped::Unanswered(Unanswered::Server));
        }
        confirmed(account, hash, progress.received.min(card.size.saturating_sub(1))).await?;
    }
    confirmed(account, hash, card.size).await
}

/// Notes how much the server has; all of it only once it has checked the hash.
async fn confirmed(account: &Account, hash: Sha256, sent: u64) -> Result<(), Stopped> {
    let batch = Batch { blobs: vec![(hash, BlobWrite::Sent(sent))], ..Batch::default() };
    account.commit(batch).await?;
    Ok(())
}
