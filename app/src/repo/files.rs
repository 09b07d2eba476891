//! Files: attaching and showing them.

use js_sys::{Array, Uint8Array};
use shared::bytes::{Sha256, sha256};
use shared::domain::Evidence;
use shared::id::SpaceId;
use shared::sync::store::{Batch, BlobCard, BlobWrite, Store};
use web_sys::{Blob, BlobPropertyBag, Url};

use super::Repo;
use super::sending::fetch_error;
use super::topics::Topic;
use super::types::{AttachError, FetchError, FilePlace};
use crate::attachment::{FileKind, Prepared, Unfit, kind_of, prepare};
use crate::sync::api;

impl Repo {
    /// Keeps a file on this device, photos shrunk and freed of where they were taken. The record that is to name it
    /// is saved by the caller.
    pub async fn attach(&self, space: SpaceId, file: web_sys::File) -> Result<Evidence, AttachError> {
        let desk = self.desk().ok_or(AttachError::SignedOut)?;
        let Prepared { hash, mime, name, bytes } = prepare(&file).await.map_err(unfit)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let evidence = Evidence::File { hash, size, mime: mime.to_owned(), name };
        // The same bytes may be here already, and partly sent.
        let is_here = desk.memory.borrow().blob(hash).is_some_and(|card| card.space == space);
        if !is_here {
            let card = BlobCard { space, size, sent: 0, mime: mime.to_owned() };
            let blobs = vec![(hash, BlobWrite::Put(card, bytes))];
            desk.save(Batch { blobs, ..Batch::default() }).await?;
        }
        Ok(evidence)
    }

    /// An address under which the browser shows the file, from this device or from the server. The caller revokes it
    /// (`URL.revokeObjectURL`) when it is no longer shown.
    pub async fn file_url(&self, space: SpaceId, hash: Sha256) -> Result<String, FetchError> {
        let desk = self.desk().ok_or(FetchError::SignInNeeded)?;
        let here = desk.account.store().blob(hash).await.map_err(|_| FetchError::Trouble("L1"))?;
        let bytes = if let Some(bytes) = here {
            bytes
        } else {
            let person = desk.account.card().person;
            let bytes = api::file(person, space, hash).await.map_err(fetch_error)?;
            // A portal's page has another hash.
            if sha256(&bytes) != hash {
                return Err(FetchError::Portal);
            }
            bytes
        };
        address(&bytes).ok_or(FetchError::Trouble("L1"))
    }

    /// Where a file is; tracked, so that a page hears when it has been sent.
    pub fn file_place(&self, hash: Sha256) -> FilePlace {
        let card = self.read(&[Topic::Files], |_, memory| memory.blob(hash).cloned());
        match card {
            None => FilePlace::Elsewhere,
            Some(card) if card.sent < card.size => FilePlace::OnlyHere,
            Some(_) => FilePlace::Both,
        }
    }
}

/// An address of the bytes for this page alone. Their type is what they are, never what somebody claimed.
fn address(bytes: &[u8]) -> Option<String> {
    let mime = match kind_of(bytes) {
        Some(FileKind::Photo) => "image/jpeg",
        Some(FileKind::Document(mime)) => mime,
        None => "application/octet-stream",
    };
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

fn unfit(unfit: Unfit) -> AttachError {
    match unfit {
        Unfit::TooLarge { max } => AttachError::TooLarge { max },
        Unfit::NotSupported => AttachError::NotSupported,
        Unfit::Unreadable => AttachError::Unreadable,
        Unfit::Empty => AttachError::Empty,
    }
}
