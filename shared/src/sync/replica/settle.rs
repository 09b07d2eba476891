//! What an answer means for the store.

use std::collections::BTreeMap;

use super::Reading;
use super::pass::{Flight, Space};
use crate::id::{ChangeId, SpaceId};
use crate::sync::store::{Batch, OutboxState, Queued};
use crate::sync::{Outcome, Page, Segment, Settled};
use crate::time::Timestamp;

/// The batch that stores a page, the cursor and the outcomes: all of it or nothing.
pub(super) fn settled(now: Timestamp, id: SpaceId, space: &mut Space, flight: &Flight, page: Page) -> Batch {
    let mut batch = Batch { expect: Some((id, flight.place.clone())), ..Batch::default() };
    let outcomes: BTreeMap<ChangeId, Outcome> =
        page.outcomes.into_iter().map(|Settled { id, outcome }| (id, outcome)).collect();
    for queued in &flight.pushed {
        let Some(outcome) = outcomes.get(&queued.change.id) else {
            continue;
        };
        let state = after(now, &queued.state, outcome);
        if matches!(state, OutboxState::Refused { .. }) {
            space.park(queued.change.id);
        }
        if let Some(rev) = outcome.accepted_at() {
            space.unpulled.insert(queued.key, rev);
        }
        if state != queued.state {
            batch.settle.push((queued.key, state));
        }
    }
    // An accepted change leaves the outbox once the pulled records show what came of it; never earlier, or the
    // screen would step back to the older value for a moment.
    let cursor = page.place.cursor;
    batch.archive = space.unpulled.iter().filter(|(_, rev)| **rev <= cursor).map(|(key, _)| *key).collect();
    space.unpulled.retain(|_, rev| *rev > cursor);
    if !page.records.is_empty() || page.sweep.is_some() {
        let swept = page.sweep.into_iter().collect();
        batch.segment = Some(Segment { space: id, rows: page.records, swept });
    }
    let moved = flight.place.as_ref() != Some(&page.place);
    batch.place = moved.then_some((id, Some(page.place)));
    batch
}

fn after(now: Timestamp, state: &OutboxState, outcome: &Outcome) -> OutboxState {
    match outcome {
        Outcome::Applied { .. } | Outcome::Merged { .. } | Outcome::Conflict { .. } => {
            OutboxState::Accepted { outcome: outcome.clone(), at: now }
        }
        Outcome::Refused { reason } => OutboxState::Refused { reason: reason.clone(), at: now },
        Outcome::Held { waiting_for } => OutboxState::Held { tries: tries(state), waiting_for: *waiting_for },
        Outcome::Relayed | Outcome::Unknown => state.clone(),
    }
}

fn tries(state: &OutboxState) -> u32 {
    match state {
        OutboxState::Waiting { tries } | OutboxState::Held { tries, .. } => *tries,
        OutboxState::Refused { .. } | OutboxState::Accepted { .. } => 0,
    }
}

/// The batch that counts a try of all that was sent.
pub(super) fn tried(flight: &Flight) -> Batch {
    let again = |queued: &Queued| {
        let tries = tries(&queued.state).saturating_add(1);
        let state = match queued.state.clone() {
            OutboxState::Held { waiting_for, .. } => OutboxState::Held { tries, waiting_for },
            OutboxState::Waiting { .. } | OutboxState::Refused { .. } | OutboxState::Accepted { .. } => {
                OutboxState::Waiting { tries }
            }
        };
        (queued.key, state)
    };
    Batch { settle: flight.pushed.iter().map(again).collect(), ..Batch::default() }
}

/// The batch that answers a server which was set back: what it said is dropped, what it was told waits again.
pub(super) fn forgotten(id: SpaceId, reading: Reading) -> Batch {
    let is_own =
        |queued: &&Queued| queued.space == id && matches!(queued.state, OutboxState::Accepted { .. });
    let settle =
        reading.outbox.iter().filter(is_own).map(|queued| (queued.key, OutboxState::Waiting { tries: 0 }));
    Batch {
        settle: settle.collect(),
        expect: Some((id, reading.place)),
        resend: reading.sent,
        place: Some((id, None)),
        drop_base: Some(id),
        ..Batch::default()
    }
}
