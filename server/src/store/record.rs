//! Records, and which of them are open conflicts.

use std::ops::ControlFlow;

use shared::domain::Kind;
use shared::id::{RecordId, Revision, SpaceId, UnitId};
use shared::sync::{Provenance, Row, Stored};

use super::Stores;

/// What decides whether a record is seen, without its fields.
#[derive(Clone, Copy, Debug)]
pub struct Heading {
    /// The record.
    pub id: RecordId,
    /// Its revision.
    pub rev: Revision,
    /// Its kind.
    pub kind: Kind,
    /// The unit whose record it is, if it is one unit's.
    pub unit: Option<UnitId>,
}

/// Is shown each heading; says whether to go on.
pub type Visit<'a> = &'a mut dyn FnMut(Heading) -> Stores<ControlFlow<()>>;

/// Where a listing of headings begins.
#[derive(Clone, Copy, Debug)]
pub enum Beyond {
    /// After a revision, in the order of revisions.
    Rev(Revision),
    /// After a record id, in the order of ids; none for the beginning.
    Id(Option<RecordId>),
}

/// So many records of one kind and unit.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    /// Their kind.
    pub kind: Kind,
    /// Their unit.
    pub unit: Option<UnitId>,
    /// How many.
    pub count: u64,
}

/// Records, and which of them are open conflicts.
pub trait Records {
    /// A record.
    fn record(&self, space: SpaceId, id: RecordId) -> Stores<Option<Stored>>;
    /// Keeps a record and its last change.
    fn put_record(&self, space: SpaceId, stored: &Stored, by: Option<&Provenance>) -> Stores<()>;
    /// A record as it is sent, and about how many bytes that takes.
    fn row(&self, space: SpaceId, id: RecordId) -> Stores<Option<(Row, usize)>>;
    /// What decides whether a record is seen.
    fn heading(&self, space: SpaceId, id: RecordId) -> Stores<Option<Heading>>;
    /// Shows the headings beyond a place in order, as long as the visitor wants more.
    fn scan(&self, space: SpaceId, beyond: Beyond, visit: Visit<'_>) -> Stores<()>;
    /// Counts the records beyond a place.
    fn tallies(&self, space: SpaceId, beyond: Beyond) -> Stores<Vec<Tally>>;
    /// All records of a kind; meant for the few of the directory.
    fn rows_of(&self, space: SpaceId, kind: Kind) -> Stores<Vec<Row>>;
    /// Whether a unit is a member of a cluster, as the directory has it.
    fn is_member(
        &self,
        directory: SpaceId,
        cluster: SpaceId,
        unit: UnitId,
        year: Option<i16>,
    ) -> Stores<bool>;
    /// The open conflicts about a record.
    fn open_conflicts(&self, space: SpaceId, subject: RecordId) -> Stores<Vec<RecordId>>;
    /// Notes whether a conflict is open.
    fn set_open(&self, space: SpaceId, subject: RecordId, conflict: RecordId, open: bool) -> Stores<()>;
}
