//! Rules about the tree that no compiler checks.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::assets::extension;
use crate::place::Place;
use crate::process;

/// Lines of a source file that are not its tests.
const LINES_MAX: usize = 400;
/// What may stand at the top of the tree beside hidden files of tools.
const TOP: [&str; 9] = [
    "Cargo.toml",
    "Cargo.lock",
    "LICENSE",
    "README.md",
    "rust-toolchain.toml",
    "app",
    "e2e",
    "server",
    "shared",
];
/// Names that say nothing.
const EMPTY_NAMES: [&str; 4] = ["utils.rs", "util.rs", "helpers.rs", "manager.rs"];
/// The public registries; a lock file made behind a mirror would name another host.
const REGISTRIES: [(&str, &str, &str); 2] = [
    ("Cargo.lock", "source = \"", "registry+https://github.com/rust-lang/crates.io-index\""),
    ("e2e/package-lock.json", "\"resolved\": \"", "https://registry.npmjs.org/"),
];

/// Prints every breach; succeeds without any.
pub(crate) fn run(place: &Place) -> Result<ExitCode> {
    let mut found = Vec::new();
    for path in files(&place.root)? {
        // A file may be removed and the removal not committed yet.
        let Ok(bytes) = fs::read(place.root.join(&path)) else {
            continue;
        };
        found.extend(check_name(&path));
        if let Ok(text) = String::from_utf8(bytes) {
            found.extend(check_text(&path, &text, &place.root));
        }
    }
    let locale = |name: &str| fs::read_to_string(place.root.join("app/locales").join(name)).ok();
    if let (Some(vi), Some(en)) = (locale("vi.json"), locale("en.json")) {
        found.extend(check_locales(&vi, &en)?);
    }
    for breach in &found {
        println!("{breach}");
    }
    println!("tidy: {} found", found.len());
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Every file that is tracked, or would be.
fn files(root: &Path) -> Result<Vec<String>> {
    let mut list = Command::new("git");
    list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root);
    let listed = process::read(&mut list).context("the files of the checkout cannot be listed")?;
    let files: BTreeSet<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    Ok(files.into_iter().map(str::to_owned).collect())
}

fn check_name(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    let top = path.split('/').next().unwrap_or(path);
    if !top.starts_with('.') && !TOP.contains(&top) {
        found.push(format!("{path}: `{top}` does not belong at the top of the tree"));
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    if EMPTY_NAMES.contains(&name) {
        found.push(format!("{path}: name the module after what it holds"));
    }
    found
}

fn check_text(path: &str, text: &str, root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let root = root.to_string_lossy();
    // A checkout right under the root of the disk has a name that any text may hold.
    if root.matches(['/', '\\']).count() > 1 && text.contains(root.as_ref()) {
        found.push(format!("{path}: holds the path of this checkout, {root}"));
    }
    for (lock, before, registry) in REGISTRIES {
        if path == lock && text.split(before).skip(1).any(|rest| !rest.starts_with(registry)) {
            found.push(format!("{path}: names another registry than {registry}"));
        }
    }
    if extension(path) == "rs" {
        found.extend(check_source(path, text));
    }
    found
}

fn check_source(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let is_test = path.split('/').any(|part| part == "tests" || part == "tests.rs");
    let lines = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text).lines().count();
    if !is_test && lines > LINES_MAX {
        found.push(format!("{path}: {lines} lines, more than {LINES_MAX}"));
    }
    // Joined here, so that this file does not hold what it forbids.
    if text.contains(concat!("#[", "ignore")) {
        found.push(format!("{path}: an ignored test proves nothing"));
    }
    found
}

/// Both languages must have every text.
fn check_locales(vi: &str, en: &str) -> Result<Vec<String>> {
    let keys = |text: &str, name: &str| -> Result<BTreeSet<String>> {
        let value: Value = serde_json::from_str(text).with_context(|| format!("app/locales/{name}.json"))?;
        let mut keys = BTreeSet::new();
        collect_keys("", &value, &mut keys);
        Ok(keys)
    };
    let (vi, en) = (keys(vi, "vi")?, keys(en, "en")?);
    let missing = |name: &str, from: &BTreeSet<String>, other: &BTreeSet<String>| -> Vec<String> {
        other.difference(from).map(|key| format!("app/locales/{name}.json: `{key}` is missing")).collect()
    };
    Ok([missing("vi", &vi, &en), missing("en", &en, &vi)].concat())
}

/// `page.title`; the plural forms `x_one` and `x_other` are one key, since Vietnamese has one form only.
fn collect_keys(prefix: &str, value: &Value, keys: &mut BTreeSet<String>) {
    let Value::Object(members) = value else {
        let plain = ["_zero", "_one", "_two", "_few", "_many", "_other"]
            .iter()
            .find_map(|form| prefix.strip_suffix(form));
        keys.insert(plain.unwrap_or(prefix).to_owned());
        return;
    };
    for (name, member) in members {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        collect_keys(&key, member, keys);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked() {
        let check = |path: &str, expected: &[&str]| assert_eq!(check_name(path), expected);
        check("app/src/lib.rs", &[]);
        check(".ci/run", &[]);
        check("notes.md", &["notes.md: `notes.md` does not belong at the top of the tree"]);
        check("app/src/utils.rs", &["app/src/utils.rs: name the module after what it holds"]);
    }

    #[test]
    fn texts_are_checked() {
        let check = |path: &str, text: &str, expected: &[&str]| {
            assert_eq!(check_text(path, text, Path::new("/home/x/giao-uoc")), expected);
        };
        check("README.md", "see app/src", &[]);
        check(
            "README.md",
            "see /home/x/giao-uoc/app",
            &["README.md: holds the path of this checkout, /home/x/giao-uoc"],
        );
        let public = "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
        check("Cargo.lock", public, &[]);
        check(
            "Cargo.lock",
            &format!("{public}source = \"registry+https://mirror/index\""),
            &[
                "Cargo.lock: names another registry than registry+https://github.com/rust-lang/crates.io-index\"",
            ],
        );
        let long = "//\n".repeat(401);
        check("app/src/a.rs", &long, &["app/src/a.rs: 401 lines, more than 400"]);
        check("server/tests/http/a.rs", &long, &[]);
        check("app/src/a.rs", &format!("//\n#[cfg(test)]\nmod tests {{\n{long}}}"), &[]);
        check("a.rs", concat!("#[", "ignore]"), &["a.rs: an ignored test proves nothing"]);
    }

    #[test]
    fn a_checkout_below_the_root_of_the_disk_is_not_searched_for() {
        assert_eq!(check_text("a.md", "/app/x", Path::new("/app")), Vec::<String>::new());
    }

    #[test]
    fn both_languages_have_every_key() -> Result<()> {
        let check = |vi: &str, en: &str, expected: &[&str]| -> Result<()> {
            assert_eq!(check_locales(vi, en)?, expected);
            Ok(())
        };
        check(r#"{"a":"x","b":{"c":"y"}}"#, r#"{"b":{"c":"y"},"a":"x"}"#, &[])?;
        check(r#"{"n_other":"x"}"#, r#"{"n_one":"x","n_other":"y"}"#, &[])?;
        check(
            r#"{"a":"x","b":{"c":"y"}}"#,
            r#"{"b":{"d":"y"},"a":"x"}"#,
            &["app/locales/vi.json: `b.d` is missing", "app/locales/en.json: `b.c` is missing"],
        )?;
        assert!(check_locales("{", "{}").is_err());
        Ok(())
    }
}
