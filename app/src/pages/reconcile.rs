//! Đối soát: the queue of differing figures, and the desk where one is decided.

mod about;
mod ask;
mod columns;
mod decided;
mod desk;
mod difference;
mod held;
mod queue;
mod tables;
mod waiting;
mod ways;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use shared::id::{RecordId, SpaceId};

use super::activity_detail::focus;
use super::use_repo;
use crate::repo::types::ConflictLine;
use crate::route::Route;
use crate::tr;
use crate::ui::{Empty, Icon, live, media};
use desk::desk;
use queue::queue;

/// Which conflicts the queue shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Open,
    Decided,
}

impl Tab {
    /// The address of a screen with this tab.
    fn address(self, route: Route) -> String {
        match self {
            Self::Open => route.path(),
            Self::Decided => format!("{}?tab=decided", route.path()),
        }
    }
}

/// The queue and the desk, by the route.
#[component]
pub fn Reconcile(
    /// Where we are.
    route: Signal<Route>,
) -> impl IntoView {
    let repo = use_repo();
    let query = use_location().query;
    let tab = Memo::new(move |_| {
        let decided = query.with(|query| query.get_str("tab") == Some("decided"));
        if decided { Tab::Decided } else { Tab::Open }
    });
    let all = {
        let repo = repo.clone();
        // Those of the opened cluster, then those of the directory.
        Memo::new(move |_| {
            let spaces = repo.opened().into_iter().chain(repo.kept_directory());
            spaces.flat_map(|space| repo.conflicts(space)).collect::<Vec<_>>()
        })
    };
    let current = Memo::new(move |_| match route.get() {
        Route::Conflict(id) => Some(id),
        _ => None,
    });
    let go = goer(all, tab, current);
    let alone = media("(max-width: 60rem)");
    let keys = move |event: web_sys::KeyboardEvent| {
        if is_typing(&event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().to_lowercase().as_str() {
            "j" => go.run(Step::Next),
            "k" => go.run(Step::Back),
            _ => return,
        }
        event.prevent_default();
    };
    let space = Memo::new(move |_| {
        let directory = repo.kept_directory();
        let is_there = |space: &SpaceId| {
            current.get().is_some_and(|id| repo.conflicts(*space).iter().any(|line| line.id == id))
        };
        directory.filter(is_there).or(repo.opened())
    });
    let desk = live(move || match (space.get(), current.get()) {
        (Some(space), Some(id)) => desk_of(space, id, all, go, alone),
        _ => view! { <Empty picture=Icon::Differ label=tr!(reconcile.choose)/> }.into_any(),
    });
    view! {
        // Keys work while the focus is in here only, so that single letters never surprise anyone elsewhere.
        <div class="two" data-beside=live(move || if current.get().is_some() { "desk" } else { "nothing" }) on:keydown=keys>
            {queue(all, tab, current)}
            <section class="desk" aria-label=tr!(reconcile.desk)>{desk}</section>
        </div>
    }
}

fn desk_of(
    space: SpaceId,
    id: RecordId,
    all: Memo<Vec<ConflictLine>>,
    go: Callback<Step>,
    alone: Signal<bool>,
) -> AnyView {
    let line = Memo::new(move |_| all.with(|all| all.iter().find(|line| line.id == id).cloned()));
    let is_here = Memo::new(move |_| line.with(Option::is_some));
    let desk = live(move || {
        let first = is_here.get().then(|| line.get_untracked()).flatten();
        match first {
            Some(first) => {
                let line = Signal::derive(move || line.get().unwrap_or_else(|| first.clone()));
                untrack(|| desk(space, line, go, alone))
            }
            None => view! { <Empty picture=Icon::Differ label=tr!(reconcile.not_here)/> }.into_any(),
        }
    });
    view! { {desk} }.into_any()
}

/// A step through the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Next,
    Back,
    /// On from one that has just been decided: to the next open one, or to the empty desk.
    Done,
}

fn goer(all: Memo<Vec<ConflictLine>>, tab: Memo<Tab>, current: Memo<Option<RecordId>>) -> Callback<Step> {
    let navigate = use_navigate();
    Callback::new(move |step| {
        let tab = tab.get_untracked();
        let shown: Vec<_> = all
            .with_untracked(|all| all.iter().filter(|line| in_tab(line, tab)).map(|line| line.id).collect());
        let to = next(&shown, current.get_untracked(), step);
        match (to, step) {
            (Some(id), _) => navigate(&tab.address(Route::Conflict(id)), NavigateOptions::default()),
            (None, Step::Done) => {
                navigate(&tab.address(Route::Reconcile), NavigateOptions::default());
                request_animation_frame(|| focus("queue-title"));
            }
            (None, Step::Next | Step::Back) => {}
        }
    })
}

/// One whose decision waits on this device counts as decided: the person is done with it.
fn in_tab(line: &ConflictLine, tab: Tab) -> bool {
    line.open == (tab == Tab::Open)
}

fn next(shown: &[RecordId], current: Option<RecordId>, step: Step) -> Option<RecordId> {
    let at = current.and_then(|current| shown.iter().position(|id| *id == current));
    match (step, at) {
        (Step::Next, Some(at)) => shown.get(at + 1),
        (Step::Back, Some(at)) => at.checked_sub(1).and_then(|at| shown.get(at)),
        (Step::Done, Some(at)) => {
            shown.get(at + 1).or_else(|| shown.first()).filter(|id| Some(**id) != current)
        }
        (Step::Next | Step::Back | Step::Done, None) => shown.first(),
    }
    .copied()
}

/// Whether a key belongs to a text that is being typed.
fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    event.is_composing()
        || target.is_some_and(|it| {
            it.matches("textarea, select, dialog *, input:not([type=radio]):not([type=checkbox])")
                .unwrap_or(false)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn steps_lead_through_the_queue_and_past_what_is_decided() {
        let [a, b, c] = [1, 2, 3].map(|n| RecordId::derived([n; 16]));
        let all = [a, b, c];
        let cases = [
            (Step::Next, Some(a), Some(b)),
            (Step::Next, Some(c), None),
            (Step::Next, None, Some(a)),
            (Step::Back, Some(b), Some(a)),
            (Step::Back, Some(a), None),
            (Step::Done, Some(a), Some(b)),
            (Step::Done, Some(c), Some(a)),
        ];
        for (step, current, expected) in cases {
            assert_eq!(next(&all, current, step), expected, "{step:?} {current:?}");
        }
        assert_eq!(next(&[a], Some(a), Step::Done), None);
        assert_eq!(next(&[], Some(a), Step::Done), None);
    }
}
