//! How far each unit has come with a key task.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::domain::{KeyTask, TaskProgress, TaskState};
use shared::id::{RecordId, SpaceId, UnitId};

use super::Place;
use super::movement::paragraphs;
use super::progress_form::progress_dialog;
use crate::pages::activities::own_unit;
use crate::pages::behalf::behalf_note;
use crate::pages::kept::standing_badge;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{Agenda, Held};
use crate::route::Route;
use crate::ui::{Badge, Icon, Tone, icon_sized, live};
use crate::{tr, words};

/// What a unit has to do with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Leads,
    Supports,
    /// It does what all do, or helped without being named.
    Joins,
}

/// The units one below the other, and the form for those that the person may write for.
pub(super) fn progress_of_units(place: Place, id: RecordId) -> AnyView {
    let repo = use_repo();
    let open = RwSignal::new(false);
    let about = RwSignal::new(None::<UnitId>);
    let rows = live(move || {
        let agenda = place.agenda.get();
        let Some(line) = agenda.task(id) else { return Vec::new() };
        let members: Vec<_> = repo.units(place.space).into_iter().map(|line| line.id).collect();
        let own = own_unit(&repo, place.space);
        let is_closed = repo.closed(place.space, line.held.record.year).is_some() || line.void.is_some();
        let shown = units_of(&agenda, (id, &line.held.record), &members, (own, place.oversees.get()));
        let row = |(unit, part): (UnitId, Part)| {
            let may = !is_closed && (own == Some(unit) || place.oversees.get());
            let held = agenda.progress_of(id, unit);
            let write = may.then(|| {
                let press = move |_| {
                    about.set(Some(unit));
                    open.set(true);
                };
                write_button(&repo, unit, own == Some(unit), press)
            });
            row((&repo, place.space), (unit, part), held, write)
        };
        shown.into_iter().map(row).collect::<Vec<_>>()
    });
    view! {
        <section class="told" aria-labelledby="task-progress">
            <h3 id="task-progress">{words::field("state").to_owned()}</h3>
            <ul class="progress">{rows}</ul>
        </section>
        {progress_dialog(place, id, about, open)}
    }
    .into_any()
}

/// The units to show: who leads, who supports, and whoever said something; of a task for all every member for those who
/// look over them. The own unit is always there.
fn units_of(
    agenda: &Agenda,
    (id, task): (RecordId, &KeyTask),
    members: &[UnitId],
    (own, oversees): (Option<UnitId>, bool),
) -> Vec<(UnitId, Part)> {
    let is_for_all = task.lead.is_none() && task.supporting.is_empty();
    let said: BTreeSet<UnitId> =
        agenda.progress.iter().filter(|held| held.record.task == id).map(|held| held.record.unit).collect();
    let is_named = |unit: &UnitId| task.lead == Some(*unit) || task.supporting.contains(unit);
    let joins = |unit: &UnitId| {
        !is_named(unit) && (said.contains(unit) || own == Some(*unit) || (is_for_all && oversees))
    };
    let lead = task.lead.map(|unit| (unit, Part::Leads));
    let supports = members.iter().filter(|unit| task.supporting.contains(*unit) && task.lead != Some(**unit));
    let others = members.iter().filter(|unit| joins(unit));
    lead.into_iter()
        .chain(supports.map(|unit| (*unit, Part::Supports)))
        .chain(others.map(|unit| (*unit, Part::Joins)))
        .collect()
}

fn row(
    (repo, space): (&Repo, SpaceId),
    (unit, part): (UnitId, Part),
    held: Option<&Held<TaskProgress>>,
    write: Option<AnyView>,
) -> AnyView {
    let name = repo.unit_short(unit).unwrap_or_default();
    let part = match part {
        Part::Leads => Some(tr!(task.leads)),
        Part::Supports => Some(tr!(task.supports)),
        Part::Joins => None,
    };
    let part = part.map(|words| view! { <span class="note">{words}</span> });
    let record = held.map(|held| &held.record);
    let reason = match record.map(|record| &record.state) {
        Some(TaskState::Dropped { reason }) => Some(tr!(activity.void_reason, reason = reason)),
        _ => None,
    };
    let differing = held.and_then(|held| held.differing).map(|conflict| {
        view! {
            <a class="locks" href=Route::Conflict(conflict).path()>
                {icon_sized(Icon::Differ, "i sm")}{tr!(standing.differing)}
            </a>
        }
    });
    let said = held.map(|held| behalf_note(space, Signal::stored(Some(held.id))));
    view! {
        <li>
            <div class="row tight">
                <b class="strong">{name}</b>
                {part}
                {state_badge(record.map(|record| &record.state))}
                {held.and_then(|held| standing_badge(held, false))}
            </div>
            {reason.map(|words| view! { <p>{words}</p> })}
            {record.map(|record| paragraphs(&record.note))}
            {said}
            {differing}
            {write}
        </li>
    }
    .into_any()
}

fn state_badge(state: Option<&TaskState>) -> AnyView {
    let Some(state) = state else {
        return view! { <Badge tone=Tone::Plain picture=Icon::Clock label=tr!(standing.blank)/> }.into_any();
    };
    let (tone, picture) = match state {
        TaskState::NotBegun => (Tone::Plain, Icon::Clock),
        TaskState::GoingOn => (Tone::Ink, Icon::Sync),
        TaskState::Done => (Tone::Ok, Icon::Check),
        TaskState::Dropped { .. } => (Tone::Plain, Icon::Close),
    };
    view! { <Badge tone picture label=words::task_state(state)/> }.into_any()
}

fn write_button(
    repo: &Repo,
    unit: UnitId,
    is_own: bool,
    press: impl Fn(web_sys::MouseEvent) + 'static,
) -> AnyView {
    let name = repo.unit_short(unit).unwrap_or_default();
    let words = if is_own { tr!(task.write) } else { tr!(task.write_for) };
    let label = tr!(task.write_label, act = words, unit = name);
    view! {
        <button type="button" class="btn small no-print" aria-haspopup="dialog" aria-label=label on:click=press>{words}</button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use shared::order::OrderKey;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::repo::types::Standing;

    type Case<'a> = (KeyTask, Option<u8>, bool, &'a [(u8, Part)]);

    fn unit(n: u8) -> UnitId {
        UnitId::derived([n; 16])
    }

    #[wasm_bindgen_test]
    fn who_leads_comes_first_and_whoever_said_something_is_there() {
        let id = RecordId::derived([9; 16]);
        let members = [1, 2, 3, 4].map(unit);
        let record = TaskProgress::empty(id, unit(4), 2024);
        let progress =
            vec![Held { id, record, standing: Standing::Received, differing: None, by_unit: None }];
        let agenda = Agenda { progress, ..Agenda::default() };
        let task = |lead: Option<u8>, supporting: &[u8]| {
            let (order, (name, body)) = (OrderKey::between(None, None), (String::new(), String::new()));
            let supporting = supporting.iter().map(|n| unit(*n)).collect();
            KeyTask { year: 2024, name, order, lead: lead.map(unit), supporting, due: None, body }
        };
        let cases: [Case<'_>; 4] = [
            (task(Some(2), &[1, 2]), None, false, &[(2, Part::Leads), (1, Part::Supports), (4, Part::Joins)]),
            (task(None, &[]), Some(3), false, &[(3, Part::Joins), (4, Part::Joins)]),
            (task(None, &[4]), Some(4), false, &[(4, Part::Supports)]),
            (
                task(None, &[]),
                None,
                true,
                &[(1, Part::Joins), (2, Part::Joins), (3, Part::Joins), (4, Part::Joins)],
            ),
        ];
        for (task, own, oversees, expected) in cases {
            let found = units_of(&agenda, (id, &task), &members, (own.map(unit), oversees));
            let expected: Vec<_> = expected.iter().map(|(n, part)| (unit(*n), *part)).collect();
            assert_eq!(found, expected, "{task:?}");
        }
    }
}
