//! Reading a body within bounds of size and time.

use axum::body::{Body, Bytes, to_bytes};
use std::time::Duration;
use tokio::time::timeout;

use crate::error::Error;

/// A body that trickles in longer than this is given up; nothing of it counts.
const PATIENCE: Duration = Duration::from_mins(2);

/// Reads a body of at most `max` bytes.
pub(super) async fn read(body: Body, max: usize) -> Result<Bytes, Error> {
    let read = timeout(PATIENCE, to_bytes(body, max)).await.map_err(|_| Error::Malformed)?;
    read.map_err(|error| if is_too_long(&error) { Error::TooLarge } else { Error::Malformed })
}

fn is_too_long(error: &axum::Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if inner.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        source = inner.source();
    }
    false
}
