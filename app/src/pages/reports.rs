//! Báo cáo: what each unit reports of six months and of the year, and how far that has come.

mod checks;
mod claims;
mod figures;
mod form;
mod list;
mod one;
mod own;
mod paper;
mod rights;
mod state;
mod steps;
mod table;

use leptos::prelude::*;
use shared::domain::{Keyed, Report, Span};
use shared::id::{RecordId, SpaceId, UnitId};

use super::activities::own_unit;
use super::{place_at_rest, use_repo};
use crate::repo::Repo;
use crate::route::Route;
use crate::tr;
use crate::ui::{Bones, Empty, Icon, Kind, LinkButton, begin_at_top, live};

/// Both spans in the order of the year.
const SPANS: [Span; 2] = [Span::Half, Span::Full];

/// Whose report of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct About {
    space: SpaceId,
    year: i16,
    unit: UnitId,
    span: Span,
    id: RecordId,
}

impl About {
    fn new((space, year): (SpaceId, i16), unit: UnitId, span: Span) -> Self {
        let id = Report::empty(unit, year, span).id(space);
        Self { space, year, unit, span, id }
    }

    /// The report that an id is of, among those that the person may see. It need not be there: nobody may have begun it.
    fn find(repo: &Repo, place: (SpaceId, i16), id: RecordId) -> Option<Self> {
        let (space, _) = place;
        let own = own_unit(repo, space);
        let oversees = repo.oversees(space);
        let units = repo.units(space).into_iter().map(|line| line.id);
        let units = units.filter(|unit| oversees || Some(*unit) == own);
        let all = units.flat_map(|unit| SPANS.map(|span| Self::new(place, unit, span)));
        all.into_iter().find(|about| about.id == id)
    }

    fn blank(self) -> Report {
        Report::empty(self.unit, self.year, self.span)
    }
}

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    List,
    One(RecordId),
    Form(RecordId),
}

/// The list, one report, or the form in which it is written.
#[component]
pub fn Reports(
    /// Where we are.
    route: Signal<Route>,
) -> impl IntoView {
    let repo = use_repo();
    let place = place_at_rest(&repo);
    let shown = Memo::new(move |_| match route.get() {
        Route::Report(id) => Shown::One(id),
        Route::EditReport(id) => Shown::Form(id),
        _ => Shown::List,
    });
    // From the list to a report and back is a new screen to a reader, though not to the frame.
    Effect::new(move |before: Option<Shown>| {
        let now = shown.get();
        if before.is_some_and(|before| before != now) {
            begin_at_top();
        }
        now
    });
    let about = Memo::new(move |_| {
        let (Shown::One(id) | Shown::Form(id)) = shown.get() else { return None };
        About::find(&repo, place.get()?, id)
    });
    live(move || match (place.get(), shown.get(), about.get()) {
        (None, ..) => view! { <Bones rows=5/> }.into_any(),
        (Some((space, year)), Shown::List, _) => untrack(|| list::list(space, year)),
        (Some(_), Shown::One(_), Some(about)) => untrack(|| one::one(about)),
        (Some(_), Shown::Form(_), Some(about)) => untrack(|| form::form(about)),
        (Some(_), Shown::One(_) | Shown::Form(_), None) => not_here(),
    })
}

fn not_here() -> AnyView {
    view! {
        <div class="card">
            <Empty picture=Icon::File label=tr!(report.not_here)>
                <LinkButton label=tr!(report.to_list) to=Route::Reports kind=Kind::Primary/>
            </Empty>
        </div>
    }
    .into_any()
}
