//! What a file is, by its bytes.

use super::document;

/// A kind of file that may be evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A picture; drawn anew as JPEG, whatever it was.
    Photo,
    /// A document, with its media type; kept to the byte.
    Document(&'static str),
}

/// The kind of file that some bytes are; none for a kind that may not be evidence.
pub fn kind_of(bytes: &[u8]) -> Option<FileKind> {
    if is_photo(bytes) {
        return Some(FileKind::Photo);
    }
    document::mime_of(bytes).map(FileKind::Document)
}

fn is_photo(bytes: &[u8]) -> bool {
    const STARTS: [&[u8]; 5] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM"];
    STARTS.iter().any(|start| bytes.starts_with(start)) || is_webp(bytes) || is_heif(bytes)
}

fn is_webp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

/// HEIC and AVIF, as cameras of telephones write them. Whether they can be drawn, the browser decides.
fn is_heif(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8; 4]; 6] = [b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif"];
    bytes.get(4..8) == Some(b"ftyp")
        && bytes.get(8..12).is_some_and(|brand| BRANDS.iter().any(|known| *known == brand))
}
