//! Reading one record with all about it.

use serde_json::Value;
use shared::bytes::Sha256;
use shared::domain::{Activity, Kind};
use shared::field::Fields;
use shared::id::{RecordId, SpaceId};
use shared::sync::store::{BlobCard, OutboxState, Queued};
use shared::sync::{Act, Change, Conflict, Decision, Row};

use super::Repo;
use super::directory::arrange;
use super::memory::{Memory, standing};
use super::topics::Topic;
use super::types::{ConflictLine, OutboxLine, Progress, View};
use crate::json;

impl Repo {
    /// An activity with all about it.
    pub fn activity(&self, space: SpaceId, id: RecordId) -> Option<(Activity, View)> {
        self.read(&[Topic::Activities, Topic::Conflicts], |_, memory| {
            let activity = memory.view(space, id)?.typed()?;
            Some((activity, memory.about(space, id)?))
        })
    }

    /// All about a record beside its values.
    pub fn about(&self, space: SpaceId, id: RecordId) -> Option<View> {
        const WHERE: &[Topic] = &[
            Topic::Activities,
            Topic::Targets,
            Topic::Works,
            Topic::Covenants,
            Topic::Directory,
            Topic::Conflicts,
        ];
        self.read(WHERE, |_, memory| memory.about(space, id))
    }

    /// The kind of a record and its fields as they stand.
    pub fn fields(&self, space: SpaceId, id: RecordId) -> Option<(Kind, Fields)> {
        const WHERE: &[Topic] =
            &[Topic::Activities, Topic::Targets, Topic::Works, Topic::Covenants, Topic::Directory];
        self.read(WHERE, |_, memory| memory.view(space, id).map(|view| (view.kind, view.fields)))
    }

    /// The target that a record is, or that it is a plan or a figure of.
    pub fn target_of(&self, space: SpaceId, id: RecordId) -> Option<RecordId> {
        let (kind, fields) = self.fields(space, id)?;
        match kind {
            Kind::Target => Some(id),
            Kind::Plan | Kind::Figure => fields.get("target")?.as_str()?.parse().ok(),
            _ => None,
        }
    }

    /// The key task that a record is, or that it is a unit's progress with.
    pub fn task_of(&self, space: SpaceId, id: RecordId) -> Option<RecordId> {
        let (kind, fields) = self.fields(space, id)?;
        match kind {
            Kind::KeyTask => Some(id),
            Kind::TaskProgress => fields.get("task")?.as_str()?.parse().ok(),
            _ => None,
        }
    }

    /// The covenant that a record is, or that it belongs to.
    pub fn covenant_of(&self, space: SpaceId, id: RecordId) -> Option<RecordId> {
        let (kind, fields) = self.fields(space, id)?;
        match kind {
            Kind::Covenant => Some(id),
            Kind::Article | Kind::Remark | Kind::Signature => fields.get("covenant")?.as_str()?.parse().ok(),
            _ => None,
        }
    }

    /// What the unit, the record of the opened cluster or of the directory is called that a field names by its id.
    pub fn name_of(&self, id: &str) -> Option<String> {
        const WHERE: &[Topic] =
            &[Topic::Activities, Topic::Targets, Topic::Works, Topic::Covenants, Topic::Directory];
        let (unit, record, space) = (id.parse().ok()?, id.parse().ok()?, self.opened()?);
        self.read(WHERE, |desk, memory| {
            let short = memory.directory.unit_short(unit).map(str::to_owned);
            let title = |space| Some(memory.title(space, record)).filter(|title| !title.is_empty());
            // The rules of a year lie in the directory.
            short.or_else(|| title(space)).or_else(|| title(desk.session.borrow().directory))
        })
    }

    /// [`Repo::name_of`], to be handed on.
    pub fn names(&self) -> impl Fn(&str) -> Option<String> {
        |id| self.name_of(id)
    }

    /// The conflicts of a cluster, open ones first, the newest first among them.
    pub fn conflicts(&self, space: SpaceId) -> Vec<ConflictLine> {
        self.read(
            &[
                Topic::Conflicts,
                Topic::Activities,
                Topic::Targets,
                Topic::Works,
                Topic::Covenants,
                Topic::Directory,
            ],
            |_, memory| {
                let mut lines = Vec::new();
                for id in memory.room(space).map(|room| room.conflicts.as_slice()).unwrap_or_default() {
                    lines.extend(memory.conflict(space, *id));
                }
                arrange(&mut lines, |one, other| (other.open, other.rev) < (one.open, one.rev));
                lines
            },
        )
    }
}

impl Memory {
    /// All about a record beside its values.
    pub(super) fn about(&self, space: SpaceId, id: RecordId) -> Option<View> {
        let room = self.room(space)?;
        let view = room.projection.view(id)?;
        let footing = room.projection.footing(id, room.lineage());
        let conflict = |conflict: RecordId| {
            let field = room.projection.view(conflict)?.fields.get("field")?.as_str()?.to_owned();
            Some((conflict, field))
        };
        let unsettled = |row: &&Queued| !matches!(row.state, OutboxState::Accepted { .. });
        let refused = |row: &Queued| match &row.state {
            OutboxState::Refused { reason, .. } => Some((row.key, reason.clone())),
            OutboxState::Waiting { .. } | OutboxState::Held { .. } | OutboxState::Accepted { .. } => None,
        };
        let changes = || room.projection.changes_of(id);
        Some(View {
            rev: view.base.as_ref().map(|row| row.rev),
            seen: footing.seen,
            follows: footing.follows,
            standing: standing(&view),
            differing: room.projection.disputes_of(id).filter_map(conflict).collect(),
            void: view.void_reason().map(str::to_owned),
            by: view.base.as_ref().and_then(|row| row.by.clone()),
            saved_here: changes().rfind(unsettled).map(|row| row.change.device_time),
            refused: changes().filter_map(refused).collect(),
        })
    }

    fn conflict(&self, space: SpaceId, id: RecordId) -> Option<ConflictLine> {
        let room = self.room(space)?;
        let view = room.projection.view(id)?;
        let pending = room.projection.changes_of(id).rfind(|row| row.state.is_waiting());
        let pending_decision = pending.and_then(|row| decision_in(&row.change));
        // A refused decision decides nothing: under another's name and reason it would even tell an untruth.
        let held = view.base.as_ref().filter(|_| pending_decision.is_none());
        let conflict: Conflict = held.and_then(Row::typed).or_else(|| view.typed())?;
        Some(ConflictLine {
            id,
            title: self.title(space, conflict.subject),
            rev: view.base.as_ref().map(|row| row.rev).unwrap_or_default(),
            open: conflict.decision.is_none(),
            pending_decision,
            conflict,
        })
    }

    /// What a record is called.
    pub(super) fn title(&self, space: SpaceId, id: RecordId) -> String {
        let Some(view) = self.view(space, id) else {
            return String::new();
        };
        let text = |name: &str| view.fields.get(name).and_then(Value::as_str).unwrap_or_default();
        let title_of =
            |name: &str| text(name).parse().map(|other| self.title(space, other)).unwrap_or_default();
        match view.kind {
            Kind::Activity => text("title").to_owned(),
            // A conflict goes by what it is about; that one is no conflict itself.
            Kind::Conflict => title_of("subject"),
            Kind::Cluster
            | Kind::Unit
            | Kind::Person
            | Kind::Target
            | Kind::Movement
            | Kind::KeyTask
            | Kind::RuleSet => text("name").to_owned(),
            Kind::Plan | Kind::Figure => title_of("target"),
            Kind::TaskProgress => title_of("task"),
            // What was opened, a report and what a unit said or signed go by the unit.
            Kind::Unlock
            | Kind::Report
            | Kind::Signature
            | Kind::Remark
            | Kind::UnitEvent
            | Kind::Membership => {
                let unit = text("unit").parse().ok().and_then(|unit| self.directory.unit_short(unit));
                unit.map(str::to_owned).unwrap_or_default()
            }
            Kind::Confirmation => title_of("record"),
            Kind::Article => title_of("covenant"),
            Kind::Covenant => {
                let number = |name: &str| view.fields.get(name).and_then(Value::as_i64).unwrap_or_default();
                let (year, part) = (number("year"), number("part"));
                if part == 0 { year.to_string() } else { format!("{year}/{part}") }
            }
            Kind::Year | Kind::Term => view
                .fields
                .get("year")
                .and_then(Value::as_i64)
                .map(|year| year.to_string())
                .unwrap_or_default(),
            Kind::Summary | Kind::Unknown => String::new(),
        }
    }

    /// What the server has accepted while it still lacks files of it: its words are safe, the files are here alone.
    pub(super) fn uploading(&self) -> impl Iterator<Item = &Queued> {
        let lacks = |card: &BlobCard| card.sent < card.size;
        // Mostly none: then no row is looked at.
        let some = self.blobs.iter().any(|(_, card)| lacks(card));
        let rows = some.then(|| self.outbox().chain(&self.sent)).into_iter().flatten();
        rows.filter(move |row| {
            matches!(row.state, OutboxState::Accepted { .. })
                && named_files(&row.change).into_iter().any(|hash| self.blob(hash).is_some_and(lacks))
        })
    }

    /// A row of the outbox as pages show it.
    pub(super) fn line(&self, row: &Queued) -> OutboxLine {
        let title = match self.title(row.space, row.change.record) {
            title if title.is_empty() => title_in(&row.change),
            title => title,
        };
        let named = named_files(&row.change);
        let is_there = |hash: &&Sha256| self.blob(**hash).is_none_or(|card| card.sent >= card.size);
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let files =
            Progress { done: count(named.iter().filter(is_there).count()), total: count(named.len()) };
        OutboxLine {
            key: row.key,
            space: row.space,
            title,
            change: row.change.clone(),
            state: row.state.clone(),
            files,
        }
    }
}

/// What the change itself calls its record, when the record is not here any more.
fn title_in(change: &Change) -> String {
    let title = |fields: &Fields| fields.get("title").and_then(Value::as_str).map(str::to_owned);
    match &change.act {
        Act::Insert(fields) => title(fields).unwrap_or_default(),
        Act::Patch(_) | Act::Void | Act::Restore => String::new(),
    }
}

fn decision_in(change: &Change) -> Option<Decision> {
    let Act::Patch(edits) = &change.act else { return None };
    json::from_tree(&edits.get("decision")?.after)
}

/// The files that a change adds to its record.
pub(super) fn named_files(change: &Change) -> Vec<Sha256> {
    match &change.act {
        Act::Insert(fields) => fields.get("evidence").map(hashes_in).unwrap_or_default(),
        Act::Patch(edits) => {
            let Some(edit) = edits.get("evidence") else {
                return Vec::new();
            };
            let before = hashes_in(&edit.before);
            let mut named = hashes_in(&edit.after);
            named.retain(|hash| !before.contains(hash));
            named
        }
        Act::Void | Act::Restore => Vec::new(),
    }
}

/// All files that a value names, however deep, each once.
pub(super) fn hashes_in(value: &Value) -> Vec<Sha256> {
    let mut found = Vec::new();
    gather(value, &mut found);
    found
}

fn gather(value: &Value, found: &mut Vec<Sha256>) {
    match value {
        Value::Array(items) => {
            for item in items {
                gather(item, found);
            }
        }
        Value::Object(fields) => {
            let own = fields.get("hash").and_then(Value::as_str).and_then(|hash| hash.parse().ok());
            found.extend(own.filter(|hash| !found.contains(hash)));
            for field in fields.values() {
                gather(field, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
