//! A batch on its way into the database: sealed first, then written in one transaction.

use serde::{Deserialize, Serialize};
use shared::id::SpaceId;
use shared::sync::store::{Batch, BlobCard, BlobWrite, OutboxKey, OutboxState, Receipt, StoreError};
use shared::sync::{Change, Place, SegmentKey};
use wasm_bindgen::JsValue;
use web_sys::{IdbKeyRange, IdbRequest};

use super::cell::{self, StateByte};
use super::pack::{self, Pack};
use super::schema::{BLOB_CARDS, BLOBS, DRAFTS, META, OUTBOX, SEGMENTS, SENT};
use super::seal::Sealer;
use super::{Durability, Writing, fault};
use crate::json;

/// What a row of the outbox holds beside its state.
#[derive(Serialize, Deserialize)]
pub(super) struct Item {
    pub(super) space: SpaceId,
    pub(super) change: Change,
}

/// Labels that keep sealed values from being taken for one another.
pub(super) const CHANGE: &[u8] = b"change";
pub(super) const STATE: &[u8] = b"state";
pub(super) const SEGMENT: &[u8] = b"segment";

/// The counter of segments; a number that anybody may read.
const SEGMENT_LAST: &str = "segment_last";

pub(super) fn place_key(space: SpaceId) -> String {
    format!("place/{space}")
}

pub(super) fn note_key(name: &str) -> String {
    format!("note/{name}")
}

/// The key of a segment says of what space it is and how many records it holds, so both are known without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SegmentName {
    pub(super) key: SegmentKey,
    pub(super) space: SpaceId,
    pub(super) count: usize,
}

impl SegmentName {
    /// Numbers of equal width, so that the order of the names is the order of the numbers.
    fn text(&self) -> String {
        format!("{:012}/{}/{}", self.key.0, self.space, self.count)
    }

    pub(super) fn read(value: &JsValue) -> Option<Self> {
        let text = value.as_string()?;
        let mut parts = text.split('/');
        let key = SegmentKey(parts.next()?.parse().ok()?);
        let space = parts.next()?.parse().ok()?;
        let count = parts.next()?.parse().ok()?;
        Some(Self { key, space, count })
    }

    pub(super) fn js(&self) -> JsValue {
        self.text().into()
    }
}

/// A value to write, or none to remove.
type Put = Option<Vec<u8>>;

/// A batch whose values are sealed.
pub(super) struct Prepared {
    expect: Option<(String, Option<Place>)>,
    queue: Vec<Vec<u8>>,
    settle: Vec<(u64, StateByte, Vec<u8>)>,
    archive: Vec<u64>,
    resend: Vec<u64>,
    forget: Vec<u64>,
    /// The state of what is sent again.
    again: Vec<u8>,
    meta: Vec<(String, Put)>,
    drop_base: Option<SpaceId>,
    drop_segments: Vec<u64>,
    segment: Option<(SpaceId, usize, Vec<u8>)>,
    drafts: Vec<(String, Put)>,
    blobs: Vec<(String, SealedBlob)>,
    pub(super) durability: Durability,
}

enum SealedBlob {
    Put { card: Vec<u8>, bytes: Vec<u8> },
    Sent(u64),
    Drop,
}

impl Prepared {
    /// Seals a batch.
    pub(super) fn seal(sealer: &Sealer, batch: Batch) -> Result<Self, StoreError> {
        let waiting = OutboxState::Waiting { tries: 0 };
        let again = sealer.seal_value(STATE, &waiting)?;
        let queue = batch.queue.into_iter().map(|(space, change)| {
            let change = sealer.seal_value(CHANGE, &Item { space, change })?;
            Ok(cell::packed(StateByte::Waiting, &change, &again))
        });
        let settle = batch
            .settle
            .iter()
            .map(|(key, state)| Ok((key.0, StateByte::of(state), sealer.seal_value(STATE, state)?)));
        let places =
            batch.place.iter().map(|(space, place)| (place_key(*space), place.as_ref().map(json::text)));
        let notes = batch.notes.iter().map(|(name, note)| (note_key(name), note.as_ref().map(json::text)));
        let drafts = batch.drafts.iter().map(|(key, draft)| (key.clone(), draft.as_ref().map(json::text)));
        let segment = match &batch.segment {
            Some(segment) => {
                let value = sealer.seal_value(SEGMENT, segment)?;
                Some((segment.space, segment.rows.len(), value))
            }
            None => None,
        };
        Ok(Self {
            expect: batch.expect.map(|(space, place)| (place_key(space), place)),
            queue: queue.collect::<Result<_, StoreError>>()?,
            settle: settle.collect::<Result<_, StoreError>>()?,
            archive: numbers(&batch.archive),
            resend: numbers(&batch.resend),
            forget: numbers(&batch.forget),
            again,
            meta: sealed(sealer, places.chain(notes))?,
            drop_base: batch.drop_base,
            drop_segments: batch.drop_segments.iter().map(|key| key.0).collect(),
            segment,
            drafts: sealed(sealer, drafts)?,
            blobs: batch
                .blobs
                .into_iter()
                .map(|(hash, write)| sealed_blob(sealer, hash.to_string(), write))
                .collect::<Result<_, StoreError>>()?,
            durability: if batch.strict { Durability::Strict } else { Durability::Relaxed },
        })
    }

    /// The stores that it touches: a save does not wait for work on others.
    pub(super) fn stores(&self) -> Vec<&'static str> {
        let outbox = !(self.queue.is_empty()
            && self.settle.is_empty()
            && self.archive.is_empty()
            && self.resend.is_empty());
        let sent = !(self.archive.is_empty() && self.resend.is_empty() && self.forget.is_empty());
        let segments = self.segment.is_some() || self.drop_base.is_some() || !self.drop_segments.is_empty();
        let meta = self.expect.is_some() || !self.meta.is_empty() || self.segment.is_some();
        let touched = [
            (OUTBOX, outbox),
            (SENT, sent),
            (SEGMENTS, segments),
            (META, meta),
            (DRAFTS, !self.drafts.is_empty()),
            (BLOBS, !self.blobs.is_empty()),
            (BLOB_CARDS, !self.blobs.is_empty()),
        ];
        touched.into_iter().filter(|(_, touched)| *touched).map(|(store, _)| store).collect()
    }

    /// Writes it. Whether all of it is there is known only after [`Writing::finish`].
    pub(super) async fn write(&self, writing: &Writing, sealer: &Sealer) -> Result<Promised, StoreError> {
        self.check_place(writing, sealer).await?;
        let queued = self.write_queue(writing)?;
        self.write_settled(writing).await?;
        self.write_archived(writing).await?;
        pack::take_out(writing, &self.resend, |key, row| {
            let row = cell::to_js(&restated(row, StateByte::Waiting, &self.again)?);
            writing.put(OUTBOX, &cell::number_to_js(key), &row).map(|_| ())
        })
        .await?;
        // What was never put there need not be looked for.
        let forgotten = self.forget.iter().copied().filter(|key| !self.archive.contains(key));
        pack::take_out(writing, &forgotten.collect::<Vec<_>>(), |_, _| Ok(())).await?;
        write_all(writing, META, &self.meta)?;
        let segment = self.write_segments(writing).await?;
        write_all(writing, DRAFTS, &self.drafts)?;
        for (hash, blob) in &self.blobs {
            write_blob(writing, sealer, hash, blob).await?;
        }
        Ok(Promised { queued, segment })
    }

    async fn check_place(&self, writing: &Writing, sealer: &Sealer) -> Result<(), StoreError> {
        let Some((key, expected)) = &self.expect else {
            return Ok(());
        };
        let held = writing.get(META, &key.into()).await?;
        let held: Option<Place> = match cell::from_js(&held) {
            Some(value) => Some(sealer.open_value(key.as_bytes(), &value)?),
            None => None,
        };
        if held == *expected { Ok(()) } else { Err(StoreError::Raced) }
    }

    fn write_queue(&self, writing: &Writing) -> Result<Vec<IdbRequest>, StoreError> {
        if self.queue.is_empty() {
            return Ok(Vec::new());
        }
        let store = writing.store(OUTBOX)?;
        let add = |row: &Vec<u8>| store.add(&cell::to_js(row)).map_err(|error| fault::meaning(&error));
        self.queue.iter().map(add).collect()
    }

    /// The state of a change that is accepted and leaves the outbox at once: it is written where it goes, and only
    /// there.
    fn leaving(&self, key: u64) -> Option<&[u8]> {
        let accepted = |(settled, byte, _): &&(u64, StateByte, Vec<u8>)| {
            *settled == key && *byte == StateByte::Accepted && self.archive.contains(&key)
        };
        self.settle.iter().find(accepted).map(|(.., state)| state.as_slice())
    }

    async fn write_settled(&self, writing: &Writing) -> Result<(), StoreError> {
        let keys = self.settle.iter().map(|(key, ..)| *key);
        let keys: Vec<_> = keys.filter(|key| self.leaving(*key).is_none()).collect();
        for (key, row) in rows(writing, OUTBOX, &keys).await? {
            if let Some((_, byte, state)) = self.settle.iter().find(|(settled, ..)| *settled == key) {
                let row = cell::from_js(&row).ok_or(StoreError::Unreadable)?;
                let row = cell::to_js(&restated(&row, *byte, state)?);
                writing.put(OUTBOX, &cell::number_to_js(key), &row)?;
            }
        }
        Ok(())
    }

    /// Moves what is accepted from the outbox to the sent ones, in one value.
    async fn write_archived(&self, writing: &Writing) -> Result<(), StoreError> {
        let (mut gone, mut pack) = (Vec::with_capacity(self.archive.len()), Pack::default());
        for (key, row) in rows(writing, OUTBOX, &self.archive).await? {
            let row = cell::from_js(&row).ok_or(StoreError::Unreadable)?;
            let row = match self.leaving(key) {
                Some(state) => restated(&row, StateByte::Accepted, state)?,
                None if cell::state_of(&row) == Some(StateByte::Accepted) => row,
                None => continue,
            };
            gone.push(key);
            if !self.forget.contains(&key) {
                pack.add(key, &row);
            }
        }
        if let Some((key, pack)) = pack.filled() {
            writing.put(SENT, &cell::number_to_js(key), &cell::to_js(&pack))?;
        }
        for (first, last) in runs(&gone) {
            writing.delete(OUTBOX, &number_range(first, last)?)?;
        }
        Ok(())
    }

    async fn write_segments(&self, writing: &Writing) -> Result<Option<SegmentKey>, StoreError> {
        if self.drop_base.is_some() || !self.drop_segments.is_empty() {
            for key in writing.keys(SEGMENTS).await? {
                let name = SegmentName::read(&key).ok_or(StoreError::Unreadable)?;
                if self.drop_base == Some(name.space) || self.drop_segments.contains(&name.key.0) {
                    writing.delete(SEGMENTS, &key)?;
                }
            }
        }
        let Some((space, count, sealed)) = &self.segment else {
            return Ok(None);
        };
        let last = writing.get(META, &SEGMENT_LAST.into()).await?;
        let key = SegmentKey(cell::number_from_js(&last).unwrap_or(0).saturating_add(1));
        writing.put(META, &SEGMENT_LAST.into(), &cell::number_to_js(key.0))?;
        let name = SegmentName { key, space: *space, count: *count };
        writing.put(SEGMENTS, &name.js(), &cell::to_js(sealed))?;
        Ok(Some(key))
    }
}

/// What a transaction hands out once it is completed.
pub(super) struct Promised {
    queued: Vec<IdbRequest>,
    segment: Option<SegmentKey>,
}

impl Promised {
    /// Only after the completed event.
    pub(super) fn receipt(self) -> Result<Receipt, StoreError> {
        let key = |request: &IdbRequest| {
            let key = request.result().ok().as_ref().and_then(cell::number_from_js);
            key.map(OutboxKey).ok_or(StoreError::Unreadable)
        };
        Ok(Receipt { queued: self.queued.iter().map(key).collect::<Result<_, _>>()?, segment: self.segment })
    }
}

async fn write_blob(
    writing: &Writing,
    sealer: &Sealer,
    hash: &str,
    blob: &SealedBlob,
) -> Result<(), StoreError> {
    let key = hash.into();
    match blob {
        SealedBlob::Put { card, bytes } => {
            writing.put(BLOBS, &key, &cell::to_js(bytes))?;
            writing.put(BLOB_CARDS, &key, &cell::to_js(card))?;
        }
        SealedBlob::Sent(sent) => {
            let held = writing.get(BLOB_CARDS, &key).await?;
            if let Some(held) = cell::from_js(&held) {
                let card: BlobCard = sealer.open_value(hash.as_bytes(), &held)?;
                let card = sealer.seal_value(hash.as_bytes(), &BlobCard { sent: *sent, ..card })?;
                writing.put(BLOB_CARDS, &key, &cell::to_js(&card))?;
            }
        }
        SealedBlob::Drop => {
            writing.delete(BLOBS, &key)?;
            writing.delete(BLOB_CARDS, &key)?;
        }
    }
    Ok(())
}

fn sealed_blob(sealer: &Sealer, hash: String, write: BlobWrite) -> Result<(String, SealedBlob), StoreError> {
    let blob = match write {
        BlobWrite::Put(card, bytes) => SealedBlob::Put {
            card: sealer.seal_value(hash.as_bytes(), &card)?,
            bytes: sealer.seal(hash.as_bytes(), &bytes)?,
        },
        BlobWrite::Sent(sent) => SealedBlob::Sent(sent),
        BlobWrite::Drop => SealedBlob::Drop,
    };
    Ok((hash, blob))
}

/// Seals each value under its own key.
fn sealed(
    sealer: &Sealer,
    values: impl Iterator<Item = (String, Put)>,
) -> Result<Vec<(String, Put)>, StoreError> {
    let seal = |(key, value): (String, Put)| {
        let value = value.map(|plain| sealer.seal(key.as_bytes(), &plain)).transpose()?;
        Ok((key, value))
    };
    values.map(seal).collect()
}

fn write_all(writing: &Writing, store: &str, values: &[(String, Put)]) -> Result<(), StoreError> {
    for (key, value) in values {
        match value {
            Some(value) => writing.put(store, &key.into(), &cell::to_js(value))?,
            None => writing.delete(store, &key.into())?,
        };
    }
    Ok(())
}

/// A row with another state; its change is not opened.
fn restated(row: &[u8], byte: StateByte, state: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (change, _) = cell::unpacked(row).ok_or(StoreError::Unreadable)?;
    Ok(cell::packed(byte, change, state))
}

/// The rows with these keys, those that are there.
async fn rows(writing: &Writing, store: &str, keys: &[u64]) -> Result<Vec<(u64, JsValue)>, StoreError> {
    let (Some(first), Some(last)) = (keys.iter().min(), keys.iter().max()) else {
        return Ok(Vec::new());
    };
    let range = number_range(*first, *last)?;
    let held = writing.get_range(store, &range).await?;
    let wanted = |(key, row): (JsValue, JsValue)| {
        let key = cell::number_from_js(&key).filter(|key| keys.contains(key))?;
        Some((key, row))
    };
    Ok(held.into_iter().filter_map(wanted).collect())
}

fn numbers(keys: &[OutboxKey]) -> Vec<u64> {
    keys.iter().map(|key| key.0).collect()
}

/// First and last of each unbroken run: one request removes a whole run.
fn runs(keys: &[u64]) -> Vec<(u64, u64)> {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for key in keys {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*key) => *last = *key,
            Some(_) | None => runs.push((*key, *key)),
        }
    }
    runs
}

fn number_range(first: u64, last: u64) -> Result<JsValue, StoreError> {
    IdbKeyRange::bound(&cell::number_to_js(first), &cell::number_to_js(last))
        .map(Into::into)
        .map_err(|error| fault::meaning(&error))
}
