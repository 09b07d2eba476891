//! Changes that the server does not take, each with its reason.

use serde_json::json;
use shared::api::ErrorCode;
use shared::domain::{Kind, Record, Unit};
use shared::field::Problem;
use shared::id::{RecordId, UnitId};
use shared::sync::{Act, Change, Outcome, Refusal};

use crate::member::{COOPERATIVES, Member, activity, new_device, new_record, pair, red_cross};
use crate::world::{World, space, unit};

fn refused(reason: Refusal) -> Outcome {
    Outcome::Refused { reason }
}

#[tokio::test]
async fn a_change_must_be_the_signed_in_persons_own() {
    let world = World::new();
    let (mut officer, centre, record) = pair(&world).await;
    let edit = officer.edit(record, "place", json!("Cao Lãnh"));
    let foreign = [
        Change { author: centre.session.viewer.person, ..edit.clone() },
        Change { device: new_device().0, ..edit.clone() },
        Change { unit: Some(unit(COOPERATIVES)), ..edit.clone() },
        Change { unit: None, ..edit.clone() },
    ];
    for change in foreign {
        let change = officer.sign(change);
        assert_eq!(officer.hand_in(&world, &change).await, refused(Refusal::NotYours), "{change:?}");
    }
    let mine = officer.unsigned(record, Kind::Activity, edit.act.clone());
    let bent = Change { record: new_record(), ..officer.sign(mine.clone()) };
    let stolen = mine.clone().signed(&new_device().1);
    for change in [mine, bent, stolen] {
        assert_eq!(officer.hand_in(&world, &change).await, refused(Refusal::BadSignature));
    }
    assert!(matches!(officer.hand_in(&world, &edit).await, Outcome::Applied { .. }));
}

#[tokio::test]
async fn the_centre_signs_for_itself_and_the_head_office_for_its_unit() {
    let world = World::new();
    let (_, mut centre, record) = pair(&world).await;
    let mut head_office = Member::new(&world, "ngan").await;
    head_office.exchange(&world, &[]).await;
    let for_all = head_office.edit(record, "place", json!("Cao Lãnh"));
    assert_eq!(for_all.unit, Some(unit(COOPERATIVES)));
    assert!(matches!(head_office.hand_in(&world, &for_all).await, Outcome::Applied { .. }), "nhập hộ");
    let pretending = centre.edit(record, "movement", json!("Tết Nhân ái"));
    let pretending = centre.sign(Change { unit: Some(unit(COOPERATIVES)), ..pretending });
    assert_eq!(centre.hand_in(&world, &pretending).await, refused(Refusal::NotYours));
}

#[tokio::test]
async fn another_units_record_is_out_of_reach() {
    let world = World::new();
    let (_, _, record) = pair(&world).await;
    let mut other = Member::new(&world, "khoa").await;
    other.exchange(&world, &[]).await;
    assert!(!other.rows.contains_key(&record));
    let edits = crate::member::edits("title", json!("Hiến máu tình nguyện"), json!("Của tôi"));
    for act in [Act::Patch(edits), Act::Insert(red_cross("Chiếm chỗ").to_fields())] {
        let change = other.change(record, Kind::Activity, act);
        assert_eq!(other.hand_in(&world, &change).await, refused(Refusal::NotAllowed));
    }
    let void = other.unsigned(record, Kind::Activity, Act::Void);
    let void = other.sign(Change { reason: Some("Phá".to_owned()), ..void });
    assert_eq!(other.hand_in(&world, &void).await, refused(Refusal::NotAllowed));
    let insert = other.insert(new_record(), &red_cross("Ghi hộ không ai nhờ"));
    assert_eq!(other.hand_in(&world, &insert).await, refused(Refusal::NotAllowed));
}

#[tokio::test]
async fn another_clusters_space_is_closed() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    for closed in [space("th-cum-11"), space("không có")] {
        officer.space = closed;
        let answered = officer.post(&world, &officer.request(&[])).await;
        assert_eq!(answered.error(), ErrorCode::Forbidden);
    }
    let mut centre = Member::new(&world, "trang").await;
    centre.space = space("không có");
    assert_eq!(centre.post(&world, &centre.request(&[])).await.error(), ErrorCode::NotFound);
}

#[tokio::test]
async fn a_record_is_for_a_member_of_the_cluster() {
    let world = World::new();
    let nowhere = UnitId::of_record(RecordId::derived([9; 16]));
    for login in ["ngan", "trang"] {
        let mut member = Member::new(&world, login).await;
        for stranger in [nowhere, unit("th-tinh-doan")] {
            let insert = member.insert(new_record(), &activity(stranger, "Của đơn vị khác"));
            assert_eq!(member.hand_in(&world, &insert).await, refused(Refusal::NotMember), "{login}");
        }
        let insert = member.insert(new_record(), &red_cross("Nhập hộ"));
        assert!(matches!(member.hand_in(&world, &insert).await, Outcome::Applied { .. }), "{login}");
    }
}

#[tokio::test]
async fn an_id_names_one_record() {
    let world = World::new();
    let (mut officer, _, record) = pair(&world).await;
    let again = officer.insert(record, &red_cross("Cùng số"));
    assert_eq!(officer.hand_in(&world, &again).await, refused(Refusal::Exists));
    let other_kind = officer.change(
        record,
        Kind::Conflict,
        Act::Patch(crate::member::edits("decision", json!(null), json!({ "value": 1 }))),
    );
    assert_eq!(officer.hand_in(&world, &other_kind).await, refused(Refusal::NotAllowed));
}

#[tokio::test]
async fn records_stay_where_they_belong() {
    let world = World::new();
    let mut centre = Member::new(&world, "trang").await;
    let made_up = Unit { name: "Đơn vị lạ".to_owned(), short: "Lạ".to_owned(), aliases: [].into() };
    let insert = centre.change(new_record(), Kind::Unit, Act::Insert(made_up.to_fields()));
    assert_eq!(centre.hand_in(&world, &insert).await, refused(Refusal::NotAllowed));
    for kind in [Kind::Summary, Kind::Conflict, Kind::Unknown] {
        let insert = centre.change(new_record(), kind, Act::Insert(made_up.to_fields()));
        assert_eq!(centre.hand_in(&world, &insert).await, refused(Refusal::NotAllowed), "{kind:?}");
    }
    centre.space = centre.session.directory;
    centre.place = None;
    centre.rows.clear();
    let strayed = centre.insert(new_record(), &red_cross("Lạc chỗ"));
    assert_eq!(centre.hand_in(&world, &strayed).await, refused(Refusal::NotAllowed));
    let page = centre.exchange(&world, &[]).await;
    assert!(page.outcomes.is_empty());
    assert!(centre.of_kind(Kind::Cluster).len() == 5 && centre.of_kind(Kind::Activity).is_empty());
}

#[tokio::test]
async fn values_that_break_a_rule_are_named() {
    let world = World::new();
    let (mut officer, _, record) = pair(&world).await;
    let long = "ơ".repeat(201);
    let cases = [
        ("title", json!(" "), Problem::Blank),
        ("title", json!(long), Problem::TooLong { max: 200, is: 201 }),
        ("title", json!("hai\ndòng"), Problem::LineBreak),
        ("title", json!("Ho\u{0300}a"), Problem::NotClean),
        ("title", json!("\u{202e}gnp.exe"), Problem::NotClean),
        ("participants", json!(-1), Problem::WrongType),
        ("participants", json!(1.5), Problem::WrongType),
        ("held_on", json!("2025-02-31"), Problem::WrongType),
        ("held_on", json!("1999-01-01"), Problem::OutOfRange),
        ("unit", json!(unit(COOPERATIVES)), Problem::Fixed),
        ("void", json!("lẻn"), Problem::Unknown),
        ("score", json!(10), Problem::Unknown),
    ];
    for (field, value, problem) in cases {
        let edit = officer.edit(record, field, value.clone());
        let outcome = officer.hand_in(&world, &edit).await;
        let Outcome::Refused { reason: Refusal::Invalid { errors } } = &outcome else {
            panic!("{field} {value}: {outcome:?}")
        };
        assert!(errors.iter().any(|error| error.problem == problem), "{field} {value}: {errors:?}");
    }
    for fine in ["👩‍🌾 ra đồng", "=HYPERLINK(\"x\")", "<script>alert(1)</script>", "Đoàn 'kết'; drop table"]
    {
        let edit = officer.edit(record, "title", json!(fine));
        assert!(matches!(officer.hand_in(&world, &edit).await, Outcome::Applied { .. }), "{fine}");
        assert_eq!(officer.field(record, "title"), json!(fine));
    }
}

#[tokio::test]
async fn a_reason_has_its_bounds_too() {
    let world = World::new();
    let (mut officer, _, record) = pair(&world).await;
    let cases = [
        ("lý do ".repeat(200), Problem::TooLong { max: 1000, is: 1200 }),
        ("ngược \u{202e}".to_owned(), Problem::NotClean),
    ];
    for (reason, problem) in cases {
        let void = officer.void(record, &reason);
        let outcome = officer.hand_in(&world, &void).await;
        let Outcome::Refused { reason: Refusal::Invalid { errors } } = outcome else { panic!("{outcome:?}") };
        assert_eq!((errors[0].field.as_str(), errors[0].problem), ("reason", problem));
    }
}

#[tokio::test]
async fn one_change_has_a_size() {
    let world = World::new();
    let (mut officer, _, record) = pair(&world).await;
    let edit = officer.edit(record, "body", json!("x".repeat(300 * 1024)));
    assert_eq!(officer.hand_in(&world, &edit).await, refused(Refusal::TooLarge));
}

#[tokio::test]
async fn an_activity_of_no_unit_is_nobodys() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let nowhere = UnitId::of_record(RecordId::derived([9; 16]));
    let insert = officer.insert(new_record(), &activity(nowhere, "Lạ"));
    assert_eq!(officer.hand_in(&world, &insert).await, refused(Refusal::NotAllowed));
    let mut fields = red_cross("Thiếu đơn vị").to_fields();
    fields.remove("unit");
    let insert = officer.change(new_record(), Kind::Activity, Act::Insert(fields));
    assert_eq!(officer.hand_in(&world, &insert).await, refused(Refusal::NotAllowed));
}
