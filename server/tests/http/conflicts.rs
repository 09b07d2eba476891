use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use shared::api::{RecordHistory, path};
use shared::domain::Kind;
use shared::field::VOID;
use shared::id::RecordId;
use shared::sync::{Act, Change, Conflict, Outcome, Provenance, Refusal};

use crate::member::{Member, edits, new_device, new_record, pair, red_cross};
use crate::world::{World, ask};

/// Both write the same field without having seen each other.
async fn disputed(world: &World) -> (Member, Member, RecordId, RecordId) {
    let (mut officer, mut centre, record) = pair(world).await;
    let first = officer.edit(record, "participants", json!(120));
    let second = centre.edit(record, "participants", json!(95));
    assert!(matches!(officer.hand_in(world, &first).await, Outcome::Applied { .. }));
    let outcome = centre.hand_in(world, &second).await;
    let Outcome::Conflict { conflicts, .. } = outcome else { panic!("{outcome:?}") };
    officer.exchange(world, &[]).await;
    (officer, centre, record, conflicts[0])
}

#[tokio::test]
async fn two_values_of_one_field_are_both_kept_until_somebody_decides() {
    let world = World::new();
    let (mut officer, mut centre, record, conflict) = disputed(&world).await;
    assert_eq!(officer.field(record, "participants"), json!(120), "the value in force stays");
    let seen: Conflict = officer.rows[&conflict].typed().unwrap();
    assert_eq!((seen.subject, seen.field.as_str(), &seen.base), (record, "participants", &Value::Null));
    assert_eq!(seen.in_force.value, json!(120));
    assert_eq!(seen.in_force.by.unwrap().author, officer.session.viewer.person);
    assert_eq!(seen.candidates.len(), 1);
    assert_eq!(seen.candidates[0].value, json!(95));
    assert_eq!(seen.candidates[0].by.as_ref().unwrap().author, centre.session.viewer.person);

    let decide = centre.decide(conflict, json!(95), Some("Theo danh sách ký nhận"));
    assert!(matches!(centre.hand_in(&world, &decide).await, Outcome::Applied { .. }));
    officer.exchange(&world, &[]).await;
    assert_eq!(officer.field(record, "participants"), json!(95));
    let decided: Conflict = officer.rows[&conflict].typed().unwrap();
    assert_eq!(decided.decision.unwrap().value, json!(95));
    assert_eq!(decided.decided_by.unwrap().author, centre.session.viewer.person);
    assert_eq!(decided.reason, "Theo danh sách ký nhận");
    let next = officer.edit(record, "participants", json!(96));
    assert!(matches!(officer.hand_in(&world, &next).await, Outcome::Applied { .. }), "and work goes on");
}

#[tokio::test]
async fn every_value_says_what_its_device_was_called_then() {
    let world = World::new();
    let devices = [new_device(), new_device()];
    let named = |at: usize, name| Member::named(&world, "hanh", devices[at].clone(), name);
    let (mut tablet, mut office) = (named(0, "Máy tính bảng 2").await, named(1, "Máy văn phòng").await);
    let record = new_record();
    let insert = tablet.insert(record, &red_cross("Hiến máu"));
    tablet.exchange(&world, &[insert]).await;
    office.exchange(&world, &[]).await;
    let changes = [tablet.edit(record, "place", json!("A")), office.edit(record, "place", json!("B"))];
    let mut renamed = named(0, "Máy của Hạnh").await;
    renamed.exchange(&world, &changes[..1]).await;
    let Outcome::Conflict { conflicts, .. } = office.hand_in(&world, &changes[1]).await else {
        panic!("no conflict")
    };
    let conflict: Conflict = office.rows[&conflicts[0]].typed().unwrap();
    let name = |by: &Option<Provenance>| by.as_ref().unwrap().device_name.clone();
    assert_eq!(name(&conflict.in_force.by), "Máy của Hạnh");
    assert_eq!(name(&conflict.candidates[0].by), "Máy văn phòng");
    assert_eq!(name(&office.rows[&record].by), "Máy của Hạnh");
    let path = path::history(office.space, record);
    let asked = ask(Method::GET, &path, Some(&office.cookie)).body(Body::empty());
    let told: RecordHistory = world.send(asked.unwrap()).await.json();
    let shown: Vec<_> = told.entries.iter().map(|entry| entry.device_name.as_str()).collect();
    assert_eq!(shown, ["Máy tính bảng 2", "Máy của Hạnh", "Máy văn phòng"]);
}

#[tokio::test]
async fn a_decision_can_be_reversed() {
    let world = World::new();
    let (_, mut centre, record, conflict) = disputed(&world).await;
    for value in [json!(95), json!(120), json!(100)] {
        let decide = centre.decide(conflict, value.clone(), Some("Kiểm tra lại"));
        assert!(matches!(centre.hand_in(&world, &decide).await, Outcome::Applied { .. }));
        assert_eq!(centre.field(record, "participants"), value);
    }
}

#[tokio::test]
async fn only_who_looks_over_the_units_decides_and_says_why() {
    let world = World::new();
    let (mut officer, mut centre, record, conflict) = disputed(&world).await;
    let own = officer.decide(conflict, json!(120), Some("Của tôi đúng"));
    assert_eq!(officer.hand_in(&world, &own).await, Outcome::Refused { reason: Refusal::NotAllowed });
    for reason in [None, Some("  ")] {
        let silent = centre.decide(conflict, json!(95), reason);
        assert_eq!(centre.hand_in(&world, &silent).await, Outcome::Refused { reason: Refusal::NeedsReason });
    }
    assert_eq!(centre.field(record, "participants"), json!(120));
}

#[tokio::test]
async fn a_decision_about_fewer_candidates_than_there_are_is_stale() {
    let world = World::new();
    let (mut officer, mut centre, _, conflict) = disputed(&world).await;
    let early = centre.decide(conflict, json!(95), Some("Vội"));
    let mut head_office = Member::new(&world, "ngan").await;
    head_office.exchange(&world, &[]).await;
    let record = head_office.rows[&conflict].typed::<Conflict>().unwrap().subject;
    let third = head_office.unsigned(
        record,
        Kind::Activity,
        Act::Patch(edits("participants", Value::Null, json!(70))),
    );
    let third = head_office.sign(Change { seen: None, ..third });
    assert!(matches!(head_office.hand_in(&world, &third).await, Outcome::Conflict { .. }));
    let stale = centre.hand_in(&world, &early).await;
    assert_eq!(stale, Outcome::Refused { reason: Refusal::DecisionStale });
    let late = centre.decide(conflict, json!(70), Some("Đủ ba số liệu"));
    assert!(matches!(centre.hand_in(&world, &late).await, Outcome::Applied { .. }));
    officer.exchange(&world, &[]).await;
    assert_eq!(officer.rows[&conflict].typed::<Conflict>().unwrap().candidates.len(), 2);
}

#[tokio::test]
async fn a_void_and_an_unseen_edit_are_put_before_a_person() {
    let world = World::new();
    let (mut officer, mut centre, record) = pair(&world).await;
    let edit = officer.edit(record, "title", json!("Sửa lại"));
    let void = centre.void(record, "Nhập trùng");
    assert!(matches!(officer.hand_in(&world, &edit).await, Outcome::Applied { .. }));
    let outcome = centre.hand_in(&world, &void).await;
    let Outcome::Conflict { conflicts, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(centre.rows[&record].void_reason(), None, "it lives on until decided");
    let seen: Conflict = centre.rows[&conflicts[0]].typed().unwrap();
    assert_eq!(seen.field, VOID);
    let decide = centre.decide(conflicts[0], json!("Nhập trùng"), Some("Đã hỏi đơn vị"));
    assert!(matches!(centre.hand_in(&world, &decide).await, Outcome::Applied { .. }));
    officer.exchange(&world, &[]).await;
    assert_eq!(officer.rows[&record].void_reason(), Some("Nhập trùng"));
    let refused = officer.edit(record, "title", json!("Nữa"));
    assert_eq!(officer.hand_in(&world, &refused).await, Outcome::Refused { reason: Refusal::Voided });
}

#[tokio::test]
async fn an_edit_that_did_not_know_of_a_void_is_put_before_a_person_too() {
    let world = World::new();
    let (mut officer, mut centre, record) = pair(&world).await;
    let edit = officer.edit(record, "title", json!("Sửa lại"));
    let void = centre.void(record, "Nhập trùng");
    assert!(matches!(centre.hand_in(&world, &void).await, Outcome::Applied { .. }));
    assert!(matches!(officer.hand_in(&world, &edit).await, Outcome::Conflict { .. }));
    assert_eq!(officer.rows[&record].void_reason(), Some("Nhập trùng"));
    assert_eq!(officer.of_kind(Kind::Conflict).len(), 1);
}

#[tokio::test]
async fn a_void_owes_a_reason_and_can_be_taken_back() {
    let world = World::new();
    let (mut officer, _, record) = pair(&world).await;
    let silent = officer.void(record, " ");
    assert_eq!(officer.hand_in(&world, &silent).await, Outcome::Refused { reason: Refusal::NeedsReason });
    let void = officer.void(record, "Nhập nhầm");
    officer.hand_in(&world, &void).await;
    assert_eq!(officer.rows[&record].void_reason(), Some("Nhập nhầm"));
    let restore = officer.restore(record, "Không nhầm");
    assert!(matches!(officer.hand_in(&world, &restore).await, Outcome::Applied { .. }));
    assert_eq!(officer.rows[&record].void_reason(), None);
}
