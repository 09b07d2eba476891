//! Saving: every save is one strict transaction.

use serde_json::Value;
use shared::domain::{Activity, Kind, Record};
use shared::field::Fields;
use shared::id::{RecordId, SpaceId};
use shared::sync::store::{Batch, Draft, StoreError};
use shared::sync::{Act, Change, Decision, Edit, Edits, Footing, edits_between};

use super::Repo;
use super::change::{Wish, edited};
use super::desk::Desk;
use super::types::{Opened, SaveError};
use crate::{clock, json, random};

impl Repo {
    /// Makes an activity and lets its draft go. Returns its id once all is on the device.
    pub async fn save_new_activity(
        &self,
        space: SpaceId,
        activity: Activity,
        draft: Option<&str>,
    ) -> Result<RecordId, SaveError> {
        let desk = self.desk().ok_or(SaveError::SignedOut)?;
        let fields = activity.to_fields();
        check(&fields)?;
        let entropy = random::entropy().map_err(|error| StoreError::Browser(error.to_string()))?;
        let record = RecordId::new(clock::now(), &entropy);
        let change = desk.change(Wish {
            space,
            record,
            kind: Kind::Activity,
            act: Act::Insert(fields.clone()),
            footing: Footing::default(),
            reason: None,
            fields: &fields,
        })?;
        desk.queue(space, change, draft).await?;
        Ok(record)
    }

    /// Saves what differs between the activity as a form opened it and as it is left, and lets its draft go.
    pub async fn save_activity(
        &self,
        space: SpaceId,
        id: RecordId,
        opened: &Opened,
        after: &Activity,
        draft: Option<&str>,
    ) -> Result<(), SaveError> {
        let desk = self.desk().ok_or(SaveError::SignedOut)?;
        let edits = edits_between(&opened.activity, after);
        if edits.is_empty() {
            return Err(SaveError::NothingChanged);
        }
        let stands = desk.memory.borrow().view(space, id).ok_or(SaveError::NotHere)?.fields;
        check(&edited(&stands, &edits))?;
        let change = desk.change(Wish {
            space,
            record: id,
            kind: Kind::Activity,
            act: Act::Patch(edits),
            footing: Footing { seen: opened.seen, follows: opened.follows },
            reason: None,
            fields: &stands,
        })?;
        desk.queue(space, change, draft).await
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

    /// Keeps something half written. Call it debounced; `Ok` means that it is on the device.
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
        let change = desk.change(Wish {
            space,
            record: id,
            kind: view.kind,
            act,
            footing,
            reason: Some(reason),
            fields: &view.fields,
        })?;
        desk.queue(space, change, None).await
    }
}

impl Desk {
    /// Puts a change into the outbox and lets its draft go, in one transaction.
    async fn queue(&self, space: SpaceId, change: Change, draft: Option<&str>) -> Result<(), SaveError> {
        let blobs = match draft {
            Some(draft) => self.memory.borrow().released(draft, Some(&change)),
            None => Vec::new(),
        };
        let drafts = draft.map(|key| (key.to_owned(), None)).into_iter().collect();
        let batch = Batch { queue: vec![(space, change)], drafts, blobs, ..Batch::default() };
        self.save(batch).await?;
        Ok(())
    }
}

fn check(fields: &Fields) -> Result<(), SaveError> {
    let problems = Kind::Activity.spec().map(|spec| (spec.problems)(fields)).unwrap_or_default();
    if problems.is_empty() { Ok(()) } else { Err(SaveError::Invalid(problems)) }
}
