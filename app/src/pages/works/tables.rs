//! Movements and key tasks as they are taken along.

use leptos::prelude::*;
use shared::domain::Kind;
use shared::sheet::Table;

use super::Place;
use super::tasks::{progress_words, units_words};
use crate::pages::export::{count, day, headed, text as cell};
use crate::repo::Repo;
use crate::repo::types::Listed;
use crate::{format, tr, words};

/// The movements in force.
pub(super) fn movements(place: Place) -> Table {
    let agenda = place.agenda.get_untracked();
    let rows = agenda.movements.iter().filter(|line| Listed::is_in_force(line)).map(|line| {
        let movement = &line.held.record;
        vec![
            year(movement.year),
            cell(&movement.name),
            cell(words::movement_kind(movement.kind)),
            cell(&movement.launched_by),
            cell(movement.period.map(format::period).unwrap_or_default()),
            cell(&movement.document),
            day(movement.signed_on),
        ]
    });
    let fields = ["year", "name", "kind", "launched_by", "period", "document", "signed_on"];
    headed(tr!(nav.movements), fields.map(words::field).into_iter(), rows)
}

/// The key tasks in force, in their order, with how far units have come.
pub(super) fn tasks(place: Place, repo: &Repo) -> Table {
    let agenda = place.agenda.get_untracked();
    let rows = agenda.tasks.iter().filter(|line| Listed::is_in_force(line)).map(|line| {
        let task = &line.held.record;
        vec![
            year(task.year),
            cell(&task.name),
            cell(untrack(|| units_words(repo, task))),
            day(task.due),
            cell(progress_words(&agenda, line.held.id)),
            cell(&task.body),
        ]
    });
    let fields = ["year", "name", "lead", "due", "state", "body"];
    headed(tr!(nav.tasks), fields.map(|field| words::field_of(Kind::KeyTask, field)).into_iter(), rows)
}

fn year(year: i16) -> shared::sheet::Cell {
    count(usize::try_from(year).unwrap_or(0))
}
