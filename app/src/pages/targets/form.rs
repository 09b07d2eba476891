//! A target itself: a new one, or one that is changed, moved or put out of force.

mod fields;
mod order;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::Target;
use shared::field::Problem;
use shared::id::{RecordId, UnitId};
use shared::limit::REASON_CHARS_MAX;

use super::address::{Address, Shown};
use super::sheet::Sheet;
use crate::pages::activities::panel_heading;
use crate::pages::activity_detail::reason_problem;
use crate::pages::asking::Question;
use crate::pages::undo::take_back_new;
use crate::repo::types::{Opened, SaveError};
use crate::route::Route;
use crate::ui::{Button, Dialog, Icon, Kind, TextField, icon, live, toast, toast_with};
use crate::{tr, words};
use fields::{Fields, entries};

/// Whether the person may change a target: its unit while the registration is open, who looks over the units always.
pub(super) fn may_edit(sheet: Sheet, target: &Target) -> bool {
    let viewer = sheet.repo().session().map(|session| session.viewer);
    let closed = sheet.board.with(|board| board.as_ref().is_none_or(|it| it.ground.closed().is_some()));
    let Some(viewer) = viewer.filter(|_| !closed) else { return false };
    viewer.oversees(sheet.space)
        || target.unit.is_some_and(|unit| may_make_own(sheet, unit) && viewer.acts_for(unit, sheet.space))
}

/// Whether a unit may still make targets of its own.
pub(super) fn may_make_own(sheet: Sheet, unit: UnitId) -> bool {
    use shared::domain::Work::Registration;
    let own = sheet.rights(unit).is_some_and(|rights| rights.own);
    let lock = sheet.board.with(|board| board.as_ref().and_then(|it| it.ground.lock(Registration, unit)));
    own && lock.is_none()
}

/// Whether changing this target takes a reason.
fn owes_reason(sheet: Sheet, target: &Target) -> bool {
    use shared::domain::Work::Registration;
    sheet.board.with(|board| {
        let Some(ground) = board.as_ref().map(|board| &board.ground) else { return false };
        match target.unit {
            Some(unit) => ground.lock(Registration, unit).is_some(),
            None => ground.common().is_some(),
        }
    })
}

/// The form; `unit` is whose own a new target may be.
pub(super) fn form(
    sheet: Sheet,
    address: Address,
    record: Option<RecordId>,
    unit: Option<UnitId>,
    alone: Signal<bool>,
) -> Option<AnyView> {
    let opened: Opened<Target> = match record {
        Some(id) => sheet.repo().open_record(sheet.space, id)?,
        None => Opened::new(fields::blank(sheet, unit)),
    };
    if record.is_some() && !untrack(|| may_edit(sheet, &opened.record)) {
        return None;
    }
    let fields = Fields::of(&opened.record);
    let back = move || {
        let shown = address.shown.get_untracked();
        address.go.run((record.map_or(Route::Targets, Route::Target), shown, true));
    };
    let owed = untrack(|| owes_reason(sheet, &opened.record));
    let save = Callback::new({
        let opened = opened.clone();
        move |()| save(sheet, address, record, opened.clone(), fields, owed)
    });
    let title = if record.is_some() { tr!(target.edit) } else { tr!(target.new) };
    let title = Signal::stored(title.to_owned());
    let reason = owed.then(|| {
        view! { <TextField label=words::field("reason").to_owned() value=fields.reason error=fields.reason_error max=REASON_CHARS_MAX/> }
    });
    let failure = live(move || {
        fields
            .failure
            .get()
            .map(|words| view! { <p class="error">{icon(Icon::Warning)}{words}</p> }.into_any())
    });
    let below = record.map(|id| order::acts(sheet, address, id, opened.record.clone()));
    Some(
        view! {
            <form class="flow" aria-labelledby="target-form" on:submit=move |event| event.prevent_default()>
                <header>
                    <button type="button" class="back" aria-label=tr!(act.back) on:click=move |_| back()>{icon(Icon::Back)}</button>
                    {panel_heading("target-form", title, alone)}
                </header>
                <div class="body">
                    {entries(sheet, fields, record.is_none(), unit)}
                    {reason}
                    <div role="alert">{failure}</div>
                    {below}
                </div>
                <footer class="row">
                    <Button label=tr!(act.later) on_press=move |()| back()/>
                    <Button label=tr!(activity.done) on_press=save kind=Kind::Primary size="end" locked=fields.busy/>
                </footer>
            </form>
        }
        .into_any(),
    )
}

fn save(
    sheet: Sheet,
    address: Address,
    record: Option<RecordId>,
    opened: Opened<Target>,
    fields: Fields,
    owed: bool,
) {
    let reason = fields.reason.get_untracked().trim().to_owned();
    fields.reason_error.set(owed.then(|| reason_problem(&reason)).flatten());
    let after = fields.read(&opened.record);
    if fields.has_errors() || fields.busy.get_untracked() {
        return;
    }
    if let Some(problem) = record.and_then(|id| misfit(sheet, id, &after)) {
        return fields.failure.set(Some(tr!(target.misfit, why = words::problem(problem))));
    }
    fields.busy.set(true);
    let repo = sheet.repo();
    spawn_local(async move {
        let reason = owed.then_some(reason.as_str());
        let done = match record {
            None => repo.make(sheet.space, &after, reason, None).await,
            Some(id) => repo.edit(sheet.space, id, &opened, &after, reason, None).await.map(|()| id),
        };
        let _ = fields.busy.try_set(false);
        match done {
            Ok(id) => {
                made(sheet, id, record.is_none());
                leave(address, id);
            }
            Err(SaveError::NothingChanged) => {
                if let Some(id) = record {
                    leave(address, id);
                }
            }
            Err(why) => {
                let _ = fields.failure.try_set(Some(words::save_error(&why)));
            }
        }
    });
}

/// What is wrong with the first plan or figure that a changed target could not have; the server would refuse it.
fn misfit(sheet: Sheet, id: RecordId, after: &Target) -> Option<Problem> {
    let board = sheet.board.get_untracked()?;
    let problems = board.cells_of(id).flat_map(|cell| {
        let plan = cell.plan.iter().flat_map(|held| after.problems_of_plan(&held.record));
        let figures = cell.figures.iter().flat_map(|held| after.problems_of_figure(&held.record));
        plan.chain(figures).map(|error| error.problem).collect::<Vec<_>>()
    });
    problems.into_iter().next()
}

fn leave(address: Address, id: RecordId) {
    if let Some(shown) = address.shown.try_get_untracked() {
        address.go.run((Route::Target(id), shown, true));
    }
}

/// Says that it is saved; a new target can be taken back at once.
fn made(sheet: Sheet, id: RecordId, is_new: bool) {
    if !is_new {
        return toast(tr!(standing.saved));
    }
    let repo = sheet.repo();
    toast_with(tr!(standing.saved), tr!(act.undo), move || take_back_new(&repo, sheet.space, id));
}

/// The question before a target is put out of force.
fn void_question(sheet: Sheet, address: Address, id: RecordId, open: RwSignal<bool>) -> AnyView {
    let question = Question {
        about: view! { <p>{tr!(target.void_note)}</p> }.into_any(),
        label: words::field("reason").to_owned(),
        act: tr!(target.void),
        open,
    };
    question.draw(move |reason| {
        let repo = sheet.repo();
        Box::pin(async move {
            repo.void(sheet.space, id, &reason).await?;
            toast(tr!(standing.saved));
            if let Some(shown) = address.shown.try_get_untracked() {
                address.go.run((Route::Targets, Shown { ..shown }, true));
            }
            Ok(())
        })
    })
}

/// The dialog with that question.
fn void_dialog(sheet: Sheet, address: Address, id: RecordId, open: RwSignal<bool>) -> AnyView {
    view! { <Dialog open title=tr!(target.void_title)>{void_question(sheet, address, id, open)}</Dialog> }
        .into_any()
}
