//! The year of a cluster in memory: its dates, targets, plans, figures and reports.

use std::cell::{Ref, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use shared::access::{Ground, Lock};
use shared::domain::{Figure, Keyed, Kind, Plan, Record, Report, ReportState, Target, Unlock, Work, Year};
use shared::id::{RecordId, SpaceId, UnitId};
use shared::sync::{Projection, View};

use super::Repo;
use super::desk::Desk;
use super::directory::arrange;
use super::memory::{Memory, Room, standing};
use super::topics::Topic;
use super::types::{Board, Cell, Held, Opened, UnlockLine};
use crate::clock;

/// Everything of a cluster's years.
///
/// A record is typed when it is first read, not when it arrives: pages do that, and the first screen need not bring along
/// what types them.
#[derive(Default)]
pub(super) struct Years {
    entries: RefCell<BTreeMap<RecordId, Entry>>,
}

enum Entry {
    /// It came, and was not read since.
    Arrived,
    /// Out of force, or not readable.
    Nothing,
    Year(Held<Year>),
    /// What was opened again, and whether it still is: what was taken back stays in sight.
    Unlock(Unlock, bool),
    Target(Held<Target>),
    Plan(Held<Plan>),
    Figure(Held<Figure>),
    /// A report, and how far it has come: telling that reads all of its text, so it is told once.
    Report(Box<Held<Report>>, ReportState),
}

impl Years {
    /// Takes a record, new or changed.
    pub(super) fn put(&mut self, id: RecordId) {
        self.entries.get_mut().insert(id, Entry::Arrived);
    }

    /// Lets a record go. Whether it was here.
    pub(super) fn remove(&mut self, id: RecordId) -> bool {
        self.entries.get_mut().remove(&id).is_some()
    }

    /// All entries, typed.
    fn read(&self, projection: &Projection) -> Ref<'_, BTreeMap<RecordId, Entry>> {
        for (id, entry) in self.entries.borrow_mut().iter_mut() {
            if matches!(entry, Entry::Arrived) {
                *entry = Entry::of(*id, projection).unwrap_or(Entry::Nothing);
            }
        }
        self.entries.borrow()
    }
}

impl Entry {
    fn of(id: RecordId, projection: &Projection) -> Option<Self> {
        let view = projection.view(id)?;
        match view.kind {
            Kind::Unlock => view.typed().map(|unlock| Self::Unlock(unlock, view.void_reason().is_none())),
            _ if view.void_reason().is_some() => None,
            Kind::Year => held(id, &view, projection).map(Self::Year),
            Kind::Target => held(id, &view, projection).map(Self::Target),
            Kind::Plan => held(id, &view, projection).map(Self::Plan),
            Kind::Figure => held(id, &view, projection).map(Self::Figure),
            Kind::Report => held::<Report>(id, &view, projection).map(|held| {
                let state = held.record.state();
                Self::Report(Box::new(held), state)
            }),
            _ => None,
        }
    }
}

impl Room {
    fn year(&self, year: i16) -> Option<Held<Year>> {
        self.years.read(&self.projection).values().find_map(|entry| match entry {
            Entry::Year(held) if held.record.year == year => Some(held.clone()),
            _ => None,
        })
    }

    /// The years that somebody has set, each with its dates and rules.
    pub(super) fn all_years(&self) -> impl Iterator<Item = Year> {
        let entries = self.years.read(&self.projection);
        let years = entries.values().filter_map(|entry| match entry {
            Entry::Year(held) => Some(held.record.clone()),
            _ => None,
        });
        years.collect::<Vec<_>>().into_iter()
    }

    /// What was opened again in a year, and whether it still is.
    fn unlocks(&self, year: i16) -> Vec<(RecordId, Unlock, bool)> {
        let entries = self.years.read(&self.projection);
        let unlocks = entries.iter().filter_map(|(id, entry)| match entry {
            Entry::Unlock(unlock, is_open) if unlock.year == year => Some((*id, unlock.clone(), *is_open)),
            _ => None,
        });
        unlocks.collect()
    }

    /// What is asked of each report of a year and of how far it has come.
    fn reports<T>(&self, year: i16, asked: impl Fn(&Held<Report>, ReportState) -> T) -> Vec<T> {
        let entries = self.years.read(&self.projection);
        let reports = entries.values().filter_map(|entry| match entry {
            Entry::Report(held, state) if held.record.year == year => Some(asked(held, *state)),
            _ => None,
        });
        reports.collect()
    }

    fn ground(&self, year: i16, today: Date) -> Ground {
        let open = self.unlocks(year).into_iter().filter(|(.., is_open)| *is_open);
        let unlocks = open.map(|(_, unlock, _)| unlock).collect();
        let (adopted, signed) = self.signed(year);
        Ground { today, year: self.year(year).map(|held| held.record), unlocks, adopted, signed }
    }

    fn board(&self, year: i16, today: Date) -> Board {
        let mut targets = Vec::new();
        let mut cells: BTreeMap<(RecordId, UnitId), Cell> = BTreeMap::new();
        for entry in self.years.read(&self.projection).values() {
            match entry {
                Entry::Target(held) if held.record.year == year => targets.push(held.clone()),
                Entry::Plan(held) if held.record.year == year => {
                    cells.entry((held.record.target, held.record.unit)).or_default().plan =
                        Some(held.clone());
                }
                Entry::Figure(held) if held.record.year == year => {
                    let cell = cells.entry((held.record.target, held.record.unit)).or_default();
                    cell.figures.push(held.clone());
                }
                _ => {}
            }
        }
        let place = |held: &Held<Target>| (held.record.unit.is_some(), held.record.order, held.id);
        arrange(&mut targets, |one, other| place(one) < place(other));
        let reports = self.reports(year, |held, state| (held.record.unit, held.record.span, state));
        let (year, ground) = (self.year(year), self.ground(year, today));
        Board { year, ground, targets, cells: cells.into_iter().collect(), reports }
    }
}

pub(super) fn held<R: Record>(id: RecordId, view: &View, projection: &Projection) -> Option<Held<R>> {
    let by = view.base.as_ref().and_then(|row| row.by.as_ref());
    Some(Held {
        id,
        record: view.typed()?,
        standing: standing(view),
        differing: projection.disputes_of(id).next(),
        by_unit: by.and_then(|by| by.unit),
    })
}

fn unlock_line(id: RecordId, projection: &Projection) -> Option<UnlockLine> {
    let view = projection.view(id)?;
    // What was done here and is on its way is newer than what the server has said.
    let here = projection.changes_of(id).rfind(|row| row.state.is_waiting());
    let here = here.map(|row| (row.change.author, row.change.device_time));
    let there = view.base.as_ref().and_then(|row| row.by.as_ref()).map(|by| (by.author, by.received));
    Some(UnlockLine {
        id,
        unlock: view.typed()?,
        standing: standing(&view),
        by: here.or(there),
        taken_back: view.void_reason().map(str::to_owned),
    })
}

impl Desk {
    /// Today in Vietnam, by the server's clock as far as this device knows it: locks are the server's to judge.
    pub(super) fn today(&self) -> Date {
        let skew = self.news.get().skew_ms.unwrap_or(0);
        clock::now().plus_millis(skew.saturating_neg()).vietnam_date()
    }
}

impl Memory {
    /// What is open in a year.
    pub(super) fn ground(&self, space: SpaceId, year: i16, today: Date) -> Ground {
        self.room(space).map_or_else(|| Ground::open(today), |room| room.ground(year, today))
    }
}

impl Repo {
    /// The targets of a cluster's year with all that the person may see of it; none until the cluster has arrived.
    pub fn board(&self, space: SpaceId, year: i16) -> Option<Arc<Board>> {
        self.read(&[Topic::Targets, Topic::Covenants], |desk, memory| {
            Some(Arc::new(memory.room(space)?.board(year, desk.today())))
        })
    }

    /// Why some work of a unit is closed; none when it is open.
    pub fn lock(&self, space: SpaceId, year: i16, unit: UnitId, work: Work) -> Option<Lock> {
        self.read(&[Topic::Targets, Topic::Covenants], |desk, memory| {
            memory.ground(space, year, desk.today()).lock(work, unit)
        })
    }

    /// What was opened again in a year, for which unit and until when, the newest first; what was taken back is here as
    /// well.
    pub fn unlocks(&self, space: SpaceId, year: i16) -> Vec<UnlockLine> {
        self.read(&[Topic::Targets], |_, memory| {
            let Some(room) = memory.room(space) else { return Vec::new() };
            let ids = room.unlocks(year).into_iter().map(|(id, ..)| id);
            let mut lines: Vec<_> = ids.filter_map(|id| unlock_line(id, &room.projection)).collect();
            let at = |line: &UnlockLine| line.by.map(|(_, at)| at);
            arrange(&mut lines, |one, other| at(other) < at(one));
            lines
        })
    }

    /// The reports of a year that the person may see, each with how far it has come.
    pub fn reports(&self, space: SpaceId, year: i16) -> Vec<(Held<Report>, ReportState)> {
        self.read(&[Topic::Targets], |_, memory| {
            let room = memory.room(space);
            room.map(|room| room.reports(year, |held, state| (held.clone(), state))).unwrap_or_default()
        })
    }

    /// What a form opens: the record about the same thing as `blank` as it stands now, or `blank` when there is none.
    pub fn open<R: Keyed>(&self, space: SpaceId, blank: R) -> Opened<R> {
        self.open_record(space, blank.id(space)).unwrap_or_else(|| Opened::new(blank))
    }

    /// What a form opens of a record that is there.
    pub fn open_record<R: Record>(&self, space: SpaceId, id: RecordId) -> Option<Opened<R>> {
        let desk = self.desk()?;
        let memory = desk.memory.borrow();
        let room = memory.room(space)?;
        let record = room.projection.view(id)?.typed()?;
        let footing = room.projection.footing(id, room.lineage());
        Some(Opened { record, seen: footing.seen, follows: footing.follows })
    }
}
