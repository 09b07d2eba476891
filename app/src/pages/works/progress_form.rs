//! How far a unit has come, written by the unit or, from its papers, by who looks over the units.

use leptos::prelude::*;
use shared::domain::{Keyed, TaskProgress, TaskState};
use shared::id::{RecordId, UnitId};
use shared::limit::REASON_CHARS_MAX;

use super::Place;
use crate::pages::draft_key::DraftOf;
use crate::pages::typed::{Form, Texts, Typed, foot, recovered, saving_keys, text_field};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::ui::{Control, Dialog, live, new_id};
use crate::{tr, words};

const DROPPED: &str = "dropped";

/// The states with the text that stands for each; of one that was dropped the reason is typed beside.
fn states() -> [(&'static str, TaskState); 4] {
    [
        ("not_begun", TaskState::NotBegun),
        ("going_on", TaskState::GoingOn),
        ("done", TaskState::Done),
        (DROPPED, TaskState::Dropped { reason: String::new() }),
    ]
}

impl Typed for TaskProgress {
    fn texts(&self) -> Vec<(&'static str, String)> {
        let reason = match &self.state {
            TaskState::Dropped { reason } => reason.clone(),
            TaskState::NotBegun | TaskState::GoingOn | TaskState::Done => String::new(),
        };
        let is_it = |state: &TaskState| std::mem::discriminant(state) == std::mem::discriminant(&self.state);
        let state = states().into_iter().find(|(_, state)| is_it(state)).map(|(name, _)| name);
        vec![
            ("state", state.unwrap_or_default().to_owned()),
            ("reason", reason),
            ("note", self.note.clone()),
            ("source", self.source.clone()),
        ]
    }

    fn read(&self, typed: &Texts) -> Result<Self, Vec<(&'static str, String)>> {
        let state = states().into_iter().find(|(name, _)| *name == typed.of("state")).map(|(_, state)| state);
        let state = match state.unwrap_or(TaskState::NotBegun) {
            TaskState::Dropped { .. } => {
                TaskState::Dropped { reason: typed.text("reason").trim().to_owned() }
            }
            state => state,
        };
        let (note, source) = (typed.text("note"), typed.line("source"));
        Ok(Self { state, note, source, ..self.clone() })
    }

    fn typed_in(field: &str) -> &str {
        // The one thing that can be wrong with a state is the reason that it owes.
        if field == "state" { "reason" } else { field }
    }
}

/// The dialog; `about` is the unit for which it is opened.
pub(super) fn progress_dialog(
    place: Place,
    task: RecordId,
    about: RwSignal<Option<UnitId>>,
    open: RwSignal<bool>,
) -> AnyView {
    let repo = use_repo();
    let named = repo.clone();
    let title = move || {
        let unit = about.get().and_then(|unit| named.unit_short(unit)).unwrap_or_default();
        tr!(task.progress_of, unit = unit)
    };
    let inside = move || {
        let unit = about.get_untracked()?;
        let year = place.agenda.with_untracked(|agenda| Some(agenda.task(task)?.held.record.year))?;
        Some(progress_form(place, TaskProgress::empty(task, unit, year), open, &repo))
    };
    // What arrives while somebody types must not draw the form anew.
    view! { <Dialog open title>{untrack(&inside)}</Dialog> }.into_any()
}

fn progress_form(place: Place, blank: TaskProgress, open: RwSignal<bool>, repo: &Repo) -> AnyView {
    let (space, unit) = (place.space, blank.unit);
    let id = blank.id(space);
    let draft = DraftOf::Progress(blank.task, unit);
    let form = Form::open(repo, space, Some(id), draft, repo.open(space, blank));
    let owes_source = !repo.session().is_some_and(|session| session.viewer.belongs_to(unit, space));
    let close = move || {
        let _ = open.try_set(false);
    };
    let leave = {
        let repo = repo.clone();
        Callback::new(move |()| form.discard(&repo, Callback::new(move |()| close())))
    };
    let save = {
        let repo = repo.clone();
        Callback::new(move |()| form.save(&repo, Callback::new(move |_| close())))
    };
    let dropped = live(move || {
        (form.text("state").get() == DROPPED)
            .then(|| text_field(form, "reason", Control::Area, (REASON_CHARS_MAX, 2), ""))
    });
    let source =
        owes_source.then(|| text_field(form, "source", Control::Line, (200, 1), tr!(task.source_hint)));
    view! {
        <form class="stack" on:keydown=saving_keys(save) on:submit=move |event| event.prevent_default()>
            {recovered(form)}
            {state_field(form)}
            {dropped}
            {text_field(form, "note", Control::Area, (5_000, 4), tr!(task.note_hint))}
            {source}
            {foot(form, save, leave)}
        </form>
    }
    .into_any()
}

fn state_field(form: Form) -> AnyView {
    let (state, group) = (form.text("state"), new_id());
    let radios = states().map(|(name, stands)| {
        view! {
            <label class="toggle">
                <input
                    type="radio"
                    name=group.clone()
                    prop:checked=live(move || state.get() == name)
                    on:change=move |_| state.set(name.to_owned())
                />
                {words::task_state(&stands)}
            </label>
        }
        .into_any()
    });
    view! {
        <fieldset class="field">
            <legend>{words::field("state").to_owned()}</legend>
            <div class="radios">{radios.into_iter().collect::<Vec<_>>()}</div>
        </fieldset>
    }
    .into_any()
}
