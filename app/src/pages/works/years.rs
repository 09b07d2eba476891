//! Records of several years in one list: the running year first, then what is already set for the next ones, then what was.

use crate::tr;

/// The years that occur, the running one in front even when nothing is in it.
pub(super) fn in_order(running: i16, found: impl Iterator<Item = i16>) -> Vec<i16> {
    let mut years: Vec<_> = found.chain([running]).collect();
    // Later years come in their order, earlier ones the other way round.
    years.sort_by_key(|year| if *year >= running { (false, *year) } else { (true, year.saturating_neg()) });
    years.dedup();
    years
}

/// What a year is called in the list.
pub(super) fn heading(year: i16, running: i16) -> String {
    match year.cmp(&running) {
        std::cmp::Ordering::Equal => tr!(works.this_year, year = year),
        std::cmp::Ordering::Greater => tr!(works.next_year, year = year),
        std::cmp::Ordering::Less => tr!(works.past_year, year = year),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_running_year_comes_first_and_what_was_last() {
        let cases: [(&[i16], &[i16]); 4] = [
            (&[], &[2024]),
            (&[2023, 2025, 2024, 2026, 2022, 2025], &[2024, 2025, 2026, 2023, 2022]),
            (&[2025], &[2024, 2025]),
            (&[2023], &[2024, 2023]),
        ];
        for (found, expected) in cases {
            assert_eq!(in_order(2024, found.iter().copied()), expected, "{found:?}");
        }
    }
}
