//! The members of a cluster: those of its running year and of later ones in printed order, then those that have left.

use leptos::prelude::*;
use shared::domain::Membership;
use shared::id::SpaceId;

use super::Desk;
use crate::pages::kept::standing_badge;
use crate::repo::types::{Listed, Registry};
use crate::route::{Admin, List, Part, Route};
use crate::ui::live;
use crate::{format, tr};

/// The members of a cluster.
pub(super) fn members(desk: Desk, space: SpaceId) -> AnyView {
    let rows = live(move || {
        let registry = desk.registry.get();
        let Some(year) = registry.cluster(space.record()).map(|line| line.held.record.year) else {
            return ().into_any();
        };
        let has_left = |line: &&Listed<Membership>| line.held.record.to.is_some_and(|to| to.year() < year);
        let (former, current): (Vec<_>, Vec<_>) = registry.members_of(space).partition(has_left);
        let current = if current.is_empty() {
            view! { <p class="soft">{tr!(admin.none_member)}</p> }.into_any()
        } else {
            let rows = (1..).zip(&current).map(|(number, line)| row(&registry, line, Some(number)));
            view! { <ol class="items ranked">{rows.collect::<Vec<_>>()}</ol> }.into_any()
        };
        let former = (!former.is_empty()).then(|| {
            let rows = former.iter().map(|line| row(&registry, line, None));
            view! { <h4>{tr!(admin.former)}</h4><ul class="items">{rows.collect::<Vec<_>>()}</ul> }
        });
        view! { {current}{former} }.into_any()
    });
    view! { <section class="told"><h3>{tr!(admin.members)}</h3>{rows}</section> }.into_any()
}

fn row(registry: &Registry, line: &Listed<Membership>, number: Option<usize>) -> AnyView {
    let member = &line.held.record;
    let place = Admin::one(List::Clusters, member.cluster.record()).part(Part::Member, line.held.id);
    view! {
        <li>
            <a class="item" href=Route::Admin(place).path()>
                <span class="number" aria-hidden="true">{number.map(|number| format!("{number}."))}</span>
                <div class="grow">
                    <b>{registry.name(member.unit)}</b>
                    <span>{time_words(member)}</span>
                </div>
                {standing_badge(&line.held, false)}
            </a>
        </li>
    }
    .into_any()
}

/// From when until when a unit is a member.
pub(super) fn time_words(member: &Membership) -> String {
    let from = member.from.map(|day| tr!(admin.since, day = format::date(day)));
    let to = member.to.map(|day| tr!(admin.until, day = format::date(day)));
    let from = from.unwrap_or_else(|| tr!(admin.since_ever).to_owned());
    std::iter::once(from).chain(to).collect::<Vec<_>>().join(" ")
}
