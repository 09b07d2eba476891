//! Phong trào and nhiệm vụ trọng tâm as pages see them.

use shared::domain::{KeyTask, Movement, TaskProgress};
use shared::id::{RecordId, UnitId};
use shared::order::OrderKey;

use super::Held;

/// A record with where it stands and whether it is in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed<R> {
    /// The record.
    pub held: Held<R>,
    /// Why it is out of force, if it is.
    pub void: Option<String>,
}

impl<R> Listed<R> {
    /// Whether it is in force.
    pub fn is_in_force(&self) -> bool {
        self.void.is_none()
    }
}

/// What the units of a cluster work at together, in all years.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agenda {
    /// The catalogue by name.
    pub movements: Vec<Listed<Movement>>,
    /// The key tasks in their order.
    pub tasks: Vec<Listed<KeyTask>>,
    /// What units said of them; what was voided is not here.
    pub progress: Vec<Held<TaskProgress>>,
}

impl Agenda {
    /// A movement, in force or not.
    pub fn movement(&self, id: RecordId) -> Option<&Listed<Movement>> {
        self.movements.iter().find(|line| line.held.id == id)
    }

    /// A key task, in force or not.
    pub fn task(&self, id: RecordId) -> Option<&Listed<KeyTask>> {
        self.tasks.iter().find(|line| line.held.id == id)
    }

    /// The movement in force of a year that goes by a name, however its tone marks and quotation marks are typed.
    pub fn movement_named(&self, year: i16, name: &str) -> Option<&Held<Movement>> {
        let wanted = bare(name);
        let fits = |line: &&Listed<Movement>| {
            line.is_in_force() && line.held.record.year == year && bare(&line.held.record.name) == wanted
        };
        self.movements.iter().find(fits).map(|line| &line.held).filter(|_| !wanted.is_empty())
    }

    /// What a unit said of a task.
    pub fn progress_of(&self, task: RecordId, unit: UnitId) -> Option<&Held<TaskProgress>> {
        self.progress.iter().find(|held| held.record.task == task && held.record.unit == unit)
    }

    /// The places of a year's tasks in force, in order.
    pub fn places(&self, year: i16) -> Vec<(RecordId, OrderKey)> {
        let tasks = self.tasks.iter().filter(|line| line.is_in_force() && line.held.record.year == year);
        tasks.map(|line| (line.held.id, line.held.record.order.clone())).collect()
    }
}

/// A name as it is compared: without marks, case and the signs around it.
fn bare(name: &str) -> String {
    let folded = shared::text::folded(name);
    folded.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repo::types::Standing;
    use shared::domain::MovementKind;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn agenda(name: &str, void: Option<&str>) -> Agenda {
        let [launched_by, document, note] = [const { String::new() }; 3];
        let (kind, period, signed_on) = (MovementKind::Movement, None, None);
        let record = Movement {
            year: 2024,
            name: name.to_owned(),
            kind,
            launched_by,
            period,
            document,
            signed_on,
            note,
        };
        let id = RecordId::derived([1; 16]);
        let held = Held { id, record, standing: Standing::Received, differing: None, by_unit: None };
        Agenda { movements: vec![Listed { held, void: void.map(str::to_owned) }], ..Agenda::default() }
    }

    #[wasm_bindgen_test]
    fn a_movement_is_found_by_its_name_however_it_is_typed() {
        let cases = [
            ("Tết Nhân ái", true),
            ("“Tết Nhân ái”", true),
            ("tet nhan ai ", true),
            ("Tết Nhân ái 2024", false),
            ("Nhân ái", false),
            ("", false),
            ("“”", false),
        ];
        for (typed, expected) in cases {
            assert_eq!(
                agenda("Tết Nhân ái", None).movement_named(2024, typed).is_some(),
                expected,
                "{typed}"
            );
        }
        assert!(agenda("Tết Nhân ái", None).movement_named(2023, "Tết Nhân ái").is_none());
        assert!(agenda("Tết Nhân ái", Some("Trùng")).movement_named(2024, "Tết Nhân ái").is_none());
    }
}
