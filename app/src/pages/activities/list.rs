//! The list: search, filters, rows.

use std::sync::Arc;
use std::time::Duration;

use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use shared::id::{RecordId, SpaceId};
use shared::sheet::Table;

use super::address::Here;
use super::blocks::blocks;
use super::filter::Filter;
use super::filters::filters;
use super::row::{Marks, Place, row};
use super::table::table;
use crate::pages::charts::address::{Shown as Pictured, Subject};
use crate::pages::export::export_button;
use crate::pages::list_head::rest;
use crate::pages::use_repo;
use crate::repo::types::{ActivityLines, ActivityQuery};
use crate::route::Route;
use crate::ui::{Bones, Button, Empty, Icon, icon, live};
use crate::{format, tr, tr_count};

/// How long after the last keystroke the address follows; the list itself follows at once.
const ADDRESS_PAUSE: Duration = Duration::from_millis(250);

/// What stands below search and filters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    Bones,
    NothingYet,
    Rows,
}

/// The list of activities of a cluster.
pub(super) fn list(space: SpaceId, current: Memo<Option<RecordId>>) -> AnyView {
    let repo = use_repo();
    let here = Here::new();
    let frame = NodeRef::<html::Section>::new();
    let (filter, follow) = filter_of_address();
    let lines = {
        let repo = repo.clone();
        Memo::new_with_compare(
            move |_| chosen(repo.activities(&filter.with(|filter| filter.asks(space))), filter),
            same,
        )
    };
    let all = {
        let repo = repo.clone();
        Memo::new(move |_| repo.activities(&ActivityQuery::of(space)).len())
    };
    let of_export = repo.clone();
    let shows_unit = {
        let repo = repo.clone();
        Memo::new(move |_| repo.oversees(space))
    };
    let count = Memo::new(move |_| lines.with(|lines| lines.len()));
    let draw = {
        let repo = repo.clone();
        let query = Memo::new(move |_| filter.with(Filter::query));
        let marks = Marks::of(repo.clone(), space);
        Callback::new(move |place: Place| row(&repo, place, current, (shows_unit, marks), query))
    };
    let loading = {
        let repo = repo.clone();
        Memo::new(move |_| repo.loading().is_some())
    };
    // Only what is shown decides whether it is made anew: thousands of rows must not be for a first letter.
    let below = Memo::new(move |_| match (count.get(), all.get()) {
        (0, 0) if loading.get() => Below::Bones,
        (0, 0) if !filter.with(Filter::is_set) => Below::NothingYet,
        _ => Below::Rows,
    });
    let none_found = Memo::new(move |_| count.get() == 0);
    let drawn = move |below| match below {
        Below::Bones => view! { <div class="card"><div class="body"><Bones rows=4/></div></div> }.into_any(),
        Below::NothingYet => nothing_yet(here),
        // Hidden, not gone, while nothing is found: the next letter may find thousands again.
        Below::Rows => view! {
            <div class="card" hidden=live(move || none_found.get())>{blocks(frame, lines, draw)}</div>
            {live(move || none_found.get().then(|| nothing_found(filter, follow)))}
        }
        .into_any(),
    };
    let rows = live(move || {
        let below = below.get();
        untrack(|| drawn(below))
    });
    view! {
        <section class="list" node_ref=frame aria-label=tr!(activity.list)>
            <div class="head">
                <div>
                    <h1>{tr!(nav.activities)}</h1>
                    <p role="status">{heading(count, all, filter)}</p>
                </div>
                {rest(buttons(filter, move || table(&of_export, &lines.get_untracked())))}
                {new_button(current, here)}
            </div>
            <Search filter follow/>
            {filters(space, filter, follow)}
            {rows}
        </section>
    }
    .into_any()
}

/// What is rarely done with the list: taken along, looked at as a picture.
fn buttons(filter: RwSignal<Filter>, taken: impl Fn() -> Table + Send + Sync + 'static) -> AnyView {
    let pictures = live(move || {
        Pictured { unit: filter.with(|filter| filter.unit), ..Pictured::of(Subject::Activities) }.at()
    });
    view! {
        {export_button(taken)}
        <a class="btn" href=pictures>{icon(Icon::Bars)}{tr!(nav.charts)}</a>
    }
    .into_any()
}

/// How many there are, and how many of them the filter found.
fn heading(count: Memo<usize>, all: Memo<usize>, filter: RwSignal<Filter>) -> AnyView {
    let words = move || {
        let all = all.get();
        if filter.with(Filter::is_set) {
            tr!(activity.found, n = format::count(count.get()), all = format::count(all))
        } else {
            tr_count!(all, activity.count)
        }
    };
    live(words).into_any()
}

/// The one primary action; it steps back while what lies beside it has its own.
fn new_button(current: Memo<Option<RecordId>>, here: Here) -> AnyView {
    let class = live(move || if current.get().is_none() { "btn primary" } else { "btn" });
    view! {
        <a class=class href=live(move || here.to(Route::NewActivity))>
            {icon(Icon::Plus)}
            {tr!(activity.write_new)}
        </a>
    }
    .into_any()
}

fn chosen(lines: ActivityLines, filter: RwSignal<Filter>) -> ActivityLines {
    filter.with(|filter| {
        if filter.keeps_all() {
            return lines;
        }
        Arc::new(lines.iter().filter(|line| filter.keeps(line)).cloned().collect())
    })
}

/// Whether two lists hold the same rows, by address: comparing ten thousand titles would cost more than drawing.
fn same(before: Option<&ActivityLines>, now: Option<&ActivityLines>) -> bool {
    let differ = match (before, now) {
        (Some(before), Some(now)) => {
            before.len() != now.len() || before.iter().zip(now.iter()).any(|(a, b)| !Arc::ptr_eq(a, b))
        }
        _ => true,
    };
    // `new_with_compare` asks whether they changed.
    differ
}

/// The filter, which the address may change at any time, and what puts a changed one into the address. Back leads past
/// the letters that were typed one by one.
fn filter_of_address() -> (RwSignal<Filter>, Callback<()>) {
    let query = use_location().query;
    let path = use_location().pathname;
    let navigate = use_navigate();
    let filter = RwSignal::new(query.with_untracked(Filter::read));
    let followed = StoredValue::new(filter.with_untracked(Filter::query));
    Effect::new(move || {
        let read = query.with(Filter::read);
        // The echo of what was put there by typing must not overtake the typing.
        if read.query() != followed.get_value() {
            followed.set_value(read.query());
            filter.set(read);
        }
    });
    let follow = Callback::new(move |()| {
        let query = filter.with_untracked(Filter::query);
        followed.set_value(query.clone());
        let to = format!("{}{query}", path.get_untracked());
        navigate(&to, NavigateOptions { replace: true, scroll: false, ..Default::default() });
    });
    (filter, follow)
}

#[component]
fn Search(filter: RwSignal<Filter>, follow: Callback<()>) -> impl IntoView {
    let element = NodeRef::<html::Input>::new();
    // Rewritten only when the address says otherwise than what stands there.
    Effect::new(move || {
        let text = filter.with(|filter| filter.text.clone());
        if let Some(element) = element.get().filter(|element| element.value() != text) {
            element.set_value(&text);
        }
    });
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let clear = move || {
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
    };
    on_cleanup(clear);
    let type_in = move |event| {
        filter.update(|filter| filter.text = event_target_value(&event));
        clear();
        let later = set_timeout_with_handle(move || follow.run(()), ADDRESS_PAUSE);
        timer.set_value(later.ok());
    };
    view! {
        <div class="find" role="search">
            {icon(Icon::Search)}
            <input
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=tr!(activity.search_hint)
                aria-label=tr!(activity.search)
                node_ref=element
                on:input=type_in
            />
        </div>
    }
    .into_any()
}

fn nothing_yet(here: Here) -> AnyView {
    view! {
        <div class="card">
            <Empty picture=Icon::Camera label=tr!(activity.empty)>
                <a class="btn primary" href=live(move || here.to(Route::NewActivity))>
                    {icon(Icon::Plus)}
                    {tr!(act.new_activity)}
                </a>
            </Empty>
        </div>
    }
    .into_any()
}

fn nothing_found(filter: RwSignal<Filter>, follow: Callback<()>) -> AnyView {
    let clear = move |()| {
        filter.set(Filter::default());
        follow.run(());
    };
    view! {
        <div class="card">
            <Empty picture=Icon::Search label=tr!(activity.none_found)>
                <Button label=tr!(activity.clear_filters) on_press=clear/>
            </Empty>
        </div>
    }
    .into_any()
}
