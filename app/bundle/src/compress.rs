//! Brotli and gzip beside every text and wasm file, kept from build to build by content.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use crate::assets::{Asset, hex};

type Encoder = fn(&[u8]) -> Result<Vec<u8>>;

/// The encodings of one file that are smaller than the file itself, best first: extension and bytes.
pub(crate) fn variants(file: &Asset, cache: &Path) -> Result<Vec<(&'static str, Vec<u8>)>> {
    if !file.kind().compressible {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let encoders: [(&str, Encoder); 2] = [("br", brotli), ("gz", gzip)];
    for (extension, encode) in encoders {
        let kept = cache.join(format!("{}.{extension}", hex(&file.digest())));
        let bytes = if let Ok(bytes) = fs::read(&kept) {
            bytes
        } else {
            let bytes = encode(&file.bytes).with_context(|| file.path.clone())?;
            fs::create_dir_all(cache).with_context(|| cache.display().to_string())?;
            // A half-written file must not be taken for the whole one by a later build.
            let aside = kept.with_extension("new");
            fs::write(&aside, &bytes)
                .and_then(|()| fs::rename(&aside, &kept))
                .with_context(|| kept.display().to_string())?;
            bytes
        };
        if bytes.len() < file.bytes.len() {
            found.push((extension, bytes));
        }
    }
    Ok(found)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn asset(path: &str, text: &str) -> Asset {
        Asset { path: path.to_owned(), bytes: text.as_bytes().to_vec(), hashed: false }
    }

    #[test]
    fn encodings_unpack_to_the_same_bytes() -> Result<()> {
        let cache = tempfile::tempdir()?;
        let text = "Giao ước thi đua ".repeat(50);
        let found = variants(&asset("a.js", &text), cache.path())?;
        let [("br", packed), ("gz", zipped)] = found.as_slice() else { anyhow::bail!("expected br and gz") };
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked)?;
        assert_eq!(unpacked, text.as_bytes());
        let mut unzipped = String::new();
        flate2::read::GzDecoder::new(zipped.as_slice()).read_to_string(&mut unzipped)?;
        assert_eq!(unzipped, text);
        Ok(())
    }

    #[test]
    fn what_was_packed_once_is_not_packed_again() -> Result<()> {
        let cache = tempfile::tempdir()?;
        let file = asset("a.js", &"x".repeat(1000));
        variants(&file, cache.path())?;
        let kept = cache.path().join(format!("{}.br", hex(&file.digest())));
        fs::write(&kept, "from the cache")?;
        let found = variants(&file, cache.path())?;
        assert!(found.contains(&("br", b"from the cache".to_vec())));
        Ok(())
    }

    #[test]
    fn a_variant_that_saves_nothing_is_left_out() -> Result<()> {
        let cache = tempfile::tempdir()?;
        assert_eq!(variants(&asset("a.js", ""), cache.path())?, []);
        assert_eq!(variants(&asset("a.png", &"x".repeat(1000)), cache.path())?, []);
        Ok(())
    }
}
