//! What the centre sees of each unit without opening its cluster.

use serde_json::{Value, json};
use shared::domain::{Basis, Figure, HeldChange, Kind, Nature, Plan, Record, Summary};
use shared::field::{FieldError, Problem};
use shared::limit::HELD_MILLIS_MAX;
use shared::number::Quantity;
use shared::sync::{Act, Change, DeviceReport, Missing, Outcome, Refusal};
use shared::time::Timestamp;

use crate::member::{Member, RED_CROSS, new_record, pair, red_cross};
use crate::targets::{Desks, applied, desks, figure, plan, target};
use crate::world::{START, World, unit};

/// Năm thi đua that the sample cluster is in.
const YEAR: i16 = 2024;

fn summary(centre: &Member) -> Summary {
    let rows = centre.of_kind(Kind::Summary);
    let mut own = rows.iter().filter_map(|row| row.typed::<Summary>());
    own.find(|summary| summary.unit == unit(RED_CROSS) && summary.year == YEAR).unwrap()
}

#[tokio::test]
async fn a_summary_counts_what_is_in_force_and_what_waits() {
    let world = World::new();
    let (mut officer, mut centre, record) = pair(&world).await;
    let first = summary(&centre);
    assert_eq!((first.activities, first.conflicts), (2, 0), "one is sample data");
    assert_eq!(first.last_seen.unwrap().millis(), START);

    officer.report = DeviceReport { waiting: 3, refused: 1, ..DeviceReport::default() };
    let insert = officer.insert(new_record(), &red_cross("Hai"));
    officer.exchange(&world, &[insert]).await;
    let mut tablet = Member::new(&world, "thanh").await;
    tablet.report = DeviceReport { waiting: 2, refused: 0, ..DeviceReport::default() };
    world.pass(61_000);
    tablet.exchange(&world, &[]).await;
    centre.exchange(&world, &[]).await;
    let second = summary(&centre);
    assert_eq!((second.activities, second.waiting, second.refused), (3, 5, 1));
    assert_eq!(second.last_seen.unwrap().millis(), START + 60_000, "to the minute");

    let void = officer.void(record, "Nhập nhầm");
    officer.exchange(&world, &[void]).await;
    let third = new_record();
    let insert = officer.insert(third, &red_cross("Ba"));
    officer.exchange(&world, &[insert]).await;
    centre.exchange(&world, &[]).await;
    assert_eq!(summary(&centre).activities, 3);

    let ours = officer.edit(third, "participants", json!(1));
    let theirs = centre.edit(third, "participants", json!(2));
    officer.hand_in(&world, &ours).await;
    centre.hand_in(&world, &theirs).await;
    assert_eq!(summary(&centre).conflicts, 1);
}

#[tokio::test]
async fn what_waits_too_long_is_shown_until_its_missing_part_comes() {
    let world = World::new();
    let (mut officer, centre, record) = pair(&world).await;
    let insert = officer.insert(new_record(), &red_cross("Một"));
    let edit = officer.unsigned(record, Kind::Activity, officer.edit(record, "place", json!("Sa Đéc")).act);
    let follower = officer.sign(Change { follows: Some(insert.id), ..edit });
    let held = Outcome::Held { waiting_for: Missing::Change(insert.id) };
    assert_eq!(officer.hand_in(&world, &follower).await, held);
    world.pass(HELD_MILLIS_MAX - 1);
    let mut officer = officer.again(&world).await;
    assert_eq!(officer.hand_in(&world, &follower).await, held, "and it waits since the first time");
    let mut centre = centre.again(&world).await;
    centre.exchange(&world, &[]).await;
    assert_eq!(summary(&centre).held, []);
    world.pass(1);
    centre.exchange(&world, &[]).await;
    let shown = HeldChange {
        change: follower.id,
        author: officer.session.viewer.person,
        device_name: "Máy tính bảng".to_owned(),
        record,
        kind: Kind::Activity,
        waiting_for: Missing::Change(insert.id),
        since: Timestamp::from_millis(START),
    };
    assert_eq!(summary(&centre).held, [shown], "though its author was not there again");
    let before = centre.place.clone();
    centre.exchange(&world, &[]).await;
    assert_eq!(centre.place, before, "said once");
    officer.exchange(&world, &[insert, follower]).await;
    centre.exchange(&world, &[]).await;
    assert_eq!(summary(&centre).held, []);
}

#[tokio::test]
async fn looking_changes_nothing() {
    let world = World::new();
    let (mut officer, mut centre, _) = pair(&world).await;
    centre.exchange(&world, &[]).await;
    let before = centre.place.clone();
    centre.report = DeviceReport { waiting: 9, refused: 9, ..DeviceReport::default() };
    for _ in 0..3 {
        world.pass(60_000);
        centre.exchange(&world, &[]).await;
    }
    assert_eq!(centre.place, before, "the centre's own exchanges leave no trace");
    officer.exchange(&world, &[]).await;
    let seen = officer.exchange(&world, &[]).await.place;
    assert_eq!(officer.exchange(&world, &[]).await.place, seen, "once a minute is enough");
}

#[tokio::test]
async fn an_activity_of_another_year_counts_there() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let mut activity = red_cross("Năm sau");
    activity.year = YEAR + 1;
    let insert = officer.insert(new_record(), &activity);
    officer.exchange(&world, &[insert]).await;
    let mut centre = Member::new(&world, "trang").await;
    centre.exchange(&world, &[]).await;
    let of = |year| {
        let rows = centre.of_kind(Kind::Summary);
        let mut typed = rows.iter().filter_map(|row| row.typed::<Summary>());
        typed.find(|summary| summary.unit == unit(RED_CROSS) && summary.year == year).unwrap()
    };
    assert_eq!((of(YEAR).activities, of(YEAR + 1).activities), (1, 1), "one is sample data");
    assert_eq!((of(YEAR).last_seen.unwrap().millis(), of(YEAR + 1).last_seen), (START, None));
    assert!(officer.of_kind(Kind::Summary).is_empty(), "not for the units' eyes");
}

/// Plans, reports and open conflicts that the head's office is told of.
async fn counts(world: &World, head: &mut Member) -> (u32, u32, u32) {
    head.exchange(world, &[]).await;
    let rows = head.of_kind(Kind::Summary);
    let mut own = rows.iter().filter_map(|row| row.typed::<Summary>());
    let own = own.find(|it| it.unit == unit(RED_CROSS) && it.year == crate::targets::YEAR);
    own.map_or((0, 0, 0), |it| (it.planned, it.reported, it.conflicts))
}

#[tokio::test]
async fn plans_count_once_through_all_that_happens_to_them() {
    let world = World::new();
    let Desks { mut officer, mut tablet, mut head, target } = desks(&world).await;
    assert_eq!(counts(&world, &mut head).await, (0, 0, 0));
    let none = Plan { full: None, unassigned: true, ..plan(target, 20) };
    let made = officer.make(&none);
    let [twenty, same] = [plan(target, 20), none].map(|plan| tablet.make(&plan));
    applied(&world, &mut officer, &made).await;
    assert_eq!(counts(&world, &mut head).await, (1, 0, 0), "that none was assigned is an answer");
    tablet.hand_in(&world, &same).await;
    tablet.hand_in(&world, &same).await;
    assert_eq!(counts(&world, &mut head).await, (1, 0, 0));
    assert!(matches!(tablet.hand_in(&world, &twenty).await, Outcome::Conflict { .. }));
    assert_eq!(counts(&world, &mut head).await, (1, 0, 2), "two fields differ");
    let about = |head: &Member, field: &str| {
        let mut conflicts = head.of_kind(Kind::Conflict).into_iter();
        conflicts.find(|row| row.fields["field"] == json!(field)).unwrap().id
    };
    let decided = [("unassigned", Value::Null, (0, 0, 1)), ("full", json!("20"), (1, 0, 0))];
    for (field, value, expected) in decided {
        let decide = head.decide(about(&head, field), value, Some("Có giao"));
        applied(&world, &mut head, &decide).await;
        assert_eq!(counts(&world, &mut head).await, expected);
    }
    officer.exchange(&world, &[]).await;
    let void = officer.void(made.record, "Nhập nhầm");
    applied(&world, &mut officer, &void).await;
    assert_eq!(counts(&world, &mut head).await, (0, 0, 0));
    let restored = officer.restore(made.record, "Không nhầm");
    applied(&world, &mut officer, &restored).await;
    let emptied = officer.edit(made.record, "full", Value::Null);
    applied(&world, &mut officer, &emptied).await;
    assert_eq!(counts(&world, &mut head).await, (0, 0, 0));
    // Said outright, “not: none assigned” is as good as silence.
    let unsaid = officer.edit(made.record, "unassigned", json!(false));
    applied(&world, &mut officer, &unsaid).await;
    assert_eq!(counts(&world, &mut head).await, (0, 0, 0));
}

#[tokio::test]
async fn an_estimate_and_its_official_figure_count_as_one_report() {
    let world = World::new();
    let Desks { mut officer, mut tablet, mut head, target } = desks(&world).await;
    let estimate = figure(target, Basis::Estimate, 12);
    let blank = Figure { value: None, ..estimate.clone() };
    let made =
        [officer.make(&blank), tablet.make(&estimate), officer.make(&figure(target, Basis::Official, 13))];
    applied(&world, &mut officer, &made[0]).await;
    assert_eq!(counts(&world, &mut head).await, (0, 0, 0), "a blank is no report");
    assert!(matches!(tablet.hand_in(&world, &made[1]).await, Outcome::Merged { .. }));
    assert_eq!(counts(&world, &mut head).await, (0, 1, 0));
    applied(&world, &mut officer, &made[2]).await;
    assert_eq!(counts(&world, &mut head).await, (0, 1, 0));
    officer.exchange(&world, &[]).await;
    let taken_back = officer.edit(made[0].record, "value", Value::Null);
    let void = tablet.void(made[1].record, "Nhập nhầm");
    applied(&world, &mut officer, &taken_back).await;
    assert_eq!(counts(&world, &mut head).await, (0, 1, 0), "the official one is still there");
    // A void that had not seen it taken back is for a person to decide.
    assert!(matches!(tablet.hand_in(&world, &void).await, Outcome::Conflict { .. }));
    assert_eq!(counts(&world, &mut head).await, (0, 1, 1));
    let gone = officer.edit(made[2].record, "value", Value::Null);
    applied(&world, &mut officer, &gone).await;
    assert_eq!(counts(&world, &mut head).await, (0, 0, 1));
    let official = officer.edit(made[2].record, "value", json!("13"));
    applied(&world, &mut officer, &official).await;
    assert_eq!(counts(&world, &mut head).await, (0, 1, 1), "an official figure alone is a report");
}

#[tokio::test]
async fn what_was_entered_for_a_voided_target_counts_nothing() {
    let world = World::new();
    let Desks { mut officer, mut head, target, .. } = desks(&world).await;
    let made = [
        officer.make(&plan(target, 20)),
        officer.make(&figure(target, Basis::Estimate, 12)),
        officer.make(&figure(target, Basis::Official, 13)),
    ];
    for made in &made {
        applied(&world, &mut officer, made).await;
    }
    assert_eq!(counts(&world, &mut head).await, (1, 1, 0));
    let void = head.void(target, "Gộp vào chỉ tiêu khác");
    applied(&world, &mut head, &void).await;
    assert_eq!(counts(&world, &mut head).await, (0, 0, 0));
    officer.exchange(&world, &[]).await;
    let emptied = officer.edit(made[0].record, "full", Value::Null);
    applied(&world, &mut officer, &emptied).await;
    assert_eq!(counts(&world, &mut head).await, (0, 0, 0));
    let restored = head.restore(target, "Vẫn giao riêng");
    applied(&world, &mut head, &restored).await;
    assert_eq!(counts(&world, &mut head).await, (0, 1, 0));
}

#[tokio::test]
async fn i_16_a_target_does_not_become_one_that_its_figures_could_not_be_of() {
    let world = World::new();
    let Desks { mut officer, mut head, .. } = desks(&world).await;
    let money = target(None, Nature::Money);
    let money = head.change(new_record(), Kind::Target, Act::Insert(money.to_fields()));
    applied(&world, &mut head, &money).await;
    officer.exchange(&world, &[]).await;
    let value = Some(Quantity::try_from("12.5".to_owned()).unwrap());
    let half = Figure { value, ..figure(money.record, Basis::Official, 0) };
    let half = officer.make(&half);
    applied(&world, &mut officer, &half).await;
    let counted = head.edit(money.record, "nature", json!("count"));
    let errors = vec![FieldError::new("nature", Problem::NotWhole)];
    let refused = Outcome::Refused { reason: Refusal::Invalid { errors } };
    assert_eq!(head.hand_in(&world, &counted).await, refused);
    let whole = officer.edit(half.record, "value", json!("13"));
    applied(&world, &mut officer, &whole).await;
    head.exchange(&world, &[]).await;
    let counted = head.edit(money.record, "nature", json!("count"));
    applied(&world, &mut head, &counted).await;
}
