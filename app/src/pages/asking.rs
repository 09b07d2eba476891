//! The question that is asked before something is done that owes a reason.

use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use shared::id::{RecordId, SpaceId};
use shared::limit::REASON_CHARS_MAX;

use super::activity_detail::{focus, reason_problem};
use super::undo::{take_back_restore, take_back_void};
use crate::repo::Repo;
use crate::repo::types::SaveError;
use crate::ui::{Button, Control, Kind, TextField, new_id, toast_with};
use crate::{tr, words};

/// What is done once the reason is given.
type Act = Rc<dyn Fn(String) -> LocalBoxFuture<'static, Result<(), SaveError>>>;

/// A question that a reason answers.
pub(super) struct Question {
    /// What is said before it.
    pub(super) about: AnyView,
    /// What the reason is called.
    pub(super) label: String,
    /// What the button is called.
    pub(super) act: &'static str,
    /// Whether the dialog is open in which it is asked.
    pub(super) open: RwSignal<bool>,
}

impl Question {
    /// The inside of the dialog. It closes when what was asked about is done; else it says why not, and keeps the reason.
    pub(super) fn draw(
        self,
        act: impl Fn(String) -> LocalBoxFuture<'static, Result<(), SaveError>> + 'static,
    ) -> AnyView {
        // One for all questions: each would bring its own copy into the download.
        drawn(self, Rc::new(act))
    }
}

fn drawn(question: Question, act: Act) -> AnyView {
    let Question { about, label, act: does, open } = question;
    let (reason, error) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let (field, busy) = (new_id(), RwSignal::new(false));
    let (asked, act) = (field.clone(), SendWrapper::new(act));
    let press = move |()| {
        let given = shared::text::clean(&reason.get_untracked()).trim().to_owned();
        if let Some(problem) = reason_problem(&given) {
            error.set(Some(problem));
            return focus(&asked);
        }
        busy.set(true);
        let doing = act(given);
        spawn_local(async move {
            let done = doing.await;
            let _ = busy.try_set(false);
            match done {
                Ok(()) => {
                    let _ = open.try_set(false);
                }
                Err(why) => {
                    let _ = error.try_set(Some(words::save_error(&why)));
                }
            }
        });
    };
    view! {
        {about}
        <TextField label value=reason control=Control::Area error=error max=REASON_CHARS_MAX id=field/>
        <div class="row">
            <Button label=tr!(act.later) on_press=move |()| open.set(false)/>
            <Button label=does on_press=press kind=Kind::Primary size="end" locked=busy/>
        </div>
    }
    .into_any()
}

/// Puts a record out of force, or back in force, and says so with the way back. The keyboard goes on at the record's title:
/// the button that asked is another one now.
pub(super) async fn turn(
    repo: Repo,
    (space, id): (SpaceId, RecordId),
    is_void: bool,
    title: &'static str,
    reason: &str,
) -> Result<(), SaveError> {
    if is_void {
        repo.restore(space, id, reason).await?;
    } else {
        repo.void(space, id, reason).await?;
    }
    request_animation_frame(move || focus(title));
    toast_with(tr!(standing.saved), tr!(act.undo), move || {
        if is_void {
            take_back_restore(&repo, space, id);
        } else {
            take_back_void(&repo, space, id);
        }
    });
    Ok(())
}
