//! Reading: everything here answers at once, from memory, and is tracked.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use shared::api::Session;
use shared::domain::{Cluster, Summary, Term};
use shared::id::{PersonId, SpaceId, UnitId};
use shared::sync::store::{Draft, OutboxState, Queued};
use shared::text;
use shared::time::Timestamp;

use super::Repo;
use super::desk::Desk;
use super::directory::arrange;
use super::memory::{Memory, Room};
use super::topics::Topic;
use super::types::{
    ActivityLines, ActivityQuery, Chip, HeldLine, KnownPerson, Losses, OutboxLine, Progress, SpaceLine,
    Stage, SummaryLine, UnitLine,
};
use crate::clock;

/// What a line of the outbox tells of. It goes by its record's title, which at the start is read after the outbox.
const LINES: &[Topic] = &[
    Topic::Outbox,
    Topic::Files,
    Topic::Activities,
    Topic::Targets,
    Topic::Works,
    Topic::Covenants,
    Topic::Directory,
    Topic::Conflicts,
];

/// The summaries of a space. Typed when they are read, as the records of a year are.
fn summaries(room: &Room) -> impl Iterator<Item = Summary> {
    room.summaries.iter().filter_map(|id| room.projection.view(*id)?.typed())
}

impl Repo {
    /// How far the app has come in opening.
    pub fn stage(&self) -> Stage {
        self.inner.signals.stage.get()
    }

    /// Who works on this device now.
    pub fn session(&self) -> Option<Session> {
        self.inner.signals.session.get()
    }

    /// The accounts on this device.
    pub fn people_here(&self) -> Vec<KnownPerson> {
        self.inner.signals.people.get()
    }

    /// How far the first download, or reading at the start, has come; none when neither runs.
    pub fn loading(&self) -> Option<Progress> {
        self.inner.signals.loading.get()
    }

    /// How many files are sent of those that this device holds; none when none is being sent.
    pub fn sending_files(&self) -> Option<Progress> {
        self.inner.signals.files.get()
    }

    /// What the sync chip shows.
    pub fn chip(&self) -> Chip {
        self.inner.signals.chip.get()
    }

    /// Whether a newer version of the program waits to be taken.
    pub fn update_ready(&self) -> bool {
        self.inner.signals.update_ready.get()
    }

    /// The cluster being worked in.
    pub fn opened(&self) -> Option<SpaceId> {
        self.inner.signals.track(Topic::Spaces);
        self.desk()?.opened.get()
    }

    /// The clusters that the person may enter, by name.
    pub fn spaces(&self) -> Vec<SpaceLine> {
        self.read(&[Topic::Spaces, Topic::Directory], |desk, memory| {
            let opened = desk.opened.get();
            let line = |id: SpaceId| SpaceLine {
                id,
                cluster: memory.directory.cluster(id).cloned(),
                opened: opened == Some(id),
            };
            let mut lines: Vec<_> = desk.spaces().into_iter().map(line).collect();
            let name = |line: &SpaceLine| {
                line.cluster
                    .as_ref()
                    .map(|cluster| (text::folded(&cluster.province), text::folded(&cluster.name)))
            };
            arrange(&mut lines, |one, other| name(one) < name(other));
            lines
        })
    }

    /// The activities that a query asks for, newest day first.
    pub fn activities(&self, query: &ActivityQuery) -> ActivityLines {
        self.read(&[Topic::Activities], |_, memory| {
            let room = memory.room(query.space);
            Arc::new(room.map(|room| room.activities.find(query)).unwrap_or_default())
        })
    }

    /// Every unit's year in every cluster that the person looks over.
    pub fn summaries(&self) -> Vec<SummaryLine> {
        self.read(&[Topic::Summaries], |_, memory| {
            let mut lines = Vec::new();
            for room in &memory.rooms {
                let space = room.space;
                lines.extend(summaries(room).map(|summary| SummaryLine { space, summary }));
            }
            lines
        })
    }

    /// Changes of a cluster that have waited too long for another part, the oldest first.
    pub fn held(&self, space: SpaceId) -> Vec<HeldLine> {
        self.read(
            &[Topic::Summaries, Topic::Activities, Topic::Works, Topic::Covenants, Topic::Conflicts],
            |_, memory| {
                let mut lines = Vec::new();
                for summary in memory.room(space).into_iter().flat_map(summaries) {
                    for held in summary.held {
                        let title = memory.title(space, held.record);
                        lines.push(HeldLine { unit: summary.unit, title, held });
                    }
                }
                arrange(&mut lines, |one, other| one.held.since < other.held.since);
                lines
            },
        )
    }

    /// The members of a cluster in its running year, in printed order.
    pub fn units(&self, space: SpaceId) -> Vec<UnitLine> {
        self.read(&[Topic::Directory], |_, memory| memory.directory.members_of(space))
    }

    /// A unit's legal name; none until the directory has arrived.
    pub fn unit_name(&self, id: UnitId) -> Option<String> {
        self.read(&[Topic::Directory], |_, memory| memory.directory.unit_name(id).map(str::to_owned))
    }

    /// A unit's short name.
    pub fn unit_short(&self, id: UnitId) -> Option<String> {
        self.read(&[Topic::Directory], |_, memory| memory.directory.unit_short(id).map(str::to_owned))
    }

    /// A person's name.
    pub fn person_name(&self, id: PersonId) -> Option<String> {
        self.read(&[Topic::Directory], |_, memory| memory.directory.person_name(id).map(str::to_owned))
    }

    /// A cluster.
    pub fn cluster(&self, space: SpaceId) -> Option<Cluster> {
        self.read(&[Topic::Directory], |_, memory| memory.directory.cluster(space).cloned())
    }

    /// Head and deputy of a cluster in a year.
    pub fn term(&self, space: SpaceId, year: i16) -> Option<Term> {
        self.read(&[Topic::Directory], |_, memory| memory.directory.term(space, year).cloned())
    }

    /// What is not settled yet, in the order it was done; what the server has accepted with all its files is in
    /// [`Repo::sent_today`].
    pub fn outbox(&self) -> Vec<OutboxLine> {
        self.read(LINES, |_, memory| {
            let open = |row: &&Queued| !matches!(row.state, OutboxState::Accepted { .. });
            let rows = memory.outbox().filter(open).chain(memory.uploading());
            let mut lines: Vec<_> = rows.map(|row| memory.line(row)).collect();
            arrange(&mut lines, |one, other| one.key < other.key);
            lines
        })
    }

    /// What waits for a person, in the order it was done.
    pub fn refused(&self) -> Vec<OutboxLine> {
        self.read(LINES, |_, memory| {
            let refused = |row: &&Queued| matches!(row.state, OutboxState::Refused { .. });
            memory.outbox().filter(refused).map(|row| memory.line(row)).collect()
        })
    }

    /// The newest of what the server has accepted today, at most so many, newest first. While thousands are being sent
    /// this is asked for after each exchange, so only what is shown is made into lines.
    pub fn sent_today(&self, most: usize) -> Vec<OutboxLine> {
        self.read(LINES, |_, memory| {
            let today = clock::now().vietnam_date();
            let is_today = |row: &&Queued| match &row.state {
                OutboxState::Accepted { at, .. } => at.vietnam_date() == today,
                OutboxState::Waiting { .. } | OutboxState::Held { .. } | OutboxState::Refused { .. } => false,
            };
            let mut rows: Vec<&Queued> = memory.sent.iter().chain(memory.outbox()).filter(is_today).collect();
            // Both come in the order of the work: from behind, little is left to arrange.
            rows.reverse();
            arrange(&mut rows, |one, other| other.key < one.key);
            let lines = rows.into_iter().map(|row| memory.line(row));
            lines.filter(|line| line.files.done >= line.files.total).take(most).collect()
        })
    }

    /// All drafts by key.
    pub fn drafts(&self) -> Vec<(String, Draft)> {
        self.read(&[Topic::Drafts], |_, memory| memory.drafts.clone())
    }

    /// One draft.
    pub fn draft(&self, key: &str) -> Option<Draft> {
        self.read(&[Topic::Drafts], |_, memory| {
            memory.drafts.iter().find(|(held, _)| held == key).map(|(_, draft)| draft.clone())
        })
    }

    /// What would be lost if this device fell into water now.
    pub fn losses(&self) -> Losses {
        self.read(&[Topic::Outbox, Topic::Drafts, Topic::Files], |_, memory| {
            let (waiting, refused) = memory.counts(None);
            let files = memory.blobs.iter().filter(|(_, card)| card.sent < card.size).count();
            let unsent = memory
                .outbox()
                .filter(|row| row.state.is_waiting() || matches!(row.state, OutboxState::Refused { .. }));
            let times = unsent.map(|row| row.change.device_time);
            let since: Option<Timestamp> = times.chain(memory.drafts.iter().map(|(_, draft)| draft.at)).min();
            Losses { waiting, refused, drafts: memory.drafts.len(), files, since }
        })
    }

    /// Reads the memory of whoever works now, tracked; nothing of anybody when nobody does.
    pub(super) fn read<T: Default>(&self, topics: &[Topic], read: impl FnOnce(&Rc<Desk>, &Memory) -> T) -> T {
        for topic in topics {
            self.inner.signals.track(*topic);
        }
        let Some(desk) = self.desk() else {
            return T::default();
        };
        let memory = desk.memory.borrow();
        read(&desk, &memory)
    }
}
