//! Signing for a unit: the text is read, the signer named, the signature drawn or the signed paper photographed.

mod entry;
mod mark;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::domain::{Keyed, Signed, Work};
use shared::id::UnitId;
use shared::limit::REASON_CHARS_MAX;

use super::adopt::{failed, line};
use super::aside::left;
use super::list::badge;
use super::reading::Reading;
use crate::pages::activities::own_unit;
use crate::pages::use_repo;
use crate::repo::types::Opened;
use crate::repo::{Repo, Save};
use crate::route::Route;
use crate::ui::{
    Banner, Button, Choice, Control, Empty, Icon, Kind, Seg, TextField, Tone, error_line, icon, live, new_id,
    toast,
};
use crate::{tr, words};
use entry::{Entry, faults};
use mark::mark;

/// The panel in which somebody signs for a unit.
pub(super) fn sign(reading: Reading, unit: UnitId) -> AnyView {
    let repo = use_repo();
    let about = reading.about;
    let may = {
        let repo = repo.clone();
        Memo::new(move |_| {
            let is_party = reading.parties().iter().any(|(party, _)| party.unit == unit);
            is_party && (reading.oversees.get() || own_unit(&repo, about.space) == Some(unit))
        })
    };
    let has_signed = Memo::new(move |_| {
        reading.parties().iter().any(|(party, signed)| party.unit == unit && *signed == Signed::This)
    });
    let name = {
        let repo = repo.clone();
        Memo::new(move |_| repo.unit_short(unit).unwrap_or_default())
    };
    let entry = Entry::new(&repo, reading, unit);
    let body = live(move || match (may.get(), has_signed.get()) {
        (false, _) => view! { <Empty picture=Icon::Sign label=tr!(covenant.to_adopt)/> }.into_any(),
        (true, true) => signed_already(reading, &name.get()),
        (true, false) => untrack(|| entry_fields(entry)),
    });
    let progress = live(move || badge(Some(reading.known.with(|known| known.state(about.id)))));
    view! {
        <section class="card signing no-print" aria-labelledby="signing">
            <header>
                <a class="back" href=Route::Covenant(about.id).path() aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                <h2 id="signing">{live(move || tr!(covenant.sign_for, unit = name.get()))}</h2>
                {progress}
            </header>
            {body}
        </section>
    }
    .into_any()
}

/// It is done: the next unit, when the tablet is passed round.
fn signed_already(reading: Reading, name: &str) -> AnyView {
    let about = reading.about;
    let repo = use_repo();
    let words = tr!(covenant.already, unit = name);
    let next = live(move || {
        let missing = reading.missing().into_iter().filter(|_| reading.oversees.get());
        let links = missing.filter_map(|unit| {
            let name = repo.unit_short(unit)?;
            let to = Route::Sign(about.id, unit).path();
            Some(view! { <a class="btn" href=to>{tr!(covenant.sign_for, unit = name)}</a> }.into_any())
        });
        links.collect::<Vec<_>>()
    });
    view! {
        <div class="body stack near">
            <Banner tone=Tone::Ok picture=Icon::Check live=true>
                <span>{words}</span>
            </Banner>
            {next}
            <a class="link" href=Route::Covenant(about.id).path()>{tr!(covenant.document)}</a>
        </div>
    }
    .into_any()
}

fn entry_fields(entry: Entry) -> AnyView {
    let repo = use_repo();
    let about = entry.reading.about;
    let late = {
        let repo = repo.clone();
        Memo::new(move |_| repo.lock(about.space, about.year, entry.unit, Work::Covenant))
    };
    let why = live(move || {
        let lock = late.get()?;
        let words = words::lock(lock);
        if !entry.reading.oversees.get() {
            return Some(view! { <p class="locks">{icon(Icon::Lock)}{words}</p> }.into_any());
        }
        let fault = entry.fault("reason");
        Some(
            view! {
                <Banner tone=Tone::Wait picture=Icon::Clock><span>{tr!(covenant.sign_late)}</span></Banner>
                <TextField label=words::field("reason").to_owned() value=entry.reason control=Control::Area error=fault max=REASON_CHARS_MAX/>
            }
            .into_any(),
        )
    });
    let unsigned = {
        let repo = repo.clone();
        live(move || left(&repo, entry.reading))
    };
    let locked = Signal::derive(move || {
        let closed = late.get().is_some() && !entry.reading.oversees.get();
        closed || entry.busy.get()
    });
    let navigate = use_navigate();
    let stay = Callback::new(move |()| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&Route::Sign(about.id, entry.unit).path(), options);
    });
    let go = {
        let repo = repo.clone();
        move |()| give(&repo, entry, late.get_untracked().is_some(), stay)
    };
    view! {
        <div class="body stack near">
            {unsigned}
            {read_mark(entry)}
            <TextField label=words::field("signer").to_owned() value=entry.signer error=entry.fault("signer") max=100/>
            {authority(entry)}
            {mark(entry, repo)}
            {why}
            {failed(entry.failure)}
        </div>
        <footer class="stack near">
            <Button label=tr!(covenant.sign) on_press=go kind=Kind::Seal picture=Icon::Mark size="wide" locked/>
            <p class="note">{tr!(covenant.fixed_then)}</p>
        </footer>
    }
    .into_any()
}

/// That the text was read, by its number and code.
fn read_mark(entry: Entry) -> AnyView {
    let text =
        move || entry.reading.adopted.with(|it| it.as_ref().map(words::adopted_words)).unwrap_or_default();
    let fault = new_id();
    view! {
        <div class="field checks">
            <label class="toggle">
                <input
                    type="checkbox"
                    prop:checked=live(move || entry.has_read.get())
                    aria-describedby=fault.clone()
                    on:change=move |event| entry.has_read.set(event_target_checked(&event))
                />
                <span>{live(move || tr!(covenant.have_read, text = text()))}</span>
            </label>
            {error_line(fault.clone(), entry.fault("text"))}
        </div>
    }
    .into_any()
}

fn authority(entry: Entry) -> AnyView {
    let choices =
        vec![Choice::new(false, tr!(covenant.by_post)), Choice::new(true, tr!(covenant.by_mandate))];
    let number = live(move || {
        entry.by_mandate.get().then(|| {
            view! { <TextField label=tr!(covenant.mandate) value=entry.mandate error=entry.fault("authority") max=200/> }
        })
    });
    let post_fault =
        Signal::derive(move || entry.fault("authority").get().filter(|_| !entry.by_mandate.get()));
    view! {
        <div class="field">
            <span class="label">{words::field("authority").to_owned()}</span>
            <Seg
                label=words::field("authority").to_owned()
                choices
                chosen=entry.by_mandate
                on_choose=move |it: bool| entry.by_mandate.set(it)
            />
        </div>
        {number}
        <TextField label=tr!(covenant.post) value=entry.post error=post_fault max=200/>
    }
    .into_any()
}

/// Signs, when everything is there.
fn give(repo: &Repo, entry: Entry, is_late: bool, stay: Callback<()>) {
    let Some(signature) = entry.signature(repo.today()) else { return };
    let reason = line(&entry.reason.get_untracked());
    let faults = faults(&signature, entry.has_read.get_untracked(), is_late.then_some(&reason));
    let is_faulty = !faults.is_empty();
    entry.faults.set(faults);
    entry.failure.set(None);
    if is_faulty {
        return;
    }
    entry.busy.set(true);
    let (repo, space) = (repo.clone(), entry.reading.about.space);
    spawn_local(async move {
        let id = signature.id(space);
        let save = Save::of(id, &Opened::new(signature.clone()), &signature);
        let done = repo.put_because(space, &save, Some(reason.as_str()).filter(|_| is_late), None).await;
        let _ = entry.busy.try_set(false);
        match done {
            Ok(()) => {
                let unit = untrack(|| repo.unit_short(entry.unit)).unwrap_or_default();
                toast(tr!(covenant.done_sign, unit = unit));
                stay.run(());
            }
            Err(why) => {
                let _ = entry.failure.try_set(Some(words::save_error(&why)));
            }
        }
    });
}
