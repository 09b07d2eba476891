//! The person at a device and what somebody else entered for the unit: confirms it, disputes it, thinks better of it; now and
//! then for a unit that is not theirs, or after the entry was changed.

use shared::domain::{Confirmation, Keyed, Kind, Record, Word, is_from_paper};
use shared::id::UnitId;
use shared::sync::Act;

use crate::centre::{YEAR, space};
use crate::figures::{Deed, Desk};

impl Desk<'_> {
    /// Something to say of what was entered from a paper, if there is any.
    pub(crate) fn answer(&mut self) -> Option<Deed> {
        let unit = self.for_unit();
        let is_of = |unit: UnitId, of: &serde_json::Value| of.as_str() == Some(&unit.to_string());
        let papers: Vec<_> = self
            .shown
            .ids()
            .filter_map(|id| Some((id, self.shown.view(id)?)))
            .filter(|(_, view)| is_from_paper(view.kind, &view.fields))
            .filter(|(_, view)| view.fields.get("unit").is_some_and(|of| is_of(unit, of)))
            .collect();
        if papers.is_empty() {
            return None;
        }
        let (record, view) = self.dice.pick(&papers).clone();
        let here = self.shown.changes_of(record).next_back().map(|queued| queued.change.id);
        let entered = here.or(view.base.as_ref().and_then(|row| Some(row.by.as_ref()?.change)))?;
        let word = if self.dice.permille(600) {
            Word::Confirmed
        } else {
            Word::Disputed { reason: format!("Thiếu mục {}", self.dice.below(9)) }
        };
        let mut said = Confirmation { record, year: YEAR, unit, entered, round: 1, word, figure: None };
        while let Some(view) = self.shown.view(said.id(space())) {
            if view.void_reason().is_none() && self.dice.permille(500) {
                return Some((said.id(space()), Kind::Confirmation, Act::Void, Some("Bấm nhầm".to_owned())));
            }
            said.round += 1;
        }
        Some((said.id(space()), Kind::Confirmation, Act::Insert(said.to_fields()), None))
    }
}
