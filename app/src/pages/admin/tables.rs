//! The directory's lists as they are taken along: what imports read again.

use leptos::prelude::*;
use shared::id::SpaceId;
use shared::import::ImportOf;
use shared::sheet::Table;

use super::Desk;
use crate::pages::export::{count, day, headed, headings, text as cell};
use crate::repo::types::Listed;
use crate::{tr, words};

/// The clusters in force.
pub(super) fn clusters(desk: Desk) -> Table {
    let registry = desk.registry.get_untracked();
    let rows = registry.clusters.iter().filter(|line| Listed::is_in_force(line)).map(|line| {
        let (cluster, space) = (&line.held.record, SpaceId::of_record(line.held.id));
        let term = registry.terms_of(space).find(|it| it.held.record.year == cluster.year);
        let head = term.map(|term| registry.name(term.held.record.head)).unwrap_or_default();
        let members = registry.members_of(space).filter(|it| it.held.record.is_in(cluster.year)).count();
        let decision = cluster.founded.as_ref().map(words::founding_words).unwrap_or_default();
        vec![
            cell(&cluster.name),
            cell(&cluster.short),
            cell(&cluster.province),
            cell(words::level(cluster.level)),
            count(usize::try_from(cluster.year).unwrap_or(0)),
            count(members),
            cell(head),
            cell(decision),
        ]
    });
    let fields = ["name", "short", "province", "level", "year"].map(words::field);
    let others = [tr!(admin.members), words::field("head"), words::field("founded")];
    headed(tr!(admin.clusters), fields.into_iter().chain(others), rows)
}

/// The units in force.
pub(super) fn units(desk: Desk) -> Table {
    let registry = desk.registry.get_untracked();
    let rows = registry.units.iter().filter(|line| Listed::is_in_force(line)).map(|line| {
        let unit = &line.held.record;
        let aliases = unit.aliases.iter().cloned().collect::<Vec<_>>().join("; ");
        vec![cell(&unit.name), cell(&unit.short), cell(aliases)]
    });
    headed(tr!(admin.units), headings(ImportOf::Units), rows)
}

/// The members of a cluster in their order, those that left at the end.
pub(super) fn members(desk: Desk, space: SpaceId) -> Table {
    let registry = desk.registry.get_untracked();
    let (former, current): (Vec<_>, Vec<_>) =
        registry.members_of(space).partition(|line| registry.has_left(&line.held.record));
    let rows = (1..).zip(current.into_iter().chain(former)).map(|(number, line)| {
        let member = &line.held.record;
        let short = registry.unit(member.unit).map(|unit| unit.held.record.short.clone());
        vec![
            count(number),
            cell(registry.name(member.unit)),
            cell(short.unwrap_or_default()),
            day(member.from),
            day(member.to),
        ]
    });
    let name = registry.cluster(space.record()).map(|line| line.held.record.short.clone());
    let name = format!("{} {}", tr!(admin.members), name.unwrap_or_default());
    let named = headings(ImportOf::Units).take(2);
    let fields = named.chain(["from", "to"].map(words::field));
    headed(&name, std::iter::once(tr!(import.row)).chain(fields), rows)
}

/// Everybody.
pub(super) fn people(desk: Desk) -> Table {
    let registry = desk.registry.get_untracked();
    let people = desk.everybody.people.get_untracked();
    let rows = people.iter().map(|line| {
        let unit = line.person.unit.map(|unit| registry.name(unit)).unwrap_or_default();
        vec![cell(&line.person.name), cell(&line.person.post), cell(unit)]
    });
    headed(tr!(nav.people), headings(ImportOf::People), rows)
}
