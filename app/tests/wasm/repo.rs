//! The repository over a real database, without a server: the test's own web server answers in its place, which is
//! just what a captive portal does.

use std::collections::BTreeSet;

use app::device::{AccountCard, Device};
use app::repo::types::{ActivityQuery, HeldLine, Link, SaveError, Stage, Standing};
use app::repo::{Repo, in_one_piece};
use app::store::IdbStore;
use jiff::civil::date;
use serde_json::json;
use shared::access::{Grant, Role, Viewer};
use shared::api::{Session, SpaceCard};
use shared::bytes::Hex;
use shared::domain::{Activity, Evidence, HeldChange, Kind, Record, Summary};
use shared::id::{
    ChangeId, DeviceId, Epoch, Lineage, PersonId, RecordId, Revision, ServerId, SpaceId, UnitId,
};
use shared::sync::store::{Batch, OutboxKey, OutboxState, Store};
use shared::sync::{Act, Depth, Missing, Refusal, Row, Segment};
use shared::time::Timestamp;
use wasm_bindgen_test::wasm_bindgen_test;

use super::store::KEY;

pub(super) fn space() -> SpaceId {
    SpaceId::derived([5; 16])
}

pub(super) fn unit() -> UnitId {
    UnitId::derived([6; 16])
}

pub(super) fn activity(title: &str, day: i8) -> Activity {
    Activity {
        unit: unit(),
        year: 2024,
        title: title.to_owned(),
        held_on: date(2024, 11, day),
        place: "Cao Lãnh".to_owned(),
        movement: String::new(),
        participants: None,
        body: String::new(),
        tags: BTreeSet::new(),
        movements: [].into(),
        tasks: [].into(),
        targets: [].into(),
        evidence: BTreeSet::new(),
        source: String::new(),
    }
}

fn session(person: PersonId, login: &str) -> Session {
    let grant = Grant { role: Role::Officer, space: Some(space()), unit: Some(unit()) };
    Session {
        viewer: Viewer { person, grants: vec![grant] },
        name: format!("Người {login}"),
        login: login.to_owned(),
        unit: Some(unit()),
        post: "Cán bộ".to_owned(),
        device: DeviceId::derived([9; 16]),
        lineage: Lineage { server: ServerId::derived([1; 16]), epoch: Epoch(1) },
        directory: SpaceId::derived([4; 16]),
        spaces: vec![SpaceCard { id: space(), depth: Depth::Full }],
        expires: Timestamp::from_millis(0),
        now: Timestamp::from_millis(0),
    }
}

/// A device on which this person has signed in once.
pub(super) async fn device_of(number: u8) -> AccountCard {
    let person = PersonId::derived([number; 16]);
    let login = format!("nguoi-{number}");
    let card = AccountCard {
        login: login.clone(),
        name: login.clone(),
        post: String::new(),
        unit: String::new(),
        person,
        key: Hex(KEY),
    };
    app::store::delete(&card.database()).await.unwrap();
    let device = Device::open().await.unwrap();
    let card = device.keep_account(card).await.unwrap();
    device.set_current(Some(&login)).await.unwrap();
    let store = IdbStore::open(&card.database(), &card.key.0).await.unwrap();
    let note = serde_json::to_value(session(person, &login)).unwrap();
    store
        .commit(Batch { notes: vec![("session".to_owned(), Some(note))], ..Batch::default() })
        .await
        .unwrap();
    card
}

pub(super) async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..400 {
        if is_so() {
            return;
        }
        app::clock::pause(25).await;
    }
    panic!("never: {what}");
}

pub(super) async fn opened() -> Repo {
    let repo = Repo::start(in_one_piece);
    until("ready", || repo.stage() == Stage::Ready).await;
    repo
}

fn titles(repo: &Repo, query: &ActivityQuery) -> Vec<String> {
    repo.activities(query).iter().map(|line| line.title.clone()).collect()
}

#[wasm_bindgen_test]
async fn what_is_saved_is_listed_counted_and_there_at_the_next_start() {
    device_of(11).await;
    let repo = opened().await;
    repo.keep_draft("activity/new", json!({ "title": "Hiến" })).await.unwrap();
    assert_eq!(repo.losses().drafts, 1);
    let id = repo.make(space(), &activity("Hiến máu", 23), None, Some("activity/new")).await.unwrap();
    repo.make(space(), &activity("Nhà tình thương", 25), None, None).await.unwrap();
    assert_eq!(repo.drafts(), [], "the draft goes with the save");
    assert_eq!(
        titles(&repo, &ActivityQuery::of(space())),
        ["Nhà tình thương", "Hiến máu"],
        "newest day first"
    );
    assert_eq!(repo.chip().waiting, 2);

    let (before, view) = repo.activity(space(), id).unwrap();
    assert_eq!((view.standing, view.rev), (Standing::Waiting, None));
    let after = Activity { title: "Hiến máu đợt 2".to_owned(), ..before.clone() };
    repo.edit(space(), id, &view.opened(before.clone()), &after, None, None).await.unwrap();
    assert_eq!(
        repo.edit(space(), id, &view.opened(before.clone()), &before, None, None).await,
        Err(SaveError::NothingChanged)
    );
    repo.void(space(), id, "Ghi trùng").await.unwrap();
    assert_eq!(titles(&repo, &ActivityQuery::of(space())), ["Nhà tình thương"]);
    let with_void = ActivityQuery { with_void: true, ..ActivityQuery::of(space()) };
    assert_eq!(titles(&repo, &with_void).len(), 2);
    let chain: Vec<_> = repo.outbox().into_iter().filter(|line| line.change.record == id).collect();
    let ids: Vec<_> = chain.iter().map(|line| Some(line.change.id)).collect();
    let follows: Vec<_> = chain.iter().map(|line| line.change.follows).collect();
    assert_eq!(follows, [&[None], &ids[..2]].concat(), "each change follows the one before");

    let again = opened().await;
    until("read", || again.chip().waiting == 4).await;
    assert_eq!(titles(&again, &with_void), titles(&repo, &with_void));
    let (_, view) = again.activity(space(), id).unwrap();
    assert_eq!(view.void.as_deref(), Some("Ghi trùng"));
}

#[wasm_bindgen_test]
async fn every_change_is_signed_and_carries_who_and_where() {
    device_of(12).await;
    let repo = opened().await;
    repo.make(space(), &activity("Hiến máu", 23), None, None).await.unwrap();
    let identity = Device::open().await.unwrap().identity().await.unwrap();
    let line = repo.outbox().pop().unwrap();
    assert!(line.change.is_signed_by(&identity.key().verifying_key()));
    assert_eq!((line.change.author, line.change.unit), (PersonId::derived([12; 16]), Some(unit())));
    assert_eq!(line.change.device, identity.id);
}

#[wasm_bindgen_test]
async fn bad_input_is_refused_with_its_field_and_nothing_is_queued() {
    device_of(13).await;
    let repo = opened().await;
    let cases = [
        (Activity { title: " ".to_owned(), ..activity("", 1) }, "title"),
        (activity(&"a".repeat(201), 1), "title"),
        (Activity { place: "Ho\u{300}a".to_owned(), ..activity("NFD", 1) }, "place"),
        (Activity { held_on: date(1999, 1, 1), ..activity("xưa", 1) }, "held_on"),
    ];
    for (bad, field) in cases {
        match repo.make(space(), &bad, None, None).await {
            Err(SaveError::Invalid(errors)) => {
                assert_eq!(errors.first().map(|error| error.field.as_str()), Some(field));
            }
            other => panic!("{field}: {other:?}"),
        }
    }
    let foreign = Activity { unit: UnitId::derived([99; 16]), ..activity("của đơn vị khác", 1) };
    assert_eq!(repo.make(space(), &foreign, None, None).await, Err(SaveError::Refused(Refusal::NotAllowed)));
    assert_eq!(repo.outbox(), []);
}

#[wasm_bindgen_test]
async fn a_portal_is_known_and_nothing_leaves_the_outbox() {
    device_of(14).await;
    let repo = opened().await;
    repo.make(space(), &activity("Hiến máu", 23), None, None).await.unwrap();
    repo.send_now();
    until("portal", || repo.chip().link == Link::Portal).await;
    assert_eq!(repo.chip().waiting, 1);
    assert_eq!(repo.outbox().len(), 1);
}

#[wasm_bindgen_test]
async fn two_tabs_show_the_same() {
    device_of(15).await;
    let (one, two) = (opened().await, opened().await);
    let id = one.make(space(), &activity("Ghi ở thẻ một", 3), None, None).await.unwrap();
    until("the other tab follows", || two.activity(space(), id).is_some()).await;
    let (before, view) = two.activity(space(), id).unwrap();
    let after = Activity { title: "Sửa ở thẻ hai".to_owned(), ..before.clone() };
    two.edit(space(), id, &view.opened(before), &after, None, None).await.unwrap();
    until("and back", || one.activity(space(), id).is_some_and(|(held, _)| held == after)).await;
    assert_eq!((one.chip().waiting, two.chip().waiting), (2, 2));
    two.keep_draft("activity/new", json!("nháp")).await.unwrap();
    until("drafts as well", || one.losses().drafts == 1).await;
}

#[wasm_bindgen_test]
async fn a_refused_change_can_be_handed_in_again_or_withdrawn() {
    let card = device_of(16).await;
    let store = IdbStore::open(&card.database(), &card.key.0).await.unwrap();
    let repo = opened().await;
    repo.make(space(), &activity("Một", 1), None, None).await.unwrap();
    repo.make(space(), &activity("Hai", 2), None, None).await.unwrap();
    let keys: Vec<_> = repo.outbox().iter().map(|line| line.key).collect();
    let refused = OutboxState::Refused { reason: Refusal::NeedsReason, at: Timestamp::from_millis(1) };
    let settle = keys.iter().map(|key| (*key, refused.clone())).collect();
    store.commit(Batch { settle, ..Batch::default() }).await.unwrap();

    let repo = opened().await;
    until("refused", || repo.chip().refused == 2 && repo.chip().waiting == 0).await;
    repo.retry(keys[0], Some("Nhập nhầm đơn vị")).await.unwrap();
    repo.withdraw(keys[1]).await.unwrap();
    assert_eq!((repo.chip().waiting, repo.chip().refused), (1, 0));
    let left = store.outbox(OutboxKey::default(), 10).await.unwrap();
    assert_eq!(
        left.iter().map(|row| row.change.reason.as_deref()).collect::<Vec<_>>(),
        [Some("Nhập nhầm đơn vị")]
    );
    let identity = Device::open().await.unwrap().identity().await.unwrap();
    assert!(left.iter().all(|row| row.change.is_signed_by(&identity.key().verifying_key())));
    assert_eq!(store.sent(OutboxKey::default(), 10).await.unwrap(), []);
    assert_eq!(repo.sent_today(usize::MAX), [], "what was withdrawn was not sent");
}

#[wasm_bindgen_test]
async fn search_ignores_marks_and_filters_add_up() {
    let card = device_of(17).await;
    let store = IdbStore::open(&card.database(), &card.key.0).await.unwrap();
    let row = |n: u8, title: &str, unit: UnitId| Row {
        id: RecordId::derived([n; 16]),
        kind: Kind::Activity,
        rev: Revision(u64::from(n)),
        fields: Activity { unit, ..activity(title, i8::try_from(n).unwrap()) }.to_fields(),
        by: None,
    };
    let other = UnitId::derived([7; 16]);
    let rows = vec![
        row(1, "Hiến máu nhân đạo", unit()),
        row(2, "Đồng Tháp xanh", other),
        row(3, "HÒA giải", unit()),
    ];
    let segment = Some(Segment { space: space(), rows, swept: Vec::new() });
    store.commit(Batch { segment, ..Batch::default() }).await.unwrap();
    let repo = opened().await;
    let all = ActivityQuery::of(space());
    until("read", || repo.activities(&all).len() == 3).await;
    let cases = [
        ("hoa", vec!["HÒA giải"]),
        ("hoà", vec!["HÒA giải"]),
        ("dong thap", vec!["Đồng Tháp xanh"]),
        ("thap đồng", vec!["Đồng Tháp xanh"]),
        ("cao lanh", vec!["HÒA giải", "Đồng Tháp xanh", "Hiến máu nhân đạo"]),
        ("hien mau xanh", vec![]),
        ("  ", vec!["HÒA giải", "Đồng Tháp xanh", "Hiến máu nhân đạo"]),
    ];
    for (text, expected) in cases {
        assert_eq!(
            titles(&repo, &ActivityQuery { text: text.to_owned(), ..all.clone() }),
            expected,
            "{text}"
        );
    }
    // Letter by letter, as it is typed, with what comes in between, and back again.
    let typed = |text: &str| titles(&repo, &ActivityQuery { text: text.to_owned(), ..all.clone() });
    assert_eq!(typed("h"), ["HÒA giải", "Đồng Tháp xanh", "Hiến máu nhân đạo"]);
    assert_eq!(typed("hi"), ["Hiến máu nhân đạo"]);
    let other_unit = ActivityQuery { unit: Some(other), text: "hi".to_owned(), ..all.clone() };
    assert_eq!(titles(&repo, &other_unit), Vec::<String>::new());
    assert_eq!(typed("hi"), ["Hiến máu nhân đạo"]);
    repo.make(space(), &activity("Hiếu học", 8), None, None).await.unwrap();
    assert_eq!(typed("hie"), ["Hiếu học", "Hiến máu nhân đạo"]);
    assert_eq!(typed("hien m"), ["Hiến máu nhân đạo"]);
    assert_eq!(typed("h").len(), 4);
    assert_eq!(titles(&repo, &ActivityQuery { unit: Some(other), ..all.clone() }), ["Đồng Tháp xanh"]);
    assert_eq!(titles(&repo, &ActivityQuery { year: Some(2023), ..all.clone() }), Vec::<String>::new());
    let waiting = ActivityQuery { standing: Some(Standing::Waiting), ..all.clone() };
    assert_eq!(titles(&repo, &waiting), ["Hiếu học"]);
    repo.make(space(), &activity("Mới ghi", 9), None, None).await.unwrap();
    assert_eq!(titles(&repo, &waiting), ["Mới ghi", "Hiếu học"]);
}

#[wasm_bindgen_test]
async fn what_has_waited_too_long_is_told_with_its_record_and_the_oldest_first() {
    let card = device_of(21).await;
    let store = IdbStore::open(&card.database(), &card.key.0).await.unwrap();
    let known = RecordId::derived([1; 16]);
    let held = |n: u8, record: RecordId| HeldChange {
        change: ChangeId::derived([n; 16]),
        author: PersonId::derived([21; 16]),
        device_name: String::new(),
        record,
        kind: Kind::Activity,
        waiting_for: Missing::Record(record),
        since: Timestamp::from_millis(i64::from(n)),
    };
    let (first, second) = (held(2, known), held(3, RecordId::derived([2; 16])));
    let row = |id: RecordId, kind, fields| Row { id, kind, rev: Revision(1), fields, by: None };
    let summary = |year, held| {
        let fields = Summary { held: vec![held], ..Summary::empty(unit(), year) }.to_fields();
        row(Summary::id(space(), unit(), year), Kind::Summary, fields)
    };
    let rows = vec![
        summary(2024, second.clone()),
        summary(2025, first.clone()),
        row(known, Kind::Activity, activity("Hiến máu", 1).to_fields()),
    ];
    let segment = Some(Segment { space: space(), rows, swept: Vec::new() });
    store.commit(Batch { segment, ..Batch::default() }).await.unwrap();
    let repo = opened().await;
    until("read", || repo.held(space()).len() == 2).await;
    let line = |title: &str, held| HeldLine { unit: unit(), title: title.to_owned(), held };
    assert_eq!(repo.held(space()), [line("Hiến máu", first), line("", second)]);
}

#[wasm_bindgen_test]
async fn another_person_sees_counts_and_nothing_else() {
    let first = device_of(18).await;
    let repo = opened().await;
    repo.make(space(), &activity("Chỉ của người thứ nhất", 1), None, None).await.unwrap();
    device_of(19).await;
    let repo = opened().await;
    assert_eq!(titles(&repo, &ActivityQuery::of(space())), Vec::<String>::new());
    until("counted", || repo.people_here().iter().any(|person| person.login == first.login)).await;
    let people = repo.people_here();
    let known = people.iter().find(|person| person.login == first.login).unwrap();
    assert_eq!((known.waiting, known.refused), (1, 0));
    repo.switch_person(&first.login).await.unwrap();
    assert_eq!(repo.session().map(|session| session.login), Some(first.login));
    assert_eq!(titles(&repo, &ActivityQuery::of(space())), ["Chỉ của người thứ nhất"]);
}

#[wasm_bindgen_test]
async fn a_file_goes_with_the_draft_that_alone_named_it() {
    device_of(20).await;
    let repo = opened().await;
    let pdf = || {
        let parts = js_sys::Array::of1(&"%PDF-1.7 biên bản".into());
        web_sys::File::new_with_str_sequence(&parts, "biên bản.pdf").unwrap()
    };
    let evidence = repo.attach(space(), pdf()).await.unwrap();
    let Evidence::File { hash, mime, name, .. } = &evidence else { panic!("{evidence:?}") };
    assert_eq!((mime.as_str(), name.as_str()), ("application/pdf", "biên bản.pdf"));
    assert_eq!(repo.losses().files, 1);
    let draft = json!({ "evidence": [evidence] });
    repo.keep_draft("activity/new", draft.clone()).await.unwrap();
    repo.drop_draft("activity/new").await.unwrap();
    assert_eq!(repo.losses().files, 0, "nothing names it any more");

    repo.attach(space(), pdf()).await.unwrap();
    repo.keep_draft("activity/new", draft).await.unwrap();
    let named = Activity { evidence: BTreeSet::from([evidence.clone()]), ..activity("Hội nghị", 1) };
    repo.make(space(), &named, None, Some("activity/new")).await.unwrap();
    assert_eq!(repo.losses().files, 1, "the record names it");
    let line = repo.outbox().pop().unwrap();
    assert_eq!((line.files.done, line.files.total), (0, 1));
    assert!(matches!(line.change.act, Act::Insert(_)));
    let url = repo.file_url(space(), *hash).await.unwrap();
    assert!(url.starts_with("blob:"));
}
