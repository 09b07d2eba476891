//! The members of a cluster: those of its running year and of later ones in printed order, then those that have left or
//! were taken back.

use leptos::prelude::*;
use shared::domain::Membership;
use shared::id::{RecordId, SpaceId};
use shared::order::moved;

use super::{Desk, tables};
use crate::pages::export::export_button;
use crate::pages::kept::standing_badge;
use crate::pages::{moving, use_repo};
use crate::repo::types::{Listed, Opened, Registry};
use crate::repo::{Repo, Save};
use crate::route::{Admin, List, Part, Route};
use crate::ui::{Icon, icon, live};
use crate::{format, tr};

/// The members of a cluster.
pub(super) fn members(desk: Desk, space: SpaceId) -> AnyView {
    let repo = use_repo();
    let about = Admin::one(List::Clusters, space.record());
    let new = Route::Admin(about.new_part(Part::Member)).path();
    let list = Route::Admin(about.new_part(Part::Roster)).path();
    let rows = live(move || {
        let registry = desk.registry.get();
        let all = registry.members.iter().filter(|line| line.held.record.cluster == space);
        // What was taken back can be put back, so it stays in sight.
        let is_past =
            |line: &&Listed<Membership>| !line.is_in_force() || registry.has_left(&line.held.record);
        let (former, current): (Vec<_>, Vec<_>) = all.partition(is_past);
        let current = if current.is_empty() {
            view! { <p class="soft">{tr!(admin.none_member)}</p> }.into_any()
        } else {
            let rows = current.iter().enumerate().map(|(at, line)| {
                let moves = moves(desk, &registry, line, (at, current.len()), &repo);
                row(&registry, line, Some((at, moves)))
            });
            view! { <ol class="items ranked" aria-label=tr!(admin.members)>{rows.collect::<Vec<_>>()}</ol> }
                .into_any()
        };
        let former = (!former.is_empty()).then(|| {
            let rows = former.iter().map(|line| row(&registry, line, None));
            view! { <h4>{tr!(admin.former)}</h4><ul class="items">{rows.collect::<Vec<_>>()}</ul> }
        });
        view! { {current}{former} }.into_any()
    });
    view! {
        <section class="told">
            <h3>{tr!(admin.members)}</h3>
            {rows}
            <p class="usual no-print">
                <a class="btn" href=new>{icon(Icon::Plus)}{tr!(admin.add_member)}</a>
                <a class="btn" href=list>{icon(Icon::List)}{tr!(roster.open)}</a>
                {export_button(move || tables::members(desk, space))}
            </p>
        </section>
    }
    .into_any()
}

/// The buttons that move a member among those of its cluster.
fn moves(
    desk: Desk,
    registry: &Registry,
    line: &Listed<Membership>,
    at: (usize, usize),
    repo: &Repo,
) -> AnyView {
    let (id, cluster, repo) = (line.held.id, line.held.record.cluster, repo.clone());
    let shift = Callback::new(move |(to, up): (usize, bool)| shift(&repo, desk, (cluster, id), to, up));
    moving::moves(id, &registry.name(line.held.record.unit), at, shift)
}

fn shift(repo: &Repo, desk: Desk, (cluster, id): (SpaceId, RecordId), to: usize, up: bool) {
    let places = desk.registry.with_untracked(|all| all.order_of(cluster));
    let mut saves = Vec::new();
    for (id, order) in moved(&places, id, to) {
        let Some(opened): Option<Opened<Membership>> = repo.open_record(desk.space, id) else { continue };
        let after = Membership { order, ..opened.record.clone() };
        saves.push(Save::of(id, &opened, &after));
    }
    moving::save_moved(repo, desk.space, saves, (id, up));
}

fn row(registry: &Registry, line: &Listed<Membership>, place_in: Option<(usize, AnyView)>) -> AnyView {
    let member = &line.held.record;
    let place = Admin::one(List::Clusters, member.cluster.record()).part(Part::Member, line.held.id);
    let (number, moves) = match place_in {
        Some((at, moves)) => (Some(format!("{}.", at.saturating_add(1))), Some(moves)),
        None => (None, None),
    };
    let class = if moves.is_some() { "moves" } else { "" };
    view! {
        <li class=class>
            <a class="item" href=Route::Admin(place).path() data-void=line.void.is_some().then_some("true")>
                <span class="number" aria-hidden="true">{number}</span>
                <div class="grow">
                    <b>{registry.name(member.unit)}</b>
                    <span>{time_words(member)}</span>
                </div>
                {standing_badge(&line.held, line.void.is_some())}
            </a>
            {moves}
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
