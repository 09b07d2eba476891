//! Makes sure that `main.rs` finds a table of the app's files. `bundle` writes it beside them; until the app was built it
//! is empty, so checks and tests of the server need no app.
//!
//! Only the executable reads the table: a new app compiles nothing else of the server anew.

use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=BUNDLE_SITE");
    let Some(site) = env::var_os("BUNDLE_SITE").map(PathBuf::from) else {
        return Err(io::Error::other("BUNDLE_SITE is not set: see .cargo/config.toml"));
    };
    let table = site.join("embedded.rs");
    if !table.exists() {
        fs::create_dir_all(&site)?;
        fs::write(&table, "&[]")?;
    }
    Ok(())
}
