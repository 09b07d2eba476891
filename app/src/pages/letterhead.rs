//! The head of a document (Nghị định 30/2020/NĐ-CP): who issues it, the nation's name, place and date.
//!
//! Documents speak Vietnamese whatever language the screen speaks.

use jiff::civil::Date;
use leptos::prelude::*;

/// The head of a document. `issuer` stands on the left, `below` it the number of the document or nothing.
pub(super) fn letterhead(issuer: &str, below: Option<String>, dateline: String) -> AnyView {
    view! {
        <div class="hd">
            <div>
                <b>{issuer.to_uppercase()}</b>
                <div class="rule"></div>
                {below.map(|below| view! { <p>{below}</p> })}
            </div>
            <div>
                <b>"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"</b>
                <p><b>"Độc lập - Tự do - Hạnh phúc"</b></p>
                <div class="rule long"></div>
                <p><i>{dateline}</i></p>
            </div>
        </div>
    }
    .into_any()
}

/// Place and date; where one is missing, dots to be filled in by hand.
pub(super) fn dateline(place: &str, dated: Option<Date>, year: i16) -> String {
    let place = if place.is_empty() { "…………" } else { place };
    match dated {
        Some(day) => format!("{place}, {}", day_in_words(day)),
        None => format!("{place}, ngày … tháng … năm {year}"),
    }
}

/// A day as documents write it: days below 10 and the months 1 and 2 have a leading 0.
pub(super) fn day_in_words(day: Date) -> String {
    let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn days_and_early_months_have_a_leading_zero() {
        for (dated, expected) in [
            (Some(date(2024, 2, 5)), "Cao Lãnh, ngày 05 tháng 02 năm 2024"),
            (Some(date(2024, 7, 15)), "Cao Lãnh, ngày 15 tháng 7 năm 2024"),
            (None, "Cao Lãnh, ngày … tháng … năm 2024"),
        ] {
            assert_eq!(dateline("Cao Lãnh", dated, 2024), expected);
        }
        assert_eq!(dateline("", None, 2024), "…………, ngày … tháng … năm 2024");
    }
}
