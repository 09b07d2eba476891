//! What is entered for a unit that works on paper, and what the unit says of it, through the exchange.

use axum::body::Body;
use axum::http::Method;
use serde_json::json;
use shared::api::{ErrorCode, path};
use shared::domain::{Basis, Confirmation, Figure, Kind, Record, Word};
use shared::field::{FieldError, Problem};
use shared::id::{ChangeId, RecordId, UnitId};
use shared::sync::{Act, Change, Conflict, Missing, Outcome, Refusal, Row};

use crate::member::{COOPERATIVES, Member, RED_CROSS, new_record, red_cross};
use crate::targets::{Desks, YEAR, applied, desks, figure, refused};
use crate::world::{World, ask, unit};

fn disputed() -> Word {
    Word::Disputed { reason: "Thiếu đợt tháng 3".into() }
}

fn said(record: RecordId, entered: ChangeId, word: Word) -> Confirmation {
    Confirmation { record, year: YEAR, unit: unit(RED_CROSS), entered, round: 1, word, figure: None }
}

/// A figure that the head's office has entered for the red cross, and the change that did.
async fn entered(world: &World, desks: &mut Desks) -> Change {
    let figure =
        Figure { source: "Báo cáo 45/BC-HCTĐ".into(), ..figure(desks.target, Basis::Official, 17) };
    let made = desks.head.make(&figure);
    applied(world, &mut desks.head, &made).await;
    desks.officer.exchange(world, &[]).await;
    made
}

#[tokio::test]
async fn a_unit_disputes_an_entry_the_office_mends_it_and_the_unit_confirms() {
    let world = World::new();
    let mut desks = desks(&world).await;
    let first = entered(&world, &mut desks).await;
    let Desks { mut officer, mut head, .. } = desks;
    // What the unit saw is named by the change that brought it.
    let by = officer.rows[&first.record].by.clone().unwrap();
    assert_eq!((by.change, by.unit), (first.id, Some(unit(COOPERATIVES))));
    let dispute = officer.make(&said(first.record, by.change, disputed()));
    applied(&world, &mut officer, &dispute).await;
    head.exchange(&world, &[]).await;
    assert_eq!(head.field(dispute.record, "word"), json!({ "disputed": { "reason": "Thiếu đợt tháng 3" } }));
    let mended = head.edit(first.record, "value", json!("21"));
    applied(&world, &mut head, &mended).await;
    officer.exchange(&world, &[]).await;
    let now = officer.rows[&first.record].by.clone().unwrap().change;
    assert_eq!(now, mended.id, "the dispute was of the entry before");
    let confirm = officer.make(&said(first.record, now, Word::Confirmed));
    applied(&world, &mut officer, &confirm).await;
    head.exchange(&world, &[]).await;
    let kept: Vec<Confirmation> =
        head.of_kind(Kind::Confirmation).into_iter().filter_map(Row::typed).collect();
    let words: Vec<_> = kept.iter().map(|it| (it.entered, it.word.clone())).collect();
    for expected in [(first.id, disputed()), (mended.id, Word::Confirmed)] {
        assert!(words.contains(&expected), "both stay on record: {words:?}");
    }
    let bare = officer.change(confirm.record, Kind::Confirmation, Act::Void);
    assert_eq!(officer.hand_in(&world, &bare).await, refused(Refusal::NeedsReason));
    let taken_back = officer.void(confirm.record, "Bấm nhầm");
    applied(&world, &mut officer, &taken_back).await;
}

#[tokio::test]
async fn nobody_answers_in_the_place_of_a_unit() {
    let world = World::new();
    let mut desks = desks(&world).await;
    let made = entered(&world, &mut desks).await;
    let mut centre = Member::new(&world, "trang").await;
    let mut stranger = Member::new(&world, "khoa").await;
    for member in [&mut desks.head, &mut centre, &mut stranger] {
        member.exchange(&world, &[]).await;
        let answer = member.make(&said(made.record, made.id, Word::Confirmed));
        assert_eq!(member.hand_in(&world, &answer).await, refused(Refusal::NotAllowed));
    }
    let answer = desks.officer.make(&said(made.record, made.id, disputed()));
    applied(&world, &mut desks.officer, &answer).await;
    for member in [&mut desks.head, &mut centre] {
        member.exchange(&world, &[]).await;
        let silenced = member.void(answer.record, "Không đúng");
        assert_eq!(member.hand_in(&world, &silenced).await, refused(Refusal::NotAllowed));
    }
    // Another unit neither sees it nor learns by guessing that it is there.
    stranger.exchange(&world, &[]).await;
    assert!(stranger.of_kind(Kind::Confirmation).is_empty());
    let history = ask(Method::GET, &path::history(stranger.space, answer.record), Some(&stranger.cookie));
    let history = history.body(Body::empty()).unwrap();
    assert_eq!(world.send(history).await.error(), ErrorCode::NotFound);
}

#[tokio::test]
async fn an_answer_waits_for_its_entry_and_is_of_the_units_own() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    let mut centre = Member::new(&world, "trang").await;
    let record = new_record();
    let insert = centre.insert(record, &red_cross("Hiến máu tình nguyện"));
    let early = officer.make(&Confirmation { year: 2024, ..said(record, insert.id, Word::Confirmed) });
    let held = Outcome::Held { waiting_for: Missing::Record(record) };
    assert_eq!(officer.hand_in(&world, &early).await, held);
    applied(&world, &mut centre, &insert).await;
    applied(&world, &mut officer, &early).await;
    let errors = |field: &str| vec![FieldError::new(field, Problem::OutOfRange)];
    let late = officer.make(&Confirmation { round: 2, ..said(record, insert.id, Word::Confirmed) });
    let reason = Refusal::Invalid { errors: errors("record") };
    assert_eq!(officer.hand_in(&world, &late).await, refused(reason), "of another year");
    let wrong = said(record, insert.id, Word::Confirmed);
    let elsewhere = officer.change(new_record(), Kind::Confirmation, Act::Insert(wrong.to_fields()));
    assert_eq!(officer.hand_in(&world, &elsewhere).await, refused(Refusal::NotAllowed), "under another id");
}

#[tokio::test]
async fn two_tablets_that_contradict_each_other_are_a_difference() {
    let world = World::new();
    let mut desks = desks(&world).await;
    let made = entered(&world, &mut desks).await;
    let Desks { mut officer, mut tablet, mut head, .. } = desks;
    tablet.exchange(&world, &[]).await;
    let dispute = officer.make(&said(made.record, made.id, disputed()));
    let confirm = tablet.make(&said(made.record, made.id, Word::Confirmed));
    applied(&world, &mut officer, &dispute).await;
    let Outcome::Conflict { conflicts, .. } = tablet.hand_in(&world, &confirm).await else {
        panic!("no conflict")
    };
    head.exchange(&world, &[]).await;
    let conflict: Conflict = head.rows[&conflicts[0]].typed().unwrap();
    assert_eq!((conflict.field.as_str(), conflict.unit), ("word", Some::<UnitId>(unit(RED_CROSS))));
    let decide = head.decide(conflicts[0], json!("confirmed"), Some("Thủ trưởng đơn vị xác nhận"));
    applied(&world, &mut head, &decide).await;
    assert_eq!(head.field(dispute.record, "word"), json!("confirmed"));
}

#[tokio::test]
async fn an_activity_entered_on_behalf_names_the_document() {
    let world = World::new();
    for login in ["ngan", "trang"] {
        let mut member = Member::new(&world, login).await;
        let (id, activity) = (new_record(), red_cross("Nhập hộ"));
        let bare = member.change(id, Kind::Activity, Act::Insert(activity.to_fields()));
        assert_eq!(member.hand_in(&world, &bare).await, refused(Refusal::NeedsSource), "{login}");
        let named = member.insert(id, &activity);
        applied(&world, &mut member, &named).await;
    }
    let mut officer = Member::new(&world, "hanh").await;
    let own = officer.change(new_record(), Kind::Activity, Act::Insert(red_cross("Của mình").to_fields()));
    applied(&world, &mut officer, &own).await;
}
