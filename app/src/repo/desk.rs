//! The desk of the person who works: the account, what of it is in memory, and who exchanges for it.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use serde_json::Value;
use shared::api::Session;
use shared::id::SpaceId;
use shared::sync::store::{Batch, Receipt, Store, StoreError};
use shared::sync::{Depth, SegmentKey, Subscription};
use wasm_bindgen_futures::spawn_local;

use super::memory::Memory;
use super::topics::{Signals, Topic, Topics, set};
use super::types::{Chip, Link, Progress};
use crate::account::{Account, Committed};
use crate::json;
use crate::sync::driver::{Contact, Driver, Links, News};
use crate::sync::tabs::Trace;

/// The notes of the app.
pub(super) const SESSION: &str = "session";
pub(super) const OPENED: &str = "opened";
/// Accepted changes that are looked at for what was sent today.
pub(super) const SENT_SHOWN_MAX: usize = 200;

pub(super) struct Desk {
    pub(super) account: Rc<Account>,
    pub(super) memory: RefCell<Memory>,
    pub(super) session: RefCell<Session>,
    pub(super) opened: Cell<Option<SpaceId>>,
    pub(super) signals: Signals,
    pub(super) driver: RefCell<Option<Driver>>,
    /// What other tabs committed, to be read in its order.
    pub(super) traces: RefCell<VecDeque<Trace>>,
    /// While this is set, traces wait.
    pub(super) is_reading: Cell<bool>,
    pub(super) news: Cell<News>,
    /// The spaces that are exchanged.
    kept: RefCell<Vec<Subscription>>,
}

impl Desk {
    pub(super) fn new(
        account: Account,
        session: Session,
        opened: Option<SpaceId>,
        signals: Signals,
    ) -> Rc<Self> {
        // One that came to be on this device stands in the directory, which is read later.
        let is_known = |space: &SpaceId| session.viewer.enters(*space);
        let opened = opened.filter(is_known).or(session.spaces.first().map(|card| card.id));
        let desk = Rc::new(Self {
            account: Rc::new(account),
            memory: RefCell::default(),
            session: RefCell::new(session),
            opened: Cell::new(opened),
            signals,
            driver: RefCell::default(),
            traces: RefCell::default(),
            is_reading: Cell::new(true),
            news: Cell::default(),
            kept: RefCell::default(),
        });
        let (follower, listener) = (Rc::downgrade(&desk), Rc::downgrade(&desk));
        desk.account.on_commit(move |committed| {
            if let Some(desk) = follower.upgrade() {
                desk.follow(committed);
            }
        });
        desk.account.on_word(move |word| {
            let desk = listener.upgrade();
            if let Some(driver) = desk.as_ref().and_then(|desk| desk.driver.try_borrow().ok()).as_deref()
                && let Some(driver) = driver
            {
                driver.listen(word);
            }
        });
        desk
    }

    /// Saves work: one strict transaction, after whose completed event this returns.
    pub(super) async fn save(&self, batch: Batch) -> Result<Receipt, StoreError> {
        let spaces: Vec<_> = batch.queue.iter().map(|(space, _)| *space).collect();
        let receipt = self.account.commit(Batch { strict: true, ..batch }).await?;
        if let Some(driver) = self.driver.borrow().as_ref() {
            for space in spaces {
                driver.saved(space);
            }
        }
        Ok(receipt)
    }

    /// Keeps a note.
    pub(super) async fn keep_note(&self, name: &str, value: Option<Value>) -> Result<(), StoreError> {
        let batch = Batch { notes: vec![(name.to_owned(), value)], ..Batch::default() };
        self.account.commit(batch).await.map(|_| ())
    }

    /// The clusters' spaces that the person may enter: those that the server named when it was asked, and those that the
    /// directory has got since.
    pub(super) fn spaces(&self) -> Vec<SpaceId> {
        let session = self.session.borrow();
        let mut spaces: Vec<_> = session.spaces.iter().map(|card| card.id).collect();
        let memory = self.memory.borrow();
        let entered = memory.directory.clusters().filter(|space| session.viewer.enters(*space));
        let fresh: Vec<_> = entered.filter(|space| !spaces.contains(space)).collect();
        spaces.extend(fresh);
        spaces
    }

    /// The spaces to keep: the directory and the opened one in full, the others as the server advises. A cluster of which
    /// the server has not heard yet has no space there.
    pub(super) fn subscriptions(&self) -> Vec<Subscription> {
        let session = self.session.borrow();
        let memory = self.memory.borrow();
        let directory = session.directory;
        let is_there = |space: &SpaceId| {
            let cluster = || memory.view(directory, space.record());
            session.spaces.iter().any(|card| card.id == *space)
                || cluster().is_some_and(|view| view.base.is_some())
        };
        let advised = |space: SpaceId| {
            let card = session.spaces.iter().find(|card| card.id == space);
            card.map_or(Depth::Summary, |card| card.depth)
        };
        let clusters = self.spaces().into_iter().filter(is_there).map(|space| Subscription {
            space,
            depth: if self.opened.get() == Some(space) { Depth::Full } else { advised(space) },
        });
        std::iter::once(Subscription { space: directory, depth: Depth::Full }).chain(clusters).collect()
    }

    /// A cluster that came to be on this device has all there is of it here: nothing more is waited for.
    pub(super) fn make_room(&self, space: SpaceId) {
        let is_named = self.session.borrow().spaces.iter().any(|card| card.id == space);
        if !is_named {
            self.memory.borrow_mut().make_room(space);
        }
    }

    /// Exchanges other spaces from now on, if they are others; and opens one if none was open.
    pub(super) fn keep_spaces(&self) {
        if self.opened.get().is_none()
            && let Some(first) = self.spaces().first()
        {
            self.opened.set(Some(*first));
            self.make_room(*first);
            self.signals.notify(Topic::Spaces);
        }
        let wanted = self.subscriptions();
        let driver = self.driver.borrow();
        if let Some(driver) = driver.as_ref()
            && *self.kept.borrow() != wanted
        {
            self.kept.replace(wanted.clone());
            driver.subscribe(wanted);
            self.signals.notify(Topic::Spaces);
        }
    }

    /// Begins to exchange.
    pub(super) fn start_driver(self: &Rc<Self>, kept: crate::sync::driver::Kept) {
        let [counter, keeper, teller, reader] = std::array::from_fn(|_| Rc::downgrade(self));
        let links = Links {
            counts: Box::new(move |space| {
                let counts = counter.upgrade().map(|desk| desk.memory.borrow().counts(Some(space)));
                let (waiting, refused) = counts.unwrap_or_default();
                (u32::try_from(waiting).unwrap_or(u32::MAX), u32::try_from(refused).unwrap_or(u32::MAX))
            }),
            unsent_files: Box::new(move || {
                let desk = keeper.upgrade();
                desk.map(|desk| desk.memory.borrow().unsent_files()).unwrap_or_default()
            }),
            tell: Box::new(move |news| {
                if let Some(desk) = teller.upgrade() {
                    desk.hear(news);
                }
            }),
            session: Box::new(move |session| {
                if let Some(desk) = reader.upgrade() {
                    desk.take_session(session);
                }
            }),
        };
        let wanted = self.subscriptions();
        self.kept.replace(wanted.clone());
        let driver = Driver::start(self.account.clone(), kept, wanted, links);
        self.driver.replace(Some(driver));
    }

    /// Takes what the server says of the session, and keeps it for work without a network.
    pub(super) fn take_session(self: &Rc<Self>, session: Session) {
        self.session.replace(session.clone());
        let spaces = self.spaces();
        if self.opened.get().is_none_or(|opened| !spaces.contains(&opened)) {
            self.opened.set(spaces.first().copied());
        }
        self.keep_spaces();
        set(&self.signals.session, Some(session.clone()));
        let desk = self.clone();
        spawn_local(async move {
            // Kept again at the next sign-in or check; until then the older one serves.
            desk.keep_note(SESSION, Some(json::tree(&session))).await.ok();
        });
    }

    fn follow(self: &Rc<Self>, committed: Committed) {
        match committed {
            Committed::Here(batch, receipt) => {
                let again = Trace { outbox: batch.resend.clone(), ..Trace::default() };
                let topics = self.memory.borrow_mut().apply(*batch, &receipt);
                self.announce(topics);
                if !again.outbox.is_empty() {
                    self.read_later(again);
                }
            }
            Committed::Elsewhere(trace) => {
                if let Ok(driver) = self.driver.try_borrow()
                    && let Some(driver) = driver.as_ref()
                {
                    driver.heard(&trace);
                }
                self.read_later(trace);
            }
        }
    }

    fn read_later(self: &Rc<Self>, trace: Trace) {
        self.traces.borrow_mut().push_back(trace);
        if !self.is_reading.replace(true) {
            let desk = self.clone();
            spawn_local(async move { desk.read_traces().await });
        }
    }

    /// Reads what the traces name, one after the other.
    pub(super) async fn read_traces(self: Rc<Self>) {
        loop {
            let next = self.traces.borrow_mut().pop_front();
            let Some(trace) = next else { break };
            // What cannot be read now shows at the next start; nothing is lost by it.
            if let Ok(topics) = self.read_trace(&trace).await {
                self.announce(topics);
            }
        }
        self.is_reading.set(false);
    }

    async fn read_trace(&self, trace: &Trace) -> Result<Topics, StoreError> {
        let store = self.account.store();
        let mut topics = Topics::default();
        if trace.place.is_some() {
            let places = store.places().await?;
            let mut memory = self.memory.borrow_mut();
            for (space, place) in places {
                memory.put_place(space, Some(place));
            }
        }
        if let Some(space) = trace.dropped {
            topics.merge(self.memory.borrow_mut().drop_base(space));
        }
        if let Some((space, SegmentKey(key))) = trace.segment {
            let next = SegmentKey(key.saturating_add(1));
            let found = store.segments(space, Some(next), 1).await?;
            for (_, segment) in found.iter().filter(|(found, _)| found.0 == key) {
                topics.merge(self.memory.borrow_mut().take(segment));
            }
        }
        if let (Some(first), Some(last)) = (trace.outbox.iter().min(), trace.outbox.iter().max()) {
            let span = usize::try_from(last.0.saturating_sub(first.0)).unwrap_or(usize::MAX);
            let rows = store.outbox(*first, span.saturating_add(1)).await?;
            let sent = store.newest_sent(SENT_SHOWN_MAX).await?;
            let mut memory = self.memory.borrow_mut();
            for key in &trace.outbox {
                match rows.iter().find(|row| row.key == *key) {
                    Some(row) => topics.merge(memory.queue(row.clone())),
                    None => topics.merge(memory.let_go(*key)),
                }
            }
            memory.sent = sent;
        }
        if !trace.drafts.is_empty() {
            let drafts = store.drafts().await?;
            self.memory.borrow_mut().drafts = drafts.into_iter().collect();
            topics.insert(Topic::Drafts);
        }
        if !trace.blobs.is_empty() {
            let blobs = store.blobs().await?;
            self.memory.borrow_mut().blobs = blobs.into_iter().collect();
            topics.insert(Topic::Files);
        }
        Ok(topics)
    }

    /// Tells pages what has changed.
    pub(super) fn announce(&self, topics: Topics) {
        if topics.has(Topic::Directory) {
            self.keep_spaces();
        }
        let counted = [Topic::Outbox, Topic::Files, Topic::Spaces].into_iter().any(|topic| topics.has(topic));
        self.signals.notify(topics);
        if counted {
            self.show_chip();
        }
    }

    fn hear(&self, news: News) {
        self.news.set(news);
        self.show_chip();
        set(&self.signals.files, news.files.map(|(done, total)| Progress { done, total }));
        let loading = news.to_come.map(|(space, to_come)| {
            let held = self.memory.borrow().room(space).map_or(0, |room| room.projection.base_len());
            let done = u64::try_from(held).unwrap_or(u64::MAX);
            Progress { done, total: done.saturating_add(to_come) }
        });
        if !self.is_reading.get() {
            set(&self.signals.loading, loading);
        }
    }

    pub(super) fn show_chip(&self) {
        let (waiting, refused) = {
            let memory = self.memory.borrow();
            let (waiting, refused) = memory.counts(None);
            (waiting + memory.uploading().count(), refused)
        };
        let news = self.news.get();
        let chip = Chip { waiting, refused, last_sync: news.last_sync, link: link(news.contact) };
        set(&self.signals.chip, chip);
    }

    /// Another person works now: nothing of this desk is shown or sent any more.
    pub(super) fn close(&self) {
        self.driver.replace(None);
        self.account.leave();
    }
}

fn link(contact: Contact) -> Link {
    match contact {
        Contact::Offline => Link::Offline,
        Contact::Online => Link::Online,
        Contact::Sending => Link::Sending,
        Contact::Portal => Link::Portal,
        Contact::SignInNeeded => Link::SignInNeeded,
        Contact::Outdated => Link::Outdated,
        Contact::ServerTrouble => Link::Trouble("M1"),
        Contact::StoreTrouble => Link::Trouble("L1"),
    }
}
