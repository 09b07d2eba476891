//! Rule sets: what they must be, who writes them, and which of them a year is run by.

use jiff::civil::{Date, date};
use serde_json::{Value, json};
use shared::access::{Deed, Grant, Ground, Lock, Role, Subject, Viewer, may, may_decide, pin_lock, visible};
use shared::domain::{Keyed, Kind, Period, Phase, Record, Rotation, RuleSet, Tally, Year};
use shared::field::{Fields, Problem};
use shared::id::{DeviceId, PersonId, RecordId, Revision, UnitId};
use shared::sync::{Act, Candidate, Change, Conflict, Edit, Edits, Outcome, Provenance, Refusal, Seen};
use shared::time::Timestamp;

use crate::given::{Ledger, change, change_id, lineage, patch, record, space, unit};

const TODAY: Date = date(2026, 11, 22);

pub(crate) fn rules() -> Value {
    json!({
        "name": "Bộ quy tắc năm 2026", "level": "province", "effective": "2026-01-01",
        "basis": "Quy chế của tỉnh.",
        "labels": { "word": "Khối", "head_title": "Khối trưởng", "deputy_title": "Khối phó" },
        "deadlines": [
            { "phase": "signing", "from": { "month": 2, "day": 1 }, "to": { "month": 3, "day": 31 } },
            { "phase": "conference", "from": { "month": 12, "day": 16 },
              "to": { "shift": 1, "month": 1, "day": 31 } },
        ],
        "wait_days": 3,
        "voting": { "quorum": { "num": 2, "den": 3 }, "voters": "members", "carried": 1, "form": "secret",
                    "own_vote": "allowed" },
        "awards": [
            { "name": "Cờ thi đua của UBND tỉnh", "kind": "flag", "pool": "members",
              "quota": { "steps": [{ "up_to": 10, "count": 1 }, { "count": 2 }] },
              "threshold": { "num": 80, "den": 100, "base": "members", "turnout": { "num": 2, "den": 3 } },
              "points_min": { "num": 90, "den": 100 },
              "conditions": ["registered", "covenant_signed"] },
            { "name": "Bằng khen", "kind": "certificate", "pool": "members",
              "quota": { "part": { "num": 40, "den": 100, "rounding": "down" } },
              "threshold": { "num": 1, "den": 2, "strict": true, "base": "present" } },
        ],
        "ranking": { "order": "points_first", "points": "raw" },
        "ties": ["group_a", "fewer_penalties", "more_votes", "chair_proposal", "same_rank"],
        "rotation": "warned",
    })
}

pub(crate) fn rule_set() -> RuleSet {
    serde_json::from_value(rules()).unwrap()
}

fn with(changes: &Value) -> Fields {
    let mut fields: Fields = serde_json::from_value(rules()).unwrap();
    for (name, value) in serde_json::from_value::<Fields>(changes.clone()).unwrap() {
        fields.insert(name, value);
    }
    fields
}

/// The voting of the rules with some of it changed.
fn voting(changes: &Value) -> Value {
    let mut voting = rules()["voting"].clone();
    for (name, value) in changes.as_object().unwrap() {
        voting[name] = value.clone();
    }
    json!({ "voting": voting })
}

#[test]
fn every_problem_is_told_with_its_field() {
    let labels =
        |word: &str| json!({ "labels": { "word": word, "head_title": " ", "deputy_title": "Khối phó" } });
    let too_long = |max| Problem::TooLong { max, is: max + 1 };
    let cases: [(Value, &[(&str, Problem)]); 14] = [
        (json!({}), &[]),
        (json!({ "awards": [], "deadlines": [] }), &[]),
        (json!({ "name": " " }), &[("name", Problem::Blank)]),
        (json!({ "basis": "" }), &[("basis", Problem::Blank)]),
        (json!({ "basis": "x".repeat(4_001) }), &[("basis", too_long(4_000))]),
        (json!({ "expires": "2025-12-31" }), &[("expires", Problem::EndsBeforeStart)]),
        (labels(&"x".repeat(61)), &[("labels.word", too_long(60)), ("labels.head_title", Problem::Blank)]),
        (json!({ "wait_days": 61 }), &[("wait_days", Problem::OutOfRange)]),
        (voting(&json!({ "quorum": { "num": 3, "den": 2 } })), &[("voting.quorum", Problem::OutOfRange)]),
        (voting(&json!({ "carried": 0 })), &[("voting.carried", Problem::OutOfRange)]),
        (json!({ "ties": ["group_a"] }), &[("ties", Problem::Blank)]),
        // Of a field that may not be left out it cannot be told that its value is the wrong one.
        (json!({ "ranking": "points" }), &[("name", Problem::WrongType)]),
        (json!({ "deadlines": [{ "phase": "hội nghị" }] }), &[("deadlines", Problem::WrongType)]),
        (
            json!({
                "wait_days": 61,
                "deadlines": [{ "phase": "launch", "from": { "month": 2, "day": 30 },
                                "to": { "month": 3, "day": 1 } }],
                "awards": [{ "name": "", "kind": "flag", "pool": "members", "quota": { "steps": [] },
                             "threshold": { "num": 0, "den": 3, "base": "valid" } }],
            }),
            &[
                ("wait_days", Problem::OutOfRange),
                ("deadlines.launch", Problem::OutOfRange),
                ("awards.0.name", Problem::Blank),
                ("awards.0.quota", Problem::Blank),
                ("awards.0.threshold", Problem::NotPositive),
            ],
        ),
    ];
    for (changes, expected) in cases {
        let found = Kind::RuleSet.spec().unwrap().problems(&with(&changes));
        let is: Vec<_> = found.iter().map(|error| (error.field.as_str(), error.problem)).collect();
        assert_eq!(is, expected, "{changes}");
    }
}

#[test]
fn i_39_a_secret_vote_cannot_leave_out_the_units_own() {
    let cases = [
        ("secret", "excluded", true),
        ("secret", "allowed", false),
        ("secret", "chair_hands_over", false),
        ("show_of_hands", "excluded", false),
    ];
    for (form, own_vote, is_refused) in cases {
        let fields = with(&voting(&json!({ "form": form, "own_vote": own_vote })));
        let found = Kind::RuleSet.spec().unwrap().problems(&fields);
        let fields: Vec<_> = found.iter().map(|error| (error.field.as_str(), error.problem)).collect();
        let expected = [("voting.own_vote", Problem::Contradicts)];
        assert_eq!(fields, if is_refused { &expected[..] } else { &[] }, "{form} {own_vote}");
    }
    let excluding =
        RuleSet::from_fields(&with(&voting(&json!({ "form": "show_of_hands", "own_vote": "excluded" }))));
    assert_eq!(excluding.unwrap().tally_for_nominee(Tally::full(11)), Tally::full(10));
    assert_eq!(rule_set().tally_for_nominee(Tally::full(11)), Tally::full(11));
}

#[test]
fn i_06_the_same_head_twice_is_told_or_barred_as_the_rules_say() {
    let (one, other) = (UnitId::derived([1; 16]), UnitId::derived([2; 16]));
    let cases = [
        (Rotation::Free, Some(one), one, None),
        (Rotation::Warned, Some(one), one, Some(Rotation::Warned)),
        (Rotation::Barred, Some(one), one, Some(Rotation::Barred)),
        (Rotation::Barred, Some(other), one, None),
        (Rotation::Barred, None, one, None),
    ];
    for (rotation, last, next, expected) in cases {
        assert_eq!(rotation.against(last, next), expected, "{rotation:?} {last:?}");
    }
}

#[test]
fn a_rule_set_holds_for_the_years_of_its_time() {
    let ending = |last: Option<Date>| RuleSet { expires: last, ..rule_set() };
    let cases = [
        (ending(None), 2025, false),
        (ending(None), 2026, true),
        (ending(None), 2040, true),
        (ending(Some(date(2027, 6, 30))), 2027, true),
        (ending(Some(date(2027, 6, 30))), 2028, false),
    ];
    for (rules, year, expected) in cases {
        assert_eq!(rules.holds_in(year), expected, "{year} until {:?}", rules.expires);
    }
}

#[test]
fn what_was_issued_is_what_stands_there() {
    let person = PersonId::derived([7; 16]);
    let issued = rule_set().issued(TODAY, person);
    let problems = |rules: &RuleSet| Kind::RuleSet.spec().unwrap().problems(&rules.to_fields());
    assert_eq!(problems(&issued), []);
    let moved = RuleSet { wait_days: 4, ..issued.clone() };
    let found = problems(&moved);
    assert_eq!((found[0].field.as_str(), found[0].problem), ("issued", Problem::Contradicts));
    let next = issued.successor(record(), "Bộ quy tắc năm 2027".into(), date(2027, 1, 1));
    assert_eq!((next.follows, &next.issued, next.sample), (Some(record()), &None, false));
    assert_eq!((&next.voting, &next.awards), (&issued.voting, &issued.awards));
    let sample = RuleSet { sample: true, ..rule_set() };
    assert!(!sample.successor(record(), "Của tỉnh".into(), date(2027, 1, 1)).sample, "it is somebody's own");
}

#[test]
fn a_difference_inside_a_unit_waits_for_it_as_long_as_the_rules_say() {
    // 22 November, 23:30 in Vietnam.
    let since = Timestamp::from_millis(1_795_365_000_000);
    let waits = |wait_days| RuleSet { wait_days, ..rule_set() }.waits_until(since);
    assert_eq!(waits(0), date(2026, 11, 22));
    assert_eq!(waits(3), date(2026, 11, 25));
    assert_eq!(waits(60), date(2027, 1, 21));
    let given = |n: u8, of: Option<UnitId>, received| Candidate {
        value: json!(n),
        by: Some(Provenance {
            change: change_id(n),
            author: PersonId::derived([n; 16]),
            unit: of,
            device: DeviceId::derived([n; 16]),
            device_name: String::new(),
            device_time: since,
            received: Timestamp::from_millis(received),
        }),
    };
    let conflict = |in_force: Candidate, candidates: Vec<Candidate>| Conflict {
        subject: record(),
        subject_kind: Kind::Figure,
        field: "value".into(),
        unit: Some(unit()),
        base: Value::Null,
        in_force,
        candidates,
        decision: None,
        decided_by: None,
        reason: String::new(),
    };
    let (own, other) = (Some(unit()), Some(UnitId::derived([8; 16])));
    let is = |in_force, candidates| conflict(in_force, candidates).within_unit_since().map(Timestamp::millis);
    assert_eq!(is(given(1, own, 5), vec![given(2, own, 9), given(3, own, 7)]), Some(7));
    assert_eq!(is(given(1, own, 5), vec![given(2, other, 9)]), None);
    assert_eq!(is(given(1, None, 5), vec![given(2, own, 9)]), None);
    assert_eq!(is(Candidate { value: json!(1), by: None }, vec![given(2, own, 9)]), None);
}

fn viewer(role: Role, unit: Option<UnitId>) -> Viewer {
    Viewer { person: PersonId::derived([7; 16]), grants: vec![Grant { role, space: None, unit }] }
}

fn judge(
    viewer: &Viewer,
    kind: Kind,
    act: &Act,
    fields: &Fields,
    reason: Option<&str>,
) -> Result<(), Refusal> {
    let subject = Subject::of(space(), kind == Kind::RuleSet, kind, fields);
    may(viewer, Deed { subject: &subject, act, fields, reason }, &Ground::open(TODAY))
}

#[test]
fn rule_sets_are_the_centres_to_write_and_everybodys_to_read() {
    let people = [
        (viewer(Role::Centre, None), Ok(())),
        (viewer(Role::HeadOffice, Some(unit())), Err(Refusal::NotAllowed)),
        (viewer(Role::Officer, Some(unit())), Err(Refusal::NotAllowed)),
        (viewer(Role::Leader, Some(unit())), Err(Refusal::NotAllowed)),
    ];
    let fields = rule_set().to_fields();
    for (viewer, expected) in people {
        let insert = Act::Insert(fields.clone());
        assert_eq!(judge(&viewer, Kind::RuleSet, &insert, &fields, None), expected, "{viewer:?}");
        assert!(visible(&Subject::of(space(), true, Kind::RuleSet, &fields), &viewer));
        assert!(
            !visible(&Subject::of(space(), false, Kind::RuleSet, &fields), &viewer),
            "only in the directory"
        );
    }
}

#[test]
fn an_issued_rule_set_never_changes() {
    let centre = viewer(Role::Centre, None);
    let (draft, issued) = (rule_set(), rule_set().issued(TODAY, centre.person));
    let by_another = rule_set().issued(TODAY, PersonId::derived([8; 16]));
    let edit = |field: &str, after: Value| patch(field, Value::Null, after);
    let locked = Err(Refusal::Locked { lock: Lock::Issued });
    let issue = |rules: &RuleSet| edit("issued", json!(rules.issued));
    let cases = [
        (&draft, edit("wait_days", json!(5)), None, Ok(())),
        (&draft, issue(&issued), None, Ok(())),
        (&draft, issue(&by_another), None, Err(Refusal::NotAllowed)),
        (&issued, edit("wait_days", json!(5)), Some("Nhầm"), locked.clone()),
        (&issued, edit("issued", Value::Null), Some("Nhầm"), locked),
        (&issued, Act::Void, None, Err(Refusal::NeedsReason)),
        (&issued, Act::Void, Some("Bãi bỏ"), Ok(())),
        (&draft, Act::Void, Some("Thử"), Ok(())),
    ];
    for (rules, act, reason, expected) in cases {
        let is = judge(&centre, Kind::RuleSet, &act, &rules.to_fields(), reason);
        assert_eq!(is, expected, "{act:?}");
    }
    let subject = Subject::of(space(), true, Kind::RuleSet, &draft.to_fields());
    let ground = Ground::open(TODAY);
    let decide = |value: Value| may_decide(centre.person, &subject, ("issued", &value), &ground);
    assert_eq!(decide(json!(issued.issued)), Err(Refusal::NotAllowed));
    assert_eq!(decide(Value::Null), Ok(()));
}

#[test]
fn a_closed_year_keeps_its_rules_and_an_open_one_changes_them_with_a_reason() {
    let year = |rules: Option<u8>, archive: Option<Date>| {
        let archive = archive.map(|day| Period { from: day, to: day });
        Year { rules: rules.map(|n| RecordId::derived([n; 16])), archive, ..Year::empty(2026) }
    };
    let pin = |n: Option<u8>| patch("rules", Value::Null, json!(n.map(|n| RecordId::derived([n; 16]))));
    let (open, closed) = (date(2026, 12, 1), TODAY);
    let head = viewer(Role::HeadOffice, Some(unit()));
    let no_reason = Err(Refusal::NeedsReason);
    let is_closed = Err(Refusal::Locked { lock: Lock::YearClosed });
    let archive = patch("archive", Value::Null, Value::Null);
    let cases = [
        (year(None, None), pin(Some(1)), None, Ok(())),
        (year(Some(1), None), pin(Some(1)), None, Ok(())),
        (year(Some(1), Some(open)), pin(Some(2)), None, no_reason.clone()),
        (year(Some(1), None), pin(None), None, no_reason),
        (year(Some(1), Some(open)), pin(Some(2)), Some("Quy chế mới"), Ok(())),
        (year(Some(1), Some(closed)), pin(Some(2)), Some("Quy chế mới"), is_closed.clone()),
        (year(None, Some(closed)), pin(Some(2)), Some("Quy chế mới"), is_closed),
        (year(Some(1), Some(closed)), pin(Some(1)), None, Ok(())),
        (year(Some(1), Some(closed)), archive, None, Ok(())),
    ];
    for (year, act, reason, expected) in cases {
        assert_eq!(judge(&head, Kind::Year, &act, &year.to_fields(), reason), expected, "{year:?} {act:?}");
    }
    let officer = viewer(Role::Officer, Some(unit()));
    let fields = year(None, None).to_fields();
    assert_eq!(judge(&officer, Kind::Year, &pin(Some(1)), &fields, None), Err(Refusal::NotAllowed));
    let fields = year(Some(1), Some(closed)).to_fields();
    assert_eq!(pin_lock(Kind::Year, &fields, "rules", TODAY), Some(Lock::YearClosed));
    assert_eq!(pin_lock(Kind::Year, &fields, "archive", TODAY), None);
    // Made again by somebody who did not know of it, a year is judged as the edit that it is.
    let (known, again) = (year(Some(1), None).to_fields(), Act::Insert(year(Some(2), None).to_fields()));
    assert_eq!(judge(&head, Kind::Year, &again, &known, None), Err(Refusal::NeedsReason));
}

/// A change by somebody who has seen the draft as it was made.
fn set(n: u8, who: u8, act: Act) -> Change {
    let seen = Some(Seen { lineage: lineage(1), rev: Revision(1) });
    Change { kind: Kind::RuleSet, unit: None, seen, ..change(n, who, act) }
}

#[test]
fn two_who_write_one_draft_lose_nothing() {
    let mut ledger = Ledger::empty();
    ledger.take(&set(1, 1, Act::Insert(rule_set().to_fields()))).unwrap();
    let edits = |edits: &[(&str, Value)]| {
        let of = |name: &str| rules().get(name).cloned().unwrap_or(Value::Null);
        let edit = |(name, after): &(&str, Value)| {
            ((*name).to_owned(), Edit { before: of(name), after: after.clone() })
        };
        Act::Patch(edits.iter().map(edit).collect::<Edits>())
    };
    ledger.take(&set(2, 1, edits(&[("wait_days", json!(5))]))).unwrap();
    // Somebody else, who has not seen it: one value meets, the other is a difference.
    let outcome =
        ledger.take(&set(3, 2, edits(&[("wait_days", json!(7)), ("rotation", json!("barred"))]))).unwrap();
    assert!(matches!(outcome, Outcome::Conflict { .. }), "{outcome:?}");
    let fields = ledger.record.as_ref().unwrap().fields.clone();
    assert_eq!((&fields["wait_days"], &fields["rotation"]), (&json!(5), &json!("barred")));
    let conflict = ledger.conflicts.values().next().unwrap();
    assert_eq!((conflict.field.as_str(), &conflict.candidates[0].value), ("wait_days", &json!(7)));
    // Who issues it without having seen that has not issued what stands there.
    let issue = rule_set().issued(TODAY, PersonId::derived([2; 16])).issued;
    let refused = ledger.take(&set(4, 2, edits(&[("issued", json!(issue))])));
    let Err(Refusal::Invalid { errors }) = refused else { panic!("{refused:?}") };
    assert_eq!((errors[0].field.as_str(), errors[0].problem), ("issued", Problem::Contradicts));
}

#[test]
fn a_years_dates_and_rules_have_one_record() {
    let year = Year { rules: Some(record()), ..Year::empty(2026) };
    assert_eq!(year.id(space()), Year::empty(2026).id(space()));
    let proposed = shared::domain::proposed(&rule_set().deadlines, &year);
    assert_eq!(proposed.rules, Some(record()));
    assert_eq!(proposed.period(Phase::Conference).unwrap().to, date(2027, 1, 31));
}
