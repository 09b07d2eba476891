//! The directory: the centre alone writes it, by its rules; with a cluster's record its space comes to be.

use serde_json::{Value, json};
use shared::domain::{Cluster, Keyed, Kind, Level, Membership, Record, Term, Turn, Unit, UnitEvent, Year};
use shared::field::{FieldError, Problem, VOID};
use shared::id::{RecordId, SpaceId, UnitId};
use shared::order::OrderKey;
use shared::sync::{Act, Change, Missing, Outcome, Refusal};
use std::collections::BTreeSet;

use crate::member::{Member, RED_CROSS, activity, new_record};
use crate::world::{World, space, unit};

fn cluster(year: i16) -> Cluster {
    Cluster {
        name: "Cụm thi đua số 3".to_owned(),
        short: "Cụm số 3".to_owned(),
        number: Some(3),
        province: "Đồng Tháp".to_owned(),
        level: Level::Province,
        word: "cụm".to_owned(),
        head_title: "Cụm trưởng".to_owned(),
        deputy_title: "Cụm phó".to_owned(),
        founded: None,
        year,
    }
}

fn named(name: &str) -> Unit {
    Unit { name: name.to_owned(), short: name.to_owned(), aliases: BTreeSet::new() }
}

fn member_of(cluster: SpaceId, unit: UnitId) -> Membership {
    Membership { cluster, unit, from: None, to: None, order: OrderKey::between(None, None) }
}

fn insert<R: Record>(member: &Member, id: RecordId, record: &R) -> Change {
    member.change(id, R::KIND, Act::Insert(record.to_fields()))
}

fn refused(field: &str, problem: Problem) -> Outcome {
    let errors = vec![FieldError::new(field, problem)];
    Outcome::Refused { reason: Refusal::Invalid { errors } }
}

/// Whoever has no role in the directory signs nothing there.
const NOT_YOURS: Outcome = Outcome::Refused { reason: Refusal::NotYours };

async fn in_directory(world: &World, login: &str) -> Member {
    let mut member = Member::new(world, login).await;
    member.space = member.session.directory;
    member.exchange(world, &[]).await;
    member
}

async fn applied(member: &mut Member, world: &World, make: impl FnOnce(&Member) -> Change) {
    let change = make(member);
    let outcome = member.hand_in(world, &change).await;
    assert!(matches!(outcome, Outcome::Applied { .. }), "{change:?}: {outcome:?}");
}

/// A cluster with two new members; the ids of the cluster's record and of the members' units.
async fn founded(world: &World, centre: &mut Member) -> (SpaceId, [UnitId; 2]) {
    let space = SpaceId::of_record(new_record());
    applied(centre, world, |it| insert(it, space.record(), &cluster(2026))).await;
    let units = [new_record(), new_record()].map(UnitId::of_record);
    for (number, unit) in units.into_iter().enumerate() {
        applied(centre, world, |it| insert(it, unit.record(), &named(&format!("Hội {number}")))).await;
        applied(centre, world, |it| insert(it, new_record(), &member_of(space, unit))).await;
    }
    (space, units)
}

#[tokio::test]
async fn a_new_cluster_is_worked_in_at_once() {
    let world = World::new();
    let mut centre = in_directory(&world, "trang").await;
    let (space, [head, deputy]) = founded(&world, &mut centre).await;
    let term = Term { cluster: space, year: 2026, head, deputy: Some(deputy), how: "bầu".to_owned() };
    let term = insert(&centre, term.id(centre.space), &term);
    applied(&mut centre, &world, |_| term).await;

    let mut inside = Member::new(&world, "trang").await;
    assert!(inside.session.spaces.iter().any(|card| card.id == space), "the session names it");
    inside.space = space;
    let year = inside.make(&Year::empty(2026));
    applied(&mut inside, &world, |_| year).await;
    let mut written = activity(head, "Ra mắt");
    written.year = 2026;
    written.held_on = jiff::civil::Date::constant(2026, 3, 1);
    let written = inside.insert(new_record(), &written);
    applied(&mut inside, &world, |_| written).await;
    let of_stranger = inside.insert(new_record(), &activity(unit(RED_CROSS), "Lạc chỗ"));
    let stranger = Outcome::Refused { reason: Refusal::NotMember };
    assert_eq!(inside.hand_in(&world, &of_stranger).await, stranger);

    // Nobody else has any business there yet.
    let mut officer = Member::new(&world, "hanh").await;
    officer.space = space;
    assert!(!officer.post(&world, &officer.request(&[])).await.status.is_success());
}

#[tokio::test]
async fn only_the_centre_writes_the_directory() {
    let world = World::new();
    for login in ["hanh", "thanh", "ngan"] {
        let mut member = in_directory(&world, login).await;
        let (here, own) = (space("dt-khoi-12"), unit(RED_CROSS));
        let term = Term { cluster: here, year: 2030, head: own, deputy: None, how: String::new() };
        let event = event(own, Turn::Dissolved);
        for change in [
            insert(&member, new_record(), &cluster(2026)),
            insert(&member, new_record(), &named("Hội mới")),
            insert(&member, new_record(), &event),
            insert(&member, new_record(), &member_of(here, own)),
            member.make(&term),
            member.edit(own.record(), "name", json!("Tên khác")),
            member.void(own.record(), "Không còn"),
        ] {
            assert_eq!(member.hand_in(&world, &change).await, NOT_YOURS, "{login}: {change:?}");
        }
        assert!(member.rows.values().any(|row| row.kind == Kind::Term), "but all read it");
    }
}

#[tokio::test]
async fn i01_to_i04_hold_whoever_asks() {
    let world = World::new();
    let mut centre = in_directory(&world, "trang").await;
    let (space, [head, deputy]) = founded(&world, &mut centre).await;
    let red_cross = unit(RED_CROSS);
    let term = |head, deputy| Term { cluster: space, year: 2026, head, deputy, how: "bầu".to_owned() };
    let cases = [
        (
            insert(&centre, new_record(), &member_of(space, red_cross)),
            "from",
            Problem::OtherCluster { year: 2026 },
        ),
        (insert(&centre, new_record(), &member_of(space, head)), "from", Problem::Overlaps),
        (insert(&centre, new_record(), &member_of(space, unit("none"))), "unit", Problem::NotListed),
        (centre.make(&term(head, Some(head))), "deputy", Problem::SameUnit),
        (centre.make(&term(red_cross, None)), "head", Problem::NotMemberThen),
        (centre.make(&term(head, Some(red_cross))), "deputy", Problem::NotMemberThen),
        (centre.void(head.record(), "Nhầm"), VOID, Problem::InUse),
        (centre.void(space.record(), "Nhầm"), VOID, Problem::InUse),
    ];
    for (change, field, problem) in cases {
        assert_eq!(centre.hand_in(&world, &change).await, refused(field, problem), "{change:?}");
    }
    applied(&mut centre, &world, |it| it.make(&term(head, Some(deputy)))).await;
    let membership = |of: UnitId| {
        let rows = centre.of_kind(Kind::Membership).into_iter();
        rows.filter_map(|row| Some((row.id, row.typed::<Membership>()?)))
            .find(|(_, it)| it.unit == of)
            .unwrap()
            .0
    };
    let of_deputy = membership(deputy);
    let left = centre.edit(of_deputy, "to", json!("2025-12-31"));
    let leads = |field| refused(field, Problem::Leads { year: 2026 });
    assert_eq!(centre.hand_in(&world, &left).await, leads("to"));
    let gone = centre.void(of_deputy, "Nhầm");
    assert_eq!(centre.hand_in(&world, &gone).await, leads(VOID));
    // At the end of the year it may leave, and be in another cluster of the level in the next.
    applied(&mut centre, &world, |it| it.edit(of_deputy, "to", json!("2026-12-31"))).await;
    let elsewhere = self::space("dt-khoi-12");
    let from = Some(jiff::civil::Date::constant(2027, 1, 1));
    let next = insert(&centre, new_record(), &Membership { from, ..member_of(elsewhere, deputy) });
    applied(&mut centre, &world, |_| next).await;
}

#[tokio::test]
async fn a_cluster_takes_no_space_that_is_there_already() {
    let world = World::new();
    let mut centre = in_directory(&world, "trang").await;
    let directory = centre.session.directory;
    let change = insert(&centre, directory.record(), &cluster(2026));
    let exists = Outcome::Refused { reason: Refusal::Exists };
    assert_eq!(centre.hand_in(&world, &change).await, exists);
    let change = insert(&centre, space("dt-khoi-12").record(), &cluster(2026));
    assert_eq!(centre.hand_in(&world, &change).await, exists);
}

fn event(of: UnitId, turn: Turn) -> UnitEvent {
    let day = jiff::civil::Date::constant(2025, 7, 1);
    let (document, issuer) = ("12/QĐ-UBND".to_owned(), "UBND tỉnh".to_owned());
    UnitEvent { unit: of, day, turn, document, issuer, note: String::new() }
}

#[tokio::test]
async fn i02_history_is_added_to_and_taken_back_but_never_edited() {
    let world = World::new();
    let mut centre = in_directory(&world, "trang").await;
    let into = unit("dt-hoi-bao-tro");
    let id = new_record();
    applied(&mut centre, &world, |it| insert(it, id, &event(unit(RED_CROSS), Turn::Merged { into }))).await;
    for (field, value) in
        [("day", json!("2026-01-01")), ("turn", json!("dissolved")), ("note", json!("Khác"))]
    {
        let edit = centre.edit(id, field, value);
        assert_eq!(centre.hand_in(&world, &edit).await, refused(field, Problem::Fixed), "{field}");
    }
    let silent = centre.change(id, Kind::UnitEvent, Act::Void);
    let owed = Outcome::Refused { reason: Refusal::NeedsReason };
    assert_eq!(centre.hand_in(&world, &silent).await, owed);
    applied(&mut centre, &world, |it| it.void(id, "Nhập nhầm đơn vị")).await;
    applied(&mut centre, &world, |it| it.restore(id, "Nhập đúng")).await;
    let unknown = RecordId::derived([0x77; 16]);
    let early = insert(&centre, new_record(), &event(UnitId::of_record(unknown), Turn::Founded));
    let held = Outcome::Held { waiting_for: Missing::Record(unknown) };
    assert_eq!(centre.hand_in(&world, &early).await, held, "its unit is still on the way");
}

#[tokio::test]
async fn a_unit_that_has_left_is_written_for_in_its_own_years_alone() {
    let world = World::new();
    let mut centre = in_directory(&world, "trang").await;
    let of = unit("dt-hoi-bao-tro");
    let rows = centre.of_kind(Kind::Membership);
    let id = rows.iter().find(|row| row.typed::<Membership>().is_some_and(|it| it.unit == of)).unwrap().id;
    applied(&mut centre, &world, |it| it.edit(id, "to", json!("2024-06-30"))).await;
    let mut inside = Member::new(&world, "trang").await;
    applied(&mut inside, &world, |it| it.insert(new_record(), &activity(of, "Tháng ba"))).await;
    let mut later = activity(of, "Năm sau");
    later.year = 2025;
    later.held_on = jiff::civil::Date::constant(2025, 1, 10);
    let later = inside.insert(new_record(), &later);
    let stranger = Outcome::Refused { reason: Refusal::NotMember };
    assert_eq!(inside.hand_in(&world, &later).await, stranger);
}

#[tokio::test]
async fn names_that_two_offices_give_a_unit_meet_and_the_centre_decides() {
    let world = World::new();
    let mut centre = in_directory(&world, "trang").await;
    let mut other = in_directory(&world, "trang").await;
    let of = unit(RED_CROSS).record();
    let theirs = other.edit(of, "short", json!("Hội CTĐ"));
    applied(&mut centre, &world, |it| it.edit(of, "short", json!("Chữ thập đỏ"))).await;
    let outcome = other.hand_in(&world, &theirs).await;
    let Outcome::Conflict { conflicts, .. } = outcome else { panic!("{outcome:?}") };
    centre.exchange(&world, &[]).await;
    let decision = centre.decide(conflicts[0], json!("Hội CTĐ"), Some("Theo quyết định"));
    applied(&mut centre, &world, |_| decision).await;
    assert_eq!(centre.field(of, "short"), Value::from("Hội CTĐ"));
}

#[tokio::test]
async fn the_running_year_is_the_one_that_the_cluster_names() {
    let world = World::new();
    let mut centre = in_directory(&world, "trang").await;
    let here = space("dt-khoi-12");
    let before = world.running.server.readers.read(|store| Ok(state(store, here))).unwrap();
    applied(&mut centre, &world, |it| it.edit(here.record(), "year", json!(2025))).await;
    let after = world.running.server.readers.read(|store| Ok(state(store, here))).unwrap();
    assert_eq!((before.year, after.year), (2024, 2025));
    assert_eq!((before.seq, before.hash), (after.seq, after.hash), "its order goes on");
}

fn state(store: &server::db::Sqlite, space: SpaceId) -> server::store::SpaceState {
    use server::store::Spaces;
    store.space(space).unwrap().unwrap()
}
