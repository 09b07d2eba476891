//! Movements, key tasks and the units' progress: what they must be, and who may write them.

use serde_json::{Value, json};
use shared::access::{Deed, Grant, Ground, Lock, Role, Subject, Viewer, may, visible};
use shared::domain::{Activity, Kind, Period, Phase, Record, Year, problems_beside};
use shared::field::{Fields, Policy, Problem};
use shared::id::{PersonId, UnitId};
use shared::sync::{Act, Edit, Edits, Outcome, Refusal};

use crate::given::{Ledger, change, fields, patch, record, space, unit};

fn read(value: Value) -> Fields {
    serde_json::from_value(value).unwrap()
}

fn with(base: &Value, changes: &Value) -> Fields {
    let mut fields = read(base.clone());
    for (name, value) in read(changes.clone()) {
        fields.insert(name, value);
    }
    fields.retain(|_, value| !value.is_null());
    fields
}

fn movement() -> Value {
    json!({ "year": 2024, "name": "Tết Nhân ái", "kind": "movement" })
}

fn task() -> Value {
    json!({ "year": 2024, "name": "Chào mừng Đại hội", "order": "4" })
}

fn progress() -> Value {
    json!({ "task": record(), "unit": unit(), "year": 2024, "state": "going_on" })
}

fn problems(kind: Kind, fields: &Fields) -> Vec<(String, Problem)> {
    let found = kind.spec().unwrap().problems(fields);
    found.into_iter().map(|error| (error.field, error.problem)).collect()
}

fn check(kind: Kind, base: &Value, cases: &[(Value, Option<(&str, Problem)>)]) {
    for (changes, expected) in cases {
        let expected: Vec<_> =
            expected.iter().map(|(field, problem)| ((*field).to_owned(), *problem)).collect();
        assert_eq!(problems(kind, &with(base, changes)), expected, "{kind:?} {changes}");
    }
}

#[test]
fn a_movement_belongs_into_its_years_catalogue() {
    let period = |from: &str, to: &str| json!({ "period": { "from": from, "to": to } });
    let too_long = |max| Problem::TooLong { max, is: max + 1 };
    let cases = [
        (json!({}), None),
        (json!({ "kind": "campaign", "launched_by": "Thủ tướng Chính phủ" }), None),
        (json!({ "name": " " }), Some(("name", Problem::Blank))),
        (json!({ "name": "x".repeat(201) }), Some(("name", too_long(200)))),
        (json!({ "note": "x".repeat(2_001) }), Some(("note", too_long(2_000)))),
        // Of a field that may not be left out it cannot be told that its value is the wrong one.
        (json!({ "kind": "race" }), Some(("year", Problem::WrongType))),
        (json!({ "kind": null }), Some(("kind", Problem::WrongType))),
        (period("2021-01-01", "2025-12-31"), None),
        (period("2024-12-31", "2024-12-31"), None),
        (period("2024-05-02", "2024-05-01"), Some(("period", Problem::EndsBeforeStart))),
        (period("2025-01-01", "2025-12-31"), Some(("period", Problem::OutOfRange))),
        (period("2021-01-01", "2023-12-31"), Some(("period", Problem::OutOfRange))),
        (period("1924-01-01", "2025-12-31"), Some(("period", Problem::OutOfRange))),
        (json!({ "document": "Chỉ thị 05-CT/TW", "signed_on": "2016-05-15" }), None),
        (json!({ "signed_on": "2025-01-01" }), Some(("signed_on", Problem::OutOfRange))),
        (json!({ "signed_on": "31/02/2024" }), Some(("signed_on", Problem::WrongType))),
    ];
    check(Kind::Movement, &movement(), &cases);
}

#[test]
fn a_key_task_has_a_place_and_its_last_day_lies_near_its_year() {
    let many: Vec<_> = (0..61_u8).map(|n| UnitId::derived([n; 16])).collect();
    let cases = [
        (json!({ "due": "2025-01-15", "lead": unit(), "supporting": [record()] }), None),
        (json!({ "name": "" }), Some(("name", Problem::Blank))),
        (json!({ "due": "2026-01-01" }), Some(("due", Problem::OutOfRange))),
        (json!({ "due": "2024-02-30" }), Some(("due", Problem::WrongType))),
        (json!({ "order": "a0" }), Some(("year", Problem::WrongType))),
        (json!({ "order": 10 }), Some(("year", Problem::WrongType))),
        (json!({ "order": null }), Some(("order", Problem::WrongType))),
        (json!({ "lead": "Hội Đông y" }), Some(("lead", Problem::WrongType))),
        (json!({ "supporting": many }), Some(("supporting", Problem::TooMany { max: 60, is: 61 }))),
    ];
    check(Kind::KeyTask, &task(), &cases);
}

#[test]
fn what_was_dropped_has_a_reason_and_progress_is_of_its_tasks_year() {
    let cases = [
        (json!({ "state": "done" }), None),
        (json!({ "state": "not_begun" }), None),
        (json!({ "state": { "dropped": { "reason": "Đại hội dời sang năm sau" } } }), None),
        (json!({ "state": { "dropped": { "reason": " " } } }), Some(("state", Problem::Blank))),
        (json!({ "state": "dropped" }), Some(("task", Problem::WrongType))),
        (json!({ "state": 80 }), Some(("task", Problem::WrongType))),
        (json!({ "state": null }), Some(("state", Problem::WrongType))),
    ];
    check(Kind::TaskProgress, &progress(), &cases);
    let beside = |kind: Kind, task: &Fields| {
        let found = problems_beside(Kind::TaskProgress, &read(progress()), (kind, task));
        found.into_iter().map(|error| error.field).collect::<Vec<_>>()
    };
    assert_eq!(beside(Kind::KeyTask, &read(task())), [""; 0]);
    assert_eq!(beside(Kind::KeyTask, &with(&task(), &json!({ "year": 2023 }))), ["task"]);
    assert_eq!(beside(Kind::Target, &read(task())), ["task"]);
    assert_eq!(beside(Kind::Activity, &Fields::new()), ["task"]);
}

#[test]
fn an_activity_of_before_is_read_and_its_links_are_sets() {
    let before: Activity = Activity::from_fields(&fields()).unwrap();
    assert!(before.movements.is_empty() && before.tasks.is_empty() && before.targets.is_empty());
    assert!(before.to_fields().keys().eq(fields().keys()));
    let spec = Kind::Activity.spec().unwrap();
    for field in ["movements", "tasks", "targets"] {
        assert_eq!(spec.policy(field), Some(Policy::Set), "{field}");
    }
    // Two devices link different things: both hold.
    let mut ledger = Ledger::with_record();
    let seen = Some(ledger.seen());
    for (n, who, link) in [(1, 1, record().to_string()), (2, 2, unit().to_string())] {
        let act = patch("movements", Value::Null, json!([link]));
        ledger.take(&shared::sync::Change { seen, ..change(n, who, act) }).unwrap();
    }
    assert_eq!(ledger.value("movements"), json!([record(), unit()]));
    assert!(ledger.conflicts.is_empty());
}

#[test]
fn a_task_moved_twice_stands_where_it_was_moved_last_and_no_edit_is_in_its_way() {
    let mut ledger = Ledger::empty();
    let on_task =
        |n: u8, who: u8, act: Act| shared::sync::Change { kind: Kind::KeyTask, ..change(n, who, act) };
    ledger.take(&on_task(0, 0, Act::Insert(read(task())))).unwrap();
    let seen = Some(ledger.seen());
    let sent = [
        (1, patch("order", json!("4"), json!("8"))),
        (2, patch("order", json!("4"), json!("2"))),
        (3, patch("name", json!("Chào mừng Đại hội"), json!("Chào mừng Đại hội XIV"))),
    ];
    for (n, act) in sent {
        let outcome = ledger.take(&shared::sync::Change { seen, ..on_task(n, n, act) }).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. } | Outcome::Merged { .. }), "{n}: {outcome:?}");
    }
    assert_eq!((ledger.value("order"), ledger.value("name")), (json!("2"), json!("Chào mừng Đại hội XIV")));
    let bad = patch("order", json!("2"), json!("0"));
    assert!(matches!(ledger.take(&on_task(4, 1, bad)), Err(Refusal::Invalid { .. })));
    // Two due days are another matter: people agreed on them.
    let due = |after: &str| patch("due", Value::Null, json!(after));
    let outcomes = [(5, "2024-06-30"), (6, "2024-09-30")]
        .map(|(n, day)| ledger.take(&shared::sync::Change { seen, ..on_task(n, n, due(day)) }).unwrap());
    assert!(matches!(outcomes[1], Outcome::Conflict { .. }), "{outcomes:?}");
    assert_eq!(ledger.value("due"), json!("2024-06-30"));
}

fn viewer(role: Role, of: Option<UnitId>) -> Viewer {
    let space = of.map(|_| space());
    Viewer { person: PersonId::derived([7; 16]), grants: vec![Grant { role, space, unit: of }] }
}

/// Officer, leader, stranger, head's office at home elsewhere, centre.
fn viewers() -> [Viewer; 5] {
    let other = UnitId::derived([8; 16]);
    [
        viewer(Role::Officer, Some(unit())),
        viewer(Role::Leader, Some(unit())),
        viewer(Role::Officer, Some(other)),
        viewer(Role::HeadOffice, Some(other)),
        viewer(Role::Centre, None),
    ]
}

fn judged(
    kind: Kind,
    act: &Act,
    fields: &Fields,
    reason: Option<&str>,
    closed: bool,
) -> Vec<Result<(), Refusal>> {
    let mut year = Year::empty(2024);
    let day = jiff::civil::Date::constant(2024, 12, 30);
    year.set_period(Phase::Archive, closed.then_some(Period { from: day, to: day }));
    let ground = Ground { year: Some(year), ..Ground::open(day) };
    let subject = Subject::of(space(), false, kind, fields);
    viewers().iter().map(|it| may(it, Deed { subject: &subject, act, fields, reason }, &ground)).collect()
}

#[test]
fn the_catalogue_and_the_tasks_are_the_head_offices_and_progress_is_the_units() {
    let no = || Err(Refusal::NotAllowed);
    let locked = || Err(Refusal::Locked { lock: Lock::YearClosed });
    let needs = || Err(Refusal::NeedsReason);
    for (kind, made) in [(Kind::Movement, read(movement())), (Kind::KeyTask, read(task()))] {
        let insert = Act::Insert(made.clone());
        assert_eq!(judged(kind, &insert, &made, None, false), [no(), no(), no(), Ok(()), Ok(())], "{kind:?}");
        assert_eq!(
            judged(kind, &insert, &made, None, true),
            [no(), no(), no(), locked(), locked()],
            "{kind:?}"
        );
        assert_eq!(
            judged(kind, &Act::Void, &made, None, false),
            [no(), no(), no(), needs(), needs()],
            "{kind:?}"
        );
        let because = judged(kind, &Act::Void, &made, Some("Trùng"), false);
        assert_eq!(because, [no(), no(), no(), Ok(()), Ok(())], "{kind:?}");
    }
    let source = || Err(Refusal::NeedsSource);
    let bare = read(progress());
    let insert = Act::Insert(bare.clone());
    let is = judged(Kind::TaskProgress, &insert, &bare, None, false);
    assert_eq!(is, [Ok(()), Ok(()), no(), source(), source()]);
    let named = with(&progress(), &json!({ "source": "Báo cáo 45/BC" }));
    let insert = Act::Insert(named.clone());
    let is = judged(Kind::TaskProgress, &insert, &named, None, false);
    assert_eq!(is, [Ok(()), Ok(()), no(), Ok(()), Ok(())]);
    let is = judged(Kind::TaskProgress, &insert, &named, None, true);
    assert_eq!(is, [locked(), locked(), no(), locked(), locked()]);
    let done = Edits::from([("state".to_owned(), Edit { before: json!("going_on"), after: json!("done") })]);
    let is = judged(Kind::TaskProgress, &Act::Patch(done), &bare, None, false);
    assert_eq!(is, [Ok(()), Ok(()), no(), source(), source()]);
}

#[test]
fn everybody_in_the_cluster_sees_them_and_nobody_else() {
    let elsewhere =
        Grant { role: Role::HeadOffice, space: Some(shared::id::SpaceId::derived([99; 16])), unit: None };
    let outsider = Viewer { person: PersonId::derived([7; 16]), grants: vec![elsewhere] };
    for (kind, made) in
        [(Kind::Movement, movement()), (Kind::KeyTask, task()), (Kind::TaskProgress, progress())]
    {
        let subject = Subject::of(space(), false, kind, &read(made));
        assert!(viewers().iter().all(|viewer| visible(&subject, viewer)), "{kind:?}");
        assert!(!visible(&subject, &outsider), "{kind:?}");
    }
}
