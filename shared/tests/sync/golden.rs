//! The wire format, file by file. A device may return after months with rows in the oldest of these forms, so files
//! are only ever added: a change of form gets a new folder and raises `PROTOCOL`.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shared::access::{Grant, Lock, Role, Viewer};
use shared::api::{
    ApiError, DeviceCard, ErrorCode, FileProgress, HistoryEntry, Poke, RecordHistory, Session, SignIn,
    SpaceCard,
};
use shared::bytes::Hex;
use shared::domain::{
    Activity, Adjustment, Adoption, Article, Authority, Basis, Cluster, Confirmation, Covenant, CovenantText,
    Drawing, Evidence, Figure, Founding, HeldChange, KeyTask, Kind, Level, Membership, Movement,
    MovementKind, Nature, Party, Period, Person, Plan, Record, Remark, Report, ReportedFigure, RuleSet,
    Sense, Signature, Span, Summary, Target, TaskProgress, TaskState, Term, Turn, Unit, UnitEvent, Unlock,
    Verdict, Word, Work, Year,
};
use shared::field::{FieldError, Fields, Problem};
use shared::id::{DeviceId, Epoch, PersonId, RecordId, Revision, UnitId};
use shared::number::Quantity;
use shared::order::OrderKey;
use shared::sync::{
    Act, Answer, Change, Depth, DeviceReport, Head, Missing, Outcome, PROTOCOL, Page, Place, Provenance,
    Refusal, Request, Row, ScopeStamp, Seen, Settled, Sweep,
};
use shared::time::Timestamp;

use crate::given::{change, change_id, fields, key, lineage, patch, record, space, unit};

/// Compares a value with its file, and reads the file back.
fn check<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(name: &str, value: &T) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/sync/wire/{PROTOCOL}/{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let is = serde_json::to_value(value).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
    let shown = serde_json::to_string_pretty(&is).unwrap();
    assert_eq!(is, expected, "the wire form of {name} is not the one in {}; it is\n{shown}", path.display());
    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), *value);
}

fn signed() -> Change {
    let seen = Some(Seen { lineage: lineage(1), rev: Revision(7) });
    let act = patch("place", json!("Cao Lãnh"), json!("Sa Đéc"));
    Change { seen, follows: Some(change_id(8)), reason: Some("Ghi nhầm".into()), ..change(9, 1, act) }
        .signed(&key())
}

fn place() -> Place {
    let head = Head::signed(space(), 12, Hex([7; 32]), &key());
    Place { lineage: lineage(1), cursor: Revision(12), scope: ScopeStamp(3), sweep: Some(record()), head }
}

#[test]
fn a_request() {
    let insert = change(1, 1, Act::Insert(fields())).signed(&key());
    let void = Change { reason: Some("Nhập trùng".into()), ..change(2, 1, Act::Void) }.signed(&key());
    let restore = change(3, 1, Act::Restore).signed(&key());
    let report = DeviceReport { now: Timestamp::from_millis(5), waiting: 2, refused: 1 };
    let changes = vec![insert, signed(), void, restore];
    let place = Some(place());
    check("request", &Request { protocol: PROTOCOL, depth: Depth::Full, place, limit: 500, changes, report });
}

#[test]
fn an_answer() {
    let outcomes = [
        Outcome::Applied { rev: Revision(1) },
        Outcome::Merged { rev: Revision(2) },
        Outcome::Conflict { rev: Revision(3), conflicts: vec![record()] },
        Outcome::Refused { reason: Refusal::NeedsReason },
        Outcome::Held { waiting_for: Missing::Change(change_id(1)) },
        Outcome::Held { waiting_for: Missing::Record(record()) },
        Outcome::Relayed,
    ];
    let by = Provenance {
        change: change_id(1),
        author: PersonId::derived([1; 16]),
        unit: Some(unit()),
        device: DeviceId::derived([1; 16]),
        device_name: String::new(),
        device_time: Timestamp::from_millis(1),
        received: Timestamp::from_millis(2),
    };
    check("provenance-named", &Provenance { device_name: "Máy tính bảng 2".into(), ..by.clone() });
    let row = Row { id: record(), kind: Kind::Activity, rev: Revision(12), fields: fields(), by: Some(by) };
    let page = Page {
        outcomes: (1..).zip(outcomes).map(|(n, outcome)| Settled { id: change_id(n), outcome }).collect(),
        records: vec![row],
        sweep: Some(Sweep { after: Some(RecordId::derived([0; 16])), through: None }),
        place: place(),
        more: 4,
        backed_up_through: Revision(6),
        now: Timestamp::from_millis(3),
    };
    check("answer-page", &Answer::Page(Box::new(page)));
    check("outcome-not-member", &Outcome::Refused { reason: Refusal::NotMember });
    check("answer-new-epoch", &Answer::NewEpoch { server: lineage(1).server, epoch: Epoch(2) });
    check("answer-outdated", &Answer::Outdated { min_protocol: 2 });
}

#[test]
fn signing_in() {
    let device = DeviceCard {
        id: DeviceId::derived([1; 16]),
        name: "Máy tính bảng 2".into(),
        key: Hex(key().verifying_key().to_bytes()),
        proof: Hex([5; 64]),
    };
    check("sign-in", &SignIn { login: "hanh".into(), password: "mật khẩu".into(), device });
    let grant = Grant { role: Role::Officer, space: Some(space()), unit: Some(unit()) };
    let session = Session {
        viewer: Viewer { person: PersonId::derived([1; 16]), grants: vec![grant] },
        name: "Nguyễn Thị Hạnh".into(),
        login: "hanh".into(),
        unit: Some(unit()),
        post: "Cán bộ tổng hợp".into(),
        device: DeviceId::derived([1; 16]),
        lineage: lineage(1),
        directory: space(),
        spaces: vec![SpaceCard { id: space(), depth: Depth::Summary }],
        expires: Timestamp::from_millis(9),
        now: Timestamp::from_millis(8),
    };
    check("session", &session);
    check("poke", &Poke { space: space(), rev: Revision(3) });
    check("file-progress", &FileProgress { received: 10, complete: false });
    check("error", &ApiError { error: ErrorCode::NotSignedIn });
    check("error-other-person", &ApiError { error: ErrorCode::OtherPerson });
}

#[test]
fn a_summary() {
    let held = HeldChange {
        change: change_id(2),
        author: PersonId::derived([1; 16]),
        device_name: "Máy tính bảng 2".into(),
        record: record(),
        kind: Kind::Activity,
        waiting_for: Missing::Change(change_id(1)),
        since: Timestamp::from_millis(4),
    };
    let summary = Summary { last_seen: Some(Timestamp::from_millis(6)), ..Summary::empty(unit(), 2024) };
    check("summary", &summary);
    check("summary-reported", &Summary { planned: 7, reported: 5, ..summary.clone() });
    check("summary-held", &Summary { held: vec![held], ..summary });
}

#[test]
fn a_year_with_its_targets() {
    let [from, to] = [1, 24].map(|day| jiff::civil::Date::constant(2024, 1, day));
    let year = Year { signing: Some(Period { from, to }), ..Year::empty(2024) };
    let (work, reason) = (Work::Registration, "Bão số 3".into());
    check("record-year", &year);
    check("record-unlock", &Unlock { unit: unit(), year: 2024, work, until: to, reason });
    let (name, measure, note) = ("Quà Tết".into(), "phần quà".into(), "Đếm theo phiếu ký nhận.".into());
    let (nature, sense) = (Nature::Count, Sense::Higher);
    check(
        "record-target",
        &Target { year: 2024, unit: Some(unit()), name, measure, nature, sense, order: 10, note },
    );
    let adjustment =
        |approver| Adjustment { plan: Quantity::whole(30_000), reason: "Bão số 3".into(), approver };
    let full = Some(Quantity::whole(36_500));
    let wished = Some(adjustment(None));
    let adjusted = Some(adjustment(Some(PersonId::derived([7; 16]))));
    let source = "Công văn 12/CV-HCTĐ".to_owned();
    let plan = Plan { full, wished, adjusted, source: source.clone(), ..Plan::empty(record(), unit(), 2024) };
    check("record-plan", &plan);
    check("record-plan-unassigned", &Plan { unassigned: true, ..Plan::empty(record(), unit(), 2024) });
    let paper = Evidence::Paper { kept_at: "Biên bản, tủ 3".into() };
    let figure = Figure {
        value: Quantity::scaled(523_185, 1),
        source,
        evidence: [paper].into(),
        ..Figure::empty(record(), unit(), 2024, Span::Full, Basis::Estimate)
    };
    check("record-figure", &figure);
    let lock = Lock::PastDeadline { work: Work::Registration, last: to };
    check("outcome-locked", &Outcome::Refused { reason: Refusal::Locked { lock } });
    check("outcome-year-closed", &Outcome::Refused { reason: Refusal::Locked { lock: Lock::YearClosed } });
    check("outcome-needs-source", &Outcome::Refused { reason: Refusal::NeedsSource });
}

#[test]
fn a_year_with_its_movements_and_key_tasks() {
    let [from, to] = [2021, 2025].map(|year| jiff::civil::Date::constant(year, 5, 15));
    let movement = Movement {
        year: 2024,
        name: "Tết Nhân ái".into(),
        kind: MovementKind::Movement,
        launched_by: "Hội Chữ thập đỏ Việt Nam".into(),
        period: Some(Period { from, to }),
        document: "Kế hoạch 12/KH".into(),
        signed_on: Some(from),
        note: "Vận động quà Tết.".into(),
    };
    check("record-movement", &movement);
    let (name, body, order) = ("Hội nghị tổng kết".into(), "Theo kế hoạch của khối.".into(), "4");
    let order = OrderKey::try_from(order.to_owned()).unwrap();
    let (lead, supporting) = (Some(unit()), [UnitId::derived([8; 16])].into());
    check("record-key-task", &KeyTask { year: 2024, name, order, lead, supporting, due: Some(to), body });
    let (note, source) = ("Đã họp hai lần.".into(), "Báo cáo 45/BC".into());
    let progress = TaskProgress {
        state: TaskState::GoingOn,
        note,
        source,
        ..TaskProgress::empty(record(), unit(), 2024)
    };
    check("record-task-progress", &progress);
    let state = TaskState::Dropped { reason: "Đại hội dời sang năm sau".into() };
    check(
        "record-task-progress-dropped",
        &TaskProgress { state, ..TaskProgress::empty(record(), unit(), 2024) },
    );
    let mut activity = Activity::from_fields(&fields()).unwrap();
    activity.movements = [record()].into();
    activity.tasks = [RecordId::derived([5; 16])].into();
    activity.targets = [RecordId::derived([6; 16])].into();
    check("record-activity-linked", &activity);
}

#[test]
fn a_report() {
    let figure = ReportedFigure {
        target: record(),
        name: "Quà Tết".into(),
        measure: "phần quà".into(),
        nature: Nature::Count,
        sense: Sense::Higher,
        plan: Some(Quantity::whole(36_500)),
        unassigned: false,
        basis: Some(Basis::Official),
        value: Some(Quantity::whole(74_958)),
    };
    let [hanh, ngan, trang] = [1, 7, 9].map(|n| PersonId::derived([n; 16]));
    let draft = Report {
        number: "12/BC-HCTĐ".into(),
        dated: Some(jiff::civil::Date::constant(2024, 7, 5)),
        results: "Trao 74.958 phần quà.".into(),
        ..Report::empty(unit(), 2024, Span::Half)
    };
    check("record-report-draft", &draft);
    let returned = Verdict::Returned { reason: "Thiếu nguyên nhân".into() };
    let returned = draft.sent(hanh, vec![figure.clone()]).judged(ngan, returned);
    check("record-report-returned", &returned);
    let accepted = returned.sent(hanh, vec![figure]).judged(ngan, Verdict::Approved).taken(trang);
    check("record-report-accepted", &accepted);
    let locks = [Lock::Submitted, Lock::Approved, Lock::Accepted];
    check("outcomes-report-locked", &locks.map(|lock| Outcome::Refused { reason: Refusal::Locked { lock } }));
}

#[test]
fn the_directory() {
    let [from, to] = [(2024, 3, 27), (2026, 12, 31)].map(|(y, m, d)| jiff::civil::Date::constant(y, m, d));
    let issuer = "Chủ tịch UBND tỉnh Thanh Hóa".to_owned();
    let cluster = Cluster {
        name: "Cụm thi đua số 11".into(),
        short: "Cụm số 11".into(),
        number: Some(11),
        province: "Thanh Hóa".into(),
        level: Level::Province,
        word: "cụm".into(),
        head_title: "Trưởng Cụm".into(),
        deputy_title: "Cụm phó".into(),
        founded: Some(Founding { number: "1197/QĐ-UBND".into(), date: from, issuer: issuer.clone() }),
        year: 2025,
    };
    check("record-cluster", &cluster);
    let central = Cluster { number: None, level: Level::Central, founded: None, ..cluster };
    check("record-cluster-central", &Cluster { province: String::new(), ..central });
    let aliases = ["Hiệp hội Doanh nhân trẻ".into()].into();
    let (name, short) = ("Hội Doanh nhân trẻ tỉnh Thanh Hóa".into(), "Hội Doanh nhân trẻ".into());
    check("record-unit", &Unit { name, short, aliases });
    let other = UnitId::derived([8; 16]);
    let renamed = Turn::Renamed { before: "Hội A".into(), after: "Hội B".into() };
    let turns = [
        Turn::Founded,
        renamed,
        Turn::Merged { into: other },
        Turn::Split { into: [other].into() },
        Turn::Dissolved,
    ];
    check("unit-turns", &turns.clone().to_vec());
    let [turn, ..] = turns;
    let (document, note) = ("12/QĐ-UBND".to_owned(), "Theo đề án.".to_owned());
    check("record-unit-event", &UnitEvent { unit: unit(), day: from, turn, document, issuer, note });
    let order = OrderKey::try_from("4".to_owned()).unwrap();
    let membership = Membership { cluster: space(), unit: unit(), from: Some(from), to: Some(to), order };
    check("record-membership", &membership);
    check("record-membership-open", &Membership { from: None, to: None, ..membership });
    let term = Term { cluster: space(), year: 2025, head: unit(), deputy: Some(other), how: "bầu".into() };
    check("record-term", &term);
    let person =
        Person { name: "Nguyễn Thị Hạnh".into(), unit: Some(unit()), post: "Cán bộ".into() };
    check("record-person", &person);
    let problems = [
        Problem::Unchanged,
        Problem::SameUnit,
        Problem::NotListed,
        Problem::NotMemberThen,
        Problem::Overlaps,
        Problem::OtherCluster { year: 2025 },
        Problem::Leads { year: 2025 },
        Problem::InUse,
    ];
    let errors = problems.map(|problem| FieldError::new("from", problem)).to_vec();
    check("outcome-directory", &Outcome::Refused { reason: Refusal::Invalid { errors } });
}

#[test]
fn a_covenant() {
    let [from, to, on] =
        [(1, 1), (12, 31), (1, 20)].map(|(month, day)| jiff::civil::Date::constant(2024, month, day));
    let draft = Covenant {
        basis: "Căn cứ Quyết định số 1197/QĐ-UBND ngày 27/3/2024;".into(),
        opening: "Các đơn vị thống nhất ký kết giao ước:".into(),
        closing: "Các đơn vị cam kết thực hiện.".into(),
        period: Some(Period { from, to }),
        place: "Thanh Hóa".into(),
        dated: Some(on),
        copies: Some(12),
        ..Covenant::empty(2024, 0)
    };
    let order = OrderKey::try_from("4".to_owned()).unwrap();
    let article = Article { covenant: record(), year: 2024, order, body: "Hoàn thành chỉ tiêu.".into() };
    check("record-article", &article);
    let target = Target {
        year: 2024,
        unit: None,
        name: "Quà Tết".into(),
        measure: "phần quà".into(),
        nature: Nature::Count,
        sense: Sense::Higher,
        order: 10,
        note: String::new(),
    };
    let parties = vec![Party { unit: unit(), name: "Hội Đông y tỉnh Thanh Hóa".into() }];
    let mut text = CovenantText::of(&draft, vec![(record(), &article)], &[&target], &[], parties);
    text.movements.push("Tết Nhân ái".into());
    let digest = text.digest();
    // Units sign this hash: it stays the same in every version.
    assert_eq!(digest.to_string(), "4f206a10f32640326f6087f1cca6c847e2b7ac1cca5cf841c6f66226c79f6dae");
    let (how, by) = ("Nhất trí".into(), PersonId::derived([7; 16]));
    let adopted = Some(Adoption { round: 1, on, how, by, text });
    check("record-covenant", &Covenant { adopted, ..draft });
    check("record-covenant-annex", &Covenant::empty(2024, 1));
    let (body, answer) = ("Nên ghi rõ thời hạn.".into(), "Đã ghi.".into());
    let (covenant, article) = (record(), Some(record()));
    check("record-remark", &Remark { covenant, year: 2024, unit: unit(), article, body, answer });
    let drawn = Signature {
        covenant,
        year: 2024,
        unit: unit(),
        text: digest,
        round: 1,
        signer: "Lương Văn Phúc".into(),
        authority: Authority::Post { post: "Chủ tịch".into() },
        signed_on: on,
        drawing: Drawing(vec![vec![(10, 20), (30, 25)], vec![(40, 20)]]),
        evidence: [].into(),
    };
    check("record-signature-drawn", &drawn);
    let authority = Authority::Mandate { number: "15/GUQ".into(), post: "Phó Chủ tịch".into() };
    let evidence = [Evidence::Paper { kept_at: "Văn thư, tủ 3".into() }].into();
    check("record-signature-paper", &Signature { authority, drawing: Drawing::default(), evidence, ..drawn });
    let locks = [Lock::Signed, Lock::Adopted];
    check(
        "outcomes-covenant-locked",
        &locks.map(|lock| Outcome::Refused { reason: Refusal::Locked { lock } }),
    );
}

#[test]
fn a_rule_set() {
    let draft = crate::rules::rule_set();
    // Years stand on what was issued: the hash stays the same in every version.
    let issued = draft.issued(jiff::civil::Date::constant(2026, 1, 2), PersonId::derived([9; 16]));
    assert_eq!(
        issued.content().to_string(),
        "267cb13925c0f3fba7349060de9645acb8c9eb32f950a4441256c0bed1bf0377"
    );
    check("record-rule-set", &issued);
    let next = draft.successor(record(), "Mẫu".into(), jiff::civil::Date::constant(2027, 1, 1));
    let last = Some(jiff::civil::Date::constant(2028, 12, 31));
    check("record-rule-set-sample", &RuleSet { sample: true, expires: last, overlap: true, ..next });
    check("record-year-pinned", &Year { rules: Some(record()), ..Year::empty(2026) });
    check("outcome-issued", &Outcome::Refused { reason: Refusal::Locked { lock: Lock::Issued } });
}

#[test]
fn a_history() {
    let entry = HistoryEntry {
        change: signed(),
        outcome: Outcome::Applied { rev: Revision(1) },
        received: Timestamp::from_millis(2),
        device_name: String::new(),
    };
    let named = HistoryEntry { device_name: "Máy tính bảng 2".into(), ..entry.clone() };
    check("history", &RecordHistory { entries: vec![entry, named] });
}

#[test]
fn a_signature_covers_every_field_and_never_changes() {
    let change = signed();
    let by = key().verifying_key();
    assert!(change.is_signed_by(&by));
    let forged = [
        Change { id: change_id(1), ..change.clone() },
        Change { seen: None, ..change.clone() },
        Change { follows: None, ..change.clone() },
        Change { reason: None, ..change.clone() },
        Change { unit: None, ..change.clone() },
        Change { author: PersonId::derived([2; 16]), ..change.clone() },
        Change { device_time: Timestamp::from_millis(0), ..change.clone() },
        Change { act: Act::Void, ..change.clone() },
        Change { sig: None, ..change.clone() },
    ];
    for forged in forged {
        assert!(!forged.is_signed_by(&by), "{forged:?}");
    }
    let head = Head::signed(space(), 3, Hex([1; 32]), &key());
    assert!(head.is_signed_by(space(), &by));
    assert!(!Head { count: 4, ..head }.is_signed_by(space(), &by));
}

#[test]
fn a_request_with_a_field_we_do_not_know_is_not_read() {
    let mut request = serde_json::to_value(signed()).unwrap();
    request["extra"] = json!(1);
    assert!(serde_json::from_value::<Change>(request).is_err());
}

#[test]
fn answers_of_a_newer_server_are_read_as_far_as_they_are_known() {
    let outcome: Outcome = serde_json::from_str(r#"{"is":"postponed","until":5}"#).unwrap();
    assert_eq!(outcome, Outcome::Unknown);
    let refusal: Refusal = serde_json::from_str(r#"{"why":"year_closed"}"#).unwrap();
    assert_eq!(refusal, Refusal::Unknown);
    assert_eq!(serde_json::from_str::<Kind>(r#""score_sheet""#).unwrap(), Kind::Unknown);
}

#[test]
fn what_is_entered_on_behalf() {
    let source = Fields::from([("source".to_owned(), json!("Báo cáo 45/BC-HĐY"))]);
    let entered = Activity::from_fields(&fields().into_iter().chain(source).collect()).unwrap();
    check("record-activity-on-behalf", &entered);
    let (unit, entered, figure) = (unit(), change_id(5), Some(Quantity::whole(120)));
    let reason = "Thiếu đợt tháng 3".into();
    let disputed = Confirmation {
        record: record(),
        year: 2024,
        unit,
        entered,
        round: 2,
        word: Word::Disputed { reason },
        figure,
    };
    check("record-confirmation-disputed", &disputed);
    check("record-confirmation", &Confirmation { round: 1, word: Word::Confirmed, figure: None, ..disputed });
}
