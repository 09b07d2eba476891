//! The key tasks in their order, a part for each year; who keeps them moves them up and down.

use jiff::civil::Date;
use leptos::prelude::*;
use shared::domain::{KeyTask, TaskState};
use shared::id::RecordId;
use shared::order::moved;

use super::movements::head;
use super::{Place, tables, years};
use crate::pages::export::export_button;
use crate::pages::kept::standing_badge;
use crate::pages::moving;
use crate::pages::owed::time_left;
use crate::pages::use_repo;
use crate::repo::types::{Agenda, Listed, Opened};
use crate::repo::{Repo, Save};
use crate::route::Route;
use crate::ui::{Empty, Icon, live};
use crate::{format, tr, tr_count, words};

/// The list.
pub(super) fn list(place: Place) -> AnyView {
    let count = move || {
        let count = place.agenda.with(|agenda| agenda.tasks.iter().filter(|it| it.is_in_force()).count());
        tr_count!(count, task.count)
    };
    let parts = live(move || {
        let agenda = place.agenda.get();
        if agenda.tasks.is_empty() {
            let label = if place.oversees.get() { tr!(task.empty) } else { tr!(task.empty_unit) };
            return view! { <div class="card"><Empty picture=Icon::List label/></div> }.into_any();
        }
        let years = years::in_order(place.year, agenda.tasks.iter().map(|line| line.held.record.year));
        years.into_iter().map(|year| part(place, &agenda, year)).collect::<Vec<_>>().into_any()
    });
    let repo = use_repo();
    let tools = export_button(move || tables::tasks(place, &repo));
    view! {
        <section class="list" aria-label=tr!(task.list)>
            {head(place, tr!(nav.tasks), live(count).into_any(), (Route::NewTask, tr!(task.new)), tools)}
            {parts}
        </section>
    }
    .into_any()
}

fn part(place: Place, agenda: &Agenda, year: i16) -> AnyView {
    let repo = use_repo();
    let heading = years::heading(year, place.year);
    let may_move = place.oversees.get() && repo.closed(place.space, year).is_none();
    let places = agenda.places(year);
    let today = repo.today();
    let lines = agenda.tasks.iter().filter(|line| line.held.record.year == year);
    let rows = lines.map(|line| {
        let at = places.iter().position(|(id, _)| *id == line.held.id);
        let moves = at.filter(|_| may_move).map(|at| moves(place, line, (at, places.len()), &repo));
        row(place, agenda, line, (at, today), moves)
    });
    let rows = rows.collect::<Vec<_>>();
    let rows = if rows.is_empty() {
        view! { <p class="body soft">{tr!(task.none_of_year)}</p> }.into_any()
    } else {
        view! { <ol class="items ranked">{rows}</ol> }.into_any()
    };
    view! {
        <section class="card" aria-label=heading.clone()>
            <header><h2>{heading.clone()}</h2></header>
            {rows}
        </section>
    }
    .into_any()
}

fn row(
    place: Place,
    agenda: &Agenda,
    line: &Listed<KeyTask>,
    (at, today): (Option<usize>, Date),
    moves: Option<AnyView>,
) -> AnyView {
    let repo = use_repo();
    let (id, task) = (line.held.id, &line.held.record);
    let number = at.map(|at| format!("{}.", at.saturating_add(1)));
    let class = if moves.is_some() { "moves" } else { "" };
    let answers = live(move || place.answers.with(|answers| answers.words(id)));
    view! {
        <li class=class>
            <a
                class="item"
                href=Route::Task(id).path()
                aria-current=live(move || (place.current.get() == Some(id)).then_some("true"))
                data-void=line.void.is_some().then_some("true")
            >
                <span class="number" aria-hidden="true">{number}</span>
                <div class="grow">
                    <b>{task.name.clone()}</b>
                    <span>{units_words(&repo, task)}</span>
                    <span>{progress_words(agenda, id)}</span>
                    <span>{answers}</span>
                </div>
                {task.due.map(|due| due_words(due, today, all_over(agenda, line)))}
                {standing_badge(&line.held, line.void.is_some())}
            </a>
            {moves}
        </li>
    }
    .into_any()
}

/// Who leads and who supports, in words.
pub(super) fn units_words(repo: &Repo, task: &KeyTask) -> String {
    let short = |unit| repo.unit_short(unit).unwrap_or_default();
    let lead = task.lead.map(|lead| tr!(task.led_by, unit = short(lead)));
    let supporting = task.supporting.iter().filter(|unit| task.lead != Some(**unit)).map(|unit| short(*unit));
    let supporting: Vec<_> = supporting.collect();
    let supporting = (!supporting.is_empty()).then(|| tr!(task.supported_by, units = supporting.join(", ")));
    let parts: Vec<_> = lead.into_iter().chain(supporting).collect();
    if parts.is_empty() { tr!(task.for_all).to_owned() } else { parts.join(" · ") }
}

/// How many units have come how far: `2 đã xong, 1 đang làm`.
pub(super) fn progress_words(agenda: &Agenda, id: RecordId) -> String {
    let states = [TaskState::Done, TaskState::GoingOn, TaskState::NotBegun];
    let said = agenda.progress.iter().filter(|held| held.record.task == id);
    let is =
        |state: &TaskState, other: &TaskState| std::mem::discriminant(state) == std::mem::discriminant(other);
    let dropped = TaskState::Dropped { reason: String::new() };
    let parts = states.iter().chain([&dropped]).filter_map(|state| {
        let count = said.clone().filter(|held| is(&held.record.state, state)).count();
        (count > 0).then(|| {
            tr!(task.counted, n = format::count(count), state = words::lowered(words::task_state(state)))
        })
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// Whether every unit that leads or supports a task is through with it.
fn all_over(agenda: &Agenda, line: &Listed<KeyTask>) -> bool {
    let task = &line.held.record;
    let mut named = task.lead.iter().chain(&task.supporting).peekable();
    let is_over = |unit| agenda.progress_of(line.held.id, unit).is_some_and(|it| it.record.state.is_over());
    named.peek().is_some() && named.all(|unit| is_over(*unit))
}

/// The last day and how much time is left; of what is done only the day.
fn due_words(due: Date, today: Date, is_over: bool) -> AnyView {
    let left = (!is_over).then(|| view! { <b>{time_left(due, today)}</b> });
    let class = if due < today && !is_over { "due told late" } else { "due told" };
    view! { <div class=class>{left}<span class="note">{tr!(owed.due, day = format::date(due))}</span></div> }
        .into_any()
}

/// The buttons that move a task among those of its year.
fn moves(place: Place, line: &Listed<KeyTask>, at: (usize, usize), repo: &Repo) -> AnyView {
    let (id, year, repo) = (line.held.id, line.held.record.year, repo.clone());
    let shift = Callback::new(move |(to, up)| shift(&repo, place, (year, id), to, up));
    moving::moves(id, &line.held.record.name, at, shift)
}

fn shift(repo: &Repo, place: Place, (year, id): (i16, RecordId), to: usize, up: bool) {
    let places = place.agenda.with_untracked(|agenda| agenda.places(year));
    let mut saves = Vec::new();
    for (id, order) in moved(&places, id, to) {
        let Some(opened): Option<Opened<KeyTask>> = repo.open_record(place.space, id) else { continue };
        let after = KeyTask { order, ..opened.record.clone() };
        saves.push(Save::of(id, &opened, &after));
    }
    moving::save_moved(repo, place.space, saves, (id, up));
}
