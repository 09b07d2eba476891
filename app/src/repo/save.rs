//! Saving: every save is one strict transaction.

use serde_json::Value;
use shared::domain::{Keyed, Kind, Record, leans_on, problems_beside};
use shared::field::{FieldError, Fields, VOID};
use shared::id::{RecordId, SpaceId};
use shared::sync::store::{Batch, Draft, StoreError};
use shared::sync::{Act, Change, Decision, Edit, Edits, Footing, after as fields_after, edits_of, reversed};

use super::Repo;
use super::change::Wish;
use super::desk::Desk;
use super::memory::Memory;
use super::types::{Opened, SaveError};
use crate::{clock, json, random};

impl Repo {
    /// Makes a record of which there may be many alike, and lets its draft go. Returns its id once all is on the device.
    pub async fn make<R: Record>(
        &self,
        space: SpaceId,
        record: &R,
        reason: Option<&str>,
        draft: Option<&str>,
    ) -> Result<RecordId, SaveError> {
        self.make_of(space, R::KIND, record.to_fields(), reason, draft).await
    }

    /// The same of a record whose kind only its form knows.
    pub async fn make_of(
        &self,
        space: SpaceId,
        kind: Kind,
        after: Fields,
        reason: Option<&str>,
        draft: Option<&str>,
    ) -> Result<RecordId, SaveError> {
        let id = Self::new_id()?;
        let work = Work { id, kind, before: None, after };
        self.save(space, vec![work], reason, draft).await?;
        Ok(id)
    }

    /// Saves what differs between the record as a form opened it and as it is left, and lets its draft go.
    pub async fn edit<R: Record>(
        &self,
        space: SpaceId,
        id: RecordId,
        opened: &Opened<R>,
        after: &R,
        reason: Option<&str>,
        draft: Option<&str>,
    ) -> Result<(), SaveError> {
        self.save(space, vec![Work::edit(id, opened, after)], reason, draft).await
    }

    /// Saves a record as its form opened it and as it is left, and lets its draft go.
    pub async fn put(&self, space: SpaceId, save: &Save, draft: Option<&str>) -> Result<(), SaveError> {
        self.put_because(space, save, None, draft).await
    }

    /// The same with a reason, where one is owed.
    pub async fn put_because(
        &self,
        space: SpaceId,
        save: &Save,
        reason: Option<&str>,
        draft: Option<&str>,
    ) -> Result<(), SaveError> {
        self.save(space, vec![Work::of(save)], reason, draft).await
    }

    /// An id that no other record has.
    pub fn new_id() -> Result<RecordId, SaveError> {
        let entropy = random::entropy().map_err(|error| StoreError::Browser(error.to_string()))?;
        Ok(RecordId::new(clock::now(), &entropy))
    }

    /// Saves records of any kinds: all in one transaction, or none.
    pub async fn save_all(
        &self,
        space: SpaceId,
        saves: &[Save],
        reason: Option<&str>,
    ) -> Result<(), SaveError> {
        self.save(space, saves.iter().map(Work::of).collect(), reason, None).await
    }

    /// Takes back what [`Repo::save_all`] gave these records, in one transaction; what somebody has changed since is
    /// left alone.
    pub async fn take_back_all(
        &self,
        space: SpaceId,
        saves: &[Save],
        reason: Option<&str>,
    ) -> Result<(), SaveError> {
        let desk = self.desk().ok_or(SaveError::SignedOut)?;
        let mut work = Vec::new();
        for save in saves {
            let memory = desk.memory.borrow();
            let view = memory.view(space, save.id).ok_or(SaveError::NotHere)?;
            let room = memory.room(space).ok_or(SaveError::NotHere)?;
            let mut done = save.edits();
            // Where the figure came from is told of no figure as well: whoever enters it for a unit owes it.
            if done.len() > 1 {
                done.remove("source");
            }
            let after = fields_after(&view.fields, &Act::Patch(reversed(&view.fields, &done)));
            let footing = room.projection.footing(save.id, room.lineage());
            work.push(Work { id: save.id, kind: save.kind, before: Some((view.fields, footing)), after });
        }
        self.save(space, work, reason, None).await
    }

    async fn save(
        &self,
        space: SpaceId,
        work: Vec<Work>,
        reason: Option<&str>,
        draft: Option<&str>,
    ) -> Result<(), SaveError> {
        let desk = self.desk().ok_or(SaveError::SignedOut)?;
        let mut changes = Vec::with_capacity(work.len());
        for work in work {
            changes.extend(desk.change_of(space, work, reason)?);
        }
        if changes.is_empty() {
            return Err(SaveError::NothingChanged);
        }
        desk.queue(space, changes, draft).await
    }

    /// Takes a record out of force.
    pub async fn void(&self, space: SpaceId, id: RecordId, reason: &str) -> Result<(), SaveError> {
        self.act_on(space, id, Act::Void, reason).await
    }

    /// Puts a voided record back in force.
    pub async fn restore(&self, space: SpaceId, id: RecordId, reason: &str) -> Result<(), SaveError> {
        self.act_on(space, id, Act::Restore, reason).await
    }

    /// Decides a conflict.
    pub async fn decide(
        &self,
        space: SpaceId,
        conflict: RecordId,
        decision: Decision,
        reason: &str,
    ) -> Result<(), SaveError> {
        const DECISION: &str = "decision";
        let desk = self.desk().ok_or(SaveError::SignedOut)?;
        let view = desk.memory.borrow().view(space, conflict).ok_or(SaveError::NotHere)?;
        let before = view.fields.get(DECISION).cloned().unwrap_or(Value::Null);
        let after = json::tree(&decision);
        let edits = Edits::from([(DECISION.to_owned(), Edit { before, after })]);
        self.act_on(space, conflict, Act::Patch(edits), reason).await
    }

    /// Keeps something half written. `Ok` means that it is on the device.
    pub async fn keep_draft(&self, key: &str, body: Value) -> Result<(), StoreError> {
        let desk = self.desk().ok_or(StoreError::Closed)?;
        let draft = Draft { at: clock::now(), body };
        let drafts = vec![(key.to_owned(), Some(draft))];
        desk.save(Batch { drafts, ..Batch::default() }).await.map(|_| ())
    }

    /// Lets a draft go, with the files that nothing else names.
    pub async fn drop_draft(&self, key: &str) -> Result<(), StoreError> {
        let desk = self.desk().ok_or(StoreError::Closed)?;
        let blobs = desk.memory.borrow().released(key, None);
        let drafts = vec![(key.to_owned(), None)];
        desk.save(Batch { drafts, blobs, ..Batch::default() }).await.map(|_| ())
    }

    /// Does something to a record as it stands now.
    async fn act_on(&self, space: SpaceId, id: RecordId, act: Act, reason: &str) -> Result<(), SaveError> {
        let desk = self.desk().ok_or(SaveError::SignedOut)?;
        let (view, footing) = {
            let memory = desk.memory.borrow();
            let view = memory.view(space, id).ok_or(SaveError::NotHere)?;
            let room = memory.room(space).ok_or(SaveError::NotHere)?;
            (view, room.projection.footing(id, room.lineage()))
        };
        let is_void = view.void_reason().is_some();
        if (act == Act::Void && is_void) || (act == Act::Restore && !is_void) {
            return Err(SaveError::NothingChanged);
        }
        if act == Act::Void || act == Act::Restore {
            let mut marked = view.fields.clone();
            match act {
                Act::Void => marked.insert(VOID.to_owned(), reason.into()),
                _ => marked.remove(VOID),
            };
            let found = desk.memory.borrow().problems_in_register(space, (id, view.kind), &marked);
            if !found.is_empty() {
                return Err(SaveError::Invalid(found));
            }
        }
        let change = desk.change(Wish {
            space,
            record: id,
            kind: view.kind,
            act,
            footing,
            reason: Some(reason),
            fields: &view.fields,
        })?;
        desk.queue(space, vec![change], None).await
    }
}

/// A record as a form opened it and as it is left.
#[derive(Clone, Debug, PartialEq)]
pub struct Save {
    id: RecordId,
    kind: Kind,
    was_there: bool,
    before: Fields,
    footing: Footing,
    after: Fields,
}

impl Save {
    /// Of a record of which there may be many alike.
    pub fn of<R: Record>(id: RecordId, opened: &Opened<R>, after: &R) -> Self {
        let Opened { record, seen, follows } = opened;
        let opened = Opened { record: record.to_fields(), seen: *seen, follows: *follows };
        Self::of_fields(id, R::KIND, opened, after.to_fields())
    }

    /// The same of a record whose kind only its form knows.
    pub fn of_fields(id: RecordId, kind: Kind, opened: Opened<Fields>, after: Fields) -> Self {
        let was_there = opened.was_there();
        let Opened { record: before, seen, follows } = opened;
        Self { id, kind, was_there, before, footing: Footing { seen, follows }, after }
    }

    /// Of a record of which there is one for what it is about.
    pub fn keyed<R: Keyed>(space: SpaceId, opened: &Opened<R>, after: &R) -> Self {
        Self::of(after.id(space), opened, after)
    }

    /// Which record it is about.
    pub fn record(&self) -> RecordId {
        self.id
    }

    fn edits(&self) -> Edits {
        let specs = self.kind.spec().map(|spec| spec.fields).unwrap_or_default();
        edits_of(specs, &self.before, &self.after)
    }
}

/// What is to become of a record.
struct Work {
    id: RecordId,
    kind: Kind,
    /// The record as its form opened it, and on what footing; none for a new one.
    before: Option<(Fields, Footing)>,
    after: Fields,
}

impl Work {
    fn of(save: &Save) -> Self {
        let before = save.was_there.then(|| (save.before.clone(), save.footing));
        Self { id: save.id, kind: save.kind, before, after: save.after.clone() }
    }

    fn edit<R: Record>(id: RecordId, opened: &Opened<R>, after: &R) -> Self {
        let footing = Footing { seen: opened.seen, follows: opened.follows };
        let before = Some((opened.record.to_fields(), footing));
        Self { id, kind: R::KIND, before, after: after.to_fields() }
    }
}

impl Desk {
    /// The change that some work comes to; none when everything stands as it was.
    fn change_of(
        &self,
        space: SpaceId,
        work: Work,
        reason: Option<&str>,
    ) -> Result<Option<Change>, SaveError> {
        let (fields, act, footing) = match work.before {
            None => (work.after.clone(), Act::Insert(work.after), Footing::default()),
            Some((before, footing)) => {
                let specs = work.kind.spec().map(|spec| spec.fields).unwrap_or_default();
                let edits = edits_of(specs, &before, &work.after);
                if edits.is_empty() {
                    return Ok(None);
                }
                let stands = self.memory.borrow().view(space, work.id).ok_or(SaveError::NotHere)?.fields;
                (stands, Act::Patch(edits), footing)
            }
        };
        self.memory.borrow().check(space, (work.id, work.kind), &fields_after(&fields, &act))?;
        let (record, kind, fields) = (work.id, work.kind, &fields);
        self.change(Wish { space, record, kind, act, footing, reason, fields }).map(Some)
    }

    /// Puts changes into the outbox and lets their draft go, in one transaction.
    async fn queue(
        &self,
        space: SpaceId,
        changes: Vec<Change>,
        draft: Option<&str>,
    ) -> Result<(), SaveError> {
        let blobs = match draft {
            Some(draft) => self.memory.borrow().released(draft, changes.first()),
            None => Vec::new(),
        };
        let drafts = draft.map(|key| (key.to_owned(), None)).into_iter().collect();
        let queue = changes.into_iter().map(|change| (space, change)).collect();
        self.save(Batch { queue, drafts, blobs, ..Batch::default() }).await?;
        Ok(())
    }
}

impl Memory {
    /// Whether a record would be in order, alone, beside the one that it leans on, and beside all others of the directory.
    fn check(&self, space: SpaceId, (id, kind): (RecordId, Kind), fields: &Fields) -> Result<(), SaveError> {
        let mut fields = fields.clone();
        fields.remove(VOID);
        let mut problems = self.problems_of(space, kind, &fields);
        problems.extend(self.problems_in_register(space, (id, kind), &fields));
        if problems.is_empty() { Ok(()) } else { Err(SaveError::Invalid(problems)) }
    }

    /// What is wrong with a record alone, and beside the one that it leans on.
    pub(super) fn problems_of(&self, space: SpaceId, kind: Kind, fields: &Fields) -> Vec<FieldError> {
        let mut problems = kind.spec().map(|spec| spec.problems(fields)).unwrap_or_default();
        if let Some(support) = leans_on(kind, fields).and_then(|id| self.view(space, id)) {
            problems.extend(problems_beside(kind, fields, (support.kind, &support.fields)));
        }
        problems
    }
}
