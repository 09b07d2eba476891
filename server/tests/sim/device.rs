//! A device: a database that survives, tabs that do not, and a person.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use ed25519_dalek::SigningKey;
use server::actor::Actor;
use shared::id::ChangeId;
use shared::sync::store::{Batch, MemStore, OutboxKey, Queued, Store, StoreError, ready};
use shared::sync::{
    Act, Depth, Effect, Event, Place, Projection, READ_ROWS_MAX, Reading, Replica, Subscription,
};
use shared::time::Timestamp;

use crate::centre::{actor, key, space};
use crate::person::Form;

/// A tab: everything in it dies with it.
pub(crate) struct Tab {
    pub(crate) replica: Replica,
    pub(crate) todo: VecDeque<Effect>,
    pub(crate) wake: Option<Timestamp>,
    /// The request whose answer it waits for; answers to others never reach it.
    pub(crate) request: u64,
    pub(crate) form: Option<Form>,
}

pub(crate) struct Device {
    pub(crate) index: usize,
    pub(crate) actor: Actor,
    pub(crate) key: SigningKey,
    /// How far its clock is off, in milliseconds; some are years off.
    pub(crate) skew: i64,
    pub(crate) store: MemStore,
    pub(crate) tabs: [Option<Tab>; 2],
    /// Changes that a person began to save, as the person meant them.
    pub(crate) begun: BTreeMap<ChangeId, Act>,
    /// Changes that a person was told are saved.
    pub(crate) shown: BTreeSet<ChangeId>,
    /// Refused changes that a person handed in again.
    pub(crate) retried: BTreeSet<ChangeId>,
}

impl Device {
    pub(crate) fn new(index: usize, skew: i64) -> Self {
        Self {
            index,
            actor: actor(index),
            key: key(index),
            skew,
            store: MemStore::default(),
            tabs: [None, None],
            begun: BTreeMap::new(),
            shown: BTreeSet::new(),
            retried: BTreeSet::new(),
        }
    }

    pub(crate) fn clock(&self, now: Timestamp) -> Timestamp {
        now.plus_millis(self.skew)
    }

    pub(crate) fn open(&mut self, tab: usize, seed: u64, now: Timestamp) {
        let mut replica = Replica::new(seed);
        let subscription = Subscription { space: space(), depth: Depth::Full };
        let todo = replica.step(self.clock(now), Event::Subscribed(vec![subscription])).into();
        self.tabs[tab] = Some(Tab { replica, todo, wake: None, request: 0, form: None });
    }

    /// Takes an event in, if the tab still lives.
    pub(crate) fn step(&mut self, tab: usize, now: Timestamp, event: Event) {
        let clock = self.clock(now);
        if let Some(tab) = self.tabs[tab].as_mut() {
            let effects = tab.replica.step(clock, event);
            tab.todo.extend(effects);
        }
    }

    pub(crate) fn commit(&self, batch: Batch) -> Result<Vec<OutboxKey>, StoreError> {
        ready(self.store.commit(batch)).unwrap().map(|receipt| receipt.queued)
    }

    pub(crate) fn outbox(&self, from: OutboxKey, limit: usize) -> Vec<Queued> {
        ready(self.store.outbox(from, limit)).unwrap().unwrap()
    }

    pub(crate) fn sent(&self) -> Vec<Queued> {
        ready(self.store.sent(OutboxKey::default(), usize::MAX)).unwrap().unwrap()
    }

    pub(crate) fn place(&self) -> Option<Place> {
        ready(self.store.places()).unwrap().unwrap().remove(&space())
    }

    pub(crate) fn has_draft(&self, key: &str) -> bool {
        ready(self.store.drafts()).unwrap().unwrap().contains_key(key)
    }

    /// Whether a change is kept somewhere on the device.
    pub(crate) fn keeps(&self, change: ChangeId) -> bool {
        self.outbox(OutboxKey::default(), usize::MAX)
            .iter()
            .chain(&self.sent())
            .any(|row| row.change.id == change)
    }

    pub(crate) fn reading(&self, from: OutboxKey, all: bool) -> Reading {
        let limit = if all { usize::MAX } else { READ_ROWS_MAX };
        let outbox = self.outbox(from, limit);
        let every = self.outbox(OutboxKey::default(), usize::MAX);
        let waiting = every.iter().filter(|row| row.state.is_waiting()).count();
        Reading {
            place: self.place(),
            more: outbox.len() == limit,
            outbox,
            sent: if all { self.sent().iter().map(|row| row.key).collect() } else { Vec::new() },
            waiting: u32::try_from(waiting).unwrap(),
            refused: u32::try_from(every.len() - waiting).unwrap(),
        }
    }

    /// What its pages show: built anew from the store, the newest segment first.
    pub(crate) fn projection(&self) -> Projection {
        let mut projection = Projection::default();
        for (_, segment) in ready(self.store.segments(space(), None, usize::MAX)).unwrap().unwrap() {
            projection.take_older(segment);
        }
        for queued in self.outbox(OutboxKey::default(), usize::MAX) {
            projection.queue(queued);
        }
        projection
    }

    /// Merges the newest segments, as the app does when they grow many.
    pub(crate) fn compact(&self) {
        let counts = ready(self.store.segment_counts(space())).unwrap().unwrap();
        let sizes: Vec<_> = counts.iter().map(|(_, count)| *count).collect();
        let Some(newest) = shared::sync::compaction(&sizes) else { return };
        let mut merged = ready(self.store.segments(space(), None, newest)).unwrap().unwrap();
        merged.reverse();
        let drop_segments = merged.iter().map(|(key, _)| *key).collect();
        let segments = merged.into_iter().map(|(_, segment)| segment);
        let segment = Some(shared::sync::Segment::merged(space(), segments));
        self.commit(Batch { drop_segments, segment, ..Batch::default() }).unwrap();
    }
}
