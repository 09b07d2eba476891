//! What can be done with an activity: edit, void with a reason, put back in force.

use leptos::prelude::*;
use shared::domain::Activity;
use shared::id::{RecordId, SpaceId};
use shared::limit::REASON_CHARS_MAX;

use crate::pages::activities::{Here, may_write};
use crate::pages::asking::{Question, turn};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::View;
use crate::route::Route;
use crate::ui::{Button, Dialog, Icon, Kind, icon, live};
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
    let note = if is_void { tr!(activity.restore_note) } else { tr!(activity.void_note) };
    let question = Question {
        about: view! { <p>{note}</p> }.into_any(),
        label: words::field("reason").to_owned(),
        act: if is_void { tr!(activity.restore) } else { tr!(activity.void) },
        open: asking,
    };
    question.draw(move |reason| {
        let repo = repo.clone();
        Box::pin(async move { turn(repo, (space, id), is_void, "detail-title", &reason).await })
    })
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
