//! One activity in the list.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use shared::id::{RecordId, SpaceId};

use crate::pages::behalf::mark;
use crate::repo::Repo;
use crate::repo::types::{ActivityLine, BehalfState, Standing};
use crate::route::Route;
use crate::ui::{Badge, Icon, Tone, live};
use crate::{format, tr, tr_count};

/// The activity that a place in the list shows now; none just before the place goes.
pub(super) type Place = Memo<Option<Arc<ActivityLine>>>;

/// One activity: its day, its title in full, what it belongs to, where it stands.
///
/// Made once for its place. Whatever differs in the next activity there changes by itself: a row that is drawn anew has
/// all its attributes set again, and then the browser styles it again as well.
pub(super) fn row(
    repo: &Repo,
    place: Place,
    current: Memo<Option<RecordId>>,
    (shows_unit, marks): (Memo<bool>, Marks),
    query: Memo<String>,
) -> AnyView {
    // The filter stays in the address, so that Back from the record leads to the same list.
    let href = live(move || {
        let path = of(place, |line| Route::Activity(line.id).path());
        query.with(|query| format!("{path}{query}"))
    });
    let about = {
        let repo = repo.clone();
        live(move || of(place, |line| about(&repo, line, shows_unit.get())))
    };
    let is_current = Memo::new(move |_| {
        let id = place.with(|line| line.as_ref().map(|line| line.id));
        id.is_some() && current.get() == id
    });
    let is_void = Memo::new(move |_| of(place, |line| line.void));
    let badge = Memo::new(move |_| place.with(|line| line.as_deref().map(|line| marks.badge(line))));
    let badge = live(move || {
        let (tone, picture, label) = badge.get()?;
        Some(view! { <Badge tone picture label/> }.into_any())
    });
    view! {
        <a
            class="item"
            href=href
            aria-current=live(move || is_current.get().then_some("true"))
            data-void=live(move || is_void.get().then_some("true"))
        >
            <span class="d">
                <b>{live(move || of(place, |line| format::day_and_month(line.held_on).0))}</b>
                {live(move || of(place, |line| format::day_and_month(line.held_on).1))}
                <small>{live(move || of(place, |line| line.held_on.year().to_string()))}</small>
            </span>
            <div class="grow">
                <b>{live(move || of(place, |line| line.title.clone()))}</b>
                <span>{about}</span>
            </div>
            {badge}
        </a>
    }
    .into_any()
}

/// Something about the activity at a place.
fn of<T: Default>(place: Place, read: impl Fn(&ActivityLine) -> T) -> T {
    place.with(|line| line.as_deref().map(read).unwrap_or_default())
}

fn about(repo: &Repo, line: &ActivityLine, shows_unit: bool) -> String {
    let unit = shows_unit.then(|| repo.unit_short(line.unit)).flatten();
    let parts = [
        movements(repo, line),
        (line.files > 0).then(|| tr_count!(line.files, activity.attached)),
        (line.papers > 0).then(|| tr_count!(line.papers, change.papers)),
        unit,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The movements that it answers: by the catalogue, or as they were typed.
fn movements(repo: &Repo, line: &ActivityLine) -> Option<String> {
    let linked = line.movements.iter().filter_map(|id| repo.name_of(&id.to_string())).collect::<Vec<_>>();
    if linked.is_empty() {
        return (!line.movement.is_empty()).then(|| line.movement.clone());
    }
    Some(linked.join(", "))
}

/// What units say of activities that were entered on behalf, where that needs a person.
#[derive(Clone, Copy)]
pub(super) struct Marks(Memo<BTreeMap<RecordId, BehalfState>>);

impl Marks {
    pub(super) fn of(repo: Repo, space: SpaceId) -> Self {
        Self(Memo::new(move |_| {
            let entries = repo.on_behalf(space).into_iter();
            let needs = |state| matches!(state, BehalfState::Waiting | BehalfState::Disputed);
            entries.filter(|entry| needs(entry.state)).map(|entry| (entry.id, entry.state)).collect()
        }))
    }

    fn badge(self, line: &ActivityLine) -> (Tone, Icon, &'static str) {
        let state = self.0.with(|marks| marks.get(&line.id).copied());
        let is_plain = line.standing == Standing::Received && !line.differing && !line.void;
        state.filter(|_| is_plain).map_or_else(|| badge_of(line), mark)
    }
}

/// The one thing to know of where it stands: what needs a person comes before what only waits.
fn badge_of(line: &ActivityLine) -> (Tone, Icon, &'static str) {
    match line.standing {
        Standing::Refused => (Tone::Err, Icon::Return, tr!(standing.refused)),
        Standing::Received | Standing::Waiting if line.differing => {
            (Tone::Diff, Icon::Differ, tr!(standing.differing))
        }
        Standing::Waiting => (Tone::Wait, Icon::Send, tr!(standing.waiting)),
        Standing::Received if line.void => (Tone::Plain, Icon::Close, tr!(standing.void)),
        Standing::Received => (Tone::Ok, Icon::Check, tr!(standing.received)),
    }
}
