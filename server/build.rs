//! Puts the built app into the executable: a table of `include_bytes!` over the list that `bundle` wrote.
//!
//! Without a built app the table is empty, so checks and tests of the server need none.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=BUNDLE_SITE");
    let table = match env::var_os("BUNDLE_SITE").map(PathBuf::from) {
        Some(site) => {
            let list = site.join("files.tsv");
            make_sure_of(&list)?;
            println!("cargo::rerun-if-changed={}", list.display());
            table(&site, &fs::read_to_string(&list)?)?
        }
        None => "&[]".to_owned(),
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    fs::write(out.join("site.rs"), table)?;
    Ok(())
}

/// Cargo takes a missing file for a changed one and would compile the server anew each time.
/// An empty list from long ago stands for a site that nobody has built yet.
fn make_sure_of(list: &Path) -> Result<(), Box<dyn Error>> {
    if !list.exists() {
        if let Some(site) = list.parent() {
            fs::create_dir_all(site)?;
        }
        File::create(list)?.set_modified(SystemTime::UNIX_EPOCH)?;
    }
    Ok(())
}

/// One `File` of `src/site.rs` for each row of the list.
fn table(site: &Path, list: &str) -> Result<String, Box<dyn Error>> {
    let mut table = String::from("&[\n");
    for row in list.lines() {
        let [path, content_type, caching, encodings, tag] = *row.split('\t').collect::<Vec<_>>() else {
            return Err(format!("a row of files.tsv has not five cells: {row}").into());
        };
        let bytes = |extension: &str| {
            let file = format!("{}/{path}{extension}", site.display());
            format!("include_bytes!({file:?})")
        };
        let encoded = |encoding: &str| {
            let there = encodings.split(',').any(|one| one == encoding);
            if there { format!("Some({})", bytes(&format!(".{encoding}"))) } else { "None".to_owned() }
        };
        writeln!(
            table,
            "File {{ path: {path:?}, content_type: {content_type:?}, immutable: {}, tag: {tag:?}, \
             plain: {}, brotli: {}, gzip: {} }},",
            caching == "immutable",
            bytes(""),
            encoded("br"),
            encoded("gz"),
        )?;
    }
    table.push(']');
    Ok(table)
}
