//! What a pasted list means beside the directory as it stands.

use std::collections::BTreeSet;

use shared::domain::Cluster;
use shared::find::{Likeness, Proposal, proposals};
use shared::id::{SpaceId, UnitId};
use shared::roster::named;

use super::Picked;
use crate::pages::admin::unit_form::SHORT_CHARS_MAX;
use crate::repo::types::Registry;

/// Units that are proposed for one line.
const ALIKE_MAX: usize = 4;
/// This much alike, a line is not taken for a new unit without a person's word.
const UNCLEAR_MIN: Likeness = 800;
/// Characters of a unit's name, as of the record.
const NAME_CHARS_MAX: usize = 200;
/// What would become of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fate {
    /// A new unit, and a member.
    New,
    /// A unit of the directory becomes a member.
    Known(UnitId),
    /// It may be a unit of the directory: somebody has to say.
    Unclear,
    /// Nothing: no unit is called that long.
    TooLong,
    /// Nothing: it is a member.
    Member,
    /// Nothing: the list has it before.
    Twice,
    /// Nothing: a cluster of this level has it, and there can be only one (I-01).
    Elsewhere(String),
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) short: String,
    /// The line as it is compared with others: capitals make no other name, tone marks do.
    pub(super) key: String,
    pub(super) fate: Fate,
    /// Units that it may mean, unless there is no doubt.
    pub(super) alike: Vec<Proposal<UnitId>>,
}

impl Line {
    /// Whether something is made of it.
    pub(super) fn is_taken(&self) -> bool {
        matches!(self.fate, Fate::New | Fate::Known(_))
    }
}

/// The lines of a list, with what was chosen for those that are not clear.
pub(super) fn lines(all: &Registry, cluster: SpaceId, list: &str, picked: &Picked) -> Vec<Line> {
    let names = all.names();
    let mut seen = BTreeSet::new();
    let mut taken = BTreeSet::new();
    let read = named(list).into_iter().map(|named| {
        let key = named.name.to_lowercase();
        let found = proposals(&named.name, names.iter().cloned(), ALIKE_MAX);
        let mut alike = Vec::new();
        let is_alike = |least: Likeness| found.first().is_some_and(|it| it.likeness >= least);
        let fate = if named.name.chars().count() > NAME_CHARS_MAX {
            Fate::TooLong
        } else if !seen.insert(key.clone()) {
            Fate::Twice
        } else if let Some(same) = found.iter().find(|it| it.name.to_lowercase() == key) {
            of_unit(all, cluster, same.id)
        } else {
            let fate = match picked.get(&key) {
                Some(Some(unit)) => of_unit(all, cluster, *unit),
                None if is_alike(UNCLEAR_MIN) => Fate::Unclear,
                None | Some(None) => Fate::New,
            };
            alike = found;
            fate
        };
        let fate = match fate {
            Fate::Known(unit) if !taken.insert(unit) => Fate::Twice,
            fate => fate,
        };
        let short = named.short.chars().take(SHORT_CHARS_MAX).collect();
        Line { name: named.name, short, key, fate, alike }
    });
    read.collect()
}

/// What becomes of a unit of the directory.
fn of_unit(all: &Registry, space: SpaceId, unit: UnitId) -> Fate {
    let Some(cluster) = all.cluster(space.record()).map(|line| &line.held.record) else {
        return Fate::Unclear;
    };
    let rival = |other: &Cluster| other.level == cluster.level;
    for place in all.places_of(unit) {
        let member = &place.held.record;
        if member.to.is_some_and(|to| to.year() < cluster.year) {
            continue;
        }
        if member.cluster == space {
            return Fate::Member;
        }
        if let Some(other) = all.cluster(member.cluster.record()).map(|line| &line.held.record)
            && rival(other)
        {
            return Fate::Elsewhere(other.name.clone());
        }
    }
    Fate::Known(unit)
}
