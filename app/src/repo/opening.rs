//! Opening an account: from its database into memory, the newest first, so that the screen has something to show
//! at once.

use std::future::{Future, ready};
use std::pin::Pin;
use std::rc::Rc;

use shared::api::Session;
use shared::id::SpaceId;
use shared::sync::store::{OutboxKey, Store, StoreError};
use wasm_bindgen_futures::spawn_local;

use super::Repo;
use super::desk::{Desk, OPENED, SENT_SHOWN_MAX, SESSION};
use super::topics::{Topics, set};
use super::types::{Progress, Stage};
use crate::account::Account;
use crate::device::{AccountCard, Device};
use crate::parts::GoOn;
use crate::sync::driver::{Kept, NOTE, News};
use crate::{clock, json};

/// Segments read at once: enough to keep the database busy, few enough to leave the screen free in between.
const SEGMENTS_AT_ONCE: usize = 3;
/// Entries prepared for the search at once.
const PREPARED_AT_ONCE: usize = 200;
/// After so long a database that another tab holds is tried again, and a part of the program that did not come.
const TRY_AGAIN_MILLIS: u32 = 3_000;

impl Repo {
    /// Opens whoever worked here last.
    pub(super) async fn open_last(self) {
        loop {
            match self.open_current().await {
                Ok(()) => return,
                Err(error) => {
                    set(&self.inner.signals.stage, Stage::Broken(error.clone()));
                    // Another tab lets go sooner or later; a newer database stays newer.
                    if error == StoreError::Newer {
                        return;
                    }
                }
            }
            clock::pause(TRY_AGAIN_MILLIS).await;
        }
    }

    async fn open_current(&self) -> Result<(), StoreError> {
        let device = Device::open().await?;
        let current = device.current().await?;
        let accounts = device.accounts().await?;
        drop(device);
        match accounts.into_iter().find(|card| Some(&card.login) == current.as_ref()) {
            Some(card) => {
                Box::pin(self.open_account(card, None)).await?;
                self.note_unit().await.ok();
            }
            None => set(&self.inner.signals.stage, Stage::SignedOut),
        }
        self.refresh_people().await
    }

    /// Opens an account; with a session when the person has just signed in.
    pub(super) async fn open_account(
        &self,
        card: AccountCard,
        fresh: Option<Session>,
    ) -> Result<(), StoreError> {
        let identity = Device::open().await?.identity().await?;
        let account = Account::open(card, identity).await?;
        let store = account.store();
        let known = store.note(SESSION).await?.and_then(|note| json::from_tree(&note));
        let Some(session) = fresh.clone().or(known) else {
            set(&self.inner.signals.stage, Stage::SignedOut);
            return Ok(());
        };
        let opened = store.note(OPENED).await?.and_then(|note| json::from_tree::<SpaceId>(&note));
        let kept: Kept = store.note(NOTE).await?.and_then(|note| json::from_tree(&note)).unwrap_or_default();
        self.close_desk();
        let desk = Desk::new(account, session.clone(), opened, self.inner.signals.clone());
        // Known before the first exchange: nobody is to read “not synced yet” at every start.
        desk.news.set(News::at_first(kept));
        self.inner.desk.replace(Some(desk.clone()));
        if let Some(fresh) = fresh {
            desk.keep_note(SESSION, Some(json::tree(&fresh))).await?;
        }
        self.read_desk(&desk).await?;
        set(&self.inner.signals.session, Some(session));
        // Known before anything is shown: what has not been read yet is not to look as if it were not there.
        set(&self.inner.signals.loading, Some(Progress::default()));
        self.inner.signals.notify(Topics::ALL);
        set(&self.inner.signals.stage, Stage::Ready);
        spawn_local(self.clone().go_on(Opened { desk, kept }));
        Ok(())
    }

    /// Goes on as soon as the part of the program that does so has come.
    async fn go_on(self, opened: Opened) {
        loop {
            let go_on = (self.inner.go_on)().await;
            // Somebody else may have begun to work here meanwhile.
            if !self.desk().is_some_and(|desk| Rc::ptr_eq(&desk, &opened.desk)) {
                return;
            }
            if let Some(go_on) = go_on {
                return go_on(opened).await;
            }
            clock::pause(TRY_AGAIN_MILLIS).await;
        }
    }

    /// Reads what the first screen needs.
    async fn read_desk(&self, desk: &Rc<Desk>) -> Result<(), StoreError> {
        let store = desk.account.store();
        let places = store.places().await?;
        let drafts = store.drafts().await?;
        let blobs = store.blobs().await?;
        let outbox = store.outbox(OutboxKey::default(), usize::MAX).await?;
        let sent = store.newest_sent(SENT_SHOWN_MAX).await?;
        {
            let mut memory = desk.memory.borrow_mut();
            for (space, place) in places {
                memory.put_place(space, Some(place));
            }
            memory.drafts = drafts.into_iter().collect();
            memory.blobs = blobs.into_iter().collect();
            memory.sent = sent;
            for row in outbox {
                memory.queue(row);
            }
        }
        let directory = desk.session.borrow().directory;
        read_space(desk, directory).await?;
        desk.show_chip();
        Ok(())
    }

    /// Whoever worked here does not any more.
    pub(super) fn close_desk(&self) {
        if let Some(desk) = self.inner.desk.take() {
            desk.close();
        }
        let signals = &self.inner.signals;
        set(&signals.session, None);
        set(&signals.loading, None);
        set(&signals.files, None);
        signals.notify(Topics::ALL);
    }
}

/// An account that shows its first screen; all else it has is still to be read.
pub struct Opened {
    desk: Rc<Desk>,
    kept: Kept,
}

impl Opened {
    /// Reads all else, then begins to exchange.
    pub async fn go_on(self) {
        let Self { desk, kept } = self;
        read_rest(&desk).await;
        desk.is_reading.set(true);
        desk.clone().read_traces().await;
        desk.start_driver(kept);
        prepare_search(&desk).await;
    }
}

/// For a program that is not cut into parts: a test or a measurement.
pub fn in_one_piece() -> Pin<Box<dyn Future<Output = Option<GoOn>>>> {
    let go_on: GoOn = |opened| Box::pin(opened.go_on());
    Box::pin(ready(Some(go_on)))
}

async fn read_rest(desk: &Rc<Desk>) {
    let spaces: Vec<_> = {
        let opened = desk.opened.get();
        let others = desk.spaces().into_iter().filter(|space| Some(*space) != opened);
        opened.into_iter().chain(others).collect()
    };
    for space in spaces {
        desk.make_room(space);
        // What cannot be read here is pulled again when the database can be read again.
        read_space(desk, space).await.ok();
    }
    set(&desk.signals.loading, None);
}

/// Reads the segments of a space, newest first.
async fn read_space(desk: &Rc<Desk>, space: SpaceId) -> Result<(), StoreError> {
    let store = desk.account.store();
    let counts = store.segment_counts(space).await?;
    let total: usize = counts.iter().map(|(_, count)| *count).sum();
    let (mut below, mut done) = (None, 0);
    // The newest alone at first: something to show at once.
    let mut at_once = 1;
    loop {
        let segments = store.segments(space, below, at_once).await?;
        if segments.is_empty() {
            return Ok(());
        }
        let mut topics = Topics::default();
        for (key, segment) in segments {
            below = Some(key);
            done += segment.rows.len();
            topics.merge(desk.memory.borrow_mut().take_older(segment));
        }
        desk.announce(topics);
        show_progress(desk, done, total);
        // The screen gets its turn.
        clock::pause(0).await;
        at_once = SEGMENTS_AT_ONCE;
    }
}

fn show_progress(desk: &Desk, done: usize, total: usize) {
    let [done, total] = [done, total].map(|count| u64::try_from(count).unwrap_or(u64::MAX));
    set(&desk.signals.loading, (done < total).then_some(Progress { done, total }));
}

/// Folds the text that is searched while nobody waits for it.
async fn prepare_search(desk: &Rc<Desk>) {
    let Some(space) = desk.opened.get() else { return };
    let mut after = None;
    loop {
        let next = {
            let memory = desk.memory.borrow();
            memory.room(space).and_then(|room| room.activities.prepare(after, PREPARED_AT_ONCE))
        };
        match next {
            None => return,
            next => after = next,
        }
        clock::pause(1).await;
    }
}
