//! The activities that answer movements and serve key tasks, as far as the person may see them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use shared::id::{RecordId, SpaceId, UnitId};

use super::Place;
use crate::pages::use_repo;
use crate::repo::Repo;
use crate::repo::types::{ActivityLine, ActivityQuery};
use crate::route::Route;
use crate::ui::live;
use crate::{format, tr, tr_count};

/// So many activities are shown beside a movement or task; the list of activities has all.
const SHOWN: usize = 20;

/// The activities by the movement or task that they are linked to, newest day first.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Answers {
    by_link: BTreeMap<RecordId, Vec<Arc<ActivityLine>>>,
    /// How many activities name a movement that they are not linked to, by year and name.
    typed: BTreeMap<(i16, String), usize>,
}

impl Answers {
    /// As they stand now. Tracked.
    pub(super) fn of(repo: &Repo, space: SpaceId) -> Self {
        let mut found = Self::default();
        for line in repo.activities(&ActivityQuery::of(space)).iter() {
            for link in line.movements.iter().chain(&line.tasks) {
                found.by_link.entry(*link).or_default().push(line.clone());
            }
            if line.movements.is_empty() && !line.movement.is_empty() {
                *found.typed.entry((line.year, line.movement.clone())).or_default() += 1;
            }
        }
        found
    }

    fn to(&self, id: RecordId) -> &[Arc<ActivityLine>] {
        self.by_link.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// How many activities of how many units answer a movement or serve a task, in words.
    pub(super) fn words(&self, id: RecordId) -> String {
        let lines = self.to(id);
        let units: BTreeSet<UnitId> = lines.iter().map(|line| line.unit).collect();
        match (lines.len(), units.len()) {
            (0, _) => tr!(works.unanswered).to_owned(),
            (lines, 1) => tr_count!(lines, works.activities),
            (lines, units) => {
                format!("{} {}", tr_count!(lines, works.activities), tr_count!(units, works.of_units))
            }
        }
    }

    /// The names that were typed for something of a year, and how often.
    pub(super) fn typed(&self, year: i16) -> impl Iterator<Item = (&str, usize)> {
        let of_year = self.typed.iter().filter(move |((of, _), _)| *of == year);
        of_year.map(|((_, name), count)| (name.as_str(), *count))
    }
}

/// The activities linked to a movement or a task; `all` is the address of the list that shows all of them.
pub(super) fn linked(place: Place, id: RecordId, all: String) -> AnyView {
    let repo = use_repo();
    let lines = Memo::new(move |_| place.answers.with(|answers| answers.to(id).to_vec()));
    let shown = live(move || {
        let lines = lines.get();
        if lines.is_empty() {
            return view! { <p class="soft">{tr!(works.unanswered)}</p> }.into_any();
        }
        let words = place.answers.with(|answers| answers.words(id));
        let rows = lines.iter().take(SHOWN).map(|line| row(&repo, line)).collect::<Vec<_>>();
        let rest = lines.len().saturating_sub(SHOWN);
        let rest = (rest > 0).then(|| view! { <p class="note">{tr_count!(rest, works.more)}</p> });
        view! {
            <p class="note">{words}</p>
            <ul class="answers">{rows}</ul>
            {rest}
            <a class="link no-print" href=all.clone()>{tr!(works.in_list)}</a>
        }
        .into_any()
    });
    view! {
        <section class="told">
            <h3>{tr!(works.answers)}</h3>
            {shown}
        </section>
    }
    .into_any()
}

fn row(repo: &Repo, line: &ActivityLine) -> AnyView {
    let unit = repo.unit_short(line.unit).unwrap_or_default();
    let about = format!("{} · {unit}", format::date(line.held_on));
    view! {
        <li>
            <a class="link" href=Route::Activity(line.id).path()>{line.title.clone()}</a>
            <span class="note">{about}</span>
        </li>
    }
    .into_any()
}
