//! Runs `wasm-bindgen` as a library and gathers what it wrote.
//!
//! Of the glue, as of our own scripts, only remarks and indentation stay behind: the one small minifier tried turned
//! `a + +b` into `a++b`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::assets::{Assets, DOCUMENTS};
use crate::place::Place;
use crate::split;

/// Adds `app.wasm`, its parts with the script that loads them, the scripts that Rust code brought along, and the glue
/// `app.js`.
pub(crate) fn add(place: &Place, loader: &str, assets: &mut Assets) -> Result<()> {
    let split = split::split(place)?;
    // The parts share the table of functions, which would otherwise no longer be exported.
    let directory = generate(place, "app", split.main.clone(), &["--keep-lld-exports"])?;
    assets.add_hashed("app.wasm", fs::read(directory.join("app_bg.wasm"))?);

    let mut glue = fs::read_to_string(directory.join("app.js")).context("wasm-bindgen wrote no glue")?;
    glue = redirect(&glue, split::LOADER, &split.add(loader, assets)?)?;
    for snippet in snippets(&directory.join("snippets"))? {
        glue = add_snippet(&directory, &snippet, &glue, assets)?;
    }
    assets.add_hashed("app.js", without_remarks("app.js", &glue)?.into_bytes());
    Ok(())
}

/// The script that starts the worker for spreadsheets.
pub(crate) const WORKER: &str = "documents/workbook.js";

/// Adds the worker for spreadsheets: its module, the glue, and the script that starts it.
pub(crate) fn add_worker(place: &Place, start: &str, assets: &mut Assets) -> Result<()> {
    let directory = generate(place, "workbook", place.compiled("workbook"), &[])?;
    let named = |name: &str| format!("{DOCUMENTS}{name}");
    assets.add_hashed(&named("sheets.wasm"), fs::read(directory.join("workbook_bg.wasm"))?);
    ensure!(
        !directory.join("snippets").exists(),
        "the worker has scripts beside its glue, which nobody adds"
    );
    let glue = fs::read_to_string(directory.join("workbook.js")).context("wasm-bindgen wrote no glue")?;
    assets.add_hashed(&named("sheets.js"), without_remarks("workbook.js", &glue)?.into_bytes());
    let start =
        assets.rewrite_needing("workbook.js", start, &["documents/sheets.js", "documents/sheets.wasm"])?;
    assets.add_hashed(WORKER, start.into_bytes());
    Ok(())
}

/// A script without the lines that are remarks, and without indentation. Refused where words stand over several lines:
/// they would become others.
pub(crate) fn without_remarks(whose: &str, script: &str) -> Result<String> {
    let mut bare = String::with_capacity(script.len());
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
        ensure!(line.matches('`').count() % 2 == 0, "{whose} has words over several lines: {line}");
        bare.push_str(line);
        bare.push('\n');
    }
    Ok(bare)
}

fn generate(place: &Place, program: &str, compiled: PathBuf, more: &[&str]) -> Result<PathBuf> {
    let directory = place.target.join("bindgen").join(program);
    if directory.is_dir() {
        fs::remove_dir_all(&directory).with_context(|| directory.display().to_string())?;
    }
    let name = format!("--out-name={program}");
    let flags = ["--target=web", "--no-typescript", "--omit-default-module-path", &name];
    let trimmed = ["--remove-name-section", "--remove-producers-section", "--out-dir"];
    let mut args: Vec<PathBuf> = vec!["wasm-bindgen".into(), compiled];
    args.extend(flags.iter().chain(more).chain(&trimmed).map(PathBuf::from));
    args.push(directory.clone());
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(args).context("wasm-bindgen failed")?;
    Ok(directory)
}

fn snippets(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if directory.is_dir() {
        for entry in fs::read_dir(directory)? {
            let path = entry?.path();
            if path.is_dir() {
                found.extend(snippets(&path)?);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Gives a script of `#[wasm_bindgen(inline_js)]` or `module = "/x.js"` a hashed name in the glue's imports.
fn add_snippet(directory: &Path, snippet: &Path, glue: &str, assets: &mut Assets) -> Result<String> {
    let path = snippet.strip_prefix(directory)?.to_string_lossy().replace('\\', "/");
    let text = fs::read_to_string(snippet).with_context(|| path.clone())?;
    ensure!(
        !text.contains("from './") && !text.contains("from \"./"),
        "{path} imports a file beside it: write it as one file"
    );
    let stem = snippet.file_stem().unwrap_or_default().to_string_lossy();
    let hashed = assets.add_hashed(&format!("{stem}.js"), text.into_bytes());
    redirect(glue, &path, &hashed)
}

/// Changes the address of one import. The same words name the import inside the module, and stay there.
fn redirect(glue: &str, path: &str, hashed: &str) -> Result<String> {
    let import = format!("from \"./{path}\"");
    ensure!(glue.contains(&import), "the glue does not import {path}");
    Ok(glue.replace(&import, &format!("from \"./{hashed}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_go_out_without_remarks() -> Result<()> {
        let script = "// What it does.\nif (a) {\n  // Why.\n  b('//c'); // d\n\n}\n";
        assert_eq!(without_remarks("x", script)?, "if (a) {\nb('//c'); // d\n}\n");
        assert!(without_remarks("x", "a = `b\n  c`;").is_err());
        Ok(())
    }

    #[test]
    fn an_import_gets_the_hashed_name_and_its_key_stays() -> Result<()> {
        let glue = "import * as import1 from \"./snippets/app-1/inline0.js\"\n\
                    return { \"./snippets/app-1/inline0.js\": import1 };";
        let expected = "import * as import1 from \"./inline0.2.js\"\n\
                        return { \"./snippets/app-1/inline0.js\": import1 };";
        assert_eq!(redirect(glue, "snippets/app-1/inline0.js", "inline0.2.js")?, expected);
        assert!(redirect("", "snippets/app-1/inline0.js", "inline0.2.js").is_err());
        Ok(())
    }
}
