//! Chờ gửi: every change that this device has made, where it stands, and the one thing that helps.

mod cure;
mod row;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::sync::store::OutboxState;

use crate::pages::use_repo;
use crate::repo::types::{Losses, OutboxLine};
use crate::ui::{Button, Empty, Icon, Kind, live, toast, toast_of};
use crate::{format, tr, tr_count, words};

use cure::Cures;

/// Rows of one group that are drawn; a queue of months must not stall the page.
const ROWS_MAX: usize = 300;

/// Chờ gửi.
#[component]
pub fn Outbox() -> impl IntoView {
    let repo = use_repo();
    let unsent = {
        let repo = repo.clone();
        Memo::new(move |_| repo.outbox())
    };
    let sent = {
        let repo = repo.clone();
        Memo::new(move |_| repo.sent_today(usize::MAX))
    };
    let cures = Cures::new();
    let nothing = Memo::new(move |_| unsent.with(Vec::is_empty) && sent.with(Vec::is_empty));
    view! {
        <Head/>
        {live(move || nothing.get().then(nothing_waits))}
        <div class="sheet" hidden=live(move || nothing.get())>
                <table class="table ob">
                    {columns()}
                    {live(move || {
                        let (act, wait): (Vec<_>, Vec<_>) = unsent.get().into_iter().partition(needs_person);
                        let groups =
                            [group(tr!(outbox.group_act), act, cures), group(tr!(outbox.group_wait), wait, cures)];
                        groups.into_any()
                    })}
                    {live(move || group(tr!(outbox.group_sent), sent.get(), cures))}
                </table>
        </div>
        <Others/>
        {cure::dialogs(cures)}
    }
}

fn needs_person(line: &OutboxLine) -> bool {
    matches!(line.state, OutboxState::Refused { .. })
}

fn nothing_waits() -> AnyView {
    view! { <div class="card"><Empty picture=Icon::Check label=tr!(outbox.empty)/></div> }.into_any()
}

/// Heading, how the device stands with the server, and the two ways to bring work away from here.
#[component]
fn Head() -> impl IntoView {
    let repo = use_repo();
    let link = {
        let repo = repo.clone();
        Memo::new(move |_| repo.chip().link)
    };
    let send = {
        let repo = repo.clone();
        Callback::new(move |()| {
            repo.send_now();
            toast_of(Icon::Sync, tr!(outbox.asked));
        })
    };
    let unsent = {
        let repo = repo.clone();
        Memo::new(move |_| repo.losses() != Losses::default())
    };
    let export = Callback::new(move |()| export_outbox(repo.clone()));
    let carry = move || {
        unsent.get().then(|| view! { <Button label=tr!(act.export) on_press=export picture=Icon::Usb/> })
    };
    view! {
        <div class="head stacked">
            <div>
                <h1>{tr!(outbox.title)}</h1>
                <p>{live(move || words::link(link.get()))}</p>
            </div>
            {live(carry)}
            <Button label=tr!(act.send_now) on_press=send kind=Kind::Primary picture=Icon::Sync/>
        </div>
    }
}

/// Writes everything unsent into a file, and says how that went.
pub(super) fn export_outbox(repo: crate::repo::Repo) {
    spawn_local(async move {
        match repo.export_outbox().await {
            Ok(()) => toast(tr!(outbox.exported)),
            Err(error) => toast_of(Icon::Warning, words::store_error(&error)),
        }
    });
}

fn columns() -> AnyView {
    view! {
        <thead>
            <tr>
                <th>{tr!(outbox.what)}</th>
                <th>{tr!(outbox.saved)}</th>
                <th class="num">{tr!(outbox.tries)}</th>
                <th>{tr!(outbox.state)}</th>
                <th><span class="vh">{tr!(outbox.action)}</span></th>
            </tr>
        </thead>
    }
    .into_any()
}

/// The rows of one standing.
fn group(label: &'static str, lines: Vec<OutboxLine>, cures: Cures) -> AnyView {
    let repo = use_repo();
    let count = lines.len();
    if count == 0 {
        return ().into_any();
    }
    let rest = count.saturating_sub(ROWS_MAX);
    let rows = lines.into_iter().take(ROWS_MAX).map(|line| row::row(&repo, &line, cures)).collect_view();
    let rest =
        (rest > 0).then(|| view! { <tr><td colspan="5">{tr_count!(rest, outbox.more_rows)}</td></tr> });
    view! {
        <tbody>
            <tr class="group">
                <th colspan="5" scope="rowgroup">
                    {label} " " <span class="count">{format::count(count)}</span>
                </th>
            </tr>
            {rows}
            {rest}
        </tbody>
    }
    .into_any()
}

/// Others on this device: that something of theirs waits, never what.
#[component]
fn Others() -> impl IntoView {
    let repo = use_repo();
    let others = Memo::new(move |_| {
        let own = repo.session().map(|session| session.login);
        let mut people = repo.people_here();
        people.retain(|person| Some(&person.login) != own.as_ref() && person.waiting + person.refused > 0);
        people
    });
    let shown = move || {
        let others = others.get();
        (!others.is_empty()).then(|| {
            let lines = others.into_iter().map(|person| {
                let count = person.waiting + person.refused;
                view! { <li>{tr_count!(count, outbox.others, name = person.name)}</li> }
            });
            view! {
                <section class="others">
                    <h2>{tr!(outbox.others_title)}</h2>
                    <ul>{lines.collect_view()}</ul>
                </section>
            }
            .into_any()
        })
    };
    live(shown)
}
