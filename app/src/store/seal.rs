//! Sealing: what is kept on the device is readable only with the account's key.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::sync::store::StoreError;

use crate::{json, random};

/// The key of one account.
pub type SealingKey = [u8; 32];

const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;

/// Seals and opens values of one account (XChaCha20-Poly1305, a random nonce before each).
#[derive(Clone)]
pub struct Sealer {
    cipher: XChaCha20Poly1305,
}

impl Sealer {
    /// With an account's key.
    pub fn new(key: &SealingKey) -> Self {
        Self { cipher: XChaCha20Poly1305::new(key.into()) }
    }

    /// Seals bytes. Only the same `label` opens them, so that values cannot be exchanged for one another.
    pub fn seal(&self, label: &[u8], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let nonce = random::bytes::<NONCE_BYTES>().map_err(|error| StoreError::Browser(error.to_string()))?;
        let mut sealed = Vec::with_capacity(NONCE_BYTES + plain.len() + TAG_BYTES);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plain);
        let (_, body) = sealed.split_at_mut(NONCE_BYTES);
        let tag = self
            .cipher
            .encrypt_inout_detached(&XNonce::from(nonce), label, body.into())
            .map_err(|_| StoreError::Browser("sealing".to_owned()))?;
        sealed.extend_from_slice(&tag);
        Ok(sealed)
    }

    /// Opens what [`Sealer::seal`] made with the same label.
    pub fn open(&self, label: &[u8], sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(StoreError::Unreadable)?;
        let (body, tag) = rest.split_last_chunk::<TAG_BYTES>().ok_or(StoreError::Unreadable)?;
        let mut plain = body.to_vec();
        self.cipher
            .decrypt_inout_detached(&XNonce::from(*nonce), label, plain.as_mut_slice().into(), tag.into())
            .map_err(|_| StoreError::Unreadable)?;
        Ok(plain)
    }

    /// Seals a value as wire JSON.
    pub fn seal_value<T: Serialize>(&self, label: &[u8], value: &T) -> Result<Vec<u8>, StoreError> {
        self.seal(label, &json::text(value))
    }

    /// Opens a value from wire JSON.
    pub fn open_value<T: DeserializeOwned>(&self, label: &[u8], sealed: &[u8]) -> Result<T, StoreError> {
        json::read(&self.open(label, sealed)?).ok_or(StoreError::Unreadable)
    }
}
