//! Writes the list of files into the service worker.

use anyhow::{Result, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use crate::assets::{Asset, is_part, kept_offline};

/// Where the files go in `app/sw.js`; as it stands, the source is valid JavaScript with an empty list.
const FILES_MARK: &str = "/*@files@*/";
/// Where the id of the build goes, in `app/sw.js` and `app/index.html`.
pub(crate) const BUILD_MARK: &str = "@build@";

/// The worker of one build: it knows every file of the set by path, type and hash.
pub(crate) fn inject(source: &str, build: &str, files: &[Asset]) -> Result<String> {
    for mark in [FILES_MARK, BUILD_MARK] {
        let count = source.matches(mark).count();
        ensure!(count == 1, "sw.js must hold {mark} once, not {count} times");
    }
    let (parts, others): (Vec<&Asset>, Vec<&Asset>) =
        files.iter().filter(|file| kept_offline(&file.path)).partition(|file| is_part(&file.path));
    // They are fetched in this order, beside a first screen that waits for everything but the parts.
    let files: Vec<String> = others.into_iter().chain(parts).map(entry).collect();
    Ok(source.replace(FILES_MARK, &files.join(",\n")).replace(BUILD_MARK, build))
}

fn entry(file: &Asset) -> String {
    let (media_type, _) = file.kind().content_type.split_once(';').unwrap_or((file.kind().content_type, ""));
    // A page is asked for by its address, not by the name of its file.
    let url = if file.path == "index.html" { "/".to_owned() } else { format!("/{}", file.path) };
    let integrity = format!("sha256-{}", STANDARD.encode(file.digest()));
    json!({ "url": url, "type": media_type, "integrity": integrity, "hashed": file.hashed }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_kept_offline_is_listed_with_type_and_hash() -> Result<()> {
        let files = [
            Asset { path: "parts/a.0.wasm".to_owned(), bytes: Vec::new(), hashed: true },
            Asset { path: "app.0.js".to_owned(), bytes: b"abc".to_vec(), hashed: true },
            Asset { path: "index.html".to_owned(), bytes: Vec::new(), hashed: false },
        ];
        let worker = inject("const B = '@build@'; const F = [/*@files@*/];", "b1", &files)?;
        assert_eq!(
            worker,
            concat!(
                "const B = 'b1'; const F = [",
                r#"{"hashed":true,"integrity":"sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=","#,
                r#""type":"text/javascript","url":"/app.0.js"},"#,
                "\n",
                r#"{"hashed":false,"integrity":"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","#,
                r#""type":"text/html","url":"/"},"#,
                "\n",
                r#"{"hashed":true,"integrity":"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","#,
                r#""type":"application/wasm","url":"/parts/a.0.wasm"}];"#,
            )
        );
        Ok(())
    }

    #[test]
    fn a_worker_without_its_marks_is_refused() {
        let refused = inject("const F = [/*@files@*/];", "b1", &[]).unwrap_err();
        assert_eq!(refused.to_string(), "sw.js must hold @build@ once, not 0 times");
    }
}
