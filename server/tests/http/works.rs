//! Movements, key tasks, progress and an activity's links through the exchange.

use serde_json::{Value, json};
use shared::access::Lock;
use shared::domain::{KeyTask, Keyed, Kind, Movement, MovementKind, Record, TaskProgress, TaskState};
use shared::field::{FieldError, Problem};
use shared::id::{RecordId, UnitId};
use shared::order::OrderKey;
use shared::sync::{Act, Conflict, Missing, Outcome, Refusal};

use crate::member::{COOPERATIVES, Member, RED_CROSS, SPACE, new_record, red_cross};
use crate::targets::{YEAR, applied, refused};
use crate::world::{World, space, unit};

fn movement(year: i16) -> Movement {
    let [launched_by, document, note] = [const { String::new() }; 3];
    let (name, kind, period, signed_on) = ("Tết Nhân ái".into(), MovementKind::Movement, None, None);
    Movement { year, name, kind, launched_by, period, document, signed_on, note }
}

fn task(name: &str, order: &OrderKey, lead: Option<UnitId>) -> KeyTask {
    let (name, order, body) = (name.into(), order.clone(), String::new());
    KeyTask { year: YEAR, name, order, lead, supporting: [].into(), due: None, body }
}

/// The head's office with two key tasks, the first for the red cross.
async fn head_with_tasks(world: &World) -> (Member, [RecordId; 2]) {
    let mut head = Member::new(world, "ngan").await;
    let first = OrderKey::between(None, None);
    let second = OrderKey::between(Some(&first), None);
    let ids = [new_record(), new_record()];
    for (id, task) in ids.iter().zip([
        task("Sắp xếp tổ chức bộ máy", &first, Some(unit(RED_CROSS))),
        task("Xây dựng Đảng", &second, None),
    ]) {
        let made = head.change(*id, Kind::KeyTask, Act::Insert(task.to_fields()));
        applied(world, &mut head, &made).await;
    }
    (head, ids)
}

fn progress(task: RecordId, of: &str, state: TaskState) -> TaskProgress {
    TaskProgress { state, ..TaskProgress::empty(task, unit(of), YEAR) }
}

#[tokio::test]
async fn the_catalogue_is_the_head_offices_and_everybodys_to_see() {
    let world = World::new();
    let mut head = Member::new(&world, "ngan").await;
    let id = new_record();
    let made = head.change(id, Kind::Movement, Act::Insert(movement(YEAR).to_fields()));
    applied(&world, &mut head, &made).await;
    for login in ["hanh", "khoa", "trang"] {
        let mut member = Member::new(&world, login).await;
        member.exchange(&world, &[]).await;
        assert_eq!(member.rows[&id].typed(), Some(movement(YEAR)), "{login}");
    }
    let mut officer = Member::new(&world, "hanh").await;
    officer.exchange(&world, &[]).await;
    let own = officer.change(new_record(), Kind::Movement, Act::Insert(movement(YEAR).to_fields()));
    let renamed = officer.edit(id, "name", json!("Của tôi"));
    for change in [own, renamed, officer.void(id, "Không cần")] {
        assert_eq!(officer.hand_in(&world, &change).await, refused(Refusal::NotAllowed));
    }
    let in_silence = head.change(id, Kind::Movement, Act::Void);
    assert_eq!(head.hand_in(&world, &in_silence).await, refused(Refusal::NeedsReason));
    let voided = head.void(id, "Ghi trùng");
    applied(&world, &mut head, &voided).await;
    let restored = head.restore(id, "Không trùng");
    applied(&world, &mut head, &restored).await;
}

#[tokio::test]
async fn a_closed_year_takes_neither_movements_nor_progress() {
    let world = World::new();
    let mut centre = Member::new(&world, "trang").await;
    centre.space = space("th-cum-7");
    centre.exchange(&world, &[]).await;
    let closed = || refused(Refusal::Locked { lock: Lock::YearClosed });
    let made = centre.change(new_record(), Kind::Movement, Act::Insert(movement(2016).to_fields()));
    assert_eq!(centre.hand_in(&world, &made).await, closed());
    let held = centre.of_kind(Kind::Movement)[0].id;
    let renamed = centre.edit(held, "name", json!("Tên khác"));
    assert_eq!(centre.hand_in(&world, &renamed).await, closed());
}

#[tokio::test]
async fn a_unit_says_how_far_it_has_come_and_every_unit_reads_it() {
    let world = World::new();
    let (mut head, [id, _]) = head_with_tasks(&world).await;
    let [mut officer, mut tablet, mut stranger] = [
        Member::new(&world, "hanh").await,
        Member::new(&world, "thanh").await,
        Member::new(&world, "khoa").await,
    ];
    for member in [&mut officer, &mut tablet, &mut stranger] {
        member.exchange(&world, &[]).await;
    }
    let said = progress(id, RED_CROSS, TaskState::GoingOn);
    let made = officer.make(&said);
    applied(&world, &mut officer, &made).await;
    // The unit's tablet said the same without knowing of it: one record, and no difference.
    let again = tablet.make(&TaskProgress { note: "Đã họp.".into(), ..said.clone() });
    let outcome = tablet.hand_in(&world, &again).await;
    assert!(matches!(outcome, Outcome::Applied { .. } | Outcome::Merged { .. }), "{outcome:?}");
    stranger.exchange(&world, &[]).await;
    let record = said.id(space(SPACE));
    assert_eq!(stranger.rows[&record].typed(), Some(TaskProgress { note: "Đã họp.".into(), ..said }));
    let meddled = stranger.edit(record, "state", json!("done"));
    assert_eq!(stranger.hand_in(&world, &meddled).await, refused(Refusal::NotAllowed));
    head.exchange(&world, &[]).await;
    let spoken_for = head.edit(record, "state", json!("done"));
    assert_eq!(head.hand_in(&world, &spoken_for).await, refused(Refusal::NeedsSource));
    // Whoever is not named may say what it did as well: who is named may change while a unit is offline.
    let helped = stranger.make(&progress(id, COOPERATIVES, TaskState::Done));
    applied(&world, &mut stranger, &helped).await;
}

#[tokio::test]
async fn progress_waits_for_its_task_and_is_of_its_year() {
    let world = World::new();
    let (mut head, [id, _]) = head_with_tasks(&world).await;
    let mut officer = Member::new(&world, "hanh").await;
    let late = new_record();
    let early = officer.make(&progress(late, RED_CROSS, TaskState::Done));
    let waits = Outcome::Held { waiting_for: Missing::Record(late) };
    assert_eq!(officer.hand_in(&world, &early).await, waits);
    let order = OrderKey::between(None, None);
    let made = head.change(late, Kind::KeyTask, Act::Insert(task("Đến sau", &order, None).to_fields()));
    applied(&world, &mut head, &made).await;
    applied(&world, &mut officer, &early).await;
    let other_year = TaskProgress { year: YEAR - 1, ..progress(id, RED_CROSS, TaskState::Done) };
    let out_of_range = Refusal::Invalid { errors: vec![FieldError::new("task", Problem::OutOfRange)] };
    let change = officer.make(&other_year);
    assert_eq!(officer.hand_in(&world, &change).await, refused(out_of_range));
    let elsewhere = officer.change(
        new_record(),
        Kind::TaskProgress,
        Act::Insert(progress(id, RED_CROSS, TaskState::Done).to_fields()),
    );
    assert_eq!(officer.hand_in(&world, &elsewhere).await, refused(Refusal::NotAllowed));
}

#[tokio::test]
async fn moves_meet_without_a_word_and_two_due_days_do_not() {
    let world = World::new();
    let (mut head, [first, second]) = head_with_tasks(&world).await;
    let mut centre = Member::new(&world, "trang").await;
    centre.exchange(&world, &[]).await;
    let front = OrderKey::between(None, Some(&OrderKey::between(None, None)));
    let moved = head.edit(second, "order", json!(front));
    let due = head.edit(first, "due", json!("2026-06-30"));
    for change in [&moved, &due] {
        applied(&world, &mut head, change).await;
    }
    // Both were done before the centre heard of the others.
    let (moved, due) =
        (centre.edit(second, "order", json!("z")), centre.edit(first, "due", json!("2026-09-30")));
    assert!(matches!(centre.hand_in(&world, &moved).await, Outcome::Merged { .. }));
    let outcome = centre.hand_in(&world, &due).await;
    let Outcome::Conflict { conflicts, .. } = outcome else { panic!("{outcome:?}") };
    head.exchange(&world, &[]).await;
    assert_eq!((head.field(second, "order"), head.field(first, "due")), (json!("z"), json!("2026-06-30")));
    let seen: Conflict = head.rows[&conflicts[0]].typed().unwrap();
    assert_eq!((seen.subject, seen.unit, &seen.base), (first, None, &Value::Null));
    let decide = head.decide(conflicts[0], json!("2026-09-30"), Some("Theo kế hoạch của tỉnh"));
    applied(&world, &mut head, &decide).await;
    assert_eq!(head.field(first, "due"), json!("2026-09-30"));
}

#[tokio::test]
async fn what_two_devices_link_to_an_activity_comes_together() {
    let world = World::new();
    let (_, [task, other]) = head_with_tasks(&world).await;
    let mut officer = Member::new(&world, "hanh").await;
    let id = new_record();
    let made = officer.insert(id, &red_cross("Trao quà Tết"));
    applied(&world, &mut officer, &made).await;
    let mut tablet = Member::new(&world, "thanh").await;
    tablet.exchange(&world, &[]).await;
    // A link may lead to what is not there yet: the movement comes when the head's office is back in the network.
    for (field, link) in [("tasks", task), ("movements", new_record())] {
        let linked = officer.edit(id, field, json!([link]));
        applied(&world, &mut officer, &linked).await;
    }
    let linked = tablet.edit(id, "tasks", json!([other]));
    assert!(matches!(tablet.hand_in(&world, &linked).await, Outcome::Merged { .. }));
    assert_eq!(tablet.field(id, "tasks"), json!([task, other]));
    let many: Vec<_> = (0..21).map(|_| new_record()).collect();
    let many = tablet.edit(id, "targets", json!(many));
    let too_many = FieldError::new("targets", Problem::TooMany { max: 20, is: 21 });
    let reason = Refusal::Invalid { errors: vec![too_many] };
    assert_eq!(tablet.hand_in(&world, &many).await, refused(reason));
}
