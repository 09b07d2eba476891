//! Which row is chosen: in the inspector at once, in the address a moment later.

use std::time::Duration;

use leptos::prelude::*;
use shared::id::{RecordId, UnitId};

use super::address::Shown;
use super::list::Rows;
use super::sheet::Sheet;
use crate::pages::activity_detail::focus;
use crate::route::Route;

/// Where the inspector has no room beside the list.
pub(super) const NARROW: &str = "(max-width: 60rem)";
/// Whether it has no room there now.
pub(super) fn is_narrow() -> bool {
    window().match_media(NARROW).ok().flatten().is_some_and(|list| list.matches())
}

/// How long after the last step the address follows.
const ADDRESS_PAUSE: Duration = Duration::from_millis(250);

impl Sheet {
    /// Says in which order the rows stand.
    pub(super) fn order_by(self, rows: Rows) {
        self.order.set_value(Some(rows));
    }

    /// Chooses a row: it is in the inspector at once, and in the address a moment later.
    pub(super) fn select(self, target: RecordId, unit: UnitId) {
        if self.selected.get_untracked() == Some((target, unit)) {
            return;
        }
        self.selected.set(Some((target, unit)));
        // With all units and targets the choice is no place of its own, and on a phone the list stays in sight.
        let is_matrix = self.shown.get_untracked().all_units && self.route.get_untracked() == Route::Targets;
        if is_narrow() || is_matrix {
            return;
        }
        let later = set_timeout_with_handle(move || self.follow(), ADDRESS_PAUSE).ok();
        if let Some(Some(earlier)) = self.follow.try_update_value(|timer| std::mem::replace(timer, later)) {
            earlier.clear();
        }
    }

    /// Chooses a row and opens it, where there is no room beside the list.
    pub(super) fn open(self, target: RecordId, unit: UnitId) {
        self.selected.set(Some((target, unit)));
        self.to(target, unit, false);
    }

    /// Goes on to the next row that takes a figure; at the last one nothing moves.
    pub(super) fn next(self, from: (RecordId, UnitId)) {
        let Some(rows) = self.order.get_value() else { return };
        let next = rows.with_untracked(|rows| {
            let mut after = rows.iter().skip_while(|row| (row.target, row.unit) != from).skip(1);
            after.find(|row| row.actual.is_open() && !row.unassigned).map(|row| (row.target, row.unit))
        });
        let Some((target, unit)) = next else { return };
        self.selected.set(Some((target, unit)));
        self.to(target, unit, true);
        request_animation_frame(|| focus("target-value"));
    }

    fn follow(self) {
        // The page may be gone, or another place of it be wanted meanwhile.
        let Some(Some((target, unit))) = self.selected.try_get_untracked() else { return };
        if matches!(self.route.try_get_untracked(), Some(Route::Targets | Route::Target(_))) {
            self.to(target, unit, true);
        }
    }

    fn to(self, target: RecordId, unit: UnitId, replace: bool) {
        let shown = self.shown.get_untracked();
        let unit = if shown.all_units { Some(unit) } else { shown.unit };
        self.address.go.run((Route::Target(target), Shown { unit, ..shown }, replace));
    }
}
