use serde_json::json;
use shared::domain::{Activity, Kind};
use shared::id::Revision;
use shared::sync::{Act, Answer, Change, Missing, Outcome, Refusal};

use crate::member::{Member, new_record, pair, red_cross};
use crate::world::World;

#[tokio::test]
async fn what_an_officer_writes_the_centre_sees() {
    let world = World::new();
    let (officer, centre, record) = pair(&world).await;
    assert_eq!(officer.rows[&record], centre.rows[&record]);
    let row = &centre.rows[&record];
    assert_eq!(row.typed::<Activity>(), Some(red_cross("Hiến máu tình nguyện")));
    let by = row.by.as_ref().unwrap();
    assert_eq!(by.author, officer.session.viewer.person);
    assert_eq!(by.device, officer.session.device);
    assert_eq!(by.received, world.now());
}

#[tokio::test]
async fn a_change_whose_answer_was_lost_counts_once() {
    let world = World::new();
    let (mut officer, mut centre, record) = pair(&world).await;
    let edit = officer.edit(record, "title", json!("Hiến máu đợt 2"));
    let lost = officer.answer(&world, &officer.request(std::slice::from_ref(&edit))).await;
    let Answer::Page(lost) = lost else { panic!("no page") };
    let first = lost.outcomes[0].outcome.clone();
    assert!(matches!(first, Outcome::Applied { .. }));
    centre.exchange(&world, &[]).await;
    let later = centre.edit(record, "title", json!("Hiến máu đợt 3"));
    assert!(matches!(centre.hand_in(&world, &later).await, Outcome::Applied { .. }));
    for _ in 0..3 {
        assert_eq!(officer.hand_in(&world, &edit).await, first, "the same answer for ever");
    }
    assert_eq!(officer.field(record, "title"), json!("Hiến máu đợt 3"));
    let twice = officer.edit(record, "place", json!("Cao Lãnh"));
    let page = officer.exchange(&world, &[twice.clone(), twice.clone()]).await;
    assert_eq!(page.outcomes[0], page.outcomes[1], "even within one batch");
}

#[tokio::test]
async fn a_repeated_id_gets_its_first_outcome_whatever_comes_with_it() {
    let world = World::new();
    let (mut officer, _, record) = pair(&world).await;
    let edit = officer.edit(record, "title", json!("Một"));
    let first = officer.hand_in(&world, &edit).await;
    let forged = Change { act: Act::Void, ..edit };
    assert_eq!(officer.hand_in(&world, &forged).await, first);
    assert_eq!(officer.field(record, "title"), json!("Một"));
}

#[tokio::test]
async fn edits_of_different_fields_merge() {
    let world = World::new();
    let (mut officer, mut centre, record) = pair(&world).await;
    let place = officer.edit(record, "place", json!("Cao Lãnh"));
    let people = centre.edit(record, "participants", json!(120));
    assert!(matches!(officer.hand_in(&world, &place).await, Outcome::Applied { .. }));
    assert!(matches!(centre.hand_in(&world, &people).await, Outcome::Merged { .. }));
    officer.exchange(&world, &[]).await;
    assert_eq!(officer.rows, {
        let mut rows = centre.rows.clone();
        rows.retain(|id, _| officer.rows.contains_key(id));
        rows
    });
    assert_eq!(officer.field(record, "place"), json!("Cao Lãnh"));
    assert_eq!(officer.field(record, "participants"), json!(120));
}

#[tokio::test]
async fn a_chain_made_offline_is_taken_in_one_batch() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let record = new_record();
    let insert = officer.insert(record, &red_cross("Một"));
    let edits = crate::member::edits("title", json!("Một"), json!("Hai"));
    let edit = officer.unsigned(record, Kind::Activity, Act::Patch(edits));
    let edit = officer.sign(Change { follows: Some(insert.id), ..edit });
    let page = officer.exchange(&world, &[insert, edit]).await;
    assert!(page.outcomes.iter().all(|settled| matches!(settled.outcome, Outcome::Applied { .. })));
    assert_eq!(officer.field(record, "title"), json!("Hai"));
    assert_eq!(page.place.cursor.0, page.place.head.count);
}

#[tokio::test]
async fn what_waits_for_another_part_is_held_until_it_comes() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let record = new_record();
    let insert = officer.insert(record, &red_cross("Một"));
    let edits = crate::member::edits("title", json!("Một"), json!("Hai"));
    let orphan = officer.change(record, Kind::Activity, Act::Patch(edits.clone()));
    let held = officer.hand_in(&world, &orphan).await;
    assert_eq!(held, Outcome::Held { waiting_for: Missing::Record(record) });
    let follower = officer.unsigned(record, Kind::Activity, Act::Patch(edits));
    let follower = officer.sign(Change { follows: Some(insert.id), ..follower });
    let held = officer.hand_in(&world, &follower).await;
    assert_eq!(held, Outcome::Held { waiting_for: Missing::Change(insert.id) });
    officer.hand_in(&world, &insert).await;
    assert!(matches!(officer.hand_in(&world, &follower).await, Outcome::Applied { .. }));
    assert_eq!(officer.field(record, "title"), json!("Hai"));
}

#[tokio::test]
async fn what_follows_a_refused_change_waits() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let record = new_record();
    let insert = officer.insert(record, &red_cross(" "));
    let edits = crate::member::edits("title", json!(" "), json!("Hai"));
    let edit = officer.unsigned(record, Kind::Activity, Act::Patch(edits));
    let edit = officer.sign(Change { follows: Some(insert.id), ..edit });
    let page = officer.exchange(&world, &[insert.clone(), edit]).await;
    let outcomes: Vec<_> = page.outcomes.into_iter().map(|settled| settled.outcome).collect();
    assert!(matches!(&outcomes[0], Outcome::Refused { reason: Refusal::Invalid { .. } }), "{outcomes:?}");
    assert_eq!(outcomes[1], Outcome::Held { waiting_for: Missing::Change(insert.id) });
    assert!(!officer.rows.contains_key(&record));
}

#[tokio::test]
async fn a_refused_change_is_judged_anew() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let record = new_record();
    let unsigned = officer.unsigned(record, Kind::Activity, officer.insert(record, &red_cross("Một")).act);
    let refused = officer.hand_in(&world, &unsigned).await;
    assert_eq!(refused, Outcome::Refused { reason: Refusal::BadSignature });
    let signed = officer.sign(unsigned);
    assert!(matches!(officer.hand_in(&world, &signed).await, Outcome::Applied { .. }));
}

#[tokio::test]
async fn another_device_of_the_unit_gets_all_of_it_and_then_nothing_new() {
    let world = World::new();
    let (officer, _, record) = pair(&world).await;
    let mut second = Member::new(&world, "hanh").await;
    let page = second.exchange(&world, &[]).await;
    assert_eq!(second.rows, officer.rows);
    assert_eq!(page.more, 0);
    assert_eq!(page.backed_up_through, Revision::ZERO);
    let idle = second.exchange(&world, &[]).await;
    assert!(idle.records.is_empty(), "{idle:?}");
    assert_eq!(idle.place, page.place, "and asking changes nothing");
    assert!(second.rows.contains_key(&record));
}
