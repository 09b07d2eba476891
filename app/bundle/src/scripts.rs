//! The Node programs in `e2e`: journeys, and the commands behind `cargo dev <name>`.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::place::Place;
use crate::setup;

/// A program in `e2e` that `cargo dev <name>` runs; what follows the name is handed on.
pub(crate) struct Script {
    pub(crate) name: &'static str,
    /// What runs it, of the packages in `e2e`.
    pub(crate) runner: &'static [&'static str],
    /// Path inside `e2e`, the last word for the runner.
    pub(crate) path: &'static str,
    pub(crate) about: &'static str,
}

/// Every such program. A new one is one row here; it is a command as soon as its file is there.
pub(crate) const SCRIPTS: [Script; 3] = [
    Script::new("bench", TSX, "bench/run.ts", "measures the figures of the README"),
    Script::new("shots", TSX, "shots.ts", "makes a contact sheet of every screen"),
    Script::new("kills", TSX, "kills.ts", "kills browser and server at random moments"),
];

/// Runs TypeScript as it is.
const TSX: &[&str] = &["tsx"];

impl Script {
    const fn new(
        name: &'static str,
        runner: &'static [&'static str],
        path: &'static str,
        about: &'static str,
    ) -> Self {
        Self { name, runner, path, about }
    }
}

/// The programs whose file is there.
pub(crate) fn present(root: &Path) -> Vec<&'static Script> {
    SCRIPTS.iter().filter(|script| root.join("e2e").join(script.path).is_file()).collect()
}

pub(crate) fn find(root: &Path, name: &str) -> Result<&'static Script> {
    let present = present(root);
    let known: Vec<&str> = present.iter().map(|script| script.name).collect();
    present
        .iter()
        .find(|script| script.name == name)
        .copied()
        .with_context(|| format!("`{name}` is not a command of `cargo dev`; there are: {}", known.join(", ")))
}

/// Runs a script to its end and hands on its exit code.
pub(crate) fn run(place: &Place, script: &Script, args: &[String]) -> Result<ExitCode> {
    setup::browser()?;
    setup::node_modules(place)?;
    finish(node(place).args(script.runner).arg(script.path).args(args))
}

/// The journeys, with their results as JSON for the table of `cargo verify`.
pub(crate) fn journeys(place: &Place) -> Result<ExitCode> {
    setup::node_modules(place)?;
    let mut command = node(place);
    command.args(["playwright", "test", "--reporter=list,json"]);
    command.env("PLAYWRIGHT_JSON_OUTPUT_FILE", place.logs().join("journeys.json"));
    finish(&mut command)
}

fn node(place: &Place) -> Command {
    let mut command = Command::new("npx");
    // Never fetches a program that the lock file does not name.
    command.arg("--no-install").current_dir(place.root.join("e2e"));
    command
}

fn finish(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().context("npx could not be started")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_programs_that_are_there_are_commands() -> Result<()> {
        let root = tempfile::tempdir()?;
        let error = |name: &str| find(root.path(), name).err().map(|error| error.to_string());
        let none = "`shots` is not a command of `cargo dev`; there are: ";
        assert_eq!(error("shots").as_deref(), Some(none));

        std::fs::create_dir(root.path().join("e2e"))?;
        std::fs::write(root.path().join("e2e/shots.ts"), "")?;
        assert_eq!(find(root.path(), "shots")?.path, "shots.ts");
        let shots = "`kills` is not a command of `cargo dev`; there are: shots";
        assert_eq!(error("kills").as_deref(), Some(shots));
        Ok(())
    }
}
