//! Clusters, units, membership and terms: what they must be, who may write them, and how two edits of them meet.

use serde_json::{Value, json};
use shared::access::{Deed, Grant, Ground, Role, Subject, Viewer, may, visible};
use shared::domain::{Kind, leans_on, problems_beside};
use shared::field::{FieldError, Fields, Problem};
use shared::id::{PersonId, SpaceId, UnitId};
use shared::sync::{Act, Change, Edit, Edits, Outcome, Refusal};

use crate::given::{Ledger, change, fields, patch, space, unit};

fn read(value: Value) -> Fields {
    serde_json::from_value(value).unwrap()
}

fn cluster() -> Value {
    json!({
        "name": "Cụm thi đua số 11", "short": "Cụm số 11", "number": 11, "level": "province", "word": "cụm",
        "head_title": "Trưởng Cụm", "deputy_title": "Cụm phó", "year": 2025,
        "founded": { "number": "1197/QĐ-UBND", "date": "2024-03-27", "issuer": "Chủ tịch UBND tỉnh" },
    })
}

fn membership() -> Value {
    json!({ "cluster": space(), "unit": unit(), "order": "4" })
}

fn term() -> Value {
    json!({ "cluster": space(), "year": 2025, "head": unit() })
}

fn event() -> Value {
    json!({ "unit": unit(), "day": "2025-07-01", "turn": "founded" })
}

fn problems(kind: Kind, base: &Value, changes: &Value) -> Vec<(String, Problem)> {
    let mut fields = read(base.clone());
    fields.extend(read(changes.clone()));
    fields.retain(|_, value| !value.is_null());
    let found = kind.spec().unwrap().problems(&fields);
    found.into_iter().map(|error| (error.field, error.problem)).collect()
}

fn check(kind: Kind, base: &Value, cases: &[(Value, Option<(&str, Problem)>)]) {
    for (changes, expected) in cases {
        let expected: Vec<_> =
            expected.iter().map(|(field, problem)| ((*field).to_owned(), *problem)).collect();
        assert_eq!(problems(kind, base, changes), expected, "{kind:?} {changes}");
    }
}

#[test]
fn a_cluster_has_its_own_words_and_a_founding_decision_with_number_day_and_issuer() {
    let founded = |number: &str, date: &str, issuer: &str| json!({ "founded": { "number": number, "date": date, "issuer": issuer } });
    let blank = |field| Some((field, Problem::Blank));
    let cases = [
        (json!({}), None),
        // Central clusters have neither a number nor, in the reports, a decision.
        (json!({ "number": null, "founded": null, "level": "central" }), None),
        (json!({ "level": "sector" }), None),
        (json!({ "level": "commune" }), None),
        (json!({ "number": 0 }), Some(("number", Problem::NotPositive))),
        (json!({ "name": " " }), blank("name")),
        (json!({ "word": "" }), blank("word")),
        (json!({ "head_title": "" }), blank("head_title")),
        (json!({ "deputy_title": "" }), blank("deputy_title")),
        (json!({ "year": 25 }), Some(("year", Problem::OutOfRange))),
        (founded("1197/QĐ-UBND", "2024-02-31", "UBND tỉnh"), Some(("founded", Problem::WrongType))),
        (founded("1197/QĐ-UBND", "31/02/2024", "UBND tỉnh"), Some(("founded", Problem::WrongType))),
        (founded("1197/QĐ-UBND", "0024-02-29", "UBND tỉnh"), Some(("founded", Problem::OutOfRange))),
        (founded("", "2024-03-27", "UBND tỉnh"), blank("founded")),
        (founded("1197/QĐ-UBND", "2024-03-27", " "), blank("founded")),
    ];
    check(Kind::Cluster, &cluster(), &cases);
}

#[test]
fn membership_ends_after_it_began_on_days_that_there_are() {
    let cases = [
        (json!({}), None),
        (json!({ "from": "2024-03-27" }), None),
        (json!({ "from": "2024-03-27", "to": "2024-03-27" }), None),
        (json!({ "from": "2024-03-27", "to": "2024-03-26" }), Some(("to", Problem::EndsBeforeStart))),
        (json!({ "from": "2024-02-31" }), Some(("from", Problem::WrongType))),
        (json!({ "to": "31/02/2024" }), Some(("to", Problem::WrongType))),
        (json!({ "from": "0024-01-01" }), Some(("from", Problem::OutOfRange))),
    ];
    check(Kind::Membership, &membership(), &cases);
    check(
        Kind::Term,
        &term(),
        &[
            (json!({ "how": "thống nhất giao" }), None),
            (json!({ "deputy": UnitId::derived([9; 16]), "how": "nhất trí bầu" }), None),
            (json!({ "deputy": unit() }), Some(("deputy", Problem::SameUnit))),
            (json!({ "year": 1900 }), Some(("year", Problem::OutOfRange))),
        ],
    );
    check(
        Kind::UnitEvent,
        &event(),
        &[
            (json!({}), None),
            // Of a field that may not be left out it cannot be told that its value is the wrong one.
            (json!({ "day": "2025-02-31" }), Some(("unit", Problem::WrongType))),
            (json!({ "turn": { "merged": { "into": unit() } } }), Some(("turn", Problem::SameUnit))),
        ],
    );
}

#[test]
fn what_is_told_of_a_cluster_or_a_unit_waits_for_it() {
    let cases = [(Kind::Membership, membership()), (Kind::Term, term())];
    for (kind, fields) in cases.map(|(kind, value)| (kind, read(value))) {
        assert_eq!(leans_on(kind, &fields), Some(space().record()), "{kind:?}");
        assert_eq!(problems_beside(kind, &fields, (Kind::Cluster, &read(cluster()))), Vec::new());
        let found = problems_beside(kind, &fields, (Kind::Activity, &self::fields()));
        assert_eq!(found[0].field, "cluster", "{kind:?}");
    }
    let event = read(event());
    assert_eq!(leans_on(Kind::UnitEvent, &event), Some(unit().record()));
    assert_eq!(problems_beside(Kind::UnitEvent, &event, (Kind::Cluster, &read(cluster())))[0].field, "unit");
}

#[test]
fn the_centre_alone_writes_the_directory_and_all_read_it() {
    let [directory, cluster_space] = [[0x33; 16], *space().bytes()].map(SpaceId::derived);
    let viewer = |role, space, unit| Viewer {
        person: PersonId::derived([1; 16]),
        grants: vec![Grant { role, space, unit }],
    };
    let centre = viewer(Role::Centre, None, None);
    let others = [Role::Officer, Role::Leader, Role::HeadOffice]
        .map(|role| viewer(role, Some(cluster_space), Some(unit())));
    let kinds = [
        (Kind::Cluster, cluster()),
        (Kind::Unit, json!({ "name": "Hội Nhà báo", "short": "Hội Nhà báo" })),
        (Kind::UnitEvent, event()),
        (Kind::Membership, membership()),
        (Kind::Term, term()),
        (Kind::Person, json!({ "name": "Nguyễn Thị Hạnh" })),
    ];
    let edit = Edit { before: Value::Null, after: json!("x") };
    for (kind, value) in kinds {
        let fields = read(value);
        let subject = Subject::of(directory, true, kind, &fields);
        let acts = [
            Act::Insert(fields.clone()),
            Act::Patch(Edits::from([("name".into(), edit.clone())])),
            Act::Void,
        ];
        for act in &acts {
            let deed = |reason| Deed { subject: &subject, act, fields: &fields, reason };
            let ground = Ground::open(jiff::civil::Date::constant(2025, 1, 1));
            assert_eq!(may(&centre, deed(Some("Nhầm")), &ground), Ok(()), "{kind:?}");
            let owed = if *act == Act::Void { Err(Refusal::NeedsReason) } else { Ok(()) };
            assert_eq!(may(&centre, deed(None), &ground), owed, "{kind:?}");
            for other in &others {
                assert_eq!(may(other, deed(Some("Nhầm")), &ground), Err(Refusal::NotAllowed), "{kind:?}");
                assert!(visible(&subject, other), "{kind:?}");
            }
        }
        let astray = Subject::of(cluster_space, false, kind, &fields);
        assert!(!visible(&astray, &centre), "{kind:?}");
    }
}

fn on(kind: Kind, n: u8, act: Act) -> Change {
    Change { kind, ..change(n, n, act) }
}

#[test]
fn aliases_of_two_offices_meet_and_a_member_stands_where_it_was_moved_last() {
    let units = json!({ "name": "Hội Doanh nhân trẻ", "short": "HDNT", "aliases": ["A"] });
    let two = [json!(["A", "B"]), json!(["C"])].map(|after| patch("aliases", json!(["A"]), after));
    let ledger = both(Kind::Unit, units, two);
    assert_eq!(ledger.value("aliases"), json!(["B", "C"]));
    let two = [json!("8"), json!("C")].map(|after| patch("order", json!("4"), after));
    let ledger = both(Kind::Membership, membership(), two);
    assert_eq!(ledger.value("order"), json!("C"));
}

/// A record that two people edited without having seen each other, neither in vain.
fn both(kind: Kind, made: Value, acts: [Act; 2]) -> Ledger {
    let mut ledger = Ledger::empty();
    ledger.take(&on(kind, 1, Act::Insert(read(made)))).unwrap();
    let seen = Some(ledger.seen());
    for (n, act) in (2..).zip(acts) {
        let outcome = ledger.take(&Change { seen, ..on(kind, n, act) }).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. } | Outcome::Merged { .. }), "{outcome:?}");
    }
    ledger
}

#[test]
fn i02_an_event_is_never_edited() {
    let mut ledger = Ledger::empty();
    ledger.take(&on(Kind::UnitEvent, 1, Act::Insert(read(event())))).unwrap();
    let seen = Some(ledger.seen());
    for (n, field, after) in [(2, "day", "2025-08-01"), (3, "turn", "dissolved"), (4, "document", "12/QĐ")] {
        let act = patch(field, ledger.value(field), json!(after));
        let taken = ledger.take(&Change { seen, ..on(Kind::UnitEvent, n, act) });
        let errors = vec![FieldError::new(field, Problem::Fixed)];
        assert_eq!(taken, Err(Refusal::Invalid { errors }));
    }
}
