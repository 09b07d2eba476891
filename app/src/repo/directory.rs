//! The directory in memory: names for the ids that all other records carry.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde_json::Value;
use shared::domain::{Cluster, Kind, Membership, Person, Record, Term, Unit};
use shared::field::Fields;
use shared::id::{PersonId, RecordId, SpaceId, UnitId};
use shared::sync::View;

use super::types::UnitLine;

/// A record of the directory.
///
/// It is typed when it is first read, not when it arrives: pages do that, and the first screen need not bring along what
/// types it.
struct Entry {
    kind: Kind,
    fields: Fields,
    typed: OnceCell<Option<Typed>>,
}

enum Typed {
    Cluster(Cluster),
    Unit(Unit),
    Member(Membership),
    Term(Term),
    Person(Person),
}

impl Entry {
    fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field).and_then(Value::as_str)
    }

    fn typed(&self) -> Option<&Typed> {
        let read = || match self.kind {
            Kind::Cluster => Cluster::from_fields(&self.fields).map(Typed::Cluster),
            Kind::Unit => Unit::from_fields(&self.fields).map(Typed::Unit),
            Kind::Membership => Membership::from_fields(&self.fields).map(Typed::Member),
            Kind::Term => Term::from_fields(&self.fields).map(Typed::Term),
            Kind::Person => Person::from_fields(&self.fields).map(Typed::Person),
            _ => None,
        };
        self.typed.get_or_init(read).as_ref()
    }

    fn member(&self) -> Option<&Membership> {
        match self.typed()? {
            Typed::Member(member) => Some(member),
            Typed::Cluster(_) | Typed::Unit(_) | Typed::Term(_) | Typed::Person(_) => None,
        }
    }

    fn term(&self) -> Option<&Term> {
        match self.typed()? {
            Typed::Term(term) => Some(term),
            Typed::Cluster(_) | Typed::Unit(_) | Typed::Member(_) | Typed::Person(_) => None,
        }
    }
}

/// Clusters, units, membership, terms and people.
#[derive(Default)]
pub(super) struct Directory {
    entries: BTreeMap<RecordId, Entry>,
}

impl Directory {
    /// Takes a record as it stands now; one that was voided, and is not called by its name elsewhere, is not here.
    pub(super) fn put(&mut self, id: RecordId, view: &View) {
        let is_kept = match view.kind {
            // Names stay known: old records carry them.
            Kind::Unit | Kind::Person => true,
            Kind::Cluster | Kind::Membership | Kind::Term => view.void_reason().is_none(),
            // What became of a unit is read where it is looked at.
            _ => false,
        };
        if is_kept {
            let (kind, fields) = (view.kind, view.fields.clone());
            self.entries.insert(id, Entry { kind, fields, typed: OnceCell::new() });
        } else {
            self.entries.remove(&id);
        }
    }

    /// Lets a record go. Whether it was here.
    pub(super) fn remove(&mut self, id: RecordId) -> bool {
        self.entries.remove(&id).is_some()
    }

    fn of(&self, kind: Kind, id: RecordId) -> Option<&Entry> {
        self.entries.get(&id).filter(|entry| entry.kind == kind)
    }

    fn all(&self, kind: Kind) -> impl Iterator<Item = (&RecordId, &Entry)> {
        self.entries.iter().filter(move |(_, entry)| entry.kind == kind)
    }

    pub(super) fn has_cluster(&self, space: SpaceId) -> bool {
        self.of(Kind::Cluster, space.record()).is_some()
    }

    pub(super) fn cluster(&self, space: SpaceId) -> Option<&Cluster> {
        match self.of(Kind::Cluster, space.record())?.typed()? {
            Typed::Cluster(cluster) => Some(cluster),
            Typed::Unit(_) | Typed::Member(_) | Typed::Term(_) | Typed::Person(_) => None,
        }
    }

    fn unit(&self, id: UnitId) -> Option<&Unit> {
        match self.of(Kind::Unit, id.record())?.typed()? {
            Typed::Unit(unit) => Some(unit),
            Typed::Cluster(_) | Typed::Member(_) | Typed::Term(_) | Typed::Person(_) => None,
        }
    }

    /// A unit's legal name.
    pub(super) fn unit_name(&self, id: UnitId) -> Option<&str> {
        self.of(Kind::Unit, id.record())?.text("name")
    }

    /// A unit's short name.
    pub(super) fn unit_short(&self, id: UnitId) -> Option<&str> {
        self.of(Kind::Unit, id.record())?.text("short")
    }

    pub(super) fn person_name(&self, id: PersonId) -> Option<&str> {
        self.of(Kind::Person, id.record())?.text("name")
    }

    /// Everybody.
    pub(super) fn people(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.all(Kind::Person).filter_map(|(id, entry)| match entry.typed()? {
            Typed::Person(person) => Some((PersonId::of_record(*id), person)),
            Typed::Cluster(_) | Typed::Unit(_) | Typed::Member(_) | Typed::Term(_) => None,
        })
    }

    /// Members of a cluster in its running year, in printed order; each once, though it may have left and come back.
    pub(super) fn members_of(&self, space: SpaceId) -> Vec<UnitLine> {
        let year = self.cluster(space).map(|cluster| cluster.year);
        let mut members: Vec<&Membership> = Vec::new();
        for member in self.all(Kind::Membership).filter_map(|(_, entry)| entry.member()) {
            if member.cluster == space
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
        self.all(Kind::Cluster).map(|(id, _)| SpaceId::of_record(*id))
    }

    /// Head and deputy of a cluster in a year.
    pub(super) fn term(&self, space: SpaceId, year: i16) -> Option<&Term> {
        let mut terms = self.all(Kind::Term).filter_map(|(_, entry)| entry.term());
        terms.find(|term| term.cluster == space && term.year == year)
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
