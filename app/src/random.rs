//! Randomness from the browser: its one home.

use shared::id::IdEntropy;

/// The browser has no source of randomness: no key could be made, so nothing may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser gives no random bytes")]
pub struct NoRandomness;

/// `N` bytes that nobody can guess.
pub fn bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    let crypto = web_sys::window().ok_or(NoRandomness)?.crypto().map_err(|_| NoRandomness)?;
    crypto.get_random_values_with_u8_array(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// What a new id needs beside the time.
pub fn entropy() -> Result<IdEntropy, NoRandomness> {
    bytes()
}
