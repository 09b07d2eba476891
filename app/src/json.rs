//! Values of the wire as JSON, read and written in one way only: every further way would be compiled for every type
//! anew, and each visitor would download it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A value from JSON text; none when the text does not make one.
pub fn read<T: DeserializeOwned>(text: &[u8]) -> Option<T> {
    serde_json::from_slice(text).ok()
}

/// A value as JSON text; empty when it cannot be written, which no wire type knows.
pub fn text<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// A value from a JSON tree.
pub fn from_tree<T: DeserializeOwned>(tree: &Value) -> Option<T> {
    read(&text(tree))
}

/// A value as a JSON tree; null when it cannot be written.
pub fn tree<T: Serialize>(value: &T) -> Value {
    read(&text(value)).unwrap_or(Value::Null)
}
