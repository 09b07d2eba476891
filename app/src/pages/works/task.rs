//! One key task: what it is, who does it by when, how far each unit has come, which activities serve it.

use leptos::prelude::*;
use shared::domain::{KeyTask, Kind};
use shared::id::RecordId;

use super::Place;
use super::answers::linked;
use super::movement::paragraphs;
use super::progress::progress_of_units;
use crate::pages::activities::panel_heading;
use crate::pages::kept::{acts, banners, last_words};
use crate::pages::owed::time_left;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::route::Route;
use crate::ui::{Empty, Icon, icon, live};
use crate::{format, tr, words};

/// One key task.
pub(super) fn detail(place: Place, id: RecordId) -> AnyView {
    let repo = use_repo();
    let line = Memo::new(move |_| place.agenda.with(|agenda| agenda.task(id).cloned()));
    let is_here = Memo::new(move |_| line.with(Option::is_some));
    let body = live(move || {
        if !is_here.get() {
            return view! { <Empty picture=Icon::List label=tr!(works.not_here)/> }.into_any();
        }
        let all = format!("{}?task={id}", Route::Activities.path());
        let year = Signal::derive(move || line.with(|line| line.as_ref().map(|line| line.held.record.year)));
        let repo = repo.clone();
        view! {
            <div class="body detail" tabindex="0">
                {banners(place.kept(id), move || line.with(|line| line.as_ref().and_then(|it| it.void.clone())))}
                {live(move || line.get().map(|line| facts(&repo, &line.held.record)))}
                {progress_of_units(place, id)}
                {linked(place, id, all)}
                {last_words(place.kept(id))}
            </div>
            {acts(place.kept(id), Kind::KeyTask, Some(Route::EditTask(id)), place.lock(year))}
        }
        .into_any()
    });
    let title = Signal::derive(move || line.get().map(|line| line.held.record.name).unwrap_or_default());
    view! {
        <article class="flow" aria-labelledby="work-title">
            <header>
                <a class="back" href=Route::Tasks.path() aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                {panel_heading("work-title", title, place.alone)}
            </header>
            {body}
        </article>
    }
    .into_any()
}

fn facts(repo: &Repo, task: &KeyTask) -> AnyView {
    let name = |unit| repo.unit_name(unit).unwrap_or_default();
    let supporting = task.supporting.iter().filter(|unit| task.lead != Some(**unit)).map(|unit| name(*unit));
    let due = task
        .due
        .map(|due| format!("{} ({})", format::date(due), words::lowered(&time_left(due, repo.today()))));
    let facts = [
        ("year", task.year.to_string()),
        ("lead", task.lead.map_or_else(|| tr!(task.for_all).to_owned(), name)),
        ("supporting", supporting.collect::<Vec<_>>().join(", ")),
        ("due", due.unwrap_or_default()),
    ];
    let facts = facts.into_iter().map(|(field, value)| {
        let value = if value.is_empty() {
            view! { <span class="soft">{tr!(standing.blank)}</span> }.into_any()
        } else {
            value.into_any()
        };
        view! { <dt>{words::field(field).to_owned()}</dt><dd>{value}</dd> }.into_any()
    });
    let body = (!task.body.trim().is_empty()).then(|| {
        view! { <section class="told"><h3>{tr!(field.text)}</h3>{paragraphs(&task.body)}</section> }
    });
    view! { <dl class="kv facts">{facts.collect::<Vec<_>>()}</dl>{body} }.into_any()
}
