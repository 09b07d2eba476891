//! Unicode's normal forms from tables of our own, outside browsers.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text in NFC.
pub(super) fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Whether the text is in NFC.
pub(super) fn is_composed(text: &str) -> bool {
    unicode_normalization::is_nfc(text)
}

/// The text in NFD without its marks.
pub(super) fn without_marks(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect()
}
