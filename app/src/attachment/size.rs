//! How large a picture is before it is drawn: a few bytes can unpack to more than a device holds.

/// Pixels of a picture that a cheap tablet still draws; cameras of telephones stay below.
const PIXELS_MAX: u64 = 120_000_000;

/// Whether a picture is known to be too large to draw. Formats that do not say so early are left to the browser.
pub(super) fn is_too_large(bytes: &[u8]) -> bool {
    let sides = png(bytes).or_else(|| jpeg(bytes));
    sides.is_some_and(|(width, height)| width.saturating_mul(height) > PIXELS_MAX)
}

fn png(bytes: &[u8]) -> Option<(u64, u64)> {
    if !bytes.starts_with(b"\x89PNG") {
        return None;
    }
    let side = |at: usize| bytes.get(at..)?.first_chunk::<4>().map(|raw| u64::from(u32::from_be_bytes(*raw)));
    Some((side(16)?, side(20)?))
}

/// The sides stand in the frame header, behind any number of other segments.
fn jpeg(bytes: &[u8]) -> Option<(u64, u64)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let [mark, kind, high, low] = *rest.first_chunk::<4>()?;
        if mark != 0xff {
            return None;
        }
        if (0xc0..=0xcf).contains(&kind) && !matches!(kind, 0xc4 | 0xc8 | 0xcc) {
            let side =
                |at: usize| rest.get(at..)?.first_chunk::<2>().map(|raw| u64::from(u16::from_be_bytes(*raw)));
            return Some((side(7)?, side(5)?));
        }
        rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..)?;
    }
}
