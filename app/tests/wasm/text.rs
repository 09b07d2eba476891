//! Text in the browser, whose own tables serve there: it must come out as it does on the server.

use shared::text::{clean, folded, is_clean};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn cleaning_keeps_what_is_read_and_drops_what_hides() {
    let cases = [
        ("Ho\u{0300}a", "Hòa"),
        ("Tie\u{0302}\u{0301}ng Vie\u{0323}\u{0302}t", "Tiếng Việt"),
        ("Vie\u{0302}\u{0323}t", "Việt"),
        ("a\u{0}b\u{7}c", "abc"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("\u{202e}gnp.exe", "gnp.exe"),
        ("👩‍🌾 ra đồng", "👩‍🌾 ra đồng"),
        ("\u{1100}\u{1161}\u{11a8} \u{212b}", "각 Å"),
    ];
    for (input, expected) in cases {
        assert_eq!(clean(input), expected);
        assert!(is_clean(expected), "{expected}");
        assert_eq!(is_clean(input), input == expected, "{input}");
    }
}

#[wasm_bindgen_test]
fn search_ignores_marks_case_and_the_bar_of_d() {
    let cases = [
        ("Đồng Tháp", "dong thap"),
        ("ĐỒNG THÁP", "dong thap"),
        ("Nguyễn Thị Hạnh", "nguyen thi hanh"),
        ("hoà", "hoa"),
        ("Ω ß 👩‍🌾", "ω ß 👩‍🌾"),
        ("plain", "plain"),
    ];
    for (text, expected) in cases {
        assert_eq!(folded(text), expected);
    }
}
