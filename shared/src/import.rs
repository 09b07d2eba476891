//! Nhập từ bảng tính: what the rows of a sheet would make of the records there are. Nothing is written here: each row is
//! told with what would become of it and what is wrong in which cell, and wishes for records that somebody then takes.
//!
//! A sheet may be read again and again: ids follow from the import and the row, what is there already is left alone.

mod cells;
mod column;
mod line;
mod names;
mod people;
mod targets;
#[cfg(test)]
mod tests;
mod units;

use serde::{Deserialize, Serialize};

use crate::access::{Ground, Viewer};
use crate::domain::{Kind, Record};
use crate::field::{Fields, VOID};
use crate::id::{RecordId, SpaceId, UnitId};
use crate::sheet::Row;

pub use column::{Column, Layout};
pub use line::{Counts, Line, Note, Says, State, Wish};
pub use names::{Alike, Asked, Picked, Unclear, key_of};

/// Rows of a sheet of units: the largest province has fewer organisations.
pub const UNIT_ROWS_MAX: usize = 2_000;

/// What is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportOf {
    /// Đơn vị, and members of a cluster.
    Units,
    /// Người dùng.
    People,
    /// Chỉ tiêu và số liệu: targets with plans and figures.
    Targets,
}

impl ImportOf {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Units, Self::People, Self::Targets];

    /// The kinds of record that its rows are compared with.
    pub const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Units => &[Kind::Cluster, Kind::Unit, Kind::Membership, Kind::Term],
            Self::People => &[Kind::Person],
            Self::Targets => &[Kind::Target, Kind::Plan, Kind::Figure],
        }
    }
}

/// A record that there is, in force or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Which.
    pub id: RecordId,
    /// Its kind.
    pub kind: Kind,
    /// Its fields.
    pub fields: Fields,
}

impl Held {
    fn is_in_force(&self) -> bool {
        !self.fields.contains_key(VOID)
    }

    fn typed<R: Record>(&self) -> Option<R> {
        (self.kind == R::KIND && self.is_in_force()).then(|| R::from_fields(&self.fields)).flatten()
    }
}

/// What is known beside the sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Known {
    /// The import: ids of new records follow from it.
    pub import: RecordId,
    /// The space whose records are made.
    pub space: SpaceId,
    /// Whether that space is the directory.
    pub in_directory: bool,
    /// Who imports.
    pub viewer: Viewer,
    /// What is open in the year.
    pub ground: Ground,
    /// Năm thi đua of targets and figures.
    pub year: i16,
    /// The units that may be meant, each with all its names, the legal one first.
    pub units: Vec<(UnitId, Vec<String>)>,
    /// The unit of rows that name none.
    pub unit: Option<UnitId>,
    /// The cluster whose members the units become.
    pub cluster: Option<SpaceId>,
    /// The document that figures are taken from which somebody enters for another unit.
    pub source: String,
    /// Lý do, where one is owed.
    pub reason: String,
    /// The records that there are, of the import's kinds ([`ImportOf::kinds`]).
    pub records: Vec<Held>,
}

/// What a sheet comes to, beside its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// How many rows stand how.
    pub counts: Counts,
    /// Names that a person has to say more about.
    pub unclear: Vec<Unclear>,
    /// Rows that were not looked at, for there are too many.
    pub beyond: usize,
}

/// Reads the rows below the headings of a sheet. Each that says something is handed to `take`, in the order of the sheet:
/// whoever keeps fifty thousand of them keeps them small.
pub fn read(
    of: ImportOf,
    rows: &[Row],
    layout: &Layout,
    known: &Known,
    picked: &[Picked],
    take: &mut dyn FnMut(Line),
) -> Reading {
    let below = rows.iter().filter(|row| row.number > layout.last_heading);
    let mut counts = Counts::default();
    let mut take = |line: Line| {
        let line = line.closed();
        counts.add(line.state);
        take(line);
    };
    let (unclear, beyond) = match of {
        ImportOf::Units => units::read(below, layout, known, picked, &mut take),
        ImportOf::People => (people::read(below, layout, known, picked, &mut take), 0),
        ImportOf::Targets => (targets::read(below, layout, known, picked, &mut take), 0),
    };
    Reading { counts, unclear, beyond }
}
