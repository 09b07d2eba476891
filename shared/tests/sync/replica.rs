//! The replica, step by step.

use serde_json::json;
use shared::bytes::Hex;
use shared::id::{Epoch, Revision};
use shared::sync::store::Batch;
use shared::sync::store::{MemStore, OutboxKey, OutboxState, Store, ready};
use shared::sync::{
    Act, Answer, Depth, Effect, Event, Failure, Head, Missing, Outcome, Page, Phase, Place, Reading, Refusal,
    Replica, Request, Rest, ScopeStamp, Settled, Subscription,
};
use shared::time::Timestamp;

use crate::given::{change, change_id, fields, lineage, patch, space};

const NOW: Timestamp = Timestamp::from_millis(1_000);

struct Device {
    replica: Replica,
    store: MemStore,
}

impl Device {
    /// A device with these many saved changes, each following the one before.
    fn with_changes(count: u8) -> Self {
        let store = MemStore::default();
        let queue = (1..=count)
            .map(|n| {
                let act = if n == 1 { Act::Insert(fields()) } else { patch("place", json!("a"), json!(n)) };
                let follows = (n > 1).then(|| change_id(n - 1));
                (space(), shared::sync::Change { follows, ..change(n, 1, act) })
            })
            .collect();
        ready(store.commit(Batch { queue, ..Batch::default() })).unwrap().unwrap();
        Self { replica: Replica::new(7), store }
    }

    fn start(&mut self) -> Request {
        let subscription = Subscription { space: space(), depth: Depth::Full };
        let effects = self.replica.step(NOW, Event::Subscribed(vec![subscription]));
        self.until_sent(effects)
    }

    /// Performs reads and commits until a request goes out.
    fn until_sent(&mut self, effects: Vec<Effect>) -> Request {
        match self.perform(effects) {
            Some(request) => request,
            None => panic!("nothing was sent: {:?}", self.replica.phase()),
        }
    }

    fn perform(&mut self, mut effects: Vec<Effect>) -> Option<Request> {
        while let Some(effect) = effects.pop() {
            let event = match effect {
                Effect::Send(_, request) => return Some(*request),
                Effect::Read { from, all, .. } => Event::Read(Box::new(self.reading(from, all))),
                Effect::Commit(batch) => match ready(self.store.commit(*batch)).unwrap() {
                    Ok(_) => Event::Committed,
                    Err(_) => Event::Raced,
                },
                Effect::WakeAfter(_) | Effect::Told => continue,
            };
            effects.extend(self.replica.step(NOW, event));
        }
        None
    }

    fn reading(&self, from: OutboxKey, all: bool) -> Reading {
        let outbox = ready(self.store.outbox(from, 300)).unwrap().unwrap();
        let sent = ready(self.store.sent(OutboxKey::default(), 300)).unwrap().unwrap();
        Reading {
            place: ready(self.store.places()).unwrap().unwrap().remove(&space()),
            sent: if all { sent.iter().map(|row| row.key).collect() } else { Vec::new() },
            more: false,
            waiting: u32::try_from(outbox.iter().filter(|row| row.state.is_waiting()).count()).unwrap(),
            refused: 0,
            outbox,
        }
    }

    fn answer(&mut self, answer: Answer) -> Option<Request> {
        let effects = self.replica.step(NOW, Event::Answered(Box::new(answer)));
        self.perform(effects)
    }

    fn states(&self) -> Vec<OutboxState> {
        let rows = ready(self.store.outbox(OutboxKey::default(), 300)).unwrap().unwrap();
        rows.into_iter().map(|row| row.state).collect()
    }

    fn sent(&self) -> usize {
        ready(self.store.sent(OutboxKey::default(), 300)).unwrap().unwrap().len()
    }
}

fn place(epoch: u32, cursor: u64) -> Place {
    let head = Head { count: cursor, hash: Hex([0; 32]), sig: Hex([0; 64]) };
    Place { lineage: lineage(epoch), cursor: Revision(cursor), scope: ScopeStamp(1), sweep: None, head }
}

fn page(outcomes: Vec<(u8, Outcome)>, cursor: u64, more: u64) -> Answer {
    Answer::Page(Box::new(Page {
        outcomes: outcomes.into_iter().map(|(n, outcome)| Settled { id: change_id(n), outcome }).collect(),
        records: Vec::new(),
        sweep: None,
        place: place(1, cursor),
        more,
        backed_up_through: Revision::ZERO,
        now: NOW,
    }))
}

fn applied(rev: u64) -> Outcome {
    Outcome::Applied { rev: Revision(rev) }
}

#[test]
fn an_accepted_change_leaves_the_outbox_only_when_it_was_pulled_too() {
    let mut device = Device::with_changes(2);
    let request = device.start();
    assert_eq!(request.changes.len(), 2);
    assert_eq!(request.report.waiting, 0);
    let again = device.answer(page(vec![(1, applied(1)), (2, applied(2))], 1, 1)).unwrap();
    assert!(again.changes.is_empty() && again.place == Some(place(1, 1)));
    assert_eq!((device.states().len(), device.sent()), (1, 1));
    assert_eq!(device.answer(page(vec![], 2, 0)), None);
    assert_eq!((device.states().len(), device.sent()), (0, 2));
    assert_eq!(device.replica.phase(), Phase::Idle);
}

#[test]
fn a_refused_change_is_parked_and_its_followers_wait() {
    let mut device = Device::with_changes(3);
    device.start();
    let held = Outcome::Held { waiting_for: Missing::Change(change_id(1)) };
    let refused = Outcome::Refused { reason: Refusal::NotAllowed };
    device.answer(page(vec![(1, refused), (2, held.clone()), (3, held)], 0, 0));
    let effects = device.replica.step(NOW, Event::Hurry);
    let request = device.until_sent(effects);
    assert!(request.changes.is_empty(), "what follows a parked change waits: {request:?}");
    assert!(matches!(device.states().first(), Some(OutboxState::Refused { .. })));
}

#[test]
fn a_lost_answer_counts_a_try_and_sends_the_same_again() {
    let mut device = Device::with_changes(1);
    let first = device.start();
    let effects = device.replica.step(NOW, Event::Unanswered(Failure::Unreachable));
    assert_eq!(device.perform(effects), None);
    assert_eq!(device.states(), [OutboxState::Waiting { tries: 1 }]);
    assert_eq!(device.replica.phase(), Phase::Resting(Rest::Unanswered(Failure::Unreachable)));
    let effects = device.replica.step(NOW, Event::Woke);
    assert_eq!(device.until_sent(effects).changes, first.changes);
}

#[test]
fn being_offline_or_behind_a_portal_is_no_try() {
    for failure in [Failure::Offline, Failure::Portal, Failure::SignInNeeded] {
        let mut device = Device::with_changes(1);
        device.start();
        let effects = device.replica.step(NOW, Event::Unanswered(failure));
        assert_eq!(device.perform(effects), None);
        assert_eq!(device.states(), [OutboxState::Waiting { tries: 0 }]);
    }
}

#[test]
fn waits_grow_to_five_minutes_and_a_person_cuts_them_short() {
    let mut device = Device::with_changes(0);
    device.start();
    let mut longest = 0;
    for _ in 0..14 {
        let effects = device.replica.step(NOW, Event::Unanswered(Failure::Unreachable));
        let wait = effects.iter().find_map(|effect| match effect {
            Effect::WakeAfter(millis) => Some(*millis),
            Effect::Read { .. } | Effect::Send(..) | Effect::Commit(_) | Effect::Told => None,
        });
        longest = longest.max(wait.unwrap());
        let effects = device.replica.step(NOW, Event::Woke);
        device.until_sent(effects);
    }
    assert!((150_000..=300_000).contains(&longest), "{longest}");
    device.replica.step(NOW, Event::Unanswered(Failure::Unreachable));
    let effects = device.replica.step(NOW, Event::Hurry);
    device.until_sent(effects);
}

#[test]
fn work_saved_during_an_exchange_starts_the_next_one() {
    let mut device = Device::with_changes(1);
    device.start();
    let queue = vec![(space(), change(9, 1, patch("title", json!("a"), json!("b"))))];
    ready(device.store.commit(Batch { queue, ..Batch::default() })).unwrap().unwrap();
    device.replica.step(NOW, Event::Saved(space()));
    let next = device.answer(page(vec![(1, applied(1))], 1, 0)).unwrap();
    assert_eq!(next.changes.iter().map(|change| change.id).collect::<Vec<_>>(), [change_id(9)]);
}

#[test]
fn work_saved_while_the_store_is_read_is_not_forgotten() {
    let mut device = Device::with_changes(0);
    let subscription = Subscription { space: space(), depth: Depth::Full };
    device.replica.step(NOW, Event::Subscribed(vec![subscription]));
    let reading = device.reading(OutboxKey::default(), false);
    let queue = vec![(space(), change(1, 1, Act::Insert(fields())))];
    ready(device.store.commit(Batch { queue, ..Batch::default() })).unwrap().unwrap();
    device.replica.step(NOW, Event::Saved(space()));
    let effects = device.replica.step(NOW, Event::Read(Box::new(reading)));
    assert!(device.until_sent(effects).changes.is_empty());
    let next = device.answer(page(vec![], 0, 0)).unwrap();
    assert_eq!(next.changes.len(), 1);
}

#[test]
fn another_tab_that_was_faster_makes_the_replica_read_again() {
    let mut device = Device::with_changes(1);
    device.start();
    let faster = Batch { place: Some((space(), Some(place(1, 5)))), ..Batch::default() };
    ready(device.store.commit(faster)).unwrap().unwrap();
    let again = device.answer(page(vec![(1, applied(6))], 6, 0)).unwrap();
    assert_eq!(again.place, Some(place(1, 5)));
    assert_eq!(again.changes.len(), 1, "the lost commit settled nothing");
}

#[test]
fn a_server_set_back_is_told_again_what_it_had_accepted() {
    let mut device = Device::with_changes(2);
    device.start();
    assert_eq!(device.answer(page(vec![(1, applied(1)), (2, applied(2))], 2, 0)), None);
    assert_eq!((device.states().len(), device.sent()), (0, 2));
    let effects = device.replica.step(NOW, Event::Poked(space()));
    device.until_sent(effects);
    let again = device.answer(Answer::NewEpoch { server: lineage(2).server, epoch: Epoch(2) }).unwrap();
    assert_eq!(again.place, None);
    assert_eq!(again.changes.len(), 2);
    assert_eq!(device.sent(), 0);
}

#[test]
fn a_build_that_is_too_old_stops_sending_and_keeps_its_work() {
    let mut device = Device::with_changes(1);
    device.start();
    assert_eq!(device.answer(Answer::Outdated { min_protocol: 9 }), None);
    assert_eq!(device.replica.phase(), Phase::Resting(Rest::Outdated));
    assert_eq!(device.states(), [OutboxState::Waiting { tries: 0 }]);
}

#[test]
fn events_out_of_turn_change_nothing() {
    let mut replica = Replica::new(1);
    for event in [Event::Committed, Event::Raced, Event::StoreFailed, Event::Unanswered(Failure::Server)] {
        assert!(replica.step(NOW, event).is_empty());
        assert_eq!(replica.phase(), Phase::Idle);
    }
}
