//! Beside the text: how far it has come, what can be done, who has not signed, what units said of the draft.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::Signed;
use shared::id::UnitId;

use super::adopt::{because, obstacle, question, withdrawing};
use super::list::badge;
use super::one::may_write;
use super::reading::Reading;
use super::remarks::remarks;
use super::{About, next_annex, tables};
use crate::pages::activities::own_unit;
use crate::pages::activity_detail::{differing_banner, history_lines};
use crate::pages::export::export_of;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::Standing;
use crate::route::Route;
use crate::ui::{Badge, Banner, Button, Dialog, Icon, Kind, Tone, icon, icon_sized, live, toast, toast_of};
use crate::{format, tr, tr_count, words};

/// The state of a covenant, and the ways on.
pub(super) fn aside(reading: Reading) -> AnyView {
    view! { {notices(reading)}{state(reading)}{signers(reading)}{remarks(reading)} }.into_any()
}

/// What about it waits for a person.
fn notices(reading: Reading) -> AnyView {
    let repo = use_repo();
    let about = reading.about;
    let lines = live(move || {
        let Some(view) = repo.about(about.space, about.id) else { return Vec::new() };
        let refused = view.refused.iter().map(|(_, why)| {
            let why = words::refusal(why);
            view! {
                <Banner tone=Tone::Err picture=Icon::Return>
                    <span class="grow"><b class="strong">{tr!(standing.refused)} ": "</b>{why}</span>
                    <a class="link" href=Route::Outbox.path()>{tr!(activity.to_outbox)}</a>
                </Banner>
            }
            .into_any()
        });
        let known = reading.known.get();
        let own = known.signatures_of(about.id).map(|held| held.id).chain([about.id]);
        let own: Vec<_> = own.chain(known.articles_of(about.id).map(|held| held.id)).collect();
        let decides = reading.oversees.get();
        let conflicts = repo.conflicts(about.space).into_iter();
        let conflicts = conflicts.filter(|line| line.open && own.contains(&line.conflict.subject));
        let conflicts = conflicts.map(|line| differing_banner(&repo, &line, decides));
        refused.chain(conflicts).collect()
    });
    view! { <div class="stack near no-print">{lines}</div> }.into_any()
}

fn state(reading: Reading) -> AnyView {
    let repo = use_repo();
    let about = reading.about;
    let telling = RwSignal::new(false);
    let stands = {
        let repo = repo.clone();
        live(move || {
            let is_begun = reading.held.with(Option::is_some);
            let state = is_begun.then(|| reading.known.with(|known| known.state(about.id)));
            let is_here = |view: crate::repo::types::View| view.standing == Standing::Waiting;
            let waiting = repo.about(about.space, about.id).is_some_and(is_here).then(|| {
                view! { <Badge tone=Tone::Wait picture=Icon::Send label=tr!(standing.waiting)/> }
            });
            let adopted = reading.adopted.get().map(|it| {
                view! { <p class="note">{tr!(covenant.adopted_by, day = format::date(it.on), how = it.how)}</p> }
            });
            view! { <p class="row tight">{badge(state)}{waiting}</p>{adopted} }.into_any()
        })
    };
    let history = live(move || {
        reading.held.with(Option::is_some).then(|| {
            let press = move |()| telling.set(true);
            view! { <Button label=tr!(activity.history) on_press=press kind=Kind::Quiet size="small"/> }
        })
    });
    view! {
        <section class="card no-print" aria-labelledby="covenant-state">
            <header><h2 id="covenant-state">{tr!(covenant.stands)}</h2>{history}</header>
            <div class="body stack near">{stands}</div>
            {acts(reading)}
        </section>
        <Dialog open=telling title=tr!(activity.history)>
            <div class="history">{history_lines(about.space, about.id)}</div>
        </Dialog>
    }
    .into_any()
}

/// What can be done about the text by those who keep it.
fn acts(reading: Reading) -> AnyView {
    let repo = use_repo();
    let about = reading.about;
    let (adopting, undoing) = (RwSignal::new(false), RwSignal::new(false));
    let buttons = live(move || {
        if !may_write(&repo, reading) {
            let lock = repo.closed(about.space, about.year).filter(|_| reading.oversees.get());
            return lock
                .map(|lock| view! { <p class="body locks">{icon(Icon::Lock)}{words::lock(lock)}</p> })
                .into_any();
        }
        let is_adopted = reading.adopted.with(Option::is_some);
        let why = obstacle(reading);
        let label = if is_adopted { tr!(covenant.adopt_anew) } else { tr!(covenant.adopt) };
        let press = move |()| adopting.set(true);
        // Of an adopted text nothing has to be adopted anew until the draft says something else.
        let adopt = (!is_adopted || why.is_none()).then(|| {
            let kind = if is_adopted { Kind::Plain } else { Kind::Seal };
            view! {
                <Button label on_press=press kind picture=Icon::Mark locked=why.is_some() described_by="adopt-why"/>
            }
        });
        let why = why.filter(|_| !is_adopted).map(|why| view! { <p class="note" id="adopt-why">{why}</p> });
        let annex = (is_adopted && about.part == 0).then(|| annex_link(reading));
        let withdraw = is_adopted.then(|| {
            view! { <Button label=tr!(covenant.withdraw) on_press=move |()| undoing.set(true) kind=Kind::Quiet/> }
        });
        view! {
            <footer class="stack near">
                {why}
                {adopt}
                <a class="btn" href=Route::Article(about.id, None).path()>{icon(Icon::Plus)}{tr!(covenant.add_article)}</a>
                <a class="btn" href=Route::EditCovenant(about.id).path()>{icon(Icon::Pencil)}{tr!(covenant.edit_frame)}</a>
                {annex}
                {withdraw}
            </footer>
        }
        .into_any()
    });
    view! {
        {buttons}
        <Dialog open=adopting title=tr!(covenant.adopt_title)>{question(reading, adopting)}</Dialog>
        <Dialog open=undoing title=tr!(covenant.withdraw)>{withdrawing(reading, undoing)}</Dialog>
    }
    .into_any()
}

fn annex_link(reading: Reading) -> AnyView {
    let About { space, year, .. } = reading.about;
    let next = reading.known.with(|known| next_annex(known, year));
    let to = Route::EditCovenant(About::new(space, year, next).id).path();
    view! { <a class="btn" href=to>{icon(Icon::Plus)}{tr!(covenant.add_annex)}</a> }.into_any()
}

/// Who has signed the adopted text, who has not, and the way to sign.
fn signers(reading: Reading) -> AnyView {
    let repo = use_repo();
    let about = reading.about;
    let taking = RwSignal::new(None::<UnitId>);
    let asking = RwSignal::new(false);
    let body = {
        let repo = repo.clone();
        live(move || {
            let parties = reading.parties();
            if parties.is_empty() {
                return view! { <p class="body soft">{tr!(covenant.to_adopt)}</p> }.into_any();
            }
            let own = own_unit(&repo, about.space);
            let rows = parties.iter().map(|(party, signed)| {
                let unit = party.unit;
                let may = reading.oversees.get() || own == Some(unit);
                let press = move |_| {
                    taking.set(Some(unit));
                    asking.set(true);
                };
                signer(&repo, reading, (unit, *signed), may, press)
            });
            let rows = rows.collect::<Vec<_>>();
            view! { <div class="body stack near">{left(&repo, reading)}</div><ul class="items signers">{rows}</ul> }
                .into_any()
        })
    };
    let title = {
        let repo = repo.clone();
        move || {
            let unit = taking.get().and_then(|unit| repo.unit_short(unit)).unwrap_or_default();
            tr!(covenant.take_back_title, unit = unit)
        }
    };
    let done = Callback::new(move |given: String| {
        let Some(unit) = taking.get_untracked() else { return };
        take_back(&repo, reading, unit, given, asking);
    });
    let taken = live(move || {
        reading.adopted.with(Option::is_some).then(|| {
            let list = tr!(covenant.parties).to_owned();
            export_of(list, move || untrack(|| tables::signatures(reading)))
        })
    });
    view! {
        <section class="card no-print" aria-labelledby="covenant-signers">
            <header><h2 id="covenant-signers">{tr!(covenant.sign)}</h2>{taken}</header>
            {body}
        </section>
        <Dialog open=asking title>{because(tr!(covenant.take_back_note), tr!(covenant.take_back), asking, done)}</Dialog>
    }
    .into_any()
}

/// Which units have not signed, in words: `Còn 02 đơn vị chưa ký: …`.
pub(super) fn left(repo: &Repo, reading: Reading) -> Option<AnyView> {
    let missing = reading.missing();
    let names: Vec<_> = missing.iter().filter_map(|unit| repo.unit_short(*unit)).collect();
    (!missing.is_empty()).then(|| {
        let words = tr_count!(missing.len(), covenant.left, names = names.join(", "));
        view! { <p class="note">{words}</p> }.into_any()
    })
}

fn signer(
    repo: &Repo,
    reading: Reading,
    (unit, signed): (UnitId, Signed),
    may: bool,
    take_back: impl Fn(leptos::ev::MouseEvent) + 'static,
) -> AnyView {
    let about = reading.about;
    let name = repo.unit_short(unit).unwrap_or_default();
    let is_open = repo.closed(about.space, about.year).is_none();
    let text = reading.text();
    let held =
        text.and_then(|text| reading.known.with(|known| known.signature(about.id, text, unit).cloned()));
    let note = match (&held, signed) {
        (Some(held), _) => format!("{} · {}", held.record.signer, format::date(held.record.signed_on)),
        (None, Signed::Another) => tr!(covenant.signed_other).to_owned(),
        (None, _) => tr!(covenant.unsigned).to_owned(),
    };
    let waiting = held.as_ref().is_some_and(|held| held.standing == Standing::Waiting);
    let mark = match (signed, waiting) {
        (Signed::This, true) => icon_sized(Icon::Send, "i wait"),
        (Signed::This, false) => icon_sized(Icon::Check, "i ok"),
        _ => icon_sized(Icon::Sign, "i soft"),
    };
    let act = (may && is_open).then(|| match signed {
        Signed::This => {
            let label = format!("{}: {name}", tr!(covenant.take_back));
            view! {
                <button type="button" class="btn icon" aria-label=label on:click=take_back>{icon(Icon::Undo)}</button>
            }
            .into_any()
        }
        Signed::Another | Signed::Nothing => {
            let label = tr!(covenant.sign_for, unit = name);
            view! {
                <a class="btn small" href=Route::Sign(about.id, unit).path() aria-label=label>{tr!(covenant.sign)}</a>
            }
            .into_any()
        }
    });
    view! { <li><div class="item">{mark}<div class="grow"><b>{name}</b><span>{note}</span></div>{act}</div></li> }
        .into_any()
}

fn take_back(repo: &Repo, reading: Reading, unit: UnitId, reason: String, asking: RwSignal<bool>) {
    let about = reading.about;
    let held = reading.text().and_then(|text| {
        reading.known.with_untracked(|known| known.signature(about.id, text, unit).map(|held| held.id))
    });
    let Some(id) = held else { return };
    let repo = repo.clone();
    spawn_local(async move {
        match repo.void(about.space, id, &reason).await {
            Ok(()) => {
                let _ = asking.try_set(false);
                toast(tr!(standing.saved));
            }
            Err(why) => toast_of(Icon::Warning, words::save_error(&why)),
        }
    });
}
