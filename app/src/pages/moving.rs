//! Moving a row of a list up and down, by touch and by keyboard.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::id::{RecordId, SpaceId};

use super::activity_detail::focus;
use crate::repo::{Repo, Save};
use crate::ui::{Icon, icon, toast, toast_of, toast_with};
use crate::{tr, words};

/// The buttons of a row at a place among so many; `shift` is told where it is to stand, and whether that is further up.
pub(super) fn moves(
    id: RecordId,
    name: &str,
    (at, count): (usize, usize),
    shift: Callback<(usize, bool)>,
) -> AnyView {
    let button = |up: bool| {
        let to = if up { at.checked_sub(1) } else { at.checked_add(1).filter(|to| *to < count) };
        let (picture, label) = if up {
            (Icon::Up, tr!(task.move_up, name = name))
        } else {
            (Icon::Down, tr!(task.move_down, name = name))
        };
        let go = move |_| {
            if let Some(to) = to {
                shift.run((to, up));
            }
        };
        let locked = to.is_none().then_some("true");
        view! {
            <button type="button" class="btn icon" id=button_id(id, up) aria-label=label aria-disabled=locked on:click=go>
                {icon(picture)}
            </button>
        }
        .into_any()
    };
    view! { <div class="updown no-print">{button(true)}{button(false)}</div> }.into_any()
}

fn button_id(id: RecordId, up: bool) -> String {
    format!("{}-{id}", if up { "up" } else { "down" })
}

/// Saves what moving a row changes; the keyboard stays on its button.
pub(super) fn save_moved(repo: &Repo, space: SpaceId, saves: Vec<Save>, (id, up): (RecordId, bool)) {
    let repo = repo.clone();
    spawn_local(async move {
        match repo.save_all(space, &saves, None).await {
            Ok(()) => {
                request_animation_frame(move || focus(&button_id(id, up)));
                let undo = repo.clone();
                toast_with(tr!(standing.saved), tr!(act.undo), move || {
                    let (repo, saves) = (undo.clone(), saves.clone());
                    spawn_local(async move {
                        match repo.take_back_all(space, &saves, None).await {
                            Ok(()) => toast(tr!(activity.undone)),
                            Err(why) => toast_of(Icon::Warning, words::save_error(&why)),
                        }
                    });
                });
            }
            Err(why) => toast_of(Icon::Warning, words::save_error(&why)),
        }
    });
}
