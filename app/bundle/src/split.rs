//! Cuts the compiled app into the main part and the parts that are loaded when their screen opens.
//!
//! The cuts are made in `app/src/cuts.rs`. What several parts need and the main part does not becomes a part of its
//! own, which comes along with each of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use walrus::ModuleConfig;
use walrus::passes::gc;

use crate::assets::{Assets, PARTS};
use crate::place::Place;

/// The script that loads parts, by the name under which the main part imports it.
pub(crate) const LOADER: &str = "parts.js";
/// Where `app/parts.js` is told what there is to load.
const PARTS_MARK: &str = "/*@parts@*/";

/// The compiled app in pieces.
pub(crate) struct Split {
    /// What `wasm-bindgen` goes on with.
    pub(crate) main: PathBuf,
    directory: PathBuf,
    /// The files that a cut needs, by its name and without their extension.
    needs: BTreeMap<String, Vec<String>>,
}

/// Splits what the compiler made.
pub(crate) fn split(place: &Place) -> Result<Split> {
    let directory = place.target.join("split");
    if directory.is_dir() {
        fs::remove_dir_all(&directory).with_context(|| directory.display().to_string())?;
    }
    let compiled = place.compiled("app");
    let compiled = fs::read(&compiled).with_context(|| compiled.display().to_string())?;
    let main = directory.join("main.wasm");
    let link_name = format!("./{LOADER}");
    let mut options = wasm_split_cli_support::Options::new(&compiled);
    options.output_dir = &directory;
    options.main_out_path = &main;
    options.link_name = &link_name;
    let made = wasm_split_cli_support::transform(options)
        .map_err(|report| anyhow!("{report:#}"))
        .context("the app could not be split")?;
    let needs: BTreeMap<_, _> = made.prefetch_map.into_iter().collect();
    ensure!(!needs.is_empty(), "the app has no cut any more, or was compiled without relocations");
    Ok(Split { main, directory, needs })
}

impl Split {
    /// Adds every part, and the script that loads them; returns its hashed name.
    pub(crate) fn add(&self, source: &str, assets: &mut Assets) -> Result<String> {
        let mut names: Vec<&String> = self.needs.values().flatten().collect();
        names.sort();
        names.dedup();
        for name in names {
            let part = trim(&self.directory.join(name).with_extension("wasm"))?;
            assets.add_hashed(&format!("{PARTS}{name}.wasm"), part);
        }
        let loader = assets.rewrite(&list(source, &self.needs)?);
        Ok(assets.add_hashed(LOADER, loader.into_bytes()))
    }
}

/// A part without what only tools read, without the types of functions that lie in others, and with numbers no longer
/// than they need to be: what `wasm-bindgen` does to the main part.
fn trim(path: &Path) -> Result<Vec<u8>> {
    let mut part = ModuleConfig::new()
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse_file(path)
        .with_context(|| path.display().to_string())?;
    let told: Vec<_> = part.customs.iter().map(|(id, _)| id).collect();
    for id in told {
        part.customs.delete(id);
    }
    gc::run(&mut part);
    Ok(part.emit_wasm())
}

/// The loader with one exported function for each cut, by the name that the main part imports.
fn list(source: &str, needs: &BTreeMap<String, Vec<String>>) -> Result<String> {
    let count = source.matches(PARTS_MARK).count();
    ensure!(count == 1, "{LOADER} must hold {PARTS_MARK} once, not {count} times");
    let exports = needs.iter().map(|(cut, files)| {
        let urls: Vec<String> = files.iter().map(|file| format!("'/{PARTS}{file}.wasm'")).collect();
        format!("export const __wasm_split_load_{cut} = loaderOf([{}]);", urls.join(", "))
    });
    let exports: Vec<String> = exports.collect();
    Ok(source.replace(PARTS_MARK, &exports.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_gets_one_function_for_each_cut() -> Result<()> {
        let needs = BTreeMap::from([
            ("device".to_owned(), vec!["split_device".to_owned()]),
            ("activities".to_owned(), vec!["chunk_1".to_owned(), "split_activities".to_owned()]),
        ]);
        let expected = "export const __wasm_split_load_activities = \
                        loaderOf(['/parts/chunk_1.wasm', '/parts/split_activities.wasm']);\n\
                        export const __wasm_split_load_device = loaderOf(['/parts/split_device.wasm']);\n";
        assert_eq!(list("/*@parts@*/\n", &needs)?, expected);
        assert!(list("", &needs).is_err());
        Ok(())
    }
}
