//! The server's randomness: its one home.

use crate::error::Error;

/// Random bytes from the operating system.
///
/// # Errors
/// When the operating system has none to give.
pub fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "no randomness");
        Error::Unavailable
    })?;
    Ok(bytes)
}
