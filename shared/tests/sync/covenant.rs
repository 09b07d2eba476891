//! The covenant: which text units sign, how signatures count, and who may do what.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Value, json};
use shared::access::{Deed, Grant, Ground, Lock, Role, Subject, Viewer, may, may_decide, visible};
use shared::bytes::Sha256;
use shared::domain::{
    Adoption, Article, Authority, Covenant, CovenantState, CovenantText, Drawing, Keyed, Kind, Movement,
    MovementKind, Nature, POINTS_MAX, Party, Period, Phase, Record, Remark, Sense, Signature, Signed, Target,
    Unlock, Work, Year, problems_beside,
};
use shared::field::{Fields, Problem};
use shared::id::{PersonId, RecordId, UnitId};
use shared::order::OrderKey;
use shared::sync::{Act, Edit, Edits, Outcome, Refusal};

use crate::given::{Ledger, change, space};

const TODAY: Date = date(2024, 1, 20);

fn unit(n: u8) -> UnitId {
    UnitId::derived([n; 16])
}

fn person(n: u8) -> PersonId {
    PersonId::derived([n; 16])
}

fn draft() -> Covenant {
    Covenant { opening: "Các đơn vị thống nhất:".into(), ..Covenant::empty(2024, 0) }
}

fn article(place: &str, body: &str) -> Article {
    let order = OrderKey::try_from(place.to_owned()).unwrap();
    Article { covenant: draft().id(space()), year: 2024, order, body: body.into() }
}

fn parties(count: u8) -> Vec<Party> {
    (1..=count).map(|n| Party { unit: unit(n), name: format!("Hội số {n}") }).collect()
}

fn text() -> CovenantText {
    let articles = [article("4", "Thi đua hoàn thành các chỉ tiêu."), article("8", "Hưởng ứng phong trào.")];
    let listed = articles.iter().zip(1..).map(|(it, n)| (RecordId::derived([n; 16]), it)).collect();
    CovenantText::of(&draft(), listed, &[], &[], parties(3))
}

fn adoption(text: CovenantText) -> Adoption {
    Adoption { round: 1, on: TODAY, how: "Nhất trí".into(), by: person(7), text }
}

fn adopted() -> Covenant {
    Covenant { adopted: Some(adoption(text())), ..draft() }
}

fn signature(n: u8, of: Sha256) -> Signature {
    Signature {
        covenant: draft().id(space()),
        year: 2024,
        unit: unit(n),
        text: of,
        round: 1,
        signer: "Lương Văn Phúc".into(),
        authority: Authority::Post { post: "Chủ tịch".into() },
        signed_on: TODAY,
        drawing: Drawing(vec![vec![(10, 20), (30, 25)]]),
        evidence: [].into(),
    }
}

fn problems(record: &impl Record, kind: Kind) -> Vec<(String, Problem)> {
    let found = kind.spec().unwrap().problems(&record.to_fields());
    found.into_iter().map(|error| (error.field, error.problem)).collect()
}

type Alter = fn(&mut CovenantText);

#[test]
fn i_08_every_comma_of_a_text_makes_another_one() {
    let plain = text();
    let changes: [(&str, Alter); 12] = [
        ("year", |it| it.year = 2025),
        ("part", |it| it.part = 1),
        ("basis", |it| it.basis = "Căn cứ Quyết định số 1197/QĐ-UBND".into()),
        ("opening", |it| it.opening = "Các đơn vị, thống nhất:".into()),
        ("an article", |it| it.articles[0].push(',')),
        ("the order of articles", |it| it.articles.swap(0, 1)),
        ("a movement", |it| it.movements.push("Tết Nhân ái".into())),
        ("closing", |it| it.closing = "Cam kết thực hiện.".into()),
        ("period", |it| it.period = Some(Period { from: TODAY, to: TODAY })),
        ("day", |it| it.dated = Some(TODAY)),
        ("copies", |it| it.copies = Some(12)),
        ("a party", |it| it.parties[2].name = "Hiệp hội số 3".into()),
    ];
    for (what, change) in changes {
        let mut other = plain.clone();
        change(&mut other);
        assert_ne!(other.digest(), plain.digest(), "{what}");
    }
    assert_eq!(text().digest(), plain.digest());
    // Through storage and back it is the same text.
    let stored: CovenantText = serde_json::from_str(&serde_json::to_string(&plain).unwrap()).unwrap();
    assert_eq!(stored.digest(), plain.digest());
}

#[test]
fn a_text_is_made_of_its_draft_in_order() {
    let (first, second) = (article("8", "Hai."), article("4", "Một."));
    let target = Target {
        year: 2024,
        unit: None,
        name: "Hiến máu".into(),
        measure: "đơn vị máu".into(),
        nature: Nature::Count,
        sense: Sense::Higher,
        order: 1,
        note: String::new(),
    };
    let [launched_by, document, note] = [const { String::new() }; 3];
    let (name, kind, period, signed_on) = ("Tết Nhân ái".into(), MovementKind::Movement, None, None);
    let movement = Movement { year: 2024, name, kind, launched_by, period, document, signed_on, note };
    let listed = || vec![(RecordId::derived([1; 16]), &first), (RecordId::derived([2; 16]), &second)];
    let full = CovenantText::of(&draft(), listed(), &[&target], &[&movement], parties(1));
    assert_eq!(full.articles, ["Một.", "Hai."]);
    assert_eq!((full.targets.len(), full.movements.as_slice()), (1, ["Tết Nhân ái".to_owned()].as_slice()));
    let bare = Covenant { with_targets: false, with_movements: false, ..draft() };
    let bare = CovenantText::of(&bare, listed(), &[&target], &[&movement], parties(1));
    assert!(bare.targets.is_empty() && bare.movements.is_empty());
}

#[test]
fn i_09_k_of_n_counts_each_party_once_and_only_under_the_adopted_text() {
    let hash = text().digest();
    let other = CovenantText { closing: "Khác.".into(), ..text() }.digest();
    let state = |signatures: &[Signature]| adopted().state(signatures.iter());
    let of = |signed| CovenantState::Adopted { signed, of: 3 };
    assert_eq!(draft().state([signature(1, hash)].iter()), CovenantState::Draft);
    assert_eq!(state(&[]), of(0));
    assert_eq!(state(&[signature(1, hash), signature(2, hash)]), of(2));
    assert_eq!(state(&[signature(1, hash), signature(1, hash)]), of(1));
    assert_eq!(state(&[signature(1, hash), signature(2, other)]), of(1));
    // Who is no party cannot fill a place.
    assert_eq!(state(&[signature(9, hash)]), of(0));
    let signed = |n: u8, signatures: &[Signature]| Signed::of(unit(n), hash, signatures.iter());
    assert_eq!(signed(1, &[signature(1, other)]), Signed::Another);
    assert_eq!(signed(1, &[signature(1, other), signature(1, hash)]), Signed::This);
    assert_eq!(signed(2, &[signature(1, hash)]), Signed::Nothing);
}

#[test]
fn a_signature_has_a_name_an_authority_and_a_mark() {
    let good = || signature(1, text().digest());
    let with = |change: fn(&mut Signature)| {
        let mut it = good();
        change(&mut it);
        problems(&it, Kind::Signature)
    };
    let one = |field: &str, problem| vec![(field.to_owned(), problem)];
    assert_eq!(problems(&good(), Kind::Signature), []);
    assert_eq!(with(|it| it.signer = " ".into()), one("signer", Problem::Blank));
    let post = |it: &mut Signature| it.authority = Authority::Post { post: String::new() };
    assert_eq!(with(post), one("authority", Problem::Blank));
    let mandate =
        |it: &mut Signature| it.authority = Authority::Mandate { number: " ".into(), post: "Phó".into() };
    assert_eq!(with(mandate), one("authority", Problem::Blank));
    assert_eq!(with(|it| it.drawing = Drawing::default()), one("drawing", Problem::Blank));
    assert_eq!(with(|it| it.drawing = Drawing(vec![vec![]])), one("drawing", Problem::Blank));
    assert_eq!(with(|it| it.drawing = Drawing(vec![vec![(2001, 0)]])), one("drawing", Problem::OutOfRange));
    let long = with(|it| it.drawing = Drawing(vec![vec![(1, 1); POINTS_MAX + 1]]));
    assert_eq!(long, one("drawing", Problem::TooMany { max: POINTS_MAX, is: POINTS_MAX + 1 }));
    assert_eq!(with(|it| it.round = 0), one("round", Problem::OutOfRange));
    assert_eq!(with(|it| it.signed_on = date(2022, 1, 1)), one("signed_on", Problem::OutOfRange));
    // I-11: signed at the conference of the year before.
    assert_eq!(with(|it| it.signed_on = date(2023, 12, 13)), []);
}

#[test]
fn what_is_adopted_is_a_whole_text_of_its_covenant() {
    let with = |change: fn(&mut Adoption)| {
        let mut adoption = adoption(text());
        change(&mut adoption);
        problems(&Covenant { adopted: Some(adoption), ..draft() }, Kind::Covenant)
    };
    let one = |problem| vec![("adopted".to_owned(), problem)];
    assert_eq!(with(|_| ()), []);
    assert_eq!(with(|it| it.text.articles.clear()), one(Problem::Blank));
    assert_eq!(with(|it| it.text.parties.clear()), one(Problem::Blank));
    assert_eq!(with(|it| it.text.part = 1), one(Problem::OutOfRange));
    assert_eq!(with(|it| it.text.year = 2023), one(Problem::OutOfRange));
    assert_eq!(with(|it| it.round = 0), one(Problem::OutOfRange));
    assert_eq!(with(|it| it.how = String::new()), one(Problem::Blank));
    assert_eq!(with(|it| it.text.articles[0] = " ".into()), one(Problem::Blank));
    assert_eq!(with(|it| it.text.closing = "a\u{301}".into()), one(Problem::NotClean));
    let long = with(|it| it.text.closing = "x".repeat(30_000));
    assert!(matches!(long.as_slice(), [(_, Problem::TooLong { max: 30_000, .. })]), "{long:?}");
    let backwards = Period { from: date(2024, 12, 31), to: date(2024, 1, 1) };
    let problem = problems(&Covenant { period: Some(backwards), ..draft() }, Kind::Covenant);
    assert_eq!(problem, [("period".to_owned(), Problem::EndsBeforeStart)]);
}

#[test]
fn i_11_what_belongs_to_a_covenant_is_of_its_year_whenever_it_is_signed() {
    let fields = draft().to_fields();
    let beside = |kind: Kind, record: Fields, other: (Kind, &Fields)| {
        problems_beside(kind, &record, other).into_iter().map(|it| it.field).collect::<Vec<_>>()
    };
    let article = |year| Article { year, ..article("4", "Một.") }.to_fields();
    assert_eq!(beside(Kind::Article, article(2024), (Kind::Covenant, &fields)), [""; 0]);
    assert_eq!(beside(Kind::Article, article(2023), (Kind::Covenant, &fields)), ["covenant"]);
    assert_eq!(beside(Kind::Article, article(2024), (Kind::Target, &fields)), ["covenant"]);
    let late = Signature { year: 2023, ..signature(1, text().digest()) };
    assert_eq!(beside(Kind::Signature, late.to_fields(), (Kind::Covenant, &fields)), ["covenant"]);
}

fn viewer(role: Role, n: u8) -> Viewer {
    let grant = Grant { role, space: Some(space()), unit: Some(unit(n)) };
    Viewer { person: person(7), grants: vec![grant] }
}

fn judge(
    viewer: &Viewer,
    kind: Kind,
    act: &Act,
    fields: &Fields,
    reason: Option<&str>,
) -> Result<(), Refusal> {
    let mut year = Year::empty(2024);
    year.set_period(Phase::Signing, Some(Period { from: date(2024, 1, 10), to: date(2024, 1, 24) }));
    let ground = Ground { year: Some(year), ..Ground::open(TODAY) };
    judge_on(&ground, viewer, kind, act, fields, reason)
}

fn judge_on(
    ground: &Ground,
    viewer: &Viewer,
    kind: Kind,
    act: &Act,
    fields: &Fields,
    reason: Option<&str>,
) -> Result<(), Refusal> {
    let subject = Subject::of(space(), false, kind, fields);
    may(viewer, Deed { subject: &subject, act, fields, reason }, ground)
}

fn edit(field: &str, after: Value) -> Act {
    Act::Patch(Edits::from([(field.to_owned(), Edit { before: Value::Null, after })]))
}

#[test]
fn the_heads_office_writes_and_adopts_and_says_why_it_adopts_anew() {
    let [head, officer] = [viewer(Role::HeadOffice, 1), viewer(Role::Officer, 2)];
    let (draft, adopted) = (draft().to_fields(), adopted().to_fields());
    let insert = |fields: &Fields| Act::Insert(fields.clone());
    let said = |by: u8| json!(Adoption { by: person(by), ..adoption(text()) });
    let none: Option<&str> = None;
    let no = || Err(Refusal::NotAllowed);
    let cases = [
        (&head, insert(&draft), &draft, none, Ok(())),
        (&head, insert(&adopted), &adopted, none, Ok(())),
        (&officer, insert(&draft), &draft, none, no()),
        (&head, edit("closing", json!("Cam kết.")), &draft, none, Ok(())),
        (&officer, edit("closing", json!("Cam kết.")), &draft, none, no()),
        (&head, edit("closing", json!("Cam kết.")), &adopted, none, Ok(())),
        (&head, edit("adopted", said(7)), &draft, none, Ok(())),
        // Nobody adopts in another's name.
        (&head, edit("adopted", said(6)), &draft, none, no()),
        (&head, edit("adopted", said(7)), &adopted, none, Err(Refusal::NeedsReason)),
        (&head, edit("adopted", said(7)), &adopted, Some("Sửa Điều 2"), Ok(())),
        (&head, edit("adopted", Value::Null), &adopted, none, Err(Refusal::NeedsReason)),
        (&head, edit("adopted", Value::Null), &adopted, Some("Thông qua nhầm"), Ok(())),
        // Made again by somebody who did not know of it, it does not get round the reason.
        (
            &head,
            insert(&Fields::from([("adopted".to_owned(), said(7))])),
            &adopted,
            none,
            Err(Refusal::NeedsReason),
        ),
        (&head, Act::Void, &draft, Some("Thôi"), no()),
    ];
    for (viewer, act, fields, reason, expected) in cases {
        assert_eq!(judge(viewer, Kind::Covenant, &act, fields, reason), expected, "{act:?} {reason:?}");
    }
    let article = article("4", "Một.").to_fields();
    assert_eq!(judge(&head, Kind::Article, &insert(&article), &article, None), Ok(()));
    assert_eq!(judge(&officer, Kind::Article, &insert(&article), &article, None), no());
    assert_eq!(judge(&head, Kind::Article, &Act::Void, &article, None), Err(Refusal::NeedsReason));
    let subject = Subject::of(space(), false, Kind::Covenant, &adopted);
    let decide = |value: &Value| may_decide(person(7), &subject, ("adopted", value), &Ground::open(TODAY));
    assert_eq!((decide(&said(7)), decide(&Value::Null)), (no(), Ok(())));
}

#[test]
fn a_unit_says_its_own_word_and_the_heads_office_answers() {
    let [head, officer, stranger] =
        [viewer(Role::HeadOffice, 1), viewer(Role::Officer, 2), viewer(Role::Officer, 3)];
    let remark = Remark {
        covenant: draft().id(space()),
        year: 2024,
        unit: unit(2),
        article: None,
        body: "Điều 2 nên ghi rõ thời hạn.".into(),
        answer: String::new(),
    };
    let fields = remark.to_fields();
    let insert = Act::Insert(fields.clone());
    let answered = Act::Insert(Remark { answer: "Đã ghi.".into(), ..remark }.to_fields());
    let no = || Err(Refusal::NotAllowed);
    let cases = [
        (&officer, insert.clone(), None, Ok(())),
        (&stranger, insert.clone(), None, no()),
        (&head, insert, None, no()),
        (&officer, answered, None, no()),
        (&officer, edit("body", json!("Thôi.")), None, Ok(())),
        (&head, edit("body", json!("Thôi.")), None, no()),
        (&head, edit("answer", json!("Đã ghi.")), None, Ok(())),
        (&officer, edit("answer", json!("Đã ghi.")), None, no()),
        (&officer, Act::Void, None, Err(Refusal::NeedsReason)),
        (&officer, Act::Void, Some("Đã rõ"), Ok(())),
        (&stranger, Act::Void, Some("Đã rõ"), no()),
    ];
    for (viewer, act, reason, expected) in cases {
        assert_eq!(judge(viewer, Kind::Remark, &act, &fields, reason), expected, "{act:?}");
    }
}

#[test]
fn a_signature_is_given_in_time_and_taken_back_with_a_reason() {
    let [head, officer, stranger] =
        [viewer(Role::HeadOffice, 1), viewer(Role::Leader, 2), viewer(Role::Officer, 3)];
    let fields = signature(2, text().digest()).to_fields();
    let insert = || Act::Insert(fields.clone());
    let no = || Err(Refusal::NotAllowed);
    let judged = |viewer: &Viewer, act: Act, reason| judge(viewer, Kind::Signature, &act, &fields, reason);
    assert_eq!(judged(&officer, insert(), None), Ok(()));
    // The tablet that is passed round is the head's office's.
    assert_eq!(judged(&head, insert(), None), Ok(()));
    assert_eq!(judged(&stranger, insert(), None), no());
    assert_eq!(judged(&officer, edit("signer", json!("Ai đó")), Some("Nhầm")), no());
    assert_eq!(judged(&officer, Act::Void, None), Err(Refusal::NeedsReason));
    assert_eq!(judged(&officer, Act::Void, Some("Ký nhầm")), Ok(()));
    assert_eq!(judged(&officer, Act::Restore, Some("Không nhầm")), no());
    let mut year = Year::empty(2024);
    let period = Period { from: date(2024, 1, 10), to: date(2024, 1, 19) };
    year.set_period(Phase::Signing, Some(period));
    let mut late = Ground { year: Some(year), ..Ground::open(TODAY) };
    let past = Err(Refusal::Locked { lock: Lock::PastDeadline { work: Work::Covenant, last: period.to } });
    let on = |ground: &Ground, viewer: &Viewer, reason| {
        judge_on(ground, viewer, Kind::Signature, &insert(), &fields, reason)
    };
    assert_eq!(on(&late, &officer, None), past);
    assert_eq!(on(&late, &head, None), Err(Refusal::NeedsReason));
    assert_eq!(on(&late, &head, Some("Bão số 3")), Ok(()));
    let reason = "Ký muộn".into();
    late.unlocks.push(Unlock { unit: unit(2), year: 2024, work: Work::Covenant, until: TODAY, reason });
    assert_eq!(on(&late, &officer, None), Ok(()));
}

#[test]
fn i_07_registered_targets_freeze_when_the_unit_signs() {
    let mut ground = Ground { signed: [unit(1)].into(), adopted: true, ..Ground::open(TODAY) };
    assert_eq!(ground.lock(Work::Registration, unit(1)), Some(Lock::Signed));
    assert_eq!(ground.lock(Work::Registration, unit(2)), None);
    assert_eq!(ground.lock(Work::HalfFigures, unit(1)), None);
    assert_eq!(ground.common(), Some(Lock::Adopted));
    let reason = "Ghi nhầm".into();
    let unlock = Unlock { unit: unit(1), year: 2024, work: Work::Registration, until: TODAY, reason };
    ground.unlocks.push(unlock);
    assert_eq!(ground.lock(Work::Registration, unit(1)), None);
    assert_eq!(Ground::open(TODAY).common(), None);
}

#[test]
fn everybody_in_the_cluster_sees_who_has_signed() {
    let stranger = Viewer { person: person(1), grants: Vec::new() };
    let records = [
        (Kind::Covenant, draft().to_fields()),
        (Kind::Article, article("4", "Một.").to_fields()),
        (Kind::Signature, signature(1, text().digest()).to_fields()),
    ];
    for (kind, fields) in records {
        let subject = Subject::of(space(), false, kind, &fields);
        assert!(visible(&subject, &viewer(Role::Officer, 9)), "{kind:?}");
        assert!(!visible(&subject, &stranger), "{kind:?}");
    }
}

#[test]
fn a_text_that_two_adopt_apart_voids_nothing_until_a_person_decides() {
    let mut ledger = Ledger::empty();
    let make = |n: u8, who: u8, covenant: &Covenant| {
        let act = Act::Insert(covenant.to_fields());
        let id = covenant.id(space());
        shared::sync::Change { record: id, kind: Kind::Covenant, ..change(n, who, act) }
    };
    ledger.take(&make(1, 1, &adopted())).unwrap();
    let other = CovenantText { closing: "Khác, một dấu phẩy.".into(), ..text() };
    let apart = Covenant { adopted: Some(Adoption { by: person(8), ..adoption(other.clone()) }), ..draft() };
    let outcome = ledger.take(&make(2, 2, &apart)).unwrap();
    assert!(matches!(outcome, Outcome::Conflict { .. }), "{outcome:?}");
    let held = Covenant::from_fields(&ledger.record.as_ref().unwrap().fields).unwrap();
    let hash = text().digest();
    assert_eq!(held.adopted.as_ref().unwrap().text.digest(), hash);
    let signatures = [signature(1, hash), signature(2, other.digest())];
    assert_eq!(held.state(signatures.iter()), CovenantState::Adopted { signed: 1, of: 3 });
    // Decided for the other text, the other signature counts, and the first is still there to be seen.
    let decided = Covenant { adopted: apart.adopted, ..held };
    assert_eq!(decided.state(signatures.iter()), CovenantState::Adopted { signed: 1, of: 3 });
    let text = other.digest();
    assert_eq!(Signed::of(unit(1), text, signatures.iter()), Signed::Another);
}

proptest! {
    #[test]
    fn how_many_have_signed_depends_neither_on_order_nor_on_repeats(
        signed in prop::collection::vec((1_u8..8, any::<bool>()), 0..20),
        seed in any::<u64>(),
    ) {
        let (hash, other) = (text().digest(), CovenantText { year: 2023, ..text() }.digest());
        let of = |(n, is_this): &(u8, bool)| signature(*n, if *is_this { hash } else { other });
        let signatures: Vec<Signature> = signed.iter().map(of).collect();
        let mut shuffled: Vec<_> = signatures.iter().chain(signatures.first()).collect();
        shuffled.rotate_left(usize::try_from(seed % 7).unwrap() % signatures.len().max(1));
        let expected: std::collections::BTreeSet<u8> =
            signed.iter().filter(|(n, is_this)| *is_this && *n <= 3).map(|(n, _)| *n).collect();
        let state = CovenantState::Adopted { signed: expected.len(), of: 3 };
        prop_assert_eq!(adopted().state(signatures.iter()), state);
        prop_assert_eq!(adopted().state(shuffled.into_iter()), state);
    }
}
