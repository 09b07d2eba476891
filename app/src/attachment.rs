//! Files as evidence: what may be attached, and in which form it is kept.
//!
//! A photo is shrunk and drawn anew, so nothing of where and with what it was taken stays in it. Documents are kept
//! to the byte. What a file is, its first bytes say, never its name.

mod document;
mod kind;
mod name;
mod photo;
mod size;

use js_sys::Uint8Array;
use shared::bytes::{Sha256, sha256};
use shared::limit::{ATTACHMENT_BYTES_MAX, PICTURE_BYTES_MAX};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

pub use kind::{FileKind, kind_of};
pub use name::kept_name;
pub use photo::shrunk;

/// Why a file cannot be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// More bytes than are allowed.
    #[error("larger than {max} bytes")]
    TooLarge {
        /// What is allowed.
        max: u64,
    },
    /// Neither a photo nor a document of a known kind.
    #[error("not a supported kind of file")]
    NotSupported,
    /// It cannot be read, or the picture in it is damaged.
    #[error("unreadable")]
    Unreadable,
    /// There is nothing in it.
    #[error("empty")]
    Empty,
}

/// A file in the form in which it is kept and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// What identifies the bytes.
    pub hash: Sha256,
    /// Its media type, as found in the bytes.
    pub mime: &'static str,
    /// The name it goes by.
    pub name: String,
    /// What is kept.
    pub bytes: Vec<u8>,
}

/// Brings a file that somebody picked into the form in which it is kept.
pub async fn prepare(file: &File) -> Result<Prepared, Unfit> {
    let length = length(file);
    if length == 0 {
        return Err(Unfit::Empty);
    }
    let largest = ATTACHMENT_BYTES_MAX.max(PICTURE_BYTES_MAX);
    if length > largest {
        return Err(Unfit::TooLarge { max: largest });
    }
    let (kind, mime, bytes) = if let Some(head) = photo_head(file).await? {
        (FileKind::Photo, "image/jpeg", shrunk(file, &head).await?)
    } else {
        let bytes = read(file).await?;
        match kind_of(&bytes) {
            Some(kind @ FileKind::Document(mime)) => (kind, mime, bytes),
            Some(FileKind::Photo) | None => return Err(Unfit::NotSupported),
        }
    };
    if bytes.len() > usize::try_from(ATTACHMENT_BYTES_MAX).unwrap_or(usize::MAX) {
        return Err(Unfit::TooLarge { max: ATTACHMENT_BYTES_MAX });
    }
    Ok(Prepared { hash: sha256(&bytes), mime, name: kept_name(&file.name(), kind), bytes })
}

/// The first bytes, if it is a photo: the browser draws it from its own memory, so the rest need not come here.
async fn photo_head(file: &File) -> Result<Option<Vec<u8>>, Unfit> {
    const HEAD_BYTES: i32 = 256 * 1024;
    let head = file.slice_with_i32_and_i32(0, HEAD_BYTES).map_err(|_| Unfit::Unreadable)?;
    let head = read(&head).await?;
    Ok((kind_of(&head) == Some(FileKind::Photo)).then_some(head))
}

/// The bytes of a file or blob.
pub async fn read(blob: &Blob) -> Result<Vec<u8>, Unfit> {
    let buffer: Result<JsValue, JsValue> = JsFuture::from(blob.array_buffer()).await;
    // Refused when the file was moved or changed since it was picked.
    buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).map_err(|_| Unfit::Unreadable)
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the browser gives a whole number of bytes as a float"
)]
fn length(blob: &Blob) -> u64 {
    blob.size() as u64
}
