//! The merge, case by case.

use serde_json::{Value, json};
use shared::field::{FieldError, Problem, VOID};
use shared::id::Revision;
use shared::sync::{Act, Change, Conflict, Outcome, Refusal, Seen};

use crate::given::{Ledger, change, change_id, lineage, patch, record};

fn edit(n: u8, who: u8, field: &str, before: Value, after: Value, seen: Seen) -> Change {
    Change { seen: Some(seen), ..change(n, who, patch(field, before, after)) }
}

fn values(conflict: &Conflict) -> Vec<Value> {
    conflict.candidates.iter().map(|candidate| candidate.value.clone()).collect()
}

fn only_conflict(ledger: &Ledger) -> &Conflict {
    assert_eq!(ledger.conflicts.len(), 1);
    ledger.conflicts.values().next().unwrap()
}

#[test]
fn different_fields_merge_and_one_field_twice_keeps_both_values() {
    let mut ledger = Ledger::with_record();
    let seen = ledger.seen();
    let first = ledger.take(&edit(1, 1, "place", json!("Cao Lãnh"), json!("Sa Đéc"), seen));
    assert_eq!(first, Ok(Outcome::Applied { rev: Revision(2) }));
    let other = ledger.take(&edit(2, 2, "title", json!("Tết Nhân ái"), json!("Tết Nhân ái 2024"), seen));
    assert_eq!(other, Ok(Outcome::Merged { rev: Revision(3) }));
    let same = ledger.take(&edit(3, 2, "place", json!("Cao Lãnh"), json!("Hồng Ngự"), seen)).unwrap();
    let id = Conflict::id(record(), "place", Revision(2));
    assert_eq!(same, Outcome::Conflict { rev: Revision(4), conflicts: vec![id] });
    assert_eq!(ledger.value("place"), json!("Sa Đéc"), "the value in force stays");
    let conflict = only_conflict(&ledger);
    assert_eq!((&conflict.base, &conflict.in_force.value), (&json!("Cao Lãnh"), &json!("Sa Đéc")));
    assert_eq!(conflict.in_force.by.as_ref().unwrap().change, change_id(1));
    assert_eq!(values(conflict), [json!("Hồng Ngự")]);
}

#[test]
fn the_same_value_twice_is_no_conflict() {
    let mut ledger = Ledger::with_record();
    let seen = ledger.seen();
    ledger.take(&edit(1, 1, "place", json!("Cao Lãnh"), json!("Sa Đéc"), seen)).unwrap();
    let again = ledger.take(&edit(2, 2, "place", json!("Cao Lãnh"), json!("Sa Đéc"), seen));
    assert_eq!(again, Ok(Outcome::Merged { rev: Revision(2) }));
    assert!(ledger.conflicts.is_empty());
}

#[test]
fn a_chain_builds_on_itself_and_replaces_its_own_candidate() {
    let mut ledger = Ledger::with_record();
    let seen = ledger.seen();
    ledger.take(&edit(1, 1, "place", json!("Cao Lãnh"), json!("Sa Đéc"), seen)).unwrap();
    let own = Change {
        follows: Some(change_id(1)),
        ..edit(2, 1, "place", json!("Sa Đéc"), json!("Lai Vung"), seen)
    };
    assert!(matches!(ledger.take(&own), Ok(Outcome::Applied { .. })));
    let foreign = edit(3, 2, "place", json!("Cao Lãnh"), json!("Hồng Ngự"), seen);
    assert!(matches!(ledger.take(&foreign), Ok(Outcome::Conflict { .. })));
    let link = Change {
        follows: Some(change_id(3)),
        ..edit(4, 2, "place", json!("Hồng Ngự"), json!("TP Hồng Ngự"), seen)
    };
    assert!(matches!(ledger.take(&link), Ok(Outcome::Conflict { .. })));
    assert_eq!(values(only_conflict(&ledger)), [json!("TP Hồng Ngự")]);
}

#[test]
fn a_pulled_value_that_own_work_hid_was_not_seen() {
    let mut ledger = Ledger::with_record();
    let seen = ledger.seen();
    ledger.take(&edit(1, 1, "place", json!("Cao Lãnh"), json!("Sa Đéc"), seen)).unwrap();
    ledger.take(&edit(2, 2, "place", json!("Cao Lãnh"), json!("Hồng Ngự"), seen)).unwrap();
    // The second author pulled revision 2 before going on, but the screen showed the pending “Hồng Ngự”.
    let pulled = Seen { rev: Revision(2), ..seen };
    let on = Change {
        follows: Some(change_id(2)),
        ..edit(3, 2, "place", json!("Hồng Ngự"), json!("TP Hồng Ngự"), pulled)
    };
    assert!(matches!(ledger.take(&on), Ok(Outcome::Conflict { .. })));
    assert_eq!(ledger.value("place"), json!("Sa Đéc"));
    assert_eq!(values(only_conflict(&ledger)), [json!("TP Hồng Ngự")]);
}

#[test]
fn nobody_builds_on_another_persons_chain() {
    let mut ledger = Ledger::with_record();
    let seen = ledger.seen();
    ledger.take(&edit(1, 1, "place", json!("Cao Lãnh"), json!("Sa Đéc"), seen)).unwrap();
    let claimed = Change {
        follows: Some(change_id(1)),
        ..edit(2, 2, "place", json!("Sa Đéc"), json!("Nơi khác"), seen)
    };
    assert!(matches!(ledger.take(&claimed), Ok(Outcome::Conflict { .. })));
}

#[test]
fn sets_and_long_text_merge() {
    let mut ledger = Ledger::with_record();
    let seen = ledger.seen();
    let base = json!("Câu một. Câu hai. Câu ba.");
    ledger.take(&edit(1, 1, "tags", json!(["quà", "Tết"]), json!(["Tết", "xuân"]), seen)).unwrap();
    ledger.take(&edit(2, 2, "tags", json!(["quà", "Tết"]), json!(["quà", "Tết", "nghèo"]), seen)).unwrap();
    assert_eq!(ledger.value("tags"), json!(["Tết", "xuân", "nghèo"]));
    ledger.take(&edit(3, 1, "body", base.clone(), json!("Câu 1. Câu hai. Câu ba."), seen)).unwrap();
    let merged = ledger.take(&edit(4, 2, "body", base.clone(), json!("Câu một. Câu hai. Câu 3."), seen));
    assert!(matches!(merged, Ok(Outcome::Merged { .. })));
    assert_eq!(ledger.value("body"), json!("Câu 1. Câu hai. Câu 3."));
    let overlapping = ledger.take(&edit(5, 3, "body", base, json!("Câu I. Câu hai. Câu ba."), seen));
    assert!(matches!(overlapping, Ok(Outcome::Conflict { .. })));
    assert_eq!(values(only_conflict(&ledger)), [json!("Câu I. Câu hai. Câu ba.")]);
}

#[test]
fn voiding_and_editing_unseen_is_for_a_person_to_decide() {
    for void_first in [true, false] {
        let mut ledger = Ledger::with_record();
        let seen = ledger.seen();
        let void =
            Change { seen: Some(seen), reason: Some("Nhập trùng".into()), ..change(1, 1, Act::Void) };
        let edit = edit(2, 2, "place", json!("Cao Lãnh"), json!("Sa Đéc"), seen);
        let order = if void_first { [&void, &edit] } else { [&edit, &void] };
        assert!(matches!(ledger.take(order[0]), Ok(Outcome::Applied { .. })));
        assert!(matches!(ledger.take(order[1]), Ok(Outcome::Conflict { .. })));
        let conflict = only_conflict(&ledger);
        assert_eq!(conflict.field, VOID);
        let [voided, alive] = [json!("Nhập trùng"), Value::Null];
        let expected = if void_first { (&voided, vec![alive]) } else { (&Value::Null, vec![voided.clone()]) };
        assert_eq!((&conflict.in_force.value, values(conflict)), expected);
        assert_eq!(ledger.value("place"), json!("Sa Đéc"), "the edit is kept either way");
    }
}

#[test]
fn an_edit_of_a_record_known_to_be_void_is_refused_and_restoring_is_not() {
    let mut ledger = Ledger::with_record();
    let seen = Some(ledger.seen());
    ledger.take(&Change { seen, reason: Some("Nhầm".into()), ..change(1, 1, Act::Void) }).unwrap();
    let seen = ledger.seen();
    let late = edit(2, 2, "place", json!("Cao Lãnh"), json!("Sa Đéc"), seen);
    assert_eq!(ledger.take(&late), Err(Refusal::Voided));
    let restored = ledger.take(&Change { seen: Some(seen), ..change(3, 2, Act::Restore) });
    assert!(matches!(restored, Ok(Outcome::Applied { .. })));
    assert_eq!(ledger.value(VOID), Value::Null);
}

#[test]
fn under_another_epoch_the_value_seen_decides() {
    let mut ledger = Ledger::with_record();
    let seen = Seen { lineage: lineage(7), rev: Revision(99) };
    let stands = ledger.take(&edit(1, 1, "place", json!("Cao Lãnh"), json!("Sa Đéc"), seen));
    assert!(matches!(stands, Ok(Outcome::Applied { .. } | Outcome::Merged { .. })));
    let moved = ledger.take(&edit(2, 2, "place", json!("Cao Lãnh"), json!("Hồng Ngự"), seen));
    assert!(matches!(moved, Ok(Outcome::Conflict { .. })));
}

#[test]
fn what_breaks_a_rule_is_refused_with_its_place() {
    let cases = [
        ("title", json!("  "), Problem::Blank),
        ("title", json!("a".repeat(201)), Problem::TooLong { max: 200, is: 201 }),
        ("title", json!("hai\ndòng"), Problem::LineBreak),
        ("title", json!("Ho\u{300}a"), Problem::NotClean),
        ("held_on", json!("2019-01-01"), Problem::OutOfRange),
        ("unit", json!(record()), Problem::Fixed),
        ("nonsense", json!(1), Problem::Unknown),
        (VOID, json!("lén"), Problem::Unknown),
    ];
    for (field, value, problem) in cases {
        let mut ledger = Ledger::with_record();
        let seen = ledger.seen();
        let refused = ledger.take(&edit(1, 1, field, Value::Null, value, seen));
        let Err(Refusal::Invalid { errors }) = refused else { panic!("{field}: {refused:?}") };
        assert!(errors.contains(&FieldError::new(field, problem)), "{field}: {errors:?}");
        assert_eq!(ledger.rev, Revision(1));
    }
    let mut ledger = Ledger::with_record();
    let seen = ledger.seen();
    for bad in [json!("31/02/2024"), json!("2024-02-31"), json!(5), Value::Null] {
        let refused = ledger.take(&edit(1, 1, "held_on", Value::Null, bad, seen));
        assert!(matches!(refused, Err(Refusal::Invalid { .. })), "{refused:?}");
    }
}

#[test]
fn an_edit_over_an_open_conflict_moves_what_is_in_force_there_too() {
    let mut ledger = Ledger::with_record();
    let seen = ledger.seen();
    ledger.take(&edit(1, 1, "place", json!("Cao Lãnh"), json!("Sa Đéc"), seen)).unwrap();
    ledger.take(&edit(2, 2, "place", json!("Cao Lãnh"), json!("Hồng Ngự"), seen)).unwrap();
    let newer = ledger.seen();
    ledger.take(&edit(3, 1, "place", json!("Sa Đéc"), json!("TP Sa Đéc"), newer)).unwrap();
    assert_eq!(only_conflict(&ledger).in_force.value, json!("TP Sa Đéc"));
    assert_eq!(values(only_conflict(&ledger)), [json!("Hồng Ngự")]);
}
