//! Who may do what to targets, plans and figures, and when.

use jiff::civil::Date;
use serde_json::{Value, json};
use shared::access::{Deed, Grant, Ground, Lock, Role, Subject, Viewer, may, may_decide};
use shared::domain::{
    Adjustment, Basis, Figure, Kind, Nature, Period, Phase, Plan, Record, Sense, Span, Target, Work, Year,
};
use shared::field::Fields;
use shared::id::{PersonId, RecordId, UnitId};
use shared::number::Quantity;
use shared::sync::{Act, Edit, Edits, Refusal};

use crate::given::{space, unit};

const SIGNING: Period = Period { from: Date::constant(2024, 1, 10), to: Date::constant(2024, 1, 24) };
const BEFORE: Date = Date::constant(2024, 1, 20);
const AFTER: Date = Date::constant(2024, 1, 25);

fn viewer(role: Role, unit: Option<UnitId>) -> Viewer {
    let grant = Grant { role, space: Some(space()), unit };
    Viewer { person: PersonId::derived([7; 16]), grants: vec![grant] }
}

fn officer() -> Viewer {
    viewer(Role::Officer, Some(unit()))
}

fn stranger() -> Viewer {
    viewer(Role::Officer, Some(UnitId::derived([8; 16])))
}

fn head() -> Viewer {
    viewer(Role::HeadOffice, Some(UnitId::derived([8; 16])))
}

fn on(today: Date) -> Ground {
    let mut year = Year::empty(2024);
    year.set_period(Phase::Signing, Some(SIGNING));
    year.set_period(Phase::SelfScore, Some(SIGNING));
    Ground { year: Some(year), ..Ground::open(today) }
}

fn judge(
    viewer: &Viewer,
    kind: Kind,
    act: &Act,
    fields: &Fields,
    reason: Option<&str>,
    today: Date,
) -> Result<(), Refusal> {
    let subject = Subject::of(space(), false, kind, fields);
    may(viewer, Deed { subject: &subject, act, fields, reason }, &on(today))
}

fn locked(work: Work) -> Result<(), Refusal> {
    Err(Refusal::Locked { lock: Lock::PastDeadline { work, last: SIGNING.to } })
}

fn plan() -> Fields {
    let full = Some(Quantity::whole(20));
    Plan { full, ..Plan::empty(RecordId::derived([9; 16]), unit(), 2024) }.to_fields()
}

fn edit(field: &str, after: Value) -> Act {
    Act::Patch(Edits::from([(field.to_owned(), Edit { before: Value::Null, after })]))
}

#[test]
fn i_07_a_plan_freezes_and_is_then_adjusted_with_reason_and_approver() {
    let check =
        |viewer: &Viewer, act: Act, reason: Option<&str>, today: Date, expected: Result<(), Refusal>| {
            let is = judge(viewer, Kind::Plan, &act, &plan(), reason, today);
            assert_eq!(is, expected, "{act:?} on {today}");
        };
    let adjustment = |approver: Option<u8>| {
        let approver = approver.map(|n| PersonId::derived([n; 16]));
        json!(Adjustment { plan: Quantity::whole(18), reason: "Bão số 3".into(), approver })
    };
    let none: Option<&str> = None;
    check(&officer(), edit("full", json!("25")), none, BEFORE, Ok(()));
    check(&officer(), edit("full", json!("25")), none, AFTER, locked(Work::Registration));
    check(&stranger(), edit("full", json!("25")), none, BEFORE, Err(Refusal::NotAllowed));
    // The unit may wish for it at any time; only who looks over the units may put it in force, with a reason, under
    // their own name.
    check(&officer(), edit("wished", adjustment(None)), none, AFTER, Ok(()));
    check(&officer(), edit("adjusted", adjustment(Some(7))), Some("Bão"), AFTER, Err(Refusal::NotAllowed));
    check(&head(), edit("adjusted", adjustment(Some(7))), Some("Bão"), AFTER, Ok(()));
    check(&head(), edit("adjusted", adjustment(Some(7))), none, AFTER, Err(Refusal::NeedsReason));
    check(&head(), edit("adjusted", adjustment(Some(6))), Some("Bão"), AFTER, Err(Refusal::NotAllowed));
    // What was registered stays as it was, whoever asks.
    check(&head(), edit("full", json!("18")), Some("Bão"), AFTER, locked(Work::Registration));
}

#[test]
fn whoever_enters_for_a_unit_names_the_document() {
    let with_source = |fields: &Fields| {
        let mut fields = fields.clone();
        fields.insert("source".into(), json!("Công văn 12/CV-HCTĐ"));
        fields
    };
    let insert = |fields: &Fields| Act::Insert(fields.clone());
    let bare = plan();
    let named = with_source(&bare);
    let judged =
        |viewer: &Viewer, fields: &Fields| judge(viewer, Kind::Plan, &insert(fields), fields, None, BEFORE);
    assert_eq!(judged(&officer(), &bare), Ok(()));
    assert_eq!(judged(&head(), &bare), Err(Refusal::NeedsSource));
    assert_eq!(judged(&head(), &named), Ok(()));
    // The head's office is at home in the head unit: its own figures need no paper.
    assert_eq!(judged(&viewer(Role::HeadOffice, Some(unit())), &bare), Ok(()));
}

#[test]
fn i_07_a_decision_moves_no_frozen_plan_and_speaks_for_nobody_else() {
    let subject = Subject::of(space(), false, Kind::Plan, &plan());
    let approved = |approver: u8| json!({ "plan": "18", "approver": PersonId::derived([approver; 16]) });
    let frozen = locked(Work::Registration);
    let cases = [
        ("full", json!("25"), BEFORE, Ok(())),
        ("full", json!("25"), AFTER, frozen.clone()),
        ("half", Value::Null, AFTER, frozen.clone()),
        ("unassigned", json!(true), AFTER, frozen),
        ("wished", json!({ "plan": "18" }), AFTER, Ok(())),
        ("adjusted", approved(7), AFTER, Ok(())),
        ("adjusted", approved(6), AFTER, Err(Refusal::NotAllowed)),
        ("adjusted", json!({ "plan": "18" }), AFTER, Err(Refusal::NotAllowed)),
        ("adjusted", Value::Null, AFTER, Ok(())),
    ];
    for (field, value, today, expected) in cases {
        let is = may_decide(PersonId::derived([7; 16]), &subject, (field, &value), &on(today));
        assert_eq!(is, expected, "{field} {value} on {today}");
    }
}

#[test]
fn a_figure_has_its_time_and_after_it_a_reason() {
    let record = RecordId::derived([9; 16]);
    let mut figure = Figure::empty(record, unit(), 2024, Span::Full, Basis::Estimate);
    figure.value = Some(Quantity::whole(17));
    figure.source = "Báo cáo 45/BC".into();
    let fields = figure.to_fields();
    let act = Act::Insert(fields.clone());
    let judged = |viewer: &Viewer, reason: Option<&str>, today: Date| {
        judge(viewer, Kind::Figure, &act, &fields, reason, today)
    };
    assert_eq!(judged(&officer(), None, BEFORE), Ok(()));
    assert_eq!(judged(&officer(), None, AFTER), locked(Work::YearEstimates));
    assert_eq!(judged(&stranger(), None, BEFORE), Err(Refusal::NotAllowed));
    assert_eq!(judged(&head(), None, BEFORE), Ok(()));
    assert_eq!(judged(&head(), None, AFTER), Err(Refusal::NeedsReason));
    assert_eq!(judged(&head(), Some("Đơn vị gửi bản giấy chậm"), AFTER), Ok(()));
    // An official figure has a time of its own.
    let fields = Figure { basis: Basis::Official, ..figure }.to_fields();
    assert_eq!(judge(&officer(), Kind::Figure, &Act::Insert(fields.clone()), &fields, None, AFTER), Ok(()));
}

#[test]
fn common_targets_are_the_head_offices_and_own_ones_the_units() {
    let target = |unit: Option<UnitId>| {
        let (name, measure, note) = ("Hiến máu".into(), "đơn vị máu".into(), String::new());
        let (nature, sense) = (Nature::Count, Sense::Higher);
        Target { year: 2024, unit, name, measure, nature, sense, order: 10, note }.to_fields()
    };
    let judged = |viewer: &Viewer, unit: Option<UnitId>, today: Date| {
        let fields = target(unit);
        judge(viewer, Kind::Target, &Act::Insert(fields.clone()), &fields, None, today)
    };
    assert_eq!(judged(&officer(), None, BEFORE), Err(Refusal::NotAllowed));
    assert_eq!(judged(&head(), None, BEFORE), Ok(()));
    assert_eq!(judged(&head(), None, AFTER), Err(Refusal::NeedsReason));
    assert_eq!(judged(&officer(), Some(unit()), BEFORE), Ok(()));
    assert_eq!(judged(&officer(), Some(unit()), AFTER), locked(Work::Registration));
    assert_eq!(judged(&stranger(), Some(unit()), BEFORE), Err(Refusal::NotAllowed));
}
