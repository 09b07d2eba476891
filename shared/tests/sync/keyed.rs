//! Two people make the same record without knowing of each other: what each typed meets in the merge.

use serde_json::{Value, json};
use shared::domain::{Basis, Figure, Keyed, Plan, Record, Span};
use shared::field::{FieldError, Fields, Problem, VOID};
use shared::id::RecordId;
use shared::number::Quantity;
use shared::sync::{Act, Change, Edit, Outcome, Refusal};

use crate::given::{Ledger, change, patch, space, unit};

fn target() -> RecordId {
    RecordId::derived([9; 16])
}

fn plan(half: Option<i64>, full: Option<i64>) -> Plan {
    let [half, full] = [half, full].map(|figure| figure.map(Quantity::whole));
    Plan { half, full, ..Plan::empty(target(), unit(), 2024) }
}

fn insert(n: u8, who: u8, plan: &Plan) -> Change {
    let act = Act::Insert(plan.to_fields());
    Change { record: plan.id(space()), kind: Plan::KIND, ..change(n, who, act) }
}

/// What the record holds and what is disputed, after two inserts.
fn meet(first: &Plan, second: &Plan) -> (Fields, Vec<(String, Value)>, Outcome) {
    let mut ledger = Ledger::empty();
    ledger.take(&insert(1, 1, first)).unwrap();
    let outcome = ledger.take(&insert(2, 2, second)).unwrap();
    let disputed = ledger.conflicts.values();
    let disputed = disputed.map(|conflict| (conflict.field.clone(), conflict.candidates[0].value.clone()));
    let disputed = disputed.collect();
    (ledger.record.unwrap().fields, disputed, outcome)
}

#[test]
fn what_is_the_same_is_one() {
    let (fields, disputed, outcome) = meet(&plan(None, Some(20)), &plan(None, Some(20)));
    assert_eq!(Plan::from_fields(&fields), Some(plan(None, Some(20))));
    assert!(disputed.is_empty());
    assert!(matches!(outcome, Outcome::Merged { .. }), "{outcome:?}");
}

#[test]
fn what_only_one_of_them_gave_is_taken() {
    let (fields, disputed, _) = meet(&plan(Some(9), None), &plan(None, Some(20)));
    assert_eq!(Plan::from_fields(&fields), Some(plan(Some(9), Some(20))));
    assert!(disputed.is_empty());
}

#[test]
fn what_differs_is_for_a_person_to_decide() {
    let (fields, disputed, outcome) = meet(&plan(None, Some(20)), &plan(None, Some(25)));
    assert_eq!(Plan::from_fields(&fields), Some(plan(None, Some(20))));
    assert_eq!(disputed, [("full".to_owned(), json!("25"))]);
    assert!(matches!(outcome, Outcome::Conflict { .. }));
}

#[test]
fn a_value_that_was_taken_away_is_not_put_back_unseen() {
    let mut ledger = Ledger::empty();
    let made = insert(1, 1, &plan(Some(9), Some(20)));
    ledger.take(&made).unwrap();
    let act = patch("half", json!("9"), Value::Null);
    let removal = Change { seen: Some(ledger.seen()), act, ..insert(2, 1, &plan(None, None)) };
    ledger.take(&removal).unwrap();
    ledger.take(&insert(3, 2, &plan(Some(9), Some(20)))).unwrap();
    assert_eq!(ledger.value("half"), Value::Null);
    assert_eq!(ledger.conflicts.len(), 1);
}

#[test]
fn an_id_follows_from_what_the_record_is_about() {
    let figure = |span, basis| Figure::empty(target(), unit(), 2024, span, basis).id(space());
    let ids = [
        figure(Span::Half, Basis::Estimate),
        figure(Span::Half, Basis::Official),
        figure(Span::Full, Basis::Estimate),
        figure(Span::Full, Basis::Official),
        plan(None, None).id(space()),
    ];
    for (at, id) in ids.iter().enumerate() {
        assert!(!ids[at + 1..].contains(id));
    }
    assert_eq!(plan(None, Some(20)).id(space()), plan(Some(9), None).id(space()));
    let (plan, spec) = (plan(None, Some(20)), Plan::KIND.spec().unwrap());
    assert!(spec.fits_id(space(), plan.id(space()), &plan.to_fields()));
    assert!(!spec.fits_id(space(), target(), &plan.to_fields()));
}

/// The value in force and the candidates of each dispute.
fn disputes(ledger: &Ledger) -> Vec<(String, Value, Vec<Value>)> {
    let told = ledger.conflicts.values().map(|conflict| {
        let candidates = conflict.candidates.iter().map(|candidate| candidate.value.clone());
        (conflict.field.clone(), conflict.in_force.value.clone(), candidates.collect())
    });
    let mut told: Vec<_> = told.collect();
    told.sort_by(|one, other| one.0.cmp(&other.0));
    told
}

#[test]
fn a_plan_here_and_none_assigned_there_are_never_in_force_together() {
    let unassigned = Plan { unassigned: true, ..plan(None, None) };
    let mut ledger = Ledger::empty();
    ledger.take(&insert(1, 1, &unassigned)).unwrap();
    assert!(matches!(ledger.take(&insert(2, 2, &plan(None, Some(20)))), Ok(Outcome::Conflict { .. })));
    assert_eq!(Plan::from_fields(&ledger.record.as_ref().unwrap().fields), Some(unassigned));
    let expected = [
        ("full".to_owned(), Value::Null, vec![json!("20")]),
        ("unassigned".to_owned(), json!(true), vec![Value::Null]),
    ];
    assert_eq!(disputes(&ledger), expected);
}

#[test]
fn edits_that_fit_alone_but_not_together_are_for_a_person_to_decide() {
    let mut ledger = Ledger::empty();
    let made = insert(1, 1, &plan(None, Some(20)));
    ledger.take(&made).unwrap();
    let seen = Some(ledger.seen());
    let raised =
        Change { seen, act: patch("full", json!("20"), json!("25")), ..insert(2, 1, &plan(None, None)) };
    ledger.take(&raised).unwrap();
    let edits = [("full", json!("20"), Value::Null), ("unassigned", Value::Null, json!(true))];
    let edits = edits.map(|(field, before, after)| (field.to_owned(), Edit { before, after }));
    let waived = Change { seen, act: Act::Patch(edits.into()), ..insert(3, 2, &plan(None, None)) };
    assert!(matches!(ledger.take(&waived), Ok(Outcome::Conflict { .. })));
    assert_eq!(Plan::from_fields(&ledger.record.as_ref().unwrap().fields), Some(plan(None, Some(25))));
    let expected = [
        ("full".to_owned(), json!("25"), vec![Value::Null]),
        ("unassigned".to_owned(), Value::Null, vec![json!(true)]),
    ];
    assert_eq!(disputes(&ledger), expected);
}

#[test]
fn what_is_blank_is_left_out_and_an_insert_voids_nothing() {
    let mut fields = plan(None, Some(20)).to_fields();
    fields.insert("half".to_owned(), Value::Null);
    let blank = Change { act: Act::Insert(fields.clone()), ..insert(1, 1, &plan(None, None)) };
    let mut ledger = Ledger::empty();
    ledger.take(&blank).unwrap();
    assert_eq!(ledger.record.as_ref().unwrap().fields, plan(None, Some(20)).to_fields());
    fields.insert(VOID.to_owned(), json!("lẻn"));
    let sneaked = Change { act: Act::Insert(fields), ..insert(2, 2, &plan(None, None)) };
    let errors = vec![FieldError::new(VOID, Problem::Unknown)];
    assert_eq!(ledger.take(&sneaked), Err(Refusal::Invalid { errors }));
}
