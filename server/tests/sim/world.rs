//! One run: devices, people, a network, a centre, and everything that goes wrong between them.

use std::collections::BTreeMap;

use shared::access::{Grant, Role};
use shared::id::{ChangeId, Revision};
use shared::sync::store::{Batch, OutboxKey, OutboxState, Queued, StoreError};
use shared::sync::{
    Act, Answer, Edit, Effect, Event, Failure, Outcome, Refusal, Request, Row, Seen, Settled,
};
use shared::time::Timestamp;

use crate::bug::Bug;
use crate::centre::{Centre, space, unit};
use crate::check::{self, Broken};
use crate::device::Device;
use crate::dice::Dice;
use crate::person::{drafting, open_form, saving};

/// Devices in a run.
const DEVICES: usize = 5;
/// Moments before everything is healed.
const MOMENTS: usize = 1_400;
/// Rounds within which healed devices must agree.
const HEALING_ROUNDS: usize = 40;

/// What may go wrong, in permille of the occasions for it.
#[derive(Clone, Copy)]
pub(crate) struct Faults {
    on: bool,
}

impl Faults {
    pub(crate) const NAMES: [&str; 12] = [
        "request lost",
        "reply lost",
        "request repeated",
        "portal",
        "server fails before commit",
        "crash before",
        "crash after",
        "store fails",
        "tab raced",
        "clock years off",
        "set back",
        "grant moved",
    ];

    pub(crate) fn all() -> Self {
        Self { on: true }
    }
}

/// What a run that held has to tell.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) changes: usize,
    pub(crate) fired: BTreeMap<&'static str, u64>,
    /// What happened to people's work beside being taken.
    pub(crate) met: BTreeMap<&'static str, u64>,
    pub(crate) trace: u64,
}

/// Something on its way.
enum Message {
    Request { device: usize, tab: usize, number: u64, request: Box<Request> },
    Repeat { device: usize, request: Box<Request> },
    Answer { device: usize, tab: usize, number: u64, answer: Box<Answer> },
    Failure { device: usize, tab: usize, number: u64, failure: Failure },
}

pub(crate) struct World {
    dice: Dice,
    faults: Faults,
    bug: Option<Bug>,
    pub(crate) now: Timestamp,
    pub(crate) centre: Centre,
    pub(crate) devices: Vec<Device>,
    network: Vec<Message>,
    numbers: u64,
    fired: BTreeMap<&'static str, u64>,
    pub(crate) was_set_back: bool,
    backed_up: bool,
    trace: u64,
}

/// Runs one seed to its end.
pub(crate) fn run(seed: u64, faults: Faults, bug: Option<Bug>) -> Result<Report, Broken> {
    let mut world = World::new(seed, faults, bug);
    for _ in 0..MOMENTS {
        world.moment()?;
    }
    world.heal()?;
    let (changes, met) = check::all(&world)?;
    Ok(Report { changes, fired: world.fired, met, trace: world.trace })
}

impl World {
    fn new(seed: u64, faults: Faults, bug: Option<Bug>) -> Self {
        let dice = Dice::new(seed);
        let years = 31_536_000_000_i64;
        let skews = [0, 14 * 60_000, -3 * years, 7 * years, -40_000];
        let in_file = seed % 4 == 1;
        // Who is at a device depends on the space in which the run takes place.
        let centre = Centre::new(in_file, seed % 5 == 4);
        let devices = (0..DEVICES).map(|index| Device::new(index, skews[index])).collect();
        let now = Timestamp::from_millis(1_700_000_000_000);
        let mut world = Self {
            centre,
            dice,
            faults,
            bug,
            now,
            devices,
            network: Vec::new(),
            numbers: 0,
            fired: BTreeMap::from([("clock years off", 1)]),
            was_set_back: false,
            backed_up: false,
            trace: seed,
        };
        for index in 0..DEVICES {
            let seed = world.dice.next();
            world.devices[index].open(0, seed, now);
        }
        world
    }

    fn note(&mut self, what: u64) {
        self.trace = (self.trace ^ what).wrapping_mul(0x0100_0000_01b3).rotate_left(7);
    }

    fn fires(&mut self, name: &'static str, permille: u64) -> bool {
        let fires = self.faults.on && self.dice.permille(permille);
        if fires {
            *self.fired.entry(name).or_default() += 1;
            self.note(u64::try_from(name.len()).unwrap());
        }
        fires
    }

    fn moment(&mut self) -> Result<(), Broken> {
        self.now = self.now.plus_millis(i64::try_from(self.dice.below(2_000)).unwrap());
        self.wake();
        let (device, tab) = (self.dice.below(DEVICES), self.dice.below(2));
        self.note(u64::try_from(device * 2 + tab).unwrap());
        match self.dice.below(100) {
            0..18 => self.person(device, tab)?,
            18..62 => self.perform(device, tab),
            62..88 => self.deliver(),
            88..91 => self.devices[device].step(tab, self.now, Event::Poked(space())),
            91..93 => self.devices[device].step(tab, self.now, Event::Hurry),
            93..96 => self.reopen(device, tab),
            96 => self.devices[device].compact(),
            97 => self.backed_up |= self.dice.permille(300) && self.centre.back_up(),
            98 => self.maybe_set_back(),
            _ => self.maybe_move_grant(),
        }
        Ok(())
    }

    fn wake(&mut self) {
        for device in 0..DEVICES {
            for tab in 0..2 {
                let due = self.devices[device].tabs[tab]
                    .as_mut()
                    .is_some_and(|tab| tab.wake.take_if(|wake| *wake <= self.now).is_some());
                if due {
                    self.devices[device].step(tab, self.now, Event::Woke);
                }
            }
        }
    }

    /// A second tab is opened, or one that died is opened again.
    fn reopen(&mut self, device: usize, tab: usize) {
        if self.devices[device].tabs[tab].is_none() {
            let seed = self.dice.next();
            self.devices[device].open(tab, seed, self.now);
        }
    }

    fn crash(&mut self, device: usize, tab: usize) {
        self.devices[device].tabs[tab] = None;
        let other = self.devices[device].tabs.iter().all(Option::is_none);
        if other {
            let seed = self.dice.next();
            self.devices[device].open(tab, seed, self.now);
        }
    }

    fn maybe_set_back(&mut self) {
        if self.backed_up && !self.was_set_back && self.fires("set back", 150) {
            self.centre.set_back();
            self.was_set_back = true;
        }
    }

    /// The officer of unit 1 moves to unit 0, or back.
    fn maybe_move_grant(&mut self) {
        if self.fires("grant moved", 120) {
            let moves = &mut self.devices[2].actor;
            let now_of = moves.viewer.grants.first().and_then(|grant| grant.unit);
            let to = if now_of == Some(unit(1)) { unit(0) } else { unit(1) };
            moves.viewer.grants = vec![Grant { role: Role::Officer, space: Some(space()), unit: Some(to) }];
            moves.stamp += 1;
        }
    }

    /// Hands a refused change in again: what stood against it may be gone.
    fn try_again(&mut self, index: usize, tab: usize) {
        let device = &mut self.devices[index];
        let mut rows = device.outbox(OutboxKey::default(), usize::MAX);
        rows.retain(|row| matches!(row.state, OutboxState::Refused { .. }));
        // People ask most often whether it is open again.
        let is_locked =
            |row: &Queued| matches!(row.state, OutboxState::Refused { reason: Refusal::Locked { .. }, .. });
        if rows.iter().any(is_locked) && self.dice.permille(800) {
            rows.retain(is_locked);
        }
        if rows.is_empty() {
            return;
        }
        let row = self.dice.pick(&rows);
        device.retried.insert(row.change.id);
        let settle = vec![(row.key, OutboxState::Waiting { tries: 0 })];
        device.commit(Batch { settle, ..Batch::default() }).unwrap();
        device.step(tab, self.now, Event::Saved(space()));
    }

    fn person(&mut self, index: usize, tab: usize) -> Result<(), Broken> {
        if self.dice.permille(100) {
            self.try_again(index, tab);
            return Ok(());
        }
        let device = &mut self.devices[index];
        let Some(open) = device.tabs[tab].as_mut() else { return Ok(()) };
        let form = if let Some(form) = open.form.take() {
            form
        } else {
            let Some(form) = open_form(device, &mut self.dice, self.now) else { return Ok(()) };
            device.commit(drafting(&form, self.now)).unwrap();
            if self.dice.permille(400) {
                // The form stays open; what comes in meanwhile was not seen.
                if let Some(open) = device.tabs[tab].as_mut() {
                    open.form = Some(form);
                }
                return Ok(());
            }
            form
        };
        let draft = form.draft.clone();
        let (change, batch) = saving(device, form, &mut self.dice, self.now);
        device.begun.insert(change.id, change.act.clone());
        if self.bug == Some(Bug::ShownBeforeCommit) {
            device.shown.insert(change.id);
        }
        let batches = self.bug.map_or_else(|| vec![batch.clone()], |bug| bug.spoil_batch(batch.clone()));
        for batch in batches {
            if self.fires("crash before", 20) {
                self.crash(index, tab);
                return self.still_there(index, &draft, change.id);
            }
            self.devices[index].commit(batch).unwrap();
        }
        if self.fires("crash after", 20) {
            self.crash(index, tab);
            return self.still_there(index, &draft, change.id);
        }
        self.devices[index].shown.insert(change.id);
        self.devices[index].step(tab, self.now, Event::Saved(space()));
        Ok(())
    }

    /// Whatever moment it was: what was typed is a draft or a change.
    fn still_there(&self, index: usize, draft: &str, change: ChangeId) -> Result<(), Broken> {
        let device = &self.devices[index];
        if device.has_draft(draft) || device.keeps(change) {
            Ok(())
        } else {
            Err(Broken::new(format!("device {index} lost what was typed into {draft}")))
        }
    }

    fn perform(&mut self, index: usize, tab: usize) {
        let Some(effect) = self.devices[index].tabs[tab].as_mut().and_then(|tab| tab.todo.pop_front()) else {
            return;
        };
        match effect {
            Effect::Read { from, all, .. } => {
                let reading = self.devices[index].reading(from, all);
                self.devices[index].step(tab, self.now, Event::Read(Box::new(reading)));
            }
            Effect::Send(_, request) => self.send(index, tab, request),
            Effect::Commit(batch) => self.commit(index, tab, *batch),
            Effect::WakeAfter(millis) => {
                let wake = self.now.plus_millis(i64::from(millis));
                if let Some(tab) = self.devices[index].tabs[tab].as_mut() {
                    tab.wake = Some(wake);
                }
            }
            Effect::Told => {}
        }
    }

    fn send(&mut self, index: usize, tab: usize, mut request: Box<Request>) {
        if let Some(bug) = self.bug {
            if bug.spoils_request(&request) {
                self.spoil(index, bug, &mut request);
            }
            if bug == Bug::DropOnSend {
                let sent: Vec<ChangeId> = request.changes.iter().map(|change| change.id).collect();
                let rows = self.devices[index].outbox(OutboxKey::default(), usize::MAX);
                let outcome = Outcome::Applied { rev: Revision::ZERO };
                let accepted = OutboxState::Accepted { outcome, at: self.now };
                let keys: Vec<_> =
                    rows.iter().filter(|row| sent.contains(&row.change.id)).map(|row| row.key).collect();
                let settle = keys.iter().map(|key| (*key, accepted.clone())).collect();
                let batch = Batch { settle, archive: keys, ..Batch::default() };
                self.devices[index].commit(batch).unwrap();
            }
        }
        // Small pages, so that a space takes many of them.
        request.limit = u16::try_from(3 + self.dice.below(20)).unwrap();
        self.numbers += 1;
        let number = self.numbers;
        if let Some(tab) = self.devices[index].tabs[tab].as_mut() {
            tab.request = number;
        }
        let device = index;
        let message = if self.fires("request lost", 60) {
            Message::Failure { device, tab, number, failure: Failure::Unreachable }
        } else if self.fires("portal", 20) {
            Message::Failure { device, tab, number, failure: Failure::Portal }
        } else {
            Message::Request { device, tab, number, request }
        };
        self.network.push(message);
    }

    fn spoil(&mut self, index: usize, bug: Bug, request: &mut Request) {
        let device = &self.devices[index];
        let lineage = request.place.as_ref().map(|place| place.lineage);
        let rows = device.outbox(OutboxKey::default(), usize::MAX);
        let projection = device.projection();
        for change in &mut request.changes {
            let tried = rows.iter().any(|row| {
                row.change.id == change.id && !matches!(row.state, OutboxState::Waiting { tries: 0 })
            });
            match (bug, lineage) {
                (Bug::NoDedupe, _) if tried => {
                    change.id = ChangeId::new(self.now, &self.dice.entropy());
                    change.record = match change.act {
                        Act::Insert(_) if !change.kind.is_keyed() => {
                            shared::id::RecordId::new(self.now, &self.dice.entropy())
                        }
                        _ => change.record,
                    };
                }
                (Bug::RebasedAtSending, Some(lineage)) => {
                    let base = projection.view(change.record).and_then(|view| view.base);
                    if let (Some(base), Act::Patch(edits)) = (base, &mut change.act) {
                        change.seen = Some(Seen { lineage, rev: base.rev });
                        for (field, edit) in edits {
                            edit.before = base.fields.get(field).cloned().unwrap_or_default();
                        }
                    }
                }
                _ => {}
            }
            *change = change.clone().signed(&device.key);
        }
    }

    fn commit(&mut self, index: usize, tab: usize, mut batch: Batch) {
        if self.fires("crash before", 15) {
            return self.crash(index, tab);
        }
        if self.fires("store fails", 10) {
            return self.devices[index].step(tab, self.now, Event::StoreFailed);
        }
        if self.bug == Some(Bug::OrderByClock) {
            check::drop_older_by_clock(&self.devices[index], &mut batch);
        }
        let batches = self.bug.map_or_else(|| vec![batch.clone()], |bug| bug.spoil_batch(batch.clone()));
        let mut event = Event::Committed;
        for (nth, batch) in batches.into_iter().enumerate() {
            if nth > 0 && self.fires("crash before", 60) {
                return self.crash(index, tab);
            }
            if self.devices[index].commit(batch) == Err(StoreError::Raced) {
                *self.fired.entry("tab raced").or_default() += 1;
                event = Event::Raced;
            }
        }
        if self.fires("crash after", 15) {
            return self.crash(index, tab);
        }
        self.devices[index].step(tab, self.now, event);
    }

    fn deliver(&mut self) {
        if self.network.is_empty() {
            return;
        }
        let at = self.dice.below(self.network.len());
        match self.network.swap_remove(at) {
            Message::Request { device, tab, number, request } => self.arrive(device, tab, number, request),
            Message::Repeat { device, request } => {
                let actor = self.devices[device].actor.clone();
                self.centre.exchange(&actor, *request, self.now);
            }
            Message::Answer { device, tab, number, answer } => {
                self.hand_over(device, tab, number, Event::Answered(answer));
            }
            Message::Failure { device, tab, number, failure } => {
                self.hand_over(device, tab, number, Event::Unanswered(failure));
            }
        }
    }

    /// The records that a request makes although they are there.
    fn made_again(&self, request: &Request) -> BTreeMap<ChangeId, Row> {
        let again = request.changes.iter().filter(|change| matches!(change.act, Act::Insert(_)));
        let again = again.filter(|change| change.kind.is_keyed());
        again.filter_map(|change| Some((change.id, self.centre.row(change.record)?))).collect()
    }

    /// The mistakes of [`Bug::SecondInsertReplaces`] and [`Bug::SecondInsertDropped`], with the answers to what the
    /// second leaves out.
    fn spoil_second_inserts(&self, device: usize, request: &mut Request) -> Vec<Settled> {
        let again = self.made_again(request);
        let Some(lineage) = request.place.as_ref().map(|place| place.lineage) else { return Vec::new() };
        let mut answered = Vec::new();
        request.changes.retain_mut(|change| {
            let (Some(row), Act::Insert(fields)) = (again.get(&change.id), &change.act) else { return true };
            if self.bug == Some(Bug::SecondInsertDropped) {
                answered.push(Settled { id: change.id, outcome: Outcome::Applied { rev: row.rev } });
                return false;
            }
            let before = |name: &str| row.fields.get(name).cloned().unwrap_or_default();
            let edit = |(name, after): (&String, &serde_json::Value)| {
                (name.clone(), Edit { before: before(name), after: after.clone() })
            };
            change.act =
                Act::Patch(fields.iter().map(edit).filter(|(_, it)| it.before != it.after).collect());
            change.seen = Some(Seen { lineage, rev: row.rev });
            *change = change.clone().signed(&self.devices[device].key);
            true
        });
        answered
    }

    fn arrive(&mut self, device: usize, tab: usize, number: u64, mut request: Box<Request>) {
        let actor = self.devices[device].actor.clone();
        let answered = match self.bug {
            Some(Bug::SecondInsertReplaces | Bug::SecondInsertDropped) => {
                self.spoil_second_inserts(device, &mut request)
            }
            _ => Vec::new(),
        };
        if self.fires("server fails before commit", 30) {
            let answer = Box::new(self.centre.fail_before_commit(&actor, *request, self.now));
            let failure = Failure::Server;
            return self.network.push(match self.bug {
                Some(Bug::AnsweredBeforeCommit) => Message::Answer { device, tab, number, answer },
                _ => Message::Failure { device, tab, number, failure },
            });
        }
        if self.fires("request repeated", 50) {
            self.network.push(Message::Repeat { device, request: request.clone() });
        }
        let mut answer = Box::new(self.centre.exchange(&actor, *request, self.now));
        if let Some(bug) = self.bug {
            bug.spoil_answer(&mut answer);
        }
        if let Answer::Page(page) = answer.as_mut() {
            page.outcomes.extend(answered);
        }
        let message = if self.fires("reply lost", 80) {
            Message::Failure { device, tab, number, failure: Failure::Unreachable }
        } else {
            Message::Answer { device, tab, number, answer }
        };
        self.network.push(message);
    }

    /// An answer reaches only the tab that still waits for it.
    fn hand_over(&mut self, device: usize, tab: usize, number: u64, event: Event) {
        if self.devices[device].tabs[tab].as_ref().is_some_and(|tab| tab.request == number) {
            self.devices[device].step(tab, self.now, event);
        }
    }

    /// Ends all faults and lets every device exchange until nothing moves any more.
    fn heal(&mut self) -> Result<(), Broken> {
        self.faults.on = false;
        for index in 0..DEVICES {
            self.devices[index].tabs = [None, None];
            let seed = self.dice.next();
            self.devices[index].open(0, seed, self.now);
        }
        let mut before = String::new();
        for _ in 0..HEALING_ROUNDS {
            for index in 0..DEVICES {
                self.devices[index].step(0, self.now, Event::Hurry);
            }
            self.settle()?;
            let state = check::state(self);
            if state == before {
                return Ok(());
            }
            before = state;
        }
        Err(Broken::new("healed devices do not come to rest".to_owned()))
    }

    fn settle(&mut self) -> Result<(), Broken> {
        for _ in 0..50_000 {
            let busy = (0..DEVICES)
                .find(|index| self.devices[*index].tabs[0].as_ref().is_some_and(|tab| !tab.todo.is_empty()));
            match busy {
                Some(index) => self.perform(index, 0),
                None if self.network.is_empty() => return Ok(()),
                None => self.deliver(),
            }
        }
        Err(Broken::new("devices never fall silent".to_owned()))
    }
}
