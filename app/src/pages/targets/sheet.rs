//! The page's state: what is shown, what was typed and not taken, what can be taken back; and how a cell is saved.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::domain::{Basis, Figure, Plan, Span, Target};
use shared::id::{RecordId, SpaceId, UnitId};
use shared::number::{Marks, Quantity, written};

use super::address::{Address, Shown};
use super::keeping::CellKeeper;
use super::list::Rows;
use super::reading::{Fault, read};
use super::rights::{Entry, Rights};
use super::slot::{Column, Slot, usual_basis};
use super::taking_back::Saved;
use crate::pages::use_repo;
use crate::repo::types::{Board, Cell, Held};
use crate::repo::{Repo, Save};
use crate::route::Route;
use crate::tr;

/// What was typed into a cell and is not saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Typed {
    pub(super) basis: Basis,
    pub(super) text: String,
    /// Why it was not taken; none while it is being saved.
    #[serde(skip)]
    pub(super) fault: Option<Fault>,
}

/// What stands beside a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    pub(super) source: String,
    pub(super) note: String,
}

/// The page's state.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    pub(super) space: SpaceId,
    pub(super) year: i16,
    pub(super) board: Memo<Option<Arc<Board>>>,
    pub(super) shown: Memo<Shown>,
    /// The target in the inspector, and whose figures.
    pub(super) selected: RwSignal<Option<(RecordId, UnitId)>>,
    /// What was typed and not taken.
    pub(super) typed: RwSignal<BTreeMap<Slot, Typed>>,
    /// Nhập hộ: the document from which somebody else's figures are taken.
    pub(super) paper: RwSignal<String>,
    /// Why figures are entered after their time.
    pub(super) reason: RwSignal<String>,
    pub(super) keeper: CellKeeper,
    pub(super) address: Address,
    pub(super) route: Signal<Route>,
    /// The rows in their order, for going on to the next.
    pub(super) order: StoredValue<Option<Rows>>,
    /// The address follows the choice a moment later.
    pub(super) follow: StoredValue<Option<TimeoutHandle>>,
    /// What was saved here, the newest last, for taking back.
    pub(super) saved: StoredValue<Vec<Saved>>,
    repo: StoredValue<Repo>,
}

impl Sheet {
    /// To be called while a component is made.
    pub(super) fn new(space: SpaceId, year: i16, address: Address, route: Signal<Route>) -> Self {
        let repo = use_repo();
        let board = {
            let repo = repo.clone();
            Memo::new(move |_| repo.board(space, year))
        };
        let typed = RwSignal::new(super::keeping::left_over(&repo, space));
        Self {
            space,
            year,
            board,
            shown: address.shown,
            address,
            route,
            order: StoredValue::new(None),
            follow: StoredValue::new(None),
            selected: RwSignal::new(None),
            typed,
            paper: RwSignal::new(String::new()),
            reason: RwSignal::new(String::new()),
            keeper: CellKeeper::new(space, typed, repo.clone()),
            saved: StoredValue::new(Vec::new()),
            repo: StoredValue::new(repo),
        }
    }

    /// The repository, for event handlers.
    pub(super) fn repo(self) -> Repo {
        self.repo.get_value()
    }

    /// A target of the year.
    pub(super) fn target(self, id: RecordId) -> Option<Held<Target>> {
        self.board.with(|board| board.as_ref()?.targets.iter().find(|held| held.id == id).cloned())
    }

    /// What the person may do for a unit.
    pub(super) fn rights(self, unit: UnitId) -> Option<Rights> {
        let viewer = self.repo().session().map(|session| session.viewer);
        self.board.with(|board| Some(Rights::of(viewer.as_ref(), self.space, unit, &board.as_ref()?.ground)))
    }

    /// Which figure is typed into a cell, unless the person chooses another.
    pub(super) fn basis(self, slot: Slot) -> Basis {
        let typed = self.typed.with(|typed| typed.get(&slot).map(|typed| typed.basis));
        typed.unwrap_or_else(|| {
            self.board.with(|board| {
                let Some(board) = board else { return Basis::Official };
                usual_basis(board.cell(slot.target, slot.unit), slot.span, self.year, board.ground.today)
            })
        })
    }

    /// Whether a cell may be typed into.
    pub(super) fn entry(self, slot: Slot, basis: Basis) -> Option<Entry> {
        self.rights(slot.unit).map(|rights| rights.entry(slot.column, slot.span, basis))
    }

    /// The saved figure of a cell as it would be typed.
    pub(super) fn stands(self, slot: Slot, basis: Basis) -> String {
        let figure = self.board.with(|board| {
            let cell = board.as_ref()?.cell(slot.target, slot.unit)?;
            match slot.column {
                Column::Plan if slot.span == Span::Half => cell.plan.as_ref()?.record.half,
                Column::Plan => cell.plan.as_ref()?.record.full,
                Column::Actual => cell.figure(slot.span, basis)?.record.value,
            }
        });
        figure.map(typed_form).unwrap_or_default()
    }

    /// Takes what was typed into a cell. Whether it was understood, so that the person may go on.
    pub(super) fn commit(self, slot: Slot, basis: Basis, text: &str, beside: Option<Beside>) -> bool {
        let untouched = beside.is_none() && text.trim() == untrack(|| self.stands(slot, basis));
        if untouched {
            self.release(slot);
            return true;
        }
        let Some(target) = untrack(|| self.target(slot.target)) else { return true };
        match read(&target.record, slot.column, text) {
            Ok(figure) => self.take(slot, basis, text, figure, beside),
            Err(fault) => {
                self.hold(slot, basis, text, Some(fault));
                false
            }
        }
    }

    /// Takes a figure for a cell, typed as this text.
    pub(super) fn take(
        self,
        slot: Slot,
        basis: Basis,
        text: &str,
        figure: Option<Quantity>,
        beside: Option<Beside>,
    ) -> bool {
        match untrack(|| self.save_of(slot, basis, figure, beside)) {
            Err(fault) => {
                self.hold(slot, basis, text, Some(fault));
                false
            }
            Ok(save) => {
                self.hold(slot, basis, text, None);
                self.put(vec![save], vec![slot], self.owed_reason(slot, basis));
                true
            }
        }
    }

    /// What saving a figure comes to, with all that is owed beside it.
    pub(super) fn save_of(
        self,
        slot: Slot,
        basis: Basis,
        figure: Option<Quantity>,
        beside: Option<Beside>,
    ) -> Result<Save, Fault> {
        let entry = self.entry(slot, basis).unwrap_or(Entry::Open { source: false, reason: false });
        if let Some(why) = entry.why() {
            return Err(Fault::Refused(why));
        }
        let beside_given = beside.is_some();
        let source_of = |was: &str| {
            let given = beside.as_ref().map_or(was, |beside| beside.source.trim());
            let paper = self.paper.get_untracked();
            let paper = paper.trim();
            // What the unit once named is no document for what somebody else enters now.
            let source = if entry.owes_source() && !beside_given { paper } else { given };
            let is_missing = entry.owes_source() && source.is_empty();
            if is_missing { Err(Fault::NoSource) } else { Ok(source.to_owned()) }
        };
        if entry.owes_reason() && self.reason.with_untracked(|reason| reason.trim().is_empty()) {
            return Err(Fault::NoReason);
        }
        let repo = self.repo();
        let is_unassigned = self.board.with(|board| {
            board
                .as_ref()
                .and_then(|board| board.cell(slot.target, slot.unit))
                .is_some_and(Cell::is_unassigned)
        });
        if is_unassigned {
            return Err(Fault::Refused(tr!(target.unassigned_note).to_owned()));
        }
        match slot.column {
            Column::Plan => {
                let opened = repo.open(self.space, Plan::empty(slot.target, slot.unit, self.year));
                let mut after = opened.record.clone();
                match slot.span {
                    Span::Half => after.half = figure,
                    Span::Full => after.full = figure,
                }
                after.source = source_of(&after.source)?;
                Ok(Save::keyed(self.space, &opened, &after))
            }
            Column::Actual => {
                let blank = Figure::empty(slot.target, slot.unit, self.year, slot.span, basis);
                let opened = repo.open(self.space, blank);
                let mut after = opened.record.clone();
                after.value = figure;
                after.source = source_of(&after.source)?;
                if let Some(beside) = beside.as_ref() {
                    beside.note.trim().clone_into(&mut after.note);
                }
                Ok(Save::keyed(self.space, &opened, &after))
            }
        }
    }

    /// The reason to give with a save, where one is owed.
    pub(super) fn owed_reason(self, slot: Slot, basis: Basis) -> Option<String> {
        let owed = untrack(|| self.entry(slot, basis)).is_some_and(Entry::owes_reason);
        owed.then(|| self.reason.get_untracked().trim().to_owned())
    }

    /// Whether what was typed into a cell is being saved: until then what stands there is the old figure.
    pub(super) fn is_saving(self, slot: Slot) -> bool {
        self.typed.with(|typed| typed.get(&slot).is_some_and(|typed| typed.fault.is_none()))
    }

    /// What was typed into a cell and not taken.
    pub(super) fn not_taken(self, slot: Slot, basis: Basis) -> Option<String> {
        self.typed.with(|typed| {
            let typed = typed.get(&slot).filter(|typed| typed.basis == basis && typed.fault.is_some());
            typed.map(|typed| typed.text.clone())
        })
    }

    /// Keeps what was typed in its cell.
    pub(super) fn hold(self, slot: Slot, basis: Basis, text: &str, fault: Option<Fault>) {
        let typed = Typed { basis, text: text.to_owned(), fault };
        self.typed.update(|all| {
            all.insert(slot, typed);
        });
        self.keeper.due();
    }

    /// Lets go of what was typed into a cell.
    pub(super) fn release(self, slot: Slot) {
        self.release_all(&[slot]);
    }

    pub(super) fn release_all(self, slots: &[Slot]) {
        let is_there = |typed: &BTreeMap<Slot, Typed>| slots.iter().any(|slot| typed.contains_key(slot));
        if self.typed.try_with_untracked(is_there) == Some(true) {
            self.typed.update(|typed| typed.retain(|slot, _| !slots.contains(slot)));
            self.keeper.due();
        }
    }
}

impl Sheet {
    /// Tries again what only waited for the document or the reason.
    pub(super) fn retry(self) {
        let waits = |typed: &Typed| matches!(typed.fault, Some(Fault::NoSource | Fault::NoReason));
        let waiting: Vec<_> = self.typed.with_untracked(|typed| {
            typed
                .iter()
                .filter(|(_, typed)| waits(typed))
                .map(|(slot, typed)| (*slot, typed.clone()))
                .collect()
        });
        for (slot, typed) in waiting {
            self.commit(slot, typed.basis, &typed.text, None);
        }
    }

    /// The document, where it is owed for a cell that is somebody else's.
    pub(super) fn source_owed(self, slot: Slot) -> Option<String> {
        let owed = self.entry(slot, Basis::Official).is_some_and(Entry::owes_source);
        owed.then(|| self.paper.get_untracked().trim().to_owned())
    }
}

/// A figure as it is typed, in every language.
pub(super) fn typed_form(figure: Quantity) -> String {
    written(figure, Marks::Vietnamese)
}
