//! What the year's dates close, and who opens it again.

use jiff::civil::{Date, date};
use serde_json::{Value, json};
use shared::access::Lock;
use shared::domain::{
    Adjustment, Basis, Figure, Keyed, Kind, Period, Phase, Plan, Record, Span, Unlock, Work, Year,
};
use shared::id::PersonId;
use shared::number::Quantity;
use shared::sync::{Act, Change, Outcome, Refusal};

use crate::member::{COOPERATIVES, Member, RED_CROSS, SPACE, activity};
use crate::targets::{Desks, YEAR, applied, desks, figure, plan, refused, target};
use crate::world::{World, space, unit};

/// The day of the tests.
const TODAY: Date = date(2026, 11, 22);
const YESTERDAY: Date = date(2026, 11, 21);
const DAY: i64 = 86_400_000;

fn locked(work: Work) -> Outcome {
    refused(Refusal::Locked { lock: Lock::PastDeadline { work, last: YESTERDAY } })
}

fn closed() -> Outcome {
    refused(Refusal::Locked { lock: Lock::YearClosed })
}

/// A year in which some phases end on these days.
fn year<const N: usize>(phases: [(Phase, Date); N]) -> Year {
    let mut year = Year::empty(YEAR);
    for (phase, to) in phases {
        let from = if phase == Phase::Archive { to } else { date(2026, 1, 5) };
        year.set_period(phase, Some(Period { from, to }));
    }
    year
}

fn unlock(work: Work, until: Date) -> Unlock {
    Unlock { unit: unit(RED_CROSS), year: YEAR, work, until, reason: "Bão số 3, mất điện".into() }
}

#[tokio::test]
async fn i_07_after_the_deadline_a_plan_is_locked_and_once_unlocked_the_same_change_is_taken() {
    let world = World::new();
    let Desks { mut officer, mut tablet, mut head, target } = desks(&world).await;
    let typed_in_time = officer.make(&plan(target, 20));
    let dates = head.make(&year([(Phase::Signing, YESTERDAY)]));
    applied(&world, &mut head, &dates).await;
    assert_eq!(officer.hand_in(&world, &typed_in_time).await, locked(Work::Registration));
    // Not for another unit, not for other work, not until a day that is over.
    let beside = [
        Unlock { unit: unit(COOPERATIVES), ..unlock(Work::Registration, TODAY) },
        unlock(Work::YearFigures, TODAY),
        unlock(Work::Registration, YESTERDAY),
    ];
    for unlock in beside {
        let opened = head.make(&unlock);
        applied(&world, &mut head, &opened).await;
        assert_eq!(officer.hand_in(&world, &typed_in_time).await, locked(Work::Registration));
    }
    let id = unlock(Work::Registration, TODAY).id(space(SPACE));
    let opened = head.edit(id, "until", json!("2026-11-22"));
    applied(&world, &mut head, &opened).await;
    applied(&world, &mut officer, &typed_in_time).await;
    tablet.exchange(&world, &[]).await;
    assert_eq!(tablet.rows[&id].typed(), Some(unlock(Work::Registration, TODAY)), "the unit sees it");
    let mut stranger = Member::new(&world, "khoa").await;
    stranger.exchange(&world, &[]).await;
    assert!(!stranger.rows.contains_key(&id));
    world.pass(DAY);
    let mut next_day = Member::new(&world, "hanh").await;
    next_day.exchange(&world, &[]).await;
    let late = next_day.edit(typed_in_time.record, "full", json!("21"));
    assert_eq!(next_day.hand_in(&world, &late).await, locked(Work::Registration), "open until that day");
}

#[tokio::test]
async fn within_one_exchange_each_change_is_judged_by_what_came_before_it() {
    let world = World::new();
    let Desks { mut head, target, .. } = desks(&world).await;
    let empty = Plan::empty(target, unit(COOPERATIVES), YEAR);
    let own = Plan { full: Some(Quantity::whole(7)), source: "Đăng ký 02/ĐK".into(), ..empty };
    let again = || head.make(&own);
    let unlock = Unlock { unit: unit(COOPERATIVES), ..unlock(Work::Registration, TODAY) };
    let batch =
        [again(), head.make(&year([(Phase::Signing, YESTERDAY)])), again(), head.make(&unlock), again()];
    let page = head.exchange(&world, &batch).await;
    let outcomes: Vec<_> = page.outcomes.into_iter().map(|settled| settled.outcome).collect();
    assert!(matches!(outcomes[0], Outcome::Applied { .. }));
    assert_eq!(outcomes[2], locked(Work::Registration));
    assert!(matches!(outcomes[4], Outcome::Merged { .. }), "{outcomes:?}");
}

fn adjustment(full: i64, approver: Option<PersonId>) -> Value {
    json!(Adjustment { plan: Quantity::whole(full), reason: "Bão số 3".into(), approver })
}

#[tokio::test]
async fn i_07_a_frozen_plan_is_adjusted_and_what_was_registered_stays_beside_it() {
    let world = World::new();
    let Desks { mut officer, mut head, target, .. } = desks(&world).await;
    let made = officer.make(&plan(target, 20));
    applied(&world, &mut officer, &made).await;
    let dates = head.make(&year([(Phase::Signing, YESTERDAY)]));
    applied(&world, &mut head, &dates).await;
    let id = made.record;
    let raised = officer.edit(id, "full", json!("18"));
    assert_eq!(officer.hand_in(&world, &raised).await, locked(Work::Registration));
    let raised = head.because("Bão số 3", head.edit(id, "full", json!("18")));
    assert_eq!(head.hand_in(&world, &raised).await, locked(Work::Registration), "whoever asks");

    let wish = officer.edit(id, "wished", adjustment(18, None));
    applied(&world, &mut officer, &wish).await;
    head.exchange(&world, &[]).await;
    let own = officer.edit(id, "adjusted", adjustment(18, Some(officer.session.viewer.person)));
    let own = officer.because("Bão số 3", own);
    assert_eq!(officer.hand_in(&world, &own).await, refused(Refusal::NotAllowed));
    let by_head = Some(head.session.viewer.person);
    let silent = head.edit(id, "adjusted", adjustment(18, by_head));
    assert_eq!(head.hand_in(&world, &silent).await, refused(Refusal::NeedsReason));
    let other = head.edit(id, "adjusted", adjustment(18, Some(officer.session.viewer.person)));
    let other = head.because("Bão số 3", other);
    assert_eq!(head.hand_in(&world, &other).await, refused(Refusal::NotAllowed), "in one's own name only");
    let approved = head.because("Bão số 3", head.edit(id, "adjusted", adjustment(18, by_head)));
    applied(&world, &mut head, &approved).await;
    officer.exchange(&world, &[]).await;
    let plan: Plan = officer.rows[&id].typed().unwrap();
    assert_eq!(plan.full, Some(Quantity::whole(20)));
    assert_eq!(plan.in_force(Span::Full), Some(Quantity::whole(18)));
}

#[tokio::test]
async fn i_07_deciding_between_plans_moves_no_frozen_one() {
    let world = World::new();
    let Desks { mut officer, mut tablet, mut head, target: id } = desks(&world).await;
    let made = [(&officer, 20), (&tablet, 25)].map(|(member, full)| member.make(&plan(id, full)));
    applied(&world, &mut officer, &made[0]).await;
    let outcome = tablet.hand_in(&world, &made[1]).await;
    let Outcome::Conflict { conflicts, .. } = outcome else { panic!("{outcome:?}") };
    let dates = head.make(&year([(Phase::Signing, YESTERDAY)]));
    applied(&world, &mut head, &dates).await;
    let free = head.decide(conflicts[0], json!("30"), Some("Cho tròn"));
    assert_eq!(head.hand_in(&world, &free).await, locked(Work::Registration));
    let given = head.decide(conflicts[0], json!("25"), Some("Theo bản đăng ký"));
    applied(&world, &mut head, &given).await;
}

#[tokio::test]
async fn i_07_own_targets_freeze_and_common_ones_take_a_reason() {
    let world = World::new();
    let Desks { mut officer, mut head, target: id, .. } = desks(&world).await;
    let dates = head.make(&year([(Phase::Signing, YESTERDAY)]));
    applied(&world, &mut head, &dates).await;
    let own = target(Some(unit(RED_CROSS)), shared::domain::Nature::Count);
    let own = officer.change(crate::member::new_record(), Kind::Target, Act::Insert(own.to_fields()));
    assert_eq!(officer.hand_in(&world, &own).await, locked(Work::Registration));
    let renamed = head.edit(id, "name", json!("Hiến máu nhân đạo"));
    assert_eq!(head.hand_in(&world, &renamed).await, refused(Refusal::NeedsReason));
    let renamed = head.because("Theo tên của trung ương", renamed);
    applied(&world, &mut head, &renamed).await;
}

#[tokio::test]
async fn i_13_each_kind_of_figure_has_its_own_last_day() {
    let world = World::new();
    let Desks { mut officer, mut head, target, .. } = desks(&world).await;
    let phases = [(Phase::Midyear, YESTERDAY), (Phase::SelfScore, YESTERDAY)];
    let dates = head.make(&year(phases));
    applied(&world, &mut head, &dates).await;
    let half = Figure { span: Span::Half, ..figure(target, Basis::Official, 5) };
    let estimate = figure(target, Basis::Estimate, 12);
    for (figure, work) in [(&half, Work::HalfFigures), (&estimate, Work::YearEstimates)] {
        let made = officer.make(figure);
        assert_eq!(officer.hand_in(&world, &made).await, locked(work));
        // Who looks over the units enters it from the paper that came late, and says why.
        let entered = Figure { source: "Công văn 12/CV".into(), ..figure.clone() };
        let silent = head.make(&entered);
        assert_eq!(head.hand_in(&world, &silent).await, refused(Refusal::NeedsReason));
        let told = head.because("Bản giấy đến chậm", head.make(&entered));
        applied(&world, &mut head, &told).await;
    }
    for open in [officer.make(&figure(target, Basis::Official, 13)), officer.make(&plan(target, 20))] {
        applied(&world, &mut officer, &open).await;
    }
}

#[tokio::test]
async fn a_closed_year_is_closed_to_all_until_it_is_opened_again() {
    let world = World::new();
    let Desks { mut officer, mut tablet, mut head, target: id } = desks(&world).await;
    let made = [(&officer, 20), (&tablet, 25)].map(|(member, full)| member.make(&plan(id, full)));
    applied(&world, &mut officer, &made[0]).await;
    let outcome = tablet.hand_in(&world, &made[1]).await;
    let Outcome::Conflict { conflicts, .. } = outcome else { panic!("{outcome:?}") };
    let dates = head.make(&year([(Phase::Archive, TODAY)]));
    applied(&world, &mut head, &dates).await;
    let mut opened = [Work::Registration, Work::YearFigures].map(|work| head.make(&unlock(work, TODAY)));
    for opened in &mut opened {
        applied(&world, &mut head, opened).await;
    }
    let mut done = activity(unit(RED_CROSS), "Sau khi đóng năm");
    done.year = YEAR;
    done.held_on = TODAY;
    let done = officer.insert(crate::member::new_record(), &done);
    let figure = officer.make(&figure(id, Basis::Official, 17));
    for change in [&done, &figure, &officer.edit(made[0].record, "full", json!("21"))] {
        assert_eq!(officer.hand_in(&world, change).await, closed(), "{change:?}");
    }
    let adjusted = adjustment(18, Some(head.session.viewer.person));
    let late = [
        head.edit(id, "name", json!("Tên khác")),
        head.edit(made[0].record, "adjusted", adjusted),
        head.decide(conflicts[0], json!("25"), None),
    ];
    for change in late {
        let change = head.because("Muộn", change);
        assert_eq!(head.hand_in(&world, &change).await, closed(), "{change:?}");
    }
    let year = year([]).id(space(SPACE));
    let reopened = head.edit(year, "archive", Value::Null);
    applied(&world, &mut head, &reopened).await;
    applied(&world, &mut officer, &done).await;
    applied(&world, &mut officer, &figure).await;
    let decide = head.decide(conflicts[0], json!("25"), Some("Theo bản đăng ký"));
    applied(&world, &mut head, &decide).await;
}

#[tokio::test]
async fn the_years_dates_and_unlocks_are_the_head_offices() {
    let world = World::new();
    let Desks { mut officer, mut head, .. } = desks(&world).await;
    let own = [officer.make(&year([])), officer.make(&unlock(Work::Registration, TODAY))];
    for change in own {
        assert_eq!(officer.hand_in(&world, &change).await, refused(Refusal::NotAllowed));
    }
    let made = [head.make(&year([])), head.make(&unlock(Work::Registration, TODAY))];
    head.exchange(&world, &made).await;
    officer.exchange(&world, &[]).await;
    let mut stranger = Member::new(&world, "khoa").await;
    stranger.exchange(&world, &[]).await;
    assert_eq!(officer.rows.get(&made[0].record), stranger.rows.get(&made[0].record), "everybody's to see");
    assert!(officer.rows.contains_key(&made[0].record));
    let void = head.void(made[0].record, "Bỏ");
    assert_eq!(head.hand_in(&world, &void).await, refused(Refusal::NotAllowed));
    let void: Change = head.void(made[1].record, "Mở nhầm đơn vị");
    applied(&world, &mut head, &void).await;
    let early = head.edit(made[0].record, "signing", json!({ "from": "2026-02-01", "to": "2026-01-01" }));
    let outcome = head.hand_in(&world, &early).await;
    assert!(matches!(outcome, Outcome::Refused { reason: Refusal::Invalid { .. } }), "{outcome:?}");
}

#[tokio::test]
async fn an_unlock_that_was_voided_opens_nothing() {
    let world = World::new();
    let Desks { mut officer, mut head, target, .. } = desks(&world).await;
    let made =
        [head.make(&year([(Phase::Signing, YESTERDAY)])), head.make(&unlock(Work::Registration, TODAY))];
    head.exchange(&world, &made).await;
    let void = head.void(made[1].record, "Mở nhầm đơn vị");
    applied(&world, &mut head, &void).await;
    let plan = officer.make(&plan(target, 20));
    assert_eq!(officer.hand_in(&world, &plan).await, locked(Work::Registration));
    let restored = head.restore(made[1].record, "Không nhầm");
    applied(&world, &mut head, &restored).await;
    applied(&world, &mut officer, &plan).await;
}
