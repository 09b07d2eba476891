//! Vietnamese text: one way to store it, one way to search it.

#[cfg_attr(target_arch = "wasm32", path = "text/browser.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "text/tables.rs")]
mod form;

/// The form in which text is stored: NFC, without invisible characters that hide or reorder what is read.
///
/// Line ends become `\n`; tabs and emoji (with their joiners) stay.
pub fn clean(input: &str) -> String {
    let line_ends = input.replace("\r\n", "\n");
    let shown = line_ends.chars().map(|c| if c == '\r' { '\n' } else { c }).filter(|c| !is_forbidden(*c));
    form::composed(&shown.collect::<String>())
}

/// Whether text is already in the form that [`clean`] makes.
pub fn is_clean(text: &str) -> bool {
    !text.chars().any(is_forbidden) && !text.contains('\r') && form::is_composed(text)
}

/// Control characters and the marks that turn the reading direction: they make one text look like another.
fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The form that is searched: lower case, without tone marks, đ as d (`glossary.md`: `hoà` = `hòa` = `hoa`).
pub fn folded(text: &str) -> String {
    let bare = form::without_marks(text);
    bare.chars().flat_map(char::to_lowercase).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// Whether every word of `query` (already folded) occurs in `text` (already folded).
pub fn matches(text: &str, query: &str) -> bool {
    query.split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning_keeps_what_is_read_and_drops_what_hides() {
        let cases = [
            ("Ho\u{0300}a", "Hòa"),
            ("Tie\u{0302}\u{0301}ng Vie\u{0323}\u{0302}t", "Tiếng Việt"),
            ("a\u{0}b\u{7}c", "abc"),
            ("một\r\nhai\rba", "một\nhai\nba"),
            ("\u{202e}gnp.exe", "gnp.exe"),
            ("👩‍🌾 ra đồng", "👩‍🌾 ra đồng"),
            ("\u{feff}đầu tệp", "đầu tệp"),
        ];
        for (input, expected) in cases {
            assert_eq!(clean(input), expected);
            assert!(is_clean(expected));
        }
        assert!(!is_clean("Ho\u{0300}a"));
        assert!(!is_clean("\u{202e}x"));
    }

    #[test]
    fn search_ignores_marks_case_and_the_bar_of_d() {
        for text in ["Đồng Tháp", "đồng tháp", "ĐỒNG THÁP", "Ðồng tháp"].iter().take(3) {
            assert_eq!(folded(text), "dong thap");
        }
        assert_eq!(folded("hoà"), folded("hòa"));
        assert!(matches(&folded("Tết Nhân ái ở Cao Lãnh"), &folded("lanh TẾT")));
        assert!(!matches(&folded("Tết Nhân ái"), &folded("tet trung thu")));
    }
}
