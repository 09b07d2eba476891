//! Giao ước: the text that the units of a cluster draft, adopt and sign, and its annexes.

mod adopt;
mod article_form;
mod aside;
mod frame_form;
mod list;
mod one;
mod pad;
mod panel;
mod paper;
mod reading;
mod remarks;
mod sign;
mod tables;

use leptos::prelude::*;
use shared::domain::{Covenant, Keyed};
use shared::id::{RecordId, SpaceId, UnitId};

use super::{place_at_rest, use_repo};
use crate::repo::Repo;
use crate::repo::types::Covenants as Known;
use crate::route::Route;
use crate::tr;
use crate::ui::{Bones, Empty, Icon, Kind, LinkButton, begin_at_top, live};

/// Which covenant or annex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct About {
    space: SpaceId,
    year: i16,
    part: u16,
    id: RecordId,
}

impl About {
    fn new(space: SpaceId, year: i16, part: u16) -> Self {
        Self { space, year, part, id: Covenant::empty(year, part).id(space) }
    }

    /// The covenant or annex that an id is of. It need not be there: somebody may be about to begin it.
    fn find(known: &Known, (space, running): (SpaceId, i16), id: RecordId) -> Option<Self> {
        let years = known.all.iter().map(|held| held.record.year);
        let years = years.chain([running, running.saturating_add(1)]);
        let parts = |year| 0..=next_annex(known, year);
        years
            .flat_map(|year| parts(year).map(move |part| Self::new(space, year, part)))
            .find(|it| it.id == id)
    }

    /// What it is called on screen.
    fn name(self) -> String {
        if self.part == 0 {
            tr!(covenant.of_year, year = self.year)
        } else {
            tr!(covenant.annex, n = self.part, year = self.year)
        }
    }
}

/// The number that a year's next annex gets.
fn next_annex(known: &Known, year: i16) -> u16 {
    let parts = known.all.iter().filter(|held| held.record.year == year).map(|held| held.record.part);
    parts.max().unwrap_or(0).saturating_add(1)
}

/// What stands beside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    State,
    Frame,
    Article(Option<RecordId>),
    Remark,
    Sign(UnitId),
}

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    List,
    One(RecordId, Beside),
}

impl Shown {
    fn of(route: Route) -> Self {
        match route {
            Route::Covenant(id) => Self::One(id, Beside::State),
            Route::EditCovenant(id) => Self::One(id, Beside::Frame),
            Route::Article(id, article) => Self::One(id, Beside::Article(article)),
            Route::NewRemark(id) => Self::One(id, Beside::Remark),
            Route::Sign(id, unit) => Self::One(id, Beside::Sign(unit)),
            _ => Self::List,
        }
    }

    fn id(self) -> Option<RecordId> {
        match self {
            Self::One(id, _) => Some(id),
            Self::List => None,
        }
    }
}

/// All covenants, or one with what is done about it.
#[component]
pub fn Covenants(
    /// Where we are.
    route: Signal<Route>,
) -> impl IntoView {
    let repo = use_repo();
    let place = place_at_rest(&repo);
    let shown = Memo::new(move |_| Shown::of(route.get()));
    // From the list to a covenant, and to what is done about it, is a new screen to a reader, though not to the frame.
    Effect::new(move |before: Option<Shown>| {
        let now = shown.get();
        if before.is_some_and(|before| before != now) {
            begin_at_top();
        }
        now
    });
    let about = Memo::new(move |_| {
        let place = place.get()?;
        About::find(&known(&repo, place.0), place, shown.get().id()?)
    });
    let beside = Memo::new(move |_| match shown.get() {
        Shown::One(_, beside) => beside,
        Shown::List => Beside::State,
    });
    let is_list = Memo::new(move |_| shown.get() == Shown::List);
    live(move || match (place.get(), is_list.get(), about.get()) {
        (None, ..) => view! { <Bones rows=5/> }.into_any(),
        (Some((space, year)), true, _) => untrack(|| list::list(space, year)),
        (Some(_), false, Some(about)) => untrack(|| one::one(about, beside)),
        (Some(_), false, None) => not_here(),
    })
}

/// The covenants of a cluster. Tracked.
fn known(repo: &Repo, space: SpaceId) -> std::sync::Arc<Known> {
    repo.covenants(space).unwrap_or_default()
}

fn not_here() -> AnyView {
    view! {
        <div class="card">
            <Empty picture=Icon::Sign label=tr!(covenant.not_here)>
                <LinkButton label=tr!(covenant.to_list) to=Route::Covenants kind=Kind::Primary/>
            </Empty>
        </div>
    }
    .into_any()
}
