//! One covenant: the text, and beside it what is done about it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::domain::{Article, Signed};
use shared::id::RecordId;
use shared::order::{OrderKey, moved};

use super::paper::{Line, paper};
use super::reading::Reading;
use super::{About, Beside, adopt, article_form, aside, frame_form, remarks, sign, tables};
use crate::pages::activity_detail::focus;
use crate::pages::export::export_button;
use crate::pages::list_head::{print, rest};
use crate::pages::use_repo;
use crate::repo::types::Opened;
use crate::repo::{Repo, Save};
use crate::route::Route;
use crate::ui::{Banner, Choice, Icon, Kind, LinkButton, Seg, Tone, icon, live, toast_of, toast_with};
use crate::{tr, words};

/// Which text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Adopted,
    Draft,
}

/// One covenant or annex.
pub(super) fn one(about: About, beside: Memo<Beside>) -> AnyView {
    let repo = use_repo();
    let reading = Reading::of(about);
    // Who writes on looks at the draft, everybody else at what was adopted.
    let chosen = RwSignal::new(None::<Side>);
    let side = Memo::new(move |_| {
        let is_adopted = reading.adopted.with(Option::is_some);
        let writes = matches!(beside.get(), Beside::Frame | Beside::Article(_));
        match (is_adopted, writes) {
            (false, _) | (true, true) => Side::Draft,
            (true, false) if matches!(beside.get(), Beside::Sign(_)) => Side::Adopted,
            (true, false) => chosen.get().filter(|_| reading.has_moved()).unwrap_or(Side::Adopted),
        }
    });
    // Whoever has written in the draft wants to see it.
    Effect::new(move |_| {
        if matches!(beside.get(), Beside::Frame | Beside::Article(_)) {
            chosen.set(Some(Side::Draft));
        }
    });
    let document = {
        let repo = repo.clone();
        live(move || document(&repo, reading, side.get()))
    };
    let sides = live(move || {
        let both = reading.adopted.with(Option::is_some) && reading.has_moved();
        both.then(|| sides(reading, side, chosen))
    });
    let taken = move || {
        let adopted = reading.adopted.get_untracked().filter(|_| side.get_untracked() == Side::Adopted);
        let text = adopted.map_or_else(|| reading.draft.get_untracked(), |adopted| adopted.text);
        tables::document(&about.name(), &text)
    };
    let panel = live(move || {
        let beside = beside.get();
        untrack(|| match beside {
            Beside::State => aside::aside(reading),
            Beside::Frame => frame_form::frame_form(reading),
            Beside::Article(article) => article_form::article_form(reading, article),
            Beside::Remark => remarks::remark_form(reading),
            Beside::Sign(unit) => sign::sign(reading, unit),
        })
    });
    let buttons = view! {
        <LinkButton label=tr!(covenant.to_list) to=Route::Covenants kind=Kind::Quiet/>
        {print()}
        {export_button(taken)}
    }
    .into_any();
    view! {
        <div class="report covenant">
            <div class="head no-print">
                <div>
                    <h1>{about.name()}</h1>
                    <p>{live(move || reading.adopted.with(|it| it.as_ref().map(words::adopted_words)))}</p>
                </div>
                {rest(buttons)}
            </div>
            <div class="cols">
                <div class="stack">{sides}{document}</div>
                <aside class="stack">{panel}</aside>
            </div>
        </div>
    }
    .into_any()
}

/// The two texts, when the draft says something else than the adopted one.
fn sides(reading: Reading, side: Memo<Side>, chosen: RwSignal<Option<Side>>) -> AnyView {
    let choices = vec![
        Choice::new(Side::Adopted, tr!(covenant.show_adopted)),
        Choice::new(Side::Draft, tr!(covenant.show_draft)),
    ];
    let warning = live(move || {
        reading.oversees.get().then(|| {
            view! {
                <Banner tone=Tone::Diff picture=Icon::Differ><span>{tr!(covenant.moved)}</span></Banner>
            }
        })
    });
    view! {
        <div class="stack near no-print">
            {warning}
            <Seg label=tr!(covenant.document) choices chosen=side on_choose=move |it: Side| chosen.set(Some(it))/>
        </div>
    }
    .into_any()
}

fn document(repo: &Repo, reading: Reading, side: Side) -> AnyView {
    let about = reading.about;
    let cluster = repo.cluster(about.space).map(|cluster| cluster.name).unwrap_or_default();
    let adopted = reading.adopted.get().filter(|_| side == Side::Adopted);
    let Some(adopted) = adopted else {
        let acts = if may_write(repo, reading) { article_acts(repo, reading) } else { Vec::new() };
        return reading.draft.with(|text| {
            let names = text.parties.iter().map(|party| party.name.clone());
            let lines = names.map(|name| Line { name, signed: Signed::Nothing, signature: None }).collect();
            paper(text, &cluster, lines, (true, acts))
        });
    };
    let (known, text) = (reading.known.get(), adopted.text.digest());
    let lines = reading.parties().into_iter().map(|(party, signed)| {
        let signature = known.signature(about.id, text, party.unit).map(|held| held.record.clone());
        Line { name: party.name, signed, signature }
    });
    paper(&adopted.text, &cluster, lines.collect(), (false, Vec::new()))
}

/// Whether the person may write in the draft now.
pub(super) fn may_write(repo: &Repo, reading: Reading) -> bool {
    let about = reading.about;
    reading.oversees.get() && repo.closed(about.space, about.year).is_none()
}

/// What can be done with each article of the draft, in their order.
fn article_acts(repo: &Repo, reading: Reading) -> Vec<AnyView> {
    let about = reading.about;
    let known = reading.known.get();
    let rows: Vec<_> = known.articles_of(about.id).map(|held| (held.id, held.record.order.clone())).collect();
    let count = rows.len();
    let acts = rows.iter().enumerate().map(|(at, (id, _))| {
        let edit = Route::Article(about.id, Some(*id)).path();
        let label = format!("{}: {}", tr!(activity.edit), tr!(covenant.article_at, n = at + 1));
        let up = shift_button(repo, reading, (&rows, *id), (at, at.checked_sub(1)));
        let down = shift_button(repo, reading, (&rows, *id), (at, Some(at + 1).filter(|to| *to < count)));
        view! {
            <div class="tools no-print">
                <a class="btn icon" href=edit aria-label=label>{icon(Icon::Pencil)}</a>
                {up}{down}
            </div>
        }
        .into_any()
    });
    acts.collect()
}

fn shift_button(
    repo: &Repo,
    reading: Reading,
    (rows, id): (&[(RecordId, OrderKey)], RecordId),
    (at, to): (usize, Option<usize>),
) -> AnyView {
    let is_up = to.is_some_and(|to| to < at) || (to.is_none() && at == 0);
    let (picture, label) = if is_up {
        (Icon::Up, tr!(covenant.article_up, n = at + 1))
    } else {
        (Icon::Down, tr!(covenant.article_down, n = at + 1))
    };
    let button = format!("article-{}-{id}", if is_up { "up" } else { "down" });
    let (repo, rows, name) = (repo.clone(), rows.to_vec(), button.clone());
    let press = move |_| {
        if let Some(to) = to {
            shift(&repo, reading.about, moved(&rows, id, to), name.clone());
        }
    };
    let locked = to.is_none().then_some("true");
    view! {
        <button type="button" class="btn icon" id=button aria-label=label aria-disabled=locked on:click=press>
            {icon(picture)}
        </button>
    }
    .into_any()
}

/// Puts articles at other places; the keyboard stays on its button.
fn shift(repo: &Repo, about: About, places: Vec<(RecordId, OrderKey)>, button: String) {
    let mut saves = Vec::new();
    for (id, order) in places {
        let Some(opened): Option<Opened<Article>> = repo.open_record(about.space, id) else { continue };
        let after = Article { order, ..opened.record.clone() };
        saves.push(Save::of(id, &opened, &after));
    }
    let repo = repo.clone();
    spawn_local(async move {
        match repo.save_all(about.space, &saves, None).await {
            Ok(()) => {
                request_animation_frame(move || focus(&button));
                let undo = repo.clone();
                toast_with(tr!(standing.saved), tr!(act.undo), move || {
                    adopt::take_back(&undo, about.space, saves.clone());
                });
            }
            Err(why) => toast_of(Icon::Warning, words::save_error(&why)),
        }
    });
}
