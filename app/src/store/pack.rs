//! Changes that have left the outbox, some hundred in one value: `IndexedDB` charges by the put, not by the byte, and a
//! long outbox leaves in batches.
//!
//! Architecture invariant: a pack lies under the least of its keys, and no key is in two packs, so that no pack ever
//! takes another one's place.

use shared::sync::store::StoreError;
use wasm_bindgen::JsValue;

use super::schema::SENT;
use super::{Writing, cell};

/// The first byte of a pack. Beside packs there may be single rows, under their own keys; they begin with their state.
const PACK: u8 = 16;
const KEY_BYTES: usize = 8;
const LENGTH_BYTES: usize = 4;

/// A pack being filled.
#[derive(Default)]
pub(super) struct Pack {
    least: Option<u64>,
    bytes: Vec<u8>,
}

impl Pack {
    /// Adds a row of the outbox under its key.
    pub(super) fn add(&mut self, key: u64, row: &[u8]) {
        if self.bytes.is_empty() {
            self.bytes.push(PACK);
        }
        self.least = Some(self.least.map_or(key, |least| least.min(key)));
        let length = u32::try_from(row.len()).unwrap_or(u32::MAX);
        self.bytes.extend_from_slice(&key.to_le_bytes());
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(row);
    }

    /// The key to put it under, and the value; none when nothing was added.
    pub(super) fn filled(self) -> Option<(u64, Vec<u8>)> {
        self.least.map(|least| (least, self.bytes))
    }
}

/// The rows of a value that lies under a key, each with its own; none when it cannot be read.
pub(super) fn rows(key: u64, value: &[u8]) -> Option<Vec<(u64, &[u8])>> {
    let (first, mut rest) = value.split_first()?;
    if *first != PACK {
        return Some(vec![(key, value)]);
    }
    let mut rows = Vec::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_first_chunk::<KEY_BYTES>()?;
        let (length, after) = after.split_first_chunk::<LENGTH_BYTES>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (row, after) = after.split_at_checked(length)?;
        rows.push((u64::from_le_bytes(*key), row));
        rest = after;
    }
    Some(rows)
}

/// Takes changes out of the sent ones, and says each to `taken`.
pub(super) async fn take_out(
    writing: &Writing,
    keys: &[u64],
    mut taken: impl FnMut(u64, &[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    if keys.is_empty() {
        return Ok(());
    }
    for (name, value) in writing.get_range(SENT, &JsValue::UNDEFINED).await? {
        let key = cell::number_from_js(&name).ok_or(StoreError::Unreadable)?;
        let value = cell::from_js(&value).ok_or(StoreError::Unreadable)?;
        let held = rows(key, &value).ok_or(StoreError::Unreadable)?;
        let (out, left): (Vec<_>, Vec<_>) = held.into_iter().partition(|(key, _)| keys.contains(key));
        if out.is_empty() {
            continue;
        }
        writing.delete(SENT, &name)?;
        let mut rest = Pack::default();
        for (key, row) in left {
            rest.add(key, row);
        }
        if let Some((key, rest)) = rest.filled() {
            writing.put(SENT, &cell::number_to_js(key), &cell::to_js(&rest))?;
        }
        out.into_iter().try_for_each(|(key, row)| taken(key, row))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_pack_gives_back_what_was_added_and_lies_under_its_least_key() {
        let mut pack = Pack::default();
        let given: [(u64, &[u8]); 3] = [(7, b"\x03abc"), (3, b""), (1 << 40, &[9; 300])];
        for (key, row) in given {
            pack.add(key, row);
        }
        let (key, value) = pack.filled().unwrap();
        assert_eq!((key, rows(key, &value)), (3, Some(given.to_vec())));
        assert!(Pack::default().filled().is_none());
    }

    #[wasm_bindgen_test]
    fn a_single_row_is_a_row_and_a_cut_pack_is_none() {
        assert_eq!(rows(5, b"\x03abc"), Some(vec![(5, b"\x03abc".as_slice())]));
        assert_eq!(rows(5, b""), None);
        let mut pack = Pack::default();
        pack.add(5, b"abc");
        let (key, value) = pack.filled().unwrap();
        for length in 2..value.len() {
            assert_eq!(rows(key, &value[..length]), None, "{length}");
        }
    }
}
