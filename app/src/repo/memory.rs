//! All that pages read, in memory: built once from the store, kept in step by what is committed.

use std::collections::BTreeSet;

use shared::bytes::Sha256;
use shared::domain::Kind;
use shared::id::{Lineage, RecordId, SpaceId};
use shared::sync::store::{Batch, BlobCard, BlobWrite, Draft, OutboxKey, OutboxState, Queued, Receipt};
use shared::sync::{Place, Projection, Segment, View};

use super::behalf::Papers;
use super::directory::Directory;
use super::index::{ActivityIndex, lines_of};
use super::lists::{keep, list, unlist};
use super::targets::Years;
use super::topics::{Topic, Topics};
use super::types::{ActivityLine, Standing};

/// One space with its indexes.
pub(super) struct Room {
    pub(super) space: SpaceId,
    /// Where the space stands.
    pub(super) place: Option<Place>,
    pub(super) projection: Projection,
    pub(super) activities: ActivityIndex,
    pub(super) conflicts: Vec<RecordId>,
    pub(super) summaries: Vec<RecordId>,
    pub(super) years: Years,
    /// Movements, key tasks and progress, in force or not; in the directory, rule sets.
    pub(super) works: Vec<RecordId>,
    /// Covenants with their articles, remarks and signatures, in force or not.
    pub(super) covenants: Vec<RecordId>,
    /// What was entered for units from paper, and what they say of it.
    pub(super) papers: Papers,
}

/// The memory of one account. Its lists are short, except those that a [`Projection`] or an index keeps in order.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) directory: Directory,
    pub(super) rooms: Vec<Room>,
    pub(super) drafts: Vec<(String, Draft)>,
    pub(super) blobs: Vec<(Sha256, BlobCard)>,
    /// The newest accepted changes that have left the outbox.
    pub(super) sent: Vec<Queued>,
}

/// Records of some spaces, each named once.
#[derive(Default)]
struct Touched(Vec<(SpaceId, BTreeSet<RecordId>)>);

impl Touched {
    fn add(&mut self, space: SpaceId, records: Vec<RecordId>) {
        if let Some((_, held)) = self.0.iter_mut().find(|(held, _)| *held == space) {
            held.extend(records);
            return;
        }
        // Not collected, which would bring a sort into the download.
        let mut held = BTreeSet::new();
        held.extend(records);
        self.0.push((space, held));
    }
}

impl Memory {
    pub(super) fn room(&self, space: SpaceId) -> Option<&Room> {
        self.rooms.iter().find(|room| room.space == space)
    }

    fn room_at(&self, space: SpaceId) -> Option<usize> {
        self.rooms.iter().position(|room| room.space == space)
    }

    /// The room of a space, and the directory, into which its records may belong.
    fn room_mut(&mut self, space: SpaceId) -> Option<(&mut Room, &mut Directory)> {
        if self.room_at(space).is_none() {
            self.rooms.push(Room {
                space,
                place: None,
                projection: Projection::default(),
                activities: ActivityIndex::default(),
                conflicts: Vec::new(),
                summaries: Vec::new(),
                years: Years::default(),
                works: Vec::new(),
                covenants: Vec::new(),
                papers: Papers::default(),
            });
        }
        let at = self.room_at(space)?;
        Some((self.rooms.get_mut(at)?, &mut self.directory))
    }

    /// Has a space here, though nothing of it may have come.
    pub(super) fn make_room(&mut self, space: SpaceId) {
        self.room_mut(space);
    }

    /// Notes where a space stands.
    pub(super) fn put_place(&mut self, space: SpaceId, place: Option<Place>) {
        if let Some((room, _)) = self.room_mut(space) {
            room.place = place;
        }
    }

    /// Takes a segment older than all taken so far of its space.
    pub(super) fn take_older(&mut self, segment: Segment) -> Topics {
        let mut lines = lines_of(&segment).into_iter();
        let Some((room, directory)) = self.room_mut(segment.space) else {
            return Topics::default();
        };
        room.activities.expect_many();
        // An older row does not count any more where there is a newer one: those that name no document now are passed by
        // when they are read.
        room.papers.expect(&segment);
        let mut topics = Topics::default();
        // The rows that count are touched in their order, so their lines follow one another here. A record that a
        // conflict is about comes in between and has none, or has passed by.
        for id in room.projection.take_older(segment) {
            let ahead = lines.as_slice().iter().position(|line| line.id == id);
            let line = ahead.and_then(|ahead| lines.nth(ahead));
            let is_plain = room.projection.changes_of(id).next().is_none();
            match line.filter(|_| is_plain) {
                Some(line) => {
                    let differing = room.projection.disputes_of(id).next().is_some();
                    room.activities.put(ActivityLine { differing, ..line });
                    topics.insert(Topic::Activities);
                }
                None => topics.merge(room.refresh(id, directory)),
            }
        }
        topics
    }

    /// Takes a segment newer than all taken so far of its space.
    pub(super) fn take(&mut self, segment: &Segment) -> Topics {
        self.touch(segment.space, |projection| projection.take(segment))
    }

    /// Forgets what the server said of a space.
    pub(super) fn drop_base(&mut self, space: SpaceId) -> Topics {
        self.touch(space, Projection::drop_base)
    }

    /// Takes a row of the outbox, new or changed.
    pub(super) fn queue(&mut self, queued: Queued) -> Topics {
        let mut topics = self.touch(queued.space, |projection| vec![projection.queue(queued)]);
        topics.insert(Topic::Outbox);
        topics
    }

    /// Lets a row go that is not in the outbox any more; accepted work stays in view as sent.
    pub(super) fn let_go(&mut self, key: OutboxKey) -> Topics {
        let Some((space, record)) = self.unqueue(key) else {
            return Topics::default();
        };
        let mut topics = self.refresh(space, [record]);
        topics.insert(Topic::Outbox);
        topics
    }

    /// Takes a row out of its projection. The record that it was about, and its space.
    fn unqueue(&mut self, key: OutboxKey) -> Option<(SpaceId, RecordId)> {
        let row = self.row(key)?.clone();
        let (room, _) = self.room_mut(row.space)?;
        let record = room.projection.archive(key)?;
        let space = row.space;
        if matches!(row.state, OutboxState::Accepted { .. }) {
            self.sent.push(row);
        }
        Some((space, record))
    }

    /// Does something to a projection, and brings the indexes in step with the records that it touched.
    fn touch(&mut self, space: SpaceId, change: impl FnOnce(&mut Projection) -> Vec<RecordId>) -> Topics {
        let touched = self.changed(space, change);
        self.refresh(space, touched)
    }

    /// Does something to a projection. The records that it touched, whose indexes are out of step from here on.
    fn changed(
        &mut self,
        space: SpaceId,
        change: impl FnOnce(&mut Projection) -> Vec<RecordId>,
    ) -> Vec<RecordId> {
        self.room_mut(space).map(|(room, _)| change(&mut room.projection)).unwrap_or_default()
    }

    /// Brings the indexes in step with records.
    fn refresh(&mut self, space: SpaceId, touched: impl IntoIterator<Item = RecordId>) -> Topics {
        let mut topics = Topics::default();
        if let Some((room, directory)) = self.room_mut(space) {
            for id in touched {
                topics.merge(room.refresh(id, directory));
            }
        }
        topics
    }

    /// Follows a batch that this tab committed. What it sends again is read anew by the caller.
    pub(super) fn apply(&mut self, mut batch: Batch, receipt: &Receipt) -> Topics {
        let mut topics = Topics::default();
        if !(batch.queue.is_empty() && batch.settle.is_empty() && batch.archive.is_empty()) {
            topics.insert(Topic::Outbox);
        }
        for (space, touched) in self.apply_records(&mut batch, receipt).0 {
            topics.merge(self.refresh(space, touched));
        }
        for (key, draft) in batch.drafts {
            keep(&mut self.drafts, key, draft);
            topics.insert(Topic::Drafts);
        }
        for (hash, write) in batch.blobs {
            self.write_blob(hash, write);
            topics.insert(Topic::Files);
        }
        topics
    }

    /// Brings the projections in step with a batch. Each record that it touched is named once: an answer settles a
    /// change, brings what came of it and lets it go, and an index is worked on for all of that together.
    fn apply_records(&mut self, batch: &mut Batch, receipt: &Receipt) -> Touched {
        let mut touched = Touched::default();
        for ((space, change), key) in std::mem::take(&mut batch.queue).into_iter().zip(&receipt.queued) {
            let queued = Queued { key: *key, space, change, state: OutboxState::Waiting { tries: 0 } };
            touched.add(space, self.changed(space, |projection| vec![projection.queue(queued)]));
        }
        for (key, state) in std::mem::take(&mut batch.settle) {
            let Some(space) = self.row(key).map(|row| row.space) else { continue };
            let settled = |projection: &mut Projection| projection.settle(key, state).into_iter().collect();
            touched.add(space, self.changed(space, settled));
        }
        for key in &batch.archive {
            // As the store does: only what is accepted leaves.
            let is_accepted = |row: &Queued| matches!(row.state, OutboxState::Accepted { .. });
            if self.row(*key).is_some_and(is_accepted)
                && let Some((space, record)) = self.unqueue(*key)
            {
                touched.add(space, vec![record]);
            }
        }
        self.sent.retain(|row| !batch.forget.contains(&row.key) && !batch.resend.contains(&row.key));
        if let Some((space, place)) = batch.place.take() {
            self.put_place(space, place);
        }
        if let Some(space) = batch.drop_base {
            touched.add(space, self.changed(space, Projection::drop_base));
        }
        // A merged segment says only what is known already.
        if let Some(segment) = batch.segment.take().filter(|_| batch.drop_segments.is_empty()) {
            touched.add(segment.space, self.changed(segment.space, |projection| projection.take(&segment)));
        }
        touched
    }

    fn write_blob(&mut self, hash: Sha256, write: BlobWrite) {
        match write {
            BlobWrite::Put(card, _) => keep(&mut self.blobs, hash, Some(card)),
            BlobWrite::Drop => keep(&mut self.blobs, hash, None),
            BlobWrite::Sent(sent) => {
                if let Some((_, card)) = self.blobs.iter_mut().find(|(held, _)| *held == hash) {
                    card.sent = sent;
                }
            }
        }
    }

    /// Rows of the outbox of all spaces, in the order of the work within each space.
    pub(super) fn outbox(&self) -> impl Iterator<Item = &Queued> {
        self.rooms.iter().flat_map(|room| room.projection.outbox())
    }

    /// A row of the outbox.
    pub(super) fn row(&self, key: OutboxKey) -> Option<&Queued> {
        self.rooms.iter().find_map(|room| room.projection.row(key))
    }

    /// The card of an attachment on this device.
    pub(super) fn blob(&self, hash: Sha256) -> Option<&BlobCard> {
        self.blobs.iter().find(|(held, _)| *held == hash).map(|(_, card)| card)
    }

    /// Changes that wait and that were refused, of one space or of all.
    pub(super) fn counts(&self, space: Option<SpaceId>) -> (usize, usize) {
        let rooms = self.rooms.iter().filter(|room| space.is_none_or(|space| space == room.space));
        rooms.flat_map(|room| room.projection.outbox()).fold((0, 0), |(waiting, refused), row| {
            match row.state {
                OutboxState::Waiting { .. } | OutboxState::Held { .. } => (waiting + 1, refused),
                OutboxState::Refused { .. } => (waiting, refused + 1),
                OutboxState::Accepted { .. } => (waiting, refused),
            }
        })
    }

    /// A record as its reader should see it.
    pub(super) fn view(&self, space: SpaceId, id: RecordId) -> Option<View> {
        self.room(space)?.projection.view(id)
    }
}

impl Room {
    /// Whose revisions its records carry.
    pub(super) fn lineage(&self) -> Option<Lineage> {
        self.place.as_ref().map(|place| place.lineage)
    }

    /// Brings the indexes in step with a record.
    fn refresh(&mut self, id: RecordId, directory: &mut Directory) -> Topics {
        let topic = match self.projection.view(id) {
            Some(view) => self.put(id, &view, directory),
            None => self.remove(id, directory),
        };
        topic.into()
    }

    fn put(&mut self, id: RecordId, view: &View, directory: &mut Directory) -> Option<Topic> {
        self.papers.put(id, view.kind, &view.fields);
        match view.kind {
            Kind::Activity => {
                let received = view.base.as_ref().and_then(|row| row.by.as_ref()).map(|by| by.received);
                match ActivityLine::of(id, &view.fields, received) {
                    None => self.activities.remove(id),
                    Some(line) => {
                        let differing = self.projection.disputes_of(id).next().is_some();
                        let standing = standing(view);
                        self.activities.put(ActivityLine { standing, differing, ..line });
                    }
                }
                Some(Topic::Activities)
            }
            Kind::Conflict => {
                list(&mut self.conflicts, id);
                Some(Topic::Conflicts)
            }
            Kind::Summary => {
                list(&mut self.summaries, id);
                Some(Topic::Summaries)
            }
            Kind::Cluster | Kind::Unit | Kind::UnitEvent | Kind::Membership | Kind::Term | Kind::Person => {
                directory.put(id, view);
                Some(Topic::Directory)
            }
            Kind::Year | Kind::Unlock | Kind::Target | Kind::Plan | Kind::Figure | Kind::Report => {
                self.years.put(id);
                Some(Topic::Targets)
            }
            Kind::Movement | Kind::KeyTask | Kind::TaskProgress => {
                list(&mut self.works, id);
                Some(Topic::Works)
            }
            Kind::Covenant | Kind::Article | Kind::Remark | Kind::Signature => {
                list(&mut self.covenants, id);
                Some(Topic::Covenants)
            }
            Kind::RuleSet => {
                list(&mut self.works, id);
                Some(Topic::Directory)
            }
            Kind::Confirmation => Some(Topic::Behalf),
            Kind::Unknown => None,
        }
    }

    fn remove(&mut self, id: RecordId, directory: &mut Directory) -> Option<Topic> {
        if self.papers.remove(id) {
            return Some(Topic::Behalf);
        }
        if self.activities.line(id).is_some() {
            self.activities.remove(id);
            return Some(Topic::Activities);
        }
        if unlist(&mut self.conflicts, id) {
            return Some(Topic::Conflicts);
        }
        if unlist(&mut self.summaries, id) {
            return Some(Topic::Summaries);
        }
        if self.years.remove(id) {
            return Some(Topic::Targets);
        }
        if unlist(&mut self.works, id) {
            return Some(Topic::Works);
        }
        if unlist(&mut self.covenants, id) {
            return Some(Topic::Covenants);
        }
        directory.remove(id).then_some(Topic::Directory)
    }
}

/// Where a record stands, without the reason.
pub(super) fn standing(view: &View) -> Standing {
    match view.standing {
        shared::sync::Standing::Received => Standing::Received,
        shared::sync::Standing::Waiting => Standing::Waiting,
        shared::sync::Standing::Refused(_) => Standing::Refused,
    }
}
