//! Targets, plans and figures through the exchange.

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use shared::api::{ErrorCode, path};
use shared::domain::{Basis, Figure, Keyed, Kind, Nature, Plan, Record, Sense, Span, Target};
use shared::field::{FieldError, Problem};
use shared::id::{RecordId, UnitId};
use shared::number::Quantity;
use shared::sync::{Act, Change, Conflict, Missing, Outcome, Refusal};

use crate::member::{COOPERATIVES, Member, RED_CROSS, SPACE, new_record};
use crate::world::{World, ask, space, unit};

/// Năm thi đua of which the sample data knows nothing; its dates may lie around the day of the tests.
pub(crate) const YEAR: i16 = 2026;

/// Two devices of one unit, the head's office, and a common target that counts whole things.
pub(crate) struct Desks {
    pub(crate) officer: Member,
    pub(crate) tablet: Member,
    pub(crate) head: Member,
    pub(crate) target: RecordId,
}

pub(crate) fn refused(reason: Refusal) -> Outcome {
    Outcome::Refused { reason }
}

fn invalid(field: &str, problem: Problem) -> Outcome {
    refused(Refusal::Invalid { errors: vec![FieldError::new(field, problem)] })
}

pub(crate) fn target(of: Option<UnitId>, nature: Nature) -> Target {
    let (name, measure, note) = ("Hiến máu tình nguyện".into(), "đơn vị máu".into(), String::new());
    Target { year: YEAR, unit: of, name, measure, nature, sense: Sense::Higher, order: 10, note }
}

pub(crate) fn plan(target: RecordId, full: i64) -> Plan {
    Plan { full: Some(Quantity::whole(full)), ..Plan::empty(target, unit(RED_CROSS), YEAR) }
}

pub(crate) fn figure(target: RecordId, basis: Basis, value: i64) -> Figure {
    let empty = Figure::empty(target, unit(RED_CROSS), YEAR, Span::Full, basis);
    Figure { value: Some(Quantity::whole(value)), ..empty }
}

pub(crate) async fn applied(world: &World, member: &mut Member, change: &Change) {
    let outcome = member.hand_in(world, change).await;
    assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
}

pub(crate) async fn desks(world: &World) -> Desks {
    let mut head = Member::new(world, "ngan").await;
    let id = new_record();
    let made = head.change(id, Kind::Target, Act::Insert(target(None, Nature::Count).to_fields()));
    applied(world, &mut head, &made).await;
    let mut officer = Member::new(world, "hanh").await;
    let mut tablet = Member::new(world, "thanh").await;
    officer.exchange(world, &[]).await;
    tablet.exchange(world, &[]).await;
    Desks { officer, tablet, head, target: id }
}

#[tokio::test]
async fn a_common_target_is_the_head_offices_and_everybodys_to_see() {
    let world = World::new();
    let Desks { mut officer, head, target: id, .. } = desks(&world).await;
    for login in ["hanh", "khoa", "tri", "trang"] {
        let mut member = Member::new(&world, login).await;
        member.exchange(&world, &[]).await;
        assert_eq!(member.rows.get(&id), head.rows.get(&id), "{login}");
    }
    let own_list = Act::Insert(target(None, Nature::Count).to_fields());
    let made = officer.change(new_record(), Kind::Target, own_list);
    assert_eq!(officer.hand_in(&world, &made).await, refused(Refusal::NotAllowed));
    let renamed = officer.edit(id, "name", json!("Của tôi"));
    assert_eq!(officer.hand_in(&world, &renamed).await, refused(Refusal::NotAllowed));
    let owned = officer.edit(id, "unit", json!(unit(RED_CROSS)));
    assert_eq!(officer.hand_in(&world, &owned).await, refused(Refusal::NotAllowed));
}

#[tokio::test]
async fn an_own_target_is_the_units_and_no_other_unit_sees_or_uses_it() {
    let world = World::new();
    let Desks { mut officer, mut head, .. } = desks(&world).await;
    let id = new_record();
    let own = target(Some(unit(RED_CROSS)), Nature::Count);
    let made = officer.change(id, Kind::Target, Act::Insert(own.to_fields()));
    applied(&world, &mut officer, &made).await;
    head.exchange(&world, &[]).await;
    assert_eq!(head.rows[&id].typed(), Some(own));
    let mut stranger = Member::new(&world, "khoa").await;
    stranger.exchange(&world, &[]).await;
    assert!(!stranger.rows.contains_key(&id));
    let borrowed = Plan { unit: unit(COOPERATIVES), ..plan(id, 7) };
    let borrowed = stranger.make(&borrowed);
    assert_eq!(stranger.hand_in(&world, &borrowed).await, invalid("target", Problem::OutOfRange));
    let pretended = target(Some(unit(RED_CROSS)), Nature::Count);
    let pretended = stranger.change(new_record(), Kind::Target, Act::Insert(pretended.to_fields()));
    assert_eq!(stranger.hand_in(&world, &pretended).await, refused(Refusal::NotAllowed));
}

#[tokio::test]
async fn a_plan_and_a_figure_reach_the_head_office_and_the_units_other_devices() {
    let world = World::new();
    let Desks { mut officer, mut tablet, mut head, target } = desks(&world).await;
    let (plan, figure) = (plan(target, 12_000), figure(target, Basis::Official, 12_840));
    let page = officer.exchange(&world, &[officer.make(&plan), officer.make(&figure)]).await;
    assert!(page.outcomes.iter().all(|settled| matches!(settled.outcome, Outcome::Applied { .. })));
    for member in [&mut tablet, &mut head] {
        member.exchange(&world, &[]).await;
        assert_eq!(member.rows[&plan.id(space(SPACE))].typed(), Some(plan.clone()));
        assert_eq!(member.rows[&figure.id(space(SPACE))].typed(), Some(figure.clone()));
    }
    let raised = tablet.edit(figure.id(space(SPACE)), "value", json!("12841"));
    applied(&world, &mut tablet, &raised).await;
}

#[tokio::test]
async fn i_14_official_and_estimate_are_both_kept() {
    let world = World::new();
    let Desks { mut officer, mut head, target, .. } = desks(&world).await;
    let (estimate, official) =
        (figure(target, Basis::Estimate, 12_500), figure(target, Basis::Official, 12_840));
    for figure in [&estimate, &official] {
        let made = officer.make(figure);
        applied(&world, &mut officer, &made).await;
    }
    head.exchange(&world, &[]).await;
    let rows = head.of_kind(Kind::Figure);
    let mut kept: Vec<_> =
        rows.iter().filter_map(|row| row.typed::<Figure>()).filter(|figure| figure.year == YEAR).collect();
    kept.sort_by_key(|figure| figure.basis);
    assert_eq!(kept, [estimate, official]);
}

#[tokio::test]
async fn two_devices_that_register_the_same_plan_make_one_record() {
    let world = World::new();
    let Desks { mut officer, mut tablet, target, .. } = desks(&world).await;
    let made = [&officer, &tablet].map(|member| member.make(&plan(target, 20)));
    applied(&world, &mut officer, &made[0]).await;
    let outcome = tablet.hand_in(&world, &made[1]).await;
    assert!(matches!(outcome, Outcome::Merged { .. }), "{outcome:?}");
    assert_eq!(tablet.hand_in(&world, &made[1]).await, outcome, "the same answer for ever");
    officer.exchange(&world, &[]).await;
    let plans = officer.of_kind(Kind::Plan);
    assert_eq!(plans.iter().filter_map(|row| row.typed::<Plan>()).filter(|it| it.year == YEAR).count(), 1);
    assert!(officer.of_kind(Kind::Conflict).is_empty());
    // What only the tablet gave is taken into the same record.
    let halved = Plan { half: Some(Quantity::whole(9)), ..plan(target, 20) };
    let halved = tablet.change(halved.id(space(SPACE)), Kind::Plan, Act::Insert(halved.to_fields()));
    applied(&world, &mut tablet, &halved).await;
    assert_eq!(tablet.field(halved.record, "half"), json!("9"));
}

#[tokio::test]
async fn plans_that_differ_are_both_kept_until_the_centre_decides() {
    let world = World::new();
    let Desks { mut officer, mut tablet, target, .. } = desks(&world).await;
    let made = [(&officer, 20), (&tablet, 25)].map(|(member, full)| member.make(&plan(target, full)));
    applied(&world, &mut officer, &made[0]).await;
    let outcome = tablet.hand_in(&world, &made[1]).await;
    let Outcome::Conflict { conflicts, .. } = outcome else { panic!("{outcome:?}") };
    let id = made[0].record;
    assert_eq!(tablet.field(id, "full"), json!("20"), "the value in force stays");
    let seen: Conflict = tablet.rows[&conflicts[0]].typed().unwrap();
    assert_eq!((seen.subject, seen.field.as_str(), &seen.base), (id, "full", &Value::Null));
    assert_eq!((&seen.in_force.value, &seen.candidates[0].value), (&json!("20"), &json!("25")));
    assert_eq!(seen.candidates[0].by.as_ref().unwrap().author, tablet.session.viewer.person);

    let mut centre = Member::new(&world, "trang").await;
    centre.exchange(&world, &[]).await;
    // A count of no whole things is no more right for having been decided.
    let half = centre.decide(conflicts[0], json!("22.5"), Some("Chia đôi"));
    assert_eq!(centre.hand_in(&world, &half).await, invalid("full", Problem::NotWhole));
    let decide = centre.decide(conflicts[0], json!("25"), Some("Theo bản đăng ký có dấu"));
    applied(&world, &mut centre, &decide).await;
    officer.exchange(&world, &[]).await;
    assert_eq!(officer.field(id, "full"), json!("25"));
    let next = officer.edit(id, "full", json!("26"));
    applied(&world, &mut officer, &next).await;
}

#[tokio::test]
async fn a_plan_without_its_target_is_held_and_judged_when_it_comes() {
    let world = World::new();
    let Desks { mut officer, .. } = desks(&world).await;
    let id = new_record();
    let [good, bad] = [("7", Span::Full), ("7.5", Span::Half)].map(|(value, span)| {
        let value = Some(Quantity::try_from(value.to_owned()).unwrap());
        let empty = Figure::empty(id, unit(RED_CROSS), YEAR, span, Basis::Official);
        officer.make(&Figure { value, ..empty })
    });
    let early = [officer.make(&plan(id, 7)), good, bad];
    for change in &early {
        let held = officer.hand_in(&world, change).await;
        assert_eq!(held, Outcome::Held { waiting_for: Missing::Record(id) });
    }
    let own = target(Some(unit(RED_CROSS)), Nature::Count);
    let made = officer.change(id, Kind::Target, Act::Insert(own.to_fields()));
    applied(&world, &mut officer, &made).await;
    let page = officer.exchange(&world, &early).await;
    let outcomes: Vec<_> = page.outcomes.into_iter().map(|settled| settled.outcome).collect();
    assert!(outcomes[..2].iter().all(|outcome| matches!(outcome, Outcome::Applied { .. })), "{outcomes:?}");
    assert_eq!(outcomes[2], invalid("value", Problem::NotWhole));
}

#[tokio::test]
async fn an_id_that_follows_from_something_else_is_refused() {
    let world = World::new();
    let Desks { mut officer, target: id, .. } = desks(&world).await;
    let plan = plan(id, 20);
    let (of_plan, fields) = (plan.id(space(SPACE)), plan.to_fields());
    let figure = figure(id, Basis::Official, 20);
    let elsewhere = plan.id(space("th-cum-11"));
    let cases = [
        (new_record(), Kind::Plan, fields.clone()),
        (elsewhere, Kind::Plan, fields.clone()),
        (figure.id(space(SPACE)), Kind::Plan, fields),
        (of_plan, Kind::Figure, figure.to_fields()),
    ];
    for (record, kind, fields) in cases {
        let change = officer.change(record, kind, Act::Insert(fields));
        assert_eq!(officer.hand_in(&world, &change).await, refused(Refusal::NotAllowed), "{change:?}");
    }
    // And what has an id of its own does not take the place of what has not.
    let own = target(Some(unit(RED_CROSS)), Nature::Count);
    let squatter = officer.change(of_plan, Kind::Target, Act::Insert(own.to_fields()));
    applied(&world, &mut officer, &squatter).await;
    let made = officer.make(&plan);
    assert_eq!(officer.hand_in(&world, &made).await, refused(Refusal::Exists));
}

#[tokio::test]
async fn i_16_a_figure_out_of_its_nature_is_refused_with_its_field() {
    let world = World::new();
    let Desks { mut officer, target: id, .. } = desks(&world).await;
    let (plan, figure) = (plan(id, 20), figure(id, Basis::Official, 13));
    for (made, field) in [(officer.make(&plan), "full"), (officer.make(&figure), "value")] {
        let Act::Insert(fields) = &made.act else { panic!("{made:?}") };
        let cases = [
            (json!("13.5"), Problem::NotWhole),
            (json!("-1"), Problem::Negative),
            (json!(13.5), Problem::WrongType),
            (json!("13,5"), Problem::WrongType),
        ];
        for (value, problem) in cases {
            let mut fields = fields.clone();
            fields.insert(field.to_owned(), value);
            let change = officer.change(made.record, made.kind, Act::Insert(fields));
            assert_eq!(officer.hand_in(&world, &change).await, invalid(field, problem), "{change:?}");
        }
        applied(&world, &mut officer, &made).await;
        let split = officer.edit(made.record, field, json!("13.5"));
        assert_eq!(officer.hand_in(&world, &split).await, invalid(field, Problem::NotWhole));
    }
}

#[tokio::test]
async fn i_12_a_plan_is_never_there_and_not_assigned_at_once() {
    let world = World::new();
    let Desks { mut officer, mut tablet, target, .. } = desks(&world).await;
    let zero = officer.make(&plan(target, 0));
    assert_eq!(officer.hand_in(&world, &zero).await, invalid("full", Problem::NotPositive));
    let both = officer.make(&Plan { unassigned: true, ..plan(target, 20) });
    assert_eq!(officer.hand_in(&world, &both).await, invalid("unassigned", Problem::Contradicts));
    let none = Plan { full: None, unassigned: true, ..plan(target, 20) };
    let [none, twenty] = [officer.make(&none), tablet.make(&plan(target, 20))];
    applied(&world, &mut officer, &none).await;
    // The tablet's own word is in order; that the other device said the opposite is for a person to settle.
    assert!(matches!(tablet.hand_in(&world, &twenty).await, Outcome::Conflict { .. }));
    let held: Plan = tablet.rows[&none.record].typed().unwrap();
    assert_eq!((held.full, held.unassigned), (None, true));
    let mut centre = Member::new(&world, "trang").await;
    centre.exchange(&world, &[]).await;
    let about = |centre: &Member, field: &str| {
        let mut conflicts = centre.of_kind(Kind::Conflict).into_iter();
        conflicts.find(|row| row.fields["field"] == json!(field)).unwrap().id
    };
    for (field, value) in [("unassigned", Value::Null), ("full", json!("20"))] {
        let decide = centre.decide(about(&centre, field), value, Some("Có giao"));
        applied(&world, &mut centre, &decide).await;
    }
    assert_eq!(centre.rows[&none.record].typed(), Some(plan(target, 20)));
}

#[tokio::test]
async fn entry_on_behalf_names_the_document() {
    let world = World::new();
    let Desks { officer, mut head, target, .. } = desks(&world).await;
    let mut centre = Member::new(&world, "trang").await;
    let official = figure(target, Basis::Official, 17);
    for (member, basis) in [(&mut head, Basis::Estimate), (&mut centre, Basis::Official)] {
        let bare = Figure { basis, ..official.clone() };
        let silent = member.make(&bare);
        assert_eq!(member.hand_in(&world, &silent).await, refused(Refusal::NeedsSource));
        let named = member.make(&Figure { source: "Báo cáo 45/BC-HCTĐ".into(), ..bare });
        applied(&world, member, &named).await;
    }
    let silent = head.make(&plan(target, 20));
    assert_eq!(head.hand_in(&world, &silent).await, refused(Refusal::NeedsSource));
    let named = head.make(&Plan { source: "Đăng ký thi đua 02/ĐK".into(), ..plan(target, 20) });
    applied(&world, &mut head, &named).await;
    // The unit enters what it did not know to be there: its own word is kept beside.
    let mut late = officer;
    let own = late.make(&plan(target, 21));
    assert!(matches!(late.hand_in(&world, &own).await, Outcome::Conflict { .. }));
}

#[tokio::test]
async fn other_units_learn_nothing_of_plans_and_figures() {
    let world = World::new();
    let Desks { mut officer, mut tablet, head, target } = desks(&world).await;
    let mut stranger = Member::new(&world, "khoa").await;
    stranger.exchange(&world, &[]).await;
    let before = stranger.rows.clone();
    let made = [(&officer, 20), (&tablet, 25)].map(|(member, full)| member.make(&plan(target, full)));
    let secret = officer.make(&figure(target, Basis::Official, 31_415));
    applied(&world, &mut officer, &made[0]).await;
    applied(&world, &mut officer, &secret).await;
    let Outcome::Conflict { conflicts, .. } = tablet.hand_in(&world, &made[1]).await else {
        panic!("no conflict")
    };
    let request = shared::sync::Request { limit: 1, ..stranger.request(&[]) };
    let answered = stranger.post(&world, &request).await;
    let text = String::from_utf8(answered.body.clone()).unwrap();
    assert!(!text.contains(&unit(RED_CROSS).to_string()) && !text.contains("31415"), "{text}");
    let page = stranger.keep(answered.json());
    assert_eq!((page.records.len(), page.more), (0, 0), "not even how many there are");
    let mut anew = Member::new(&world, "khoa").await;
    anew.exchange(&world, &[]).await;
    assert_eq!(anew.rows, before);
    for hidden in [made[0].record, secret.record, conflicts[0]] {
        let history = |member: &Member| {
            let path = path::history(member.space, hidden);
            ask(Method::GET, &path, Some(&member.cookie)).body(Body::empty()).unwrap()
        };
        assert_eq!(world.send(history(&stranger)).await.error(), ErrorCode::NotFound);
        assert!(world.send(history(&head)).await.status.is_success());
    }
    // Whoever names what is hidden learns no more than that it is not theirs.
    for change in [&made[0], &secret] {
        let guess = stranger.change(change.record, change.kind, change.act.clone());
        assert_eq!(stranger.hand_in(&world, &guess).await, refused(Refusal::NotAllowed));
        let edits = crate::member::edits("source", Value::Null, json!("Đoán"));
        let guess = stranger.change(change.record, change.kind, Act::Patch(edits));
        assert_eq!(stranger.hand_in(&world, &guess).await, refused(Refusal::NotAllowed));
    }
}
