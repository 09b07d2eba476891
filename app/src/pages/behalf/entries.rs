//! The lists: what waits for the unit's word, with a mark for each that it confirms; and what was said.

use leptos::prelude::*;

use super::Desk;
use super::ask::confirm;
use super::sentence::{entered, said, what};
use crate::pages::{place_of_record, use_repo};
use crate::repo::Repo;
use crate::repo::types::{Answer, BehalfState, OnBehalf, Standing};
use crate::ui::{Badge, Button, Icon, Kind, LinkButton, Tone, live};
use crate::{tr, tr_count};

/// What waits for the unit's word.
pub(super) fn waiting(desk: Desk) -> AnyView {
    let entries = Memo::new(move |_| {
        let own = desk.own.get();
        let waits =
            |it: &&OnBehalf| it.state == BehalfState::Waiting && !it.is_closed && own == Some(it.unit);
        desk.entries.with(|entries| entries.iter().filter(waits).cloned().collect::<Vec<_>>())
    });
    let is_there = Memo::new(move |_| entries.with(|entries| !entries.is_empty()));
    live(move || is_there.get().then(|| untrack(|| waiting_card(desk, entries)))).into_any()
}

fn waiting_card(desk: Desk, entries: Memo<Vec<OnBehalf>>) -> AnyView {
    let repo = use_repo();
    let of_rows = repo.clone();
    // What was marked and is not there any more counts no more.
    let marked = Memo::new(move |_| {
        desk.chosen.with(|chosen| {
            entries.with(|entries| {
                entries.iter().filter(|it| chosen.contains(&it.id)).cloned().collect::<Vec<_>>()
            })
        })
    });
    let all = Memo::new(move |_| marked.with(Vec::len) == entries.with(Vec::len));
    let none = Signal::derive(move || marked.with(Vec::is_empty));
    let choose_all = move |event| {
        let ids = entries.get_untracked().into_iter().map(|entry| entry.id);
        desk.chosen.set(if event_target_checked(&event) { ids.collect() } else { [].into() });
    };
    let press = move |()| {
        let marked = marked.get_untracked();
        if !marked.is_empty() {
            confirm(repo.clone(), desk.space, marked);
        }
    };
    let label = move || match marked.with(Vec::len) {
        0 => tr!(behalf.confirm).to_owned(),
        n => tr_count!(n, behalf.confirm_count),
    };
    let rows = live(move || {
        entries.get().iter().map(|entry| waiting_row(&of_rows, desk, entry)).collect::<Vec<_>>()
    });
    view! {
        <section class="card" aria-labelledby="behalf-waiting">
            <header>
                <h2 id="behalf-waiting">{live(move || tr_count!(entries.with(Vec::len), behalf.to_confirm))}</h2>
            </header>
            <div class="checks">
                <label class="toggle">
                    <input type="checkbox" prop:checked=live(move || all.get()) on:change=choose_all/>
                    {tr!(behalf.choose_all)}
                </label>
            </div>
            <ul class="entries checks">{rows}</ul>
            <footer class="row">
                <Button label=label on_press=press kind=Kind::Primary size="end" locked=none/>
            </footer>
        </section>
    }
    .into_any()
}

fn waiting_row(repo: &Repo, desk: Desk, entry: &OnBehalf) -> AnyView {
    let (id, disputed) = (entry.id, entry.clone());
    let is_chosen = live(move || desk.chosen.with(|chosen| chosen.contains(&id)));
    let choose = move |event| {
        desk.chosen.update(|chosen| {
            if event_target_checked(&event) {
                chosen.insert(id);
            } else {
                chosen.remove(&id);
            }
        });
    };
    view! {
        <li>
            <label class="toggle grow">
                <input type="checkbox" prop:checked=is_chosen on:change=choose/>
                <span class="grow">
                    <b class="strong">{entry.title.clone()}</b>
                    <span>{what(entry)}</span>
                    <small class="note">{entered(repo, entry)}</small>
                    {earlier(repo, entry)}
                </span>
            </label>
            <div class="row tight">
                {look(repo, desk, entry)}
                <Button label=tr!(behalf.dispute) on_press=move |()| desk.asked.about(disputed.clone()) size="small"/>
            </div>
        </li>
    }
    .into_any()
}

/// What the unit said before, of this entry or of the one that stood there.
fn earlier(repo: &Repo, entry: &OnBehalf) -> Vec<AnyView> {
    let stands = entry.standing_answer().map(|answer| answer.id);
    let others = entry.answers.iter().rev().filter(|answer| stands != Some(answer.id));
    let line = |answer: &Answer| {
        let words = said(repo, answer, answer.entered != entry.entered);
        view! { <small class="note">{words}</small> }.into_any()
    };
    others.map(line).collect()
}

fn look(repo: &Repo, desk: Desk, entry: &OnBehalf) -> AnyView {
    let to = place_of_record(repo, desk.space, entry.kind, entry.id);
    view! { <LinkButton label=tr!(outbox.look) to kind=Kind::Quiet/> }.into_any()
}

/// Entries that stand so, of the units that `is_shown` lets through.
pub(super) fn answered(
    desk: Desk,
    state: BehalfState,
    is_shown: impl Fn(Desk, &OnBehalf) -> bool + Copy + Send + Sync + 'static,
) -> AnyView {
    let repo = use_repo();
    let entries = Memo::new(move |_| {
        let fits = |it: &&OnBehalf| it.state == state && is_shown(desk, it);
        desk.entries.with(|entries| entries.iter().filter(fits).cloned().collect::<Vec<_>>())
    });
    let heading = move |count: usize| match state {
        BehalfState::Disputed => tr_count!(count, behalf.disputed_count),
        BehalfState::Confirmed => tr_count!(count, behalf.confirmed_count),
        BehalfState::Waiting | BehalfState::Own => tr_count!(count, behalf.waiting_count),
    };
    live(move || {
        let entries = entries.get();
        if entries.is_empty() {
            return ().into_any();
        }
        let rows = entries.iter().map(|entry| row(&repo, desk, entry)).collect::<Vec<_>>();
        view! {
            <section class="card">
                <header><h2>{heading(entries.len())}</h2></header>
                <ul class="entries">{rows}</ul>
            </section>
        }
        .into_any()
    })
    .into_any()
}

fn row(repo: &Repo, desk: Desk, entry: &OnBehalf) -> AnyView {
    let unit = repo.unit_short(entry.unit).unwrap_or_default();
    let (tone, picture, label) = mark(entry.state);
    let answer = entry.standing_answer();
    let words = answer.map(|answer| view! { <span>{said(repo, answer, false)}</span> });
    let waits = answer.filter(|answer| answer.standing == Standing::Waiting).map(|_| {
        view! { <Badge tone=Tone::Wait picture=Icon::Send label=tr!(standing.waiting)/> }
    });
    view! {
        <li>
            <span class="grow">
                <b class="strong">{entry.title.clone()}</b>
                <span>{unit} " · " {what(entry)}</span>
                {words}
                <small class="note">{entered(repo, entry)}</small>
                {earlier(repo, entry)}
            </span>
            <div class="row tight">
                <Badge tone picture label/>
                {waits}
                {look(repo, desk, entry)}
            </div>
        </li>
    }
    .into_any()
}

/// How the unit stands to an entry, for a badge.
pub(in crate::pages) fn mark(state: BehalfState) -> (Tone, Icon, &'static str) {
    match state {
        BehalfState::Waiting | BehalfState::Own => (Tone::Wait, Icon::Clock, tr!(behalf.waiting)),
        BehalfState::Confirmed => (Tone::Ok, Icon::Check, tr!(behalf.confirmed)),
        BehalfState::Disputed => (Tone::Diff, Icon::Differ, tr!(behalf.disputed)),
    }
}
