//! The queue: what is open, what has been decided, and who has not been heard of.

use leptos::prelude::*;
use shared::id::RecordId;

use super::held::held;
use super::waiting::waiting;
use super::{Tab, in_tab, tables};
use crate::pages::activity_detail::{disputed_field, disputed_values};
use crate::pages::export::export_button;
use crate::pages::overview::silent_units;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::ConflictLine;
use crate::route::Route;
use crate::tr;
use crate::ui::{Choice, Empty, Icon, Tabs, icon, live};

/// The queue.
pub(super) fn queue(
    all: Memo<Vec<ConflictLine>>,
    tab: Memo<Tab>,
    current: Memo<Option<RecordId>>,
) -> AnyView {
    let repo = use_repo();
    let count = move |tab| {
        Signal::derive(move || all.with(|all| all.iter().filter(|line| in_tab(line, tab)).count()))
    };
    let tabs = vec![
        Choice::new(Tab::Open, tr!(reconcile.open)).counted(count(Tab::Open)),
        Choice::new(Tab::Decided, tr!(reconcile.decided)).counted(count(Tab::Decided)),
    ];
    let shown = Memo::new(move |_| {
        let tab = tab.get();
        all.with(|all| all.iter().filter(|line| in_tab(line, tab)).cloned().collect::<Vec<_>>())
    });
    let none = live(move || {
        shown.with(Vec::is_empty).then(|| {
            let words = match tab.get() {
                Tab::Open => tr!(reconcile.none_open),
                Tab::Decided => tr!(reconcile.none_decided),
            };
            view! { <Empty picture=Icon::Check label=words/> }
        })
    });
    let of_export = repo.clone();
    let taken = move || shown.with_untracked(|shown| tables::conflicts(&of_export, shown));
    let (held, silent) = (held(repo.clone()), silent(repo.clone()));
    let items = live(move || {
        shown.with(|shown| shown.iter().map(|line| item(&repo, line, tab, current)).collect::<Vec<_>>())
    });
    let href = move |to: Tab| to.address(current.get().map_or(Route::Reconcile, Route::Conflict));
    view! {
        <section class="queue" aria-label=tr!(reconcile.queue)>
            <div class="qh">
                <div class="row">
                    <h1 class="grow" id="queue-title" tabindex="-1">{tr!(nav.reconcile)}</h1>
                    {export_button(taken)}
                </div>
                <Tabs label=tr!(reconcile.queue) choices=tabs chosen=tab href/>
            </div>
            {none}
            <ul class="items">
                {items}
            </ul>
            {held}
            {silent}
        </section>
    }
    .into_any()
}

fn item(repo: &Repo, line: &ConflictLine, tab: Memo<Tab>, current: Memo<Option<RecordId>>) -> AnyView {
    let (id, conflict) = (line.id, &line.conflict);
    let unit = conflict.unit.and_then(|unit| repo.unit_short(unit));
    let values = disputed_values(repo, conflict);
    let values = values.join(tr!(activity.or));
    let values = match disputed_field(conflict) {
        Some(field) => format!("{field}: {values}"),
        None => values,
    };
    // One activity may differ in several fields: what tells its lines apart comes first.
    let about: Vec<_> = [values].into_iter().chain(unit).collect();
    let (picture, tone) = if line.open { (Icon::Differ, "diff") } else { (Icon::Check, "ok") };
    let waits = line.pending_decision.is_some().then(|| view! { <span>{tr!(reconcile.pending)}</span> });
    let turn = repo.opened().and_then(|space| waiting(repo, space, line));
    let turn = turn.map(|words| view! { <span>{words}</span> });
    view! {
        <li>
            <a
                class="item"
                href=live(move || tab.get().address(Route::Conflict(id)))
                aria-current=live(move || (current.get() == Some(id)).then_some("true"))
            >
                <span class="dot" data-s=tone>{icon(picture)}</span>
                <div class="grow">
                    <b>{line.title.clone()}</b>
                    <span>{about.join(" · ")}</span>
                    {waits}
                    {turn}
                </div>
            </a>
        </li>
    }
    .into_any()
}

/// Units of this cluster that have not been heard of: a missing figure is worth a call too.
fn silent(repo: Repo) -> AnyView {
    /// Beyond these, Tổng hợp shows them all.
    const SHOWN: usize = 5;
    let units = Memo::new(move |_| repo.opened().map(|space| silent_units(&repo, space)).unwrap_or_default());
    let shown = move || {
        let units = units.get();
        (!units.is_empty()).then(|| {
            let lines = units.into_iter().take(SHOWN);
            let lines = lines
                .map(|(name, ago)| view! { <li><span>{name}</span><b>{ago}</b></li> }.into_any())
                .collect::<Vec<_>>();
            let all = format!("{}?silent=1", Route::Overview.path());
            view! {
                <div class="silent">
                    <h2>{tr!(reconcile.silent)}</h2>
                    <ul>{lines}</ul>
                    <a class="link" href=all>{tr!(act.see_all)}</a>
                </div>
            }
        })
    };
    view! { {shown} }.into_any()
}
