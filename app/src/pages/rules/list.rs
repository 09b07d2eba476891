//! The list of rule sets, with what runs by each.

use leptos::prelude::*;
use shared::domain::RuleSet;

use super::sentences::{sample_badge, state_badge, time};
use super::{Known, path, path_of, tables};
use crate::pages::admin::{Tab, tabs};
use crate::pages::export::export_button;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{Listed, RuleSets};
use crate::route::RulesAt;
use crate::tr;
use crate::ui::{Empty, Icon, icon, live};

pub(super) fn list(known: Known) -> AnyView {
    let (repo, of_export) = (use_repo(), use_repo());
    let is_kept = Memo::new(move |_| known.with(|known| known.as_ref().is_some_and(|it| it.is_kept)));
    let add = live(move || {
        is_kept.get().then(|| {
            view! { <a class="btn" href=path(RulesAt::New)>{icon(Icon::Plus)}{tr!(rules.new)}</a> }
        })
    });
    let rows = live(move || {
        let Some(known) = known.get() else { return ().into_any() };
        if known.sets.is_empty() {
            return view! { <Empty picture=Icon::List label=tr!(rules.empty)/> }.into_any();
        }
        let rows = known.sets.iter().map(|line| row(&repo, &known, line)).collect::<Vec<_>>();
        view! { <ul class="items">{rows}</ul> }.into_any()
    });
    let taken = move || tables::sets(&of_export, known.get_untracked().as_deref());
    // For who keeps the directory these are a part of Quản trị.
    let tabs = live(move || is_kept.get().then(|| tabs(Memo::new(|_| Tab::Rules))));
    view! {
        <div class="rules">
            {tabs}
            <div class="head">
                <div><h1>{tr!(nav.rules)}</h1><p>{tr!(rules.note)}</p></div>
                {export_button(taken)}
                {add}
            </div>
            <section class="card" aria-label=tr!(nav.rules)>{rows}</section>
        </div>
    }
    .into_any()
}

fn row(repo: &Repo, known: &RuleSets, line: &Listed<RuleSet>) -> AnyView {
    let (id, rules) = (line.held.id, &line.held.record);
    view! {
        <li>
            <a class="item" href=path_of(id) data-void=line.void.is_some().then_some("true")>
                <div class="grow">
                    <b>{rules.name.clone()}</b>
                    <span>{time(rules)}</span>
                    <span>{pinned_words(repo, known, line)}</span>
                </div>
                {sample_badge(rules)}
                {state_badge(line)}
            </a>
        </li>
    }
    .into_any()
}

/// Which years of which clusters are run by it, as far as this device knows.
pub(super) fn pinned_words(repo: &Repo, known: &RuleSets, line: &Listed<RuleSet>) -> String {
    let name = |(space, year)| {
        let cluster = repo.cluster(space)?;
        let place =
            if cluster.province.is_empty() { String::new() } else { format!(" {}", cluster.province) };
        Some(format!("{}{place} – {year}", cluster.short))
    };
    let names: Vec<_> = known.pinned_to(line.held.id).filter_map(name).collect();
    if names.is_empty() {
        tr!(rules.unpinned).to_owned()
    } else {
        tr!(rules.pinned, where = names.join(", "))
    }
}
