//! What belongs to the device and not to one of its people: its id and key, who has an account on it, who works now.
//!
//! The sealing keys of the accounts lie here in the clear. That keeps a copied account database closed, not a copied
//! device; a PIN wraps them later (issue 4) without rewriting a row of any account.

use ed25519_dalek::SigningKey;
use rexie::{ObjectStore, RexieBuilder};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::api::DeviceCard;
use shared::bytes::Hex;
use shared::id::{DeviceId, PersonId};
use shared::sync::store::StoreError;
use wasm_bindgen::JsValue;

use crate::store::{Connection, Durability, Writing};
use crate::{clock, json, random};

/// The database's name.
pub const DATABASE: &str = "giao-uoc-device";
const VERSION: u32 = 1;
const DEVICE: &str = "device";
const ACCOUNTS: &str = "accounts";
const STORES: [&str; 2] = [DEVICE, ACCOUNTS];
const IDENTITY: &str = "identity";
const CURRENT: &str = "current";

/// Who the device is.
#[derive(Clone, Serialize, Deserialize)]
pub struct Identity {
    /// Its id, made here at the first start.
    pub id: DeviceId,
    /// What its owner calls it; empty until somebody signs in.
    pub name: String,
    /// Its private key.
    key: Hex<32>,
}

impl Identity {
    /// Signs changes.
    pub fn key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.key.0)
    }

    /// How the device introduces itself to the server.
    pub fn card(&self, login: &str) -> DeviceCard {
        use ed25519_dalek::Signer;
        let key = self.key();
        let proof = key.sign(&DeviceCard::proof_bytes(login, self.id));
        DeviceCard {
            id: self.id,
            name: self.name.clone(),
            key: Hex(key.verifying_key().to_bytes()),
            proof: Hex(proof.to_bytes()),
        }
    }
}

/// An account on this device: what the choice of people shows, and what opens its database.
#[derive(Clone, Serialize, Deserialize)]
pub struct AccountCard {
    /// Tên đăng nhập.
    pub login: String,
    /// Họ và tên.
    pub name: String,
    /// Chức vụ.
    #[serde(default)]
    pub post: String,
    /// The name of the person's unit; empty for the central office.
    #[serde(default)]
    pub unit: String,
    /// The person.
    pub person: PersonId,
    /// Seals all that the account keeps.
    pub key: Hex<32>,
}

impl AccountCard {
    /// The name of the account's database.
    pub fn database(&self) -> String {
        format!("giao-uoc-{}", self.person)
    }
}

/// The device's own database, open.
pub struct Device {
    connection: Connection,
}

impl Device {
    /// Opens it. It is small and seldom needed, so nobody holds it for long.
    pub async fn open() -> Result<Self, StoreError> {
        Ok(Self { connection: Connection::open(DATABASE, declared()).await? })
    }

    /// Who the device is. The first call makes it; of two tabs that do so at once, one wins for both.
    pub async fn identity(&self) -> Result<Identity, StoreError> {
        let no_randomness = |error: random::NoRandomness| StoreError::Browser(error.to_string());
        let made = Identity {
            id: DeviceId::new(clock::now(), &random::entropy().map_err(no_randomness)?),
            name: String::new(),
            key: Hex(random::bytes().map_err(no_randomness)?),
        };
        let writing = Writing::begin(&self.connection, &[DEVICE], Durability::Strict)?;
        let held = writing.get(DEVICE, &IDENTITY.into()).await?;
        if held.is_undefined() {
            writing.put(DEVICE, &IDENTITY.into(), &stored(&made)?)?;
        }
        writing.finish().await?;
        if held.is_undefined() { Ok(made) } else { parsed(&held) }
    }

    /// Keeps what the owner calls the device.
    pub async fn rename(&self, name: &str) -> Result<(), StoreError> {
        let writing = Writing::begin(&self.connection, &[DEVICE], Durability::Strict)?;
        let held: Identity = parsed(&writing.get(DEVICE, &IDENTITY.into()).await?)?;
        writing.put(DEVICE, &IDENTITY.into(), &stored(&Identity { name: name.to_owned(), ..held })?)?;
        writing.finish().await
    }

    /// All accounts.
    pub async fn accounts(&self) -> Result<Vec<AccountCard>, StoreError> {
        let cards = self.connection.get_all(ACCOUNTS, None, None).await?;
        cards.iter().map(parsed).collect()
    }

    /// Keeps what the server said of a person. An account that is there already keeps its key: without it, what
    /// waits in its database would be lost.
    pub async fn keep_account(&self, card: AccountCard) -> Result<AccountCard, StoreError> {
        let writing = Writing::begin(&self.connection, &[ACCOUNTS], Durability::Strict)?;
        let key = JsValue::from_str(&card.person.to_string());
        let held = writing.get(ACCOUNTS, &key).await?;
        let card = if held.is_undefined() {
            card
        } else {
            AccountCard { key: parsed::<AccountCard>(&held)?.key, ..card }
        };
        writing.put(ACCOUNTS, &key, &stored(&card)?)?;
        writing.finish().await?;
        Ok(card)
    }

    /// The login of who works now.
    pub async fn current(&self) -> Result<Option<String>, StoreError> {
        let writing = Writing::begin(&self.connection, &[DEVICE], Durability::Relaxed)?;
        let held = writing.get(DEVICE, &CURRENT.into()).await?;
        writing.finish().await?;
        Ok(held.as_string())
    }

    /// Notes who works now; none for nobody.
    pub async fn set_current(&self, login: Option<&str>) -> Result<(), StoreError> {
        let writing = Writing::begin(&self.connection, &[DEVICE], Durability::Strict)?;
        match login {
            Some(login) => writing.put(DEVICE, &CURRENT.into(), &login.into())?,
            None => writing.delete(DEVICE, &CURRENT.into())?,
        };
        writing.finish().await
    }
}

fn declared() -> RexieBuilder {
    // Nothing may leave this list: see `store::schema`.
    STORES.iter().fold(RexieBuilder::new(DATABASE).version(VERSION), |builder, store| {
        builder.add_object_store(ObjectStore::new(store))
    })
}

fn stored<T: Serialize>(value: &T) -> Result<JsValue, StoreError> {
    String::from_utf8(json::text(value)).map(JsValue::from).map_err(|_| StoreError::Unreadable)
}

fn parsed<T: DeserializeOwned>(value: &JsValue) -> Result<T, StoreError> {
    let text = value.as_string().ok_or(StoreError::Unreadable)?;
    json::read(text.as_bytes()).ok_or(StoreError::Unreadable)
}
