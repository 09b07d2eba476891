//! The directory as pages see it.

use shared::domain::{Cluster, Membership, Term, Turn, Unit, UnitEvent};
use shared::id::{RecordId, SpaceId, UnitId};
use shared::order::OrderKey;

use super::Listed;

/// The whole directory but its people, in force or not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Registry {
    /// By province and name.
    pub clusters: Vec<Listed<Cluster>>,
    /// By name.
    pub units: Vec<Listed<Unit>>,
    /// By day.
    pub events: Vec<Listed<UnitEvent>>,
    /// In printed order.
    pub members: Vec<Listed<Membership>>,
    /// The newest first.
    pub terms: Vec<Listed<Term>>,
}

impl Registry {
    /// A cluster, in force or not.
    pub fn cluster(&self, id: RecordId) -> Option<&Listed<Cluster>> {
        self.clusters.iter().find(|line| line.held.id == id)
    }

    /// A unit, in force or not.
    pub fn unit(&self, id: UnitId) -> Option<&Listed<Unit>> {
        self.units.iter().find(|line| line.held.id == id.record())
    }

    /// A unit's legal name.
    pub fn name(&self, id: UnitId) -> String {
        self.unit(id).map(|line| line.held.record.name.clone()).unwrap_or_default()
    }

    /// Every name that a unit has or had, in force or not; of each unit the legal one first.
    pub fn names(&self) -> Vec<(UnitId, String)> {
        let mut names = Vec::new();
        for line in &self.units {
            let (id, unit) = (UnitId::of_record(line.held.id), &line.held.record);
            names.push((id, unit.name.clone()));
            names.push((id, unit.short.clone()));
            names.extend(unit.aliases.iter().map(|alias| (id, alias.clone())));
        }
        for line in self.events.iter().filter(|line| line.is_in_force()) {
            if let Turn::Renamed { before, .. } = &line.held.record.turn {
                names.push((line.held.record.unit, before.clone()));
            }
        }
        names
    }

    /// The members of a cluster that are in force, in printed order.
    pub fn members_of(&self, cluster: SpaceId) -> impl Iterator<Item = &Listed<Membership>> {
        self.members.iter().filter(move |line| line.is_in_force() && line.held.record.cluster == cluster)
    }

    /// A unit's places in clusters that are in force.
    pub fn places_of(&self, unit: UnitId) -> impl Iterator<Item = &Listed<Membership>> {
        self.members.iter().filter(move |line| line.is_in_force() && line.held.record.unit == unit)
    }

    /// The terms of a cluster that are in force, the newest first.
    pub fn terms_of(&self, cluster: SpaceId) -> impl Iterator<Item = &Listed<Term>> {
        self.terms.iter().filter(move |line| line.is_in_force() && line.held.record.cluster == cluster)
    }

    /// What became of a unit, and what of others led to it, by day.
    pub fn events_about(&self, unit: UnitId) -> impl Iterator<Item = &Listed<UnitEvent>> {
        self.events.iter().filter(move |line| {
            let event = &line.held.record;
            event.unit == unit || (line.is_in_force() && event.turn.successors().contains(&unit))
        })
    }

    /// The renamings of a unit that are in force, by day.
    pub fn renamings_of(&self, unit: UnitId) -> impl Iterator<Item = &UnitEvent> {
        let own = self.events.iter().filter(move |line| line.is_in_force() && line.held.record.unit == unit);
        own.map(|line| &line.held.record).filter(|event| matches!(event.turn, Turn::Renamed { .. }))
    }

    /// The event in force with which a unit ended, if it did.
    pub fn end_of(&self, unit: UnitId) -> Option<&UnitEvent> {
        let own = self.events.iter().filter(|line| line.is_in_force() && line.held.record.unit == unit);
        own.map(|line| &line.held.record).find(|event| event.turn.ends())
    }

    /// The places of a cluster's members in its list, in order; those that have left have none any more.
    pub fn order_of(&self, cluster: SpaceId) -> Vec<(RecordId, OrderKey)> {
        let members = self.members_of(cluster).filter(|line| !self.has_left(&line.held.record));
        members.map(|line| (line.held.id, line.held.record.order.clone())).collect()
    }

    /// Whether a unit left its cluster before the year that runs there.
    pub fn has_left(&self, member: &Membership) -> bool {
        let year = self.cluster(member.cluster.record()).map(|line| line.held.record.year);
        member.to.is_some_and(|to| year.is_some_and(|year| to.year() < year))
    }
}
