//! What is pulled, and in what portions.

use serde_json::json;
use shared::domain::Kind;
use shared::limit::PAGE_RECORDS_MAX;
use shared::sync::{Answer, Change, Depth, Request};

use crate::member::{Member, new_record, pair, red_cross};
use crate::world::World;

async fn many(world: &World, count: usize) -> Member {
    let mut officer = Member::new(world, "hanh").await;
    let inserts: Vec<Change> =
        (0..count).map(|n| officer.insert(new_record(), &red_cross(&format!("Số {n}")))).collect();
    for batch in inserts.chunks(250) {
        officer.exchange(world, batch).await;
    }
    officer
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let world = World::new();
    let officer = many(&world, 120).await;
    let mut second = Member::new(&world, "hanh").await;
    let mut left = None;
    let mut pages = 0;
    loop {
        let request = Request { limit: 25, ..second.request(&[]) };
        let before = second.rows.len();
        let answer = second.answer(&world, &request).await;
        let page = second.keep(answer);
        assert_eq!(second.rows.len(), before + page.records.len(), "nothing twice");
        assert!(page.records.len() <= 25);
        assert!(page.records.is_sorted_by_key(|row| row.rev));
        if let Some(left) = left {
            assert_eq!(page.more + u64::try_from(page.records.len()).unwrap(), left);
        }
        left = Some(page.more);
        pages += 1;
        if page.more == 0 {
            break;
        }
    }
    assert_eq!(second.rows, officer.rows);
    assert_eq!(pages, second.rows.len().div_ceil(25));
    let greedy = Request { limit: u16::MAX, ..Member::new(&world, "trang").await.request(&[]) };
    let centre = Member::new(&world, "trang").await;
    let Answer::Page(page) = centre.answer(&world, &greedy).await else { panic!("no page") };
    assert!(page.records.len() <= PAGE_RECORDS_MAX && page.records.len() > 120);
}

#[tokio::test]
async fn a_limit_of_nothing_still_goes_forward() {
    let world = World::new();
    let officer = many(&world, 3).await;
    let mut second = Member::new(&world, "hanh").await;
    for _ in &officer.rows {
        let request = Request { limit: 0, ..second.request(&[]) };
        let answer = second.answer(&world, &request).await;
        if second.keep(answer).more == 0 {
            return;
        }
    }
    panic!("the device never catches up");
}

#[tokio::test]
async fn records_that_came_together_travel_together() {
    let world = World::new();
    let (mut officer, mut centre, record) = pair(&world).await;
    let ours = officer.edit(record, "participants", json!(1));
    let theirs = centre.edit(record, "participants", json!(2));
    officer.hand_in(&world, &ours).await;
    let place = centre.edit(record, "place", json!("Cao Lãnh"));
    let mut both = centre.unsigned(record, Kind::Activity, theirs.act.clone());
    if let (shared::sync::Act::Patch(into), shared::sync::Act::Patch(from)) = (&mut both.act, place.act) {
        into.extend(from);
    }
    let both = centre.sign(both);
    centre.hand_in(&world, &both).await;
    let mut second = Member::new(&world, "hanh").await;
    loop {
        let request = Request { limit: 1, ..second.request(&[]) };
        let answer = second.answer(&world, &request).await;
        let page = second.keep(answer);
        let conflicts = page.records.iter().filter(|row| row.kind == Kind::Conflict).count();
        if conflicts > 0 {
            assert_eq!(page.records.len(), 2, "the record and its conflict");
            return;
        }
        assert!(page.more > 0, "the conflict never came");
    }
}

#[tokio::test]
async fn at_summary_depth_only_what_the_overview_needs_is_sent() {
    let world = World::new();
    let (mut officer, mut centre, record) = pair(&world).await;
    let ours = officer.edit(record, "participants", json!(1));
    let theirs = centre.edit(record, "participants", json!(2));
    officer.hand_in(&world, &ours).await;
    centre.hand_in(&world, &theirs).await;
    let mut overview = Member::new(&world, "trang").await;
    let request = Request { depth: Depth::Summary, ..overview.request(&[]) };
    let answer = overview.answer(&world, &request).await;
    let page = overview.keep(answer);
    assert_eq!(page.more, 0);
    assert_eq!(overview.of_kind(Kind::Conflict).len(), 1);
    assert!(!overview.of_kind(Kind::Summary).is_empty());
    assert!(overview.of_kind(Kind::Activity).is_empty());

    // Opening the space in full brings what was left out, and closing it lets go of that again.
    let full = overview.exchange(&world, &[]).await;
    assert!(full.sweep.is_some());
    assert_eq!(overview.rows, {
        centre.exchange(&world, &[]).await;
        centre.rows.clone()
    });
    let request = Request { depth: Depth::Summary, ..overview.request(&[]) };
    let answer = overview.answer(&world, &request).await;
    overview.keep(answer);
    assert!(overview.of_kind(Kind::Activity).is_empty());
}

#[tokio::test]
async fn long_narratives_make_short_pages() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let long = "Kết quả đạt được trong kỳ. ".repeat(700);
    for _ in 0..4 {
        let inserts: Vec<_> = (0..15)
            .map(|_| {
                let mut activity = red_cross("Dài");
                activity.body = long.trim().to_owned();
                officer.insert(new_record(), &activity)
            })
            .collect();
        officer.exchange(&world, &inserts).await;
    }
    let mut second = Member::new(&world, "hanh").await;
    let page = second.exchange(&world, &[]).await;
    let long = second.of_kind(Kind::Activity).len();
    assert!(page.more > 0 && long < 60, "{} {long}", page.more);
    while second.exchange(&world, &[]).await.more > 0 {}
    assert_eq!(second.rows, officer.rows);
}
