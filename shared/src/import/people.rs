//! People: name, post, unit. How they sign in is not imported.

use std::collections::BTreeMap;

use super::cells::Cells;
use super::names::{Found, Names};
use super::{Asked, Column, Known, Layout, Line, Picked, Says, State, Unclear, key_of};
use crate::domain::Person;
use crate::id::{RecordId, UnitId};
use crate::sheet::Row;

const COLUMNS: [(&str, Column); 3] = [("name", Column::Name), ("post", Column::Post), ("unit", Column::Unit)];

/// What somebody is known by.
type Key = (String, Option<UnitId>);

pub(super) fn read<'a>(
    rows: impl Iterator<Item = &'a Row>,
    layout: &Layout,
    known: &Known,
    picked: &[Picked],
    take: &mut dyn FnMut(Line),
) -> Vec<Unclear> {
    let mut units = known.unit_names(picked);
    let mut people: BTreeMap<Key, (RecordId, Person)> = BTreeMap::new();
    let mut namesakes: BTreeMap<String, Option<UnitId>> = BTreeMap::new();
    for held in &known.records {
        if let Some(person) = held.typed::<Person>() {
            namesakes.insert(key_of(&person.name), person.unit);
            people.insert((key_of(&person.name), person.unit), (held.id, person));
        }
    }
    let mut seen: BTreeMap<Key, u32> = BTreeMap::new();
    for row in rows {
        let cells = Cells { row, layout };
        if !cells.says(&[Column::Name, Column::Post]) {
            continue;
        }
        let mut line = Line::new(row.number);
        let name = cells.words(Column::Name, &mut line).unwrap_or_default();
        let post = cells.words(Column::Post, &mut line);
        let unit = unit_of(cells, known, &mut units, &mut line);
        let key = (key_of(&name), unit);
        if let Some(first) = seen.get(&key) {
            line.note(Column::Name, Says::Twice(*first));
        } else if line.state != State::Left {
            seen.insert(key.clone(), row.number);
        }
        if let Some((id, held)) = people.get(&key) {
            let person = Person { post: post.unwrap_or_else(|| held.post.clone()), ..held.clone() };
            if person.post != held.post && !held.post.is_empty() {
                line.note(Column::Post, Says::Before(held.post.clone()));
            }
            line.wish(known, *id, (Some(held), &person), &COLUMNS);
        } else {
            if let Some(other) = namesakes.get(&key.0) {
                line.note(Column::Name, Says::Namesake(known.unit_name(*other)));
            }
            let person = Person { name, unit, post: post.unwrap_or_default() };
            line.wish(known, known.made(row.number, "person"), (None, &person), &COLUMNS);
        }
        take(line);
    }
    units.unclear()
}

/// The unit that a row names; the chosen one where it names none.
pub(super) fn unit_of(
    cells: Cells<'_>,
    known: &Known,
    units: &mut Names<'_>,
    line: &mut Line,
) -> Option<UnitId> {
    let Some(name) = cells.words(Column::Unit, line) else { return known.unit };
    match units.find(&name, cells.row.number) {
        Found::One(id) => Some(UnitId::of_record(id)),
        Found::New => {
            line.note(Column::Unit, Says::Unlisted);
            None
        }
        Found::Unclear => {
            line.note(Column::Unit, Says::Unclear);
            None
        }
        Found::NoneOfThem => {
            line.state = State::Left;
            None
        }
    }
}

impl Known {
    /// The names of all units.
    pub(super) fn unit_names<'a>(&self, picked: &'a [Picked]) -> Names<'a> {
        let named = |(id, names): &(UnitId, Vec<String>)| {
            let id = id.record();
            names.clone().into_iter().map(move |name| (id, name))
        };
        Names::new(Asked::Unit, self.units.iter().flat_map(named), picked)
    }

    /// A unit's legal name.
    pub(super) fn unit_name(&self, unit: Option<UnitId>) -> String {
        let found = self.units.iter().find(|(id, _)| Some(*id) == unit);
        found.and_then(|(_, names)| names.first().cloned()).unwrap_or_default()
    }
}
