//! What the cells of a large grid show.
//!
//! Were every cell asked whether something changed, a keystroke would pay for all of them. Here one place looks, and
//! tells only the cells that differ.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use shared::domain::Span;
use shared::id::{RecordId, UnitId};

use super::rights::Rights;
use super::rows::{Face, Making};
use super::sheet::{Sheet, Typed};
use super::slot::{Column, Slot};
use crate::repo::types::Board;

/// A figure's place: whose, and for which target.
type Place = (UnitId, RecordId);

/// The faces of the cells that were asked for.
#[derive(Clone, Copy)]
pub(super) struct Faces {
    sheet: Sheet,
    cells: StoredValue<BTreeMap<Place, ArcRwSignal<Option<Face>>>>,
}

/// What the faces were last made of.
struct Seen {
    board: Option<Arc<Board>>,
    span: Span,
    typed: BTreeMap<Slot, Typed>,
}

impl Faces {
    /// To be called while a component is made.
    pub(super) fn new(sheet: Sheet) -> Self {
        let faces = Self { sheet, cells: StoredValue::new(BTreeMap::new()) };
        Effect::new(move |was: Option<Seen>| {
            let now =
                Seen { board: sheet.board.get(), span: sheet.shown.get().span, typed: sheet.typed.get() };
            untrack(|| match &was {
                Some(was) if was.is_of_the_same_board(&now) => faces.tell(&was.differing(&now)),
                _ => faces.tell(&faces.cells.with_value(|cells| cells.keys().copied().collect::<Vec<_>>())),
            });
            now
        });
        faces
    }

    /// What the cell of a figure shows, now and from now on, to somebody with these rights for its unit.
    pub(super) fn of(self, place: Place, rights: Option<&Rights>) -> Signal<Option<Face>> {
        let held = self.cells.with_value(|cells| cells.get(&place).cloned());
        let signal = held.unwrap_or_else(|| {
            let signal = ArcRwSignal::new(untrack(|| self.face(place, rights)));
            self.cells.update_value(|cells| {
                cells.insert(place, signal.clone());
            });
            signal
        });
        signal.into()
    }

    fn tell(self, places: &[Place]) {
        // Rights are worked out once for a unit, not for each of its cells.
        for of_unit in places.chunk_by(|one, next| one.0 == next.0) {
            let rights = of_unit.first().and_then(|(unit, _)| self.sheet.rights(*unit));
            for place in of_unit {
                let Some(signal) = self.cells.with_value(|cells| cells.get(place).cloned()) else { continue };
                let face = self.face(*place, rights.as_ref());
                if signal.with_untracked(|was| *was != face) {
                    signal.set(face);
                }
            }
        }
    }

    fn face(self, (unit, target): Place, rights: Option<&Rights>) -> Option<Face> {
        let (sheet, rights) = (self.sheet, rights?);
        sheet.board.with(|board| {
            let board = board.as_deref()?;
            let held = board.targets.iter().find(|held| held.id == target)?;
            let span = sheet.shown.get().span;
            sheet.typed.with(|typed| Some(Making { board, rights, typed, span }.actual(held, unit)))
        })
    }
}

impl Seen {
    fn is_of_the_same_board(&self, now: &Self) -> bool {
        let is_same = match (&self.board, &now.board) {
            (Some(was), Some(now)) => Arc::ptr_eq(was, now),
            (was, now) => was.is_none() && now.is_none(),
        };
        is_same && self.span == now.span
    }

    /// Where something else was typed.
    fn differing(&self, now: &Self) -> Vec<Place> {
        let either = self.typed.keys().chain(now.typed.keys());
        let differing = either.filter(|slot| slot.column == Column::Actual);
        differing
            .filter(|slot| self.typed.get(slot) != now.typed.get(slot))
            .map(|slot| (slot.unit, slot.target))
            .collect()
    }
}
