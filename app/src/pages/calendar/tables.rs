//! The lists of the calendar as they are taken along.

use jiff::civil::Date;
use leptos::prelude::*;
use shared::domain::{Phase, Work, Year};
use shared::id::UnitId;
use shared::sheet::{Cell, Table};

use super::dates::{when, when_words};
use super::duties::{Party, locks_in};
use super::owing::duties;
use super::unlocks::standing;
use crate::pages::export::{count, day, headed, text};
use crate::pages::owed::{Duty, missing_words};
use crate::repo::Repo;
use crate::repo::types::{Board, UnlockLine};
use crate::{format, tr, words};

/// The phases, with what the shown parties owe in each.
pub(super) fn phases(year: &Year, today: Date, parties: &[Party]) -> Table {
    let rows = Phase::ALL.into_iter().map(|phase| {
        let period = year.period(phase);
        let facts = [
            text(words::phase(phase)),
            day(period.map(|period| period.from)),
            day(period.map(|period| period.to)),
            text(when_words(when(period, today))),
        ];
        let owes = parties.iter().map(|party| text(party.owes(phase)));
        let locks = text(locks_in(year, phase, today).map(|(_, words)| words).unwrap_or_default());
        facts.into_iter().chain(owes).chain([locks]).collect()
    });
    let headings = [tr!(calendar.phase), tr!(calendar.from), tr!(calendar.to), tr!(activity.standing)];
    let headings = headings.into_iter().chain(parties.iter().map(|party| party.name()));
    headed(&tr!(calendar.title, year = year.year), headings.chain([tr!(calendar.lock)]), rows)
}

/// What units owe: a row for each unit and each work that ends on a day.
pub(super) fn owing(name: &str, board: Option<&Board>, units: &[(UnitId, String)]) -> Table {
    let known = |unit: &UnitId| board.map(|board| duties(board, *unit)).unwrap_or_default();
    let rows = units.iter().flat_map(|(unit, name)| {
        known(unit).into_iter().map(move |duty| {
            let is_listed = duty.work.reports().is_none() && duty.work != Work::Covenant;
            let missing = if is_listed { duty.missing.join("; ") } else { String::new() };
            vec![
                text(name),
                text(words::work(duty.work)),
                day(duty.last),
                day(duty.opened_until),
                count(duty.missing.len()),
                text(missing),
                text(board.map(|board| stands(&duty, board)).unwrap_or_default()),
                text(duty.lock.map(words::lock).unwrap_or_default()),
            ]
        })
    });
    let headings = [
        words::field("unit"),
        words::field("work"),
        words::field("due"),
        words::field("until"),
        tr!(owed.missing),
        tr!(owed.which),
        tr!(activity.standing),
        tr!(calendar.lock),
    ];
    headed(name, headings.into_iter(), rows)
}

/// How a unit stands to some work, in words.
pub(super) fn stands(duty: &Duty, board: &Board) -> String {
    if duty.work == Work::Covenant && !board.ground.adopted {
        tr!(covenant.to_adopt).to_owned()
    } else if !duty.missing.is_empty() {
        words::capitalised(&missing_words(duty.work, duty.missing.len()))
    } else if duty.work.reports().is_some() {
        tr!(report.handed_in).to_owned()
    } else if duty.work == Work::Covenant {
        tr!(owed.signed).to_owned()
    } else if duty.targets == 0 {
        tr!(calendar.no_targets).to_owned()
    } else {
        crate::tr_count!(duty.targets, calendar.complete)
    }
}

/// What was opened again.
pub(super) fn unlocks(repo: &Repo, lines: &[UnlockLine], today: Date) -> Table {
    let rows = lines.iter().map(|line| {
        let unlock = &line.unlock;
        let (who, at) = line.by.unzip();
        vec![
            text(repo.unit_name(unlock.unit).unwrap_or_default()),
            text(words::work(unlock.work)),
            day(Some(unlock.until)),
            text(&unlock.reason),
            text(standing(line, today).2),
            line.taken_back.as_ref().map(text).unwrap_or_default(),
            text(who.and_then(|who| repo.person_name(who)).unwrap_or_default()),
            at.map_or(Cell::Blank, |at| text(format::instant(at))),
        ]
    });
    let headings = [
        words::field("unit"),
        words::field("work"),
        words::field("until"),
        words::field("reason"),
        tr!(activity.standing),
        tr!(unlock.taken_back_head),
        tr!(export.by),
        tr!(export.at),
    ];
    untrack(|| headed(tr!(unlock.title), headings.into_iter(), rows))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use shared::access::Ground;
    use shared::domain::Period;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn every_unit_has_a_row_for_every_work_that_ends_on_a_day() {
        let period = |to| Some(Period { from: date(2024, 6, 1), to });
        let year = Year { midyear: period(date(2024, 6, 15)), ..Year::empty(2024) };
        let ground = Ground { year: Some(year), ..Ground::open(date(2024, 6, 20)) };
        let board = Board::for_tests(ground, Vec::new(), Vec::new());
        let units = [1, 2].map(|n| (UnitId::derived([n; 16]), format!("Hội {n}")));
        let table = owing("Hạn", Some(&board), &units);
        let shown: Vec<Vec<_>> =
            table.rows.iter().map(|row| row.iter().take(6).map(Cell::shown).collect()).collect();
        let figures = |unit: &str| [unit, "Số liệu 6 tháng", "15/06/2024", "", "0", ""].map(str::to_owned);
        let report = |unit: &str| [unit, "Báo cáo 6 tháng", "15/06/2024", "", "1", ""].map(str::to_owned);
        assert_eq!(shown, [figures("Hội 1"), report("Hội 1"), figures("Hội 2"), report("Hội 2")]);
    }

    #[wasm_bindgen_test]
    fn a_unit_takes_along_what_it_owes_itself_and_days_as_days() {
        let mut year = Year::empty(2024);
        year.set_period(Phase::Launch, Some(Period { from: date(2024, 1, 2), to: date(2024, 1, 20) }));
        let table = phases(&year, date(2024, 1, 20), &[Party::Unit]);
        assert_eq!((table.rows.len(), table.headings.len()), (Phase::ALL.len(), 6));
        assert_eq!(table.rows[0][1..3], [Cell::Day(date(2024, 1, 2)), Cell::Day(date(2024, 1, 20))]);
        assert_eq!(table.rows[1][1], Cell::Blank);
        assert_eq!(phases(&year, date(2024, 1, 20), &Party::ALL).headings.len(), 8);
    }
}
