//! What somebody else entered for a unit that works on paper, and what the unit says of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use shared::domain::{Confirmation, Kind, Word, is_from_paper};
use shared::field::Fields;
use shared::id::{ChangeId, PersonId, RecordId, SpaceId, UnitId};
use shared::sync::store::OutboxState;
use shared::sync::{Projection, Segment};
use shared::time::Timestamp;

use super::desk::Desk;
use super::directory::arrange;
use super::memory::{Memory, Room, standing};
use super::topics::Topic;
use super::types::{Answer, BehalfState, OnBehalf, Opened, SaveError};
use super::{Repo, Save};

/// What whoever reads this hears of.
const WHERE: &[Topic] =
    &[Topic::Behalf, Topic::Activities, Topic::Targets, Topic::Works, Topic::Directory, Topic::Conflicts];

/// Where to look, so that nobody has to look through all records.
#[derive(Default)]
pub(super) struct Papers {
    /// Records that name a document. Some may have come from their unit itself.
    papers: BTreeSet<RecordId>,
    /// What units said.
    answers: BTreeSet<RecordId>,
}

impl Papers {
    /// Takes a record, new or changed.
    pub(super) fn put(&mut self, id: RecordId, kind: Kind, fields: &Fields) {
        if kind == Kind::Confirmation {
            self.answers.insert(id);
        } else if is_from_paper(kind, fields) {
            self.papers.insert(id);
        } else {
            self.papers.remove(&id);
        }
    }

    /// Takes the activities of a segment that come without being looked at one by one.
    pub(super) fn expect(&mut self, segment: &Segment) {
        let activities = segment.rows.iter().filter(|row| row.kind == Kind::Activity);
        self.papers.extend(activities.filter(|row| is_from_paper(row.kind, &row.fields)).map(|row| row.id));
    }

    /// Lets a record go. Whether it was an answer.
    pub(super) fn remove(&mut self, id: RecordId) -> bool {
        self.papers.remove(&id);
        self.answers.remove(&id)
    }
}

/// Who touched a record last, when and by which change: on this device, where the server has not answered for it.
struct Touch {
    change: ChangeId,
    author: PersonId,
    unit: Option<UnitId>,
    at: Timestamp,
}

impl Touch {
    fn of(id: RecordId, projection: &Projection) -> Option<Self> {
        let is_here = |state: &OutboxState| !matches!(state, OutboxState::Refused { .. });
        let row = projection.view(id)?.base;
        let there = row.and_then(|row| row.by);
        // What the server has taken is told as it tells it, even while the row of the outbox is still here.
        let here = projection.changes_of(id).rfind(|row| is_here(&row.state)).map(|row| &row.change);
        let is_told = |change: ChangeId| there.as_ref().is_some_and(|by| by.change == change);
        match (here.filter(|change| !is_told(change.id)), there.as_ref()) {
            (Some(change), _) => {
                let (author, unit, at) = (change.author, change.unit, change.device_time);
                Some(Self { change: change.id, author, unit, at })
            }
            (None, Some(by)) => {
                let (author, unit, at) = (by.author, by.unit, by.received);
                Some(Self { change: by.change, author, unit, at })
            }
            (None, None) => None,
        }
    }
}

impl Room {
    /// What units said, by the record that it is about, the newest round of an entry last. Read from the fields: typed, it
    /// would weigh on the first screen.
    fn answers(&self) -> BTreeMap<RecordId, Vec<Answer>> {
        let mut found: BTreeMap<RecordId, Vec<Answer>> = BTreeMap::new();
        for id in &self.papers.answers {
            let Some((record, answer)) = self.answer(*id) else { continue };
            found.entry(record).or_default().push(answer);
        }
        for answers in found.values_mut() {
            arrange(answers, |one, other| (one.entered, one.round) < (other.entered, other.round));
        }
        found
    }

    fn answer(&self, id: RecordId) -> Option<(RecordId, Answer)> {
        let view = self.projection.view(id)?;
        let text = |name: &str| view.fields.get(name).and_then(Value::as_str);
        let reason = view.fields.get("word")?.pointer("/disputed/reason").and_then(Value::as_str);
        let touch = Touch::of(id, &self.projection);
        let answer = Answer {
            id,
            entered: text("entered")?.parse().ok()?,
            round: view.fields.get("round")?.as_u64()?.try_into().ok()?,
            disputed: reason.map(str::to_owned),
            figure: text("figure").map(str::to_owned),
            by: touch.map(|touch| (touch.author, touch.at)),
            taken_back: view.void_reason().map(str::to_owned),
            standing: standing(&view),
            differing: self.projection.disputes_of(id).next(),
        };
        Some((text("record")?.parse().ok()?, answer))
    }

    fn on_behalf(&self, id: RecordId, answers: Vec<Answer>) -> Option<OnBehalf> {
        let view = self.projection.view(id).filter(|view| view.void_reason().is_none())?;
        let touch = Touch::of(id, &self.projection)?;
        let unit = view.fields.get("unit")?.as_str()?.parse().ok()?;
        let stands = |answer: &&Answer| answer.entered == touch.change && answer.taken_back.is_none();
        let state = match answers.iter().rfind(stands) {
            // Whoever changes what was entered for it has its own word in it.
            _ if touch.unit == Some(unit) => BehalfState::Own,
            None if is_from_paper(view.kind, &view.fields) => BehalfState::Waiting,
            None => BehalfState::Own,
            Some(answer) if answer.disputed.is_some() => BehalfState::Disputed,
            Some(_) => BehalfState::Confirmed,
        };
        Some(OnBehalf {
            id,
            kind: view.kind,
            unit,
            year: view.fields.get("year")?.as_i64()?.try_into().ok()?,
            title: String::new(),
            fields: view.fields,
            entered: touch.change,
            by: (touch.author, touch.unit, touch.at),
            state,
            answers,
            is_closed: false,
        })
    }
}

impl Memory {
    fn entered(&self, space: SpaceId, desk: &Desk) -> Vec<OnBehalf> {
        let Some(room) = self.room(space) else { return Vec::new() };
        let mut answers = room.answers();
        let mut closed: Vec<(i16, bool)> = Vec::new();
        let mut found = Vec::new();
        for id in &room.papers.papers {
            let Some(mut entry) = room.on_behalf(*id, answers.remove(id).unwrap_or_default()) else {
                continue;
            };
            entry.title = self.title(space, *id);
            let known = closed.iter().find(|(year, _)| *year == entry.year).map(|(_, is_closed)| *is_closed);
            entry.is_closed = known.unwrap_or_else(|| {
                let is_closed = self.ground(space, entry.year, desk.today()).closed().is_some();
                closed.push((entry.year, is_closed));
                is_closed
            });
            found.push(entry);
        }
        found
    }
}

impl Repo {
    /// What was entered for units from paper in a cluster, as far as the person may see it, with what they say of it; in no
    /// order.
    pub fn on_behalf(&self, space: SpaceId) -> Vec<OnBehalf> {
        self.read(WHERE, |desk, memory| memory.entered(space, desk))
    }

    /// The same of one record; none where nobody entered it from paper, and nobody answered for it.
    pub fn on_behalf_of(&self, space: SpaceId, id: RecordId) -> Option<OnBehalf> {
        self.read(WHERE, |desk, memory| {
            let room = memory.room(space)?;
            let answers = room.answers().remove(&id).unwrap_or_default();
            let is_known = room.papers.papers.contains(&id) || !answers.is_empty();
            let entry = room.on_behalf(id, answers).filter(|_| is_known)?;
            let is_closed = memory.ground(space, entry.year, desk.today()).closed().is_some();
            Some(OnBehalf { title: memory.title(space, id), is_closed, ..entry })
        })
    }

    /// The unit says the same of several entries: all in one transaction, or none. The records that it made.
    pub async fn answer(
        &self,
        space: SpaceId,
        entries: &[OnBehalf],
        word: &Word,
    ) -> Result<Vec<RecordId>, SaveError> {
        let said = |entry: &OnBehalf| {
            let rounds = entry.answers.iter().filter(|answer| answer.entered == entry.entered);
            Confirmation {
                record: entry.id,
                year: entry.year,
                unit: entry.unit,
                entered: entry.entered,
                round: rounds.map(|answer| answer.round).max().unwrap_or(0).saturating_add(1),
                word: word.clone(),
                figure: entry.figure(),
            }
        };
        let saves: Vec<_> = entries
            .iter()
            .map(said)
            .map(|said| Save::keyed(space, &Opened::new(said.clone()), &said))
            .collect();
        self.save_all(space, &saves, None).await?;
        Ok(saves.iter().map(Save::record).collect())
    }
}
