//! One unit: its names, its clusters, its history.

use leptos::prelude::*;
use shared::domain::{Kind, Unit};
use shared::id::{RecordId, UnitId};

use super::{Desk, facts, members, timeline};
use crate::pages::activities::panel_heading;
use crate::pages::kept::{acts, banners, last_words};
use crate::repo::types::Registry;
use crate::route::{Admin, List, Route};
use crate::tr;
use crate::ui::{Empty, Icon, icon, live};

/// One unit.
pub(super) fn detail(desk: Desk, id: RecordId) -> AnyView {
    let line = Memo::new(move |_| desk.registry.with(|all| all.unit(UnitId::of_record(id)).cloned()));
    let is_here = Memo::new(move |_| line.with(Option::is_some));
    let kept = desk.kept(id);
    let unit = UnitId::of_record(id);
    let body = live(move || {
        if !is_here.get() {
            return view! { <Empty picture=Icon::People label=tr!(works.not_here)/> }.into_any();
        }
        view! {
            <div class="body detail" tabindex="0">
                {banners(kept, move || line.with(|line| line.as_ref().and_then(|it| it.void.clone())))}
                {live(move || line.get().map(|line| facts_of(&line.held.record)))}
                {live(move || places(&desk.registry.get(), unit))}
                {timeline::timeline(desk, unit)}
                {last_words(kept)}
            </div>
            {acts(kept, Kind::Unit, None, Memo::new(|_| None))}
        }
        .into_any()
    });
    let title = Signal::derive(move || line.get().map(|line| line.held.record.name).unwrap_or_default());
    view! {
        <article class="flow" aria-labelledby="work-title">
            <header>
                <a class="back" href=Route::Admin(Admin::list(List::Units)).path() aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                {panel_heading("work-title", title, desk.alone)}
            </header>
            {body}
        </article>
    }
    .into_any()
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
