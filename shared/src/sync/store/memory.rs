//! The store in memory: for the simulator and for tests. It obeys the same contract as the one in the browser.

use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::task::{Context, Poll, Waker};

use super::{Batch, BlobCard, BlobWrite, Draft, OutboxKey, OutboxState, Queued, Receipt, Store, StoreError};
use crate::bytes::Sha256;
use crate::id::SpaceId;
use crate::sync::{Place, Segment, SegmentKey};

/// A device's database that lives as long as the value does.
#[derive(Clone, Debug, Default)]
pub struct MemStore {
    state: RefCell<State>,
}

#[derive(Clone, Debug, Default)]
struct State {
    outbox_last: u64,
    segment_last: u64,
    outbox: BTreeMap<OutboxKey, Queued>,
    sent: BTreeMap<OutboxKey, Queued>,
    segments: BTreeMap<SegmentKey, Segment>,
    places: BTreeMap<SpaceId, Place>,
    drafts: BTreeMap<String, Draft>,
    blobs: BTreeMap<Sha256, (BlobCard, Vec<u8>)>,
    notes: BTreeMap<String, Value>,
}

impl Store for MemStore {
    async fn places(&self) -> Result<BTreeMap<SpaceId, Place>, StoreError> {
        Ok(self.state.borrow().places.clone())
    }

    async fn outbox(&self, from: OutboxKey, limit: usize) -> Result<Vec<Queued>, StoreError> {
        Ok(self.state.borrow().outbox.range(from..).take(limit).map(|(_, row)| row.clone()).collect())
    }

    async fn sent(&self, from: OutboxKey, limit: usize) -> Result<Vec<Queued>, StoreError> {
        Ok(self.state.borrow().sent.range(from..).take(limit).map(|(_, row)| row.clone()).collect())
    }

    async fn segment_counts(&self, space: SpaceId) -> Result<Vec<(SegmentKey, usize)>, StoreError> {
        let state = self.state.borrow();
        let own = state.segments.iter().filter(|(_, segment)| segment.space == space);
        Ok(own.map(|(key, segment)| (*key, segment.rows.len())).collect())
    }

    async fn segments(
        &self,
        space: SpaceId,
        below: Option<SegmentKey>,
        limit: usize,
    ) -> Result<Vec<(SegmentKey, Segment)>, StoreError> {
        let state = self.state.borrow();
        let below = below.unwrap_or(SegmentKey(u64::MAX));
        let own = state.segments.range(..below).rev().filter(|(_, segment)| segment.space == space);
        Ok(own.take(limit).map(|(key, segment)| (*key, segment.clone())).collect())
    }

    async fn drafts(&self) -> Result<BTreeMap<String, Draft>, StoreError> {
        Ok(self.state.borrow().drafts.clone())
    }

    async fn blobs(&self) -> Result<BTreeMap<Sha256, BlobCard>, StoreError> {
        Ok(self.state.borrow().blobs.iter().map(|(hash, (card, _))| (*hash, card.clone())).collect())
    }

    async fn blob(&self, hash: Sha256) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.state.borrow().blobs.get(&hash).map(|(_, bytes)| bytes.clone()))
    }

    async fn note(&self, name: &str) -> Result<Option<Value>, StoreError> {
        Ok(self.state.borrow().notes.get(name).cloned())
    }

    async fn commit(&self, batch: Batch) -> Result<Receipt, StoreError> {
        let mut state = self.state.borrow_mut();
        if let Some((space, place)) = &batch.expect
            && state.places.get(space) != place.as_ref()
        {
            return Err(StoreError::Raced);
        }
        Ok(state.write(batch))
    }
}

impl State {
    fn write(&mut self, batch: Batch) -> Receipt {
        let mut receipt = Receipt::default();
        for (space, change) in batch.queue {
            self.outbox_last += 1;
            let key = OutboxKey(self.outbox_last);
            self.outbox.insert(key, Queued { key, space, change, state: OutboxState::Waiting { tries: 0 } });
            receipt.queued.push(key);
        }
        for (key, state) in batch.settle {
            if let Some(row) = self.outbox.get_mut(&key) {
                row.state = state;
            }
        }
        for key in batch.archive {
            let accepted = |row: &Queued| matches!(row.state, OutboxState::Accepted { .. });
            if self.outbox.get(&key).is_some_and(accepted)
                && let Some(row) = self.outbox.remove(&key)
            {
                self.sent.insert(key, row);
            }
        }
        for key in batch.resend {
            if let Some(row) = self.sent.remove(&key) {
                self.outbox.insert(key, Queued { state: OutboxState::Waiting { tries: 0 }, ..row });
            }
        }
        self.sent.retain(|key, _| !batch.forget.contains(key));
        write_all(&mut self.places, batch.place);
        if let Some(space) = batch.drop_base {
            self.segments.retain(|_, segment| segment.space != space);
        }
        self.segments.retain(|key, _| !batch.drop_segments.contains(key));
        if let Some(segment) = batch.segment {
            self.segment_last += 1;
            let key = SegmentKey(self.segment_last);
            self.segments.insert(key, segment);
            receipt.segment = Some(key);
        }
        write_all(&mut self.drafts, batch.drafts);
        write_all(&mut self.notes, batch.notes);
        batch.blobs.into_iter().for_each(|(hash, write)| self.write_blob(hash, write));
        receipt
    }

    fn write_blob(&mut self, hash: Sha256, write: BlobWrite) {
        match write {
            BlobWrite::Put(card, bytes) => {
                self.blobs.insert(hash, (card, bytes));
            }
            BlobWrite::Sent(sent) => {
                if let Some((card, _)) = self.blobs.get_mut(&hash) {
                    card.sent = sent;
                }
            }
            BlobWrite::Drop => {
                self.blobs.remove(&hash);
            }
        }
    }
}

fn write_all<K: Ord, V>(map: &mut BTreeMap<K, V>, writes: impl IntoIterator<Item = (K, Option<V>)>) {
    for (key, value) in writes {
        match value {
            Some(value) => map.insert(key, value),
            None => map.remove(&key),
        };
    }
}

/// The value of a future that waits for nothing, as those of [`MemStore`] do; none if it does wait.
pub fn ready<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = std::pin::pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_in_memory_keeps_the_contract() {
        let store = MemStore::default();
        assert_eq!(ready(crate::sync::store::store_contract(&store)), Some(Ok(())));
    }
}
