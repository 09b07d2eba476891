//! Ids and hashes in addresses.

use std::str::FromStr;

use crate::error::Error;

/// What an address names; a name that cannot be is simply not found.
pub(super) fn parse<T: FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
