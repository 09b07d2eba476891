//! A part of a cluster or a unit: a member, a term, an event; where it stands and what can be done with it.

use leptos::prelude::*;
use shared::domain::{Kind, Membership, Term, UnitEvent};
use shared::id::{RecordId, UnitId};

use super::{Desk, facts, panel, timeline};
use crate::pages::kept::{acts, banners, last_words};
use crate::repo::types::{Listed, Registry};
use crate::route::{self, Part, Route};
use crate::ui::live;
use crate::{format, tr, words};

/// What of the registry a part is.
enum Entry<'a> {
    Member(&'a Listed<Membership>),
    Term(&'a Listed<Term>),
    Event(&'a Listed<UnitEvent>),
}

impl<'a> Entry<'a> {
    fn find(registry: &'a Registry, part: Part, id: RecordId) -> Option<Self> {
        match part {
            Part::Member => registry.members.iter().find(|line| line.held.id == id).map(Self::Member),
            Part::Term => registry.terms.iter().find(|line| line.held.id == id).map(Self::Term),
            Part::Event => registry.events.iter().find(|line| line.held.id == id).map(Self::Event),
            // A list is pasted, not kept.
            Part::Roster => None,
        }
    }

    fn void(&self) -> Option<String> {
        match self {
            Self::Member(line) => line.void.clone(),
            Self::Term(line) => line.void.clone(),
            Self::Event(line) => line.void.clone(),
        }
    }

    fn title(&self, registry: &Registry) -> String {
        match self {
            Self::Member(line) => registry.name(line.held.record.unit),
            Self::Term(line) => tr!(admin.term_of, year = line.held.record.year),
            Self::Event(line) => words::turn(&line.held.record.turn).to_owned(),
        }
    }

    fn facts(&self, registry: &Registry) -> AnyView {
        let day = |day: Option<jiff::civil::Date>| day.map(format::date).unwrap_or_default();
        let cluster = |id: RecordId| registry.cluster(id).map(|line| line.held.record.name.clone());
        match self {
            Self::Member(line) => {
                let member = &line.held.record;
                facts(vec![
                    ("cluster", cluster(member.cluster.record()).unwrap_or_default()),
                    ("from", day(member.from)),
                    ("to", day(member.to)),
                ])
            }
            Self::Term(line) => {
                let term = &line.held.record;
                let deputy = term.deputy.map(|deputy| registry.name(deputy));
                facts(vec![
                    ("cluster", cluster(term.cluster.record()).unwrap_or_default()),
                    ("head", registry.name(term.head)),
                    ("deputy", deputy.unwrap_or_else(|| words::capitalised(tr!(admin.no_deputy)))),
                    ("how", term.how.clone()),
                ])
            }
            Self::Event(line) => {
                let event = &line.held.record;
                facts(vec![
                    ("unit", registry.name(event.unit)),
                    ("turn", timeline::event_words(registry, event, event.unit)),
                    ("day", format::date(event.day)),
                    ("document", event.document.clone()),
                    ("issuer", event.issuer.clone()),
                    ("note", event.note.clone()),
                ])
            }
        }
    }
}

/// One part.
pub(super) fn detail(desk: Desk, place: route::Admin, part: Part, id: RecordId) -> AnyView {
    if desk.registry.with_untracked(|all| Entry::find(all, part, id).is_none()) {
        return panel::not_here();
    }
    let kept = desk.kept(id);
    let about = move || desk.registry.with(|all| Entry::find(all, part, id).map(|it| it.facts(all)));
    let void = move || desk.registry.with(|all| Entry::find(all, part, id).and_then(|it| it.void()));
    let title = Signal::derive(move || {
        desk.registry.with(|all| Entry::find(all, part, id).map(|it| it.title(all)).unwrap_or_default())
    });
    let (kind, edit) = match part {
        Part::Member => (Kind::Membership, Some(Route::Admin(place.edited()))),
        Part::Term => (Kind::Term, Some(Route::Admin(place.edited()))),
        // History is never edited.
        Part::Event | Part::Roster => (Kind::UnitEvent, None),
    };
    let body = view! {
        <div class="body detail" tabindex="0">
            {banners(kept, void)}
            {live(about)}
            {last_words(kept)}
        </div>
        {acts(kept, kind, edit, Memo::new(|_| None))}
    }
    .into_any();
    panel::detail(desk, title, body)
}

/// Whether a term or member is out of force: then it is shown, with the way back, and not written.
pub(super) fn is_void(desk: Desk, part: Part, id: RecordId) -> bool {
    desk.registry.with_untracked(|all| Entry::find(all, part, id).is_some_and(|it| it.void().is_some()))
}

/// The unit whose name stands otherwise than its newest renaming says, with both names.
pub(super) fn other_name(registry: &Registry, unit: UnitId) -> Option<(String, String)> {
    let name = registry.unit(unit)?.held.record.name.clone();
    let newest = registry.renamings_of(unit).last()?;
    match &newest.turn {
        shared::domain::Turn::Renamed { after, .. } if *after != name => Some((name, after.clone())),
        _ => None,
    }
}
