//! What an installation still lacks before people can work in it; for who keeps the directory.

use shared::domain::{Keyed, Term};
use shared::id::SpaceId;

use super::tasks::Task;
use crate::repo::Repo;
use crate::route::{Admin, List, Part, Route};
use crate::tr;
use crate::ui::{Icon, Tone};

/// The next steps towards a running year, in the order in which they are done: a step that needs another one is told of
/// when that is done. That the year has no dates is told with what is owed.
pub(super) fn steps(repo: &Repo) -> Vec<Task> {
    // While the directory is being read, all of it would seem to be missing.
    let Some(directory) = repo.kept_directory().filter(|_| repo.loading().is_none()) else {
        return Vec::new();
    };
    match repo.opened() {
        None if repo.spaces().is_empty() => vec![step(
            Route::Admin(Admin::new(List::Clusters)),
            Icon::Cluster,
            tr!(setup.cluster),
            tr!(setup.cluster_note),
        )],
        None => Vec::new(),
        Some(space) => in_cluster(repo, directory, space),
    }
}

fn in_cluster(repo: &Repo, directory: SpaceId, space: SpaceId) -> Vec<Task> {
    let Some(cluster) = repo.cluster(space) else { return Vec::new() };
    let about = Admin::one(List::Clusters, space.record());
    let members = repo.units(space);
    if members.is_empty() {
        let to = Route::Admin(about.new_part(Part::Roster));
        return vec![step(to, Icon::People, tr!(setup.members), tr!(setup.members_note))];
    }
    let mut steps = Vec::new();
    if repo.term(space, cluster.year).is_none() {
        let term = Term::empty(space, cluster.year).id(directory);
        let to = Route::Admin(about.part(Part::Term, term).edited());
        let note = tr!(setup.head_note, year = cluster.year);
        steps.push(step(to, Icon::Sign, tr!(setup.head), &note));
    }
    if !repo.has_people_of(&members) {
        let to = Route::Admin(Admin::list(List::People));
        steps.push(step(to, Icon::Key, tr!(setup.people), tr!(setup.people_note)));
    }
    steps
}

fn step(to: Route, picture: Icon, title: &str, note: &str) -> Task {
    Task::plain(to, Tone::Ink, picture, title.to_owned(), note.to_owned())
}
