//! Who sees what, and what happens when that changes.

use serde_json::json;
use server::store::Accounts;
use shared::access::{Grant, Role, Subject, Viewer, visible};
use shared::domain::Kind;
use shared::sync::{Place, Request};

use crate::member::{COOPERATIVES, Member, RED_CROSS, SPACE, new_record, pair, red_cross};
use crate::world::{World, space, unit};

async fn grant(world: &World, member: &Member, grants: Vec<Grant>) {
    let (directory, person) = (world.running.server.directory, member.session.viewer.person);
    let work = move |store: &server::db::Sqlite| Ok(store.set_grants(directory, person, &grants)?);
    world.running.server.writer.run(work).await.unwrap();
}

fn held(role: Role, unit_key: Option<&str>) -> Grant {
    Grant { role, space: Some(space(SPACE)), unit: unit_key.map(unit) }
}

#[tokio::test]
async fn nobody_pulls_what_the_rule_does_not_show() {
    let world = World::new();
    let (mut officer, mut centre, record) = pair(&world).await;
    let ours = officer.edit(record, "participants", json!(1));
    let theirs = centre.edit(record, "participants", json!(2));
    officer.hand_in(&world, &ours).await;
    centre.hand_in(&world, &theirs).await;
    for login in ["hanh", "thanh", "khoa", "ngan", "tri", "my", "tam", "trang"] {
        let mut member = Member::new(&world, login).await;
        member.exchange(&world, &[]).await;
        centre.exchange(&world, &[]).await;
        let viewer: Viewer = member.session.viewer.clone();
        let shown = |row: &&shared::sync::Row| {
            visible(&Subject::of(space(SPACE), false, row.kind, &row.fields), &viewer)
        };
        let expected: Vec<_> = centre.rows.values().filter(shown).map(|row| row.id).collect();
        let got: Vec<_> = member.rows.keys().copied().collect();
        assert_eq!(got, expected, "{login}");
        let sees_conflict = !member.of_kind(Kind::Conflict).is_empty();
        assert_eq!(sees_conflict, ["hanh", "thanh", "ngan", "trang"].contains(&login), "{login}");
    }
}

#[tokio::test]
async fn everybody_reads_the_directory() {
    let world = World::new();
    for login in ["hanh", "trang"] {
        let mut member = Member::new(&world, login).await;
        member.space = member.session.directory;
        member.exchange(&world, &[]).await;
        assert_eq!(member.of_kind(Kind::Cluster).len(), 5);
        assert_eq!(member.of_kind(Kind::Person).len(), 28);
        assert!(member.rows.contains_key(&member.session.viewer.person.record()));
        assert!(member.rows.contains_key(&unit(RED_CROSS).record()));
    }
}

#[tokio::test]
async fn a_grant_that_is_taken_takes_the_records_along() {
    let world = World::new();
    let mut head_office = Member::new(&world, "ngan").await;
    let (_, _, record) = pair(&world).await;
    head_office.exchange(&world, &[]).await;
    assert!(head_office.rows.contains_key(&record));
    grant(&world, &head_office, vec![held(Role::Officer, Some(COOPERATIVES))]).await;
    let mut pages = 0;
    loop {
        let request = Request { limit: 2, ..head_office.request(&[]) };
        let answer = head_office.answer(&world, &request).await;
        let page = head_office.keep(answer);
        assert!(page.sweep.is_some(), "a sweep from end to end");
        assert!(page.records.iter().all(|row| row.id != record), "what is hidden is not even named");
        pages += 1;
        if page.place.sweep.is_none() {
            assert_eq!(page.more, 0);
            break;
        }
        assert!(page.more > 0);
    }
    let mut new = Member::new(&world, "khoa").await;
    new.exchange(&world, &[]).await;
    assert_eq!(head_office.rows, new.rows);
    assert!(pages >= 1 && !head_office.rows.is_empty());
    let after = head_office.exchange(&world, &[]).await;
    assert!(after.sweep.is_none() && after.records.is_empty());
}

#[tokio::test]
async fn a_grant_that_is_given_brings_what_lay_before_the_cursor() {
    let world = World::new();
    let (_, centre, record) = pair(&world).await;
    let mut officer = Member::new(&world, "khoa").await;
    officer.exchange(&world, &[]).await;
    assert!(!officer.rows.contains_key(&record));
    grant(&world, &officer, vec![held(Role::HeadOffice, Some(COOPERATIVES))]).await;
    let page = officer.exchange(&world, &[]).await;
    assert!(page.sweep.is_some());
    assert_eq!(officer.rows.get(&record), centre.rows.get(&record));
}

#[tokio::test]
async fn what_happens_during_a_sweep_is_not_lost() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let inserts: Vec<_> =
        (0..30).map(|n| officer.insert(new_record(), &red_cross(&format!("Số {n}")))).collect();
    officer.exchange(&world, &inserts).await;
    let mut leader = Member::new(&world, "thanh").await;
    leader.exchange(&world, &[]).await;
    grant(&world, &leader, vec![held(Role::HeadOffice, Some(RED_CROSS))]).await;
    let request = Request { limit: 10, ..leader.request(&[]) };
    let answer = leader.answer(&world, &request).await;
    let first = leader.keep(answer);
    let swept = first.records.iter().find(|row| row.kind == Kind::Activity).unwrap().id;
    let edit = officer.edit(swept, "place", json!("Đã sửa giữa chừng"));
    officer.hand_in(&world, &edit).await;
    // The grants change once more in the middle: what was swept under the old ones must not count.
    grant(&world, &leader, vec![held(Role::Officer, Some(RED_CROSS))]).await;
    for _ in 0..20 {
        let request = Request { limit: 10, ..leader.request(&[]) };
        let answer = leader.answer(&world, &request).await;
        leader.keep(answer);
    }
    assert_eq!(leader.rows, officer.rows);
}

#[tokio::test]
async fn losing_all_grants_closes_the_space_at_the_next_request() {
    let world = World::new();
    let (officer, _, record) = pair(&world).await;
    let edit = officer.edit(record, "place", json!("Muộn rồi"));
    grant(&world, &officer, Vec::new()).await;
    let answered = officer.post(&world, &officer.request(&[edit])).await;
    assert_eq!(answered.error(), shared::api::ErrorCode::Forbidden);
}

#[tokio::test]
async fn a_made_up_place_gets_no_more_than_an_honest_one() {
    let world = World::new();
    let (_, _, record) = pair(&world).await;
    let mut other = Member::new(&world, "khoa").await;
    other.exchange(&world, &[]).await;
    let honest = other.place.clone().unwrap();
    let mut places = Vec::new();
    for sweep in [None, Some(shared::id::RecordId::derived([0; 16]))] {
        for scope in [0, honest.scope.0, u64::MAX] {
            let scope = shared::sync::ScopeStamp(scope);
            places.push(Place { scope, sweep, cursor: shared::id::Revision(0), ..honest.clone() });
        }
    }
    for place in places {
        let request = Request { place: Some(place), ..other.request(&[]) };
        let answered = other.post(&world, &request).await;
        assert!(answered.status.is_success());
        let text = String::from_utf8(answered.body).unwrap();
        assert!(!text.contains(&record.to_string()), "{text}");
    }
}
