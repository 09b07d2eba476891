//! The bytes of attachments, and which records name them.

use shared::bytes::Sha256;
use shared::id::{RecordId, SpaceId};

use super::Stores;

/// What is known of an attachment.
#[derive(Clone, Copy, Debug)]
pub struct FileState {
    /// Bytes in all.
    pub size: u64,
    /// Bytes received, from the start.
    pub received: u64,
    /// All bytes are there, and their hash is right.
    pub complete: bool,
}

/// The bytes of attachments, and which records name them.
pub trait Files {
    /// Notes that a record names a file.
    fn add_file_ref(&self, space: SpaceId, hash: Sha256, record: RecordId, mime: &str) -> Stores<()>;
    /// The records that name a file, each with the media type it gives.
    fn file_refs(&self, space: SpaceId, hash: Sha256) -> Stores<Vec<(RecordId, String)>>;
    /// What is known of a file.
    fn file(&self, space: SpaceId, hash: Sha256) -> Stores<Option<FileState>>;
    /// Appends a chunk at the end of what was received.
    fn add_chunk(&self, space: SpaceId, hash: Sha256, state: FileState, bytes: &[u8]) -> Stores<()>;
    /// Hands over the chunks in order.
    fn chunks(&self, space: SpaceId, hash: Sha256, each: &mut dyn FnMut(&[u8])) -> Stores<()>;
    /// The chunk that begins at a byte.
    fn chunk(&self, space: SpaceId, hash: Sha256, start: u64) -> Stores<Option<Vec<u8>>>;
    /// Notes that a file is complete and right.
    fn complete_file(&self, space: SpaceId, hash: Sha256) -> Stores<()>;
    /// Lets go of bytes that turned out wrong.
    fn drop_file(&self, space: SpaceId, hash: Sha256) -> Stores<()>;
}
