//! Tổng hợp: how the units stand, for those who look over them: who has reported, what still waits on their devices,
//! who has not been heard of.

mod figures;
mod newest;
mod table;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

pub(crate) use figures::silent_units;

use super::export::export_button;
use super::list_head::rest;
use super::use_repo;
use crate::route::Route;
use crate::ui::{Bones, Choice, Empty, Icon, Seg, live, media};
use crate::{format, tr, tr_count};
use figures::{Block, blocks, totals};
use newest::newest_card;
use table::{cards, table};

/// After so many days without a word a unit is worth a call.
const SILENT_DAYS: i64 = 7;

/// How the units stand.
#[component]
pub fn Overview() -> impl IntoView {
    let repo = use_repo();
    let query = use_location().query;
    let silent_only = Memo::new(move |_| query.with(|query| query.get_str("silent") == Some("1")));
    let year = Memo::new(move |_| {
        query.with(|query| query.get_str("year").and_then(|year| year.parse::<i16>().ok()))
    });
    let all = {
        let repo = repo.clone();
        Memo::new(move |_| blocks(&repo, year.get()))
    };
    let shown = Memo::new(move |_| {
        let silent = silent_only.get();
        all.with(|all| all.iter().filter_map(|block| block.narrowed(silent)).collect::<Vec<_>>())
    });
    let years = {
        let repo = repo.clone();
        Memo::new(move |_| figures::years(&repo))
    };
    let narrow = media("(max-width: 48rem)");
    let sentence = live(move || {
        let sum = all.with(|all| totals(all.iter().flat_map(|block| &block.lines)));
        let units = tr_count!(sum.units, overview.units);
        let activities = tr_count!(sum.activities, overview.activities);
        let silent = tr_count!(sum.silent, overview.silent);
        format!("{units} · {activities} · {silent}")
    });
    let loading = {
        let repo = repo.clone();
        Memo::new(move |_| repo.loading().is_some())
    };
    let list = live(move || {
        let blocks = shown.get();
        if blocks.is_empty() && loading.get() {
            return view! { <Bones rows=5/> }.into_any();
        }
        if blocks.is_empty() {
            let words = if silent_only.get() { tr!(overview.none_silent) } else { tr!(overview.empty) };
            return view! { <div class="card"><Empty picture=Icon::Chart label=words/></div> }.into_any();
        }
        blocks.into_iter().map(|block| card(&block, narrow.get())).collect::<Vec<_>>().into_any()
    });
    view! {
        <div class="overview">
            <div class="head">
                <div>
                    <h1>{tr!(nav.overview)}</h1>
                    <p role="status">{sentence}</p>
                </div>
                {filters(silent_only, year, years)}
                {rest(export_button(move || table::written(&shown.get_untracked())))}
            </div>
            <div class="cols">
                <div class="stack">{list}</div>
                <aside class="stack">{newest_card()}</aside>
            </div>
        </div>
    }
}

/// All units or only the silent ones, and the year; both in the address.
fn filters(silent_only: Memo<bool>, year: Memo<Option<i16>>, years: Memo<Vec<i16>>) -> AnyView {
    let navigate = use_navigate();
    let path = use_location().pathname;
    let go = Callback::new(move |(silent, year): (bool, Option<i16>)| {
        let pairs = [silent.then(|| "silent=1".to_owned()), year.map(|year| format!("year={year}"))];
        let query = pairs.into_iter().flatten().collect::<Vec<_>>().join("&");
        let to = format!("{}?{query}", path.get_untracked());
        navigate(to.trim_end_matches('?'), NavigateOptions { scroll: false, ..Default::default() });
    });
    let choices = vec![
        Choice::new(false, tr!(overview.all)),
        Choice::new(true, tr!(overview.only_silent, days = SILENT_DAYS)),
    ];
    let options = live(move || {
        let chosen = year.get();
        years
            .get()
            .into_iter()
            .map(|year| {
                let selected = chosen == Some(year);
                view! { <option value=year.to_string() selected=selected>{year.to_string()}</option> }
                    .into_any()
            })
            .collect::<Vec<_>>()
    });
    view! {
        <select
            class="input year"
            aria-label=crate::words::field("year").to_owned()
            on:change=move |event| go.run((silent_only.get_untracked(), event_target_value(&event).parse().ok()))
        >
            <option value="" selected=live(move || year.get().is_none())>{tr!(overview.every_year)}</option>
            {options}
        </select>
        <Seg
            label=tr!(overview.which)
            choices
            chosen=silent_only
            on_choose=move |silent| go.run((silent, year.get_untracked()))
        />
    }
    .into_any()
}

/// One cluster.
fn card(block: &Block, narrow: bool) -> AnyView {
    let repo = use_repo();
    let space = block.space;
    let open = move |_| repo.open_space(space);
    let units = if narrow { cards(block) } else { table(block) };
    let sum = totals(block.lines.iter());
    let foot = narrow.then(|| {
        view! { <footer class="note">{tr!(overview.sum, activities = format::count(sum.activities), waiting = format::count(sum.waiting), refused = format::count(sum.refused), conflicts = format::count(sum.conflicts))}</footer> }
    });
    view! {
        <section class="card cluster">
            <header>
                <h2>{block.name.clone()}</h2>
                <a class="btn quiet" href=Route::Activities.path() on:click=open>
                    {tr!(overview.open)}
                    <span class="vh">" " {block.name.clone()}</span>
                </a>
            </header>
            {units}
            {foot}
        </section>
    }
    .into_any()
}
