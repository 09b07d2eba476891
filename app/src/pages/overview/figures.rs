//! The figures of Tổng hợp: per cluster, per unit in printed order, and their sums.

use std::collections::{BTreeMap, BTreeSet};

use shared::id::{SpaceId, UnitId};
use shared::time::Timestamp;

use super::SILENT_DAYS;
use crate::repo::Repo;
use crate::repo::types::SummaryLine;
use crate::{clock, format, tr};

/// One unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) space: SpaceId,
    pub(super) unit: UnitId,
    pub(super) name: String,
    pub(super) activities: usize,
    /// Targets with a plan.
    pub(super) planned: usize,
    /// Targets with an estimate of the whole year.
    pub(super) reported: usize,
    pub(super) conflicts: usize,
    pub(super) waiting: usize,
    pub(super) refused: usize,
    pub(super) last_seen: Option<Timestamp>,
    /// Not heard of for so many days that it is worth a call.
    pub(super) silent: bool,
}

/// One cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) space: SpaceId,
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
}

/// Sums over units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) units: usize,
    pub(super) activities: usize,
    pub(super) conflicts: usize,
    pub(super) waiting: usize,
    pub(super) refused: usize,
    pub(super) silent: usize,
}

impl Block {
    /// The same with silent units only; none when it has none.
    pub(super) fn narrowed(&self, silent: bool) -> Option<Self> {
        if !silent {
            return Some(self.clone());
        }
        let lines: Vec<_> = self.lines.iter().filter(|line| line.silent).cloned().collect();
        (!lines.is_empty()).then(|| Self { lines, ..self.clone() })
    }
}

/// Every cluster that the person looks over. Activities and conflicts count for the year, or for all years; what waits
/// on a unit's devices and when they were last seen belongs to no year.
pub(super) fn blocks(repo: &Repo, year: Option<i16>) -> Vec<Block> {
    let summaries = repo.summaries();
    let now = clock::now();
    let spaces = repo.spaces().into_iter().filter(|space| repo.oversees(space.id));
    spaces
        .map(|space| Block {
            space: space.id,
            name: space.cluster.map(|cluster| cluster.name).unwrap_or_default(),
            lines: lines(repo, space.id, &summaries, year, now),
        })
        .collect()
}

fn lines(repo: &Repo, space: SpaceId, all: &[SummaryLine], year: Option<i16>, now: Timestamp) -> Vec<Line> {
    let mut of_unit: BTreeMap<UnitId, Vec<&SummaryLine>> = BTreeMap::new();
    for line in all.iter().filter(|line| line.space == space) {
        of_unit.entry(line.summary.unit).or_default().push(line);
    }
    let units = repo.units(space).into_iter();
    units
        .map(|unit| {
            let own = of_unit.get(&unit.id).map(Vec::as_slice).unwrap_or_default();
            line(space, unit.id, unit.unit.short, own, year, now)
        })
        .collect()
}

fn line(
    space: SpaceId,
    unit: UnitId,
    name: String,
    own: &[&SummaryLine],
    year: Option<i16>,
    now: Timestamp,
) -> Line {
    let of_year =
        || own.iter().map(|line| &line.summary).filter(|it| year.is_none_or(|year| it.year == year));
    let any = || own.iter().map(|line| &line.summary);
    let last_seen = any().filter_map(|it| it.last_seen).max();
    Line {
        space,
        unit,
        name,
        activities: of_year().map(|it| size(it.activities)).sum(),
        planned: of_year().map(|it| size(it.planned)).sum(),
        reported: of_year().map(|it| size(it.reported)).sum(),
        conflicts: of_year().map(|it| size(it.conflicts)).sum(),
        waiting: any().map(|it| size(it.waiting)).max().unwrap_or(0),
        refused: any().map(|it| size(it.refused)).max().unwrap_or(0),
        last_seen,
        silent: is_silent(last_seen, now),
    }
}

fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn is_silent(last_seen: Option<Timestamp>, now: Timestamp) -> bool {
    const DAY_MILLIS: i64 = 86_400_000;
    last_seen.is_none_or(|at| now.millis_since(at) > SILENT_DAYS * DAY_MILLIS)
}

/// The units of a cluster that have not been heard of, each with how long, in words; only for those who look over it.
pub(crate) fn silent_units(repo: &Repo, space: SpaceId) -> Vec<(String, String)> {
    let now = clock::now();
    let blocks = blocks(repo, None).into_iter().filter(|block| block.space == space);
    let lines = blocks.flat_map(|block| block.lines).filter(|line| line.silent);
    lines
        .map(|line| {
            let ago = line.last_seen.map(|at| format::stretch(now.millis_since(at)));
            (line.name, ago.unwrap_or_else(|| tr!(overview.never_short).to_owned()))
        })
        .collect()
}

/// The years of which something is known, newest first.
pub(super) fn years(repo: &Repo) -> Vec<i16> {
    let years: BTreeSet<_> = repo.summaries().iter().map(|line| line.summary.year).collect();
    years.into_iter().rev().collect()
}

/// The sums over some units.
pub(super) fn totals<'a>(lines: impl Iterator<Item = &'a Line>) -> Totals {
    lines.fold(Totals::default(), |sum, line| Totals {
        units: sum.units + 1,
        activities: sum.activities + line.activities,
        conflicts: sum.conflicts + line.conflicts,
        waiting: sum.waiting + line.waiting,
        refused: sum.refused + line.refused,
        silent: sum.silent + usize::from(line.silent),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::domain::Summary;
    use wasm_bindgen_test::wasm_bindgen_test;

    const DAY: i64 = 86_400_000;

    fn summary(year: i16, activities: u32, waiting: u32, last_seen: Option<i64>) -> SummaryLine {
        let empty = Summary::empty(UnitId::derived([1; 16]), year);
        let last_seen = last_seen.map(Timestamp::from_millis);
        SummaryLine {
            space: SpaceId::derived([2; 16]),
            summary: Summary { activities, waiting, last_seen, ..empty },
        }
    }

    fn made(own: &[&SummaryLine], year: Option<i16>) -> Line {
        let now = Timestamp::from_millis(30 * DAY);
        line(SpaceId::derived([2; 16]), UnitId::derived([1; 16]), "Hội".to_owned(), own, year, now)
    }

    #[wasm_bindgen_test]
    fn activities_count_for_the_year_and_devices_for_all_years() {
        let (old, new) = (summary(2023, 5, 3, Some(29 * DAY)), summary(2024, 7, 0, Some(10 * DAY)));
        let all = made(&[&old, &new], None);
        assert_eq!((all.activities, all.waiting, all.silent), (12, 3, false));
        let one = made(&[&old, &new], Some(2024));
        assert_eq!((one.activities, one.waiting, one.silent), (7, 3, false));
    }

    #[wasm_bindgen_test]
    fn silence_begins_after_seven_days_and_with_never() {
        for (last_seen, expected) in [(None, true), (Some(23 * DAY), false), (Some(23 * DAY - 1), true)] {
            assert_eq!(made(&[&summary(2024, 0, 0, last_seen)], None).silent, expected, "{last_seen:?}");
        }
        assert!(made(&[], None).silent);
    }
}
