//! What there is to do, most pressing first.

use shared::domain::Kind;
use shared::id::{SpaceId, UnitId};
use shared::sync::store::OutboxState;
use shared::time::Timestamp;

use super::owing::Owed;
use super::setup;
use crate::pages::draft_key::{self, DraftOf};
use crate::pages::place_of_record;
use crate::repo::Repo;
use crate::repo::types::{ConflictLine, OutboxLine, SummaryLine};
use crate::route::Route;
use crate::ui::{Icon, Tone};
use crate::{clock, format, tr, tr_count, words};

/// Something to do.
#[derive(Clone, PartialEq)]
pub(super) struct Task {
    pub(super) to: Route,
    pub(super) tone: Tone,
    pub(super) picture: Icon,
    pub(super) title: String,
    pub(super) note: String,
    /// How much time is left.
    pub(super) left: Option<String>,
    pub(super) when: Option<String>,
    /// A text to remind those who owe it, ready to be copied.
    pub(super) reminder: Option<String>,
}

impl Task {
    /// Something to do that has no time of its own.
    pub(super) fn plain(to: Route, tone: Tone, picture: Icon, title: String, note: String) -> Self {
        Self { to, tone, picture, title, note, left: None, when: None, reminder: None }
    }
}

/// A unit that has not synced for so long is worth a call (7 days).
pub(super) const SILENT_MILLIS: i64 = 7 * 24 * 3_600_000;
/// So many silent units are listed one by one; more become one line, for the overview has them all.
const SILENT_SHOWN: usize = 3;

/// All there is to do for the person who works here.
pub(super) fn tasks(repo: &Repo, owed: &Owed, on_behalf: &[Task]) -> Vec<Task> {
    let mut found: Vec<Task> = repo.refused().iter().filter_map(|line| refused(repo, line)).collect();
    found.extend(setup::steps(repo));
    if let Some(space) = repo.opened() {
        found.extend(in_cluster(repo, space, owed, on_behalf));
    }
    if let Some(directory) = repo.kept_directory() {
        let open = repo.conflicts(directory).into_iter().filter(|line| line.open);
        found.extend(open.map(|line| differing(repo, directory, &line, true)));
    }
    found.extend(repo.drafts().iter().filter_map(|(key, draft)| {
        let of = DraftOf::parse(key)?;
        let title = draft_key::title(draft).unwrap_or_else(|| tr!(today.draft_new).to_owned());
        let (title, note) = (tr!(today.draft, title = title), tr!(today.draft_note).to_owned());
        Some(Task {
            when: Some(tr!(today.draft_at, at = format::moment(draft.at))),
            ..Task::plain(of.route(), Tone::Ink, Icon::Pencil, title, note)
        })
    }));
    found
}

/// What there is to do in a cluster. What closes within days comes before differences, which wait without harm.
fn in_cluster(repo: &Repo, space: SpaceId, owed: &Owed, on_behalf: &[Task]) -> Vec<Task> {
    let oversees = repo.oversees(space);
    let Owed { own, of_all } = owed.clone();
    let conflicts = repo.conflicts(space);
    let open = conflicts.iter().filter(|line| line.open);
    let calls = if oversees { units_to_call(repo, space) } else { Vec::new() };
    own.pressing
        .into_iter()
        .chain(of_all.pressing)
        .chain(on_behalf.iter().cloned())
        .chain(open.map(|line| differing(repo, space, line, oversees)))
        .chain(own.later)
        .chain(of_all.later)
        .chain(calls)
        .collect()
}

/// When the server took a change.
pub(super) fn accepted_at(state: &OutboxState) -> Option<Timestamp> {
    match state {
        OutboxState::Accepted { at, .. } => Some(*at),
        OutboxState::Waiting { .. } | OutboxState::Held { .. } | OutboxState::Refused { .. } => None,
    }
}

fn refused(repo: &Repo, line: &OutboxLine) -> Option<Task> {
    let OutboxState::Refused { reason, at } = &line.state else { return None };
    let title = tr!(today.refused, title = words::change_title(&repo.names(), &line.title, &line.change));
    Some(Task {
        when: Some(format::moment(*at)),
        // Its cure stands in the outbox, beside the reason.
        ..Task::plain(Route::Outbox, Tone::Err, Icon::Return, title, words::refusal(reason))
    })
}

fn differing(repo: &Repo, space: SpaceId, line: &ConflictLine, with_unit: bool) -> Task {
    let conflict = &line.conflict;
    let value = |value| words::value_words(&repo.names(), &conflict.field, value);
    let in_force = value(&conflict.in_force.value);
    let other = conflict.candidates.first().map(|it| value(&it.value));
    let other = other.unwrap_or_else(|| tr!(standing.blank).to_owned());
    let field = words::field_of(conflict.subject_kind, &conflict.field);
    let unit = conflict.unit.filter(|_| with_unit).and_then(|unit| repo.unit_short(unit));
    let note = match unit {
        Some(unit) => tr!(today.differing_unit, unit = unit, field = field, a = in_force, b = other),
        None => tr!(today.differing_note, field = field, a = in_force, b = other),
    };
    let when = conflict.candidates.iter().filter_map(|it| it.by.as_ref()).map(|by| by.received).max();
    // Units look at both values beside their record; deciding is for those who oversee.
    let to = if with_unit {
        Route::Conflict(line.id)
    } else {
        let kind = repo.fields(space, conflict.subject).map_or(Kind::Unknown, |(kind, _)| kind);
        place_of_record(repo, space, kind, conflict.subject)
    };
    let title = tr!(today.differing, title = line.title);
    Task { when: when.map(format::moment), ..Task::plain(to, Tone::Diff, Icon::Differ, title, note) }
}

/// Units whose devices hold something refused, and units that have been silent for long.
fn units_to_call(repo: &Repo, space: SpaceId) -> Vec<Task> {
    let year = repo.cluster(space).map(|cluster| cluster.year);
    let lines = repo.summaries();
    let here = || lines.iter().filter(|line| line.space == space && Some(line.summary.year) == year);
    let name = |unit| repo.unit_short(unit).unwrap_or_default();
    let task =
        |title: String, note: String, tone, picture| Task::plain(Route::Overview, tone, picture, title, note);
    let stuck = here().filter(|line| line.summary.refused > 0).map(|line| {
        let count = usize::try_from(line.summary.refused).unwrap_or(usize::MAX);
        let title = tr_count!(count, today.stuck, unit = name(line.summary.unit));
        task(title, tr!(today.stuck_note).to_owned(), Tone::Err, Icon::Return)
    });
    let silent = silent_units(repo, space, year)
        .into_iter()
        .map(|(title, note)| task(title, note, Tone::Wait, Icon::Clock));
    stuck.chain(silent).collect()
}

/// Units that have been silent for long, each with title and note; many become one line.
fn silent_units(repo: &Repo, space: SpaceId, year: Option<i16>) -> Vec<(String, String)> {
    let now = clock::now();
    let lines = repo.summaries();
    let ago = |unit: UnitId| {
        let mine = |line: &&SummaryLine| {
            line.space == space && Some(line.summary.year) == year && line.summary.unit == unit
        };
        lines.iter().find(mine).and_then(|line| line.summary.last_seen).map(|seen| now.millis_since(seen))
    };
    let name = |unit: &UnitId| repo.unit_short(*unit).unwrap_or_default();
    let units = repo.units(space).into_iter().map(|line| line.id);
    let silent: Vec<_> = units.filter(|unit| ago(*unit).is_none_or(|ago| ago > SILENT_MILLIS)).collect();
    let rest = silent.len().saturating_sub(SILENT_SHOWN);
    if rest > 0 {
        let named: Vec<_> = silent.iter().take(SILENT_SHOWN).map(name).collect();
        let note = format!("{} {}", named.join(", "), tr_count!(rest, today.silent_more));
        return vec![(tr_count!(silent.len(), today.silent_many), note)];
    }
    let one = |unit: &UnitId| {
        let note = ago(*unit).map_or_else(
            || tr!(today.silent_never).to_owned(),
            |ago| tr!(today.silent_since, ago = format::stretch(ago)),
        );
        (tr!(today.silent, unit = name(unit)), note)
    };
    silent.iter().map(one).collect()
}
