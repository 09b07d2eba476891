//! How values stand in the database.

use rusqlite::Row;
use rusqlite::types::Type;
use serde::de::value::{BytesDeserializer, Error as ValueError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};
use std::fmt;

use shared::bytes::Hex;
use shared::domain::Kind;
use shared::id::Revision;
use shared::time::Timestamp;

type Reads<T> = rusqlite::Result<T>;

/// What cannot be read as what it should be.
fn unreadable(
    column: usize,
    kind: Type,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, kind, Box::new(error))
}

/// An id, kept as its sixteen bytes.
pub(super) fn id<T: for<'de> Deserialize<'de>>(row: &Row<'_>, column: usize) -> Reads<T> {
    id_of(row.get_ref(column)?.as_blob()?, column)
}

/// An id that may be absent.
pub(super) fn maybe_id<T: for<'de> Deserialize<'de>>(row: &Row<'_>, column: usize) -> Reads<Option<T>> {
    row.get_ref(column)?.as_blob_or_null()?.map(|bytes| id_of(bytes, column)).transpose()
}

fn id_of<T: for<'de> Deserialize<'de>>(bytes: &[u8], column: usize) -> Reads<T> {
    T::deserialize(BytesDeserializer::<ValueError>::new(bytes))
        .map_err(|error| unreadable(column, Type::Blob, error))
}

/// Bytes of a fixed number.
pub(super) fn hex<const N: usize>(row: &Row<'_>, column: usize) -> Reads<Hex<N>> {
    row.get(column).map(Hex)
}

/// A number that is never negative.
pub(super) fn count(row: &Row<'_>, column: usize) -> Reads<u64> {
    Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

/// A revision.
pub(super) fn rev(row: &Row<'_>, column: usize) -> Reads<Revision> {
    count(row, column).map(Revision)
}

/// An instant.
pub(super) fn time(row: &Row<'_>, column: usize) -> Reads<Timestamp> {
    row.get(column).map(Timestamp::from_millis)
}

/// A value kept as JSON.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Reads<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text).map_err(|error| unreadable(column, Type::Text, error))
}

/// A value kept as JSON that may be absent.
pub(super) fn maybe_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Reads<Option<T>> {
    row.get_ref(column)?
        .as_str_or_null()?
        .map(|text| serde_json::from_str(text).map_err(|error| unreadable(column, Type::Text, error)))
        .transpose()
}

/// A kind of record, kept by its name on the wire.
pub(super) fn kind(row: &Row<'_>, column: usize) -> Reads<Kind> {
    let name = row.get_ref(column)?.as_str()?;
    let name: StrDeserializer<'_, ValueError> = name.into_deserializer();
    Kind::deserialize(name).map_err(|error| unreadable(column, Type::Text, error))
}

/// A kind as it is kept.
pub(super) fn kind_name(kind: Kind) -> String {
    struct Name(Kind);
    impl fmt::Display for Name {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.serialize(f)
        }
    }
    Name(kind).to_string()
}

/// A count as it is kept; the end of the scale is a wall.
pub(super) fn int(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A value as JSON.
pub(super) fn to_json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_kept_by_their_name_on_the_wire() {
        for (kind, name) in [(Kind::Activity, "activity"), (Kind::Unknown, "unknown")] {
            assert_eq!(kind_name(kind), name);
        }
    }
}
