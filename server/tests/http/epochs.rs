//! The database set back to an earlier state, by whatever means.

use serde_json::json;
use server::db::file_in;
use shared::bytes::Hex;
use shared::id::{Epoch, Lineage, Revision, ServerId};
use shared::sync::{Answer, Outcome, Place, Request};
use std::fs;
use std::path::Path;

use crate::member::{Member, new_record, pair, red_cross};
use crate::world::World;

fn keep(directory: &Path) {
    fs::copy(file_in(directory), directory.join("kept")).unwrap();
}

fn set_back(directory: &Path) {
    fs::copy(directory.join("kept"), file_in(directory)).unwrap();
}

fn epoch(answer: Answer) -> Epoch {
    let Answer::NewEpoch { epoch, .. } = answer else { panic!("no new epoch but {answer:?}") };
    epoch
}

#[tokio::test]
async fn a_restored_server_opens_one_epoch_and_gets_its_work_back() {
    let world = World::new();
    let (mut officer, centre, record) = pair(&world).await;
    let world = world.restarted(keep);
    let edit = officer.edit(record, "title", json!("Sau bản sao"));
    assert!(matches!(officer.hand_in(&world, &edit).await, Outcome::Applied { .. }));
    let lost = new_record();
    let insert = officer.insert(lost, &red_cross("Ghi sau bản sao"));
    officer.exchange(&world, std::slice::from_ref(&insert)).await;
    let world = world.restarted(set_back);

    let late = officer.answer(&world, &officer.request(&[])).await;
    assert_eq!(epoch(late), Epoch(1));
    let again = officer.answer(&world, &officer.request(&[])).await;
    assert_eq!(epoch(again), Epoch(1), "only once");
    let other = centre.answer(&world, &centre.request(&[])).await;
    assert_eq!(epoch(other), Epoch(1), "for those who lost nothing too");
    let world = world.restarted(|_| ());

    officer.place = None;
    officer.rows.clear();
    let page = officer.exchange(&world, &[edit, insert]).await;
    assert!(page.outcomes.iter().all(|settled| settled.outcome.accepted_at().is_some()), "{page:?}");
    assert_eq!(page.place.lineage.epoch, Epoch(1));
    assert_eq!(officer.field(record, "title"), json!("Sau bản sao"));
    assert_eq!(officer.field(lost, "title"), json!("Ghi sau bản sao"));
}

#[tokio::test]
async fn even_what_the_server_noted_by_itself_is_missed() {
    let world = World::new();
    let (mut officer, mut centre, _) = pair(&world).await;
    let world = world.restarted(keep);
    world.pass(60_000);
    officer.exchange(&world, &[]).await;
    centre.exchange(&world, &[]).await;
    let world = world.restarted(set_back);
    // Other work takes the place of what was lost; the centre must not take it for what it already has.
    let mut other = Member::new(&world, "khoa").await;
    other.exchange(&world, &[]).await;
    assert_eq!(epoch(centre.answer(&world, &centre.request(&[])).await), Epoch(1));
}

#[tokio::test]
async fn set_back_twice_to_the_same_state_the_epochs_do_not_meet() {
    let world = World::new();
    let (mut officer, _, record) = pair(&world).await;
    let world = world.restarted(keep);
    let work = async |world: &World, officer: &mut Member, text: &str| {
        let edit = officer.edit(record, "title", json!(text));
        officer.exchange(world, &[edit]).await;
    };
    work(&world, &mut officer, "Một").await;
    let world = world.restarted(set_back);
    assert_eq!(epoch(officer.answer(&world, &officer.request(&[])).await), Epoch(1));
    officer.place = None;
    officer.exchange(&world, &[]).await;
    work(&world, &mut officer, "Hai").await;
    let world = world.restarted(set_back);
    assert_eq!(epoch(officer.answer(&world, &officer.request(&[])).await), Epoch(2));
}

#[tokio::test]
async fn nobody_can_talk_the_server_into_a_new_epoch() {
    let world = World::new();
    let (mut officer, _, _) = pair(&world).await;
    let honest = officer.place.clone().unwrap();
    let mut forged_head = honest.clone();
    forged_head.head.hash = Hex([5; 32]);
    let mut far = honest.clone();
    far.head.count += 1000;
    let cases = [
        forged_head,
        far,
        Place { cursor: Revision(u64::MAX), ..honest.clone() },
        Place { head: shared::sync::Head { count: u64::MAX, ..honest.head }, ..honest.clone() },
    ];
    for place in cases {
        let request = Request { place: Some(place), ..officer.request(&[]) };
        let Answer::Page(page) = officer.answer(&world, &request).await else { panic!("no page") };
        assert_eq!(page.place.lineage, honest.lineage);
        assert_eq!(page.records.len(), officer.rows.len(), "as if it had no place at all");
    }
    let lineages = [
        Lineage { epoch: Epoch(7), ..honest.lineage },
        Lineage { server: ServerId::derived([1; 16]), ..honest.lineage },
    ];
    for lineage in lineages {
        let request = Request { place: Some(Place { lineage, ..honest.clone() }), ..officer.request(&[]) };
        let answer = officer.answer(&world, &request).await;
        let told = honest.lineage;
        assert_eq!(answer, Answer::NewEpoch { server: told.server, epoch: told.epoch });
    }
    assert_eq!(officer.exchange(&world, &[]).await.place.lineage.epoch, Epoch(0));
}

#[tokio::test]
async fn the_head_is_the_servers_word() {
    let world = World::new();
    let (officer, _, _) = pair(&world).await;
    let identity =
        world.running.server.readers.read(|store| Ok(server::store::Spaces::identity(store)?)).unwrap();
    let head = officer.place.as_ref().unwrap().head;
    assert!(head.is_signed_by(officer.space, &identity.key.verifying_key()));
    assert!(!head.is_signed_by(identity.directory, &identity.key.verifying_key()));
}
