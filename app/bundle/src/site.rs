//! Builds `target/site`: the app with hashed names, compressed, ready to be served or embedded.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::assets::{Asset, Assets, short_hash};
use crate::compress;
use crate::place::Place;
use crate::{glue, process, setup, split, style, worker};

/// The list that `server` reads: path, media type, caching, encodings and hash of each file, split by tabs.
pub(crate) const LIST: &str = "files.tsv";
/// The same as a table in Rust, with the bytes: what `server` embeds.
const TABLE: &str = "embedded.rs";

/// Compiles the app and lays out the site; files that did not change are left as they are.
pub(crate) fn build(place: &Place) -> Result<()> {
    setup::wasm_target(place)?;
    // Of what is split alone: splitting has to know what refers to what.
    compile(place, "--bin=app", &["--", "-Clink-arg=--emit-relocs"])?;
    compile(place, "--bin=workbook", &[])?;

    let started = Instant::now();
    let assets = gather(place)?;
    write(place, assets.files())?;
    println!(
        "site: {} files in {:.1} s, {}",
        assets.files().len(),
        started.elapsed().as_secs_f64(),
        place.site.display()
    );
    Ok(())
}

fn compile(place: &Place, program: &str, rest: &[&str]) -> Result<()> {
    let args = ["rustc", "--package=app", program, "--target=wasm32-unknown-unknown", "--profile=web"];
    process::run(process::cargo(place, &args).args(rest))
}

fn gather(place: &Place) -> Result<Assets> {
    let app = place.root.join("app");
    let read = |name: &str| fs::read_to_string(app.join(name)).with_context(|| format!("app/{name}"));
    let script = |name: &str| glue::without_remarks(name, &read(name)?);
    let mut assets = Assets::default();

    let statics = app.join("static");
    let (manifests, others): (Vec<_>, Vec<_>) =
        files_below(&statics, &statics)?.into_iter().partition(|(name, _)| name.ends_with(".webmanifest"));
    for (name, bytes) in others {
        assets.add_hashed(&name, bytes);
    }
    // A manifest keeps its address, by which browsers know an installed program.
    for (name, bytes) in manifests {
        let text = String::from_utf8(bytes).with_context(|| format!("app/static/{name} is not UTF-8"))?;
        let text = assets.rewrite(&text);
        assets.add_plain(&name, text.into_bytes());
    }
    let sheet = assets.rewrite(&style::join(&app.join("style"))?);
    assets.add_hashed("style.css", sheet.into_bytes());
    glue::add(place, &script(split::LOADER)?, &mut assets)?;
    glue::add_worker(place, &script("workbook.js")?, &mut assets)?;

    let boot =
        assets.rewrite_needing("boot.js", &script("boot.js")?, &["app.js", "app.wasm", split::LOADER])?;
    assets.add_hashed("boot.js", boot.into_bytes());

    let page = read("index.html")?;
    let page = assets.rewrite_needing(
        "index.html",
        &page,
        &["boot.js", "style.css", "manifest.webmanifest", split::LOADER, glue::WORKER],
    )?;
    let script = script("sw.js")?;
    let build = build_id(assets.files(), &page, &script);
    assets.add_plain("index.html", page.replace(worker::BUILD_MARK, &build).into_bytes());
    let script = worker::inject(&script, &build, assets.files())?;
    assets.add_plain("sw.js", script.into_bytes());
    Ok(assets)
}

/// Differs whenever any file of the set differs.
fn build_id(files: &[Asset], page: &str, script: &str) -> String {
    let mut all: Vec<u8> = files.iter().flat_map(Asset::digest).collect();
    all.extend_from_slice(page.as_bytes());
    all.extend_from_slice(script.as_bytes());
    short_hash(&all)
}

/// Every file below `directory`, with its path relative to `base`, sorted.
fn files_below(directory: &Path, base: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).with_context(|| directory.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path, base)?);
        } else {
            let name = path.strip_prefix(base)?.to_string_lossy().replace('\\', "/");
            files.push((name, fs::read(&path).with_context(|| path.display().to_string())?));
        }
    }
    files.sort();
    Ok(files)
}

/// Writes new files first, then the list, and removes last what neither it nor the list before names: whoever reads
/// along, a server or a compiler that embeds the files, never misses one.
fn write(place: &Place, files: &[Asset]) -> Result<()> {
    let cache = place.target.join("compressed");
    let before = fs::read_to_string(place.site.join(LIST)).unwrap_or_default();
    let mut list = String::new();
    for file in files {
        let mut encodings = Vec::new();
        write_changed(&place.site.join(&file.path), &file.bytes)?;
        for (extension, bytes) in compress::variants(file, &cache)? {
            let path = format!("{}.{extension}", file.path);
            write_changed(&place.site.join(&path), &bytes)?;
            encodings.push(extension);
        }
        let caching = if file.hashed { "immutable" } else { "revalidate" };
        let row =
            [&file.path, file.kind().content_type, caching, &encodings.join(","), &short_hash(&file.bytes)];
        list.push_str(&row.join("\t"));
        list.push('\n');
    }
    write_changed(&place.site.join(LIST), list.as_bytes())?;
    write_changed(&place.site.join(TABLE), table(&list)?.as_bytes())?;
    let own = [LIST, TABLE].map(str::to_owned);
    let kept: BTreeSet<String> = named(&before).chain(named(&list)).chain(own).collect();
    for (name, _) in files_below(&place.site, &place.site)? {
        if !kept.contains(&name) {
            fs::remove_file(place.site.join(&name)).with_context(|| name.clone())?;
        }
    }
    Ok(())
}

/// The `File`s of `server::site` that a list names.
fn table(list: &str) -> Result<String> {
    let mut table = String::from("&[\n");
    for row in list.lines() {
        let [path, content_type, caching, encodings, tag] = *row.split('\t').collect::<Vec<_>>() else {
            bail!("a row of {LIST} has not five cells: {row}");
        };
        let encoded = |encoding: &str| {
            let there = encodings.split(',').any(|one| one == encoding);
            if there { format!("Some(include_bytes!(\"{path}.{encoding}\"))") } else { "None".to_owned() }
        };
        writeln!(
            table,
            "File {{ path: {path:?}, content_type: {content_type:?}, immutable: {}, tag: {tag:?}, \
             plain: include_bytes!({path:?}), brotli: {}, gzip: {} }},",
            caching == "immutable",
            encoded("br"),
            encoded("gz"),
        )?;
    }
    table.push(']');
    Ok(table)
}

/// The files that a list names: each as it is and in its encodings.
fn named(list: &str) -> impl Iterator<Item = String> {
    list.lines().flat_map(|row| {
        let mut cells = row.split('\t');
        let path = cells.next().unwrap_or_default();
        let encodings = cells.nth(2).unwrap_or_default().split(',').filter(|encoding| !encoding.is_empty());
        std::iter::once(path.to_owned()).chain(encodings.map(move |encoding| format!("{path}.{encoding}")))
    })
}

/// Leaves a file alone that already says the same, so nothing downstream is built again.
fn write_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).with_context(|| directory.display().to_string())?;
    }
    // Written aside and renamed: a reader sees the old file or the new one.
    let mut aside = path.as_os_str().to_owned();
    aside.push(".new");
    fs::write(&aside, bytes).with_context(|| path.display().to_string())?;
    fs::rename(&aside, path).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Asset {
        Asset { path: path.to_owned(), bytes: text.as_bytes().to_vec(), hashed: path.contains(".0.") }
    }

    #[test]
    fn a_site_holds_the_files_of_its_last_build_and_lets_those_before_it_go_one_build_later() -> Result<()> {
        let directory = tempfile::tempdir()?;
        let place = Place {
            root: directory.path().to_path_buf(),
            target: directory.path().join("target"),
            site: directory.path().join("site"),
            tool: directory.path().join("tool"),
        };
        let long = "Giao ước thi đua ".repeat(100);
        let names = || -> Result<Vec<String>> {
            Ok(files_below(&place.site, &place.site)?.into_iter().map(|(name, _)| name).collect())
        };
        let of_last =
            ["embedded.rs", "files.tsv", "icons/a.0.png", "index.html", "index.html.br", "index.html.gz"];
        let of_first = ["old.0.js", "old.0.js.br", "old.0.js.gz"];
        write(&place, &[file("icons/a.0.png", "1"), file("old.0.js", &long)])?;
        let second = [file("icons/a.0.png", "1"), file("index.html", &long)];
        write(&place, &second)?;
        assert_eq!(names()?, [&of_last[..], &of_first[..]].concat());
        write(&place, &second)?;
        assert_eq!(names()?, of_last);
        let list = fs::read_to_string(place.site.join(LIST))?;
        let hash = short_hash(long.as_bytes());
        assert_eq!(
            list,
            format!(
                "icons/a.0.png\timage/png\timmutable\t\t6b86b273ff\n\
                 index.html\ttext/html; charset=utf-8\trevalidate\tbr,gz\t{hash}\n"
            )
        );
        Ok(())
    }

    #[test]
    fn the_build_id_follows_every_file() {
        let id = |text: &str, page: &str, script: &str| build_id(&[file("a.0.js", text)], page, script);
        let first = id("1", "page", "script");
        assert_eq!(first, id("1", "page", "script"));
        for other in [id("2", "page", "script"), id("1", "Page", "script"), id("1", "page", "Script")] {
            assert_ne!(first, other);
        }
    }
}
