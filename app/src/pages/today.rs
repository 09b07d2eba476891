//! Việc hôm nay: what is due, what was returned, what waits, for the person who works here.

mod aside;
mod tasks;

use leptos::prelude::*;

use crate::pages::{place_of, use_repo};
use crate::route::Route;
use crate::ui::{Empty, Icon, Kind, LinkButton, Tone, icon, icon_sized, live};
use crate::{format, tr, tr_count, words};

use tasks::{Task, tasks};

/// How many things there are to do, for the mark on the section.
pub fn task_count() -> Memo<usize> {
    let repo = use_repo();
    Memo::new(move |_| tasks(&repo).len())
}

/// Việc hôm nay.
#[component]
pub fn Today() -> impl IntoView {
    let repo = use_repo();
    let list = {
        let repo = repo.clone();
        Memo::new(move |_| tasks(&repo))
    };
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
            <a class="btn primary" href=Route::NewActivity.path()>
                {icon(Icon::Plus)}
                <span class="long">{tr!(act.new_activity)}</span>
                <span class="short">{tr!(act.new_short)}</span>
            </a>
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

fn todo(list: Vec<Task>) -> AnyView {
    if list.is_empty() {
        return view! { <Empty picture=Icon::Check label=tr!(today.empty)/> }.into_any();
    }
    view! { <ul class="items">{list.into_iter().map(task_row).collect_view()}</ul> }.into_any()
}

fn task_row(task: Task) -> AnyView {
    row(task.to, task.tone, task.picture, task.title, task.note, task.when)
}

fn row(to: Route, tone: Tone, picture: Icon, title: String, note: String, when: Option<String>) -> AnyView {
    let when = when.map(|when| view! { <div class="due"><span class="note">{when}</span></div> });
    view! {
        <li>
            <a class="item" href=to.path()>
                <span class="dot" data-s=tone.name()>{icon(picture)}</span>
                <div class="grow">
                    <b>{title}</b>
                    <span>{note}</span>
                </div>
                {when}
                {icon_sized(Icon::Forward, "i go")}
            </a>
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
                let title = words::change_title(&line.title, &line.change);
                let at = tasks::accepted_at(&line.state).map(format::moment).unwrap_or_default();
                row(
                    place_of(&repo, &line),
                    Tone::Ok,
                    Icon::Check,
                    title,
                    words::capitalised(&tr!(today.recent, at = at)),
                    None,
                )
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
