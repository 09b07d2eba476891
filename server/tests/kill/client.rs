//! A device that does nothing but hand in new activities.

use std::collections::BTreeMap;

use ed25519_dalek::{Signer, SigningKey};
use serde_json::json;
use shared::api::{DeviceCard, GUARD_HEADER, Session, SignIn, path};
use shared::bytes::Hex;
use shared::domain::Kind;
use shared::id::{ChangeId, DeviceId, RecordId, SpaceId};
use shared::sync::{
    Act, Answer, Change, Depth, DeviceReport, EXCHANGE_TYPE, Outcome, PROTOCOL, Page, Place, Request,
};
use shared::time::Timestamp;

/// Changes in one exchange.
const BATCH: usize = 20;

pub(crate) struct Client {
    session: Session,
    cookie: String,
    key: SigningKey,
    made: Vec<Change>,
    pub(crate) acknowledged: BTreeMap<ChangeId, Outcome>,
}

impl Client {
    pub(crate) fn sign_in(address: &str, login: &str, n: u8) -> Self {
        let key = SigningKey::from_bytes(&[n; 32]);
        let id = DeviceId::derived([n; 16]);
        let proof = Hex(key.sign(&DeviceCard::proof_bytes(login, id)).to_bytes());
        let device =
            DeviceCard { id, name: format!("Máy {n}"), key: Hex(key.verifying_key().to_bytes()), proof };
        let body = SignIn { login: login.into(), password: password(), device };
        let mut answer = ureq::post(format!("http://{address}{}", path::SIGN_IN))
            .header("content-type", "application/json")
            .header(GUARD_HEADER, "1")
            .send(serde_json::to_vec(&body).unwrap())
            .unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let session = serde_json::from_slice(&answer.body_mut().read_to_vec().unwrap()).unwrap();
        Self { session, cookie, key, made: Vec::new(), acknowledged: BTreeMap::new() }
    }

    /// Hands in new work until an exchange gets no answer.
    pub(crate) fn work_until_cut(&mut self, address: &str) {
        loop {
            let fresh: Vec<_> = (0..BATCH).map(|_| self.activity()).collect();
            let Ok(page) = self.exchange(address, fresh, None) else { return };
            self.acknowledged.extend(page.outcomes.into_iter().map(|settled| (settled.id, settled.outcome)));
        }
    }

    /// Hands in all that was ever made, as a device does that got no answers.
    pub(crate) fn hand_in_everything(&mut self, address: &str) -> Vec<(ChangeId, Outcome)> {
        let all = self.made.clone();
        let pages = all.chunks(BATCH).map(|batch| self.exchange(address, batch.to_vec(), None).unwrap());
        pages.flat_map(|page| page.outcomes).map(|settled| (settled.id, settled.outcome)).collect()
    }

    pub(crate) fn pull_everything(&self, address: &str) -> Vec<RecordId> {
        let (mut place, mut held) = (None, Vec::new());
        loop {
            let page = self.exchange(address, Vec::new(), place).unwrap();
            held.extend(page.records.iter().filter(|row| row.kind == Kind::Activity).map(|row| row.id));
            if page.more == 0 {
                return held;
            }
            place = Some(page.place);
        }
    }

    pub(crate) fn records(&self) -> impl Iterator<Item = RecordId> {
        self.made.iter().map(|change| change.record)
    }

    fn space(&self) -> SpaceId {
        self.session.spaces[0].id
    }

    fn activity(&mut self) -> Change {
        let n = u64::try_from(self.made.len()).unwrap();
        let mut entropy = [0; 10];
        entropy[..8].copy_from_slice(&n.to_be_bytes());
        entropy[8] = self.session.device.bytes()[0];
        let fields = json!({
            "unit": self.session.unit, "year": 2024, "title": format!("Hoạt động {n}"), "held_on": "2024-05-01",
        });
        let change = Change {
            id: ChangeId::new(self.session.now, &entropy),
            record: RecordId::new(self.session.now, &entropy),
            kind: Kind::Activity,
            act: Act::Insert(serde_json::from_value(fields).unwrap()),
            seen: None,
            follows: None,
            reason: None,
            author: self.session.viewer.person,
            unit: self.session.unit,
            device: self.session.device,
            device_time: Timestamp::from_millis(0),
            sig: None,
        }
        .signed(&self.key);
        self.made.push(change.clone());
        change
    }

    fn exchange(&self, address: &str, changes: Vec<Change>, place: Option<Place>) -> Result<Page, String> {
        let request = Request {
            protocol: PROTOCOL,
            depth: Depth::Full,
            place,
            limit: 500,
            changes,
            report: DeviceReport::default(),
        };
        let mut answer = ureq::post(format!("http://{address}{}", path::exchange(self.space())))
            .header("content-type", EXCHANGE_TYPE)
            .header("cookie", &self.cookie)
            .header(GUARD_HEADER, "1")
            .send(serde_json::to_vec(&request).unwrap())
            .map_err(|error| error.to_string())?;
        let body = answer.body_mut().read_to_vec().map_err(|error| error.to_string())?;
        match serde_json::from_slice(&body).map_err(|error| error.to_string())? {
            Answer::Page(page) => Ok(*page),
            other @ (Answer::NewEpoch { .. } | Answer::Outdated { .. }) => panic!("{other:?}"),
        }
    }
}

fn password() -> String {
    let people: serde_json::Value = serde_json::from_str(include_str!("../../sample/people.json")).unwrap();
    people["password"].as_str().unwrap().to_owned()
}
