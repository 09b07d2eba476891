//! Accounts, devices and sessions, in the directory's space.

use shared::access::{Grant, Viewer};
use shared::bytes::{Hex, Sha256};
use shared::id::{DeviceId, PersonId, SpaceId};
use shared::time::Timestamp;

use super::Stores;

/// How a person signs in.
#[derive(Clone, Debug)]
pub struct Account {
    /// The person.
    pub person: PersonId,
    /// Tên đăng nhập.
    pub login: String,
    /// The password's hash (PHC string); none until the person has chosen one.
    pub hash: Option<String>,
    /// What the person may be.
    pub grants: Vec<Grant>,
}

impl Account {
    /// The person as whoever looks at records.
    pub fn viewer(&self) -> Viewer {
        Viewer { person: self.person, grants: self.grants.clone() }
    }
}

/// A device that signed in.
#[derive(Clone, Debug)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Its public key.
    pub key: Hex<32>,
    /// What its owner calls it.
    pub name: String,
}

/// A session, by the digest of its token.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// The person.
    pub person: PersonId,
    /// Tên đăng nhập.
    pub login: String,
    /// What the person may be.
    pub grants: Vec<Grant>,
    /// Rises whenever the grants change.
    pub stamp: u64,
    /// The device.
    pub device: DeviceId,
    /// What its owner calls it.
    pub device_name: String,
    /// Its public key.
    pub key: Hex<32>,
    /// When it ends.
    pub expires: Timestamp,
}

/// Accounts, devices and sessions, in the directory's space.
pub trait Accounts {
    /// The account of a login.
    fn account(&self, space: SpaceId, login: &str) -> Stores<Option<Account>>;
    /// A person's account.
    fn account_of(&self, space: SpaceId, person: PersonId) -> Stores<Option<Account>>;
    /// Whether anybody has an account.
    fn has_accounts(&self, space: SpaceId) -> Stores<bool>;
    /// All accounts, by login.
    fn accounts(&self, space: SpaceId) -> Stores<Vec<Account>>;
    /// Keeps an account; its grants as by [`Accounts::set_grants`].
    fn put_account(&self, space: SpaceId, account: &Account) -> Stores<()>;
    /// Gives a person these grants and no others, and raises the person's scope stamp.
    fn set_grants(&self, space: SpaceId, person: PersonId, grants: &[Grant]) -> Stores<()>;
    /// A device.
    fn device(&self, space: SpaceId, id: DeviceId) -> Stores<Option<Device>>;
    /// Keeps a device.
    fn put_device(&self, space: SpaceId, device: &Device, now: Timestamp) -> Stores<()>;
    /// A session that has not ended.
    fn session(&self, space: SpaceId, token: Sha256, now: Timestamp) -> Stores<Option<SessionRow>>;
    /// Opens or prolongs a session, and lets go of those that have ended.
    fn put_session(
        &self,
        space: SpaceId,
        token: Sha256,
        person: PersonId,
        device: DeviceId,
        expires: Timestamp,
        now: Timestamp,
    ) -> Stores<()>;
    /// Ends a session.
    fn end_session(&self, space: SpaceId, token: Sha256) -> Stores<()>;
    /// Ends all sessions of a person.
    fn end_sessions(&self, space: SpaceId, person: PersonId) -> Stores<()>;
    /// On how many devices a person is signed in.
    fn devices_of(&self, space: SpaceId, person: PersonId, now: Timestamp) -> Stores<u32>;
}
