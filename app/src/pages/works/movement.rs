//! One movement: what it is, who launched it, which activities answer it.

use leptos::prelude::*;
use shared::domain::{Kind, Movement};
use shared::id::RecordId;

use super::Place;
use super::answers::linked;
use super::movements::document_words;
use crate::pages::activities::panel_heading;
use crate::pages::kept::{acts, banners, last_words};
use crate::repo::types::{Agenda, Listed};
use crate::route::Route;
use crate::ui::{Banner, Empty, Icon, Tone, icon, live};
use crate::{format, tr, tr_count, words};

/// One movement.
pub(super) fn detail(place: Place, id: RecordId) -> AnyView {
    let line = Memo::new(move |_| place.agenda.with(|agenda| agenda.movement(id).cloned()));
    let is_here = Memo::new(move |_| line.with(Option::is_some));
    let body = live(move || {
        if !is_here.get() {
            return view! { <Empty picture=Icon::Flag label=tr!(works.not_here)/> }.into_any();
        }
        let all = format!("{}?movement={id}", Route::Activities.path());
        view! {
            <div class="body detail" tabindex="0">
                {banners(place.kept(id), move || line.with(|line| line.as_ref().and_then(|it| it.void.clone())))}
                {live(move || line.get().map(|line| facts(&line.held.record)))}
                {linked(place, id, all)}
                {live(move || line.get().and_then(|line| unlinked(place, &line)))}
                {last_words(place.kept(id))}
            </div>
            {acts(place.kept(id), Kind::Movement, Some(Route::EditMovement(id)), place.lock(year_of(line)))}
        }
        .into_any()
    });
    let title = Signal::derive(move || line.get().map(|line| line.held.record.name).unwrap_or_default());
    view! {
        <article class="flow" aria-labelledby="work-title">
            <header>
                <a class="back" href=Route::Movements.path() aria-label=tr!(act.back)>{icon(Icon::Back)}</a>
                {panel_heading("work-title", title, place.alone)}
            </header>
            {body}
        </article>
    }
    .into_any()
}

fn year_of(line: Memo<Option<Listed<Movement>>>) -> Signal<Option<i16>> {
    Signal::derive(move || line.with(|line| line.as_ref().map(|line| line.held.record.year)))
}

fn facts(movement: &Movement) -> AnyView {
    let or_blank = |words: String| {
        if words.is_empty() {
            view! { <span class="soft">{tr!(standing.blank)}</span> }.into_any()
        } else {
            words.into_any()
        }
    };
    let facts = [
        ("kind", words::movement_kind(movement.kind).to_owned()),
        ("year", movement.year.to_string()),
        ("launched_by", movement.launched_by.clone()),
        ("period", movement.period.map(format::period).unwrap_or_default()),
        ("document", document_words(movement)),
    ];
    let facts = facts.into_iter().map(|(field, value)| {
        view! { <dt>{words::field(field).to_owned()}</dt><dd>{or_blank(value)}</dd> }.into_any()
    });
    let note = paragraphs(&movement.note);
    let note = (!movement.note.trim().is_empty()).then(|| {
        view! { <section class="told"><h3>{words::field("note").to_owned()}</h3>{note}</section> }
    });
    view! { <dl class="kv facts">{facts.collect::<Vec<_>>()}</dl>{note} }.into_any()
}

/// A text of several lines as paragraphs.
pub(super) fn paragraphs(text: &str) -> Vec<AnyView> {
    let lines = text.split('\n').filter(|line| !line.trim().is_empty());
    lines.map(|line| view! { <p>{line.to_owned()}</p> }.into_any()).collect()
}

/// Activities that name this movement without being linked to it: somebody who knows decides, not the program.
fn unlinked(place: Place, line: &Listed<Movement>) -> Option<AnyView> {
    let (year, id) = (line.held.record.year, line.held.id);
    let agenda = Agenda::clone(&place.agenda.get());
    let is_meant = |name: &str| agenda.movement_named(year, name).is_some_and(|held| held.id == id);
    let found = place.answers.with(|answers| {
        let typed = answers.typed(year).filter(|(name, _)| is_meant(name));
        typed.map(|(name, count)| (name.to_owned(), count)).collect::<Vec<_>>()
    });
    let rows = found.into_iter().map(|(name, count)| {
        let query = js_sys::encode_uri_component(&name);
        let href = format!("{}?movement={query}&year={year}", Route::Activities.path());
        view! { <a class="link" href=href>{tr_count!(count, movement.unlinked, name = name)}</a> }.into_any()
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    Some(
        view! {
            <div class="no-print">
                <Banner tone=Tone::Plain picture=Icon::Flag>
                    <span class="grow">{rows}</span>
                </Banner>
            </div>
        }
        .into_any(),
    )
}
