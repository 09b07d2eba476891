//! A pass over the outbox of one space: which rows go into the next exchange, and where the pass goes on.

use std::collections::{BTreeMap, BTreeSet};

use super::{Reading, Rest};
use crate::id::{ChangeId, Lineage, Revision, SpaceId};
use crate::limit::{PUSH_BYTES_SOFT_MAX, PUSH_CHANGES_MAX};
use crate::sync::store::{OutboxKey, OutboxState, Queued};
use crate::sync::{Change, Depth, Place};

/// A space that is kept.
#[derive(Clone, Debug)]
pub(super) struct Space {
    pub(super) depth: Depth,
    /// There may be something to send or to pull.
    pub(super) due: bool,
    /// The last answer said that there is more to pull, or rows are left to send.
    pub(super) unfinished: bool,
    /// A new epoch: what was sent has to be sent again.
    pub(super) resend: bool,
    /// Where the pass goes on. Rows before it were looked at; reading them again for every exchange would make a
    /// long outbox slow.
    pub(super) from: OutboxKey,
    /// Changes of this pass that wait for a person, and all that follows them.
    pub(super) parked: BTreeSet<ChangeId>,
    /// Accepted changes that have not been pulled yet.
    pub(super) unpulled: BTreeMap<OutboxKey, Revision>,
    /// Whose revisions the pass speaks of; none before the space has a place.
    pub(super) lineage: Option<Lineage>,
}

/// What was read and sent for the exchange under way.
#[derive(Clone, Debug)]
pub(super) struct Flight {
    /// Where the space stood.
    pub(super) place: Option<Place>,
    /// The rows that were sent.
    pub(super) pushed: Vec<Queued>,
    /// Whether rows are left for a further exchange.
    pub(super) more: bool,
    /// Where the pass goes on once this exchange is committed.
    next: OutboxKey,
    /// The wait that follows the commit: the exchange failed, and the commit only counts the try.
    pub(super) then: Option<Rest>,
}

impl Space {
    /// A space of which nothing is known yet.
    pub(super) fn new(depth: Depth) -> Self {
        Self {
            depth,
            due: true,
            unfinished: false,
            resend: false,
            from: OutboxKey::default(),
            parked: BTreeSet::new(),
            unpulled: BTreeMap::new(),
            lineage: None,
        }
    }

    /// Whether the pass still holds: another tab may have moved the space to another epoch meanwhile, and put rows
    /// back that this pass has left behind.
    pub(super) fn still_holds(&mut self, place: Option<&Place>) -> bool {
        let lineage = place.map(|place| place.lineage);
        // The first place of all ends nothing: there was no epoch before it.
        let holds = self.lineage.is_none() || self.lineage == lineage;
        self.lineage = lineage;
        holds
    }

    /// Chooses the rows to send. What follows a change that waits for a person waits with it.
    pub(super) fn load(&mut self, id: SpaceId, reading: &Reading) -> (Flight, Vec<Change>) {
        let mut flight = Flight {
            place: reading.place.clone(),
            pushed: Vec::new(),
            more: reading.more,
            next: self.from,
            then: None,
        };
        let mut bytes = 0_usize;
        for queued in &reading.outbox {
            if queued.space == id {
                if flight.pushed.len() >= PUSH_CHANGES_MAX || bytes >= PUSH_BYTES_SOFT_MAX {
                    flight.more = true;
                    break;
                }
                if self.is_ready(queued) {
                    bytes = bytes.saturating_add(weight(&queued.change));
                    flight.pushed.push(queued.clone());
                }
            }
            flight.next = OutboxKey(queued.key.0.saturating_add(1));
        }
        let changes = flight.pushed.iter().map(|queued| queued.change.clone()).collect();
        (flight, changes)
    }

    fn is_ready(&mut self, queued: &Queued) -> bool {
        let is_behind = queued.change.follows.is_some_and(|earlier| self.parked.contains(&earlier));
        match &queued.state {
            OutboxState::Waiting { .. } | OutboxState::Held { .. } if !is_behind => true,
            OutboxState::Waiting { .. } | OutboxState::Held { .. } | OutboxState::Refused { .. } => {
                self.parked.insert(queued.change.id);
                false
            }
            OutboxState::Accepted { outcome, .. } => {
                if let Some(rev) = outcome.accepted_at() {
                    self.unpulled.insert(queued.key, rev);
                }
                false
            }
        }
    }

    /// Goes on after a committed exchange.
    pub(super) fn advance(&mut self, flight: Flight) {
        self.from = flight.next;
    }

    /// Notes a change of this pass that was refused just now.
    pub(super) fn park(&mut self, change: ChangeId) {
        self.parked.insert(change);
    }
}

/// About how many bytes a change takes on the wire.
fn weight(change: &Change) -> usize {
    serde_json::to_vec(change).map_or(0, |bytes| bytes.len())
}
