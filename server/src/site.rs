//! The files of the app: embedded in the executable, or read from a directory while it is being developed.
//!
//! Only files that the list of the build names are ever handed out, so no path leads out of the site.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

/// The list of the built files, written by `bundle`: path, media type, caching, encodings and hash, split by tabs.
const LIST: &str = "files.tsv";
/// The page that every address of the app opens.
const PAGE: &str = "index.html";

/// Where the app comes from.
#[derive(Clone, Debug)]
pub enum Site {
    /// The build inside the executable.
    Embedded(&'static [File]),
    /// A directory written by `bundle`, read again for each request.
    Dir(PathBuf),
}

/// A file as it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The body, encoded as `encoding` says.
    pub bytes: Cow<'static, [u8]>,
    /// For `Content-Type`.
    pub content_type: Cow<'static, str>,
    /// For `Content-Encoding`.
    pub encoding: Option<&'static str>,
    /// The name carries a hash: the content may be kept for ever. Otherwise `no-cache`.
    pub immutable: bool,
    /// For `ETag`, weak since encodings share it: the first 16 digits of the content's SHA-256, without quotes.
    pub tag: Cow<'static, str>,
}

/// An embedded file, as the table that `bundle` writes has it.
#[derive(Debug)]
pub struct File {
    /// Its path below the site.
    pub path: &'static str,
    /// For `Content-Type`.
    pub content_type: &'static str,
    /// The name carries a hash.
    pub immutable: bool,
    /// For `ETag`.
    pub tag: &'static str,
    /// The file.
    pub plain: &'static [u8],
    /// The file in brotli, where that is smaller.
    pub brotli: Option<&'static [u8]>,
    /// The file in gzip, where that is smaller.
    pub gzip: Option<&'static [u8]>,
}

/// The file at `path` in the best encoding that `accept_encoding` allows.
///
/// Addresses of the app get its page; anything missing gets nothing, and never the page in its place.
pub fn find(source: &Site, path: &str, accept_encoding: &str) -> Option<Asset> {
    let name = if is_page(path) { PAGE } else { path.strip_prefix('/')? };
    match source {
        Site::Embedded(files) => find_embedded(files, name, accept_encoding),
        Site::Dir(directory) => find_in_directory(directory, name, accept_encoding),
    }
}

/// Whether a path is an address of the app, as opposed to a file or a route of the server.
pub fn is_page(path: &str) -> bool {
    let Some(path) = path.strip_prefix('/') else {
        return false;
    };
    let reserved = ["api", "assets", "healthz", "readyz"].contains(&path.split('/').next().unwrap_or(path));
    let hidden = path.split('/').any(|segment| segment.starts_with('.'));
    let last = path.rsplit('/').next().unwrap_or(path);
    !reserved && !hidden && !last.contains('.')
}

fn find_embedded(files: &[File], name: &str, accept_encoding: &str) -> Option<Asset> {
    let file = files.iter().find(|file| file.path == name)?;
    let offers = [("br", file.brotli), ("gzip", file.gzip)];
    let encoded = offers.into_iter().find_map(|(encoding, bytes)| {
        bytes.filter(|_| accepts(accept_encoding, encoding)).map(|bytes| (Some(encoding), bytes))
    });
    let (encoding, bytes) = encoded.unwrap_or((None, file.plain));
    Some(Asset {
        bytes: Cow::Borrowed(bytes),
        content_type: Cow::Borrowed(file.content_type),
        encoding,
        immutable: file.immutable,
        tag: Cow::Borrowed(file.tag),
    })
}

fn find_in_directory(directory: &Path, name: &str, accept_encoding: &str) -> Option<Asset> {
    let list = fs::read_to_string(directory.join(LIST)).ok()?;
    let cells = list.lines().find_map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        (cells.first() == Some(&name)).then_some(cells)
    })?;
    let [path, content_type, caching, encodings, tag] = *cells else {
        return None;
    };
    let offer = [("br", "br"), ("gzip", "gz")].into_iter().find(|(encoding, extension)| {
        encodings.split(',').any(|offered| offered == *extension) && accepts(accept_encoding, encoding)
    });
    let (encoding, file) = match offer {
        Some((encoding, extension)) => (Some(encoding), format!("{path}.{extension}")),
        None => (None, path.to_owned()),
    };
    Some(Asset {
        bytes: Cow::Owned(fs::read(directory.join(file)).ok()?),
        content_type: Cow::Owned(content_type.to_owned()),
        encoding,
        immutable: caching == "immutable",
        tag: Cow::Owned(tag.to_owned()),
    })
}

/// Whether `Accept-Encoding` names the encoding, or `*`, without a weight of zero.
fn accepts(accept_encoding: &str, encoding: &str) -> bool {
    let allowed = |wanted: &str| {
        accept_encoding.split(',').find_map(|offer| {
            let mut parts = offer.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(wanted));
            let refused = parts
                .filter_map(|part| part.strip_prefix("q="))
                .any(|weight| weight.parse().is_ok_and(|weight: f32| weight <= 0.0));
            named.then_some(!refused)
        })
    };
    allowed(encoding).or_else(|| allowed("*")).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    const FILES: &[File] = &[
        File {
            path: "app.0123456789abcdef.wasm",
            content_type: "application/wasm",
            immutable: true,
            tag: "0123456789abcdef",
            plain: b"plain",
            brotli: Some(b"brotli"),
            gzip: Some(b"gzip"),
        },
        File {
            path: "index.html",
            content_type: "text/html; charset=utf-8",
            immutable: false,
            tag: "fedcba9876543210",
            plain: b"page",
            brotli: None,
            gzip: None,
        },
    ];

    #[test]
    fn addresses_of_the_app_are_pages_and_files_are_not() {
        let check = |path: &str, expected: bool| assert_eq!(is_page(path), expected, "{path}");
        for page in
            ["/", "/hoat-dong", "/hoat-dong/", "/hoat-dong/0198c6e2-7d3a", "/cho-gui", "/a.b/c", "/apis"]
        {
            check(page, true);
        }
        for other in
            ["", "index", "/app.js", "/hoat-dong/a.png", "/assets/x", "/assets", "/api", "/api/", "/api/v1/x"]
        {
            check(other, false);
        }
        for other in ["/healthz", "/readyz", "/.well-known/x", "/..", "/../etc/passwd", "/a/../../x", "/.env"]
        {
            check(other, false);
        }
    }

    #[test]
    fn the_best_accepted_encoding_goes_out() {
        let check = |accept: &str, encoding: Option<&'static str>, bytes: &'static [u8]| {
            let asset = find_embedded(FILES, "app.0123456789abcdef.wasm", accept).unwrap();
            assert_eq!((asset.encoding, asset.bytes.as_ref()), (encoding, bytes), "{accept}");
        };
        check("gzip, deflate, br, zstd", Some("br"), b"brotli");
        check("GZIP;q=0.5", Some("gzip"), b"gzip");
        check("br;q=0, gzip", Some("gzip"), b"gzip");
        check("*", Some("br"), b"brotli");
        check("br;q=0, *", Some("gzip"), b"gzip");
        check("*;q=0", None, b"plain");
        check("deflate", None, b"plain");
        check("", None, b"plain");
    }

    #[test]
    fn an_embedded_file_keeps_what_the_list_said() {
        let page = find_embedded(FILES, "index.html", "br").unwrap();
        assert_eq!((page.encoding, page.immutable, page.bytes.as_ref()), (None, false, b"page".as_slice()));
        assert_eq!(
            (page.content_type.as_ref(), page.tag.as_ref()),
            ("text/html; charset=utf-8", "fedcba9876543210")
        );
        assert_eq!(find_embedded(FILES, "app.js", "br"), None);
        assert_eq!(find_embedded(FILES, "", "br"), None);
    }

    /// A directory as `bundle` writes it, with a secret beside it.
    fn built() -> (TempDir, Site) {
        let root = TempDir::new().unwrap();
        let site = root.path().join("site");
        fs::create_dir_all(&site).unwrap();
        let rows = "app.1.js\ttext/javascript; charset=utf-8\timmutable\tgz\taa\n\
                    index.html\ttext/html; charset=utf-8\trevalidate\t\tbb\n";
        let files = [
            ("index.html", "page"),
            ("app.1.js", "script"),
            ("app.1.js.gz", "zipped"),
            ("stray.js", "stray"),
        ];
        for (file, text) in files.into_iter().chain([(LIST, rows), ("../secret", "secret")]) {
            fs::write(site.join(file), text).unwrap();
        }
        (root, Site::Dir(site))
    }

    #[test]
    fn a_directory_hands_out_what_its_list_names() {
        let (_root, site) = built();
        let script = find(&site, "/app.1.js", "br, gzip").unwrap();
        assert_eq!(
            (script.encoding, script.immutable, script.bytes.as_ref()),
            (Some("gzip"), true, b"zipped".as_slice())
        );
        let script = find(&site, "/app.1.js", "").unwrap();
        assert_eq!((script.encoding, script.bytes.as_ref()), (None, b"script".as_slice()));
        for page in ["/", "/hoat-dong/x"] {
            let page = find(&site, page, "br, gzip").unwrap();
            assert_eq!((page.immutable, page.bytes.as_ref()), (false, b"page".as_slice()));
        }
    }

    #[test]
    fn a_directory_hands_out_nothing_else() {
        let (_root, site) = built();
        let paths = [
            "/stray.js",
            "/files.tsv",
            "/missing.js",
            "/../secret",
            "/%2e%2e/secret.txt",
            "//etc/passwd.txt",
            "/api/x",
        ];
        for path in paths {
            assert_eq!(find(&site, path, "br"), None, "{path}");
        }
        assert_eq!(find(&Site::Dir("nowhere".into()), "/", "br"), None);
    }
}
