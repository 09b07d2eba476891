//! The covenant through the exchange: adopted, signed by tablets that meet later, and what its signatures freeze.

use jiff::civil::Date;
use serde_json::json;
use shared::access::Lock;
use shared::domain::{
    Adoption, Article, Authority, Covenant, CovenantState, CovenantText, Drawing, Evidence, Keyed, Kind,
    Nature, Party, Record, Remark, Signature,
};
use shared::id::{PersonId, RecordId, UnitId};
use shared::order::OrderKey;
use shared::sync::{Act, Conflict, Missing, Outcome, Refusal, Row};

use crate::member::{COOPERATIVES, Member, RED_CROSS, SPACE, new_record};
use crate::targets::{YEAR, applied, plan, refused, target};
use crate::world::{World, space, unit};

fn id() -> RecordId {
    Covenant::empty(YEAR, 0).id(space(SPACE))
}

fn me(member: &Member) -> PersonId {
    member.session.viewer.person
}

fn today(world: &World) -> Date {
    world.now().vietnam_date()
}

fn article(body: &str) -> Article {
    Article { covenant: id(), year: YEAR, order: OrderKey::between(None, None), body: body.into() }
}

fn text(body: &str) -> CovenantText {
    let article = article(body);
    let name = |of: &str| Party { unit: unit(of), name: of.to_owned() };
    let parties = [RED_CROSS, COOPERATIVES].map(name).to_vec();
    CovenantText::of(&Covenant::empty(YEAR, 0), vec![(id(), &article)], &[], &[], parties)
}

fn adopted(world: &World, member: &Member, body: &str) -> Covenant {
    let (on, how, by) = (today(world), "Nhất trí".into(), me(member));
    Covenant {
        adopted: Some(Adoption { round: 1, on, how, by, text: text(body) }),
        ..Covenant::empty(YEAR, 0)
    }
}

fn signature(world: &World, of: &str, body: &str) -> Signature {
    Signature {
        covenant: id(),
        year: YEAR,
        unit: unit(of),
        text: text(body).digest(),
        round: 1,
        signer: "Lương Văn Phúc".into(),
        authority: Authority::Post { post: "Chủ tịch".into() },
        signed_on: today(world),
        drawing: Drawing(vec![vec![(1, 2), (3, 4)]]),
        evidence: [].into(),
    }
}

fn state(member: &Member) -> CovenantState {
    let signatures: Vec<Signature> = member
        .of_kind(Kind::Signature)
        .into_iter()
        .filter(|row| row.void_reason().is_none())
        .filter_map(Row::typed)
        .collect();
    member.rows[&id()].typed::<Covenant>().unwrap().state(signatures.iter())
}

/// The head's office, which has adopted a text, and an officer of the red cross and of the cooperatives who know it.
async fn desks(world: &World) -> [Member; 3] {
    let mut head = Member::new(world, "ngan").await;
    let made = head.make(&adopted(world, &head, "Thi đua."));
    applied(world, &mut head, &made).await;
    let mut members = [Member::new(world, "hanh").await, Member::new(world, "khoa").await];
    for member in &mut members {
        member.exchange(world, &[]).await;
    }
    let [officer, other] = members;
    [head, officer, other]
}

#[tokio::test]
async fn two_tablets_and_an_office_sign_and_every_signature_holds() {
    let world = World::new();
    let [mut head, mut officer, mut other] = desks(&world).await;
    // Passed round, the head's tablet takes the red cross's signature, while the red cross signs in its office as well.
    let passed = head.make(&signature(&world, RED_CROSS, "Thi đua."));
    let own = officer.make(&signature(&world, RED_CROSS, "Thi đua."));
    let cooperatives = other.make(&signature(&world, COOPERATIVES, "Thi đua."));
    applied(&world, &mut head, &passed).await;
    applied(&world, &mut other, &cooperatives).await;
    let outcome = officer.hand_in(&world, &own).await;
    assert!(matches!(outcome, Outcome::Applied { .. } | Outcome::Merged { .. }), "{outcome:?}");
    for member in [&mut head, &mut officer, &mut other] {
        member.exchange(&world, &[]).await;
        assert_eq!(state(member), CovenantState::Adopted { signed: 2, of: 2 });
    }
}

#[tokio::test]
async fn i_09_a_second_signature_of_a_unit_is_kept_beside_the_first_and_seen() {
    let world = World::new();
    let [mut head, mut officer, _] = desks(&world).await;
    let first = head.make(&signature(&world, RED_CROSS, "Thi đua."));
    applied(&world, &mut head, &first).await;
    let signer = "Nguyễn Thị Hạnh".into();
    let second = officer.make(&Signature { signer, ..signature(&world, RED_CROSS, "Thi đua.") });
    let outcome = officer.hand_in(&world, &second).await;
    assert!(matches!(outcome, Outcome::Conflict { .. }), "{outcome:?}");
    officer.exchange(&world, &[]).await;
    assert_eq!(state(&officer), CovenantState::Adopted { signed: 1, of: 2 });
    let conflict = officer.of_kind(Kind::Conflict)[0].typed::<Conflict>().unwrap();
    assert_eq!((conflict.field.as_str(), conflict.in_force.value), ("signer", json!("Lương Văn Phúc")));
    assert_eq!(conflict.candidates[0].value, json!("Nguyễn Thị Hạnh"));
}

#[tokio::test]
async fn i_08_a_draft_changed_meanwhile_voids_nothing_and_another_text_voids_visibly() {
    let world = World::new();
    let [mut head, mut officer, mut other] = desks(&world).await;
    let signed = officer.make(&signature(&world, RED_CROSS, "Thi đua."));
    // Offline, the centre changes an article of the draft.
    let mut centre = Member::new(&world, "trang").await;
    centre.exchange(&world, &[]).await;
    let added =
        centre.change(new_record(), Kind::Article, Act::Insert(article("Thi đua, sôi nổi.").to_fields()));
    applied(&world, &mut officer, &signed).await;
    applied(&world, &mut centre, &added).await;
    other.exchange(&world, &[]).await;
    assert_eq!(state(&other), CovenantState::Adopted { signed: 1, of: 2 });
    // Adopted anew, with a reason, the old signature stays and counts no more.
    head.exchange(&world, &[]).await;
    let anew = adopted(&world, &head, "Thi đua, sôi nổi.");
    let silent = head.edit(id(), "adopted", json!(anew.adopted));
    assert_eq!(head.hand_in(&world, &silent).await, refused(Refusal::NeedsReason));
    let said = head.because("Thêm Điều 1", head.edit(id(), "adopted", json!(anew.adopted)));
    applied(&world, &mut head, &said).await;
    other.exchange(&world, &[]).await;
    assert_eq!(state(&other), CovenantState::Adopted { signed: 0, of: 2 });
    assert_eq!(other.of_kind(Kind::Signature).len(), 1);
    // Who has not heard of it signs what stood on the screen: kept, and seen to be under the old text.
    let old = other.make(&signature(&world, COOPERATIVES, "Thi đua."));
    applied(&world, &mut other, &old).await;
    assert_eq!(state(&other), CovenantState::Adopted { signed: 0, of: 2 });
}

#[tokio::test]
async fn i_07_a_unit_that_has_signed_changes_its_plan_no_more() {
    let world = World::new();
    let [mut head, mut officer, _] = desks(&world).await;
    let of = new_record();
    let made = head.change(of, Kind::Target, Act::Insert(target(None, Nature::Count).to_fields()));
    // The common targets stand in an adopted text.
    assert_eq!(head.hand_in(&world, &made).await, refused(Refusal::NeedsReason));
    let made = head.because("Bổ sung", made);
    applied(&world, &mut head, &made).await;
    officer.exchange(&world, &[]).await;
    let registered = officer.make(&plan(of, 20));
    applied(&world, &mut officer, &registered).await;
    let signed = officer.make(&signature(&world, RED_CROSS, "Thi đua."));
    applied(&world, &mut officer, &signed).await;
    let frozen = || refused(Refusal::Locked { lock: Lock::Signed });
    let more = officer.edit(registered.record, "full", json!("25"));
    assert_eq!(officer.hand_in(&world, &more).await, frozen());
    // Taken back, the plan is open again; signed anew, it is not.
    let silent = officer.change(signed.record, Kind::Signature, Act::Void);
    assert_eq!(officer.hand_in(&world, &silent).await, refused(Refusal::NeedsReason));
    let taken_back = officer.void(signed.record, "Ký nhầm người");
    applied(&world, &mut officer, &taken_back).await;
    let more = officer.edit(registered.record, "full", json!("25"));
    applied(&world, &mut officer, &more).await;
    let anew = officer.make(&Signature { round: 2, ..signature(&world, RED_CROSS, "Thi đua.") });
    applied(&world, &mut officer, &anew).await;
    let more = officer.edit(registered.record, "full", json!("30"));
    assert_eq!(officer.hand_in(&world, &more).await, frozen());
    assert_eq!(state(&officer), CovenantState::Adopted { signed: 1, of: 2 });
}

#[tokio::test]
async fn a_signature_waits_for_its_covenant_and_is_of_a_member_with_its_own_id() {
    let world = World::new();
    let mut officer = Member::new(&world, "hanh").await;
    officer.exchange(&world, &[]).await;
    let early = officer.make(&signature(&world, RED_CROSS, "Thi đua."));
    let waits = Outcome::Held { waiting_for: Missing::Record(id()) };
    assert_eq!(officer.hand_in(&world, &early).await, waits);
    let [mut head, ..] = desks(&world).await;
    applied(&world, &mut officer, &early).await;
    let stranger = UnitId::derived([9; 16]);
    let foreign = head.make(&Signature { unit: stranger, ..signature(&world, RED_CROSS, "Thi đua.") });
    assert_eq!(head.hand_in(&world, &foreign).await, refused(Refusal::NotMember));
    let fields = signature(&world, COOPERATIVES, "Thi đua.").to_fields();
    let misplaced = head.change(new_record(), Kind::Signature, Act::Insert(fields));
    assert_eq!(head.hand_in(&world, &misplaced).await, refused(Refusal::NotAllowed));
}

#[tokio::test]
async fn a_photographed_signature_may_send_its_photo_and_remarks_are_answered() {
    let world = World::new();
    let [mut head, mut officer, _] = desks(&world).await;
    let (size, mime, name) = (10, "image/jpeg".into(), "trang ký.jpg".into());
    let hash = shared::bytes::sha256(b"anh");
    let evidence = [Evidence::File { hash, size, mime, name }].into();
    let photographed =
        Signature { drawing: Drawing::default(), evidence, ..signature(&world, RED_CROSS, "Thi đua.") };
    let signed = officer.make(&photographed);
    applied(&world, &mut officer, &signed).await;
    let (body, answer) = ("Nên ghi rõ thời hạn.".into(), String::new());
    let remark = Remark { covenant: id(), year: YEAR, unit: unit(RED_CROSS), article: None, body, answer };
    let said = officer.change(new_record(), Kind::Remark, Act::Insert(remark.to_fields()));
    applied(&world, &mut officer, &said).await;
    head.exchange(&world, &[]).await;
    let answered = head.edit(said.record, "answer", json!("Đã ghi vào Điều 2."));
    applied(&world, &mut head, &answered).await;
    officer.exchange(&world, &[]).await;
    let answer = officer.edit(said.record, "answer", json!("Tôi tự trả lời."));
    assert_eq!(officer.hand_in(&world, &answer).await, refused(Refusal::NotAllowed));
}
