//! `shared`'s store over `IndexedDB`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use futures_util::future::join_all;
use rexie::KeyRange;
use serde_json::Value;
use shared::bytes::Sha256;
use shared::id::SpaceId;
use shared::sync::store::{Batch, BlobCard, Draft, OutboxKey, Queued, Receipt, Store, StoreError};
use shared::sync::{Place, Segment, SegmentKey};
use shared::time::Timestamp;
use wasm_bindgen::JsValue;

use super::batch::{CHANGE, Item, Prepared, SEGMENT, STATE, SegmentName, note_key};
use super::cell::{self, StateByte};
use super::schema::{self, BLOB_CARDS, BLOBS, DRAFTS, META, OUTBOX, SEGMENTS, SENT};
use super::seal::{Sealer, SealingKey};
use super::{Connection, Durability, Writing, fault, pack};
use crate::clock;

/// So often a connection that the browser closed is opened again for one piece of work.
const ATTEMPTS: usize = 3;
/// A read that takes longer hangs on a dead connection (iOS).
const READ_MILLIS: u32 = 20_000;

/// How much of an account has not reached the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsent {
    /// Changes that wait to be sent.
    pub waiting: usize,
    /// Changes that were refused.
    pub refused: usize,
}

/// The database of one account.
pub struct IdbStore {
    name: String,
    sealer: Sealer,
    connection: RefCell<Option<Rc<Connection>>>,
}

impl IdbStore {
    /// Opens the database of an account, and makes it if it is not there.
    pub async fn open(name: &str, key: &SealingKey) -> Result<Self, StoreError> {
        let store = Self { name: name.to_owned(), sealer: Sealer::new(key), connection: RefCell::default() };
        store.connection().await?;
        Ok(store)
    }

    /// The name of the database.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How much waits and was refused; read without opening anything.
    pub async fn unsent(&self) -> Result<Unsent, StoreError> {
        let rows = self.read(async |held| held.get_all(OUTBOX, None, None).await).await?;
        let count = |wanted: &[StateByte]| {
            rows.iter().filter_map(cell::state_byte).filter(|byte| wanted.contains(byte)).count()
        };
        Ok(Unsent {
            waiting: count(&[StateByte::Waiting, StateByte::Held]),
            refused: count(&[StateByte::Refused]),
        })
    }

    /// The connection in use, if one is open.
    pub fn held(&self) -> Option<Rc<Connection>> {
        self.connection.borrow().clone()
    }

    /// The newest accepted changes, oldest first, at most `limit`: the sent ones grow without bound.
    pub async fn newest_sent(&self, limit: usize) -> Result<Vec<Queued>, StoreError> {
        let names = self.read(async |held| {
            let reading = held.reading(SENT)?;
            let store = reading.store(SENT).map_err(|error| fault::of_rexie(&error))?;
            store.get_all_keys(None, None).await.map_err(|error| fault::of_rexie(&error))
        });
        let names = names.await?;
        let (mut found, mut end, mut some) = (BTreeMap::new(), names.len(), 1);
        // Twice as many each time: a pack holds some hundred changes, or the one of a person who saved and was online.
        while found.len() < limit && end > 0 {
            let begin = end.saturating_sub(some);
            let held = names.get(begin..end).unwrap_or_default();
            let (Some(first), Some(last)) = (held.first(), held.last()) else { break };
            let range = KeyRange::bound(first, last, None, None).map_err(|error| fault::of_idb(&error))?;
            found.append(&mut self.unpacked(Some(range), OutboxKey::default()).await?);
            (end, some) = (begin, some.saturating_mul(2));
        }
        let spare = found.len().saturating_sub(limit);
        Ok(found.into_values().skip(spare).collect())
    }

    /// Sent changes from a key on, of the packs in a range.
    async fn unpacked(
        &self,
        range: Option<KeyRange>,
        from: OutboxKey,
    ) -> Result<BTreeMap<OutboxKey, Queued>, StoreError> {
        let mut found = BTreeMap::new();
        for (name, value) in self.pairs(SENT, range, None).await? {
            let name = cell::number_from_js(&name).ok_or(StoreError::Unreadable)?;
            let value = cell::from_js(&value).ok_or(StoreError::Unreadable)?;
            for (key, row) in pack::rows(name, &value).ok_or(StoreError::Unreadable)? {
                if key >= from.0 {
                    found.insert(OutboxKey(key), self.opened(key, row)?);
                }
            }
        }
        Ok(found)
    }

    /// Takes or prolongs the right to exchange where the browser has no locks. Whether this tab has it now.
    pub async fn lease(&self, tab: &str, now: Timestamp, millis: i64) -> Result<bool, StoreError> {
        let key = JsValue::from_str("lease");
        let connection = self.connection().await?;
        let writing = Writing::begin(&connection, &[META], Durability::Relaxed)?;
        let held = writing.get(META, &key).await?.as_string();
        let held = held.as_deref().and_then(|held| held.split_once('/'));
        let is_taken = held.is_some_and(|(holder, until)| {
            let left = until.parse().map_or(0, |until| Timestamp::from_millis(until).millis_since(now));
            // A lease that lasts longer than one was written before the clock was set back.
            holder != tab && (0..=millis).contains(&left)
        });
        if !is_taken {
            let until = now.plus_millis(millis).millis();
            writing.put(META, &key, &format!("{tab}/{until}").into())?;
        }
        writing.finish().await?;
        Ok(!is_taken)
    }

    async fn connection(&self) -> Result<Rc<Connection>, StoreError> {
        let held = self.connection.borrow().clone().filter(|held| !held.is_closed());
        if let Some(held) = held {
            return Ok(held);
        }
        let declared = schema::declared(&self.name, schema::VERSION);
        let opened = Rc::new(Connection::open(&self.name, declared).await?);
        self.connection.replace(Some(opened.clone()));
        Ok(opened)
    }

    /// Lets a dead connection go, unless another has taken its place already.
    fn let_go(&self, dead: &Rc<Connection>) {
        let mut held = self.connection.borrow_mut();
        if held.as_ref().is_some_and(|held| Rc::ptr_eq(held, dead)) {
            *held = None;
        }
    }

    /// Reads, on a new connection when the browser closed the last one.
    async fn read<T>(
        &self,
        work: impl AsyncFn(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        for _ in 0..ATTEMPTS {
            let connection = self.connection().await?;
            match clock::within(READ_MILLIS, work(&connection)).await {
                None | Some(Err(StoreError::Closed)) => self.let_go(&connection),
                Some(result) => return result,
            }
        }
        Err(StoreError::Closed)
    }

    async fn value(&self, store: &'static str, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let value = self.read(async |held| {
            let reading = held.reading(store)?;
            let store = reading.store(store).map_err(|error| fault::of_rexie(&error))?;
            store.get(key.into()).await.map_err(|error| fault::of_rexie(&error))
        });
        Ok(value.await?.as_ref().and_then(cell::from_js))
    }

    /// All keys and values of a store in a range.
    async fn pairs(
        &self,
        store: &'static str,
        range: Option<KeyRange>,
        limit: Option<u32>,
    ) -> Result<Vec<(JsValue, JsValue)>, StoreError> {
        let pairs = self.read(async |held| {
            let reading = held.reading(store)?;
            let store = reading.store(store).map_err(|error| fault::of_rexie(&error))?;
            let (keys, values) = futures_util::future::join(
                store.get_all_keys(range.clone(), limit),
                store.get_all(range.clone(), limit),
            )
            .await;
            let keys = keys.map_err(|error| fault::of_rexie(&error))?;
            let values = values.map_err(|error| fault::of_rexie(&error))?;
            Ok(keys.into_iter().zip(values).collect())
        });
        pairs.await
    }

    fn opened(&self, key: u64, row: &[u8]) -> Result<Queued, StoreError> {
        let (change, state) = cell::unpacked(row).ok_or(StoreError::Unreadable)?;
        let Item { space, change } = self.sealer.open_value(CHANGE, change)?;
        let state = self.sealer.open_value(STATE, state)?;
        Ok(Queued { key: OutboxKey(key), space, change, state })
    }

    async fn segment_names(&self, space: SpaceId) -> Result<Vec<SegmentName>, StoreError> {
        let keys = self.read(async |held| {
            let reading = held.reading(SEGMENTS)?;
            let store = reading.store(SEGMENTS).map_err(|error| fault::of_rexie(&error))?;
            store.get_all_keys(None, None).await.map_err(|error| fault::of_rexie(&error))
        });
        let names = keys.await?;
        Ok(names.iter().filter_map(SegmentName::read).filter(|name| name.space == space).collect())
    }

    async fn named_values<T: serde::de::DeserializeOwned>(
        &self,
        store: &'static str,
    ) -> Result<Vec<(String, T)>, StoreError> {
        let open = |(key, value): (JsValue, JsValue)| {
            let key = key.as_string().ok_or(StoreError::Unreadable)?;
            let sealed = cell::from_js(&value).ok_or(StoreError::Unreadable)?;
            let value = self.sealer.open_value(key.as_bytes(), &sealed)?;
            Ok((key, value))
        };
        self.pairs(store, None, None).await?.into_iter().map(open).collect()
    }

    async fn write(&self, connection: &Connection, prepared: &Prepared) -> Result<Receipt, StoreError> {
        let writing = Writing::begin(connection, &prepared.stores(), prepared.durability)?;
        let promised = prepared.write(&writing, &self.sealer).await?;
        writing.finish().await?;
        promised.receipt()
    }
}

impl Store for IdbStore {
    async fn places(&self) -> Result<BTreeMap<SpaceId, Place>, StoreError> {
        let (from, to) = ("place/", "place0");
        let range = KeyRange::bound(&from.into(), &to.into(), None, Some(true));
        let range = range.map_err(|error| fault::of_idb(&error))?;
        let open = |(key, value): (JsValue, JsValue)| {
            let key = key.as_string().ok_or(StoreError::Unreadable)?;
            let space = key.strip_prefix(from).and_then(|space| space.parse().ok());
            let sealed = cell::from_js(&value).ok_or(StoreError::Unreadable)?;
            let place = self.sealer.open_value(key.as_bytes(), &sealed)?;
            Ok((space.ok_or(StoreError::Unreadable)?, place))
        };
        let mut places = BTreeMap::new();
        for pair in self.pairs(META, Some(range), None).await? {
            let (space, place) = open(pair)?;
            places.insert(space, place);
        }
        Ok(places)
    }

    async fn outbox(&self, from: OutboxKey, limit: usize) -> Result<Vec<Queued>, StoreError> {
        let range = KeyRange::lower_bound(&cell::number_to_js(from.0), None);
        let range = range.map_err(|error| fault::of_idb(&error))?;
        let rows = self.pairs(OUTBOX, Some(range), u32::try_from(limit).ok()).await?;
        let open = |(key, row): &(JsValue, JsValue)| {
            let key = cell::number_from_js(key).ok_or(StoreError::Unreadable)?;
            self.opened(key, &cell::from_js(row).ok_or(StoreError::Unreadable)?)
        };
        rows.iter().map(open).collect()
    }

    async fn sent(&self, from: OutboxKey, limit: usize) -> Result<Vec<Queued>, StoreError> {
        Ok(self.unpacked(None, from).await?.into_values().take(limit).collect())
    }

    async fn segment_counts(&self, space: SpaceId) -> Result<Vec<(SegmentKey, usize)>, StoreError> {
        let names = self.segment_names(space).await?;
        Ok(names.into_iter().map(|name| (name.key, name.count)).collect())
    }

    async fn segments(
        &self,
        space: SpaceId,
        below: Option<SegmentKey>,
        limit: usize,
    ) -> Result<Vec<(SegmentKey, Segment)>, StoreError> {
        let names = self.segment_names(space).await?;
        let wanted: Vec<_> = names
            .into_iter()
            .rev()
            .filter(|name| below.is_none_or(|below| name.key < below))
            .take(limit)
            .collect();
        let values = self.read(async |held| {
            let reading = held.reading(SEGMENTS)?;
            let store = reading.store(SEGMENTS).map_err(|error| fault::of_rexie(&error))?;
            let values = join_all(wanted.iter().map(|name| store.get(name.js()))).await;
            values.into_iter().map(|value| value.map_err(|error| fault::of_rexie(&error))).collect()
        });
        let values: Vec<Option<JsValue>> = values.await?;
        let open = |(name, value): (SegmentName, Option<JsValue>)| {
            // Another tab may have merged it meanwhile; what it held is in a newer one.
            let sealed = value.as_ref().and_then(cell::from_js)?;
            Some(self.sealer.open_value(SEGMENT, &sealed).map(|segment| (name.key, segment)))
        };
        wanted.into_iter().zip(values).filter_map(open).collect()
    }

    async fn drafts(&self) -> Result<BTreeMap<String, Draft>, StoreError> {
        let mut drafts = BTreeMap::new();
        drafts.extend(self.named_values(DRAFTS).await?);
        Ok(drafts)
    }

    async fn blobs(&self) -> Result<BTreeMap<Sha256, BlobCard>, StoreError> {
        let mut cards = BTreeMap::new();
        for (hash, card) in self.named_values(BLOB_CARDS).await? {
            cards.insert(hash.parse().map_err(|_| StoreError::Unreadable)?, card);
        }
        Ok(cards)
    }

    async fn blob(&self, hash: Sha256) -> Result<Option<Vec<u8>>, StoreError> {
        let hash = hash.to_string();
        let sealed = self.value(BLOBS, &hash).await?;
        sealed.map(|sealed| self.sealer.open(hash.as_bytes(), &sealed)).transpose()
    }

    async fn note(&self, name: &str) -> Result<Option<Value>, StoreError> {
        let key = note_key(name);
        let sealed = self.value(META, &key).await?;
        sealed.map(|sealed| self.sealer.open_value(key.as_bytes(), &sealed)).transpose()
    }

    async fn commit(&self, batch: Batch) -> Result<Receipt, StoreError> {
        let prepared = Prepared::seal(&self.sealer, batch)?;
        if prepared.stores().is_empty() {
            return Ok(Receipt::default());
        }
        for _ in 0..ATTEMPTS {
            let connection = self.connection().await?;
            // A closed connection has undone the transaction, so writing it again cannot double anything.
            match self.write(&connection, &prepared).await {
                Err(StoreError::Closed) => self.let_go(&connection),
                result => return result,
            }
        }
        Err(StoreError::Closed)
    }
}
