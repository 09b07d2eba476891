//! The directory as those who keep it read it, and the rules that only all of it shows.

use std::sync::Arc;

use shared::domain::{Kind, Record};
use shared::field::{FieldError, Fields};
use shared::id::{RecordId, SpaceId};
use shared::register::Register;
use shared::sync::{Projection, View};
use shared::text::folded;

use super::Repo;
use super::memory::Memory;
use super::topics::Topic;
use super::types::{Listed, Registry};
use super::works::listed;

// Read anew each time, as what is worked at together: few open these screens, and typed as it arrives it would weigh on
// the first screen of all.
fn registry(projection: &Projection) -> Registry {
    let mut found = Registry::default();
    for id in projection.ids() {
        let Some(view) = projection.view(id) else { continue };
        match view.kind {
            Kind::Cluster => add(&mut found.clusters, id, &view, projection),
            Kind::Unit => add(&mut found.units, id, &view, projection),
            Kind::UnitEvent => add(&mut found.events, id, &view, projection),
            Kind::Membership => add(&mut found.members, id, &view, projection),
            Kind::Term => add(&mut found.terms, id, &view, projection),
            _ => {}
        }
    }
    in_order(&mut found.clusters, |it| format!("{} {}", folded(&it.province), folded(&it.name)));
    in_order(&mut found.units, |it| folded(&it.name));
    in_order(&mut found.events, |it| shared::day::write(it.day));
    in_order(&mut found.members, |it| it.order.to_string());
    // The newest first.
    in_order(&mut found.terms, |it| i16::MAX.saturating_sub(it.year).to_string());
    found
}

fn add<R: Record>(list: &mut Vec<Listed<R>>, id: RecordId, view: &View, projection: &Projection) {
    list.extend(listed(id, view, projection));
}

/// Puts a list in the order of a text, equals by their ids. What is sorted is always the same, so that the sort is in the
/// download once.
fn in_order<R>(list: &mut Vec<Listed<R>>, key: impl Fn(&R) -> String) {
    let keys = list.iter().enumerate().map(|(at, line)| (key(&line.held.record), line.held.id, at));
    let mut keys: Vec<(String, RecordId, usize)> = keys.collect();
    keys.sort_unstable();
    let mut taken: Vec<_> = std::mem::take(list).into_iter().map(Some).collect();
    list.extend(keys.into_iter().filter_map(|(.., at)| taken.get_mut(at)?.take()));
}

impl Memory {
    /// What the directory's rules have against a record that would become this; nothing against one of other spaces.
    pub(super) fn problems_in_register(
        &self,
        space: SpaceId,
        (id, kind): (RecordId, Kind),
        fields: &Fields,
    ) -> Vec<FieldError> {
        let register = Register::KINDS.contains(&kind).then(|| self.register(space)).flatten();
        register.map(|register| register.problems(id, kind, fields)).unwrap_or_default()
    }

    /// What the directory's rules look at, as it stands.
    pub(super) fn register(&self, space: SpaceId) -> Option<Register> {
        let room = self.room(space)?;
        let mut register = Register::default();
        for id in room.projection.ids() {
            if let Some(view) = room.projection.view(id) {
                register.put(id, view.kind, &view.fields);
            }
        }
        Some(register)
    }
}

impl Repo {
    /// The directory's space, for whoever keeps it: the centre. Tracked.
    pub fn kept_directory(&self) -> Option<SpaceId> {
        let session = self.session()?;
        session.viewer.administers().then_some(session.directory)
    }

    /// The spaces in which the person decides between values that disagree: the opened cluster's, and the directory's for
    /// whoever keeps it. Tracked.
    pub fn decided_spaces(&self) -> Vec<SpaceId> {
        let opened = self.opened().filter(|space| self.oversees(*space));
        opened.into_iter().chain(self.kept_directory()).collect()
    }

    /// Clusters, units with their history, members and terms; none until the directory has arrived.
    pub fn registry(&self) -> Option<Arc<Registry>> {
        self.read(&[Topic::Directory, Topic::Conflicts], |desk, memory| {
            let directory = desk.session.borrow().directory;
            Some(Arc::new(registry(&memory.room(directory)?.projection)))
        })
    }
}
