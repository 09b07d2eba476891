//! Việc hôm nay: what is due, what was returned, what waits, for the person who works here.

mod aside;
mod behalf;
mod owing;
mod reports;
mod setup;
mod tasks;

use leptos::prelude::*;

use crate::pages::owed::remind_button;
use crate::pages::{place_of, use_repo};
use crate::route::Route;
use crate::ui::{Empty, Icon, Kind, LinkButton, Tone, icon, icon_sized, live};
use crate::{format, tr, tr_count, words};

use owing::Owed;
use tasks::{Task, tasks};

/// How many things there are to do, for the mark on the section.
pub fn task_count() -> Memo<usize> {
    let list = all();
    Memo::new(move |_| list.with(Vec::len))
}

/// All there is to do. What is owed is counted over all targets and units, so it is counted anew only when one of these
/// changes, and not whenever something is typed or sent.
fn all() -> Memo<Vec<Task>> {
    let repo = use_repo();
    let owed = {
        let repo = repo.clone();
        Memo::new(move |_| Owed::here(&repo))
    };
    let on_behalf = {
        let repo = repo.clone();
        Memo::new(move |_| behalf::here(&repo))
    };
    Memo::new(move |_| on_behalf.with(|on_behalf| owed.with(|owed| tasks(&repo, owed, on_behalf))))
}

/// Việc hôm nay.
#[component]
pub fn Today() -> impl IntoView {
    let (list, repo) = (all(), use_repo());
    let has_cluster = Memo::new(move |_| repo.opened().is_some());
    let day = move || {
        let (day, count) = (format::today_in_full(), list.with(Vec::len));
        if count == 0 { day } else { format!("{day} · {}", tr_count!(count, today.count)) }
    };
    view! {
        <div class="head">
            <div>
                <h1>{tr!(nav.today)}</h1>
                <p>{live(day)}</p>
            </div>
            {live(move || has_cluster.get().then(record_button))}
        </div>
        <div class="cols">
            <section class="card">
                <header><h2>{tr!(today.todo)}</h2></header>
                {live(move || todo(list.get()))}
                <JustDone/>
            </section>
            <aside class="stack">
                {aside::whereabouts()}
                {aside::units()}
            </aside>
        </div>
    }
}

fn record_button() -> AnyView {
    view! {
        <a class="btn primary" href=Route::NewActivity.path()>
            {icon(Icon::Plus)}
            <span class="long">{tr!(act.new_activity)}</span>
            <span class="short">{tr!(act.new_short)}</span>
        </a>
    }
    .into_any()
}

fn todo(list: Vec<Task>) -> AnyView {
    if list.is_empty() {
        return view! { <Empty picture=Icon::Check label=tr!(today.empty)/> }.into_any();
    }
    view! { <ul class="items">{list.into_iter().map(task_row).collect_view()}</ul> }.into_any()
}

fn task_row(task: Task) -> AnyView {
    let remind = task.reminder.map(|text| remind_button(&task.title, text));
    row(task.to, (task.tone, task.picture), task.title, task.note, (task.left, task.when), remind)
}

fn row(
    to: Route,
    (tone, picture): (Tone, Icon),
    title: String,
    note: String,
    (left, when): (Option<String>, Option<String>),
    act: Option<AnyView>,
) -> AnyView {
    let has_time = left.is_some() || when.is_some();
    let due = has_time.then(|| {
        // How much time is left is said on a phone too.
        let class = if left.is_some() { "due told" } else { "due" };
        let left = left.map(|left| view! { <b>{left}</b> });
        view! { <div class=class>{left}{when.map(|when| view! { <span class="note">{when}</span> })}</div> }
    });
    let class = if act.is_some() { "acts" } else { "" };
    view! {
        <li class=class>
            <a class="item" href=to.path()>
                <span class="dot" data-s=tone.name()>{icon(picture)}</span>
                <div class="grow">
                    <b>{title}</b>
                    <span>{note}</span>
                </div>
                {due}
                {icon_sized(Icon::Forward, "i go")}
            </a>
            {act}
        </li>
    }
    .into_any()
}

/// How many accepted changes are shown; the outbox has the rest.
const DONE_SHOWN: usize = 3;

/// What the server has taken today.
#[component]
fn JustDone() -> impl IntoView {
    let repo = use_repo();
    let sent = {
        let repo = repo.clone();
        Memo::new(move |_| repo.sent_today(DONE_SHOWN))
    };
    live(move || {
        let sent = sent.get();
        (!sent.is_empty()).then(|| {
            let rows = sent.into_iter().map(|line| {
                let title = words::change_title(&repo.names(), &line.title, &line.change);
                let at = tasks::accepted_at(&line.state).map(format::moment).unwrap_or_default();
                let note = words::capitalised(&tr!(today.recent, at = at));
                row(place_of(&repo, &line), (Tone::Ok, Icon::Check), title, note, (None, None), None)
            });
            let rows = rows.collect_view();
            view! {
                <header>
                    <h2>{tr!(today.done)}</h2>
                    <LinkButton label=tr!(act.see_all) to=Route::Outbox kind=Kind::Quiet/>
                </header>
                <ul class="items">{rows}</ul>
            }
            .into_any()
        })
    })
}
