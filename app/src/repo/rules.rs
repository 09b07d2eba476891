//! Rule sets as pages read them, and which years are run by which.

use std::sync::Arc;

use shared::access::Role;
use shared::domain::{Kind, RuleSet};
use shared::id::{RecordId, SpaceId};

use super::Repo;
use super::directory::arrange;
use super::topics::Topic;
use super::types::{Listed, RuleSets};
use super::works::listed;

impl Repo {
    /// All rule sets, the newest first, with the years that this device knows to be run by them; none until the directory
    /// has arrived.
    pub fn rule_sets(&self) -> Option<Arc<RuleSets>> {
        const WHERE: &[Topic] = &[Topic::Directory, Topic::Conflicts, Topic::Works, Topic::Targets];
        self.read(WHERE, |desk, memory| {
            let session = desk.session.borrow();
            let space = session.directory;
            let room = memory.room(space)?;
            let mut sets: Vec<Listed<RuleSet>> = Vec::new();
            for id in &room.works {
                let Some(view) = room.projection.view(*id) else { continue };
                sets.extend(listed(*id, &view, &room.projection));
            }
            let newest = |line: &Listed<RuleSet>| (line.held.record.effective, line.held.id);
            arrange(&mut sets, |one, other| newest(other) < newest(one));
            let years = memory.rooms.iter().flat_map(|room| room.all_years().map(|year| (room.space, year)));
            let pins = years.filter_map(|(space, year)| Some((year.rules?, space, year.year)));
            let is_kept = session.viewer.is(Role::Centre, space);
            Some(Arc::new(RuleSets { space, is_kept, sets, pins: pins.collect() }))
        })
    }

    /// The rule set by which a cluster's year is run, in force or not; none while none is pinned to it.
    pub fn rules_of(&self, space: SpaceId, year: i16) -> Option<Arc<Listed<RuleSet>>> {
        self.read(&[Topic::Directory, Topic::Targets, Topic::Works], |desk, memory| {
            let pinned = memory.room(space)?.all_years().find(|held| held.year == year)?.rules?;
            let room = memory.room(desk.session.borrow().directory)?;
            let view = room.projection.view(pinned).filter(|view| view.kind == Kind::RuleSet)?;
            listed(pinned, &view, &room.projection).map(Arc::new)
        })
    }
}

impl RuleSets {
    /// A rule set, in force or not.
    pub fn get(&self, id: RecordId) -> Option<&Listed<RuleSet>> {
        self.sets.iter().find(|line| line.held.id == id)
    }

    /// The years that are run by a rule set, each with its cluster.
    pub fn pinned_to(&self, id: RecordId) -> impl Iterator<Item = (SpaceId, i16)> {
        self.pins.iter().filter(move |(rules, ..)| *rules == id).map(|(_, space, year)| (*space, *year))
    }

    /// The rule sets to which a year can be pinned: issued and not repealed.
    pub fn in_force(&self) -> impl Iterator<Item = &Listed<RuleSet>> {
        self.sets.iter().filter(|line| line.is_in_force() && line.held.record.issued.is_some())
    }
}
