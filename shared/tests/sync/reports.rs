//! A report: which state it is in whatever was said of it, and who may take it from one state to the next.

use jiff::civil::Date;
use proptest::prelude::*;
use shared::access::{Deed, Grant, Ground, Lock, Role, Subject, Viewer, may, may_decide};
use shared::domain::ReportState::{Accepted, Approved, Draft, Moved, Returned, Submitted};
use shared::domain::{Kind, Period, Phase, Record, Report, ReportState, Span, Verdict, Work, Year};
use shared::field::Problem;
use shared::id::{PersonId, UnitId};
use shared::sync::{Act, Refusal, edits_between};

use crate::given::{space, unit};

const MIDYEAR: Period = Period { from: Date::constant(2024, 6, 20), to: Date::constant(2024, 7, 15) };
const IN_TIME: Date = Date::constant(2024, 7, 15);
const LATE: Date = Date::constant(2024, 7, 16);

fn person(n: u8) -> PersonId {
    PersonId::derived([n; 16])
}

fn viewer(n: u8, role: Role, unit: Option<UnitId>) -> Viewer {
    let grant = Grant { role, space: Some(space()), unit };
    Viewer { person: person(n), grants: vec![grant] }
}

fn elsewhere() -> UnitId {
    UnitId::derived([8; 16])
}

fn returned() -> Verdict {
    Verdict::Returned { reason: "Thiếu số liệu".into() }
}

fn text(results: &str) -> Report {
    Report { results: results.into(), ..Report::empty(unit(), 2024, Span::Half) }
}

/// A report in each state: person 1 works for its unit, 2 for the head's office, 3 for the centre.
fn in_state(state: ReportState) -> Report {
    let sent = text("Kết quả.").sent(person(1), Vec::new());
    let report = match state {
        Draft => text("Kết quả."),
        Moved => Report { results: "Kết quả khác.".into(), ..sent },
        Submitted => sent,
        Returned => sent.judged(person(2), returned()),
        Approved => sent.judged(person(2), Verdict::Approved),
        Accepted => sent.judged(person(2), Verdict::Approved).taken(person(3)),
    };
    assert_eq!(report.state(), state);
    report
}

const STATES: [ReportState; 6] = [Draft, Moved, Returned, Submitted, Approved, Accepted];

fn on(today: Date) -> Ground {
    let mut year = Year::empty(2024);
    year.set_period(Phase::Midyear, Some(MIDYEAR));
    Ground { year: Some(year), ..Ground::open(today) }
}

fn judge(
    viewer: &Viewer,
    (before, after): (&Report, &Report),
    reason: Option<&str>,
    today: Date,
) -> Result<(), Refusal> {
    let fields = before.to_fields();
    let subject = Subject::of(space(), false, Kind::Report, &fields);
    let act = Act::Patch(edits_between(before, after));
    may(viewer, Deed { subject: &subject, act: &act, fields: &fields, reason }, &on(today))
}

fn locked(lock: Lock) -> Result<(), Refusal> {
    Err(Refusal::Locked { lock })
}

const NOT_ALLOWED: Result<(), Refusal> = Err(Refusal::NotAllowed);
const STALE: Result<(), Refusal> = Err(Refusal::DecisionStale);

#[derive(Clone, Copy, Debug)]
enum Step {
    Write,
    Send,
    Withdraw,
    Approve,
    Return,
    Take,
}

impl Step {
    const ALL: [Self; 6] = [Self::Write, Self::Send, Self::Withdraw, Self::Approve, Self::Return, Self::Take];

    fn done(self, report: &Report, by: PersonId) -> Report {
        match self {
            Self::Write => Report { lessons: "Bài học.".into(), ..report.clone() },
            Self::Send => report.sent(by, Vec::new()),
            Self::Withdraw => Report { submitted: None, ..report.clone() },
            Self::Approve => report.judged(by, Verdict::Approved),
            Self::Return => report.judged(by, returned()),
            Self::Take => report.taken(by),
        }
    }
}

/// What comes of a step of somebody who may take it where it is due.
fn expected(step: Step, state: ReportState) -> Result<(), Refusal> {
    let lock = match state {
        Submitted => Some(Lock::Submitted),
        Approved => Some(Lock::Approved),
        Accepted => Some(Lock::Accepted),
        Draft | Moved | Returned => None,
    };
    match (step, state) {
        (Step::Write | Step::Send, _) => lock.map_or(Ok(()), locked),
        (Step::Withdraw, Submitted)
        | (Step::Approve, Submitted | Returned)
        | (Step::Return, Submitted | Approved | Returned)
        | (Step::Take, Approved) => Ok(()),
        (Step::Withdraw, Approved | Accepted) | (Step::Approve | Step::Return, Accepted) => {
            lock.map_or(Ok(()), locked)
        }
        _ => STALE,
    }
}

#[test]
fn each_step_is_somebodys_and_has_its_states() {
    let roles = [
        ("unit", viewer(1, Role::Officer, Some(unit()))),
        ("stranger", viewer(4, Role::Officer, Some(elsewhere()))),
        ("head's office", viewer(2, Role::HeadOffice, Some(elsewhere()))),
        ("head's office, its own unit", viewer(2, Role::HeadOffice, Some(unit()))),
        ("centre", viewer(3, Role::Centre, None)),
    ];
    for (name, viewer) in roles {
        for (step, state) in Step::ALL.into_iter().flat_map(|step| STATES.map(|state| (step, state))) {
            let may_take = match (name, step) {
                ("unit" | "head's office, its own unit", Step::Write | Step::Send | Step::Withdraw)
                | ("head's office", Step::Write | Step::Send | Step::Approve | Step::Return)
                | ("centre", Step::Write | Step::Send | Step::Approve | Step::Return | Step::Take) => true,
                // Withdrawing it is for its unit, and for who sent it.
                _ => false,
            };
            // Entered from the unit's paper, where it is not one's own.
            let before = Report { source: "Báo cáo 12/BC-HCTĐ".into(), ..in_state(state) };
            let after = step.done(&before, viewer.person);
            if before == after {
                continue;
            }
            let is = judge(&viewer, (&before, &after), None, IN_TIME);
            match (may_take, step, state) {
                (true, ..) => assert_eq!(is, expected(step, state), "{name} {step:?} {state:?}"),
                (false, Step::Withdraw, Approved | Accepted) => assert!(is.is_err()),
                (false, ..) => assert_eq!(is, NOT_ALLOWED, "{name} {step:?} {state:?}"),
            }
        }
    }
}

#[test]
fn a_step_is_taken_in_ones_own_name_and_on_the_report_as_it_was_sent_last() {
    let head = viewer(2, Role::HeadOffice, Some(elsewhere()));
    let centre = viewer(3, Role::Centre, None);
    let unit = viewer(1, Role::Officer, Some(unit()));
    let sent = in_state(Submitted);
    let check = |viewer: &Viewer, before: &Report, after: &Report, expected: Result<(), Refusal>| {
        assert_eq!(judge(viewer, (before, after), None, IN_TIME), expected, "{after:?}");
    };
    check(&head, &sent, &sent.judged(person(9), Verdict::Approved), NOT_ALLOWED);
    check(&centre, &in_state(Approved), &in_state(Approved).taken(person(9)), NOT_ALLOWED);
    check(&unit, &in_state(Draft), &in_state(Draft).sent(person(9), Vec::new()), NOT_ALLOWED);
    // Approved as it was read, while the unit has sent another text.
    let read = in_state(Submitted).judged(person(2), Verdict::Approved);
    let newer = text("Kết quả mới.").sent(person(1), Vec::new());
    check(&head, &newer, &Report { reviewed: read.reviewed.clone(), ..newer.clone() }, STALE);
    // Sent again by mistake, it is put back as it was returned; a stale text never takes away what was sent.
    let again = in_state(Returned).sent(person(1), Vec::new());
    check(&unit, &again, &Report { submitted: in_state(Returned).submitted, ..again.clone() }, Ok(()));
    let stale = text("Kết quả cũ.").sent(person(1), Vec::new()).submitted;
    check(&unit, &sent, &Report { submitted: stale, ..sent.clone() }, locked(Lock::Submitted));
    // One's own word is taken back, another's only by the centre; what was accepted stays until the centre has a reason.
    let other = viewer(5, Role::HeadOffice, Some(elsewhere()));
    for state in [Approved, Returned] {
        let back = Report { reviewed: None, ..in_state(state) };
        check(&head, &in_state(state), &back, Ok(()));
        check(&other, &in_state(state), &back, NOT_ALLOWED);
        check(&centre, &in_state(state), &back, Ok(()));
    }
    let back = Report { accepted: None, ..in_state(Accepted) };
    check(&centre, &in_state(Accepted), &back, Err(Refusal::NeedsReason));
    assert_eq!(judge(&centre, (&in_state(Accepted), &back), Some("Nhầm"), LATE), Ok(()));
    // The centre does both at once.
    check(&centre, &sent, &sent.judged(person(3), Verdict::Approved).taken(person(3)), Ok(()));
    check(&centre, &sent, &sent.taken(person(3)), STALE);
    let both = sent.judged(person(3), Verdict::Approved).taken(person(3));
    assert_eq!(judge(&centre, (&both, &sent), Some("Nhầm"), IN_TIME), Ok(()));
    check(&centre, &both, &sent, Err(Refusal::NeedsReason));
    check(&head, &both, &sent, locked(Lock::Accepted));
}

#[test]
fn a_report_has_its_time_and_returning_it_opens_it_again() {
    let officer = viewer(1, Role::Officer, Some(unit()));
    let head = viewer(2, Role::HeadOffice, Some(elsewhere()));
    let late = locked(Lock::PastDeadline { work: Work::HalfReport, last: MIDYEAR.to });
    let step = |viewer: &Viewer, state, step: Step, reason: Option<&str>| {
        let before = Report { source: "Báo cáo 12/BC".into(), ..in_state(state) };
        judge(viewer, (&before, &step.done(&before, viewer.person)), reason, LATE)
    };
    assert_eq!(step(&officer, Draft, Step::Write, None), late);
    assert_eq!(step(&officer, Draft, Step::Send, None), late);
    // Withdrawn, it could not be sent again.
    assert_eq!(step(&officer, Submitted, Step::Withdraw, None), late);
    assert_eq!(step(&officer, Returned, Step::Write, None), Ok(()));
    assert_eq!(step(&officer, Returned, Step::Send, None), Ok(()));
    // What two devices brought together may be sent anew, but not written on.
    assert_eq!(step(&officer, Moved, Step::Send, None), Ok(()));
    assert_eq!(step(&officer, Moved, Step::Write, None), late);
    assert_eq!(step(&head, Draft, Step::Write, None), Err(Refusal::NeedsReason));
    assert_eq!(step(&head, Draft, Step::Write, Some("Bản giấy đến chậm")), Ok(()));
    let bare = in_state(Draft);
    let written = Step::Write.done(&bare, head.person);
    assert_eq!(judge(&head, (&bare, &written), Some("Chậm"), LATE), Err(Refusal::NeedsSource));
    assert_eq!(step(&head, Submitted, Step::Approve, None), Ok(()), "deciding has no last day");
}

#[test]
fn a_new_report_says_nothing_for_others_and_is_never_taken_away() {
    let officer = viewer(1, Role::Officer, Some(unit()));
    let insert = |report: &Report| {
        let fields = report.to_fields();
        let subject = Subject::of(space(), false, Kind::Report, &fields);
        let act = Act::Insert(fields.clone());
        may(&officer, Deed { subject: &subject, act: &act, fields: &fields, reason: None }, &on(IN_TIME))
    };
    assert_eq!(insert(&in_state(Draft)), Ok(()));
    assert_eq!(insert(&in_state(Submitted)), Ok(()), "written and sent at once");
    assert_eq!(insert(&in_state(Approved)), NOT_ALLOWED);
    assert_eq!(insert(&in_state(Accepted)), NOT_ALLOWED);
    let fields = in_state(Draft).to_fields();
    let subject = Subject::of(space(), false, Kind::Report, &fields);
    for act in [Act::Void, Act::Restore] {
        let deed = Deed { subject: &subject, act: &act, fields: &fields, reason: Some("Nhầm") };
        assert_eq!(may(&officer, deed, &on(IN_TIME)), NOT_ALLOWED);
    }
    let step = serde_json::json!({ "of": "00", "by": person(3) });
    assert_eq!(may_decide(person(3), &subject, ("accepted", &step), &on(IN_TIME)), NOT_ALLOWED);
    assert_eq!(may_decide(person(3), &subject, ("results", &"Khác".into()), &on(IN_TIME)), Ok(()));
}

#[test]
fn a_return_says_why_and_a_date_is_near_its_year() {
    let problems =
        |report: &Report| report.check().into_iter().map(|it| (it.field, it.problem)).collect::<Vec<_>>();
    let sent = in_state(Submitted);
    let silent = sent.judged(person(2), Verdict::Returned { reason: " ".into() });
    assert_eq!(problems(&silent), [("reviewed".to_owned(), Problem::Blank)]);
    assert_eq!(problems(&in_state(Accepted)), []);
    let dated = |year| Report { dated: Some(Date::constant(year, 1, 10)), ..text("Kết quả.") };
    assert_eq!(problems(&dated(2025)), []);
    assert_eq!(problems(&dated(2042)), [("dated".to_owned(), Problem::OutOfRange)]);
}

#[test]
fn a_round_is_never_used_twice() {
    let first = in_state(Returned);
    let second = first.sent(person(1), Vec::new());
    assert_eq!(second.state(), Submitted, "sent again without a change, it waits again");
    let withdrawn = Report { submitted: None, ..second };
    let third = withdrawn.sent(person(1), Vec::new());
    assert_eq!(third.state(), Submitted, "what was said of the first round is not said of this one");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is changed in a text that was sent: nothing that was said of it is said of the new one.
    #[test]
    fn no_word_outlives_its_text(field in prop::sample::select(Report::SECTIONS.to_vec()), words in "[a-zà-ỹ. ]{1,40}") {
        for state in [Submitted, Approved, Accepted] {
            let mut report = in_state(state);
            let before = report.section(field).to_owned();
            report.set_section(field, words.clone());
            let expected = if before == words { state } else { Moved };
            prop_assert_eq!(report.state(), expected);
            report.set_section(field, before);
            prop_assert_eq!(report.state(), state);
        }
    }
}
