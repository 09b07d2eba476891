//! Installs what a task lacks, or says in one line what to install.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};

use crate::place::Place;
use crate::process;

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Debian's packages for everything that runs in a browser, and how to tell that each is there.
const PACKAGES: [(&str, Sign); 3] = [
    ("chromium", Sign::Program("chromium")),
    ("chromium-driver", Sign::Program("chromedriver")),
    // Vietnamese marks in screenshots need a font that has them.
    ("fonts-noto-core", Sign::Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")),
];

enum Sign {
    Program(&'static str),
    Path(&'static str),
}

/// Adds the target of the app to the toolchain.
pub(crate) fn wasm_target(place: &Place) -> Result<()> {
    let mut ask = Command::new("rustc");
    ask.args(["--print=target-libdir", "--target", WASM_TARGET]).current_dir(&place.root);
    if process::read(&mut ask).is_ok_and(|directory| Path::new(&directory).is_dir()) {
        return Ok(());
    }
    println!("adding the target {WASM_TARGET}");
    process::run(Command::new("rustup").args(["target", "add", WASM_TARGET]).current_dir(&place.root))
        .with_context(|| {
            format!("install the Rust target {WASM_TARGET} for the toolchain in rust-toolchain.toml")
        })
}

/// Adds the formatter and the linter to the toolchain.
pub(crate) fn components(place: &Place) -> Result<()> {
    for (component, program) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
        let mut ask = Command::new(program);
        ask.arg("--version").current_dir(&place.root);
        if process::read(&mut ask).is_err() {
            process::run(
                Command::new("rustup").args(["component", "add", component]).current_dir(&place.root),
            )
            .with_context(|| format!("install the Rust component {component}"))?;
        }
    }
    Ok(())
}

/// Installs the browser, its driver and fonts where apt may be used.
pub(crate) fn browser() -> Result<()> {
    let missing: Vec<&str> =
        PACKAGES.iter().filter(|(_, sign)| !sign.is_there()).map(|(package, _)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let wanted = missing.join(" ");
    ensure!(
        process::is_installed("apt-get") && rustix::process::geteuid().is_root(),
        "missing: {wanted}. Install with: sudo apt-get install {wanted}"
    );
    println!("installing {wanted}");
    let apt = |args: &[&str]| {
        process::run(Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(&missing);
    // The lists of packages may be missing or too old; only then are they fetched.
    if apt(&install).is_err() {
        apt(&["update"])?;
        apt(&install)?;
    }
    let still: Vec<&str> =
        PACKAGES.iter().filter(|(_, sign)| !sign.is_there()).map(|(package, _)| *package).collect();
    ensure!(still.is_empty(), "apt-get installed {wanted}, yet not found: {}", still.join(" "));
    Ok(())
}

impl Sign {
    fn is_there(&self) -> bool {
        match self {
            Self::Program(name) => process::is_installed(name),
            Self::Path(path) => Path::new(path).exists(),
        }
    }
}

/// Checks for Node and installs the packages of `e2e` when its lock file is newer than they are.
pub(crate) fn node_modules(place: &Place) -> Result<()> {
    for program in ["node", "npm"] {
        if !process::is_installed(program) {
            bail!("missing: {program}. Install Node.js 20 or newer, with npm");
        }
    }
    let directory = place.root.join("e2e");
    ensure!(directory.join("package-lock.json").is_file(), "e2e/package-lock.json is missing");
    let wanted = newest(&directory.join("package.json")).max(newest(&directory.join("package-lock.json")));
    if newest(&directory.join("node_modules/.package-lock.json")) >= wanted {
        return Ok(());
    }
    let mut install = Command::new("npm");
    // The journeys drive the system's Chromium.
    install
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(&directory)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run(&mut install)
}

fn newest(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}
