//! One unit: its names, its clusters, its history.

use leptos::prelude::*;
use shared::domain::{Kind, Unit};
use shared::id::{RecordId, UnitId};

use super::entry::other_name;
use super::event_form::rename;
use super::{Desk, facts, members, panel, timeline};
use crate::pages::kept::{acts, banners, last_words};
use crate::pages::use_repo;
use crate::repo::types::Registry;
use crate::route::{Admin, List, Part, Route};
use crate::ui::{Banner, Button, Icon, Tone, live};
use crate::{format, tr};

/// One unit.
pub(super) fn detail(desk: Desk, id: RecordId) -> AnyView {
    let line = Memo::new(move |_| desk.registry.with(|all| all.unit(UnitId::of_record(id)).cloned()));
    let is_here = Memo::new(move |_| line.with(Option::is_some));
    let kept = desk.kept(id);
    let unit = UnitId::of_record(id);
    let edit = Route::Admin(Admin::one(List::Units, id).edited());
    let body = live(move || {
        if !is_here.get() {
            return panel::not_here();
        }
        view! {
            <div class="body detail" tabindex="0">
                {banners(kept, move || line.with(|line| line.as_ref().and_then(|it| it.void.clone())))}
                {live(move || name_banner(desk, unit))}
                {live(move || end_banner(desk, unit))}
                {live(move || line.get().map(|line| facts_of(&line.held.record)))}
                {live(move || places(&desk.registry.get(), unit))}
                {timeline::timeline(desk, unit)}
                {last_words(kept)}
            </div>
            {acts(kept, Kind::Unit, Some(edit), Memo::new(|_| None))}
        }
        .into_any()
    });
    let title = Signal::derive(move || line.get().map(|line| line.held.record.name).unwrap_or_default());
    panel::detail(desk, title, body.into_any())
}

/// That the newest renaming gave the unit another name than it has here, and the way to take that one.
fn name_banner(desk: Desk, unit: UnitId) -> Option<AnyView> {
    let repo = use_repo();
    let (before, after) = desk.registry.with(|all| other_name(all, unit))?;
    let words = tr!(admin.name_differs, name = after);
    let take = move |()| rename(&repo, desk.space, unit, before.clone(), after.clone());
    Some(
        view! {
            <Banner tone=Tone::Wait picture=Icon::Warning>
                <span class="grow">{words}</span>
                <Button label=tr!(admin.take_name) on_press=take/>
            </Banner>
        }
        .into_any(),
    )
}

/// That the unit has ended while it is still in a cluster.
fn end_banner(desk: Desk, unit: UnitId) -> Option<AnyView> {
    let (end, open) = desk.registry.with(|all| {
        let open = all.places_of(unit).find(|line| line.held.record.to.is_none());
        Some((all.end_of(unit)?.day, open.map(|line| (line.held.id, line.held.record.cluster))?))
    })?;
    let (member, cluster) = open;
    let to = Admin::one(List::Clusters, cluster.record()).part(Part::Member, member).edited();
    let words = tr!(admin.ended_member, day = format::date(end));
    Some(
        view! {
            <Banner tone=Tone::Wait picture=Icon::Warning>
                <span class="grow">{words}</span>
                <a class="btn" href=Route::Admin(to).path()>{tr!(admin.set_leaving)}</a>
            </Banner>
        }
        .into_any(),
    )
}

fn facts_of(unit: &Unit) -> AnyView {
    let aliases = unit.aliases.iter().cloned().collect::<Vec<_>>().join(" · ");
    facts(vec![("short", unit.short.clone()), ("aliases", aliases)])
}

/// The clusters that it is or was in.
fn places(registry: &Registry, unit: UnitId) -> AnyView {
    let rows = registry.places_of(unit).filter_map(|line| {
        let member = &line.held.record;
        let cluster = registry.cluster(member.cluster.record())?;
        let to = Route::Admin(Admin::one(List::Clusters, cluster.held.id));
        let (name, time) = (cluster.held.record.name.clone(), members::time_words(member));
        Some(
            view! {
                <li><a class="item" href=to.path()><div class="grow"><b>{name}</b><span>{time}</span></div></a></li>
            }
            .into_any(),
        )
    });
    let rows: Vec<_> = rows.collect();
    let rows = if rows.is_empty() {
        view! { <p class="soft">{tr!(admin.none_place)}</p> }.into_any()
    } else {
        view! { <ul class="items">{rows}</ul> }.into_any()
    };
    view! { <section class="told"><h3>{tr!(admin.places)}</h3>{rows}</section> }.into_any()
}
