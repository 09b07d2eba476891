//! Units: names, and a place in a cluster's list.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cells;
use super::names::{Found, Names};
use super::{Column, Known, Layout, Line, Picked, Says, UNIT_ROWS_MAX, Unclear, key_of};
use crate::domain::{Kind, Membership, Record, Unit};
use crate::id::{RecordId, UnitId};
use crate::order::OrderKey;
use crate::register::Register;
use crate::roster::bare;
use crate::sheet::Row;

const COLUMNS: [(&str, Column); 4] =
    [("name", Column::Name), ("short", Column::Short), ("aliases", Column::Aliases), ("unit", Column::Name)];

pub(super) fn read<'a>(
    rows: impl Iterator<Item = &'a Row>,
    layout: &Layout,
    known: &Known,
    picked: &[Picked],
    take: &mut dyn FnMut(Line),
) -> (Vec<Unclear>, usize) {
    let mut sheet = Sheet::new(known, picked);
    let (mut count, mut beyond) = (0, 0);
    for row in rows {
        let cells = Cells { row, layout };
        if !cells.says(&[Column::Name, Column::Short]) {
            continue;
        }
        if count == UNIT_ROWS_MAX {
            beyond += 1;
            continue;
        }
        count += 1;
        take(sheet.line(cells));
    }
    (sheet.names.unclear(), beyond)
}

struct Sheet<'a> {
    known: &'a Known,
    names: Names<'a>,
    units: BTreeMap<UnitId, Unit>,
    register: Register,
    /// The last place in the cluster's list.
    last: Option<OrderKey>,
    members: BTreeSet<UnitId>,
    seen: BTreeMap<String, u32>,
    taken: BTreeMap<UnitId, u32>,
}

impl<'a> Sheet<'a> {
    fn new(known: &'a Known, picked: &'a [Picked]) -> Self {
        let (mut units, mut register) = (BTreeMap::new(), Register::default());
        let (mut members, mut last) = (BTreeSet::new(), None);
        for held in &known.records {
            register.put(held.id, held.kind, &held.fields);
            if let Some(unit) = held.typed::<Unit>() {
                units.insert(UnitId::of_record(held.id), unit);
            } else if let Some(member) =
                held.typed::<Membership>().filter(|it| Some(it.cluster) == known.cluster)
            {
                if member.to.is_none() {
                    members.insert(member.unit);
                }
                last = last.max(Some(member.order));
            }
        }
        let names = known.unit_names(picked);
        let (seen, taken) = (BTreeMap::new(), BTreeMap::new());
        Self { known, names, units, register, last, members, seen, taken }
    }

    fn line(&mut self, cells: Cells<'_>) -> Line {
        let number = cells.row.number;
        let mut line = Line::new(number);
        let name = bare(&cells.words(Column::Name, &mut line).unwrap_or_default());
        let short = cells.words(Column::Short, &mut line);
        let aliases = cells.words(Column::Aliases, &mut line).unwrap_or_default();
        let aliases: BTreeSet<String> = aliases
            .split([';', '\n'])
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect();
        if let Some(first) = self.seen.get(&key_of(&name)) {
            line.note(Column::Name, Says::Twice(*first));
            return line;
        }
        self.seen.insert(key_of(&name), number);
        let found = if name.is_empty() { Found::New } else { self.names.find(&name, number) };
        let unit = match found {
            Found::Unclear => {
                line.note(Column::Name, Says::Unclear);
                return line;
            }
            Found::One(id) => {
                let unit = UnitId::of_record(id);
                if let Some(first) = self.taken.insert(unit, number) {
                    line.note(Column::Name, Says::Twice(first));
                    return line;
                }
                self.add_names(unit, &name, short, aliases, &mut line);
                unit
            }
            Found::New | Found::NoneOfThem => {
                let short = short.unwrap_or_else(|| name.clone());
                let id = self.known.made(number, "unit");
                let made = Unit { name, short, aliases };
                self.register.put(id, Kind::Unit, &made.to_fields());
                line.wish(self.known, id, (None, &made), &COLUMNS);
                UnitId::of_record(id)
            }
        };
        self.join(unit, &mut line);
        line
    }

    /// Gives a unit that is there the names that the sheet has for it beside its own.
    fn add_names(
        &self,
        id: UnitId,
        name: &str,
        short: Option<String>,
        mut aliases: BTreeSet<String>,
        line: &mut Line,
    ) {
        let Some(held) = self.units.get(&id) else {
            line.note(Column::Name, Says::Unlisted);
            return;
        };
        // A person said that this name means the unit: the next list will be understood.
        aliases.insert(name.to_owned());
        let own = [key_of(&held.name), key_of(&held.short)];
        let is_new = |alias: &String| {
            let key = key_of(alias);
            !own.contains(&key) && !held.aliases.iter().any(|held| key_of(held) == key)
        };
        if let Some(short) = short.filter(|short| key_of(short) != key_of(&held.short)) {
            line.note(Column::Short, Says::Kept(held.short.clone()));
            aliases.insert(short);
        }
        let mut unit = held.clone();
        unit.aliases.extend(aliases.into_iter().filter(is_new));
        line.wish(self.known, id.record(), (Some(held), &unit), &COLUMNS);
    }

    /// Makes a unit a member of the chosen cluster, behind those that are.
    fn join(&mut self, unit: UnitId, line: &mut Line) {
        let Some(cluster) = self.known.cluster else { return };
        if line.is_wrong() || !self.members.insert(unit) {
            return;
        }
        let order = OrderKey::between(self.last.as_ref(), None);
        let member = Membership { cluster, unit, from: None, to: None, order: order.clone() };
        let id: RecordId = self.known.made(line.row, "member");
        for found in self.register.problems(id, Kind::Membership, &member.to_fields()) {
            line.note(Column::Name, Says::Problem(found.problem));
        }
        line.wish(self.known, id, (None, &member), &COLUMNS);
        if !line.is_wrong() {
            self.last = Some(order);
        }
    }
}
