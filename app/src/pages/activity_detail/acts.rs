//! What can be done with an activity: edit, void with a reason, put back in force.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::Activity;
use shared::id::{RecordId, SpaceId};
use shared::limit::REASON_CHARS_MAX;

use crate::pages::activities::{Here, may_write};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::View;
use crate::route::Route;
use crate::ui::{
    Button, Control, Dialog, Icon, Kind, TextField, icon, live, new_id, toast, toast_of, toast_with,
};
use crate::{tr, words};

/// The buttons under an activity.
pub(super) fn acts(
    space: SpaceId,
    id: RecordId,
    activity: Memo<Option<Activity>>,
    about: Memo<Option<View>>,
) -> AnyView {
    let repo = use_repo();
    let may = {
        let repo = repo.clone();
        Memo::new(move |_| {
            activity.with(|activity| activity.as_ref().is_some_and(|it| may_write(&repo, space, it.unit)))
        })
    };
    let is_void =
        Memo::new(move |_| about.with(|view| view.as_ref().is_some_and(|view| view.void.is_some())));
    let asking = RwSignal::new(false);
    let here = Here::new();
    let buttons = live(move || {
        if !may.get() {
            return ().into_any();
        }
        if is_void.get() {
            return view! {
                <Button label=tr!(activity.restore) on_press=move |()| asking.set(true) picture=Icon::Undo/>
            }
            .into_any();
        }
        view! {
            <Button label=tr!(activity.void) on_press=move |()| asking.set(true) kind=Kind::Quiet/>
            <a class="btn primary end" href=live(move || here.to(Route::EditActivity(id)))>
                {icon(Icon::Pencil)}
                {tr!(activity.edit)}
            </a>
        }
        .into_any()
    });
    view! {
        <footer class="row">{buttons}</footer>
        <Dialog
            open=asking
            title=move || if is_void.get() { tr!(activity.restore_title) } else { tr!(activity.void_title) }
        >
            {question(space, id, is_void.get_untracked(), asking, repo.clone())}
        </Dialog>
    }
    .into_any()
}

/// Asks for the reason, and does it.
fn question(space: SpaceId, id: RecordId, is_void: bool, asking: RwSignal<bool>, repo: Repo) -> AnyView {
    let reason = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let field = new_id();
    let asked = field.clone();
    let act = move |()| {
        let given = shared::text::clean(&reason.get_untracked()).trim().to_owned();
        if let Some(problem) = reason_problem(&given) {
            error.set(Some(problem));
            focus(&asked);
            return;
        }
        busy.set(true);
        let repo = repo.clone();
        spawn_local(async move {
            let done = if is_void {
                repo.restore(space, id, &given).await
            } else {
                repo.void(space, id, &given).await
            };
            let _ = busy.try_set(false);
            match done {
                Ok(()) => {
                    let _ = asking.try_set(false);
                    // The button that asked is another one now.
                    request_animation_frame(|| focus("detail-title"));
                    told(repo, space, id, is_void);
                }
                Err(why) => {
                    let _ = error.try_set(Some(words::save_error(&why)));
                }
            }
        });
    };
    view! {
        <p>{if is_void { tr!(activity.restore_note) } else { tr!(activity.void_note) }}</p>
        <TextField
            label=words::field("reason").to_owned()
            value=reason
            control=Control::Area
            error=error
            max=REASON_CHARS_MAX
            id=field
        />
        <div class="row">
            <Button label=tr!(act.later) on_press=move |()| asking.set(false)/>
            <Button
                label=if is_void { tr!(activity.restore) } else { tr!(activity.void) }
                on_press=act
                kind=Kind::Primary
                size="end"
                locked=busy
            />
        </div>
    }
    .into_any()
}

/// Leads the keyboard to an element.
pub(crate) fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only for an element outside the document.
        let _ = element.focus();
    }
}

/// What is wrong with a reason that was typed.
pub(crate) fn reason_problem(given: &str) -> Option<String> {
    let is = given.chars().count();
    if given.is_empty() {
        Some(tr!(outbox.reason_missing).to_owned())
    } else if is > REASON_CHARS_MAX {
        Some(words::problem(shared::field::Problem::TooLong { max: REASON_CHARS_MAX, is }))
    } else {
        None
    }
}

fn told(repo: Repo, space: SpaceId, id: RecordId, was_void: bool) {
    toast_with(tr!(standing.saved), tr!(act.undo), move || {
        let (repo, reason) = (repo.clone(), tr!(activity.undo_reason));
        spawn_local(async move {
            let done = if was_void {
                repo.void(space, id, reason).await
            } else {
                repo.restore(space, id, reason).await
            };
            match done {
                Ok(()) => toast(tr!(activity.undone)),
                Err(why) => toast_of(Icon::Warning, words::save_error(&why)),
            }
        });
    });
}
