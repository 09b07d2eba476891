//! One module per screen. A page reads the repository, draws with `ui`, and knows nothing below either.
//!
//! Pages that stand for several routes (list and detail) get the route as a signal and stay standing while it
//! changes. Queries of the address (`?tim=…`) come from `leptos_router::hooks::use_location`.

pub mod activities;
mod activity_detail;
mod activity_form;
pub mod device;
pub mod draft_key;
mod keeping;
pub mod not_found;
pub mod outbox;
pub mod overview;
pub mod reconcile;
pub mod sign_in;
pub mod targets;
pub mod today;

use leptos::prelude::*;
use shared::api::Session;
use shared::domain::{Cluster, Kind};
use shared::id::SpaceId;

use crate::repo::Repo;
use crate::repo::types::OutboxLine;
use crate::route::Route;

/// The repository. For components: inside an event handler or after an `await` a clone made before is needed.
pub fn use_repo() -> Repo {
    expect_context()
}

/// Where a change of the outbox is looked at.
pub fn place_of(repo: &Repo, line: &OutboxLine) -> Route {
    match line.change.kind {
        Kind::Activity => Route::Activity(line.change.record),
        Kind::Conflict => Route::Conflict(line.change.record),
        Kind::Target | Kind::Plan | Kind::Figure => {
            repo.target_of(line.space, line.change.record).map_or(Route::Targets, Route::Target)
        }
        Kind::Summary
        | Kind::Year
        | Kind::Unlock
        | Kind::Cluster
        | Kind::Unit
        | Kind::Membership
        | Kind::Term
        | Kind::Person
        | Kind::Unknown => Route::Outbox,
    }
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
