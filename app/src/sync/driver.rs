//! Performs the effects of [`shared::sync::Replica`], in the one tab that holds the lock.
//!
//! ```text
//! saved, poked, hurry, network back ──▶ inbox ──▶ Replica::step ──▶ Read ────▶ store ───┐
//!                                         ▲                         Send ────▶ server ──┤
//!                                         │                         Commit ──▶ account ─┤
//!                                         │                         WakeAfter ▶ timer ──┤
//!                                         └────────────────── what came of it ──────────┘
//! ```

mod occasion;
mod perform;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::mpsc::{self, UnboundedReceiver, UnboundedSender};
use futures_util::StreamExt;
use gloo_timers::callback::Timeout;
use serde::{Deserialize, Serialize};
use shared::api::Session;
use shared::bytes::Sha256;
use shared::id::SpaceId;
use shared::sync::{Effect, Event, Failure, Phase, Replica, Rest, Subscription};
use shared::time::Timestamp;
use wasm_bindgen_futures::spawn_local;

use super::lock;
use super::pokes::Pokes;
use super::tabs::{Trace, Word};
use super::upload::Uploads;
use crate::account::Account;
use crate::{clock, random};
use occasion::Occasions;

/// How the device stands with the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Contact {
    /// No network, or no server.
    #[default]
    Offline,
    /// The last exchange succeeded.
    Online,
    /// An exchange is running.
    Sending,
    /// The network answers in the server's place.
    Portal,
    /// Sending waits for a sign-in.
    SignInNeeded,
    /// Sending waits for an update.
    Outdated,
    /// The server is in trouble.
    ServerTrouble,
    /// The device's database does not take what was received.
    StoreTrouble,
}

impl Contact {
    /// Before the first attempt, which comes at once: nobody is to read “offline” at every start.
    pub fn at_first() -> Self {
        let is_online = web_sys::window().is_some_and(|window| window.navigator().on_line());
        if is_online { Self::Sending } else { Self::Offline }
    }
}

/// How the exchange goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// How the device stands with the server.
    pub contact: Contact,
    /// The last exchange, by this device's clock.
    pub last_sync: Option<Timestamp>,
    /// How far this device's clock is ahead of the server's, in milliseconds.
    pub skew_ms: Option<i64>,
    /// A space that is being downloaded, and how many of its records are still to come.
    pub to_come: Option<(SpaceId, u64)>,
    /// Files sent, and files to send in all, while some are being sent.
    pub files: Option<(u64, u64)>,
}

impl News {
    /// What is known before the first attempt.
    pub fn at_first(kept: Kept) -> Self {
        let contact = Contact::at_first();
        Self { contact, last_sync: kept.last_sync, skew_ms: kept.skew_ms, ..Self::default() }
    }
}

/// The note in which the last exchange is kept.
pub const NOTE: &str = "exchange";

/// What the note keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The last exchange, by this device's clock.
    pub last_sync: Option<Timestamp>,
    /// How far this device's clock is ahead of the server's, in milliseconds.
    pub skew_ms: Option<i64>,
}

/// What the driver needs to know and to tell.
pub struct Links {
    /// Changes of a space that wait and that were refused.
    pub counts: Box<dyn Fn(SpaceId) -> (u32, u32)>,
    /// Files that only unsent work names: the server would not know them yet.
    pub unsent_files: Box<dyn Fn() -> Vec<Sha256>>,
    /// How the exchange goes.
    pub tell: Box<dyn Fn(News)>,
    /// What the server says of the session.
    pub session: Box<dyn Fn(Session)>,
}

/// Exchanges for an account until it is dropped.
pub struct Driver {
    core: Rc<Core>,
    _occasions: Occasions,
}

struct Core {
    account: Rc<Account>,
    links: Links,
    replica: RefCell<Replica>,
    inbox: UnboundedSender<Event>,
    news: Cell<News>,
    /// Whether this tab is the one that exchanges.
    leads: Cell<bool>,
    /// Whether the session that requests carry is known to be this person's.
    verified: Cell<bool>,
    stopped: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
    pokes: RefCell<Option<Pokes>>,
    uploads: Uploads,
}

impl Driver {
    /// Begins to exchange, as soon as no other tab does.
    pub fn start(account: Rc<Account>, kept: Kept, subscriptions: Vec<Subscription>, links: Links) -> Self {
        let (inbox, events) = mpsc::unbounded();
        let seed = random::bytes().map(u64::from_le_bytes).unwrap_or_default();
        let news = News::at_first(kept);
        let core = Rc::new(Core {
            account,
            links,
            replica: RefCell::new(Replica::new(seed)),
            inbox,
            news: Cell::new(news),
            leads: Cell::new(false),
            verified: Cell::new(false),
            stopped: Cell::new(false),
            timer: RefCell::default(),
            pokes: RefCell::default(),
            uploads: Uploads::default(),
        });
        (core.links.tell)(news);
        core.send(Event::Subscribed(subscriptions));
        core.account.tabs().tell(&Word::Asks);
        spawn_local(core.clone().run(events));
        let occasions = Occasions::watch(&core);
        Self { core, _occasions: occasions }
    }

    /// Keeps other spaces, or the same at another depth.
    pub fn subscribe(&self, subscriptions: Vec<Subscription>) {
        self.core.send(Event::Subscribed(subscriptions));
    }

    /// This tab saved work in a space.
    pub fn saved(&self, space: SpaceId) {
        self.core.send(Event::Saved(space));
    }

    /// Try now, whatever was waited for.
    pub fn hurry(&self) {
        self.core.hurry();
        self.core.account.tabs().tell(&Word::Hurry);
    }

    /// Somebody signed in or out, here or in another tab.
    pub fn session_changed(&self) {
        self.core.verified.set(false);
        self.core.pokes.replace(None);
        self.core.hurry();
    }

    /// Another tab committed something.
    pub fn heard(&self, trace: &Trace) {
        for space in &trace.saved {
            self.core.send(Event::Saved(*space));
        }
    }

    /// Another tab said something.
    pub fn listen(&self, word: Word) {
        match word {
            Word::Hurry => self.core.hurry(),
            Word::Told(news) if !self.core.leads.get() => {
                self.core.news.set(news);
                (self.core.links.tell)(news);
            }
            Word::Asks if self.core.leads.get() => {
                self.core.account.tabs().tell(&Word::Told(self.core.news.get()));
            }
            Word::Told(_) | Word::Asks | Word::Committed(_) | Word::SessionChanged => {}
        }
    }

    /// Whether an exchange or an upload is running in this tab.
    pub fn is_busy(&self) -> bool {
        let phase = self.core.replica.borrow().phase();
        matches!(phase, Phase::Sending(_) | Phase::Committing(_)) || self.core.uploads.is_running()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.core.stopped.set(true);
        self.core.inbox.close_channel();
        self.core.timer.replace(None);
        self.core.pokes.replace(None);
    }
}

impl Core {
    async fn run(self: Rc<Self>, mut events: UnboundedReceiver<Event>) {
        // Kept until the events end, which is when the driver is dropped.
        let _held = lock::acquire(&self.account).await;
        self.leads.set(true);
        while let Some(event) = events.next().await {
            let effects = self.replica.borrow_mut().step(clock::now(), event);
            for effect in effects {
                self.perform(effect);
            }
        }
    }

    fn send(&self, event: Event) {
        // Refused only after the driver was dropped.
        self.inbox.unbounded_send(event).ok();
    }

    fn hurry(&self) {
        if self.leads.get() {
            self.send(Event::Hurry);
        }
    }

    fn perform(self: &Rc<Self>, effect: Effect) {
        let core = self.clone();
        match effect {
            Effect::Read { space, from, all } => spawn_local(async move {
                let event = core.read(space, from, all).await;
                core.send(event);
            }),
            Effect::Send(space, request) => spawn_local(async move {
                let event = core.exchange(space, &request).await;
                core.send(event);
            }),
            Effect::Commit(batch) => spawn_local(async move {
                let event = core.commit(*batch).await;
                core.send(event);
            }),
            Effect::WakeAfter(millis) => {
                self.timer.replace(Some(Timeout::new(millis, move || core.send(Event::Woke))));
            }
            Effect::Told => self.told(),
        }
    }

    fn told(self: &Rc<Self>) {
        let phase = self.replica.borrow().phase();
        let contact = match phase {
            Phase::Idle => Contact::Online,
            Phase::Sending(_) => Contact::Sending,
            Phase::Resting(rest) => resting(rest),
            Phase::Reading(_) | Phase::Committing(_) => self.news.get().contact,
        };
        self.tell(News { contact, ..self.news.get() });
        match phase {
            Phase::Idle => {
                self.listen_to_pokes();
                self.upload();
            }
            Phase::Resting(Rest::Unanswered(Failure::SignInNeeded)) => {
                self.pokes.replace(None);
            }
            Phase::Resting(_) | Phase::Reading(_) | Phase::Sending(_) | Phase::Committing(_) => {}
        }
    }

    fn tell(&self, news: News) {
        if self.stopped.get() || self.news.replace(news) == news {
            return;
        }
        (self.links.tell)(news);
        self.account.tabs().tell(&Word::Told(news));
    }

    fn listen_to_pokes(self: &Rc<Self>) {
        if self.pokes.borrow().as_ref().is_some_and(|pokes| !pokes.is_dead()) {
            return;
        }
        // Not kept alive by its own ear.
        let core = Rc::downgrade(self);
        let pokes = Pokes::listen(move |poke| {
            if let Some(core) = core.upgrade() {
                core.send(Event::Poked(poke.space));
            }
        });
        self.pokes.replace(pokes);
    }

    fn upload(self: &Rc<Self>) {
        let core = self.clone();
        spawn_local(async move {
            let shown = core.clone();
            let show = move |files| shown.tell(News { files, ..shown.news.get() });
            let unsent = (core.links.unsent_files)();
            core.uploads.run(&core.account, &unsent, show, || core.stopped.get()).await;
        });
    }
}

fn resting(rest: Rest) -> Contact {
    match rest {
        Rest::Unanswered(Failure::Offline | Failure::Unreachable) => Contact::Offline,
        Rest::Unanswered(Failure::Portal) => Contact::Portal,
        Rest::Unanswered(Failure::SignInNeeded) => Contact::SignInNeeded,
        Rest::Unanswered(Failure::Server) => Contact::ServerTrouble,
        Rest::Store => Contact::StoreTrouble,
        Rest::Outdated => Contact::Outdated,
    }
}
