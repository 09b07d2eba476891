//! Words for clusters, units and what became of them.

use shared::domain::{Founding, Level, Turn};
use shared::id::UnitId;

use crate::{format, tr};

/// Who set a cluster up.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Central => tr!(level.central),
        Level::Province => tr!(level.province),
        Level::Sector => tr!(level.sector),
        Level::Commune => tr!(level.commune),
    }
}

/// A founding decision in a line.
pub fn founding_words(founding: &Founding) -> String {
    let Founding { number, date, issuer } = founding;
    tr!(change.founding, number = number, day = format::date(*date), issuer = issuer)
}

/// What kind of event it is.
pub fn turn(turn: &Turn) -> &'static str {
    match turn {
        Turn::Founded => tr!(turn.founded),
        Turn::Renamed { .. } => tr!(turn.renamed),
        Turn::Merged { .. } => tr!(turn.merged),
        Turn::Split { .. } => tr!(turn.split),
        Turn::Dissolved => tr!(turn.dissolved),
    }
}

/// What became of a unit, with the names of the units that go on.
pub fn turn_words(what: &Turn, name: impl Fn(UnitId) -> String) -> String {
    let units = || what.successors().into_iter().map(&name).collect::<Vec<_>>().join(", ");
    match what {
        Turn::Founded | Turn::Dissolved => turn(what).to_owned(),
        Turn::Renamed { before, after } => tr!(turn.renamed_from, before = before, after = after),
        Turn::Merged { .. } => tr!(turn.merged_into, units = units()),
        Turn::Split { .. } => tr!(turn.split_into, units = units()),
    }
}
