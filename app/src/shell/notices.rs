//! What is true of the whole app, under the top bar: a newer version, little room, a wrong clock, an ended session.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::use_repo;
use crate::repo::types::{DeviceFacts, Link};
use crate::route::{Route, sign_in_before};
use crate::ui::{Banner, Button, Icon, Tone, live};
use crate::{format, tr, tr_count};

/// From here on a person is told.
const LOW_HUNDREDTHS: u64 = 80;
/// From here on no more photos are taken.
const FULL_HUNDREDTHS: u64 = 90;
/// A clock this far off is worth a word (10 minutes).
const SKEW_MILLIS: u64 = 600_000;

/// How full the device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Plenty left, or the browser does not say.
    Enough,
    /// So many hundredths are used.
    Low(u64),
    /// Nearly nothing left.
    Full,
}

/// How full the device is.
pub fn room(facts: &DeviceFacts) -> Room {
    let used = match (facts.usage, facts.quota) {
        (Some(usage), Some(quota)) => usage.saturating_mul(100).checked_div(quota).unwrap_or(0),
        _ => 0,
    };
    match used {
        FULL_HUNDREDTHS.. => Room::Full,
        LOW_HUNDREDTHS.. => Room::Low(used),
        _ => Room::Enough,
    }
}

/// How far the clock is off, if that is worth a word; ahead is positive.
pub fn worth_telling(facts: &DeviceFacts) -> Option<i64> {
    facts.skew_ms.filter(|skew| skew.unsigned_abs() > SKEW_MILLIS)
}

/// The notices. The route is asked, for a form that is open must not be interrupted.
pub(super) fn notices(route: Memo<Option<Route>>) -> AnyView {
    let facts = followed_facts();
    let room = Memo::new(move |_| facts.with(|facts| facts.as_ref().map_or(Room::Enough, room)));
    let skew = Memo::new(move |_| facts.with(|facts| facts.as_ref().and_then(worth_telling)));
    view! {
        <div class="notices">
            {loading()}
            {session_notice()}
            {update_notice(route)}
            {live(move || room_notice(room.get()))}
            {live(move || skew.get().map(clock_notice))}
        </div>
    }
    .into_any()
}

/// What the device says of itself, asked again after each exchange and whenever files came or went.
fn followed_facts() -> RwSignal<Option<DeviceFacts>> {
    let repo = use_repo();
    let facts = RwSignal::new(None);
    let moved = {
        let repo = repo.clone();
        Memo::new(move |_| (repo.chip().last_sync, repo.losses().files))
    };
    Effect::new(move || {
        let _ = moved.get();
        let repo = repo.clone();
        spawn_local(async move {
            let now = repo.device().await;
            let _ = facts.try_set(now);
        });
    });
    facts
}

/// How far reading or the first download has come; the screens fill meanwhile.
fn loading() -> AnyView {
    let repo = use_repo();
    let files = {
        let repo = repo.clone();
        Memo::new(move |_| repo.sending_files())
    };
    // Until the cluster is known, the screen itself tells how far the first download has come.
    let loading =
        Memo::new(move |_| repo.loading().filter(|it| it.done < it.total && repo.opened_cluster().is_some()));
    let shown = move || {
        let (loading, files) = (loading.get(), files.get());
        let words = [
            loading
                .map(|it| tr!(stage.loading, done = format::whole(it.done), total = format::whole(it.total))),
            files.map(|it| tr!(stage.files, done = format::whole(it.done), total = format::whole(it.total))),
        ];
        let words: Vec<_> = words.into_iter().flatten().collect();
        (!words.is_empty()).then(|| {
            view! { <Banner tone=Tone::Plain picture=Icon::Sync><span>{words.join(" · ")}</span></Banner> }
                .into_any()
        })
    };
    live(shown).into_any()
}

/// An ended session, or a version that the server no longer takes: saving goes on, sending waits.
fn session_notice() -> AnyView {
    let repo = use_repo();
    let chip = Memo::new(move |_| {
        let chip = repo.chip();
        (chip.link == Link::SignInNeeded).then_some(chip.waiting)
    });
    let shown = move || {
        chip.get().map(|waiting| {
            let words = if waiting == 0 {
                tr!(notice.sign_in_none).to_owned()
            } else {
                tr_count!(waiting, notice.sign_in)
            };
            let path = window().location().pathname().unwrap_or_default();
            view! {
                <Banner tone=Tone::Wait picture=Icon::Key live=true>
                    <span>{words}</span>
                    <a class="btn" href=sign_in_before(&path)>{tr!(act.sign_in)}</a>
                </Banner>
            }
            .into_any()
        })
    };
    live(shown).into_any()
}

/// A newer version: never over an open form, a decision in the making or a running exchange.
fn update_notice(route: Memo<Option<Route>>) -> AnyView {
    let repo = use_repo();
    let state = {
        let repo = repo.clone();
        Memo::new(move |_| {
            let (ready, link) = (repo.update_ready(), repo.chip().link);
            let at_work = route.get().filter(|route| route.is_at_work());
            (ready, link == Link::Outdated, at_work.map(Route::is_entry), link == Link::Sending)
        })
    };
    let take = Callback::new(move |()| repo.take_update());
    let shown = move || {
        let words = match state.get() {
            (false, false, ..) => return None,
            (true, _, Some(true), _) => tr!(notice.update_draft),
            (true, _, None, true) => tr!(notice.update_busy),
            (_, true, ..) => tr!(notice.outdated),
            (true, false, ..) => tr!(notice.update),
        };
        let may_take = matches!(state.get(), (true, _, None, false));
        let button = may_take.then(|| view! { <Button label=tr!(act.update) on_press=take/> });
        let banner = view! {
            <Banner tone=Tone::Wait picture=Icon::Sync live=true>
                <span>{words}</span>
                {button}
            </Banner>
        };
        Some(banner.into_any())
    };
    live(shown).into_any()
}

fn room_notice(room: Room) -> Option<AnyView> {
    let words = match room {
        Room::Enough => return None,
        Room::Low(used) => tr!(notice.low, percent = format::percent(used, 100)),
        Room::Full => tr!(notice.full).to_owned(),
    };
    Some(
        view! { <Banner tone=Tone::Wait picture=Icon::Warning live=true><span>{words}</span></Banner> }
            .into_any(),
    )
}

fn clock_notice(skew: i64) -> AnyView {
    let by = format::stretch(skew);
    let words = if skew > 0 { tr!(notice.clock_fast, by = by) } else { tr!(notice.clock_slow, by = by) };
    view! { <Banner tone=Tone::Wait picture=Icon::Clock><span>{words}</span></Banner> }.into_any()
}
