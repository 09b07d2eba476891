//! What there is to do, most pressing first.

use shared::id::{SpaceId, UnitId};
use shared::sync::store::OutboxState;
use shared::time::Timestamp;

use crate::pages::draft_key::{self, DraftOf};
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
    pub(super) when: Option<String>,
}

/// A unit that has not synced for so long is worth a call (7 days).
pub(super) const SILENT_MILLIS: i64 = 7 * 24 * 3_600_000;
/// So many silent units are listed one by one; more become one line, for the overview has them all.
const SILENT_SHOWN: usize = 3;

/// All there is to do for the person who works here.
pub(super) fn tasks(repo: &Repo) -> Vec<Task> {
    let mut found: Vec<Task> = repo.refused().iter().filter_map(refused).collect();
    if let Some(space) = repo.opened() {
        let oversees = repo.oversees(space);
        let conflicts = repo.conflicts(space);
        found.extend(conflicts.iter().filter(|line| line.open).map(|line| differing(repo, line, oversees)));
        if oversees {
            found.extend(units_to_call(repo, space));
        }
    }
    found.extend(repo.drafts().iter().filter_map(|(key, draft)| {
        let of = DraftOf::parse(key)?;
        let title = draft_key::title(draft).unwrap_or_else(|| tr!(today.draft_new).to_owned());
        Some(Task {
            to: of.route(),
            tone: Tone::Ink,
            picture: Icon::Pencil,
            title: tr!(today.draft, title = title),
            note: tr!(today.draft_note).to_owned(),
            when: Some(tr!(today.draft_at, at = format::moment(draft.at))),
        })
    }));
    found
}

/// When the server took a change.
pub(super) fn accepted_at(state: &OutboxState) -> Option<Timestamp> {
    match state {
        OutboxState::Accepted { at, .. } => Some(*at),
        OutboxState::Waiting { .. } | OutboxState::Held { .. } | OutboxState::Refused { .. } => None,
    }
}

fn refused(line: &OutboxLine) -> Option<Task> {
    let OutboxState::Refused { reason, at } = &line.state else { return None };
    Some(Task {
        // Its cure stands in the outbox, beside the reason.
        to: Route::Outbox,
        tone: Tone::Err,
        picture: Icon::Return,
        title: tr!(today.refused, title = words::change_title(&line.title, &line.change)),
        note: words::refusal(reason),
        when: Some(format::moment(*at)),
    })
}

fn differing(repo: &Repo, line: &ConflictLine, with_unit: bool) -> Task {
    let conflict = &line.conflict;
    let in_force = words::value_words(&conflict.field, &conflict.in_force.value);
    let other = conflict.candidates.first().map(|it| words::value_words(&conflict.field, &it.value));
    let other = other.unwrap_or_else(|| tr!(standing.blank).to_owned());
    let field = words::field(&conflict.field);
    let unit = conflict.unit.filter(|_| with_unit).and_then(|unit| repo.unit_short(unit));
    let note = match unit {
        Some(unit) => tr!(today.differing_unit, unit = unit, field = field, a = in_force, b = other),
        None => tr!(today.differing_note, field = field, a = in_force, b = other),
    };
    let when = conflict.candidates.iter().filter_map(|it| it.by.as_ref()).map(|by| by.received).max();
    Task {
        // Units look at both values beside their record; deciding is for those who oversee.
        to: if with_unit { Route::Conflict(line.id) } else { Route::Activity(conflict.subject) },
        tone: Tone::Diff,
        picture: Icon::Differ,
        title: tr!(today.differing, title = line.title),
        note,
        when: when.map(format::moment),
    }
}

/// Units whose devices hold something refused, and units that have been silent for long.
fn units_to_call(repo: &Repo, space: SpaceId) -> Vec<Task> {
    let year = repo.cluster(space).map(|cluster| cluster.year);
    let lines = repo.summaries();
    let here = || lines.iter().filter(|line| line.space == space && Some(line.summary.year) == year);
    let name = |unit| repo.unit_short(unit).unwrap_or_default();
    let task = |title: String, note: String, tone, picture| Task {
        to: Route::Overview,
        tone,
        picture,
        title,
        note,
        when: None,
    };
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
