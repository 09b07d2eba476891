//! Deadlines among the things to do: what the own unit still owes, and which units owe something to the office.

use std::sync::Arc;

use jiff::civil::Date;
use shared::domain::{Cluster, Plan, ReportState, Work};
use shared::id::{SpaceId, UnitId};

use super::reports;
use super::tasks::Task;
use crate::pages::activities::own_unit;
use crate::pages::owed::{
    Debtor, DueTask, Duty, days_between, due_tasks, lock_words, missing_words, place, reminder, time_left,
};
use crate::repo::Repo;
use crate::repo::types::{Board, UnitLine};
use crate::route::Route;
use crate::ui::{Icon, Tone};
use crate::{format, tr, tr_count, words};

/// So many names are shown; the rest is a count.
const NAMES_SHOWN: usize = 3;

/// Work that ends within so many days is pressing.
const PRESSING_DAYS: i64 = 7;

/// What is owed in the cluster being worked in.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Owed {
    /// By the person's own unit.
    pub(super) own: Owing,
    /// By all units, for those who look over them.
    pub(super) of_all: Owing,
}

impl Owed {
    /// As it stands now. Tracked.
    pub(super) fn here(repo: &Repo) -> Self {
        let Some(space) = repo.opened() else { return Self::default() };
        let own = own_unit(repo, space).map(|unit| of_unit(repo, space, unit));
        let of_all = repo.oversees(space).then(|| of_units(repo, space));
        Self { own: own.unwrap_or_default(), of_all: of_all.unwrap_or_default() }
    }
}

/// Things to do about deadlines.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Owing {
    /// What is closed, for somebody has to be called about it, and what closes within days.
    pub(super) pressing: Vec<Task>,
    /// All else.
    pub(super) later: Vec<Task>,
}

impl Owing {
    /// Parts dated things to do, the one that ends first in front; what has no end comes last.
    fn of(mut dated: Vec<(Option<Date>, Task)>, today: Date) -> Self {
        dated.sort_by_key(|(end, _)| end.unwrap_or(Date::MAX));
        let is_near = |(end, _): &(Option<Date>, Task)| {
            end.is_some_and(|end| days_between(today, end) <= PRESSING_DAYS)
        };
        let (pressing, later): (Vec<_>, Vec<_>) = dated.into_iter().partition(is_near);
        let tasks = |dated: Vec<(Option<Date>, Task)>| dated.into_iter().map(|(_, task)| task).collect();
        Self { pressing: tasks(pressing), later: tasks(later) }
    }
}

/// What a unit owes.
fn of_unit(repo: &Repo, space: SpaceId, unit: UnitId) -> Owing {
    let Some((board, year)) = board_of(repo, space) else { return Owing::default() };
    let head = repo.term(space, year).and_then(|term| repo.unit_short(term.head));
    let duties = Work::ALL.map(|work| Duty::of(&board, unit, work));
    // What was returned is told with its reason.
    let is_returned = |duty: &Duty| {
        duty.work.reports().is_some_and(|span| board.report(unit, span) == ReportState::Returned)
    };
    let due = duties.iter().filter(|duty| duty.is_due() && !is_returned(duty));
    let dated = due.map(|duty| (duty.end(), own_task(duty, &board, head.as_deref())));
    let today = board.ground.today;
    let agenda = repo.agenda(space).unwrap_or_default();
    // Of a closed year nothing is owed any more.
    let tasks = due_tasks(&agenda, unit, today).into_iter();
    let tasks = tasks.filter(|task| repo.closed(space, task.year).is_none());
    let tasks = tasks.map(|task| (Some(task.due), key_task(&task, today)));
    let mut owing = Owing::of(dated.chain(tasks).collect(), today);
    if board.ground.closed().is_none() {
        owing.pressing.splice(0..0, reports::returned(repo, space, (unit, year)));
    }
    owing
}

/// A key task that the unit leads or supports, and is not through with.
fn key_task(task: &DueTask, today: Date) -> Task {
    let state = words::lowered(words::task_state(&task.state));
    let note =
        if task.leads { tr!(task.due_leads, state = state) } else { tr!(task.due_supports, state = state) };
    let tone = if task.due < today { Tone::Err } else { Tone::Wait };
    let title = tr!(task.due_title, name = task.name);
    Task {
        left: Some(time_left(task.due, today)),
        when: Some(tr!(owed.due, day = format::date(task.due))),
        ..Task::plain(Route::Task(task.id), tone, Icon::List, title, note)
    }
}

fn own_task(duty: &Duty, board: &Board, head: Option<&str>) -> Task {
    let names = first_names(&duty.missing, |rest| tr_count!(rest, owed.more_targets));
    let (tone, picture, note) = match duty.lock {
        Some(lock) => (Tone::Err, Icon::Lock, lock_words(lock, head)),
        None => (Tone::Wait, Icon::Clock, names),
    };
    let missing = missing_words(duty.work, duty.missing.len());
    let end = duty.end();
    Task {
        left: end.map(|end| time_left(end, board.ground.today)),
        when: end.map(|end| tr!(owed.due, day = format::date(end))),
        ..Task::plain(
            place(duty.work),
            tone,
            picture,
            tr!(owed.task, work = words::work(duty.work), missing = missing),
            note,
        )
    }
}

/// Which units owe something and by when, each with a text to remind them; and what units wish for.
fn of_units(repo: &Repo, space: SpaceId) -> Owing {
    let (Some((board, _)), Some(cluster)) = (board_of(repo, space), repo.cluster(space)) else {
        return Owing::default();
    };
    let units = repo.units(space);
    let dated = Work::ALL.into_iter().filter_map(|work| units_task(&board, &units, &cluster, work));
    let mut owing = Owing::of(dated.collect(), board.ground.today);
    if board.year.is_none() {
        let (title, note) = (tr!(today.undated, year = cluster.year), tr!(today.undated_note).to_owned());
        owing.later.push(Task::plain(Route::EditYear, Tone::Ink, Icon::Calendar, title, note));
    }
    owing.later.extend(reports::waiting(repo, space, cluster.year));
    owing.later.extend(wishes(repo, &board));
    owing
}

/// Which units owe some work, and its last day.
fn units_task(
    board: &Board,
    units: &[UnitLine],
    cluster: &Cluster,
    work: Work,
) -> Option<(Option<Date>, Task)> {
    let debtors = debtors(board, units, work);
    let (last, _) = debtors.first()?.1;
    let names: Vec<_> = debtors.iter().map(|(line, _)| line.unit.short.clone()).collect();
    let debtors: Vec<_> = debtors
        .into_iter()
        .map(|(line, (_, missing))| Debtor { unit: line.unit.name.clone(), missing })
        .collect();
    let today = board.ground.today;
    let task = Task {
        left: last.map(|last| time_left(last, today)),
        when: last.map(|last| tr!(owed.due, day = format::date(last))),
        reminder: Some(reminder(&cluster.name, cluster.year, work, (last, today), &debtors)),
        ..Task::plain(
            place(work),
            if board.ground.past(work).is_some() { Tone::Err } else { Tone::Wait },
            Icon::Clock,
            tr_count!(names.len(), owed.units, work = words::work(work)),
            first_names(&names, |rest| tr_count!(rest, today.silent_more)),
        )
    };
    Some((last, task))
}

type Debt<'a> = (&'a UnitLine, (Option<Date>, usize));

/// The units that owe some work, in printed order, with its last day and how many targets lack something.
fn debtors<'a>(board: &Board, units: &'a [UnitLine], work: Work) -> Vec<Debt<'a>> {
    let owing = units.iter().filter_map(|line| {
        let duty = Duty::of(board, line.id, work);
        duty.is_due().then_some((line, (duty.last, duty.missing.len())))
    });
    owing.collect()
}

/// What units wish their plans to be, and nobody has decided.
fn wishes(repo: &Repo, board: &Board) -> Vec<Task> {
    let wish = |(plan, target): (&Plan, &str)| {
        let wished = plan.wished.as_ref().filter(|_| is_undecided(plan))?;
        let unit = repo.unit_short(plan.unit).unwrap_or_default();
        let before = plan.full.map_or_else(|| tr!(standing.blank).to_owned(), format::figure);
        let note = tr!(
            owed.wish_note,
            unit = unit,
            before = before,
            after = format::figure(wished.plan),
            reason = wished.reason
        );
        let title = tr!(owed.wish, target = target);
        Some(Task::plain(Route::Target(plan.target), Tone::Wait, Icon::Pencil, title, note))
    };
    board.plans().filter_map(wish).collect()
}

/// Whether what a unit wishes for differs from what is in force by decision.
fn is_undecided(plan: &Plan) -> bool {
    let adjusted = plan.adjusted.as_ref().map(|adjusted| adjusted.plan);
    plan.wished.as_ref().is_some_and(|wished| adjusted != Some(wished.plan))
}

/// The targets of the year; none while the cluster is being read, for then all would seem to be missing.
fn board_of(repo: &Repo, space: SpaceId) -> Option<(Arc<Board>, i16)> {
    let year = repo.cluster(space)?.year;
    if repo.loading().is_some() {
        return None;
    }
    Some((repo.board(space, year)?, year))
}

pub(super) fn first_names(names: &[String], more: impl Fn(usize) -> String) -> String {
    let shown = names.iter().take(NAMES_SHOWN).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMES_SHOWN) {
        0 => shown,
        rest => format!("{shown} {}", more(rest)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use shared::domain::Adjustment;
    use shared::id::RecordId;
    use shared::number::Quantity;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_wish_waits_until_its_own_figure_is_in_force() {
        let [ten, twelve] = [10, 12].map(|whole| Some(Quantity::whole(whole)));
        let as_adjustment = |plan: Option<Quantity>| {
            plan.map(|plan| Adjustment { plan, reason: "Bão".to_owned(), approver: None })
        };
        for (wished, adjusted, expected) in [
            (None, None, false),
            (None, ten, false),
            (ten, None, true),
            (ten, twelve, true),
            (ten, ten, false),
        ] {
            let (wished, adjusted) = (as_adjustment(wished), as_adjustment(adjusted));
            let plan = Plan {
                wished,
                adjusted,
                ..Plan::empty(RecordId::derived([1; 16]), UnitId::derived([2; 16]), 2024)
            };
            assert_eq!(is_undecided(&plan), expected, "{plan:?}");
        }
    }

    #[wasm_bindgen_test]
    fn what_ends_first_comes_first_and_what_ends_within_days_before_all_else() {
        let today = date(2024, 6, 20);
        let dated = [None, Some(28), Some(27), Some(1), Some(20)].map(|day: Option<i8>| {
            let title = day.map_or_else(String::new, |day| day.to_string());
            let task = Task::plain(Route::Targets, Tone::Wait, Icon::Clock, title, String::new());
            (day.map(|day| date(2024, 6, day)), task)
        });
        let owing = Owing::of(dated.to_vec(), today);
        let titles = |tasks: &[Task]| tasks.iter().map(|task| task.title.clone()).collect::<Vec<_>>();
        assert_eq!(titles(&owing.pressing), ["1", "20", "27"]);
        assert_eq!(titles(&owing.later), ["28", ""]);
    }

    #[wasm_bindgen_test]
    fn many_names_become_three_and_a_count() {
        let more = |rest: usize| format!("và {rest}");
        for (count, expected) in [(0, ""), (1, "0"), (3, "0, 1, 2"), (5, "0, 1, 2 và 2")] {
            let names: Vec<_> = (0..count).map(|name: usize| name.to_string()).collect();
            assert_eq!(first_names(&names, more), expected);
        }
    }
}
