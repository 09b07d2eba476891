//! What pages are told about: one trigger per topic. They live as long as the app, whoever works, so nothing here can
//! be used after its disposal.

use leptos::prelude::*;
use shared::api::Session;

use super::types::{Chip, KnownPerson, Progress, Stage};

/// Something that pages read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Topic {
    /// Activities, and what a list shows of them.
    Activities,
    /// Conflicts.
    Conflicts,
    /// Summaries.
    Summaries,
    /// Clusters, units, people.
    Directory,
    /// The outbox and what was sent.
    Outbox,
    /// Drafts.
    Drafts,
    /// Attachments.
    Files,
    /// Which cluster is opened.
    Spaces,
    /// The year's dates, targets, plans and figures.
    Targets,
    /// Movements, key tasks, and how far units have come with them.
    Works,
    /// Covenants, and who has signed them.
    Covenants,
    /// What units say of what was entered for them.
    Behalf,
}

const TOPICS: usize = 12;

/// Some topics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Topics(u16);

impl Topics {
    /// All of them: another account was opened.
    pub(super) const ALL: Self = Self(u16::MAX);

    #[expect(clippy::as_conversions, reason = "the discriminant is the bit")]
    fn bit(topic: Topic) -> u16 {
        1 << topic as u16
    }

    pub(super) fn insert(&mut self, topic: Topic) {
        self.0 |= Self::bit(topic);
    }

    pub(super) fn merge(&mut self, others: Self) {
        self.0 |= others.0;
    }

    pub(super) fn has(self, topic: Topic) -> bool {
        self.0 & Self::bit(topic) != 0
    }
}

impl From<Option<Topic>> for Topics {
    fn from(topic: Option<Topic>) -> Self {
        Self(topic.map_or(0, Self::bit))
    }
}

impl From<Topic> for Topics {
    fn from(topic: Topic) -> Self {
        Self(Self::bit(topic))
    }
}

/// All that is reactive.
#[derive(Clone)]
pub(super) struct Signals {
    pub(super) stage: ArcRwSignal<Stage>,
    pub(super) session: ArcRwSignal<Option<Session>>,
    pub(super) people: ArcRwSignal<Vec<KnownPerson>>,
    pub(super) loading: ArcRwSignal<Option<Progress>>,
    pub(super) files: ArcRwSignal<Option<Progress>>,
    pub(super) chip: ArcRwSignal<Chip>,
    pub(super) update_ready: ArcRwSignal<bool>,
    triggers: [ArcTrigger; TOPICS],
}

impl Signals {
    pub(super) fn new() -> Self {
        Self {
            stage: ArcRwSignal::new(Stage::Opening),
            session: ArcRwSignal::new(None),
            people: ArcRwSignal::new(Vec::new()),
            loading: ArcRwSignal::new(None),
            files: ArcRwSignal::new(None),
            chip: ArcRwSignal::new(Chip::default()),
            update_ready: ArcRwSignal::new(false),
            triggers: std::array::from_fn(|_| ArcTrigger::new()),
        }
    }

    /// Has whoever reads now run again when one of the topics changes.
    pub(super) fn track(&self, topics: impl Into<Topics>) {
        for trigger in self.triggers(topics.into()) {
            trigger.track();
        }
    }

    /// Has all who read these topics run again.
    pub(super) fn notify(&self, topics: impl Into<Topics>) {
        for trigger in self.triggers(topics.into()) {
            trigger.notify();
        }
    }

    fn triggers(&self, topics: Topics) -> impl Iterator<Item = &ArcTrigger> {
        self.triggers
            .iter()
            .enumerate()
            .filter(move |(bit, _)| topics.0 >> bit & 1 == 1)
            .map(|(_, trigger)| trigger)
    }
}

/// Sets a signal only when its value differs, so that nobody runs again for nothing.
pub(super) fn set<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, value: T) {
    if signal.with_untracked(|held| *held != value) {
        signal.set(value);
    }
}
