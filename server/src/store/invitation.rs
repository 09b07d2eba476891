//! Invitations, in the directory's space.

use shared::bytes::Sha256;
use shared::id::{PersonId, SpaceId};
use shared::time::Timestamp;

use super::Stores;

/// Invitations: one for each person, by the digest of its secret.
pub trait Invitations {
    /// Keeps an invitation; the person's earlier one is over.
    fn put_invitation(&self, space: SpaceId, person: PersonId, token: Sha256, ends: Timestamp) -> Stores<()>;
    /// Whose invitation this is, while it lasts.
    fn invited(&self, space: SpaceId, token: Sha256, now: Timestamp) -> Stores<Option<PersonId>>;
    /// When a person's invitation ends, if there is one that lasts.
    fn invited_until(&self, space: SpaceId, person: PersonId, now: Timestamp) -> Stores<Option<Timestamp>>;
    /// Lets a person's invitation go.
    fn end_invitation(&self, space: SpaceId, person: PersonId) -> Stores<()>;
    /// Lets all invitations go.
    fn end_invitations(&self, space: SpaceId) -> Stores<()>;
}
