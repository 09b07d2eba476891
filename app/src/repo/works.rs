//! What a cluster works at, in memory: movements, key tasks, progress.

use std::sync::Arc;

use shared::access::Lock;
use shared::domain::{KeyTask, Kind, Movement, Record};
use shared::id::{RecordId, SpaceId};
use shared::sync::{Projection, View};
use shared::text;

use super::Repo;
use super::directory::arrange;
use super::targets::held;
use super::topics::Topic;
use super::types::{Agenda, Listed};

/// What the units of a cluster work at together, from the ids of its movements, key tasks and progress.
// Read anew each time: they are few, and typed as they arrive they would weigh on the first screen.
fn agenda(ids: &[RecordId], projection: &Projection) -> Agenda {
    let mut agenda = Agenda::default();
    for id in ids {
        let Some(view) = projection.view(*id) else { continue };
        match view.kind {
            Kind::Movement => agenda.movements.extend(listed(*id, &view, projection)),
            Kind::KeyTask => agenda.tasks.extend(listed(*id, &view, projection)),
            Kind::TaskProgress if view.void_reason().is_none() => {
                agenda.progress.extend(held(*id, &view, projection));
            }
            _ => {}
        }
    }
    let name = |line: &Listed<Movement>| (text::folded(&line.held.record.name), line.held.id);
    arrange(&mut agenda.movements, |one, other| name(one) < name(other));
    let place = |line: &Listed<KeyTask>| (line.held.record.order.clone(), line.held.id);
    arrange(&mut agenda.tasks, |one, other| place(one) < place(other));
    agenda
}

pub(super) fn listed<R: Record>(id: RecordId, view: &View, projection: &Projection) -> Option<Listed<R>> {
    Some(Listed { held: held(id, view, projection)?, void: view.void_reason().map(str::to_owned) })
}

impl Repo {
    /// What the units of a cluster work at together; none until the cluster has arrived.
    pub fn agenda(&self, space: SpaceId) -> Option<Arc<Agenda>> {
        self.read(&[Topic::Works], |_, memory| {
            let room = memory.room(space)?;
            Some(Arc::new(agenda(&room.works, &room.projection)))
        })
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
