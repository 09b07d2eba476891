//! Phong trào and Nhiệm vụ trọng tâm: what the units of a cluster work at together. Both screens are a list with what is
//! chosen beside it; this is what they share.

mod answers;
mod movement;
mod movement_form;
mod movements;
mod progress;
mod progress_form;
mod tables;
mod task;
mod task_form;
mod tasks;
mod years;

use std::sync::Arc;

use leptos::prelude::*;
use shared::access::Lock;
use shared::id::{RecordId, SpaceId};

use super::kept::Kept;
use super::use_repo;
use crate::repo::types::Agenda;
use crate::route::{Route, Screen};
use crate::tr;
use crate::ui::{Bones, Empty, Icon, live, media};
use answers::Answers;

/// What lies beside the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Nothing,
    Detail(RecordId),
    Form(Option<RecordId>),
}

impl Place {
    fn kept(self, id: RecordId) -> Kept {
        Kept { space: self.space, id, keeps: self.oversees }
    }

    /// Why nothing of a year can be changed any more.
    fn lock(self, year: Signal<Option<i16>>) -> Memo<Option<Lock>> {
        let repo = use_repo();
        Memo::new(move |_| year.get().and_then(|year| repo.closed(self.space, year)))
    }
}

impl Beside {
    fn of(route: Route) -> Self {
        match route {
            Route::Movement(id) | Route::Task(id) => Self::Detail(id),
            Route::EditMovement(id) | Route::EditTask(id) => Self::Form(Some(id)),
            Route::NewMovement | Route::NewTask => Self::Form(None),
            _ => Self::Nothing,
        }
    }

    /// Its name in the stylesheet.
    fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Detail(_) => "detail",
            Self::Form(_) => "form",
        }
    }

    fn record(self) -> Option<RecordId> {
        match self {
            Self::Detail(id) | Self::Form(Some(id)) => Some(id),
            Self::Nothing | Self::Form(None) => None,
        }
    }
}

/// Where both screens stand.
#[derive(Clone, Copy)]
struct Place {
    space: SpaceId,
    /// Năm thi đua now running.
    year: i16,
    agenda: Memo<Arc<Agenda>>,
    answers: Memo<Answers>,
    /// Whether the person keeps the catalogue and the tasks.
    oversees: Memo<bool>,
    /// What is chosen.
    current: Memo<Option<RecordId>>,
    /// The list's heading is gone while only what lies beside it is shown.
    alone: Signal<bool>,
}

/// The catalogue of movements, or the key tasks, by the route.
#[component]
pub fn Works(
    /// Where we are.
    route: Signal<Route>,
) -> impl IntoView {
    let repo = use_repo();
    let is_tasks = route.get_untracked().screen() == Screen::Tasks;
    let beside = Memo::new(move |_| Beside::of(route.get()));
    let current = Memo::new(move |_| beside.get().record());
    let alone = media("(max-width: 60rem)");
    let opened = {
        let repo = repo.clone();
        Memo::new(move |_| {
            let (space, cluster) = repo.opened_cluster()?;
            let is_there = repo
                .agenda(space)
                .is_some_and(|agenda| !agenda.tasks.is_empty() || !agenda.movements.is_empty());
            // While the cluster is being read, a list would be empty without cause.
            (is_there || repo.loading().is_none()).then_some((space, cluster.year))
        })
    };
    live(move || {
        let Some((space, year)) = opened.get() else {
            return view! { <Bones rows=4/> }.into_any();
        };
        let place = untrack(|| place(space, year, current, alone));
        let panel = live(move || {
            let beside = beside.get();
            untrack(|| if is_tasks { task_panel(place, beside) } else { movement_panel(place, beside) })
        });
        let list = if is_tasks { tasks::list(place) } else { movements::list(place) };
        view! {
            <div class="split works" data-beside=live(move || beside.get().name())>
                {list}
                <section class="card beside" aria-label=tr!(works.beside)>{panel}</section>
            </div>
        }
        .into_any()
    })
}

fn place(space: SpaceId, year: i16, current: Memo<Option<RecordId>>, alone: Signal<bool>) -> Place {
    let (repo, of_activities, of_rights) = (use_repo(), use_repo(), use_repo());
    let agenda = Memo::new(move |_| repo.agenda(space).unwrap_or_default());
    let answers = Memo::new(move |_| Answers::of(&of_activities, space));
    let oversees = Memo::new(move |_| of_rights.oversees(space));
    Place { space, year, agenda, answers, oversees, current, alone }
}

fn movement_panel(place: Place, beside: Beside) -> AnyView {
    match beside {
        Beside::Nothing => view! { <Empty picture=Icon::Flag label=tr!(movement.choose)/> }.into_any(),
        Beside::Detail(id) => movement::detail(place, id),
        Beside::Form(record) => movement_form::movement_form(place, record),
    }
}

fn task_panel(place: Place, beside: Beside) -> AnyView {
    match beside {
        Beside::Nothing => view! { <Empty picture=Icon::List label=tr!(task.choose)/> }.into_any(),
        Beside::Detail(id) => task::detail(place, id),
        Beside::Form(record) => task_form::task_form(place, record),
    }
}
