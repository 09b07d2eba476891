//! Rule sets through the exchange: written in the directory, pinned in a cluster.

use jiff::civil::{Date, date};
use serde_json::{Value, json};
use shared::access::Lock;
use shared::domain::{Kind, Period, Phase, Record, RuleSet, Year};
use shared::field::{FieldError, Problem};
use shared::id::RecordId;
use shared::sync::{Act, Change, Missing, Outcome, Refusal, Row};

use crate::member::{Member, SPACE, new_record};
use crate::targets::{YEAR, applied, refused};
use crate::world::{World, space};

const TODAY: Date = date(2026, 11, 22);

/// Somebody at the directory.
async fn at_directory(world: &World, login: &str) -> Member {
    let mut member = Member::new(world, login).await;
    member.space = member.session.directory;
    member.exchange(world, &[]).await;
    member
}

fn sample(of: &Member) -> (RecordId, RuleSet) {
    let rows = of.of_kind(Kind::RuleSet);
    let typed = rows.iter().filter_map(|row| Some((row.id, row.typed::<RuleSet>()?)));
    typed.into_iter().find(|(_, rules)| rules.name.contains("tỉnh")).unwrap()
}

/// The sample cloned for a year, as a draft.
async fn cloned(world: &World, centre: &mut Member) -> (RecordId, RuleSet) {
    let (from, rules) = sample(centre);
    let rules = rules.successor(from, "Bộ quy tắc năm 2026".into(), date(2026, 1, 1));
    let id = new_record();
    let made = centre.change(id, Kind::RuleSet, Act::Insert(rules.to_fields()));
    applied(world, centre, &made).await;
    (id, rules)
}

fn issuing(centre: &Member, id: RecordId) -> Change {
    let rules: RuleSet = centre.rows[&id].typed().unwrap();
    let issued = rules.issued(TODAY, centre.session.viewer.person).issued;
    centre.edit(id, "issued", json!(issued))
}

fn pinning(head: &Member, rules: RecordId) -> Change {
    head.make(&Year { rules: Some(rules), ..Year::empty(YEAR) })
}

fn invalid(field: &str, problem: Problem) -> Outcome {
    refused(Refusal::Invalid { errors: vec![FieldError::new(field, problem)] })
}

#[tokio::test]
async fn both_samples_are_marked_issued_and_pinned_to_the_sample_years() {
    let world = World::new();
    let officer = at_directory(&world, "hanh").await;
    let sets: Vec<RuleSet> = officer.of_kind(Kind::RuleSet).into_iter().filter_map(Row::typed).collect();
    assert_eq!(sets.len(), 2);
    for rules in &sets {
        assert!(rules.sample && rules.issued.is_some(), "{}", rules.name);
        assert!(rules.basis.starts_with("MẪU – CẦN ĐỐI CHIẾU"), "{}", rules.basis);
        assert!(rules.basis.contains("Nguồn của các con số"), "numbers say where they are from");
        assert!(!rules.basis.contains('['), "in words, not by the tags of our own papers");
        assert_eq!(rules.deadlines.len(), Phase::ALL.len(), "{}", rules.name);
        let proposed = shared::domain::proposed(&rules.deadlines, &Year::empty(2027));
        assert_eq!(proposed.out_of_order(), [], "{}", rules.name);
        assert_eq!(Kind::Year.spec().unwrap().problems(&proposed.to_fields()), []);
    }
    let mut cluster = Member::new(&world, "hanh").await;
    cluster.exchange(&world, &[]).await;
    let year: Year = cluster.of_kind(Kind::Year)[0].typed().unwrap();
    assert_eq!(year.rules, Some(sample(&officer).0));
}

#[tokio::test]
async fn the_centre_writes_and_issues_and_then_nobody_changes_it() {
    let world = World::new();
    let mut centre = at_directory(&world, "trang").await;
    let (id, rules) = cloned(&world, &mut centre).await;
    let wrong = centre.edit(id, "wait_days", json!(99));
    assert_eq!(centre.hand_in(&world, &wrong).await, invalid("wait_days", Problem::OutOfRange));
    let edit = centre.edit(id, "wait_days", json!(5));
    applied(&world, &mut centre, &edit).await;
    let issue = issuing(&centre, id);
    applied(&world, &mut centre, &issue).await;
    let late = centre.edit(id, "wait_days", json!(7));
    let locked = refused(Refusal::Locked { lock: Lock::Issued });
    assert_eq!(centre.hand_in(&world, &late).await, locked);
    for login in ["ngan", "hanh"] {
        let mut other = at_directory(&world, login).await;
        assert_eq!(other.rows[&id].typed::<RuleSet>().unwrap().wait_days, 5, "{login}");
        let own = other.change(new_record(), Kind::RuleSet, Act::Insert(rules.to_fields()));
        assert_eq!(other.hand_in(&world, &own).await, refused(Refusal::NotYours), "{login}");
    }
    centre.space = space(SPACE);
    let stray = centre.change(new_record(), Kind::RuleSet, Act::Insert(rules.to_fields()));
    centre.place = None;
    assert_eq!(centre.hand_in(&world, &stray).await, refused(Refusal::NotAllowed), "only in the directory");
}

#[tokio::test]
async fn two_at_the_centre_who_write_one_draft_decide_between_their_values() {
    let world = World::new();
    let mut centre = at_directory(&world, "trang").await;
    let (id, _) = cloned(&world, &mut centre).await;
    let mut tablet = at_directory(&world, "trang").await;
    let [first, second] =
        [(&centre, 5), (&tablet, 7)].map(|(at, days)| at.edit(id, "wait_days", json!(days)));
    let early_issue = issuing(&tablet, id);
    applied(&world, &mut centre, &first).await;
    let outcome = tablet.hand_in(&world, &second).await;
    let Outcome::Conflict { conflicts, .. } = outcome else { panic!("{outcome:?}") };
    // Who issues has read what stands there.
    assert_eq!(tablet.hand_in(&world, &early_issue).await, invalid("issued", Problem::Contradicts));
    let decide = tablet.decide(conflicts[0], json!(7), Some("Theo hướng dẫn"));
    applied(&world, &mut tablet, &decide).await;
    assert_eq!(tablet.field(id, "wait_days"), json!(7));
    let issue = issuing(&tablet, id);
    applied(&world, &mut tablet, &issue).await;
    centre.exchange(&world, &[]).await;
    let again = centre.decide(conflicts[0], json!(5), Some("Nhầm"));
    assert_eq!(centre.hand_in(&world, &again).await, invalid("issued", Problem::Contradicts));
    let stranger = at_directory(&world, "ngan").await;
    assert!(stranger.of_kind(Kind::Conflict).is_empty(), "the centre's own to see");
}

#[tokio::test]
async fn a_year_is_pinned_to_rules_that_hold_and_waits_for_those_that_have_not_come() {
    let world = World::new();
    let mut centre = at_directory(&world, "trang").await;
    let mut head = Member::new(&world, "ngan").await;
    head.exchange(&world, &[]).await;
    let (id, rules) = cloned(&world, &mut centre).await;
    let pin = pinning(&head, id);
    assert_eq!(
        head.hand_in(&world, &pin).await,
        invalid("rules", Problem::OutOfRange),
        "a draft holds nowhere"
    );
    let other = new_record();
    let pinned = pinning(&head, other);
    let waits = Outcome::Held { waiting_for: Missing::Record(other) };
    assert_eq!(head.hand_in(&world, &pinned).await, waits);
    let made = rules.issued(TODAY, centre.session.viewer.person);
    let made = centre.change(other, Kind::RuleSet, Act::Insert(made.to_fields()));
    applied(&world, &mut centre, &made).await;
    applied(&world, &mut head, &pinned).await;
    let unit = new_record();
    let stray = head.edit(pinned.record, "rules", json!(unit));
    let stray = head.because("Thử", stray);
    assert!(matches!(head.hand_in(&world, &stray).await, Outcome::Held { .. }));
    let void = centre.void(other, "Ban hành nhầm");
    applied(&world, &mut centre, &void).await;
    let repealed = head.because("Thử", head.edit(pinned.record, "rules", json!(id)));
    assert_eq!(head.hand_in(&world, &repealed).await, invalid("rules", Problem::OutOfRange));
    assert_eq!(head.field(pinned.record, "rules"), json!(other), "the year keeps what it was run by");
}

#[tokio::test]
async fn other_rules_take_a_reason_and_a_closed_year_keeps_its_own() {
    let world = World::new();
    let directory = at_directory(&world, "trang").await;
    let mut head = Member::new(&world, "ngan").await;
    let [one, other] = [0, 1].map(|at| directory.of_kind(Kind::RuleSet)[at].id);
    let pin = pinning(&head, one);
    applied(&world, &mut head, &pin).await;
    let silent = head.edit(pin.record, "rules", json!(other));
    assert_eq!(head.hand_in(&world, &silent).await, refused(Refusal::NeedsReason));
    let mut tablet = Member::new(&world, "trang").await;
    tablet.exchange(&world, &[]).await;
    let away = tablet.because("Không dùng", tablet.edit(pin.record, "rules", Value::Null));
    let told = head.because("Quy chế mới của tỉnh", head.edit(pin.record, "rules", json!(other)));
    applied(&world, &mut head, &told).await;
    let outcome = tablet.hand_in(&world, &away).await;
    let Outcome::Conflict { conflicts, .. } = outcome else { panic!("{outcome:?}") };
    let closing = Period { from: TODAY, to: TODAY };
    let close = head.edit(pin.record, "archive", json!(closing));
    applied(&world, &mut head, &close).await;
    let late = head.because("Muộn", head.edit(pin.record, "rules", json!(one)));
    let closed = refused(Refusal::Locked { lock: Lock::YearClosed });
    assert_eq!(head.hand_in(&world, &late).await, closed);
    let decide = tablet.decide(conflicts[0], Value::Null, Some("Muộn"));
    assert_eq!(tablet.hand_in(&world, &decide).await, closed);
    assert_eq!(tablet.field(pin.record, "rules"), json!(other));
}
