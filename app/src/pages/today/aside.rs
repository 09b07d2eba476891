//! Beside the things to do: where the person's work is, and how the units stand.

use leptos::prelude::*;

use super::tasks::SILENT_MILLIS;
use crate::pages::use_repo;
use crate::repo::types::{ActivityQuery, Standing};
use crate::route::Route;
use crate::ui::{Icon, LinkButton, Meter, icon, live};
use crate::{clock, format, tr, words};

/// Số liệu của bạn đang ở đâu.
pub(super) fn whereabouts() -> AnyView {
    let repo = use_repo();
    let losses = {
        let repo = repo.clone();
        Memo::new(move |_| repo.losses())
    };
    let only_here = Memo::new(move |_| {
        let losses = losses.get();
        losses.waiting + losses.refused + losses.drafts + losses.files
    });
    let received = {
        let repo = repo.clone();
        Memo::new(move |_| {
            let Some((space, cluster)) = repo.opened_cluster() else { return 0 };
            let unit = repo.session().and_then(|session| session.unit).filter(|_| !repo.oversees(space));
            let query = ActivityQuery {
                unit,
                year: Some(cluster.year),
                standing: Some(Standing::Received),
                ..ActivityQuery::of(space)
            };
            repo.activities(&query).len()
        })
    };
    let word = Memo::new(move |_| repo.opened_cluster().map(|(_, cluster)| words::cluster_word(&cluster)));
    let received_words =
        move || words::capitalised(&tr!(today.received, word = word.get().unwrap_or_default()));
    let loss = move || match words::loss(losses.get()) {
        None => tr!(today.loss_none).to_owned(),
        Some(what) => tr!(today.loss, what = what),
    };
    let see = move || if only_here.get() == 0 { tr!(nav.device) } else { tr!(today.see) };
    view! {
        <section class="card">
            <header><h2>{tr!(today.whereabouts)}</h2></header>
            <div class="body stack near">
                <ul class="where">
                    <li>
                        {icon(Icon::Device)}
                        <span class="grow">{tr!(today.only_here)}</span>
                        <b>{live(move || format::count(only_here.get()))}</b>
                    </li>
                    <li>
                        {icon(Icon::Send)}
                        <span class="grow">{live(received_words)}</span>
                        <b>{live(move || format::count(received.get()))}</b>
                    </li>
                </ul>
                <p>{live(loss)}</p>
                <LinkButton label=see to=Route::Device size="wide"/>
            </div>
        </section>
    }
    .into_any()
}

/// How many units have synced and reported, for those who oversee them.
pub(super) fn units() -> AnyView {
    let repo = use_repo();
    let figures = Memo::new(move |_| {
        let (space, cluster) = repo.opened_cluster()?;
        if !repo.oversees(space) {
            return None;
        }
        let now = clock::now();
        let lines = repo.summaries();
        let here = || lines.iter().filter(|line| line.space == space && line.summary.year == cluster.year);
        let fresh = |line: &&crate::repo::types::SummaryLine| {
            line.summary.last_seen.is_some_and(|seen| now.millis_since(seen) <= SILENT_MILLIS)
        };
        let all = repo.units(space).len().max(here().count());
        Some((here().filter(fresh).count(), here().filter(|line| line.summary.activities > 0).count(), all))
    });
    let card = move || {
        figures.get().map(|(synced, reported, all)| {
            let of = |part: usize| Signal::stored((wide(part), wide(all)));
            let figures = move |part: usize| format!("{}/{}", format::count(part), format::count(all));
            view! {
                <section class="card">
                    <header><h2>{tr!(today.units)}</h2></header>
                    <div class="body stack near">
                        <Meter label=tr!(today.units_synced) figures=figures(synced) of=of(synced)/>
                        <Meter label=tr!(today.units_reported) figures=figures(reported) of=of(reported)/>
                        <LinkButton label=tr!(today.open_overview) to=Route::Overview size="wide"/>
                    </div>
                </section>
            }
            .into_any()
        })
    };
    live(card).into_any()
}

fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
