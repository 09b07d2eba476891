//! How a row of the outbox lies in one value: a state byte that anybody may read, then two sealed parts. A new state
//! replaces its part only, so settling a change never opens it.

use js_sys::Uint8Array;
use shared::sync::store::OutboxState;
use wasm_bindgen::{JsCast, JsValue};

/// The byte that says where a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum StateByte {
    Waiting = 0,
    Held = 1,
    Refused = 2,
    Accepted = 3,
}

impl StateByte {
    pub(super) fn of(state: &OutboxState) -> Self {
        match state {
            OutboxState::Waiting { .. } => Self::Waiting,
            OutboxState::Held { .. } => Self::Held,
            OutboxState::Refused { .. } => Self::Refused,
            OutboxState::Accepted { .. } => Self::Accepted,
        }
    }

    pub(super) fn read(byte: u8) -> Option<Self> {
        [Self::Waiting, Self::Held, Self::Refused, Self::Accepted]
            .into_iter()
            .find(|state| state.byte() == byte)
    }

    #[expect(clippy::as_conversions, reason = "the discriminant is the stored byte")]
    fn byte(self) -> u8 {
        self as u8
    }
}

const LENGTH_BYTES: usize = 4;

/// A row: state byte, length of the sealed change, sealed change, sealed state.
pub(super) fn packed(byte: StateByte, change: &[u8], state: &[u8]) -> Vec<u8> {
    let length = u32::try_from(change.len()).unwrap_or(u32::MAX);
    let mut row = Vec::with_capacity(1 + LENGTH_BYTES + change.len() + state.len());
    row.push(byte.byte());
    row.extend_from_slice(&length.to_le_bytes());
    row.extend_from_slice(change);
    row.extend_from_slice(state);
    row
}

/// The parts of a row: sealed change, sealed state.
pub(super) fn unpacked(row: &[u8]) -> Option<(&[u8], &[u8])> {
    let (_, rest) = row.split_first()?;
    let (length, rest) = rest.split_first_chunk::<LENGTH_BYTES>()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

/// The state of a row.
pub(super) fn state_of(row: &[u8]) -> Option<StateByte> {
    row.first().copied().and_then(StateByte::read)
}

/// The state byte of a row, without copying the rest out of the browser's memory.
pub(super) fn state_byte(value: &JsValue) -> Option<StateByte> {
    let row = value.dyn_ref::<Uint8Array>()?;
    (row.length() > 0).then(|| StateByte::read(row.get_index(0))).flatten()
}

/// Bytes as the database keeps them.
pub(super) fn to_js(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// Bytes from the database.
pub(super) fn from_js(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

/// A key as the database keeps it.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "counters stay far below 2^53")]
pub(super) fn number_to_js(number: u64) -> JsValue {
    JsValue::from_f64(number as f64)
}

/// A key from the database.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counters are whole, positive and far below 2^53"
)]
pub(super) fn number_from_js(value: &JsValue) -> Option<u64> {
    value.as_f64().map(|number| number as u64)
}
