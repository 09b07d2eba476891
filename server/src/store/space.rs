//! The installation, its spaces and their chains.

use ed25519_dalek::SigningKey;

use shared::bytes::{Hex, Sha256, sha256};
use shared::id::{Epoch, Lineage, Revision, ServerId, SpaceId};

use super::Stores;

/// Which installation this is.
#[derive(Clone)]
pub struct Identity {
    /// The installation.
    pub server: ServerId,
    /// How often it was set back, as far as it knows.
    pub epoch: Epoch,
    /// The directory's space.
    pub directory: SpaceId,
    /// What the signing keys are made from.
    pub secret: [u8; 32],
    /// The key that signs the heads of this epoch.
    pub key: SigningKey,
}

impl Identity {
    /// Whose revisions it hands out.
    pub fn lineage(&self) -> Lineage {
        Lineage { server: self.server, epoch: self.epoch }
    }
}

/// The key that signs the heads of an epoch. Each epoch has its own, so that a head says which epoch it is of.
pub fn epoch_key(secret: &[u8; 32], epoch: Epoch) -> SigningKey {
    let mut bytes = b"giao-uoc/epoch-key/1\n".to_vec();
    bytes.extend_from_slice(secret);
    bytes.extend_from_slice(&epoch.0.to_be_bytes());
    SigningKey::from_bytes(&sha256(&bytes).0)
}

/// Where a space stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpaceState {
    /// The last revision handed out, which is also the number of entries in its chain.
    pub seq: Revision,
    /// The chain's last hash.
    pub hash: Sha256,
    /// Năm thi đua now running: the summary that devices' reports go to.
    pub year: i16,
}

impl SpaceState {
    /// A space in which nothing happened yet.
    pub fn new(year: i16) -> Self {
        Self { seq: Revision::ZERO, hash: Hex([0; 32]), year }
    }
}

/// The installation, its spaces and their chains.
pub trait Spaces {
    /// Which installation this is.
    fn identity(&self) -> Stores<Identity>;
    /// Opens an epoch.
    fn set_epoch(&self, epoch: Epoch) -> Stores<()>;

    /// Where a space stands; none when there is no such space.
    fn space(&self, space: SpaceId) -> Stores<Option<SpaceState>>;
    /// Notes where a space stands.
    fn put_space(&self, space: SpaceId, state: &SpaceState) -> Stores<()>;
    /// The hash of a chain at an entry.
    fn link(&self, space: SpaceId, seq: Revision) -> Stores<Option<Sha256>>;
    /// Adds an entry to the chain.
    fn add_link(&self, space: SpaceId, seq: Revision, hash: Sha256, kept: Option<Sha256>) -> Stores<()>;
}
