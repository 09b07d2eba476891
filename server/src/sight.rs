//! What a viewer may see, asked of the database.

use shared::access::{Subject, visible};
use shared::bytes::Sha256;
use shared::id::{RecordId, SpaceId};

use crate::actor::Actor;
use crate::error::Error;
use crate::store::{Files, Records, Spaces};

/// Whether the person may see a record. What is hidden and what is not there are told apart by nobody.
///
/// # Errors
/// [`Error::NotFound`] when not.
pub(crate) fn see_record<S: Spaces + Records>(
    store: &S,
    actor: &Actor,
    space: SpaceId,
    record: RecordId,
) -> Result<(), Error> {
    let heading = store.heading(space, record)?.ok_or(Error::NotFound)?;
    let in_directory = space == store.identity()?.directory;
    let subject = Subject { space, in_directory, kind: heading.kind, unit: heading.unit };
    if visible(&subject, &actor.viewer) { Ok(()) } else { Err(Error::NotFound) }
}

/// The media type of a file, for who may see a record that names it.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub(crate) fn see_file<S: Spaces + Records + Files>(
    store: &S,
    actor: &Actor,
    space: SpaceId,
    hash: Sha256,
) -> Result<String, Error> {
    for (record, mime) in store.file_refs(space, hash)? {
        match see_record(store, actor, space, record) {
            Ok(()) => return Ok(mime),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::NotFound)
}
