//! The clusters of the installation.

use leptos::prelude::*;
use shared::domain::Cluster;
use shared::id::{RecordId, SpaceId};

use super::{Desk, tables};
use crate::pages::export::export_button;
use crate::pages::kept::standing_badge;
use crate::pages::list_head::ListHead;
use crate::repo::types::{Listed, Registry};
use crate::route::{Admin, List, Route};
use crate::ui::{Empty, Icon, live};
use crate::{tr, tr_count, words};

/// The list.
pub(super) fn list(desk: Desk) -> AnyView {
    let count = move || {
        let count = desk.registry.with(|all| all.clusters.iter().filter(|it| it.is_in_force()).count());
        tr_count!(count, admin.cluster_count)
    };
    let head = ListHead {
        title: tr!(nav.admin),
        whose: ().into_any(),
        count: live(count).into_any(),
        keeps: desk.keeps,
        is_alone: desk.is_bare,
        tools: export_button(move || tables::clusters(desk)),
        add: (Route::Admin(Admin::new(List::Clusters)), tr!(admin.new_cluster)),
    };
    let current = Memo::new(move |_| desk.place.get().record);
    let rows = live(move || {
        let registry = desk.registry.get();
        if registry.clusters.is_empty() {
            return view! { <Empty picture=Icon::Cluster label=tr!(admin.no_cluster)/> }.into_any();
        }
        let rows = registry.clusters.iter().map(|line| row(&registry, line, current));
        view! { <ul class="items">{rows.collect::<Vec<_>>()}</ul> }.into_any()
    });
    view! { {head.draw()}<section class="card" aria-label=tr!(admin.clusters)>{rows}</section> }.into_any()
}

fn row(registry: &Registry, line: &Listed<Cluster>, current: Memo<Option<RecordId>>) -> AnyView {
    let (id, cluster) = (line.held.id, &line.held.record);
    let space = SpaceId::of_record(id);
    let members = registry.members_of(space).filter(|it| it.held.record.is_in(cluster.year)).count();
    let about = [
        cluster.province.clone(),
        words::level(cluster.level).to_owned(),
        tr!(admin.running, year = cluster.year),
        tr_count!(members, admin.member_count),
    ];
    let about = about.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    let term = registry.terms_of(space).find(|it| it.held.record.year == cluster.year);
    let head = term.map(|term| head_words(cluster, cluster.year, &registry.name(term.held.record.head)));
    view! {
        <li>
            <a
                class="item"
                href=Route::Admin(Admin::one(List::Clusters, id)).path()
                aria-current=live(move || (current.get() == Some(id)).then_some("true"))
                data-void=line.void.is_some().then_some("true")
            >
                <div class="grow">
                    <b>{cluster.name.clone()}</b>
                    <span>{about}</span>
                    <span>{head}</span>
                </div>
                {standing_badge(&line.held, line.void.is_some())}
            </a>
        </li>
    }
    .into_any()
}

/// Who leads a cluster in a year, with the cluster's own word for it.
pub(super) fn head_words(cluster: &Cluster, year: i16, head: &str) -> String {
    tr!(admin.head_of_year, title = cluster.head_title, year = year, unit = head)
}
