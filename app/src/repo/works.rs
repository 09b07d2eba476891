//! What a cluster works at, in memory: movements, key tasks, progress.

use std::collections::BTreeMap;
use std::sync::Arc;

use shared::access::Lock;
use shared::domain::{KeyTask, Kind, Movement, Record, TaskProgress};
use shared::id::{RecordId, SpaceId};
use shared::sync::{Projection, View};
use shared::text;

use super::Repo;
use super::directory::arrange;
use super::targets::held;
use super::topics::Topic;
use super::types::{Agenda, Held, Listed};

/// Movements, key tasks and progress of a cluster, in force or not.
#[derive(Default)]
pub(super) struct Works {
    entries: BTreeMap<RecordId, Entry>,
}

enum Entry {
    Movement(Listed<Movement>),
    Task(Listed<KeyTask>),
    Progress(Held<TaskProgress>),
}

impl Works {
    /// Takes a record, new or changed.
    pub(super) fn put(&mut self, id: RecordId, view: &View, projection: &Projection) {
        let entry = match view.kind {
            Kind::Movement => listed(id, view, projection).map(Entry::Movement),
            Kind::KeyTask => listed(id, view, projection).map(Entry::Task),
            _ if view.void_reason().is_some() => None,
            _ => held(id, view, projection).map(Entry::Progress),
        };
        match entry {
            Some(entry) => self.entries.insert(id, entry),
            None => self.entries.remove(&id),
        };
    }

    /// Lets a record go. Whether it was here.
    pub(super) fn remove(&mut self, id: RecordId) -> bool {
        self.entries.remove(&id).is_some()
    }

    fn agenda(&self) -> Agenda {
        let mut agenda = Agenda::default();
        for entry in self.entries.values() {
            match entry {
                Entry::Movement(line) => agenda.movements.push(line.clone()),
                Entry::Task(line) => agenda.tasks.push(line.clone()),
                Entry::Progress(held) => agenda.progress.push(held.clone()),
            }
        }
        let name = |line: &Listed<Movement>| (text::folded(&line.held.record.name), line.held.id);
        arrange(&mut agenda.movements, |one, other| name(one) < name(other));
        let place = |line: &Listed<KeyTask>| (line.held.record.order.clone(), line.held.id);
        arrange(&mut agenda.tasks, |one, other| place(one) < place(other));
        agenda
    }
}

fn listed<R: Record>(id: RecordId, view: &View, projection: &Projection) -> Option<Listed<R>> {
    Some(Listed { held: held(id, view, projection)?, void: view.void_reason().map(str::to_owned) })
}

impl Repo {
    /// What the units of a cluster work at together; none until the cluster has arrived.
    pub fn agenda(&self, space: SpaceId) -> Option<Arc<Agenda>> {
        self.read(&[Topic::Works], |_, memory| Some(Arc::new(memory.room(space)?.works.agenda())))
    }

    /// Why nothing of a year can be changed any more; none while it can.
    pub fn closed(&self, space: SpaceId, year: i16) -> Option<Lock> {
        self.read(&[Topic::Targets], |desk, memory| memory.ground(space, year, desk.today()).closed())
    }

    /// Today in Vietnam, by the server's clock as far as this device knows it.
    pub fn today(&self) -> jiff::civil::Date {
        self.desk().map_or_else(crate::format::today, |desk| desk.today())
    }
}
