//! Who enters what for a unit that works on paper, and who answers for it: the head's office and the centre enter, the unit
//! alone confirms or disputes.

use super::deed::{Deed, allowed, unlocked};
use super::{Ground, Viewer};
use crate::sync::{Act, Refusal, after};

/// An activity is its unit's. Who looks over the units may enter one for a unit that works on paper, naming the document,
/// and mend what the unit itself has entered.
pub(super) fn may_activity(
    viewer: &Viewer,
    deed: Deed<'_>,
    (own, oversees): (bool, bool),
    ground: &Ground,
) -> Result<(), Refusal> {
    allowed(own || oversees)?;
    unlocked(ground.closed())?;
    let is_home = deed.subject.unit.is_some_and(|unit| viewer.belongs_to(unit, deed.subject.space));
    let is_entry = deed.is_new() || deed.touches("source");
    deed.source_owed_if(!is_home && is_entry, &after(deed.fields, deed.act))?;
    deed.reason_owed_if(deed.is_void())
}

/// A unit answers for itself, whoever entered for it; nobody answers in its place, also not those who look over all units.
/// What it said is taken back with a reason and never edited.
pub(super) fn may_confirm(viewer: &Viewer, deed: Deed<'_>, ground: &Ground) -> Result<(), Refusal> {
    allowed(deed.subject.unit.is_some_and(|unit| viewer.belongs_to(unit, deed.subject.space)))?;
    unlocked(ground.closed())?;
    match deed.act {
        Act::Insert(_) => Ok(()),
        Act::Void => deed.reason_owed_if(true),
        Act::Patch(_) | Act::Restore => Err(Refusal::NotAllowed),
    }
}
