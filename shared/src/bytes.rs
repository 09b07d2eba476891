//! Fixed-size byte strings that travel as lower-case hexadecimal text.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// `N` bytes; hexadecimal on the wire and in storage.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Hex<const N: usize>(pub [u8; N]);

/// A SHA-256 digest.
pub type Sha256 = Hex<32>;

/// The text is not hexadecimal of the right length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not hexadecimal text of the right length")]
pub struct BadHex;

impl<const N: usize> fmt::Display for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<const N: usize> fmt::Debug for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<const N: usize> From<Hex<N>> for String {
    fn from(hex: Hex<N>) -> Self {
        hex.to_string()
    }
}

impl<const N: usize> TryFrom<String> for Hex<N> {
    type Error = BadHex;
    fn try_from(text: String) -> Result<Self, BadHex> {
        text.parse()
    }
}

impl<const N: usize> FromStr for Hex<N> {
    type Err = BadHex;
    fn from_str(text: &str) -> Result<Self, BadHex> {
        let mut bytes = [0; N];
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != N || !rest.is_empty() {
            return Err(BadHex);
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Ok(Self(bytes))
    }
}

fn digit(byte: u8) -> Result<u8, BadHex> {
    match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        _ => Err(BadHex),
    }
}

/// SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> Sha256 {
    use sha2::Digest;
    Hex(sha2::Sha256::digest(bytes).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_bytes_agree() {
        assert_eq!("00ff10".parse(), Ok(Hex([0, 255, 16])));
        assert_eq!(Hex([0, 255, 16]).to_string(), "00ff10");
        for bad in ["", "0", "00f", "00FF10", "00ff1g", "00ff1000"] {
            assert_eq!(bad.parse::<Hex<3>>(), Err(BadHex), "{bad}");
        }
    }
}
