//! The form's state while it is open: what is typed, what is wrong with it, whether the draft is on the device.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::domain::{Activity, Evidence};
use shared::field::{FieldError, Problem};
use shared::id::{RecordId, SpaceId, UnitId};
use shared::sync::store::StoreError;
use shared::time::Timestamp;

use super::draft::{ActivityDraft, Fault, Slot};
use super::links::Links;
use crate::pages::draft_key::DraftOf;
use crate::repo::Repo;
use crate::repo::types::Opened;

/// Whether what was typed is on the device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Kept {
    /// Nothing was typed yet.
    #[default]
    Nothing,
    /// Something was typed a moment ago.
    Typing,
    /// It is being written.
    Writing,
    /// All of it, since then.
    At(Timestamp),
    /// The device's database did not take it; it is on screen only.
    Failed(StoreError),
}

/// The texts of the form, one signal each, as the fields of the page take them.
#[derive(Clone, Copy)]
struct Texts {
    title: RwSignal<String>,
    held_on: RwSignal<String>,
    place: RwSignal<String>,
    movement: RwSignal<String>,
    participants: RwSignal<String>,
    body: RwSignal<String>,
    tags: RwSignal<String>,
    source: RwSignal<String>,
    paper: RwSignal<String>,
}

/// The form's state.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) space: SpaceId,
    /// The activity that is edited; none while a new one is written.
    pub(super) record: Option<RecordId>,
    texts: Texts,
    pub(super) opened: RwSignal<Option<Opened<Activity>>>,
    /// Whether the person, whatever it is, is it for this unit.
    is_home: Callback<UnitId, bool>,
    pub(super) unit: RwSignal<Option<UnitId>>,
    pub(super) year: RwSignal<i16>,
    pub(super) links: Links,
    pub(super) evidence: RwSignal<BTreeSet<Evidence>>,
    /// What is wrong, once the person has tried to save; it goes as it is mended.
    pub(super) faults: RwSignal<Vec<(Slot, Fault)>>,
    /// Why the last save did not succeed, in words, where that is no single field's fault.
    pub(super) failure: RwSignal<Option<String>>,
    pub(super) kept: RwSignal<Kept>,
    /// A save is running.
    pub(super) saving: RwSignal<bool>,
    /// The draft has been saved or dropped: nothing may bring it back.
    pub(super) closed: StoredValue<bool>,
}

impl Form {
    /// A form with this in it.
    pub(super) fn new(repo: &Repo, space: SpaceId, record: Option<RecordId>, draft: ActivityDraft) -> Self {
        let viewer = repo.session().map(|session| session.viewer);
        let is_home = move |unit| viewer.as_ref().is_none_or(|viewer| viewer.belongs_to(unit, space));
        let form = Self {
            space,
            is_home: Callback::new(is_home),
            record,
            texts: Texts {
                title: RwSignal::new(draft.title),
                held_on: RwSignal::new(draft.held_on),
                place: RwSignal::new(draft.place),
                movement: RwSignal::new(draft.movement),
                participants: RwSignal::new(draft.participants),
                body: RwSignal::new(draft.body),
                tags: RwSignal::new(draft.tags),
                source: RwSignal::new(draft.source),
                paper: RwSignal::new(draft.paper),
            },
            opened: RwSignal::new(draft.opened),
            unit: RwSignal::new(draft.unit),
            year: RwSignal::new(draft.year),
            links: Links::new(draft.movements, draft.tasks, draft.targets),
            evidence: RwSignal::new(draft.evidence),
            faults: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            kept: RwSignal::new(Kept::default()),
            saving: RwSignal::new(false),
            closed: StoredValue::new(false),
        };
        Effect::new(move || form.judge_again());
        form
    }

    /// The text of a slot that is typed into.
    pub(super) fn text(&self, slot: Slot) -> RwSignal<String> {
        match slot {
            Slot::Title | Slot::Unit | Slot::Year | Slot::Links => self.texts.title,
            Slot::HeldOn => self.texts.held_on,
            Slot::Place => self.texts.place,
            Slot::Movement => self.texts.movement,
            Slot::Participants => self.texts.participants,
            Slot::Body => self.texts.body,
            Slot::Tags => self.texts.tags,
            Slot::Source => self.texts.source,
            Slot::Evidence => self.texts.paper,
        }
    }

    /// All that was typed; whoever reads it here hears of every keystroke.
    pub(super) fn draft(&self) -> ActivityDraft {
        ActivityDraft {
            opened: self.opened.get(),
            unit: self.unit.get(),
            year: self.year.get(),
            title: self.texts.title.get(),
            held_on: self.texts.held_on.get(),
            place: self.texts.place.get(),
            movement: self.texts.movement.get(),
            participants: self.texts.participants.get(),
            body: self.texts.body.get(),
            tags: self.texts.tags.get(),
            movements: self.links.movements.get(),
            tasks: self.links.tasks.get(),
            targets: self.links.targets.get(),
            evidence: self.evidence.get(),
            source: self.texts.source.get(),
            paper: self.texts.paper.get(),
        }
    }

    /// Whether the document is owed: somebody writes for a unit that works on paper. What the unit itself has entered may
    /// be mended without one.
    pub(super) fn owes_source(&self) -> bool {
        let is_strange = self.unit.get().is_some_and(|unit| !self.is_home.run(unit));
        is_strange && (self.record.is_none() || self.was_from_paper())
    }

    /// Whether the activity that is edited names a document.
    pub(super) fn was_from_paper(&self) -> bool {
        self.opened.with(|opened| opened.as_ref().is_some_and(|opened| !opened.record.source.is_empty()))
    }

    /// The activity, or every fault with its field.
    pub(super) fn parse(&self) -> Result<Activity, Vec<(Slot, Fault)>> {
        let draft = self.draft();
        let parsed = draft.parse(crate::format::today());
        if !self.owes_source() || !draft.source.trim().is_empty() {
            return parsed;
        }
        let mut faults = parsed.err().unwrap_or_default();
        faults.push((Slot::Source, Fault::Rule(Problem::Blank)));
        faults.sort_by_key(|(slot, _)| *slot);
        Err(faults)
    }

    /// The key of its draft.
    pub(super) fn key(&self) -> String {
        self.record.map_or(DraftOf::NewActivity(self.space), DraftOf::Activity).key()
    }

    /// What is wrong with a field.
    pub(super) fn fault(&self, slot: Slot) -> Option<Fault> {
        self.faults.with(|faults| faults.iter().find(|(at, _)| *at == slot).map(|(_, fault)| fault.clone()))
    }

    /// Takes what the record's own rules say against it.
    pub(super) fn accuse(&self, errors: &[FieldError]) {
        let faults = errors
            .iter()
            .filter_map(|error| Some((Slot::of(&error.field)?, Fault::Rule(error.problem))))
            .collect();
        self.faults.set(faults);
    }

    /// A fault goes away as soon as it is mended; none appears before the person tries to save again.
    fn judge_again(&self) {
        let found = self.parse().err().unwrap_or_default();
        if self.faults.with_untracked(Vec::is_empty) {
            return;
        }
        self.faults.update(|faults| {
            faults.retain_mut(|(slot, fault)| match found.iter().find(|(at, _)| at == slot) {
                Some((_, now)) => {
                    *fault = now.clone();
                    true
                }
                None => false,
            });
        });
    }
}
