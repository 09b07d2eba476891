//! What a unit owes, by when, and what stands in the way. Pure, but for the words: Việc hôm nay and Lịch năm both say it.

mod key_tasks;
mod reminder;

use jiff::civil::Date;
use shared::access::Lock;
use shared::domain::{Basis, ReportState, Span, Work, Year};
use shared::id::UnitId;

pub(super) use key_tasks::{DueTask, due_tasks};
pub(super) use reminder::{Debtor, remind_button, reminder};

use crate::repo::types::{Board, Cell};
use crate::route::Route;
use crate::{tr, tr_count, words};

/// So many days before it closes, work is asked for even if its phase has not begun.
const SOON_DAYS: i64 = 30;

/// Some work of a unit: what is missing, and how much time there is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Duty {
    pub(super) work: Work,
    /// The last day on which it is open to all; none when nothing closes it.
    pub(super) last: Option<Date>,
    /// The last day on which it is open to this unit, because somebody opened it again.
    pub(super) opened_until: Option<Date>,
    /// Why it is closed to this unit, if it is.
    pub(super) lock: Option<Lock>,
    /// Whether its time has come.
    pub(super) is_asked: bool,
    /// The names of the targets that lack something; of a report its own, while it is not handed in.
    pub(super) missing: Vec<String>,
    /// How many targets the unit has; of a report 1.
    pub(super) targets: usize,
}

impl Duty {
    /// Some work of a unit as it stands now.
    pub(super) fn of(board: &Board, unit: UnitId, work: Work) -> Self {
        if let Some(span) = work.reports() {
            return Self::of_report(board, unit, work, board.report(unit, span));
        }
        if work == Work::Covenant {
            return Self::of_covenant(board, unit);
        }
        let concerning = || board.targets.iter().filter(|held| Board::concerns(&held.record, unit));
        let missing = concerning().filter(|held| lacks(work, board.cell(held.id, unit)));
        let missing = missing.map(|held| held.record.name.clone()).collect();
        Self::with(board, unit, work, missing, concerning().count())
    }

    /// Signing is asked for once there is an adopted text.
    fn of_covenant(board: &Board, unit: UnitId) -> Self {
        let ground = &board.ground;
        let owes = ground.adopted && !ground.signed.contains(&unit);
        let missing = owes.then(|| words::work(Work::Covenant).to_owned());
        let duty = Self::with(board, unit, Work::Covenant, missing.into_iter().collect(), 1);
        Self { is_asked: duty.is_asked || owes, ..duty }
    }

    fn of_report(board: &Board, unit: UnitId, work: Work, state: ReportState) -> Self {
        let missing = (!state.is_handed_in()).then(|| words::work(work).to_owned());
        let duty = Self::with(board, unit, work, missing.into_iter().collect(), 1);
        // Returning it opens it, whatever its last day is.
        let lock = duty.lock.filter(|lock| state != ReportState::Returned || *lock == Lock::YearClosed);
        Self { lock, ..duty }
    }

    fn with(board: &Board, unit: UnitId, work: Work, missing: Vec<String>, targets: usize) -> Self {
        let ground = &board.ground;
        let unlocks = ground.unlocks.iter().filter(|it| it.unit == unit && it.work == work);
        Self {
            work,
            last: ground.year.as_ref().and_then(|year| year.deadline(work)),
            opened_until: unlocks.map(|it| it.until).filter(|until| *until >= ground.today).max(),
            lock: ground.lock(work, unit),
            is_asked: ground.year.as_ref().is_some_and(|year| is_asked(year, work, ground.today)),
            missing,
            targets,
        }
    }

    /// The last day for this unit.
    pub(super) fn end(&self) -> Option<Date> {
        self.opened_until.max(self.last)
    }

    /// Whether the unit is to hear of it: something is missing, and it is time or the time is over. Of a closed year
    /// nothing is owed any more.
    pub(super) fn is_due(&self) -> bool {
        !self.missing.is_empty() && self.is_asked && self.lock != Some(Lock::YearClosed)
    }
}

/// Whether a unit still lacks for a target what some work asks for. A target that was not assigned lacks nothing.
fn lacks(work: Work, cell: Option<&Cell>) -> bool {
    let Some(cell) = cell else { return true };
    if cell.is_unassigned() {
        return false;
    }
    match work {
        Work::Registration => cell.plan(Span::Full).is_none(),
        Work::HalfFigures => cell.counting(Span::Half).is_none(),
        Work::YearEstimates => cell.counting(Span::Full).is_none(),
        // A report and a signature are no figures of a target.
        Work::Covenant | Work::HalfReport | Work::YearReport => false,
        Work::YearFigures => {
            cell.figure(Span::Full, Basis::Official).is_none_or(|held| held.record.value.is_none())
        }
    }
}

/// Whether some work is asked for on a day: its phase has begun, or its end is near or past.
fn is_asked(year: &Year, work: Work, today: Date) -> bool {
    let from = match work {
        Work::Registration => year.launch.or(year.signing).map(|period| period.from),
        Work::Covenant => year.signing.map(|period| period.from),
        Work::HalfFigures | Work::HalfReport => year.midyear.map(|period| period.from),
        Work::YearEstimates | Work::YearReport => year.self_score.map(|period| period.from),
        Work::YearFigures => year.self_score.and_then(|period| period.to.tomorrow().ok()),
    };
    from.is_some_and(|from| from <= today)
        || year.deadline(work).is_some_and(|last| days_between(today, last) <= SOON_DAYS)
}

/// Where some work is done.
pub(super) fn place(work: Work) -> Route {
    match work {
        Work::Covenant => Route::Covenants,
        Work::HalfReport | Work::YearReport => Route::Reports,
        Work::Registration | Work::HalfFigures | Work::YearEstimates | Work::YearFigures => Route::Targets,
    }
}

/// How many days lie between two days; negative when the second is the earlier one.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// How much time is left until the end of a day: `Còn 8 ngày`, `Hạn hôm nay`, `Quá hạn 3 ngày`.
pub(super) fn time_left(last: Date, today: Date) -> String {
    let days = days_between(today, last);
    let count = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    match days {
        0 => tr!(owed.last_day).to_owned(),
        1.. => tr_count!(count, owed.left),
        _ => tr_count!(count, owed.over),
    }
}

/// What some work lacks, in words: `còn 3 chỉ tiêu chưa có kế hoạch`.
pub(super) fn missing_words(work: Work, count: usize) -> String {
    match work {
        Work::Registration => tr_count!(count, owed.registration),
        Work::HalfFigures => tr_count!(count, owed.half_figures),
        Work::YearEstimates => tr_count!(count, owed.year_estimates),
        Work::Covenant => tr!(owed.covenant).to_owned(),
        Work::HalfReport | Work::YearReport => tr!(owed.report).to_owned(),
        Work::YearFigures => tr_count!(count, owed.year_figures),
    }
}

/// Why some work is closed to a unit, who can open it and whom to call; `head` is the head unit's name.
pub(super) fn lock_words(lock: Lock, head: Option<&str>) -> String {
    match (lock, head) {
        (Lock::PastDeadline { .. }, Some(head)) => {
            format!("{} {}", words::lock(lock), tr!(owed.call, head = head))
        }
        _ => words::lock(lock),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use shared::access::Ground;
    use shared::domain::{Figure, Period, Phase, Plan};
    use shared::id::RecordId;
    use shared::number::Quantity;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::repo::types::{Held, Standing};

    const TODAY: Date = date(2024, 6, 20);

    fn unit() -> UnitId {
        UnitId::derived([1; 16])
    }

    fn target() -> RecordId {
        RecordId::derived([2; 16])
    }

    fn held<R>(record: R) -> Held<R> {
        Held { id: target(), record, standing: Standing::Received, differing: None, by_unit: None }
    }

    fn planned(full: Option<Quantity>, unassigned: bool) -> Cell {
        let plan = Plan { full, unassigned, ..Plan::empty(target(), unit(), 2024) };
        Cell { plan: Some(held(plan)), figures: Vec::new() }
    }

    fn reported(span: Span, basis: Basis, value: Option<Quantity>) -> Cell {
        let figure = Figure { value, ..Figure::empty(target(), unit(), 2024, span, basis) };
        Cell { plan: None, figures: vec![held(figure)] }
    }

    /// All work that is about figures.
    const FIGURES: [Work; 4] =
        [Work::Registration, Work::HalfFigures, Work::YearEstimates, Work::YearFigures];

    #[wasm_bindgen_test]
    fn a_report_is_owed_until_it_is_handed_in() {
        let year = Year {
            midyear: Some(Period { from: date(2024, 6, 1), to: date(2024, 6, 15) }),
            ..Year::empty(2024)
        };
        let ground = Ground { year: Some(year), ..Ground::open(TODAY) };
        let board = Board::for_tests(ground, Vec::new(), Vec::new());
        // Whether it is owed, and whether it is locked.
        let cases = [
            (ReportState::Draft, true, true),
            (ReportState::Moved, true, true),
            (ReportState::Returned, true, false),
            (ReportState::Submitted, false, true),
            (ReportState::Approved, false, true),
            (ReportState::Accepted, false, true),
        ];
        for (state, is_due, is_locked) in cases {
            let duty = Duty::of_report(&board, unit(), Work::HalfReport, state);
            assert_eq!((duty.is_due(), duty.lock.is_some()), (is_due, is_locked), "{state:?}");
        }
        assert!(!Duty::of_report(&board, unit(), Work::YearReport, ReportState::Draft).is_due(), "not yet");
    }

    #[wasm_bindgen_test]
    fn each_work_lacks_its_own_figure() {
        let some = Some(Quantity::ZERO);
        // Registration, half-year figures, estimates, final figures.
        let cases = [
            (None, [true; 4]),
            (Some(planned(some, false)), [false, true, true, true]),
            (Some(planned(None, false)), [true; 4]),
            (Some(planned(None, true)), [false; 4]),
            (Some(reported(Span::Half, Basis::Estimate, some)), [true, false, true, true]),
            (Some(reported(Span::Full, Basis::Estimate, some)), [true, true, false, true]),
            (Some(reported(Span::Full, Basis::Official, some)), [true, true, false, false]),
            (Some(reported(Span::Full, Basis::Official, None)), [true; 4]),
        ];
        for (cell, expected) in cases {
            assert_eq!(FIGURES.map(|work| lacks(work, cell.as_ref())), expected, "{cell:?}");
        }
    }

    #[wasm_bindgen_test]
    fn work_is_asked_for_once_its_phase_begins_or_its_end_is_near() {
        let mut year = Year::empty(2024);
        assert!(!FIGURES.into_iter().any(|work| is_asked(&year, work, TODAY)), "no dates bind nobody");
        for (phase, from, to) in [
            (Phase::Launch, date(2024, 1, 2), date(2024, 1, 20)),
            (Phase::Signing, date(2024, 3, 1), date(2024, 3, 5)),
            (Phase::Midyear, date(2024, 6, 20), date(2024, 7, 15)),
            (Phase::SelfScore, date(2024, 11, 20), date(2024, 12, 5)),
            (Phase::Archive, date(2025, 3, 1), date(2025, 3, 31)),
        ] {
            year.set_period(phase, Some(Period { from, to }));
        }
        let cases = [
            (date(2024, 1, 1), [false; 4]),
            (date(2024, 1, 2), [true, false, false, false]),
            (date(2024, 6, 14), [true, false, false, false]),
            (date(2024, 6, 15), [true, true, false, false]),
            (date(2024, 11, 5), [true, true, true, false]),
            (date(2024, 12, 6), [true; 4]),
        ];
        for (today, expected) in cases {
            assert_eq!(FIGURES.map(|work| is_asked(&year, work, today)), expected, "{today}");
        }
    }

    #[wasm_bindgen_test]
    fn days_are_counted_to_the_end_of_the_last_one() {
        let cases = [
            (date(2024, 6, 20), "Hạn hôm nay"),
            (date(2024, 6, 21), "Còn 1 ngày"),
            (date(2024, 7, 20), "Còn 30 ngày"),
            (date(2024, 6, 17), "Quá hạn 3 ngày"),
        ];
        for (last, expected) in cases {
            assert_eq!(time_left(last, TODAY), expected, "{last}");
        }
    }
}
