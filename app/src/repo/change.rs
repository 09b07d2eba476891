//! Making a change: who, when, on what footing, signed by the device.

use shared::access::{Deed, Ground, Role, Subject, grounds_of, may};
use shared::bytes::Sha256;
use shared::domain::Kind;
use shared::field::Fields;
use shared::id::{ChangeId, RecordId, SpaceId, UnitId};
use shared::limit::CHANGE_BYTES_MAX;
use shared::sync::store::{BlobWrite, OutboxState, StoreError};
use shared::sync::{Act, Change, Footing, Refusal};
use shared::text;

use super::desk::Desk;
use super::memory::Memory;
use super::record::{hashes_in, named_files};
use super::types::SaveError;
use crate::{clock, json, random};

/// What somebody wants to do to a record.
pub(super) struct Wish<'a> {
    pub(super) space: SpaceId,
    pub(super) record: RecordId,
    pub(super) kind: Kind,
    pub(super) act: Act,
    pub(super) footing: Footing,
    pub(super) reason: Option<&'a str>,
    /// The record's fields as they are now, or as they will be when it is new: they decide who may.
    pub(super) fields: &'a Fields,
}

impl Desk {
    /// The change that a wish makes, if the server would take it from this person.
    pub(super) fn change(&self, wish: Wish<'_>) -> Result<Change, SaveError> {
        let session = self.session.borrow();
        let in_directory = wish.space == session.directory;
        let subject = Subject::of(wish.space, in_directory, wish.kind, wish.fields);
        let reason = wish.reason.map(text::clean).filter(|reason| !reason.trim().is_empty());
        let deed = Deed { subject: &subject, act: &wish.act, fields: wish.fields, reason: reason.as_deref() };
        let ground = match grounds_of(wish.kind, wish.fields) {
            Some((year, _)) => self.memory.borrow().ground(wish.space, year, self.today()),
            None => Ground::open(self.today()),
        };
        may(&session.viewer, deed, &ground).map_err(SaveError::Refused)?;
        let now = clock::now();
        let entropy = random::entropy().map_err(|error| StoreError::Browser(error.to_string()))?;
        let change = Change {
            id: ChangeId::new(now, &entropy),
            record: wish.record,
            kind: wish.kind,
            act: wish.act,
            seen: wish.footing.seen,
            follows: wish.footing.follows,
            reason,
            author: session.viewer.person,
            unit: self.acting_unit(wish.space, subject.unit),
            device: self.account.identity().id,
            device_time: now,
            sig: None,
        };
        let change = change.signed(&self.account.identity().key());
        if json::text(&change).len() > CHANGE_BYTES_MAX {
            return Err(SaveError::Refused(Refusal::TooLarge));
        }
        Ok(change)
    }

    /// The unit for which the person acts on a record: its own if the person works for it, else the head's office,
    /// else none, as the central office.
    fn acting_unit(&self, space: SpaceId, unit: Option<UnitId>) -> Option<UnitId> {
        let viewer = &self.session.borrow().viewer;
        if let Some(own) = unit.filter(|unit| viewer.acts_for(*unit, space)) {
            return Some(own);
        }
        if viewer.is(Role::Centre, space) {
            return None;
        }
        let here = viewer.grants.iter().filter(|grant| grant.space.is_none_or(|granted| granted == space));
        here.filter(|grant| grant.role == Role::HeadOffice).find_map(|grant| grant.unit)
    }
}

impl Memory {
    /// The attachments that only a draft named, and that go with it: the record that was saved, other drafts, and
    /// other records keep theirs.
    pub(super) fn released(&self, draft: &str, saved: Option<&Change>) -> Vec<(Sha256, BlobWrite)> {
        let Some((_, held)) = self.drafts.iter().find(|(key, _)| key == draft) else {
            return Vec::new();
        };
        let mut released = hashes_in(&held.body);
        let kept = saved.map(named_files).unwrap_or_default();
        released.retain(|hash| self.blob(*hash).is_some() && !kept.contains(hash));
        if released.is_empty() {
            return Vec::new();
        }
        for (_, other) in self.drafts.iter().filter(|(key, _)| key != draft) {
            let named = hashes_in(&other.body);
            released.retain(|hash| !named.contains(hash));
        }
        released.retain(|hash| !self.is_named(hash));
        released.into_iter().map(|hash| (hash, BlobWrite::Drop)).collect()
    }

    /// Files that drafts, and changes which the server has not accepted, name.
    pub(super) fn unsent_files(&self) -> Vec<Sha256> {
        let mut files = Vec::new();
        for row in self.outbox().filter(|row| !matches!(row.state, OutboxState::Accepted { .. })) {
            files.extend(named_files(&row.change));
        }
        for (_, draft) in &self.drafts {
            files.extend(hashes_in(&draft.body));
        }
        files
    }

    /// Whether a record, or a change on its way, names a file.
    fn is_named(&self, hash: &Sha256) -> bool {
        self.rooms.iter().any(|room| {
            let in_changes = room.projection.outbox().any(|row| named_files(&row.change).contains(hash));
            in_changes
                || room.projection.ids().filter_map(|id| room.projection.view(id)).any(|view| {
                    view.fields.get("evidence").is_some_and(|evidence| hashes_in(evidence).contains(hash))
                })
        })
    }
}
