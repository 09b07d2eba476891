//! One module per screen. A page reads the repository, draws with `ui`, and knows nothing below either.
//!
//! Pages that stand for several routes (list and detail) get the route as a signal and stay standing while it
//! changes. Queries of the address (`?tim=…`) come from `leptos_router::hooks::use_location`.

pub mod activities;
mod activity_detail;
mod activity_form;
pub mod admin;
mod asking;
pub mod behalf;
pub mod calendar;
pub mod charts;
pub mod covenant;
pub mod device;
pub mod draft_key;
mod drafted;
mod evidence_field;
mod export;
pub mod import;
pub mod invitation;
mod keeping;
mod kept;
mod letterhead;
mod list_head;
mod moving;
pub mod not_found;
pub mod outbox;
pub mod overview;
mod owed;
pub mod reconcile;
pub mod reports;
pub mod rules;
pub mod sign_in;
pub mod targets;
pub mod today;
mod typed;
mod undo;
pub mod works;

use leptos::prelude::*;
use shared::api::Session;
use shared::domain::{Cluster, Kind};
use shared::id::{RecordId, SpaceId};

use crate::repo::Repo;
use crate::repo::types::OutboxLine;
use crate::route::{Admin, List, Part, Route, RulesAt};

/// The repository. For components: inside an event handler or after an `await` a clone made before is needed.
pub fn use_repo() -> Repo {
    expect_context()
}

/// The cluster and the year being worked in, once all of it is here.
fn place_at_rest(repo: &Repo) -> Memo<Option<(SpaceId, i16)>> {
    let repo = repo.clone();
    Memo::new(move |before: Option<&Option<(SpaceId, i16)>>| {
        let (space, cluster) = repo.opened_cluster()?;
        let now = (space, cluster.year);
        // While the cluster is being read, its records would seem to be missing; what stands here stays meanwhile.
        let stands = before.is_some_and(|before| *before == Some(now));
        (stands || repo.loading().is_none()).then_some(now)
    })
}

/// Where a change of the outbox is looked at.
pub fn place_of(repo: &Repo, line: &OutboxLine) -> Route {
    place_of_record(repo, line.space, line.change.kind, line.change.record)
}

/// Where a record of this kind is looked at.
pub fn place_of_record(repo: &Repo, space: SpaceId, kind: Kind, id: RecordId) -> Route {
    match kind {
        Kind::Activity => Route::Activity(id),
        Kind::Conflict => Route::Conflict(id),
        Kind::Year | Kind::Unlock => Route::YearCalendar,
        Kind::Report => Route::Report(id),
        Kind::Target | Kind::Plan | Kind::Figure => {
            repo.target_of(space, id).map_or(Route::Targets, Route::Target)
        }
        Kind::Movement => Route::Movement(id),
        Kind::Covenant | Kind::Article | Kind::Remark | Kind::Signature => {
            repo.covenant_of(space, id).map_or(Route::Covenants, Route::Covenant)
        }
        Kind::KeyTask | Kind::TaskProgress => repo.task_of(space, id).map_or(Route::Tasks, Route::Task),
        Kind::Cluster => Route::Admin(Admin::one(List::Clusters, id)),
        Kind::Unit => Route::Admin(Admin::one(List::Units, id)),
        Kind::Membership | Kind::Term | Kind::UnitEvent => {
            part_of_directory(repo, space, kind, id).unwrap_or(Route::Outbox)
        }
        Kind::Confirmation => Route::Behalf,
        Kind::RuleSet => Route::Rules(RulesAt::One(id)),
        Kind::Summary | Kind::Person | Kind::Unknown => Route::Outbox,
    }
}

/// Where a member, a term or an event is looked at: below its cluster or its unit.
fn part_of_directory(repo: &Repo, space: SpaceId, kind: Kind, id: RecordId) -> Option<Route> {
    let (list, part, of) = match kind {
        Kind::Membership => (List::Clusters, Part::Member, "cluster"),
        Kind::Term => (List::Clusters, Part::Term, "cluster"),
        _ => (List::Units, Part::Event, "unit"),
    };
    let (_, fields) = repo.fields(space, id)?;
    let above = fields.get(of)?.as_str()?.parse().ok()?;
    Some(Route::Admin(Admin::one(list, above).part(part, id)))
}

impl Repo {
    /// Whether the person looks over all units of a cluster. Tracked.
    pub fn oversees(&self, space: SpaceId) -> bool {
        self.session().is_some_and(|session| session.viewer.oversees(space))
    }

    /// The cluster being worked in. Tracked; none until the directory has arrived.
    pub fn opened_cluster(&self) -> Option<(SpaceId, Cluster)> {
        let space = self.opened()?;
        Some((space, self.cluster(space)?))
    }

    /// The name of the unit for which the person works; none for the central office.
    pub fn own_unit_name(&self, session: &Session) -> Option<String> {
        self.unit_name(session.unit?)
    }
}
