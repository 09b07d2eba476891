//! One cluster: what it is, its members, who led it in which year.

use leptos::prelude::*;
use shared::domain::{Cluster, Kind, Term};
use shared::id::{RecordId, SpaceId};

use super::{Desk, facts, members, panel, term_form};
use crate::pages::kept::{acts, banners, last_words, standing_badge};
use crate::pages::use_repo;
use crate::repo::types::{Listed, Registry};
use crate::route::{Admin, List, Part, Route};
use crate::ui::{Icon, icon, live};
use crate::{tr, words};

/// One cluster.
pub(super) fn detail(desk: Desk, id: RecordId) -> AnyView {
    let line = Memo::new(move |_| desk.registry.with(|all| all.cluster(id).cloned()));
    let is_here = Memo::new(move |_| line.with(Option::is_some));
    let kept = desk.kept(id);
    let space = SpaceId::of_record(id);
    let edit = Route::Admin(Admin::one(List::Clusters, id).edited());
    let body = live(move || {
        if !is_here.get() {
            return panel::not_here();
        }
        view! {
            <div class="body detail" tabindex="0">
                {banners(kept, move || line.with(|line| line.as_ref().and_then(|it| it.void.clone())))}
                {live(move || line.get().map(|line| facts_of(&line.held.record)))}
                {live(move || line.with(|line| line.as_ref().is_some_and(Listed::is_in_force)).then(|| open_it(space)))}
                {members::members(desk, space)}
                {terms(desk, id)}
                {last_words(kept)}
            </div>
            {acts(kept, Kind::Cluster, Some(edit), Memo::new(|_| None))}
        }
        .into_any()
    });
    let title = Signal::derive(move || line.get().map(|line| line.held.record.name).unwrap_or_default());
    panel::detail(desk, title, body.into_any())
}

/// The way into the cluster: its year, its targets and all else.
fn open_it(space: SpaceId) -> AnyView {
    let repo = use_repo();
    let open = move |_| repo.open_space(space);
    view! {
        <p class="no-print">
            <a class="btn" href=Route::YearCalendar.path() on:click=open>{icon(Icon::Calendar)}{tr!(admin.open_year)}</a>
        </p>
    }
    .into_any()
}

fn facts_of(cluster: &Cluster) -> AnyView {
    let number = cluster.number.map(|number| tr!(admin.number, number = number));
    let labels = [&cluster.word, &cluster.head_title, &cluster.deputy_title];
    facts(vec![
        ("short", cluster.short.clone()),
        ("number_of", number.unwrap_or_default()),
        ("province", cluster.province.clone()),
        ("level", words::level(cluster.level).to_owned()),
        ("founded", cluster.founded.as_ref().map(words::founding_words).unwrap_or_default()),
        ("labels", labels.map(String::as_str).join(" · ")),
        ("year", cluster.year.to_string()),
    ])
}

/// Who led the cluster, the newest year first.
fn terms(desk: Desk, id: RecordId) -> AnyView {
    let rows = live(move || {
        let registry = desk.registry.get();
        let Some(cluster) = registry.cluster(id).map(|line| line.held.record.clone()) else {
            return ().into_any();
        };
        // Of a year whose term was taken back none is made anew: that one is put back.
        let space = SpaceId::of_record(id);
        let terms: Vec<_> = registry.terms.iter().filter(|line| line.held.record.cluster == space).collect();
        let told: Vec<_> = terms.iter().map(|line| line.held.record.year).collect();
        let rows: Vec<_> = terms.into_iter().map(|line| term_row(&registry, &cluster, id, line)).collect();
        let rows = if rows.is_empty() {
            view! { <p class="soft">{tr!(admin.none_term)}</p> }.into_any()
        } else {
            view! { <ul class="items">{rows}</ul> }.into_any()
        };
        view! { {rows}{untold(desk, id, cluster.year, &told)} }.into_any()
    });
    view! { <section class="told"><h3>{tr!(admin.terms)}</h3>{rows}</section> }.into_any()
}

/// The years around the running one of which no term is told yet.
fn untold(desk: Desk, id: RecordId, running: i16, told: &[i16]) -> AnyView {
    let near = [running.saturating_sub(1), running, running.saturating_add(1)];
    let links = near.into_iter().filter(|year| !told.contains(year)).map(|year| {
        let term = term_form::term_id(desk, SpaceId::of_record(id), year);
        let to = Admin::one(List::Clusters, id).part(Part::Term, term).edited();
        view! { <a class="btn" href=Route::Admin(to).path()>{icon(Icon::Plus)}{tr!(admin.add_term, year = year)}</a> }
            .into_any()
    });
    view! { <p class="usual no-print">{links.collect::<Vec<_>>()}</p> }.into_any()
}

fn term_row(registry: &Registry, cluster: &Cluster, id: RecordId, line: &Listed<Term>) -> AnyView {
    let term = &line.held.record;
    let deputy = match term.deputy {
        Some(deputy) => format!("{}: {}", cluster.deputy_title, registry.name(deputy)),
        None => tr!(admin.no_deputy).to_owned(),
    };
    let place = Admin::one(List::Clusters, id).part(Part::Term, line.held.id);
    view! {
        <li>
            <a class="item" href=Route::Admin(place).path() data-void=line.void.is_some().then_some("true")>
                <div class="grow">
                    <b>{super::clusters::head_words(cluster, term.year, &registry.name(term.head))}</b>
                    <span>{deputy}</span>
                    <span>{term.how.clone()}</span>
                </div>
                {standing_badge(&line.held, line.void.is_some())}
            </a>
        </li>
    }
    .into_any()
}
