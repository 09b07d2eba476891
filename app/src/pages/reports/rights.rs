//! What the person may do with a report now, so that the page offers no more than the server would take.

use shared::access::{Deed, Ground, Subject, Viewer, may, may_review};
use shared::domain::{Kind, Record, Report, Verdict};
use shared::id::SpaceId;
use shared::sync::{Act, Refusal, edits_between};

/// Whoever looks at a report, and on which ground.
pub(super) struct Rights<'a> {
    pub(super) viewer: &'a Viewer,
    pub(super) space: SpaceId,
    pub(super) ground: &'a Ground,
}

/// A step on the way of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Write,
    Send,
    Withdraw,
    Approve,
    Return,
    /// Approved and accepted in one, where the centre alone decides.
    ApproveAndTake,
    Take,
    Untake,
}

/// Whether a step can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leave {
    /// At once.
    Yes,
    /// With a reason, for its time is over or it takes something back.
    WithReason,
    /// Once the document is named from which it was entered.
    WithSource,
    /// Not now, and why.
    No(Refusal),
}

impl Step {
    /// The report once the step is taken by somebody.
    pub(super) fn done(self, report: &Report, by: shared::id::PersonId) -> Report {
        let returned = || Verdict::Returned { reason: "…".to_owned() };
        match self {
            Self::Write => Report { results: format!("{} …", report.results), ..report.clone() },
            Self::Send => report.sent(by, Vec::new()),
            Self::Withdraw => Report { submitted: None, ..report.clone() },
            Self::Approve => report.judged(by, Verdict::Approved),
            Self::Return => report.judged(by, returned()),
            Self::ApproveAndTake => report.judged(by, Verdict::Approved).taken(by),
            Self::Take => report.taken(by),
            Self::Untake => Report { accepted: None, ..report.clone() },
        }
    }
}

impl Rights<'_> {
    /// Whether the person may take a step.
    pub(super) fn leave(&self, report: &Report, step: Step) -> Leave {
        let after = step.done(report, self.viewer.person);
        let act = Act::Patch(edits_between(report, &after));
        let fields = report.to_fields();
        let subject = Subject::of(self.space, false, Kind::Report, &fields);
        let deed = Deed { subject: &subject, act: &act, fields: &fields, reason: None };
        match may(self.viewer, deed, self.ground) {
            Ok(()) if after == *report => Leave::No(Refusal::DecisionStale),
            Ok(()) => Leave::Yes,
            Err(Refusal::NeedsReason) => Leave::WithReason,
            Err(Refusal::NeedsSource) => Leave::WithSource,
            Err(why) => Leave::No(why),
        }
    }

    /// Whether the person enters the report for a unit that is not their own.
    pub(super) fn is_on_behalf(&self, report: &Report) -> bool {
        !self.viewer.belongs_to(report.unit, self.space)
    }

    /// Whether the person ever decides on reports of this unit.
    pub(super) fn decides(&self, report: &Report) -> bool {
        may_review(self.viewer, report.unit, self.space)
    }
}

#[cfg(test)]
mod tests {
    use shared::access::{Grant, Lock, Role};
    use shared::domain::Span;
    use shared::id::{PersonId, UnitId};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn viewer(role: Role, unit: Option<UnitId>) -> Viewer {
        let grant = Grant { role, space: None, unit };
        Viewer { person: PersonId::derived([1; 16]), grants: vec![grant] }
    }

    #[wasm_bindgen_test]
    fn each_one_is_offered_what_the_server_would_take() {
        use Step::{Approve, ApproveAndTake, Return, Send, Take, Withdraw, Write};
        let (unit, other) = (UnitId::derived([2; 16]), UnitId::derived([3; 16]));
        let ground = Ground::open(jiff::civil::date(2024, 6, 20));
        let draft = Report { source: "Báo cáo 12/BC".to_owned(), ..Report::empty(unit, 2024, Span::Half) };
        let me = PersonId::derived([1; 16]);
        let sent = draft.sent(me, Vec::new());
        let approved = sent.judged(me, Verdict::Approved);
        let offered = |viewer: &Viewer, report: &Report| -> Vec<Step> {
            let rights = Rights { viewer, space: SpaceId::derived([4; 16]), ground: &ground };
            let all = [Write, Send, Withdraw, Approve, Return, ApproveAndTake, Take];
            all.into_iter().filter(|step| !matches!(rights.leave(report, *step), Leave::No(_))).collect()
        };
        let officer = viewer(Role::Officer, Some(unit));
        let head = viewer(Role::HeadOffice, Some(other));
        let centre = viewer(Role::Centre, None);
        assert_eq!(offered(&officer, &draft), [Write, Send]);
        assert_eq!(offered(&officer, &sent), [Withdraw]);
        assert_eq!(offered(&officer, &approved), []);
        assert_eq!(offered(&head, &sent), [Withdraw, Approve, Return]);
        assert_eq!(offered(&viewer(Role::HeadOffice, Some(unit)), &sent), [Withdraw]);
        assert_eq!(offered(&centre, &sent), [Withdraw, Approve, Return, ApproveAndTake]);
        assert_eq!(offered(&centre, &approved), [Return, ApproveAndTake, Take]);
        let rights = Rights { viewer: &officer, space: SpaceId::derived([4; 16]), ground: &ground };
        let why = Refusal::Locked { lock: Lock::Submitted };
        assert_eq!(rights.leave(&sent, Write), Leave::No(why));
    }
}
