//! Unicode's normal forms from the tables that every browser has: ours would be a sixth of what a visitor downloads.

use js_sys::{JsString, RegExp};

/// The text in NFC.
pub(super) fn composed(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { JsString::from(text).normalize("NFC").into() }
}

/// Whether the text is in NFC.
pub(super) fn is_composed(text: &str) -> bool {
    text.is_ascii() || composed(text) == text
}

/// The text in NFD without its marks.
pub(super) fn without_marks(text: &str) -> String {
    thread_local! {
        static MARKS: RegExp = RegExp::new(r"\p{M}", "gu");
    }
    if text.is_ascii() {
        return text.to_owned();
    }
    let apart = JsString::from(text).normalize("NFD");
    MARKS.with(|marks| apart.replace_by_pattern(marks, "")).into()
}
