//! A place in a list, as a text between the texts of its neighbours: moving a row touches that row alone, so moves and
//! edits of other rows do not collide (`design.md` §3, `ordered`).

use serde::{Deserialize, Serialize};
use std::fmt;

/// Characters in a place; each five or six moves into one gap add one.
pub const ORDER_CHARS_MAX: usize = 200;

/// The digits of a place, smallest first; as bytes they stand in this order too.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// How far apart rows are put that are added at an end.
const STEP: usize = 4;

/// A place in a list. Read as a fraction it lies between its neighbours; it never ends in the smallest digit, so that
/// there is always room before it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderKey(String);

/// The text is no place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a list")]
pub struct BadOrder;

impl TryFrom<String> for OrderKey {
    type Error = BadOrder;

    fn try_from(text: String) -> Result<Self, BadOrder> {
        let is_digits = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let has_room = text.bytes().last().is_some_and(|last| last != b'0');
        if is_digits && has_room { Ok(Self(text)) } else { Err(BadOrder) }
    }
}

impl From<OrderKey> for String {
    fn from(key: OrderKey) -> Self {
        key.0
    }
}

impl fmt::Display for OrderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl OrderKey {
    /// A place after one and before another; none stands for the beginning and the end of the list. Where the second does
    /// not lie behind the first, it is passed over.
    #[must_use]
    pub fn between(after: Option<&Self>, before: Option<&Self>) -> Self {
        let low = values(after);
        let high = before.filter(|before| after.is_none_or(|after| after < *before));
        let place = match high {
            Some(high) => between(&low, &values(Some(high))),
            None => beyond(&low),
        };
        Self(
            place.into_iter().filter_map(|digit| DIGITS.get(digit)).map(|digit| char::from(*digit)).collect(),
        )
    }
}

/// What moving a row to a place among the others changes: mostly its own key alone. Rows that two people put into one
/// place without knowing of each other share a key; where a row is moved in between, those behind it move on as well.
///
/// `rows` are in the order of the list; `to` counts among the others, from 0.
pub fn moved<I: Copy + PartialEq>(rows: &[(I, OrderKey)], row: I, to: usize) -> Vec<(I, OrderKey)> {
    let others: Vec<_> = rows.iter().filter(|(id, _)| *id != row).collect();
    let (ahead, behind) = others.split_at(to.min(others.len()));
    let mut low = ahead.last().map(|(_, key)| key.clone());
    let high = behind.iter().map(|(_, key)| key).find(|key| low.as_ref().is_none_or(|low| low < *key));
    let shared = behind.iter().take_while(|(_, key)| low.as_ref() == Some(key));
    let shared: Vec<_> = shared.map(|(id, _)| *id).collect();
    let mut changed = Vec::new();
    for id in std::iter::once(row).chain(shared) {
        let key = OrderKey::between(low.as_ref(), high);
        low = Some(key.clone());
        changed.push((id, key));
    }
    changed
}

fn values(key: Option<&OrderKey>) -> Vec<usize> {
    let value = |byte: u8| DIGITS.iter().position(|digit| *digit == byte).unwrap_or_default();
    key.map(|key| key.0.bytes().map(value).collect()).unwrap_or_default()
}

/// Digits between two others, of which the second is the greater one.
fn between(low: &[usize], high: &[usize]) -> Vec<usize> {
    let mut place = Vec::new();
    let (mut low, mut high) = (low.iter(), high.iter());
    loop {
        let from = low.next().copied().unwrap_or(0);
        let to = high.next().copied().unwrap_or(DIGITS.len());
        if to > from + 1 {
            place.push(from.midpoint(to));
            return place;
        }
        place.push(from);
        // One digit apart: whatever follows the smaller one stays below the greater.
        if to == from + 1 {
            place.extend(beyond(low.as_slice()));
            return place;
        }
    }
}

/// Digits behind others, with little room between: the end of a list is where most rows are added.
fn beyond(low: &[usize]) -> Vec<usize> {
    let mut place = Vec::new();
    for digit in low.iter().copied().chain(std::iter::repeat(0)) {
        let last = DIGITS.len() - 1;
        if digit < last {
            place.push((digit + STEP).min(last));
            return place;
        }
        place.push(digit);
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> OrderKey {
        OrderKey::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn a_place_lies_between_its_neighbours() {
        let cases = [
            (None, None, "4"),
            (Some("4"), None, "8"),
            (Some("z"), None, "z4"),
            (None, Some("4"), "2"),
            (None, Some("1"), "04"),
            (None, Some("01"), "004"),
            (Some("4"), Some("5"), "44"),
            (Some("4"), Some("8"), "6"),
            (Some("4z"), Some("5"), "4z4"),
            (Some("44"), Some("45"), "444"),
            (Some("4"), Some("41"), "404"),
            // Whoever asks for a place before what does not lie behind gets one at the end.
            (Some("8"), Some("4"), "C"),
            (Some("8"), Some("8"), "C"),
        ];
        for (after, before, expected) in cases {
            let (low, high) = (after.map(key), before.map(key));
            let place = OrderKey::between(low.as_ref(), high.as_ref());
            assert_eq!(place, key(expected), "between {after:?} and {before:?}");
        }
    }

    #[test]
    fn only_texts_with_room_before_them_are_places() {
        for text in ["", "0", "a0", "ă", "a-b", " 4"] {
            assert_eq!(OrderKey::try_from(text.to_owned()), Err(BadOrder), "{text:?}");
        }
    }

    fn list(keys: &[&str]) -> Vec<(usize, OrderKey)> {
        keys.iter().map(|text| key(text)).enumerate().collect()
    }

    fn order_after(rows: &[(usize, OrderKey)], row: usize, to: usize) -> (Vec<usize>, usize) {
        let changes = moved(rows, row, to);
        let mut rows = rows.to_vec();
        for (id, key) in &changes {
            rows.iter_mut().find(|(held, _)| held == id).unwrap().1 = key.clone();
        }
        rows.sort_by(|(one, a), (other, b)| (a, one).cmp(&(b, other)));
        (rows.into_iter().map(|(id, _)| id).collect(), changes.len())
    }

    #[test]
    fn a_row_moves_alone_and_past_rows_that_share_a_place() {
        let apart = list(&["4", "8", "C", "G"]);
        assert_eq!(order_after(&apart, 3, 0), (vec![3, 0, 1, 2], 1));
        assert_eq!(order_after(&apart, 0, 3), (vec![1, 2, 3, 0], 1));
        assert_eq!(order_after(&apart, 0, 9), (vec![1, 2, 3, 0], 1));
        assert_eq!(order_after(&apart, 2, 1), (vec![0, 2, 1, 3], 1));
        let shared = list(&["4", "8", "8", "8", "C"]);
        assert_eq!(order_after(&shared, 0, 1), (vec![1, 0, 2, 3, 4], 3));
        assert_eq!(order_after(&shared, 2, 1), (vec![0, 2, 1, 3, 4], 1));
        assert_eq!(order_after(&shared, 1, 2), (vec![0, 2, 1, 3, 4], 2));
    }

    proptest! {
        #[test]
        fn whatever_is_moved_stands_where_it_was_put(moves in prop::collection::vec((0_usize..8, 0_usize..8), 1..60)) {
            let mut rows = list(&["4", "8", "8", "C", "C", "C", "K", "z"]);
            for (row, to) in moves {
                let to = to.min(rows.len() - 1);
                let mut expected: Vec<usize> = rows.iter().map(|(id, _)| *id).filter(|id| *id != row).collect();
                expected.insert(to, row);
                for (id, key) in moved(&rows, row, to) {
                    rows.iter_mut().find(|(held, _)| *held == id).unwrap().1 = key;
                }
                rows.sort_by(|(one, a), (other, b)| (a, one).cmp(&(b, other)));
                prop_assert_eq!(rows.iter().map(|(id, _)| *id).collect::<Vec<_>>(), expected);
                prop_assert!(rows.iter().all(|(_, key)| key.0.len() < ORDER_CHARS_MAX && OrderKey::try_from(key.0.clone()).is_ok()));
            }
        }
    }
}
