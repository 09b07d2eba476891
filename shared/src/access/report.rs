//! Who may do what to a report, and when: one table for the server, the pages and the tests.
//!
//! The unit writes and sends; the head's office approves or returns, but not the report of its own unit, on which only
//! the centre decides (`domain.md` names no deputy for it); the centre accepts what was approved.

use super::deed::{Deed, allowed, unlocked};
use super::{Ground, Lock, Role, Viewer};
use crate::domain::ReportState::{Accepted, Approved, Draft, Moved, Returned, Submitted};
use crate::domain::{Record, Report, ReportState, Work};
use crate::id::{SpaceId, UnitId};
use crate::sync::{Act, Refusal, after};

/// Why the text of a report is closed to its unit in a state; none while it is open.
pub const fn report_lock(state: ReportState) -> Option<Lock> {
    match state {
        Draft | Moved | Returned => None,
        Submitted => Some(Lock::Submitted),
        Approved => Some(Lock::Approved),
        Accepted => Some(Lock::Accepted),
    }
}

/// Whether a person may approve the reports of a unit and return them.
pub fn may_review(viewer: &Viewer, unit: UnitId, space: SpaceId) -> bool {
    viewer.is(Role::Centre, space) || (viewer.oversees(space) && !viewer.belongs_to(unit, space))
}

/// A report before and after what somebody does to it, and who does it.
struct Case<'a> {
    viewer: &'a Viewer,
    deed: Deed<'a>,
    ground: &'a Ground,
    unit: UnitId,
    oversees: bool,
    before: Report,
    after: Report,
}

/// Whether a person may do this to a report.
pub(super) fn may_report(
    viewer: &Viewer,
    deed: Deed<'_>,
    (own, oversees): (bool, bool),
    ground: &Ground,
) -> Result<(), Refusal> {
    // A report that is emptied says as much as one that was taken away.
    allowed((own || oversees) && !deed.is_void())?;
    unlocked(ground.closed())?;
    let Some(unit) = deed.subject.unit else { return Err(Refusal::NotAllowed) };
    // What cannot be read is refused for that, once it is clear that its author may write here.
    let Some(after) = Report::from_fields(&after(deed.fields, deed.act)) else { return Ok(()) };
    let is_new = matches!(deed.act, Act::Insert(made) if made == deed.fields);
    let blank = || Some(Report::empty(after.unit, after.year, after.span));
    let before = if is_new { blank() } else { Report::from_fields(deed.fields) };
    let Some(before) = before else { return Ok(()) };
    let case = Case { viewer, deed, ground, unit, oversees, before, after };
    if deed.touches_beside(&Report::STEPS) {
        case.may_write()?;
    }
    // Whoever may not decide at all hears that first.
    if deed.touches("reviewed") {
        case.may_judge()?;
    }
    if deed.touches("accepted") {
        case.may_take()?;
    }
    if deed.touches("submitted") {
        case.may_send()?;
    }
    Ok(())
}

impl Case<'_> {
    fn space(&self) -> SpaceId {
        self.deed.subject.space
    }

    /// The text is open until it is sent, and again once it is returned, whatever its last day is.
    fn may_write(&self) -> Result<(), Refusal> {
        let was = self.before.state();
        unlocked(report_lock(was))?;
        self.in_time_unless(was == Returned)
    }

    /// It is sent by the unit, or from the unit's paper by who looks over the units; withdrawn while nobody has decided.
    fn may_send(&self) -> Result<(), Refusal> {
        let (was, is) = (self.before.state(), self.after.state());
        let Some(sent) = &self.after.submitted else {
            unlocked(report_lock(was).filter(|_| was != Submitted))?;
            allowed(self.is_senders_or_units())?;
            // Out of time it could not be sent again.
            self.in_time_unless(false)?;
            return current(was == Submitted);
        };
        if (was, is) == (Submitted, Returned) {
            // Sent again and taken back at once: it stands as it was returned.
            return allowed(self.is_senders_or_units());
        }
        unlocked(report_lock(was))?;
        allowed(sent.by == self.viewer.person)?;
        // What was sent in time and has to be sent anew is not late.
        self.in_time_unless(was != Draft)?;
        current(matches!(is, Submitted | Moved) && sent.round >= self.before.next_round())
    }

    /// Whether the person belongs to the unit, or sent the report for it.
    fn is_senders_or_units(&self) -> bool {
        let sent = self.before.submitted.as_ref().is_some_and(|sent| sent.by == self.viewer.person);
        sent || self.viewer.belongs_to(self.unit, self.space())
    }

    /// Approving and returning are said of the report as it was sent last, in one's own name, until the centre accepts it.
    fn may_judge(&self) -> Result<(), Refusal> {
        allowed(may_review(self.viewer, self.unit, self.space()))?;
        let (was, is) = (self.before.state(), self.after.state());
        // What is approved and accepted in one is taken back in one.
        let takes_back = self.deed.touches("accepted") && self.viewer.is(Role::Centre, self.space());
        unlocked(report_lock(was).filter(|_| was == Accepted && !takes_back))?;
        let is_own = |report: &Report| report.review().is_some_and(|it| it.by == self.viewer.person);
        match (was, is) {
            (Submitted | Returned, Approved | Accepted) | (Submitted | Approved | Returned, Returned) => {
                allowed(is_own(&self.after))
            }
            // Taking back one's own word.
            (Approved | Returned, Submitted) => {
                allowed(is_own(&self.before) || self.viewer.is(Role::Centre, self.space()))
            }
            (Accepted, Submitted) => Ok(()),
            _ => current(false),
        }
    }

    /// Accepting is the centre's, and so is taking that back, with a reason.
    fn may_take(&self) -> Result<(), Refusal> {
        allowed(self.viewer.is(Role::Centre, self.space()))?;
        match (self.before.state(), self.after.state()) {
            (Submitted | Returned | Approved, Accepted) => {
                allowed(self.after.accepted.as_ref().is_some_and(|it| it.by == self.viewer.person))
            }
            (Accepted, Approved | Submitted) => self.deed.reason_owed_if(true),
            _ => current(false),
        }
    }

    /// Whether the time for it lasts, or need not. Who looks over the units may do it later, with a reason, and names the
    /// document when it is for another unit.
    fn in_time_unless(&self, is_exempt: bool) -> Result<(), Refusal> {
        let work = Work::of_report(self.before.span);
        let late = self.ground.lock(work, self.unit).filter(|_| !is_exempt);
        if !self.oversees {
            return unlocked(late);
        }
        let is_other = !self.viewer.belongs_to(self.unit, self.space());
        self.deed.source_owed_if(is_other, &self.after.to_fields())?;
        self.deed.reason_owed_if(late.is_some())
    }
}

/// Whether what is said is said of the report as it stands.
fn current(is_current: bool) -> Result<(), Refusal> {
    if is_current { Ok(()) } else { Err(Refusal::DecisionStale) }
}
