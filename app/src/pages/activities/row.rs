//! One activity in the list.

use std::sync::Arc;

use leptos::prelude::*;
use shared::id::RecordId;

use super::filter::Filter;
use crate::repo::Repo;
use crate::repo::types::{ActivityLine, Standing};
use crate::route::Route;
use crate::ui::{Badge, Icon, Tone, live};
use crate::{format, tr, tr_count};

/// One activity: its day, its title in full, what it belongs to, where it stands.
pub(super) fn row(
    repo: &Repo,
    line: Arc<ActivityLine>,
    current: Memo<Option<RecordId>>,
    shows_unit: Memo<bool>,
    filter: RwSignal<Filter>,
) -> AnyView {
    let id = line.id;
    // The filter stays in the address, so that Back from the record leads to the same list.
    let href = live(move || format!("{}{}", Route::Activity(id).path(), filter.with(Filter::query)));
    let (day, month) = format::day_and_month(line.held_on);
    let year = line.held_on.year();
    let about = {
        let (repo, line) = (repo.clone(), line.clone());
        live(move || about(&repo, &line, shows_unit.get()))
    };
    let (tone, picture, label) = badge_of(&line);
    view! {
        <a
            class="item"
            href=href
            aria-current=live(move || (current.get() == Some(id)).then_some("true"))
            data-void=line.void.then_some("true")
        >
            <span class="d"><b>{day}</b>{month}<small>{year}</small></span>
            <div class="grow"><b>{line.title.clone()}</b><span>{about}</span></div>
            <Badge tone picture label/>
        </a>
    }
    .into_any()
}

fn about(repo: &Repo, line: &ActivityLine, shows_unit: bool) -> String {
    let unit = shows_unit.then(|| repo.unit_short(line.unit)).flatten();
    let parts = [
        (!line.movement.is_empty()).then(|| line.movement.clone()),
        (line.files > 0).then(|| tr_count!(line.files, activity.attached)),
        (line.papers > 0).then(|| tr_count!(line.papers, change.papers)),
        unit,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
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
