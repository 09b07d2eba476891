//! Đơn vị thành viên and what became of them. Their history is added to, never edited (I-02).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::directory::{DECISION_CHARS_MAX, YEARS, blanks};
use super::evidence::words_problem;
use super::kind::record_kind;
use crate::field::{FieldError, Limit, Problem};
use crate::id::UnitId;

/// Characters of a unit's legal name.
pub const UNIT_NAME_CHARS_MAX: usize = 200;
/// Characters of one alias.
pub const ALIAS_CHARS_MAX: usize = 200;
/// Units into which one can be split.
const SPLIT_MAX: usize = 20;

record_kind! {
    /// Đơn vị thành viên: a member organisation.
    Unit, check = check_unit;
    /// Tên pháp lý, as it is now; earlier ones are in its [`UnitEvent`]s.
    name: String = Agreed Limit::Line(UNIT_NAME_CHARS_MAX),
    /// Tên ngắn.
    short: String = Agreed Limit::Line(100),
    /// Tên gọi khác: what else it is called in reports. Input may use them, documents print the legal name (I-05).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    aliases: BTreeSet<String> = Set Limit::Items(50),
}

/// What became of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Thành lập.
    Founded,
    /// Đổi tên.
    Renamed {
        /// Tên cũ.
        before: String,
        /// Tên mới.
        after: String,
    },
    /// Sáp nhập vào another unit.
    Merged {
        /// The unit that goes on.
        into: UnitId,
    },
    /// Chia tách into others.
    Split {
        /// The units that go on.
        into: BTreeSet<UnitId>,
    },
    /// Giải thể.
    Dissolved,
}

record_kind! {
    /// Sự kiện in a unit's history. It is made and, when it was entered by mistake, taken back with a reason; nothing
    /// about it is edited.
    UnitEvent, check = check_event;
    /// The unit.
    unit: UnitId = Fixed Limit::Type,
    /// The day from which it holds.
    #[serde(with = "crate::day")]
    day: Date = Fixed Limit::Type,
    /// What became of it.
    turn: Turn = Fixed Limit::Type,
    /// Văn bản, by number: Quyết định 1197/QĐ-UBND.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    document: String = Fixed Limit::Line(DECISION_CHARS_MAX),
    /// Cơ quan ban hành.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    issuer: String = Fixed Limit::Line(DECISION_CHARS_MAX),
    /// Ghi chú.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String = Fixed Limit::Text(2_000),
}

impl Unit {
    /// The legal name on a day, from the unit's events in force.
    pub fn name_on<'a>(&'a self, day: Date, events: impl IntoIterator<Item = &'a UnitEvent>) -> &'a str {
        let later = events.into_iter().filter(|event| event.day > day);
        let renamed = later.filter_map(|event| match &event.turn {
            Turn::Renamed { before, .. } => Some((event.day, before)),
            Turn::Founded | Turn::Merged { .. } | Turn::Split { .. } | Turn::Dissolved => None,
        });
        renamed.min_by_key(|(day, _)| *day).map_or(&self.name, |(_, before)| before)
    }
}

impl Turn {
    /// Whether the unit is no more afterwards.
    pub const fn ends(&self) -> bool {
        matches!(self, Self::Merged { .. } | Self::Split { .. } | Self::Dissolved)
    }

    /// The units that go on where this one ends.
    pub fn successors(&self) -> Vec<UnitId> {
        match self {
            Self::Merged { into } => vec![*into],
            Self::Split { into } => into.iter().copied().collect(),
            Self::Founded | Self::Renamed { .. } | Self::Dissolved => Vec::new(),
        }
    }
}

fn check_unit(unit: &Unit) -> Vec<FieldError> {
    let mut found = blanks(&[("name", &unit.name), ("short", &unit.short)]);
    let wrong = unit.aliases.iter().find_map(|alias| words_problem(alias, ALIAS_CHARS_MAX));
    found.extend(wrong.map(|problem| FieldError::new("aliases", problem)));
    found
}

fn check_event(event: &UnitEvent) -> Vec<FieldError> {
    let problem = match &event.turn {
        Turn::Founded | Turn::Dissolved => None,
        Turn::Renamed { before, after } => {
            let wrong = [before, after].into_iter().find_map(|name| words_problem(name, UNIT_NAME_CHARS_MAX));
            wrong.or((before == after).then_some(Problem::Unchanged))
        }
        Turn::Merged { into } => (*into == event.unit).then_some(Problem::SameUnit),
        Turn::Split { into } if into.is_empty() => Some(Problem::Blank),
        Turn::Split { into } if into.contains(&event.unit) => Some(Problem::SameUnit),
        Turn::Split { into } => {
            (into.len() > SPLIT_MAX).then_some(Problem::TooMany { max: SPLIT_MAX, is: into.len() })
        }
    };
    let mut found: Vec<_> = problem.map(|problem| FieldError::new("turn", problem)).into_iter().collect();
    if !YEARS.contains(&event.day.year()) {
        found.push(FieldError::new("day", Problem::OutOfRange));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8) -> Date {
        Date::constant(year, month, 1)
    }

    fn event(day: Date, turn: Turn) -> UnitEvent {
        let unit = UnitId::derived([1; 16]);
        UnitEvent { unit, day, turn, document: String::new(), issuer: String::new(), note: String::new() }
    }

    fn renamed(day: Date, before: &str, after: &str) -> UnitEvent {
        event(day, Turn::Renamed { before: before.into(), after: after.into() })
    }

    #[test]
    fn i02_a_unit_keeps_the_name_that_it_had_on_each_day() {
        let unit = Unit { name: "Hội C".into(), short: "C".into(), aliases: BTreeSet::new() };
        let events = [
            renamed(day(2025, 7), "Hội B", "Hội C"),
            event(day(2001, 1), Turn::Founded),
            renamed(day(2016, 3), "Hội A", "Hội B"),
        ];
        let cases = [
            (day(2010, 1), "Hội A"),
            (day(2016, 2), "Hội A"),
            (day(2016, 3), "Hội B"),
            (day(2025, 6), "Hội B"),
            (day(2025, 7), "Hội C"),
            (day(2030, 1), "Hội C"),
        ];
        for (day, expected) in cases {
            assert_eq!(unit.name_on(day, &events), expected, "{day}");
        }
    }

    #[test]
    fn an_event_tells_of_another_unit_and_of_something_new() {
        let (own, other) = (UnitId::derived([1; 16]), UnitId::derived([2; 16]));
        let at = |field: &str, problem| vec![FieldError::new(field, problem)];
        let long = "ơ".repeat(201);
        let cases = [
            (Turn::Founded, Vec::new()),
            (Turn::Dissolved, Vec::new()),
            (Turn::Merged { into: other }, Vec::new()),
            (Turn::Merged { into: own }, at("turn", Problem::SameUnit)),
            (Turn::Split { into: [other].into() }, Vec::new()),
            (Turn::Split { into: BTreeSet::new() }, at("turn", Problem::Blank)),
            (Turn::Split { into: [own, other].into() }, at("turn", Problem::SameUnit)),
            (Turn::Renamed { before: "A".into(), after: "B".into() }, Vec::new()),
            (Turn::Renamed { before: "A".into(), after: "A".into() }, at("turn", Problem::Unchanged)),
            (Turn::Renamed { before: "A".into(), after: " ".into() }, at("turn", Problem::Blank)),
            (
                Turn::Renamed { before: "A".into(), after: long },
                at("turn", Problem::TooLong { max: 200, is: 201 }),
            ),
        ];
        for (turn, expected) in cases {
            assert_eq!(check_event(&event(day(2025, 1), turn.clone())), expected, "{turn:?}");
        }
        let ancient = event(day(25, 1), Turn::Founded);
        assert_eq!(check_event(&ancient), at("day", Problem::OutOfRange));
    }
}
