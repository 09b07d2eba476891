//! What was entered on behalf among the things to do: for the unit what to confirm, for who looks over the units what was
//! disputed.

use shared::id::SpaceId;

use super::owing::first_names;
use super::tasks::Task;
use crate::pages::behalf::own_unit;
use crate::repo::Repo;
use crate::repo::types::{BehalfState, OnBehalf};
use crate::route::Route;
use crate::tr_count;
use crate::ui::{Icon, Tone};

/// What there is to do about it in a cluster.
pub(super) fn here(repo: &Repo) -> Vec<Task> {
    // While the cluster is being read, what a unit has said long ago would seem to be missing.
    match repo.opened().filter(|_| repo.loading().is_none()) {
        Some(space) => in_cluster(repo, space),
        None => Vec::new(),
    }
}

fn in_cluster(repo: &Repo, space: SpaceId) -> Vec<Task> {
    let own = own_unit(repo, space);
    let oversees = repo.oversees(space);
    let open = repo.on_behalf(space).into_iter().filter(|entry| !entry.is_closed);
    let (mut waiting, mut disputed) = (Vec::new(), Vec::new());
    for entry in open {
        match entry.state {
            BehalfState::Waiting if own == Some(entry.unit) => waiting.push(entry.title),
            BehalfState::Disputed if oversees => disputed.push(said(repo, &entry)),
            _ => {}
        }
    }
    let waits = (!waiting.is_empty()).then(|| {
        let title = tr_count!(waiting.len(), behalf.to_confirm);
        (Tone::Wait, Icon::Clock, title, waiting)
    });
    let differs = (!disputed.is_empty()).then(|| {
        let title = tr_count!(disputed.len(), behalf.disputed_count);
        (Tone::Diff, Icon::Differ, title, disputed)
    });
    let task = |(tone, picture, title, names): (Tone, Icon, String, Vec<String>)| {
        let note = first_names(&names, |rest| tr_count!(rest, behalf.more));
        Task::plain(Route::Behalf, tone, picture, title, note)
    };
    waits.into_iter().chain(differs).map(task).collect()
}

/// What a unit disputes: its name and the record.
fn said(repo: &Repo, entry: &OnBehalf) -> String {
    let unit = repo.unit_short(entry.unit).unwrap_or_default();
    format!("{unit}: {}", entry.title)
}
