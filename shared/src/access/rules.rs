//! Who may write rule sets, and who says by which one a year is run.

use jiff::civil::Date;

use super::deed::{Deed, allowed, unlocked};
use super::{Ground, Lock, Role, Viewer};
use crate::domain::{ISSUED, Kind, PINNED, Record, RuleSet, Year};
use crate::field::Fields;
use crate::sync::{Refusal, after};

/// A rule set is the centre's. Once it is issued nobody changes it any more; it can be repealed, which says why, and leaves
/// the years that are pinned to it as they are.
pub(super) fn may_rules(viewer: &Viewer, deed: Deed<'_>) -> Result<(), Refusal> {
    allowed(viewer.is(Role::Centre, deed.subject.space))?;
    if deed.is_void() {
        return deed.reason_owed_if(true);
    }
    let issued = |fields: &Fields| RuleSet::from_fields(fields).and_then(|rules| rules.issued);
    unlocked(issued(deed.fields).filter(|_| !deed.is_new()).map(|_| Lock::Issued))?;
    if deed.touches(ISSUED) {
        let by = issued(&after(deed.fields, deed.act)).map(|issue| issue.by);
        allowed(by.is_none_or(|by| by == viewer.person))?;
    }
    Ok(())
}

/// The year's dates and its rules are for those who look over its units. Whoever pins the year to other rules says why; a
/// closed year keeps those that it was run by.
pub(super) fn may_year(deed: Deed<'_>, oversees: bool, ground: &Ground) -> Result<(), Refusal> {
    allowed(oversees && !deed.is_void())?;
    if deed.is_new() || !deed.touches(PINNED) {
        return Ok(());
    }
    let pinned = |fields: &Fields| fields.get(PINNED).cloned().filter(|rules| !rules.is_null());
    let before = pinned(deed.fields);
    let is_moved = before != pinned(&after(deed.fields, deed.act));
    unlocked(pin_lock(Kind::Year, deed.fields, PINNED, ground.today).filter(|_| is_moved))?;
    deed.reason_owed_if(is_moved && before.is_some())
}

/// Why the rules that a year is pinned to stay as they are; none for other fields, and while the year is open.
pub fn pin_lock(kind: Kind, fields: &Fields, field: &str, today: Date) -> Option<Lock> {
    let year = (kind == Kind::Year && field == PINNED).then(|| Year::from_fields(fields)).flatten()?;
    year.is_closed(today).then_some(Lock::YearClosed)
}
