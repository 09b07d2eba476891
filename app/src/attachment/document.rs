//! PDF and Office documents, told apart by what is in them.

const PDF: &str = "application/pdf";
const DOC: &str = "application/msword";
const XLS: &str = "application/vnd.ms-excel";
const PPT: &str = "application/vnd.ms-powerpoint";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

/// The media type of a document; none when it is of no kind that may be evidence.
pub(super) fn mime_of(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"%PDF-") {
        Some(PDF)
    } else if bytes.starts_with(b"PK\x03\x04") {
        packed(bytes)
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        compound(bytes)
    } else {
        None
    }
}

/// The old Office formats: a file system in a file, whose directory names the main stream.
fn compound(bytes: &[u8]) -> Option<&'static str> {
    let streams = [("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS), ("PowerPoint Document", PPT)];
    streams.into_iter().find(|(stream, _)| has_entry(bytes, stream)).map(|(_, mime)| mime)
}

/// Whether the directory has an entry of that name. Entries are 128 bytes and aligned to that; the name comes first,
/// in UTF-16, and ends in a zero.
fn has_entry(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    bytes.as_chunks::<128>().0.iter().any(|entry| entry.starts_with(&name))
}

/// The new Office formats: an archive, whose parts' names say what it is.
fn packed(bytes: &[u8]) -> Option<&'static str> {
    let names = names(bytes)?;
    let has = |wanted: &[u8]| names.iter().any(|name| name.starts_with(wanted));
    // A document with macros runs on whoever opens it.
    let has_macros = names.iter().any(|name| name.ends_with(b"vbaProject.bin"));
    if has_macros || !has(b"[Content_Types].xml") {
        return None;
    }
    let parts: [(&[u8], &str); 3] = [(b"word/", DOCX), (b"xl/", XLSX), (b"ppt/", PPTX)];
    parts.into_iter().find(|(part, _)| has(part)).map(|(_, mime)| mime)
}

/// The names in an archive's directory, which stands at its end; none when it is damaged.
fn names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    const END: &[u8] = b"PK\x05\x06";
    const END_BYTES: usize = 22;
    const COMMENT_MAX: usize = 65_535;
    let tail = bytes.len().saturating_sub(END_BYTES + COMMENT_MAX);
    let found = bytes.get(tail..)?.windows(END.len()).rposition(|window| window == END)?;
    let end = bytes.get(tail + found..)?;
    let count = u16_at(end, 10)?;
    let mut entry = bytes.get(u32_at(end, 16)?..)?;
    let mut names = Vec::new();
    for _ in 0..count {
        const ENTRY_BYTES: usize = 46;
        if !entry.starts_with(b"PK\x01\x02") {
            return None;
        }
        let (name, extra, comment) = (u16_at(entry, 28)?, u16_at(entry, 30)?, u16_at(entry, 32)?);
        names.push(entry.get(ENTRY_BYTES..ENTRY_BYTES + name)?);
        entry = entry.get(ENTRY_BYTES + name + extra + comment..)?;
    }
    Some(names)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let raw = bytes.get(at..)?.first_chunk::<2>()?;
    Some(usize::from(u16::from_le_bytes(*raw)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let raw = bytes.get(at..)?.first_chunk::<4>()?;
    usize::try_from(u32::from_le_bytes(*raw)).ok()
}
