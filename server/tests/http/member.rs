//! A person on a device, who keeps what a device keeps.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};
use shared::api::{DeviceCard, Session, SignIn, path};
use shared::bytes::{Hex, sha256};
use shared::domain::{Activity, Keyed, Kind, Record};
use shared::id::{ChangeId, DeviceId, RecordId, SpaceId, UnitId};
use shared::sync::{
    Act, Answer, Change, Conflict, Decision, Depth, DeviceReport, EXCHANGE_TYPE, Edit, Edits, Outcome,
    PROTOCOL, Page, Place, Request, Row, Seen,
};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::world::{Answered, START, World, ask, space, unit};
use shared::time::Timestamp;

pub(crate) const PASSWORD: &str = "giao-uoc-2026";
/// The space that most tests work in.
pub(crate) const SPACE: &str = "dt-khoi-12";
pub(crate) const RED_CROSS: &str = "dt-hoi-chu-thap-do";
pub(crate) const COOPERATIVES: &str = "dt-lien-minh-hop-tac-xa";

static NUMBERS: AtomicU64 = AtomicU64::new(1);

/// Bytes that no other test gets.
pub(crate) fn fresh() -> [u8; 10] {
    let mut bytes = [7; 10];
    bytes[..8].copy_from_slice(&NUMBERS.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    bytes
}

pub(crate) struct Member {
    pub(crate) key: SigningKey,
    pub(crate) session: Session,
    pub(crate) cookie: String,
    pub(crate) space: SpaceId,
    pub(crate) place: Option<Place>,
    pub(crate) rows: BTreeMap<RecordId, Row>,
    pub(crate) report: DeviceReport,
}

/// The body of a sign-in on a device whose key is made from `seed`.
pub(crate) fn sign_in_body(login: &str, password: &str, device: DeviceId, key: &SigningKey) -> SignIn {
    SignIn {
        login: login.to_owned(),
        password: password.to_owned(),
        device: DeviceCard {
            id: device,
            name: "Máy tính bảng".to_owned(),
            key: Hex(key.verifying_key().to_bytes()),
            proof: Hex(key.sign(&DeviceCard::proof_bytes(login, device)).to_bytes()),
        },
    }
}

pub(crate) async fn post_sign_in(world: &World, body: &SignIn) -> Answered {
    let request = ask(Method::POST, path::SIGN_IN, None).header("content-type", "application/json");
    world.send(request.body(Body::from(serde_json::to_vec(body).unwrap())).unwrap()).await
}

pub(crate) fn new_device() -> (DeviceId, SigningKey) {
    let entropy = fresh();
    let device = DeviceId::new(Timestamp::from_millis(START), &entropy);
    (device, SigningKey::from_bytes(&sha256(&entropy).0))
}

pub(crate) fn new_record() -> RecordId {
    RecordId::new(Timestamp::from_millis(START), &fresh())
}

impl Member {
    /// Signs in on a new device.
    pub(crate) async fn new(world: &World, login: &str) -> Self {
        let (device, key) = new_device();
        Self::on(world, login, device, key).await
    }

    pub(crate) async fn on(world: &World, login: &str, device: DeviceId, key: SigningKey) -> Self {
        let body = sign_in_body(login, PASSWORD, device, &key);
        Self::with(world, &body, key).await
    }

    /// Signs in on a device under the name that its owner gives it now.
    pub(crate) async fn named(
        world: &World,
        login: &str,
        device: (DeviceId, SigningKey),
        name: &str,
    ) -> Self {
        let mut body = sign_in_body(login, PASSWORD, device.0, &device.1);
        body.device.name = name.to_owned();
        Self::with(world, &body, device.1).await
    }

    /// The same person on the same device, whose session has ended, with all that the device keeps.
    pub(crate) async fn again(self, world: &World) -> Self {
        let Self { key, session, place, rows, report, space, .. } = self;
        let signed_in = Self::on(world, &session.login, session.device, key).await;
        Self { space, place, rows, report, ..signed_in }
    }

    async fn with(world: &World, body: &SignIn, key: SigningKey) -> Self {
        let answered = post_sign_in(world, body).await;
        assert_eq!(answered.status, StatusCode::OK, "{answered:?}");
        let cookie = answered.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        Self {
            key,
            session: answered.json(),
            cookie,
            space: space(SPACE),
            place: None,
            rows: BTreeMap::new(),
            report: DeviceReport::default(),
        }
    }

    pub(crate) fn request(&self, changes: &[Change]) -> Request {
        Request {
            protocol: PROTOCOL,
            depth: Depth::Full,
            place: self.place.clone(),
            limit: 500,
            changes: changes.to_vec(),
            report: self.report,
        }
    }

    /// Sends an exchange and gives what came back, whatever it is.
    pub(crate) async fn post(&self, world: &World, request: &Request) -> Answered {
        self.post_bytes(world, serde_json::to_vec(request).unwrap()).await
    }

    pub(crate) async fn post_bytes(&self, world: &World, bytes: Vec<u8>) -> Answered {
        let request = ask(Method::POST, &path::exchange(self.space), Some(&self.cookie))
            .header("content-type", EXCHANGE_TYPE)
            .body(Body::from(bytes));
        world.send(request.unwrap()).await
    }

    /// Sends an exchange that must succeed, without keeping what it brings.
    pub(crate) async fn answer(&self, world: &World, request: &Request) -> Answer {
        let answered = self.post(world, request).await;
        assert_eq!(answered.status, StatusCode::OK, "{answered:?}");
        assert_eq!(answered.header("content-type"), Some(EXCHANGE_TYPE));
        answered.json()
    }

    /// Hands in changes and keeps the page, as a device does.
    pub(crate) async fn exchange(&mut self, world: &World, changes: &[Change]) -> Page {
        let request = self.request(changes);
        self.keep(self.answer(world, &request).await)
    }

    pub(crate) fn keep(&mut self, answer: Answer) -> Page {
        let Answer::Page(page) = answer else { panic!("no page but {answer:?}") };
        if let Some(sweep) = page.sweep {
            let swept = |id: &RecordId| {
                sweep.after.is_none_or(|after| *id > after) && sweep.through.is_none_or(|end| *id <= end)
            };
            self.rows.retain(|id, _| !swept(id));
        }
        self.rows.extend(page.records.iter().map(|row| (row.id, row.clone())));
        self.place = Some(page.place.clone());
        *page
    }

    /// Hands in one change; what became of it.
    pub(crate) async fn hand_in(&mut self, world: &World, change: &Change) -> Outcome {
        let page = self.exchange(world, std::slice::from_ref(change)).await;
        assert_eq!(page.outcomes.len(), 1);
        assert_eq!(page.outcomes[0].id, change.id);
        page.outcomes[0].outcome.clone()
    }

    /// A signed change of this person on this device.
    pub(crate) fn change(&self, record: RecordId, kind: Kind, act: Act) -> Change {
        self.sign(self.unsigned(record, kind, act))
    }

    pub(crate) fn unsigned(&self, record: RecordId, kind: Kind, act: Act) -> Change {
        let seen = self.rows.get(&record).map(|row| Seen { lineage: self.session.lineage, rev: row.rev });
        Change {
            id: ChangeId::new(Timestamp::from_millis(START), &fresh()),
            record,
            kind,
            act,
            seen,
            follows: None,
            reason: None,
            author: self.session.viewer.person,
            unit: self.session.viewer.grants[0].unit,
            device: self.session.device,
            device_time: Timestamp::from_millis(START + 5),
            sig: None,
        }
    }

    pub(crate) fn sign(&self, change: Change) -> Change {
        change.signed(&self.key)
    }

    /// A new activity; who enters it for a unit that works on paper names the document.
    pub(crate) fn insert(&self, record: RecordId, activity: &Activity) -> Change {
        let is_own = self.session.viewer.belongs_to(activity.unit, self.space);
        let source = if is_own { String::new() } else { "Báo cáo 45/BC".to_owned() };
        let activity = Activity { source, ..activity.clone() };
        self.change(record, Kind::Activity, Act::Insert(activity.to_fields()))
    }

    /// Makes the one record about something.
    pub(crate) fn make<R: Keyed>(&self, record: &R) -> Change {
        self.change(record.id(self.space), R::KIND, Act::Insert(record.to_fields()))
    }

    /// A change of one field from what this device holds.
    pub(crate) fn edit(&self, record: RecordId, field: &str, after: Value) -> Change {
        let before = self.field(record, field);
        self.change(record, self.rows[&record].kind, Act::Patch(edits(field, before, after)))
    }

    pub(crate) fn void(&self, record: RecordId, reason: &str) -> Change {
        self.because(reason, self.unsigned(record, self.rows[&record].kind, Act::Void))
    }

    pub(crate) fn restore(&self, record: RecordId, reason: &str) -> Change {
        self.because(reason, self.unsigned(record, self.rows[&record].kind, Act::Restore))
    }

    /// The change with its reason.
    pub(crate) fn because(&self, reason: &str, change: Change) -> Change {
        self.sign(Change { reason: Some(reason.to_owned()), ..change })
    }

    /// A decision of a conflict for a value.
    pub(crate) fn decide(&self, conflict: RecordId, value: Value, reason: Option<&str>) -> Change {
        let typed: Conflict = self.rows[&conflict].typed().unwrap();
        let mut given = typed.candidates.iter().chain([&typed.in_force]);
        let chosen =
            given.find(|candidate| candidate.value == value).and_then(|candidate| candidate.by.as_ref());
        let after = Decision { value, chosen: chosen.map(|by| by.change) };
        let edits = edits("decision", Value::Null, serde_json::to_value(after).unwrap());
        let change = self.unsigned(conflict, Kind::Conflict, Act::Patch(edits));
        self.sign(Change { reason: reason.map(str::to_owned), ..change })
    }

    /// A field as this device holds it.
    pub(crate) fn field(&self, record: RecordId, field: &str) -> Value {
        self.rows[&record].fields.get(field).cloned().unwrap_or(Value::Null)
    }

    /// The records of a kind that this device holds.
    pub(crate) fn of_kind(&self, kind: Kind) -> Vec<&Row> {
        self.rows.values().filter(|row| row.kind == kind).collect()
    }
}

pub(crate) fn edits(field: &str, before: Value, after: Value) -> Edits {
    Edits::from([(field.to_owned(), Edit { before, after })])
}

pub(crate) fn activity(of: UnitId, title: &str) -> Activity {
    let fields = json!({ "unit": of, "year": 2024, "title": title, "held_on": "2024-03-08" });
    serde_json::from_value(fields).unwrap()
}

pub(crate) fn red_cross(title: &str) -> Activity {
    activity(unit(RED_CROSS), title)
}

/// A field officer and the centre, both with an activity of the officer's unit.
pub(crate) async fn pair(world: &World) -> (Member, Member, RecordId) {
    let mut officer = Member::new(world, "hanh").await;
    let mut centre = Member::new(world, "trang").await;
    let record = new_record();
    let insert = officer.insert(record, &red_cross("Hiến máu tình nguyện"));
    assert!(matches!(officer.hand_in(world, &insert).await, Outcome::Applied { .. }));
    centre.exchange(world, &[]).await;
    (officer, centre, record)
}
