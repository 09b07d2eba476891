//! Rows of a sheet being taken, and taken back as a whole. What each import did stands in notes of its own, written with
//! the work itself: whatever stops in between, what was taken is known.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::bytes::sha256;
use shared::domain::{Kind, Membership};
use shared::field::{Fields, VOID};
use shared::id::{RecordId, SpaceId, UnitId};
use shared::import::{Held, ImportOf, Known, Wish};
use shared::register::Register;
use shared::sync::store::{Batch, Store};
use shared::sync::{Act, Change, Edits, edits_of, reversed};

use super::Repo;
use super::change::Wish as Wanted;
use super::desk::Desk;
use super::types::{Built, ImportCard, ImportError, SaveError, TakeBackError};
use crate::json;

/// The note that lists the imports, the newest last.
const CARDS: &str = "imports";
/// Imports that are kept in mind.
const CARDS_MAX: usize = 20;
/// Records that are named when an import cannot be taken back any more.
const BUILT_NAMED_MAX: usize = 5;

/// What one transaction of an import did to a record.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Done {
    id: RecordId,
    kind: Kind,
    /// What was changed; none of a record that was made.
    edits: Option<Edits>,
    /// The digest of the record as it was left.
    mark: String,
}

fn step_note(import: RecordId, step: u32) -> String {
    format!("import/{import}/{step}")
}

/// An import's steps, let go of.
fn steps_gone(card: &ImportCard) -> Vec<(String, Option<Value>)> {
    (0..card.steps).map(|step| (step_note(card.id, step), None)).collect()
}

fn mark(fields: &Fields) -> String {
    sha256(&json::text(fields)).to_string()
}

/// Records that others lean on come first, in a transaction of their own: the others are judged beside them.
fn leads(wish: &Wish) -> bool {
    matches!(wish.kind, Kind::Unit | Kind::Person | Kind::Target)
}

impl Repo {
    /// What is known beside a sheet: names of units, records of its kinds, rights and what is open. None until all of it
    /// is here.
    pub fn import_known(&self, of: ImportOf, space: SpaceId, year: i16, import: RecordId) -> Option<Known> {
        let units = self.import_units(space, year)?;
        let desk = self.desk()?;
        let session = desk.session.borrow();
        let memory = desk.memory.borrow();
        let room = memory.room(space)?;
        let kinds = of.kinds();
        let records = room.projection.ids().filter_map(|id| {
            let view = room.projection.view(id).filter(|view| kinds.contains(&view.kind))?;
            Some(Held { id, kind: view.kind, fields: view.fields })
        });
        Some(Known {
            import,
            space,
            in_directory: space == session.directory,
            viewer: session.viewer.clone(),
            ground: memory.ground(space, year, desk.today()),
            year,
            units,
            unit: session.unit.filter(|unit| session.viewer.acts_for(*unit, space)),
            cluster: None,
            source: String::new(),
            reason: String::new(),
            records: records.collect(),
        })
    }

    /// The units that rows may name, each with all its names, the legal one first: a cluster's members of the year, and in
    /// the directory all. None until it is here.
    pub fn import_units(&self, space: SpaceId, year: i16) -> Option<Vec<(UnitId, Vec<String>)>> {
        let registry = self.registry()?;
        let in_directory = self.kept_directory() == Some(space);
        let is_meant = |member: &Membership| member.cluster == space && member.is_in(year);
        let members: BTreeSet<UnitId> = registry
            .members
            .iter()
            .filter(|line| line.is_in_force() && is_meant(&line.held.record))
            .map(|line| line.held.record.unit)
            .collect();
        let mut units: Vec<(UnitId, Vec<String>)> = Vec::new();
        for (id, name) in registry.names() {
            let in_force = registry.unit(id).is_some_and(super::types::Listed::is_in_force);
            if !in_force || !(in_directory || members.contains(&id)) {
                continue;
            }
            match units.iter_mut().find(|(held, _)| *held == id) {
                Some((_, names)) => names.push(name),
                None => units.push((id, vec![name])),
            }
        }
        Some(units)
    }

    /// The imports that were done on this device, the newest first.
    pub async fn imports(&self) -> Vec<ImportCard> {
        let mut cards = self.cards().await;
        cards.reverse();
        cards
    }

    async fn cards(&self) -> Vec<ImportCard> {
        let Some(desk) = self.desk() else { return Vec::new() };
        let note = desk.account.store().note(CARDS).await.ok().flatten();
        note.and_then(|note| json::from_tree(&note)).unwrap_or_default()
    }

    /// Makes what some rows wish for. `Ok` means that it is on the device; what was there already is passed over.
    pub async fn import(
        &self,
        card: &mut ImportCard,
        wishes: Vec<Wish>,
        reason: &str,
    ) -> Result<(), ImportError> {
        let (first, then): (Vec<_>, Vec<_>) = wishes.into_iter().partition(leads);
        for wishes in [first, then] {
            let desk = self.desk().ok_or(SaveError::SignedOut)?;
            let (changes, done) = desk.wished(card.space, wishes, reason)?;
            if changes.is_empty() {
                continue;
            }
            let step = (step_note(card.id, card.steps), Some(json::tree(&done)));
            card.steps = card.steps.saturating_add(1);
            card.records = card.records.saturating_add(done.len());
            let queue = changes.into_iter().map(|change| (card.space, change)).collect();
            let notes = std::iter::once(step).chain(self.noted(card).await).collect();
            desk.save(Batch { queue, notes, ..Batch::default() }).await.map_err(SaveError::from)?;
        }
        Ok(())
    }

    /// The list of imports with this one as it stands now. The steps of one that falls off the list go with it.
    async fn noted(&self, card: &ImportCard) -> Vec<(String, Option<Value>)> {
        let mut cards = self.cards().await;
        match cards.iter_mut().find(|held| held.id == card.id) {
            Some(held) => held.clone_from(card),
            None => cards.push(card.clone()),
        }
        let beyond = cards.len().saturating_sub(CARDS_MAX);
        let mut notes: Vec<_> = cards.drain(..beyond).flat_map(|card| steps_gone(&card)).collect();
        notes.push((CARDS.to_owned(), Some(json::tree(&cards))));
        notes
    }

    /// Takes back all that an import did, unless somebody has built on it. What stops in between can be gone on with.
    pub async fn take_back_import(&self, card: &ImportCard, reason: &str) -> Result<(), TakeBackError> {
        let desk = self.desk().ok_or(SaveError::SignedOut)?;
        let mut steps: Vec<Vec<Done>> = Vec::new();
        for step in 0..card.steps {
            let note = desk.account.store().note(&step_note(card.id, step)).await.map_err(SaveError::from)?;
            steps.push(note.and_then(|note| json::from_tree(&note)).ok_or(SaveError::NotHere)?);
        }
        let built = desk.built_on(card.space, &steps)?;
        if built.count > 0 {
            return Err(TakeBackError::Built(built));
        }
        for step in steps.iter().rev() {
            let changes = desk.taken_back(card.space, step, reason)?;
            if !changes.is_empty() {
                let queue = changes.into_iter().map(|change| (card.space, change)).collect();
                desk.save(Batch { queue, ..Batch::default() }).await.map_err(SaveError::from)?;
            }
        }
        let taken_back = ImportCard { taken_back: true, steps: 0, ..card.clone() };
        let mut notes = self.noted(&taken_back).await;
        notes.extend(steps_gone(card));
        desk.save(Batch { notes, ..Batch::default() }).await.map_err(SaveError::from)?;
        Ok(())
    }
}

impl Desk {
    /// The changes that wishes come to, and what they do.
    fn wished(
        &self,
        space: SpaceId,
        wishes: Vec<Wish>,
        reason: &str,
    ) -> Result<(Vec<Change>, Vec<Done>), ImportError> {
        let (mut changes, mut done) = (Vec::new(), Vec::new());
        let mut register = self.register_for(space, &wishes);
        for Wish { id, kind, before, after } in wishes {
            let specs = kind.spec().map(|spec| spec.fields).unwrap_or_default();
            let (stands, footing) = {
                let memory = self.memory.borrow();
                let room = memory.room(space).ok_or(SaveError::NotHere)?;
                (memory.view(space, id).map(|view| view.fields), room.projection.footing(id, room.lineage()))
            };
            let (act, edits, fields) = match (before, stands) {
                // It was taken before.
                (None, Some(_)) => continue,
                (None, None) => (Act::Insert(after.clone()), None, after.clone()),
                (Some(_), None) => return Err(ImportError::Stale),
                (Some(before), Some(stands)) => {
                    if !edits_of(specs, &before, &stands).is_empty() {
                        return Err(ImportError::Stale);
                    }
                    let edits = edits_of(specs, &before, &after);
                    (Act::Patch(edits.clone()), Some(edits), stands)
                }
            };
            let result = shared::sync::after(&fields, &act);
            let mut problems = self.memory.borrow().problems_of(space, kind, &result);
            if let Some(register) = &mut register {
                problems.extend(register.problems(id, kind, &result));
                register.put(id, kind, &result);
            }
            if !problems.is_empty() {
                return Err(SaveError::Invalid(problems).into());
            }
            let wanted =
                Wanted { space, record: id, kind, act, footing, reason: Some(reason), fields: &fields };
            changes.push(self.change(wanted)?);
            done.push(Done { id, kind, edits, mark: mark(&result) });
        }
        Ok((changes, done))
    }

    /// The register, where wishes have to do with it: made once for all of them.
    fn register_for(&self, space: SpaceId, wishes: &[Wish]) -> Option<Register> {
        let concerns = wishes.iter().any(|wish| Register::KINDS.contains(&wish.kind));
        if concerns { self.memory.borrow().register(space) } else { None }
    }

    /// What somebody has done since with what an import made.
    fn built_on(&self, space: SpaceId, steps: &[Vec<Done>]) -> Result<Built, SaveError> {
        let memory = self.memory.borrow();
        let room = memory.room(space).ok_or(SaveError::NotHere)?;
        let mut built = Built::default();
        let mut note = |id, kind| {
            built.count = built.count.saturating_add(1);
            if built.first.len() < BUILT_NAMED_MAX {
                built.first.push((kind, id));
            }
        };
        let all = || steps.iter().flatten();
        for done in all() {
            let view = memory.view(space, done.id).ok_or(SaveError::NotHere)?;
            let stands = match &done.edits {
                None => view.void_reason().is_some() || mark(&view.fields) == done.mark,
                Some(edits) => edits.keys().all(|name| {
                    let now = view.fields.get(name).unwrap_or(&Value::Null);
                    edits.get(name).is_some_and(|edit| edit.after == *now || edit.before == *now)
                }),
            };
            if !stands {
                note(done.id, done.kind);
            }
        }
        let made: BTreeSet<String> =
            all().filter(|done| done.edits.is_none()).map(|done| done.id.to_string()).collect();
        let own: BTreeSet<RecordId> = all().map(|done| done.id).collect();
        for id in room.projection.ids().filter(|id| !own.contains(id)) {
            let Some(view) = room.projection.view(id).filter(|view| view.void_reason().is_none()) else {
                continue;
            };
            if view.fields.values().any(|value| names(value, &made)) {
                note(id, view.kind);
            }
        }
        Ok(built)
    }

    /// The changes that take a step back. What was taken back before is passed over.
    fn taken_back(&self, space: SpaceId, step: &[Done], reason: &str) -> Result<Vec<Change>, SaveError> {
        let mut changes = Vec::new();
        for Done { id, kind, edits, .. } in step.iter().rev() {
            let (view, footing) = {
                let memory = self.memory.borrow();
                let room = memory.room(space).ok_or(SaveError::NotHere)?;
                let view = memory.view(space, *id).ok_or(SaveError::NotHere)?;
                (view, room.projection.footing(*id, room.lineage()))
            };
            let act = match edits {
                None if view.void_reason().is_some() => continue,
                None => Act::Void,
                Some(edits) => match reversed(&view.fields, edits) {
                    back if back.is_empty() => continue,
                    back => Act::Patch(back),
                },
            };
            changes.push(self.change(Wanted {
                space,
                record: *id,
                kind: *kind,
                act,
                footing,
                reason: Some(reason),
                fields: &view.fields,
            })?);
        }
        Ok(changes)
    }
}

/// Whether a value names one of these records.
fn names(value: &Value, records: &BTreeSet<String>) -> bool {
    match value {
        Value::String(text) => records.contains(text),
        Value::Array(items) => items.iter().any(|item| names(item, records)),
        Value::Object(fields) => fields.iter().any(|(name, value)| name != VOID && names(value, records)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
