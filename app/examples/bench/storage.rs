//! The device's store by itself.

use app::store::{IdbStore, delete};
use shared::domain::Activity;
use shared::id::{Revision, SpaceId};
use shared::sync::store::{Batch, Store};
use shared::sync::{Change, Row, Segment};
use wasm_bindgen::prelude::*;

use crate::work::{Author, Given, with_blank_signature};

/// Segments read at once, as the app does at its start.
const SEGMENTS_AT_ONCE: usize = 4;

/// The store of an account that nobody owns.
#[wasm_bindgen]
pub struct Storage {
    store: IdbStore,
    author: Author,
    space: SpaceId,
    given: Vec<Given>,
    changes: Vec<Change>,
    rows: Vec<Row>,
    revision: Revision,
}

#[wasm_bindgen]
impl Storage {
    /// Opens it, and makes it if it is not there.
    pub async fn open(name: String) -> Result<Storage, JsError> {
        Ok(Self {
            store: IdbStore::open(&name, &[5; 32]).await?,
            author: Author::nobody(),
            space: SpaceId::derived([6; 16]),
            given: Vec::new(),
            changes: Vec::new(),
            rows: Vec::new(),
            revision: Revision::ZERO,
        })
    }

    /// Removes it.
    pub async fn remove(name: String) -> Result<(), JsError> {
        Ok(delete(&name).await?)
    }

    /// Makes changes and rows of activities given as JSON, so that only storing them is left to measure.
    pub fn prepare(&mut self, activities: &str) -> Result<usize, JsError> {
        let given: Vec<Given> = serde_json::from_str(activities)?;
        for given in given {
            let given = self.author.owned(given);
            self.changes.push(with_blank_signature(self.author.insert(&given)?));
            self.revision = self.revision.next();
            self.rows.push(self.author.row(&given, self.revision)?);
            self.given.push(given);
        }
        Ok(self.given.len())
    }

    /// Lets go of what was prepared.
    pub fn forget(&mut self) {
        self.given.clear();
        self.changes.clear();
        self.rows.clear();
    }

    /// Puts some of the prepared changes into the outbox, in one transaction.
    pub async fn queue(&self, from: usize, to: usize) -> Result<(), JsError> {
        let changes = self.changes.get(from..to).unwrap_or_default();
        let queue = changes.iter().map(|change| (self.space, change.clone())).collect();
        self.store.commit(Batch { queue, ..Batch::default() }).await?;
        Ok(())
    }

    /// Keeps some of the prepared rows as a page that the server sent, in one transaction.
    pub async fn keep(&self, from: usize, to: usize) -> Result<(), JsError> {
        let rows = self.rows.get(from..to).unwrap_or_default().to_vec();
        let segment = Segment { space: self.space, rows, swept: Vec::new() };
        self.store.commit(Batch { segment: Some(segment), ..Batch::default() }).await?;
        Ok(())
    }

    /// Signs and saves one of the prepared activities and lets its draft go, as a person waits for it.
    pub async fn save(&self, at: usize) -> Result<(), JsError> {
        let Some(change) = self.sign(at)? else { return Ok(()) };
        let batch = Batch {
            queue: vec![(self.space, change)],
            drafts: vec![("bench".to_owned(), None)],
            strict: true,
            ..Batch::default()
        };
        self.store.commit(batch).await?;
        Ok(())
    }

    /// Makes and signs the change of one of the prepared activities, to measure that alone.
    pub fn sign_only(&self, at: usize) -> Result<(), JsError> {
        self.sign(at).map(|_| ())
    }

    fn sign(&self, at: usize) -> Result<Option<Change>, JsError> {
        let Some(given) = self.given.get(at) else { return Ok(None) };
        Ok(Some(self.author.insert(given)?.signed(&self.author.key)))
    }

    /// Reads the newest activities, at most `limit`, out of the store into typed records.
    pub async fn newest(&self, limit: usize) -> Result<usize, JsError> {
        let segments = self.store.segments(self.space, None, 1).await?;
        let rows = segments.iter().flat_map(|(_, segment)| segment.rows.iter().rev().take(limit));
        Ok(rows.filter_map(Row::typed::<Activity>).count())
    }

    /// Reads everything, newest first; how many rows there are.
    pub async fn all(&self) -> Result<usize, JsError> {
        let (mut below, mut count) = (None, 0_usize);
        loop {
            let segments = self.store.segments(self.space, below, SEGMENTS_AT_ONCE).await?;
            let Some((oldest, _)) = segments.last() else { return Ok(count) };
            below = Some(*oldest);
            count = count.saturating_add(segments.iter().map(|(_, segment)| segment.rows.len()).sum());
        }
    }
}
