//! Every object store that ever was. At an upgrade rexie deletes each store that is not declared, so nothing may
//! leave this list, not even when no code reads it any more.

use rexie::{ObjectStore, RexieBuilder};

/// Raised when a store is added.
///
/// 1: the first.
pub const VERSION: u32 = 1;

/// Changes not settled yet: state byte and sealed change under a rising number.
pub const OUTBOX: &str = "outbox";
/// Accepted changes that no backup covers yet, in packs of rows of the outbox.
pub const SENT: &str = "sent";
/// Sealed pages of records, under `number/space/count`.
pub const SEGMENTS: &str = "segments";
/// Sealed drafts, under the key of their form.
pub const DRAFTS: &str = "drafts";
/// Sealed bytes of attachments, under their hash.
pub const BLOBS: &str = "blobs";
/// Sealed cards of attachments, under their hash.
pub const BLOB_CARDS: &str = "blob_cards";
/// Sealed places of spaces and notes of the app, and counters.
pub const META: &str = "meta";

/// All of them.
pub const STORES: [&str; 7] = [OUTBOX, SENT, SEGMENTS, DRAFTS, BLOBS, BLOB_CARDS, META];

/// The database of an account at a version of the schema.
pub fn declared(name: &str, version: u32) -> RexieBuilder {
    STORES.iter().fold(RexieBuilder::new(name).version(version), |builder, store| {
        // A place in the outbox is never given twice, even when its row is gone.
        builder.add_object_store(ObjectStore::new(store).auto_increment(*store == OUTBOX))
    })
}
