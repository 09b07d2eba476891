//! Gzip, with bounds on what comes out of it.

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use std::io::{Read, Write};

use crate::error::Error;

/// Bodies below this do not get smaller.
const WORTH_IT: usize = 256;
/// How much larger than its compressed form a body may be; honest ones stay below a tenth of it.
const RATIO_MAX: usize = 50;
/// Below this many bytes the ratio does not matter.
const RATIO_FREE: usize = 64 * 1024;
/// From about here on time weighs more than the last per cent.
const LARGE: usize = 64 * 1024;

/// Unpacks a body, reading no further than it may be long.
///
/// # Errors
/// When it is longer, packed suspiciously well, or not gzip.
pub(crate) fn unpack(packed: &[u8], max: usize) -> Result<Vec<u8>, Error> {
    let max = max.min(packed.len().saturating_mul(RATIO_MAX).max(RATIO_FREE));
    let beyond = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    GzDecoder::new(packed).take(beyond).read_to_end(&mut bytes).map_err(|_| Error::Malformed)?;
    if bytes.len() > max { Err(Error::TooLarge) } else { Ok(bytes) }
}

/// Packs a body if that is worth it.
pub(crate) fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < WORTH_IT {
        return None;
    }
    let level = if bytes.len() < LARGE { Compression::default() } else { Compression::new(4) };
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), level);
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_was_packed_comes_out_again() {
        let text = "Giao ước thi đua. ".repeat(100).into_bytes();
        assert_eq!(unpack(&pack(&text).unwrap(), 1 << 20).unwrap(), text);
        assert_eq!(pack(b"short"), None);
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let bomb = packed(&vec![0; 4 << 20]);
        assert!(matches!(unpack(&bomb, 8 << 20), Err(Error::TooLarge)));
        let honest = packed(&vec![0; 60_000]);
        assert!(matches!(unpack(&honest, 59_999), Err(Error::TooLarge)));
        assert_eq!(unpack(&honest, 60_000).unwrap().len(), 60_000);
    }

    #[test]
    fn a_cut_or_spoilt_body_is_malformed() {
        let mut body = packed(b"Hoat dong, hoat dong, hoat dong");
        for length in 0..body.len() {
            assert!(matches!(unpack(&body[..length], 1000), Err(Error::Malformed)), "{length}");
        }
        body[12] ^= 0x55;
        assert!(matches!(unpack(&body, 1000), Err(Error::Malformed)));
    }
}
