//! The key tasks that a unit has to see to: due soon or overdue, and not done.

use jiff::civil::Date;
use shared::domain::TaskState;
use shared::id::{RecordId, UnitId};

use super::{SOON_DAYS, days_between};
use crate::repo::types::Agenda;

/// A key task that asks for a unit's work.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::pages) struct DueTask {
    pub(in crate::pages) id: RecordId,
    pub(in crate::pages) year: i16,
    pub(in crate::pages) name: String,
    pub(in crate::pages) due: Date,
    pub(in crate::pages) leads: bool,
    pub(in crate::pages) state: TaskState,
}

/// The tasks in force that concern a unit, end within a month or have ended, and that it is not through with.
pub(in crate::pages) fn due_tasks(agenda: &Agenda, unit: UnitId, today: Date) -> Vec<DueTask> {
    let tasks = agenda.tasks.iter().filter(|line| line.is_in_force() && line.held.record.concerns(unit));
    let due = tasks.filter_map(|line| {
        let (id, task) = (line.held.id, &line.held.record);
        let due = task.due.filter(|due| days_between(today, *due) <= SOON_DAYS)?;
        let said = agenda.progress_of(id, unit).map(|held| held.record.state.clone());
        let state = said.unwrap_or(TaskState::NotBegun);
        let (name, leads) = (task.name.clone(), task.lead == Some(unit));
        (!state.is_over()).then_some(DueTask { id, year: task.year, name, due, leads, state })
    });
    due.collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use shared::domain::{KeyTask, TaskProgress};
    use shared::order::OrderKey;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::repo::types::{Held, Listed, Standing};

    const TODAY: Date = date(2024, 6, 20);

    fn unit(n: u8) -> UnitId {
        UnitId::derived([n; 16])
    }

    fn held<R>(record: R) -> Held<R> {
        let id = RecordId::derived([9; 16]);
        Held { id, record, standing: Standing::Received, differing: None, by_unit: None }
    }

    /// A task that the first unit leads and the second supports; what the first said of it.
    fn agenda(due: Option<Date>, state: Option<TaskState>, void: Option<&str>) -> Agenda {
        let (order, name, body) = (OrderKey::between(None, None), String::new(), String::new());
        let supporting = [unit(2)].into();
        let task = KeyTask { year: 2024, name, order, lead: Some(unit(1)), supporting, due, body };
        let progress = state.map(|state| TaskProgress {
            state,
            ..TaskProgress::empty(RecordId::derived([9; 16]), unit(1), 2024)
        });
        Agenda {
            tasks: vec![Listed { held: held(task), void: void.map(str::to_owned) }],
            progress: progress.into_iter().map(held).collect(),
            ..Agenda::default()
        }
    }

    #[wasm_bindgen_test]
    fn a_task_asks_for_work_when_it_ends_within_a_month_and_is_not_done() {
        let dropped = TaskState::Dropped { reason: "Bão".to_owned() };
        let soon = Some(date(2024, 7, 20));
        let cases = [
            (agenda(soon, None, None), [true, true, false]),
            (agenda(Some(date(2024, 7, 21)), None, None), [false, false, false]),
            (agenda(Some(date(2024, 1, 1)), None, None), [true, true, false]),
            (agenda(None, None, None), [false, false, false]),
            (agenda(soon, Some(TaskState::GoingOn), None), [true, true, false]),
            (agenda(soon, Some(TaskState::Done), None), [false, true, false]),
            (agenda(soon, Some(dropped), None), [false, true, false]),
            (agenda(soon, None, Some("Trùng")), [false, false, false]),
        ];
        for (agenda, expected) in cases {
            let asked = [1, 2, 3].map(|n| !due_tasks(&agenda, unit(n), TODAY).is_empty());
            assert_eq!(asked, expected, "{agenda:?}");
        }
    }
}
