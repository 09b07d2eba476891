//! The directory in memory: names for the ids that all other records carry.

use std::collections::BTreeMap;

use shared::domain::{Cluster, Kind, Membership, Person, Term, Unit};
use shared::id::{PersonId, RecordId, SpaceId, UnitId};
use shared::sync::View;

use super::types::UnitLine;

/// A record of the directory.
enum Entry {
    Cluster(Cluster),
    Unit(Unit),
    Member(Membership),
    Term(Term),
    Person(Person),
}

/// Clusters, units, membership, terms and people.
#[derive(Default)]
pub(super) struct Directory {
    entries: BTreeMap<RecordId, Entry>,
}

impl Directory {
    /// Takes a record as it stands now; one that cannot be read, or was voided and is not called by its name elsewhere, is
    /// not here.
    pub(super) fn put(&mut self, id: RecordId, view: &View) {
        let entry = match view.kind {
            // Names stay known: old records carry them.
            Kind::Unit => view.typed().map(Entry::Unit),
            Kind::Person => view.typed().map(Entry::Person),
            _ if view.void_reason().is_some() => None,
            Kind::Cluster => view.typed().map(Entry::Cluster),
            Kind::Membership => view.typed().map(Entry::Member),
            Kind::Term => view.typed().map(Entry::Term),
            // Read where it is looked at.
            Kind::UnitEvent
            | Kind::Activity
            | Kind::Conflict
            | Kind::Summary
            | Kind::Year
            | Kind::Unlock
            | Kind::Target
            | Kind::Plan
            | Kind::Figure
            | Kind::Movement
            | Kind::KeyTask
            | Kind::TaskProgress
            | Kind::Report
            | Kind::Covenant
            | Kind::Article
            | Kind::Remark
            | Kind::Signature
            | Kind::Unknown => None,
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

    pub(super) fn cluster(&self, space: SpaceId) -> Option<&Cluster> {
        match self.entries.get(&space.record())? {
            Entry::Cluster(cluster) => Some(cluster),
            Entry::Unit(_) | Entry::Member(_) | Entry::Term(_) | Entry::Person(_) => None,
        }
    }

    pub(super) fn unit(&self, id: UnitId) -> Option<&Unit> {
        match self.entries.get(&id.record())? {
            Entry::Unit(unit) => Some(unit),
            Entry::Cluster(_) | Entry::Member(_) | Entry::Term(_) | Entry::Person(_) => None,
        }
    }

    pub(super) fn person(&self, id: PersonId) -> Option<&Person> {
        match self.entries.get(&id.record())? {
            Entry::Person(person) => Some(person),
            Entry::Cluster(_) | Entry::Unit(_) | Entry::Member(_) | Entry::Term(_) => None,
        }
    }

    /// Everybody.
    pub(super) fn people(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.entries.iter().filter_map(|(id, entry)| match entry {
            Entry::Person(person) => Some((PersonId::of_record(*id), person)),
            Entry::Cluster(_) | Entry::Unit(_) | Entry::Member(_) | Entry::Term(_) => None,
        })
    }

    /// Members of a cluster in its running year, in printed order; each once, though it may have left and come back.
    pub(super) fn members_of(&self, space: SpaceId) -> Vec<UnitLine> {
        let year = self.cluster(space).map(|cluster| cluster.year);
        let mut members: Vec<&Membership> = Vec::new();
        for entry in self.entries.values() {
            if let Entry::Member(member) = entry
                && member.cluster == space
                && year.is_none_or(|year| member.is_in(year))
                && !members.iter().any(|held| held.unit == member.unit)
            {
                members.push(member);
            }
        }
        arrange(&mut members, |one, other| (&one.order, one.unit) < (&other.order, other.unit));
        let line =
            |member: &Membership| Some(UnitLine { id: member.unit, unit: self.unit(member.unit)?.clone() });
        members.into_iter().filter_map(line).collect()
    }

    /// The clusters.
    pub(super) fn clusters(&self) -> impl Iterator<Item = SpaceId> {
        let of = |(id, entry): (&RecordId, &Entry)| {
            matches!(entry, Entry::Cluster(_)).then(|| SpaceId::of_record(*id))
        };
        self.entries.iter().filter_map(of)
    }

    /// Head and deputy of a cluster in a year.
    pub(super) fn term(&self, space: SpaceId, year: i16) -> Option<&Term> {
        self.entries.values().find_map(|entry| match entry {
            Entry::Term(term) if term.cluster == space && term.year == year => Some(term),
            Entry::Cluster(_) | Entry::Unit(_) | Entry::Member(_) | Entry::Term(_) | Entry::Person(_) => None,
        })
    }
}

/// Puts a short list in order, keeping equals as they are. The library's sort is made for long ones, and weighs
/// kilobytes for every type that it sorts.
pub(super) fn arrange<T>(list: &mut [T], is_before: impl Fn(&T, &T) -> bool) {
    for end in 1..list.len() {
        let mut at = end;
        while let Some(below) = at.checked_sub(1) {
            match (list.get(at), list.get(below)) {
                (Some(item), Some(held)) if is_before(item, held) => list.swap(at, below),
                _ => break,
            }
            at = below;
        }
    }
}
