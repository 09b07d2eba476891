//! What the details of records share that a few keep for all: where the record stands, what became of it, and what can be
//! done with it.

use leptos::prelude::*;
use shared::access::Lock;
use shared::domain::Kind;
use shared::id::{RecordId, SpaceId};

use crate::pages::activity_detail::{differing_banner, history, last_touch};
use crate::pages::asking::{Question, turn};
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{Held, Standing, View};
use crate::route::Route;
use crate::ui::{Badge, Banner, Button, Dialog, Icon, Kind as ButtonKind, LinkButton, Tone, icon, live};
use crate::{tr, words};

/// A record that is shown, and whether the person keeps it.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Kept {
    pub(in crate::pages) space: SpaceId,
    pub(in crate::pages) id: RecordId,
    pub(in crate::pages) keeps: Memo<bool>,
}

/// The one thing to know of where a record stands; nothing when the server has all of it.
pub(in crate::pages) fn standing_badge<R>(held: &Held<R>, is_void: bool) -> Option<AnyView> {
    let (tone, picture, label) = match held.standing {
        Standing::Refused => (Tone::Err, Icon::Return, tr!(standing.refused)),
        Standing::Received | Standing::Waiting if held.differing.is_some() => {
            (Tone::Diff, Icon::Differ, tr!(standing.differing))
        }
        Standing::Waiting => (Tone::Wait, Icon::Send, tr!(standing.waiting)),
        Standing::Received if is_void => (Tone::Plain, Icon::Close, tr!(standing.void)),
        Standing::Received => return None,
    };
    Some(view! { <Badge tone picture label/> }.into_any())
}

/// Where the record stands, and what about it waits for a person.
pub(in crate::pages) fn banners(kept: Kept, void: impl Fn() -> Option<String> + Send + 'static) -> AnyView {
    let repo = use_repo();
    let Kept { space, id, keeps } = kept;
    let about = {
        let repo = repo.clone();
        Memo::new(move |_| repo.about(space, id))
    };
    let standing = live(move || about.get().map(|view| standing(&view)));
    let voided = live(move || {
        void().map(|reason| {
            view! {
                <Banner tone=Tone::Plain picture=Icon::Close>
                    <span><b class="strong">{tr!(standing.void)} "."</b> " " {tr!(activity.void_reason, reason = reason)}</span>
                </Banner>
            }
        })
    });
    let differing = live(move || {
        let decides = keeps.get();
        let lines = repo.conflicts(space).into_iter();
        let lines = lines.filter(|line| line.open && line.conflict.subject == id);
        lines.map(|line| differing_banner(&repo, &line, decides)).collect::<Vec<_>>()
    });
    view! { <div class="stands">{standing}{voided}{differing}</div> }.into_any()
}

fn standing(view: &View) -> AnyView {
    let (tone, picture, label) = match view.standing {
        Standing::Received => (Tone::Ok, Icon::Check, tr!(standing.received)),
        Standing::Waiting => (Tone::Wait, Icon::Send, tr!(standing.waiting)),
        Standing::Refused => (Tone::Err, Icon::Return, tr!(standing.refused)),
    };
    let refused = view.refused.iter().map(|(_, why)| {
        let why = words::refusal(why);
        view! {
            <Banner tone=Tone::Err picture=Icon::Return>
                <span class="grow">{why}</span>
                <LinkButton label=tr!(activity.to_outbox) to=Route::Outbox kind=ButtonKind::Quiet/>
            </Banner>
        }
        .into_any()
    });
    view! { <p><Badge tone picture label/></p>{refused.collect::<Vec<_>>()} }.into_any()
}

/// Who touched it last, and its history.
pub(in crate::pages) fn last_words(kept: Kept) -> AnyView {
    let repo = use_repo();
    let Kept { space, id, .. } = kept;
    let last = live(move || repo.about(space, id).map(|view| last_touch(&repo, &view)));
    view! { {last}{history(space, id)} }.into_any()
}

/// The buttons under a record, for those who keep it; or why nothing can be done. Of what is never edited there is nothing
/// to `edit`.
pub(in crate::pages) fn acts(
    kept: Kept,
    kind: Kind,
    edit: Option<Route>,
    lock: Memo<Option<Lock>>,
) -> AnyView {
    let repo = use_repo();
    let Kept { space, id, keeps } = kept;
    let of_void = repo.clone();
    let is_void = Memo::new(move |_| of_void.about(space, id).is_some_and(|view| view.void.is_some()));
    let asking = RwSignal::new(false);
    let buttons = live(move || {
        if !keeps.get() {
            return ().into_any();
        }
        if let Some(lock) = lock.get() {
            return view! { <p class="locks">{icon(Icon::Lock)}{words::lock(lock)}</p> }.into_any();
        }
        if is_void.get() {
            return view! {
                <Button label=tr!(activity.restore) on_press=move |()| asking.set(true) picture=Icon::Undo/>
            }
            .into_any();
        }
        view! {
            <Button label=tr!(works.void) on_press=move |()| asking.set(true) kind=ButtonKind::Quiet/>
            {edit.map(|edit| view! { <a class="btn primary end" href=edit.path()>{icon(Icon::Pencil)}{tr!(activity.edit)}</a> })}
        }
        .into_any()
    });
    let title = move || {
        let thing = words::thing(kind);
        if is_void.get() {
            tr!(works.restore_title, thing = thing)
        } else {
            tr!(works.void_title, thing = thing)
        }
    };
    view! {
        <footer class="row">{buttons}</footer>
        <Dialog open=asking title>{question((space, id, kind), is_void.get_untracked(), asking, repo.clone())}</Dialog>
    }
    .into_any()
}

/// Asks for the reason, and does it.
fn question(
    (space, id, kind): (SpaceId, RecordId, Kind),
    is_void: bool,
    asking: RwSignal<bool>,
    repo: Repo,
) -> AnyView {
    let in_directory =
        matches!(kind, Kind::Cluster | Kind::Unit | Kind::UnitEvent | Kind::Membership | Kind::Term);
    let note = match (is_void, in_directory) {
        (true, _) => tr!(works.restore_note),
        (false, true) => tr!(admin.void_note),
        (false, false) => tr!(works.void_note),
    };
    let question = Question {
        about: view! { <p>{note}</p> }.into_any(),
        label: words::field("reason").to_owned(),
        act: if is_void { tr!(activity.restore) } else { tr!(works.void) },
        open: asking,
    };
    question.draw(move |reason| {
        let repo = repo.clone();
        Box::pin(async move { turn(repo, (space, id), is_void, "work-title", &reason).await })
    })
}
