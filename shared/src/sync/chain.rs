//! The hash chain of accepted changes of a space.

use ed25519_dalek::{Signer, SigningKey, Verifier, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256 as Hasher};

use crate::bytes::{Hex, Sha256};
use crate::id::SpaceId;

/// The end of a space's chain, signed by the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Changes in the chain.
    pub count: u64,
    /// The hash of the last one; all zero for none.
    pub hash: Sha256,
    /// The server's signature over space, count and hash.
    pub sig: Hex<64>,
}

impl Head {
    /// The signed head of a space's chain.
    pub fn signed(space: SpaceId, count: u64, hash: Sha256, key: &SigningKey) -> Self {
        Self { count, hash, sig: Hex(key.sign(&signed_bytes(space, count, hash)).to_bytes()) }
    }

    /// Whether this server signed it.
    pub fn is_signed_by(&self, space: SpaceId, key: &VerifyingKey) -> bool {
        let sig = ed25519_dalek::Signature::from_bytes(&self.sig.0);
        key.verify(&signed_bytes(space, self.count, self.hash), &sig).is_ok()
    }
}

fn signed_bytes(space: SpaceId, count: u64, hash: Sha256) -> Vec<u8> {
    format!("giao-uoc/head/1\n{space}/{count}/{hash}").into_bytes()
}

/// The hash of a chain after one more entry: any change, deletion or reordering of entries changes every later hash.
pub fn chained(previous: Sha256, entry: &[u8]) -> Sha256 {
    let mut hasher = Hasher::new();
    hasher.update(previous.0);
    hasher.update(entry);
    Hex(hasher.finalize().into())
}
