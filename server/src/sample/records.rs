//! The records that the sample data becomes.

use std::collections::BTreeSet;

use shared::access::{Grant, Role};
use shared::domain::{Activity, Cluster, Keyed, Membership, Person, Record, Term, Unit, Year};
use shared::id::{PersonId, RecordId, SpaceId, UnitId};
use shared::order::OrderKey;

use super::data::{ActivityData, ClusterData, Data, PersonData};
use super::figures::target_of;
use super::works::{movement_of, task_of};
use super::{Entry, SampleError, digest};

pub(super) fn space(key: &str) -> SpaceId {
    SpaceId::of_record(RecordId::derived(digest("cluster", key)))
}

fn unit(key: &str) -> UnitId {
    UnitId::of_record(RecordId::derived(digest("unit", key)))
}

pub(super) fn person(key: &str) -> PersonId {
    PersonId::derived(digest("person", key))
}

/// The author of the sample directory: no real person entered it.
pub(super) fn keeper() -> PersonId {
    person("keeper")
}

pub(super) fn known_unit(data: &Data, key: &str) -> Result<UnitId, SampleError> {
    data.unit(key).map(|found| unit(&found.key))
}

pub(super) fn grants(data: &Data, of: &PersonData) -> Result<Vec<Grant>, SampleError> {
    let grants = of.grants.iter().map(|grant| {
        let held_for = match (&of.unit, grant.role) {
            (Some(key), Role::Officer | Role::Leader | Role::HeadOffice) => Some(known_unit(data, key)?),
            (Some(_), Role::Centre) | (None, _) => None,
        };
        let space = match &grant.cluster {
            Some(key) => Some(space(&data.cluster(key)?.key)),
            None => None,
        };
        Ok(Grant { role: grant.role, space, unit: held_for })
    });
    grants.collect()
}

/// Units, rule sets, clusters with their members and terms, people.
pub(super) fn directory(data: &Data, directory: SpaceId) -> Result<Vec<Entry>, SampleError> {
    let mut entries = Vec::new();
    for found in &data.units {
        let record =
            Unit { name: found.name.clone(), short: found.short.clone(), aliases: found.aliases.clone() };
        entries.push(Entry::of(unit(&found.key).record(), format!("unit/{}", found.key), &record));
    }
    entries.extend(rule_sets(data));
    for cluster in &data.clusters {
        add_cluster(&mut entries, data, directory, cluster)?;
    }
    for found in &data.people {
        let works_for = match &found.unit {
            Some(key) => Some(known_unit(data, key)?),
            None => None,
        };
        let record = Person { name: found.name.clone(), unit: works_for, post: found.post.clone() };
        entries.push(Entry::of(person(&found.key).record(), format!("person/{}", found.key), &record));
    }
    let record = Person { name: "Dữ liệu mẫu".to_owned(), unit: None, post: String::new() };
    entries.push(Entry::of(keeper().record(), "person/keeper".to_owned(), &record));
    Ok(entries)
}

fn add_cluster(
    entries: &mut Vec<Entry>,
    data: &Data,
    directory: SpaceId,
    cluster: &ClusterData,
) -> Result<(), SampleError> {
    let key = &cluster.key;
    let space = space(key);
    let record = Cluster {
        name: cluster.name.clone(),
        short: cluster.short.clone(),
        number: cluster.number,
        province: cluster.province.clone().unwrap_or_default(),
        level: cluster.level,
        word: cluster.word.clone(),
        head_title: cluster.head_title.clone(),
        deputy_title: cluster.deputy_title.clone(),
        founded: cluster.founded.clone(),
        year: cluster.year,
    };
    entries.push(Entry::of(space.record(), format!("cluster/{key}"), &record));
    let mut last = None;
    for member in &cluster.members {
        let order = OrderKey::between(last.as_ref(), None);
        last = Some(order.clone());
        // The reports name the members as those with which the cluster was founded.
        let from = cluster.founded.as_ref().map(|founding| founding.date);
        let record = Membership { cluster: space, unit: known_unit(data, member)?, from, to: None, order };
        entries.push(derived(format!("membership/{key}/{member}"), &record));
    }
    for term in &cluster.terms {
        let deputy = match &term.deputy {
            Some(deputy) => Some(known_unit(data, deputy)?),
            None => None,
        };
        let record = Term {
            cluster: space,
            year: term.year,
            head: known_unit(data, &term.head)?,
            deputy,
            how: term.how.clone().unwrap_or_default(),
        };
        entries.push(Entry::of(record.id(directory), format!("term/{key}/{}", term.year), &record));
    }
    Ok(())
}

fn derived<R: Record>(key: String, record: &R) -> Entry {
    Entry::of(RecordId::derived(digest("record", &key)), key, record)
}

/// The activities, each with its space.
pub(super) fn activities(data: &Data) -> Result<Vec<(SpaceId, Entry)>, SampleError> {
    let numbered = data.activities.iter().enumerate();
    numbered.map(|(number, found)| activity(data, number, found)).collect()
}

fn activity(data: &Data, number: usize, found: &ActivityData) -> Result<(SpaceId, Entry), SampleError> {
    let (cluster, year) = (found.cluster.as_str(), found.held_on.year());
    let record = Activity {
        unit: known_unit(data, &found.unit)?,
        year,
        title: found.title.clone(),
        held_on: found.held_on,
        place: found.place.clone(),
        movement: found.movement.clone(),
        participants: found.participants,
        body: found.body.clone(),
        tags: found.tags.clone(),
        movements: all(&found.movements, |name| movement_of(data, cluster, year, name))?,
        tasks: all(&found.tasks, |name| task_of(data, cluster, year, name))?,
        targets: all(&found.targets, |name| target_of(data, cluster, name))?,
        evidence: BTreeSet::new(),
        source: String::new(),
    };
    let key = format!("activity/{number}");
    let id = RecordId::derived(digest("record", &key));
    Ok((space(&data.cluster(&found.cluster)?.key), written(data, &found.author, id, key, &record)?))
}

/// The records of these names.
fn all(
    names: &BTreeSet<String>,
    find: impl Fn(&str) -> Result<RecordId, SampleError>,
) -> Result<BTreeSet<RecordId>, SampleError> {
    names.iter().map(|name| find(name)).collect()
}

/// A record that somebody entered.
pub(super) fn written<R: Record>(
    data: &Data,
    author: &str,
    id: RecordId,
    key: String,
    record: &R,
) -> Result<Entry, SampleError> {
    let author = data.person(author)?;
    let unit = match &author.unit {
        Some(key) => Some(known_unit(data, key)?),
        None => None,
    };
    Ok(Entry { author: person(&author.key), unit, ..Entry::of(id, key, record) })
}

fn rule_set(key: &str) -> (RecordId, String) {
    let key = format!("rules/{key}");
    (RecordId::derived(digest("record", &key)), key)
}

/// The rule sets, issued.
fn rule_sets(data: &Data) -> impl Iterator<Item = Entry> {
    data.rules.iter().map(|found| {
        let (id, key) = rule_set(&found.key);
        Entry::of(id, key, &found.set.issued(found.issued_on, keeper()))
    })
}

/// The years with their dates and their rules, each with its space.
pub(super) fn years(data: &Data) -> Result<Vec<(SpaceId, Entry)>, SampleError> {
    let year = |cluster: &ClusterData| {
        let mut year = Year::empty(cluster.year);
        for (phase, period) in &cluster.phases {
            year.set_period(*phase, Some(*period));
        }
        let rules = data.rules.iter().find(|rules| rules.key == cluster.rules);
        let rules = rules.ok_or_else(|| SampleError::Unknown(cluster.rules.clone()))?;
        year.rules = Some(rule_set(&rules.key).0);
        let space = space(&cluster.key);
        Ok((space, Entry::of(year.id(space), format!("year/{}", cluster.key), &year)))
    };
    data.clusters.iter().map(year).collect()
}
