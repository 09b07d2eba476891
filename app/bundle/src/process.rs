//! Starting other programs.

use std::env;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::place::Place;

/// Cargo in the root of the checkout.
pub(crate) fn cargo(place: &Place, args: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(&place.root);
    // `cargo run` describes this package to us; a cargo below must not take that for its own surroundings.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// This executable with another task.
pub(crate) fn this_tool(place: &Place, args: &[&str]) -> Command {
    let mut command = Command::new(&place.tool);
    command.args(args).current_dir(&place.root);
    command
}

/// Runs to the end; a failure names what was run.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let said = describe(command);
    let status = command.status().with_context(|| format!("`{said}` could not be started"))?;
    if !status.success() {
        bail!("`{said}` failed ({status})");
    }
    Ok(())
}

/// Runs to the end and returns what was printed, without the last line break.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let said = describe(command);
    let output = command.output().with_context(|| format!("`{said}` could not be started"))?;
    if !output.status.success() {
        bail!("`{said}` failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    let text = String::from_utf8(output.stdout).with_context(|| format!("`{said}` did not print UTF-8"))?;
    Ok(text.trim_end().to_owned())
}

/// Whether a program of this name stands in `PATH`.
pub(crate) fn is_installed(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .any(|directory| directory.join(program).with_extension(env::consts::EXE_EXTENSION).is_file())
}

fn describe(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
