//! What was opened again after its time: for which unit, until when, why and by whom.

use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;
use shared::id::{RecordId, SpaceId};

use super::tables;
use super::unlocking::dialog;
use crate::pages::activities::own_unit;
use crate::pages::asking::Question;
use crate::pages::export::export_of;
use crate::pages::undo::take_back_void;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{Board, Standing, UnlockLine};
use crate::ui::{Badge, Button, Dialog, Icon, Tone, live, toast_with};
use crate::{format, tr, words};

/// How many that are over are shown.
const OVER_SHOWN: usize = 20;

/// What was opened again; of a unit's own for those who work for it.
pub(super) fn card(
    space: SpaceId,
    year: i16,
    board: Memo<Option<Arc<Board>>>,
    oversees: Memo<bool>,
    tell: Callback<RecordId>,
) -> AnyView {
    let repo = use_repo();
    let opening = RwSignal::new(false);
    let about = RwSignal::new(None::<RecordId>);
    let closing = RwSignal::new(false);
    let today = Memo::new(move |_| board.with(|board| board.as_ref().map(|board| board.ground.today)));
    let lines = {
        let repo = repo.clone();
        Memo::new(move |_| {
            let own = own_unit(&repo, space).filter(|_| !oversees.get());
            let mut lines = repo.unlocks(space, year);
            lines.retain(|line| own.is_none_or(|own| line.unlock.unit == own));
            lines
        })
    };
    let taken = {
        let repo = repo.clone();
        move || {
            let today = today.get_untracked().unwrap_or_else(format::today);
            lines.with_untracked(|lines| tables::unlocks(&repo, lines, today))
        }
    };
    let ask = Callback::new(move |id: RecordId| {
        about.set(Some(id));
        closing.set(true);
    });
    let list = live(move || {
        let today = today.get().unwrap_or_else(format::today);
        let lines = lines.get();
        if lines.is_empty() {
            return view! { <p class="body">{tr!(unlock.none)}</p> }.into_any();
        }
        let (now, over): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| is_in_force(line, today));
        let ask = oversees.get().then_some(ask);
        let now = now.iter().map(|line| row(line, today, ask, tell)).collect::<Vec<_>>();
        let over = over.iter().take(OVER_SHOWN).map(|line| row(line, today, None, tell)).collect::<Vec<_>>();
        view! { <ul class="unlocks">{now}{over}</ul> }.into_any()
    });
    let open = live(move || {
        oversees.get().then(|| {
            view! {
                <footer>
                    <Button label=tr!(unlock.open) on_press=move |()| opening.set(true) picture=Icon::Unlock size="wide"/>
                </footer>
            }
        })
    });
    view! {
        <section class="card" aria-labelledby="unlocks">
            <header>
                <h2 id="unlocks">{tr!(unlock.title)}</h2>
                {live(move || (!lines.with(Vec::is_empty)).then(|| export_of(tr!(unlock.title).to_owned(), taken.clone())))}
            </header>
            {list}
            {open}
        </section>
        {dialog(space, year, board, opening)}
        <Dialog open=closing title=tr!(unlock.close_title)>{close_form(space, about, closing, repo.clone())}</Dialog>
    }
    .into_any()
}

fn is_in_force(line: &UnlockLine, today: Date) -> bool {
    line.taken_back.is_none() && line.unlock.until >= today
}

/// How it stands, for a badge.
pub(super) fn standing(line: &UnlockLine, today: Date) -> (Tone, Icon, &'static str) {
    match (&line.taken_back, is_in_force(line, today)) {
        (Some(_), _) => (Tone::Plain, Icon::Lock, tr!(unlock.taken_back)),
        (None, true) => (Tone::Ok, Icon::Unlock, tr!(unlock.in_force)),
        (None, false) => (Tone::Plain, Icon::Clock, tr!(unlock.over)),
    }
}

fn row(line: &UnlockLine, today: Date, ask: Option<Callback<RecordId>>, tell: Callback<RecordId>) -> AnyView {
    let repo = use_repo();
    let (id, unlock) = (line.id, &line.unlock);
    let until = format::date(unlock.until);
    let (tone, picture, stands) = standing(line, today);
    let who = line.by.and_then(|(person, at)| {
        let who = repo.person_name(person)?;
        Some(view! { <p class="note">{tr!(unlock.by, who = who, at = format::moment(at))}</p> })
    });
    let pending = (line.standing == Standing::Waiting)
        .then(|| view! { <Badge tone=Tone::Wait picture=Icon::Send label=tr!(standing.waiting)/> });
    let closed = line.taken_back.as_ref().map(|reason| {
        view! { <p class="soft">{tr!(unlock.taken_back_why, reason = reason)}</p> }
    });
    let unit = repo.unit_short(unlock.unit).unwrap_or_default();
    let label = tr!(unlock.close_label, unit = unit, work = words::work(unlock.work));
    let history_label = tr!(unlock.history_label, unit = unit, work = words::work(unlock.work));
    let close = ask.map(|ask| {
        view! {
            <button type="button" class="btn small" aria-label=label on:click=move |_| ask.run(id)>
                {tr!(unlock.close)}
            </button>
        }
    });
    view! {
        <li>
            <div class="row tight">
                <Badge tone picture label=stands/>
                {pending}
            </div>
            <b class="strong">{unit}</b>
            <p>{tr!(unlock.what, work = words::work(unlock.work), day = until)}</p>
            <p class="soft">{tr!(unlock.why, reason = unlock.reason)}</p>
            {closed}
            {who}
            <div class="row tight">
                {close}
                <button type="button" class="btn quiet small" aria-label=history_label on:click=move |_| tell.run(id)>
                    {tr!(activity.history)}
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// Asks why something is locked again, and locks it.
fn close_form(
    space: SpaceId,
    about: RwSignal<Option<RecordId>>,
    open: RwSignal<bool>,
    repo: Repo,
) -> AnyView {
    let question = Question {
        about: view! { <p>{tr!(unlock.close_note)}</p> }.into_any(),
        label: words::field("reason").to_owned(),
        act: tr!(unlock.close),
        open,
    };
    question.draw(move |reason| {
        let (repo, id) = (repo.clone(), about.get_untracked());
        Box::pin(async move {
            let Some(id) = id else { return Ok(()) };
            repo.void(space, id, &reason).await?;
            toast_with(tr!(standing.saved), tr!(act.undo), move || take_back_void(&repo, space, id));
            Ok(())
        })
    })
}
