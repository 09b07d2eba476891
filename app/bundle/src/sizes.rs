//! The bytes until the first screen can be used, those of all screens, those of what reads and writes documents, and
//! those of the executable.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::assets::{is_document, is_part, kept_offline};
use crate::place::Place;
use crate::site::LIST;

/// What the first screen should need at the most, in bytes.
const FIRST_SCREEN_BYTES_GOAL: u64 = 300_000;
/// Hard stop for what has to arrive before the first screen can be used, in bytes. Only ever lowered, until it is the
/// goal.
const FIRST_SCREEN_BYTES_MAX: u64 = 353_700;
/// What a device should load for all screens to work without a network, in bytes.
const ALL_BYTES_GOAL: u64 = 450_000;
/// Hard stop for that, in bytes. A new screen raises it by its own bytes; all else only lowers it, until it is the goal.
const ALL_BYTES_MAX: u64 = 1_537_500;
/// Hard stop for what reads and writes documents, which loads when it is wanted, in bytes.
const DOCUMENTS_BYTES_MAX: u64 = 568_000;

/// One file of the site as it goes over the network.
struct Sent {
    name: String,
    plain: u64,
    bytes: u64,
}

/// Prints the table; fails above a hard stop.
pub(crate) fn run(place: &Place) -> Result<ExitCode> {
    let files = files(place)?;
    println!("{:>10} {:>10}  file", "bytes", "brotli");
    for file in &files {
        println!("{:>10} {:>10}  {}", file.plain, file.bytes, file.name);
    }
    let sum = |is_meant: fn(&str) -> bool| -> u64 {
        files.iter().filter(|file| is_meant(&file.name)).map(|file| file.bytes).sum()
    };
    let small = [
        judge("first screen", sum(|name| !is_part(name)), FIRST_SCREEN_BYTES_MAX, FIRST_SCREEN_BYTES_GOAL),
        judge("in all", sum(|name| !is_document(name)), ALL_BYTES_MAX, ALL_BYTES_GOAL),
        judge("documents", sum(is_document), DOCUMENTS_BYTES_MAX, DOCUMENTS_BYTES_MAX),
    ];
    println!("executable: {} bytes", fs::metadata(place.executable()).context("the executable")?.len());
    Ok(if small == [true; 3] { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a device keeps, and with it all that a start loads.
fn files(place: &Place) -> Result<Vec<Sent>> {
    let path = place.site.join(LIST);
    let list =
        fs::read_to_string(&path).with_context(|| format!("{}: build the app first", path.display()))?;
    let size = |name: &str| {
        fs::metadata(place.site.join(name)).map(|file| file.len()).with_context(|| name.to_owned())
    };
    let mut files = Vec::new();
    for row in list.lines() {
        let mut cells = row.split('\t');
        let name = cells.next().unwrap_or_default();
        if !kept_offline(name) {
            continue;
        }
        let packed =
            cells.nth(2).is_some_and(|encodings| encodings.split(',').any(|encoding| encoding == "br"));
        let plain = size(name)?;
        let bytes = if packed { size(&format!("{name}.br"))? } else { plain };
        files.push(Sent { name: name.to_owned(), plain, bytes });
    }
    Ok(files)
}

fn judge(what: &str, bytes: u64, most: u64, goal: u64) -> bool {
    println!("{what}: {bytes} bytes in brotli; at most {most}, goal {goal}");
    if bytes > most {
        println!("{what}: too large");
    }
    bytes <= most
}
