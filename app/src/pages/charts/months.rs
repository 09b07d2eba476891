//! Activities counted by the month in which they were held.

use jiff::civil::Date;
use shared::id::UnitId;

/// A month of the emulation year, or what lies outside of it: an activity of the year may be held in the year before
/// or after (`domain.md` §0.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Month {
    Before,
    Of(i8),
    After,
}

impl Month {
    /// The month of the year in which a day lies.
    fn of(year: i16, day: Date) -> Self {
        match day.year().cmp(&year) {
            std::cmp::Ordering::Less => Self::Before,
            std::cmp::Ordering::Equal => Self::Of(day.month()),
            std::cmp::Ordering::Greater => Self::After,
        }
    }

    /// Its first and its last day, where it has them.
    pub(super) fn days(self, year: i16) -> (Option<Date>, Option<Date>) {
        let first = |year, month| Date::new(year, month, 1).ok();
        match self {
            Self::Before => (None, first(year, 1).and_then(|day| day.yesterday().ok())),
            Self::Of(month) => {
                let from = first(year, month);
                (from, from.map(Date::last_of_month))
            }
            Self::After => (year.checked_add(1).and_then(|next| first(next, 1)), None),
        }
    }
}

/// How many activities were held in which month, by unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// The twelve months; before and after them what lies outside, where there is something.
    pub(super) months: Vec<Month>,
    /// One row for each unit, with as many counts as there are months.
    pub(super) rows: Vec<(UnitId, Vec<usize>)>,
    /// All units together.
    pub(super) all: Vec<usize>,
}

impl Counts {
    /// Counts what each unit held. Units stand in the order given; those that are no longer among them follow.
    pub(super) fn of(year: i16, units: &[UnitId], held: &[(UnitId, Date)]) -> Self {
        let placed: Vec<_> = held.iter().map(|(unit, day)| (*unit, Month::of(year, *day))).collect();
        let mut months: Vec<_> =
            (1..=12).map(Month::Of).chain(placed.iter().map(|(_, month)| *month)).collect();
        months.sort_unstable();
        months.dedup();
        let mut order = units.to_vec();
        for (unit, _) in &placed {
            if !order.contains(unit) {
                order.push(*unit);
            }
        }
        let count = |of: Option<UnitId>| {
            let of_month = |month: &Month| {
                placed.iter().filter(|(unit, at)| at == month && of.is_none_or(|of| of == *unit)).count()
            };
            months.iter().map(of_month).collect::<Vec<_>>()
        };
        let rows = order.into_iter().map(|unit| (unit, count(Some(unit)))).collect();
        let all = count(None);
        Self { months, rows, all }
    }

    /// The counts of one unit, or of all.
    pub(super) fn shown(&self, unit: Option<UnitId>) -> &[usize] {
        match unit {
            None => &self.all,
            Some(unit) => {
                let row = self.rows.iter().find(|(of, _)| *of == unit);
                row.map(|(_, counts)| counts.as_slice()).unwrap_or_default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn unit(at: u8) -> UnitId {
        UnitId::derived([at; 16])
    }

    #[wasm_bindgen_test]
    fn activities_count_in_the_month_in_which_they_were_held() {
        let none = Counts::of(2024, &[unit(1)], &[]);
        assert_eq!((none.months.len(), none.all.iter().sum::<usize>()), (12, 0));
        assert_eq!(none.shown(Some(unit(1))), [0; 12]);
        let held = [
            (unit(1), date(2023, 12, 13)),
            (unit(1), date(2024, 2, 29)),
            (unit(2), date(2024, 2, 1)),
            (unit(2), date(2024, 12, 31)),
            (unit(9), date(2025, 1, 1)),
        ];
        let counts = Counts::of(2024, &[unit(2), unit(1)], &held);
        assert_eq!(counts.months.first(), Some(&Month::Before));
        assert_eq!((counts.months.last(), counts.months.len()), (Some(&Month::After), 14));
        assert_eq!(counts.all, [1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
        assert_eq!(counts.shown(Some(unit(1))), [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        // One that is no longer a member is counted all the same, behind the others.
        assert_eq!(
            counts.rows.iter().map(|(unit, _)| *unit).collect::<Vec<_>>(),
            [unit(2), unit(1), unit(9)]
        );
        let sums = |at: usize| counts.rows.iter().map(|(_, row)| row[at]).sum::<usize>();
        assert_eq!((0..14).map(sums).collect::<Vec<_>>(), counts.all);
    }

    #[wasm_bindgen_test]
    fn a_month_leads_to_its_days() {
        let some = |year, month, day| Some(date(year, month, day));
        for (month, expected) in [
            (Month::Before, (None, some(2023, 12, 31))),
            (Month::Of(2), (some(2024, 2, 1), some(2024, 2, 29))),
            (Month::Of(12), (some(2024, 12, 1), some(2024, 12, 31))),
            (Month::After, (some(2025, 1, 1), None)),
        ] {
            assert_eq!(month.days(2024), expected);
        }
    }
}
