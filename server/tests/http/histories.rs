//! Lịch sử thay đổi.

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use shared::api::{ErrorCode, RecordHistory, path};
use shared::domain::Kind;
use shared::id::RecordId;
use shared::sync::{Act, Change, Decision, Outcome};

use crate::member::{Member, edits, pair};
use crate::world::{Answered, World, ask};

async fn history(world: &World, member: &Member, record: RecordId) -> Answered {
    let path = path::history(member.space, record);
    world.send(ask(Method::GET, &path, Some(&member.cookie)).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_history_tells_every_change_and_decision_in_order() {
    let world = World::new();
    let (mut officer, mut centre, record) = pair(&world).await;
    let ours = officer.edit(record, "participants", json!(1));
    let theirs = centre.edit(record, "participants", json!(2));
    officer.hand_in(&world, &ours).await;
    world.pass(5000);
    let Outcome::Conflict { conflicts, .. } = centre.hand_in(&world, &theirs).await else {
        panic!("no conflict")
    };
    let value = Decision { value: json!(3), chosen: None };
    let patch = edits("decision", Value::Null, serde_json::to_value(value).unwrap());
    let decide = centre.unsigned(conflicts[0], Kind::Conflict, Act::Patch(patch));
    let decide = centre.sign(Change { reason: Some("Đếm lại".to_owned()), ..decide });
    assert!(matches!(centre.hand_in(&world, &decide).await, Outcome::Applied { .. }));
    let told: RecordHistory = history(&world, &officer, record).await.json();
    let changes: Vec<_> = told.entries.iter().map(|entry| entry.change.clone()).collect();
    assert_eq!(changes[1..], [ours, theirs, decide]);
    assert!(matches!(changes[0].act, Act::Insert(_)));
    assert!(matches!(told.entries[2].outcome, Outcome::Conflict { .. }));
    assert_eq!(told.entries[2].received, world.now());
    assert!(told.entries.is_sorted_by_key(|entry| entry.outcome.accepted_at()));
}

#[tokio::test]
async fn a_history_is_told_only_to_who_sees_the_record() {
    let world = World::new();
    let (officer, _, record) = pair(&world).await;
    let unknown = RecordId::derived([3; 16]);
    let stranger = Member::new(&world, "khoa").await;
    let elsewhere = Member::new(&world, "huong").await;
    for (member, asked) in [(&stranger, record), (&elsewhere, record), (&officer, unknown)] {
        assert_eq!(history(&world, member, asked).await.error(), ErrorCode::NotFound);
    }
    let nobody = ask(Method::GET, &path::history(officer.space, record), None).body(Body::empty());
    assert_eq!(world.send(nobody.unwrap()).await.error(), ErrorCode::NotSignedIn);
}
