//! The name that a file goes by.

use shared::domain::EVIDENCE_CHARS_MAX;
use shared::text;

use super::FileKind;

/// The name under which a file is kept: in the stored form of text, in one line, not too long, and with the ending of
/// what it has become.
pub fn kept_name(given: &str, kind: FileKind) -> String {
    let line: String = text::clean(given).split(['\n', '\t', '/', '\\']).collect();
    let line = line.trim();
    let (stem, ending) = match line.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.chars().count() <= 5 => (stem, ending),
        Some(_) | None => (line, ""),
    };
    let ending = match kind {
        FileKind::Photo => "jpg",
        FileKind::Document(_) => ending,
    };
    let stem = if stem.trim().is_empty() { "tep" } else { stem.trim() };
    let room = EVIDENCE_CHARS_MAX.saturating_sub(ending.chars().count() + 1);
    let stem: String = stem.chars().take(room).collect();
    if ending.is_empty() { stem } else { format!("{}.{ending}", stem.trim_end()) }
}
