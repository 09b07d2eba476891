//! The build tool behind `cargo dev` and `cargo verify`.
//!
//! It stands on the `wasm-bindgen-cli` library, so a fresh machine needs no tool but rustup and Node.

mod assets;
mod compress;
mod counts;
mod dev;
mod glue;
mod lanes;
mod place;
mod process;
mod scripts;
mod setup;
mod site;
mod sizes;
mod split;
mod steps;
mod style;
mod tidy;
mod verify;
mod watch;
mod worker;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use place::Place;

#[derive(Parser)]
#[command(name = "bundle", bin_name = "cargo", about = "Builds, serves and checks Giao Ước.")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the app and the server, serves them with sample data and rebuilds the app when a source changes
    Dev(dev::Args),
    /// Runs every check and ends in one table
    Verify(verify::Args),
    /// Builds target/site alone
    #[command(hide = true)]
    Site,
    /// Checks the shape of the tree
    #[command(hide = true)]
    Tidy,
    /// Prints and judges the bytes of the first screen, and of the whole app
    #[command(hide = true)]
    Sizes,
    /// Installs what the browser tests need
    #[command(hide = true)]
    Browser,
    /// Runs the journeys in `e2e`
    #[command(hide = true)]
    Journeys,
    /// Makes a page module of something compiled for wasm, as `wasm-bindgen` does
    #[command(hide = true, disable_help_flag = true)]
    Bindgen {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Runs one wasm test binary in the browser; cargo calls this
    #[command(hide = true, disable_help_flag = true)]
    TestRunner {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse_from(plain_args(std::env::args_os()))) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode> {
    match cli.task {
        Task::Dev(args) => dev::run(&Place::find()?, &args),
        Task::Verify(args) => verify::run(&Place::find()?, &args),
        Task::Site => site::build(&Place::find()?).map(|()| ExitCode::SUCCESS),
        Task::Tidy => tidy::run(&Place::find()?),
        Task::Sizes => sizes::run(&Place::find()?),
        Task::Browser => setup::browser().map(|()| ExitCode::SUCCESS),
        Task::Journeys => scripts::journeys(&Place::find()?),
        Task::Bindgen { args } => {
            let name = OsString::from("wasm-bindgen");
            wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::iter::once(name).chain(args))?;
            Ok(ExitCode::SUCCESS)
        }
        Task::TestRunner { args } => {
            let name = OsString::from("wasm-bindgen-test-runner");
            wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(name).chain(args))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// `cargo dev -- --help` hands over a `--` of its own, which people type out of habit.
fn plain_args(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut args: Vec<OsString> = args.collect();
    if args.get(2).is_some_and(|arg| arg == "--") {
        args.remove(2);
    }
    args
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn a_habitual_double_dash_is_dropped() {
        let check = |typed: &[&str], expected: &[&str]| {
            assert_eq!(plain_args(typed.iter().map(OsString::from)), expected);
        };
        check(&["bundle", "dev", "--", "--help"], &["bundle", "dev", "--help"]);
        check(&["bundle", "dev", "bench", "--", "-x"], &["bundle", "dev", "bench", "--", "-x"]);
    }
}
