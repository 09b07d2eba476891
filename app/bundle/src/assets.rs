//! The files of one build: names that carry a hash of the content, references rewritten to those names.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, ensure};
use sha2::{Digest, Sha256};

/// One file as it will be served.
pub(crate) struct Asset {
    /// Path under the site, with forward slashes.
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
    /// The path carries the hash, so the content behind it never changes.
    pub(crate) hashed: bool,
}

impl Asset {
    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }

    pub(crate) fn kind(&self) -> Kind {
        Kind::of(&self.path)
    }
}

/// Where the parts of the app lie that are not needed to start it.
pub(crate) const PARTS: &str = "parts/";

/// Where the modules lie that read and write documents, each in a worker of its own.
pub(crate) const DOCUMENTS: &str = "documents/";

/// Whether a file is a part of the app that its first screen can do without.
pub(crate) fn is_part(path: &str) -> bool {
    path.starts_with(PARTS) || is_document(path)
}

/// Whether a file belongs to what reads and writes documents.
pub(crate) fn is_document(path: &str) -> bool {
    path.starts_with(DOCUMENTS)
}

/// Whether the service worker keeps a file. Pictures of the installed program are fetched by the system on its own,
/// when someone installs it.
pub(crate) fn kept_offline(path: &str) -> bool {
    extension(path) != "png"
}

/// What follows the last dot.
pub(crate) fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// What a file is, told by its extension.
pub(crate) struct Kind {
    pub(crate) content_type: &'static str,
    pub(crate) compressible: bool,
}

impl Kind {
    fn of(path: &str) -> Self {
        let (content_type, compressible) = match extension(path) {
            "html" => ("text/html; charset=utf-8", true),
            "js" => ("text/javascript; charset=utf-8", true),
            "css" => ("text/css; charset=utf-8", true),
            "wasm" => ("application/wasm", true),
            "svg" => ("image/svg+xml", true),
            "webmanifest" => ("application/manifest+json", true),
            "json" => ("application/json", true),
            "txt" => ("text/plain; charset=utf-8", true),
            "png" => ("image/png", false),
            "woff2" => ("font/woff2", false),
            _ => ("application/octet-stream", false),
        };
        Self { content_type, compressible }
    }
}

/// The files gathered so far, in the order in which they were added.
#[derive(Default)]
pub(crate) struct Assets {
    files: Vec<Asset>,
    /// `app.js` → `app.0123456789abcdef.js`
    names: BTreeMap<String, String>,
}

impl Assets {
    /// Adds a file under a name that carries its hash, and returns that name.
    pub(crate) fn add_hashed(&mut self, name: &str, bytes: Vec<u8>) -> String {
        let path = hashed_name(name, &bytes);
        self.names.insert(name.to_owned(), path.clone());
        self.files.push(Asset { path: path.clone(), bytes, hashed: true });
        path
    }

    /// Adds a file under the name it has.
    pub(crate) fn add_plain(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.push(Asset { path: name.to_owned(), bytes, hashed: false });
    }

    /// Puts hashed names where `text` names a file of this set as `"/name"`, `'/name'` or `(/name)`.
    pub(crate) fn rewrite(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, path) in &self.names {
            for end in ['"', '\'', ')'] {
                text = text.replace(&format!("/{name}{end}"), &format!("/{path}{end}"));
            }
        }
        text
    }

    /// As `rewrite`, but every one of `needed` has to be named.
    pub(crate) fn rewrite_needing(&self, whose: &str, text: &str, needed: &[&str]) -> Result<String> {
        let rewritten = self.rewrite(text);
        for name in needed {
            let path = self.names.get(*name).map_or(*name, String::as_str);
            ensure!(rewritten.contains(&format!("/{path}")), "{whose} does not mention /{name}");
        }
        Ok(rewritten)
    }

    pub(crate) fn files(&self) -> &[Asset] {
        &self.files
    }
}

/// `app.js` → `app.0123456789.js`, with the first 10 hexadecimal digits of the SHA-256.
fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let hash = short_hash(bytes);
    let (directory, file) = name.rsplit_once('/').map_or(("", name), |(directory, file)| (directory, file));
    let file = match file.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{file}.{hash}"),
    };
    if directory.is_empty() { file } else { format!("{directory}/{file}") }
}

/// The first 10 hexadecimal digits of the SHA-256: enough to tell builds apart, and every name stands in the first
/// screen's files more than once.
pub(crate) fn short_hash(bytes: &[u8]) -> String {
    let mut digits = hex(&Sha256::digest(bytes));
    digits.truncate(10);
    digits
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing into a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_the_hash_of_the_content() {
        let check = |name: &str, bytes: &[u8], expected: &str| {
            assert_eq!(hashed_name(name, bytes), expected);
        };
        check("app.js", b"", "app.e3b0c44298.js");
        check("icons/icon.svg", b"abc", "icons/icon.ba7816bf8f.svg");
        check("LICENSE", b"abc", "LICENSE.ba7816bf8f");
        check("a.b/c", b"abc", "a.b/c.ba7816bf8f");
    }

    #[test]
    fn references_get_the_hashed_names() -> Result<()> {
        let mut assets = Assets::default();
        let glue = assets.add_hashed("app.js", b"1".to_vec());
        let icon = assets.add_hashed("icons/icon.svg", b"2".to_vec());
        let check = |text: &str, expected: String| assert_eq!(assets.rewrite(text), expected);
        check("import '/app.js'", format!("import '/{glue}'"));
        check("url(/icons/icon.svg)", format!("url(/{icon})"));
        check("\"/app.json\" /app.js", "\"/app.json\" /app.js".to_owned());

        assert_eq!(assets.rewrite_needing("x", "'/app.js'", &["app.js"])?, format!("'/{glue}'"));
        let missing = assets.rewrite_needing("boot.js", "'/app.js'", &["app.wasm"]).unwrap_err();
        assert_eq!(missing.to_string(), "boot.js does not mention /app.wasm");
        Ok(())
    }
}
