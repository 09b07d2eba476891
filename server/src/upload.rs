//! Receiving an attachment in chunks and checking it when the last one is there.

use sha2::{Digest, Sha256 as Hasher};

use shared::api::FileProgress;
use shared::bytes::{Hex, Sha256};
use shared::id::SpaceId;

use crate::error::Error;
use crate::state::Server;
use crate::store::{FileState, Files, Stores};

/// A chunk and where it belongs.
pub(crate) struct Chunk {
    pub(crate) offset: u64,
    /// Bytes of the whole file.
    pub(crate) size: u64,
    pub(crate) bytes: Vec<u8>,
}

/// How far a file has come.
pub(crate) fn progress<S: Files>(store: &S, space: SpaceId, hash: Sha256) -> Stores<FileProgress> {
    let state = store.file(space, hash)?;
    let (received, complete) = state.map_or((0, false), |state| (state.received, state.complete));
    Ok(FileProgress { received, complete })
}

/// Takes a chunk. One that is already there is passed over, so a chunk may be sent again after a lost answer.
///
/// # Errors
/// [`Error::WrongOffset`] when something before it is missing.
pub(crate) fn take<S: Files>(
    store: &S,
    space: SpaceId,
    hash: Sha256,
    chunk: &Chunk,
) -> Result<FileProgress, Error> {
    let fresh = FileState { size: chunk.size, received: 0, complete: false };
    let mut state = store.file(space, hash)?.unwrap_or(fresh);
    if state.size != chunk.size && !state.complete {
        // Somebody began with another size. The hash decides who was right, so the newcomer starts over.
        if chunk.offset != 0 {
            return Err(Error::WrongOffset);
        }
        store.drop_file(space, hash)?;
        state = fresh;
    }
    if chunk.offset > state.received {
        return Err(Error::WrongOffset);
    }
    if chunk.offset == state.received && !state.complete {
        store.add_chunk(space, hash, state, &chunk.bytes)?;
    }
    Ok(progress(store, space, hash)?)
}

/// Compares the bytes of a file with the hash that names it, beside the writer: that takes long.
///
/// # Errors
/// [`Error::WrongHash`] when they differ; the bytes are let go of then.
pub(crate) async fn verify(server: &Server, space: SpaceId, hash: Sha256) -> Result<FileProgress, Error> {
    let found = server.readers.read_long(move |store| {
        let mut hasher = Hasher::new();
        store.chunks(space, hash, &mut |bytes| hasher.update(bytes))?;
        Ok(Hex(hasher.finalize().into()))
    });
    let is_right = found.await? == hash;
    let settled = server.writer.run(move |store| {
        if is_right {
            store.complete_file(space, hash)?;
        } else {
            store.drop_file(space, hash)?;
        }
        Ok(progress(store, space, hash)?)
    });
    let progress = settled.await?;
    if is_right { Ok(progress) } else { Err(Error::WrongHash) }
}
