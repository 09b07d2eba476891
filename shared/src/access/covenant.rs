//! Who may write the covenant, say something of its draft, and sign it: one table for the server, the pages and the tests.
//!
//! The head's office and the centre write and adopt; every unit says what it thinks of the draft; a unit signs, on its own
//! device or on one that is passed round.

use super::deed::{Deed, allowed, unlocked};
use super::{Ground, Viewer};
use crate::domain::{Covenant, Record, Work};
use crate::sync::{Act, Refusal, after};

/// The field that holds the adopted text.
pub(super) const ADOPTED: &str = "adopted";

/// A draft is open as long as the year is. What was adopted is withdrawn or replaced only with a reason: units may have
/// signed it.
pub(super) fn may_covenant(
    viewer: &Viewer,
    deed: Deed<'_>,
    oversees: bool,
    ground: &Ground,
) -> Result<(), Refusal> {
    allowed(oversees && !deed.is_void())?;
    unlocked(ground.closed())?;
    if !deed.touches(ADOPTED) {
        return Ok(());
    }
    let adopted = |covenant: Option<Covenant>| covenant.and_then(|covenant| covenant.adopted);
    let before = adopted(Covenant::from_fields(deed.fields)).filter(|_| !deed.is_new());
    let after = adopted(Covenant::from_fields(&after(deed.fields, deed.act)));
    allowed(after.is_none_or(|after| after.by == viewer.person))?;
    deed.reason_owed_if(before.is_some())
}

/// An article is part of the draft; taking one out says why.
pub(super) fn may_article(deed: Deed<'_>, oversees: bool, ground: &Ground) -> Result<(), Refusal> {
    allowed(oversees)?;
    unlocked(ground.closed())?;
    deed.reason_owed_if(deed.is_void())
}

/// What a unit says is its own word; the head's office answers.
pub(super) fn may_remark(
    viewer: &Viewer,
    deed: Deed<'_>,
    oversees: bool,
    ground: &Ground,
) -> Result<(), Refusal> {
    let is_own = deed.subject.unit.is_some_and(|unit| viewer.belongs_to(unit, deed.subject.space));
    allowed(is_own || oversees)?;
    unlocked(ground.closed())?;
    if deed.is_void() {
        return deed.reason_owed_if(true);
    }
    if deed.touches("answer") {
        allowed(oversees)?;
    }
    allowed(is_own || !deed.touches_beside(&["answer"]))
}

/// A signature is given and taken back, never edited. It is due until the last day of signing; later it takes an unlock,
/// or a reason of who looks over the units.
pub(super) fn may_sign(
    deed: Deed<'_>,
    (own, oversees): (bool, bool),
    ground: &Ground,
) -> Result<(), Refusal> {
    allowed(own || oversees)?;
    unlocked(ground.closed())?;
    let Some(unit) = deed.subject.unit else { return Err(Refusal::NotAllowed) };
    let late = ground.lock(Work::Covenant, unit);
    match deed.act {
        Act::Insert(_) if oversees => deed.reason_owed_if(late.is_some()),
        Act::Insert(_) => unlocked(late),
        Act::Void => deed.reason_owed_if(true),
        Act::Patch(_) | Act::Restore => Err(Refusal::NotAllowed),
    }
}
