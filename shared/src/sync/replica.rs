//! The device's side of the exchange, without IO: events in, effects out.
//!
//! ```text
//!            due                 rows read             answer              committed
//!   Idle ─────────▶ Reading ───────────────▶ Sending ─────────▶ Committing ─────────▶ Idle (or Reading: more)
//!    ▲                                          │ no answer          │ raced: read again
//!    └────────────── Resting (back-off) ◀───────┘                    ▼
//! ```
//!
//! Architecture invariants: the replica holds only what is in flight, reads the store anew for every exchange, and
//! advances only on [`Event::Committed`]; so two tabs cannot disagree and a crash anywhere loses nothing.

mod pass;
mod settle;

use std::collections::BTreeMap;

use super::store::{Batch, OutboxKey, Queued};
use super::{Answer, Depth, DeviceReport, PROTOCOL, Place, Request};
use crate::id::SpaceId;
use crate::limit::{PAGE_RECORDS_MAX, PUSH_CHANGES_MAX};
use crate::time::Timestamp;
use pass::{Flight, Space};

/// A space that the device keeps, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The space.
    pub space: SpaceId,
    /// How much of it.
    pub depth: Depth,
}

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nothing was sent: the device knows that it has no network.
    Offline,
    /// A connection lost, or no answer in time: what became of the request is unknown.
    Unreachable,
    /// Something answered that is not our server: a network that wants its user to sign in first.
    Portal,
    /// The right to send has ended; saving goes on.
    SignInNeeded,
    /// The server could not do it now.
    Server,
}

impl Failure {
    /// Whether it counts as a try of what was sent (`design.md` §4).
    fn is_try(self) -> bool {
        matches!(self, Self::Unreachable | Self::Server)
    }
}

/// What the store holds, as far as an exchange needs it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Where the space stands.
    pub place: Option<Place>,
    /// Rows of the outbox, of all spaces, in order.
    pub outbox: Vec<Queued>,
    /// Whether there may be rows beyond these.
    pub more: bool,
    /// Keys of sent changes of the space, when they were asked for.
    pub sent: Vec<OutboxKey>,
    /// Changes of the space that wait, in all.
    pub waiting: u32,
    /// Changes of the space that were refused, in all.
    pub refused: u32,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The spaces to keep; all become due.
    Subscribed(Vec<Subscription>),
    /// This device saved work in a space.
    Saved(SpaceId),
    /// A space is said to have moved on.
    Poked(SpaceId),
    /// The person asks, the network is back, or the page is looked at again: try now, whatever was waited for.
    Hurry,
    /// The time asked for by [`Effect::WakeAfter`] has come.
    Woke,
    /// The store was read, as asked for by [`Effect::Read`].
    Read(Box<Reading>),
    /// The server answered.
    Answered(Box<Answer>),
    /// It did not.
    Unanswered(Failure),
    /// The batch is in the store.
    Committed,
    /// The batch is not in the store: another tab was faster.
    Raced,
    /// The batch is not in the store, for another reason.
    StoreFailed,
}

/// What to do.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read a space's place and the outbox (of all spaces, at most [`READ_ROWS_MAX`] rows), and answer with
    /// [`Event::Read`].
    Read {
        /// The space.
        space: SpaceId,
        /// The first row of the outbox that is wanted.
        from: OutboxKey,
        /// Whether all rows of the outbox and the keys of all sent changes of the space are wanted.
        all: bool,
    },
    /// Send a request, and answer with [`Event::Answered`] or [`Event::Unanswered`].
    Send(SpaceId, Box<Request>),
    /// Commit a batch, and answer with [`Event::Committed`], [`Event::Raced`] or [`Event::StoreFailed`].
    Commit(Box<Batch>),
    /// Answer with [`Event::Woke`] after so many milliseconds; replaces an earlier one.
    WakeAfter(u32),
    /// What the person should know has changed: see [`Replica::phase`].
    Told,
}

/// What the device is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// All is exchanged as far as is known.
    Idle,
    /// Reading the store.
    Reading(SpaceId),
    /// Waiting for the server.
    Sending(SpaceId),
    /// Waiting for the store.
    Committing(SpaceId),
    /// Waiting before the next try.
    Resting(Rest),
}

/// Why the device waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// There was no answer.
    Unanswered(Failure),
    /// The store did not take what was received.
    Store,
    /// This build's protocol is too old; only an update helps.
    Outdated,
}

/// Between the regular looks at a server that nobody poked about, in milliseconds.
const LOOK_MILLIS: u32 = 5 * 60_000;
/// The first wait after a failure, in milliseconds; doubled with each further one.
const BACK_OFF_MILLIS_MIN: u32 = 1_000;
/// Rows of the outbox that one exchange reads at most.
pub const READ_ROWS_MAX: usize = PUSH_CHANGES_MAX + 50;
/// The longest wait, in milliseconds.
const BACK_OFF_MILLIS_MAX: u32 = 5 * 60_000;

/// The device's side of the exchange.
#[derive(Clone, Debug)]
pub struct Replica {
    spaces: BTreeMap<SpaceId, Space>,
    phase: Phase,
    flight: Option<Flight>,
    failures: u32,
    dice: u64,
}

impl Replica {
    /// A replica that keeps no space yet. The seed spreads devices that come back at one moment.
    pub fn new(seed: u64) -> Self {
        Self { spaces: BTreeMap::new(), phase: Phase::Idle, flight: None, failures: 0, dice: seed | 1 }
    }

    /// What the device is doing.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Takes an event in at a device time and says what to do. An event that does not belong to the phase (an
    /// answer that comes after the wait was given up) changes nothing.
    pub fn step(&mut self, now: Timestamp, event: Event) -> Vec<Effect> {
        match (event, self.phase) {
            (Event::Subscribed(subscriptions), _) => {
                self.subscribe(&subscriptions);
                self.start_if_free()
            }
            (Event::Saved(space) | Event::Poked(space), _) => {
                self.mark_due(space);
                self.start_if_free()
            }
            (Event::Hurry, phase) => {
                self.failures = 0;
                self.look_again(matches!(phase, Phase::Resting(_)))
            }
            (Event::Woke, phase @ (Phase::Idle | Phase::Resting(_))) => {
                self.look_again(matches!(phase, Phase::Resting(_)))
            }
            (Event::Read(reading), Phase::Reading(space)) => self.read(now, space, *reading),
            (Event::Answered(answer), Phase::Sending(space)) => self.answered(now, space, *answer),
            (Event::Unanswered(failure), Phase::Sending(space)) => self.unanswered(space, failure),
            (Event::Committed, Phase::Committing(space)) => self.committed(space),
            (Event::Raced, Phase::Committing(space)) => {
                self.restart(space);
                self.free()
            }
            (Event::StoreFailed, Phase::Committing(space) | Phase::Reading(space)) => {
                self.restart(space);
                self.rest(Rest::Store)
            }
            (
                Event::Woke
                | Event::Read(_)
                | Event::Answered(_)
                | Event::Unanswered(_)
                | Event::Committed
                | Event::Raced
                | Event::StoreFailed,
                _,
            ) => Vec::new(),
        }
    }

    fn subscribe(&mut self, subscriptions: &[Subscription]) {
        self.spaces = subscriptions.iter().map(|wanted| (wanted.space, Space::new(wanted.depth))).collect();
    }

    /// Every space is due, from the first row of its outbox on.
    fn look_again(&mut self, was_resting: bool) -> Vec<Effect> {
        let all: Vec<_> = self.spaces.keys().copied().collect();
        for space in all {
            self.restart(space);
        }
        if was_resting {
            self.phase = Phase::Idle;
        }
        self.start_if_free()
    }

    fn mark_due(&mut self, id: SpaceId) {
        if let Some(space) = self.spaces.get_mut(&id) {
            space.due = true;
        }
    }

    fn restart(&mut self, id: SpaceId) {
        if let Some(space) = self.spaces.get_mut(&id) {
            *space = Space { resend: space.resend, ..Space::new(space.depth) };
        }
    }

    fn start_if_free(&mut self) -> Vec<Effect> {
        if self.phase == Phase::Idle { self.free() } else { Vec::new() }
    }

    /// Begins the next exchange, of an unfinished space first; or waits for the next regular look.
    fn free(&mut self) -> Vec<Effect> {
        self.flight = None;
        let unfinished = self.spaces.iter().find(|(_, space)| space.unfinished || space.resend);
        let next = unfinished.or_else(|| self.spaces.iter().find(|(_, space)| space.due)).map(|(id, _)| *id);
        let Some((id, space)) = next.and_then(|id| Some((id, self.spaces.get_mut(&id)?))) else {
            self.phase = Phase::Idle;
            return vec![Effect::WakeAfter(self.jittered(LOOK_MILLIS)), Effect::Told];
        };
        // From here on, work that is saved may be missing from the reading: it makes the space due anew.
        space.due = false;
        space.unfinished = false;
        self.phase = Phase::Reading(id);
        vec![Effect::Read { space: id, from: space.from, all: space.resend }, Effect::Told]
    }

    fn read(&mut self, now: Timestamp, id: SpaceId, reading: Reading) -> Vec<Effect> {
        let Some(space) = self.spaces.get_mut(&id) else {
            return self.free();
        };
        if space.resend {
            let batch = settle::forgotten(id, reading);
            self.flight = None;
            return self.commit(id, batch);
        }
        if !space.still_holds(reading.place.as_ref()) {
            self.restart(id);
            return self.free();
        }
        let (flight, changes) = space.load(id, &reading);
        let report = DeviceReport {
            now,
            waiting: reading.waiting.saturating_sub(u32::try_from(changes.len()).unwrap_or(u32::MAX)),
            refused: reading.refused,
        };
        let request = Request {
            protocol: PROTOCOL,
            depth: space.depth,
            place: reading.place,
            limit: u16::try_from(PAGE_RECORDS_MAX).unwrap_or(u16::MAX),
            changes,
            report,
        };
        self.flight = Some(flight);
        self.phase = Phase::Sending(id);
        vec![Effect::Send(id, Box::new(request)), Effect::Told]
    }

    fn answered(&mut self, now: Timestamp, id: SpaceId, answer: Answer) -> Vec<Effect> {
        self.failures = 0;
        let (Some(space), Some(flight)) = (self.spaces.get_mut(&id), self.flight.as_ref()) else {
            return self.free();
        };
        match answer {
            Answer::Outdated { .. } => self.rest(Rest::Outdated),
            Answer::NewEpoch { .. } => {
                // What the server forgot is read and put back in one transaction; a crash before it changes
                // nothing, and the server will say the same again.
                *space = Space { resend: true, ..Space::new(space.depth) };
                self.free()
            }
            Answer::Page(page) => {
                space.unfinished = page.more > 0 || page.place.sweep.is_some() || flight.more;
                let batch = settle::settled(now, id, space, flight, *page);
                self.commit(id, batch)
            }
        }
    }

    fn unanswered(&mut self, id: SpaceId, failure: Failure) -> Vec<Effect> {
        self.restart(id);
        let rest = Rest::Unanswered(failure);
        match self.flight.as_mut().filter(|flight| failure.is_try() && !flight.pushed.is_empty()) {
            None => self.rest(rest),
            Some(flight) => {
                flight.then = Some(rest);
                let batch = settle::tried(flight);
                self.commit(id, batch)
            }
        }
    }

    fn commit(&mut self, id: SpaceId, batch: Batch) -> Vec<Effect> {
        self.phase = Phase::Committing(id);
        vec![Effect::Commit(Box::new(batch)), Effect::Told]
    }

    fn committed(&mut self, id: SpaceId) -> Vec<Effect> {
        let rest = self.flight.as_ref().and_then(|flight| flight.then);
        if let Some(space) = self.spaces.get_mut(&id) {
            match self.flight.take() {
                // The outbox was put back after a new epoch: now send it.
                None => {
                    space.resend = false;
                    space.due = true;
                }
                Some(flight) if flight.then.is_none() => space.advance(flight),
                Some(_) => {}
            }
        }
        match rest {
            Some(rest) => self.rest(rest),
            None => self.free(),
        }
    }

    fn rest(&mut self, why: Rest) -> Vec<Effect> {
        self.flight = None;
        self.phase = Phase::Resting(why);
        let doubled = BACK_OFF_MILLIS_MIN.checked_shl(self.failures.min(16)).unwrap_or(BACK_OFF_MILLIS_MAX);
        self.failures = self.failures.saturating_add(1);
        let wait = match why {
            Rest::Outdated => LOOK_MILLIS,
            Rest::Unanswered(_) | Rest::Store => doubled.min(BACK_OFF_MILLIS_MAX),
        };
        vec![Effect::WakeAfter(self.jittered(wait)), Effect::Told]
    }

    /// Half to all of a time, so that devices that were cut off together do not come back together.
    fn jittered(&mut self, millis: u32) -> u32 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        let half = millis / 2;
        let roll = u32::try_from(self.dice >> 33).unwrap_or(0);
        half.saturating_add(roll.checked_rem(half.saturating_add(1)).unwrap_or(0))
    }
}
