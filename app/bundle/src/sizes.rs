//! The bytes of a first visit, and of the executable.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::assets::kept_offline;
use crate::place::Place;
use crate::site::LIST;

/// What a first visit should load at the most, in bytes.
const FIRST_VISIT_BYTES_GOAL: u64 = 300_000;
/// Hard stop for everything that a first visit loads, in bytes. Only ever lowered, until it is the goal.
const FIRST_VISIT_BYTES_MAX: u64 = 640_000;

/// Prints the table; fails above the hard stop.
pub(crate) fn run(place: &Place) -> Result<ExitCode> {
    let path = place.site.join(LIST);
    let list =
        fs::read_to_string(&path).with_context(|| format!("{}: build the app first", path.display()))?;
    let size = |name: &str| {
        fs::metadata(place.site.join(name)).map(|file| file.len()).with_context(|| name.to_owned())
    };
    let mut sum = 0;
    println!("{:>10} {:>10}  file", "bytes", "brotli");
    for row in list.lines() {
        let mut cells = row.split('\t');
        let name = cells.next().unwrap_or_default();
        if !kept_offline(name) {
            continue;
        }
        let packed =
            cells.nth(2).is_some_and(|encodings| encodings.split(',').any(|encoding| encoding == "br"));
        let plain = size(name)?;
        let sent = if packed { size(&format!("{name}.br"))? } else { plain };
        println!("{plain:>10} {sent:>10}  {name}");
        sum += sent;
    }
    println!(
        "first visit: {sum} bytes in brotli; at most {FIRST_VISIT_BYTES_MAX}, goal {FIRST_VISIT_BYTES_GOAL}"
    );
    println!("executable: {} bytes", fs::metadata(place.executable()).context("the executable")?.len());
    if sum > FIRST_VISIT_BYTES_MAX {
        println!("the first visit is too large");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
