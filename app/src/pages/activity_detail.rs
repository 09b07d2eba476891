//! One activity: all of it, where it stands, what became of it, and what can be done.

mod acts;
mod evidence;
mod history;
mod links;
mod sentence;

use leptos::prelude::*;
use shared::domain::Activity;
use shared::id::{RecordId, SpaceId};

pub(crate) use acts::{focus, reason_problem};
pub(crate) use evidence::{evidence_name, evidence_tile, sizes_words};
pub(crate) use history::{history, history_lines, times};
pub(crate) use sentence::{
    Author, disputed_field, disputed_value, disputed_values, person_words, void_words,
};

use super::activities::{Here, panel_heading};
use super::behalf::behalf_note;
use super::use_repo;
use crate::repo::Repo;
use crate::repo::types::{ConflictLine, Standing, View};
use crate::route::Route;
use crate::ui::{Badge, Banner, Empty, Icon, LinkButton, Tone, icon, live};
use crate::{format, tr, words};
use acts::acts;

/// One activity.
pub(super) fn activity_detail(space: SpaceId, id: RecordId, alone: Signal<bool>) -> AnyView {
    let repo = use_repo();
    let shown = {
        let repo = repo.clone();
        Memo::new(move |_| repo.activity(space, id))
    };
    let is_here = Memo::new(move |_| shown.with(Option::is_some));
    let activity = Memo::new(move |_| shown.get().map(|(activity, _)| activity));
    let about = Memo::new(move |_| shown.get().map(|(_, view)| view));
    let body = live(move || {
        if !is_here.get() {
            return view! { <Empty picture=Icon::Camera label=tr!(activity.not_here)/> }.into_any();
        }
        let (conflicts, facts, files, who) = (repo.clone(), repo.clone(), repo.clone(), repo.clone());
        view! {
            <div class="body detail" tabindex="0">
                {live(move || about.get().map(|view| banners(&conflicts, space, id, &view)))}
                {behalf_note(space, Signal::stored(Some(id)))}
                {live(move || activity.get().map(|activity| facts_of(&facts, &activity)))}
                {links::links(space, id, activity)}
                {live(move || activity.get().map(|activity| evidence_of(&files, space, &activity)))}
                {live(move || about.get().map(|view| last_touch(&who, &view)))}
                {history(space, id)}
            </div>
            {acts(space, id, activity, about)}
        }
        .into_any()
    });
    let here = Here::new();
    let title = Signal::derive(move || activity.get().map(|activity| activity.title).unwrap_or_default());
    view! {
        <article class="flow" aria-labelledby="detail-title">
            <header>
                <a class="back" href=live(move || here.to(Route::Activities)) aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                {panel_heading("detail-title", title, alone)}
            </header>
            {body}
        </article>
    }
    .into_any()
}

/// Where it stands, and what about it waits for a person.
fn banners(repo: &Repo, space: SpaceId, id: RecordId, view: &View) -> AnyView {
    let badge = match view.standing {
        Standing::Received => (Tone::Ok, Icon::Check, tr!(standing.received)),
        Standing::Waiting => (Tone::Wait, Icon::Send, tr!(standing.waiting)),
        Standing::Refused => (Tone::Err, Icon::Return, tr!(standing.refused)),
    };
    let voided = view.void.clone().map(|reason| {
        view! {
            <Banner tone=Tone::Plain picture=Icon::Close>
                <span><b class="strong">{tr!(standing.void)} "."</b> " " {tr!(activity.void_reason, reason = reason)}</span>
            </Banner>
        }
        .into_any()
    });
    let refused = view.refused.iter().map(|(_, why)| {
        let why = words::refusal(why);
        view! {
            <Banner tone=Tone::Err picture=Icon::Return>
                <span class="grow"><b class="strong">{tr!(standing.refused)} ": "</b> {why}</span>
                <LinkButton label=tr!(activity.to_outbox) to=Route::Outbox kind=crate::ui::Kind::Quiet/>
            </Banner>
        }
        .into_any()
    });
    let decides = repo.oversees(space);
    let differing = repo.conflicts(space).into_iter().filter(|line| line.conflict.subject == id && line.open);
    view! {
        <p class="row tight">
            <Badge tone=badge.0 picture=badge.1 label=badge.2/>
            {(!view.differing.is_empty())
                .then(|| view! { <Badge tone=Tone::Diff picture=Icon::Differ label=tr!(standing.differing)/> })}
        </p>
        {voided}
        {refused.collect::<Vec<_>>()}
        {differing.map(|line| differing_banner(repo, &line, decides)).collect::<Vec<_>>()}
    }
    .into_any()
}

pub(crate) fn differing_banner(repo: &Repo, line: &ConflictLine, decides: bool) -> AnyView {
    let conflict = &line.conflict;
    let values: Vec<_> = disputed_values(repo, conflict).iter().map(|value| format!("“{value}”")).collect();
    let values = values.join(tr!(activity.or));
    let (field, to) = (disputed_field(conflict).unwrap_or_default(), Route::Conflict(line.id));
    view! {
        <Banner tone=Tone::Diff picture=Icon::Differ>
            <span class="grow">
                <b class="strong">{tr!(standing.differing)} ": "</b>
                {field} " " {values} ". " {tr!(activity.in_force_stays)}
            </span>
            <LinkButton label=if decides { tr!(nav.reconcile) } else { tr!(outbox.look) } to/>
        </Banner>
    }
    .into_any()
}

fn facts_of(repo: &Repo, activity: &Activity) -> AnyView {
    let blank = || view! { <span class="soft">{tr!(standing.blank)}</span> }.into_any();
    let text = |words: &str| if words.is_empty() { blank() } else { words.to_owned().into_any() };
    let tags: Vec<_> = activity.tags.iter().cloned().collect();
    let facts = [
        ("unit", repo.unit_name(activity.unit).map_or_else(blank, IntoAny::into_any)),
        ("held_on", format::date(activity.held_on).into_any()),
        ("year", activity.year.to_string().into_any()),
        ("place", text(&activity.place)),
        ("movement", text(&activity.movement)),
        (
            "participants",
            activity.participants.map_or_else(blank, |count| format::whole(count.into()).into_any()),
        ),
        ("tags", text(&tags.join(", "))),
    ];
    let facts = facts
        .into_iter()
        .map(|(field, value)| view! { <dt>{words::field(field).to_owned()}</dt><dd>{value}</dd> }.into_any())
        .collect::<Vec<_>>();
    let paragraphs = activity.body.split('\n').filter(|line| !line.trim().is_empty());
    let paragraphs = paragraphs.map(|line| view! { <p>{line.to_owned()}</p> }.into_any()).collect::<Vec<_>>();
    view! {
        <dl class="kv facts">{facts}</dl>
        <section class="told">
            <h3>{words::field("body").to_owned()}</h3>
            {if activity.body.trim().is_empty() { blank() } else { paragraphs.into_any() }}
        </section>
    }
    .into_any()
}

fn evidence_of(repo: &Repo, space: SpaceId, activity: &Activity) -> AnyView {
    let tiles =
        activity.evidence.iter().map(|item| view! { <li>{evidence_tile(repo, space, item)}</li> }.into_any());
    let none = activity.evidence.is_empty().then(|| view! { <p class="soft">{tr!(standing.blank)}</p> });
    view! {
        <section>
            <h3>{words::field("evidence").to_owned()}</h3>
            <ul class="photos">{tiles.collect::<Vec<_>>()}</ul>
            {none}
            <p class="hint note">{sizes_words(&activity.evidence)}</p>
        </section>
    }
    .into_any()
}

/// Who touched it last and when, as far as the server has said, and when it was last saved here.
pub(crate) fn last_touch(repo: &Repo, view: &View) -> AnyView {
    let by = view.by.as_ref().map(|by| {
        let author = Author::of(repo, by);
        let words = tr!(activity.last_by, who = author.name, when = times(by, &author));
        view! { <p class="note">{words}</p> }
    });
    let here = view.saved_here.map(|at| {
        view! { <p class="note">{tr!(standing.saved_at, at = format::moment(at))}</p> }
    });
    view! { <div>{by}{here}</div> }.into_any()
}
