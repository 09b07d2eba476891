//! A space being written: hands out its revisions, extends its chain, counts what its summaries need.

use std::cell::RefCell;
use std::collections::BTreeMap;

use shared::access::{Ground, Subject};
use shared::bytes::{Sha256, sha256};
use shared::domain::{
    Covenant, HeldChange, Keyed, Kind, Signature, Summary, Unlock, Work, Year, keyed_id, leans_on,
    problems_beside,
};
use shared::field::{FieldError, Fields, VOID};
use shared::id::{ChangeId, Lineage, RecordId, Revision, SpaceId, UnitId};
use shared::register::Register;
use shared::sync::{Change, Missing, Provenance, Refusal, Row, Stored, chained};
use shared::time::Timestamp;

use super::count::Delta;
use super::summary;
use crate::actor::Actor;
use crate::error::Error;
use crate::store::{Identity, SpaceState, Store, StoreError};

/// The field of a target that says which figures it can have.
const NATURE: &str = "nature";

/// What a transaction changed in a space: whom it concerns, without saying what.
#[derive(Clone, Debug)]
pub struct News {
    /// The space.
    pub space: SpaceId,
    /// Its newest revision.
    pub rev: Revision,
    /// The subjects of the changed records; none when nothing was changed.
    pub subjects: Vec<Subject>,
}

impl News {
    /// Nothing was changed.
    pub fn none(space: SpaceId) -> Self {
        Self { space, rev: Revision::ZERO, subjects: Vec::new() }
    }
}

/// Where a space stands and whose it is.
#[derive(Clone)]
pub(crate) struct Position {
    pub(crate) identity: Identity,
    pub(crate) space: SpaceId,
    pub(crate) state: SpaceState,
}

impl Position {
    pub(crate) fn in_directory(&self) -> bool {
        self.space == self.identity.directory
    }

    pub(crate) fn lineage(&self) -> Lineage {
        self.identity.lineage()
    }
}

/// A space being written by one transaction.
pub(crate) struct Ledger<'s, S> {
    pub(super) store: &'s S,
    pub(super) position: Position,
    pub(super) now: Timestamp,
    pub(super) deltas: BTreeMap<(UnitId, i16), Delta>,
    /// Units that were asked about with a year, and whether they are members then.
    members: BTreeMap<(UnitId, Option<i16>), bool>,
    before: SpaceState,
    subjects: Vec<Subject>,
    /// What was asked for of years so far: the changes of an exchange mostly ask for the same.
    grounds: RefCell<BTreeMap<(i16, Option<UnitId>), Ground>>,
    /// The directory as its rules look at it, once they were asked for.
    pub(super) register: RefCell<Option<Register>>,
}

impl<'s, S: Store> Ledger<'s, S> {
    /// Opens a space for whoever may enter.
    pub(crate) fn open(
        store: &'s S,
        space: SpaceId,
        now: Timestamp,
        may_enter: impl FnOnce(&Identity) -> bool,
    ) -> Result<Self, Error> {
        let identity = store.identity()?;
        if !may_enter(&identity) {
            return Err(Error::Forbidden);
        }
        let state = store.space(space)?.ok_or(Error::NotFound)?;
        let position = Position { identity, space, state };
        Ok(Self {
            store,
            position,
            now,
            deltas: BTreeMap::new(),
            members: BTreeMap::new(),
            before: state,
            subjects: Vec::new(),
            grounds: RefCell::default(),
            register: RefCell::default(),
        })
    }

    pub(super) fn space(&self) -> SpaceId {
        self.position.space
    }

    /// The revision that the next accepted change gets.
    pub(super) fn next(&self) -> Revision {
        self.position.state.seq.next()
    }

    /// Hands out the next revision; its entry joins the chain.
    pub(super) fn advance(&mut self, entry: &[u8], kept: Option<Sha256>) -> Result<(), Error> {
        let state = &mut self.position.state;
        state.seq = state.seq.next();
        state.hash = chained(state.hash, entry);
        let (seq, hash) = (state.seq, state.hash);
        self.store.add_link(self.space(), seq, hash, kept)?;
        Ok(())
    }

    /// Keeps a record and notes whom it concerns.
    pub(super) fn put(&mut self, stored: &Stored, by: Option<&Provenance>) -> Result<(), Error> {
        self.store.put_record(self.space(), stored, by)?;
        if matches!(stored.kind, Kind::Year | Kind::Unlock | Kind::Covenant | Kind::Signature) {
            self.grounds.borrow_mut().clear();
        }
        if self.position.in_directory() {
            self.note_in_directory(stored)?;
        }
        let subject = self.subject(stored.kind, &stored.fields);
        if !self.subjects.contains(&subject) {
            self.subjects.push(subject);
        }
        Ok(())
    }

    pub(super) fn subject(&self, kind: Kind, fields: &Fields) -> Subject {
        Subject::of(self.space(), self.position.in_directory(), kind, fields)
    }

    /// Whether a unit is a member of the cluster in a year; in any, where no year is given.
    pub(super) fn is_member(&mut self, unit: UnitId, year: Option<i16>) -> Result<bool, Error> {
        if let Some(is_member) = self.members.get(&(unit, year)) {
            return Ok(*is_member);
        }
        let is_member = self.store.is_member(self.position.identity.directory, self.space(), unit, year)?;
        self.members.insert((unit, year), is_member);
        Ok(is_member)
    }

    /// A record of the directory.
    pub(super) fn in_directory(&self, id: RecordId) -> Result<Option<Stored>, Error> {
        Ok(self.store.record(self.position.identity.directory, id)?)
    }

    /// What is open in a year, for one unit.
    pub(super) fn ground(&self, year: i16, unit: Option<UnitId>) -> Result<Ground, Error> {
        if let Some(ground) = self.grounds.borrow().get(&(year, unit)) {
            return Ok(ground.clone());
        }
        let mut ground = Ground::open(self.now.vietnam_date());
        ground.year = self.record_about::<Year>(&Year::key_of(year))?;
        if ground.year.is_some() {
            for (unit, work) in unit.into_iter().flat_map(|unit| Work::ALL.map(|work| (unit, work))) {
                ground.unlocks.extend(self.record_about::<Unlock>(&Unlock::key_of(unit, year, work))?);
            }
        }
        let adopted = self.record_about::<Covenant>(&Covenant::key_of(year, 0))?;
        if let Some(adopted) = adopted.and_then(|covenant| covenant.adopted) {
            ground.adopted = true;
            let text = adopted.text.digest();
            if let Some(unit) = unit
                && self.has_signed(year, unit, text)?
            {
                ground.signed.insert(unit);
            }
        }
        self.grounds.borrow_mut().insert((year, unit), ground.clone());
        Ok(ground)
    }

    /// Whether a unit's signature stands under a text of the year's covenant.
    fn has_signed(&self, year: i16, unit: UnitId, text: Sha256) -> Result<bool, Error> {
        let covenant = keyed_id(self.space(), &Covenant::key_of(year, 0));
        for round in 1.. {
            let key = Signature::key_of(covenant, text, unit, round);
            let Some(stored) = self.store.record(self.space(), keyed_id(self.space(), &key))? else { break };
            if !stored.fields.contains_key(VOID) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a record with these fields is in order beside the one that it leans on, which is there, and beside those
    /// that lean on it: a target does not become one that the figures entered for it could not be of.
    pub(crate) fn in_order(
        &self,
        (kind, fields): (Kind, &Fields),
        before: Option<&Stored>,
    ) -> Result<Result<(), Refusal>, Error> {
        let Some(before) = before.filter(|it| it.kind == Kind::Target) else {
            return self.beside(kind, fields);
        };
        if before.fields.get(NATURE) == fields.get(NATURE) {
            return Ok(Ok(()));
        }
        for row in self.leaning(before.id)? {
            if let Some(found) = problems_beside(row.kind, &row.fields, (kind, fields)).first() {
                let errors = vec![FieldError::new(NATURE, found.problem)];
                return Ok(Err(Refusal::Invalid { errors }));
            }
        }
        Ok(Ok(()))
    }

    /// The plans and figures of a target that are in force.
    pub(super) fn leaning(&self, target: RecordId) -> Result<Vec<Row>, Error> {
        let mut found = Vec::new();
        for kind in [Kind::Plan, Kind::Figure] {
            let rows = self.store.rows_of(self.space(), kind)?;
            let leans =
                |row: &Row| leans_on(kind, &row.fields) == Some(target) && row.void_reason().is_none();
            found.extend(rows.into_iter().filter(leans));
        }
        Ok(found)
    }

    /// Whether a record with these fields is in order beside the one that it leans on, which is there.
    pub(crate) fn beside(&self, kind: Kind, fields: &Fields) -> Result<Result<(), Refusal>, Error> {
        let Some(support) = leans_on(kind, fields) else { return Ok(Ok(())) };
        let support = self.store.record(self.space(), support)?;
        let support = support.ok_or(StoreError::Corrupt("a record without what it leans on"))?;
        let errors = problems_beside(kind, fields, (support.kind, &support.fields));
        Ok(if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid { errors }) })
    }

    /// The record in force that is about something, if there is one.
    fn record_about<R: Keyed>(&self, key: &str) -> Result<Option<R>, Error> {
        let stored = self.store.record(self.space(), keyed_id(self.space(), key))?;
        let in_force = stored.filter(|stored| !stored.fields.contains_key(VOID));
        Ok(in_force.and_then(|stored| R::from_fields(&stored.fields)))
    }

    /// A unit's running year is to be looked at: something beside its records may have changed.
    pub(super) fn note(&mut self, unit: UnitId) {
        // The directory has no summaries: it is nobody's year.
        if self.position.in_directory() {
            return;
        }
        self.deltas.entry((unit, self.position.state.year)).or_default();
    }

    /// Notes that a change waits for another part.
    pub(super) fn hold(&self, change: &Change, actor: &Actor, waiting_for: Missing) -> Result<(), Error> {
        let held = HeldChange {
            change: change.id,
            author: change.author,
            device_name: actor.device_name.clone(),
            record: change.record,
            kind: change.kind,
            waiting_for,
            since: self.now,
        };
        Ok(self.store.hold(self.space(), change.unit, &held)?)
    }

    /// Notes that a change was judged, which may have waited before.
    pub(super) fn release(&mut self, change: ChangeId) -> Result<(), Error> {
        if let Some(unit) = self.store.release(self.space(), change)? {
            self.note(unit);
        }
        Ok(())
    }

    /// Brings the summaries into step and notes where the space now stands.
    pub(crate) fn close(mut self) -> Result<(Position, News), Error> {
        summary::settle(&mut self)?;
        if self.position.state != self.before {
            self.store.put_space(self.space(), &self.position.state)?;
        }
        let news = News { space: self.space(), rev: self.position.state.seq, subjects: self.subjects };
        Ok((self.position, news))
    }

    /// Keeps records of the server's own making under one revision.
    pub(super) fn keep_own(&mut self, summaries: &[(RecordId, Summary)]) -> Result<(), Error> {
        let rev = self.next();
        let rows: Vec<Stored> =
            summaries.iter().map(|(id, summary)| summary::stored(*id, summary, rev)).collect();
        let digest = sha256(&serde_json::to_vec(&rows).unwrap_or_default());
        self.advance(&digest.0, Some(digest))?;
        rows.iter().try_for_each(|row| self.put(row, None))
    }
}
