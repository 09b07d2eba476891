//! Where things lie: the checkout, the target directory, the built site, the executables.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The directories and files that every task speaks of.
pub(crate) struct Place {
    /// The root of the checkout.
    pub(crate) root: PathBuf,
    /// Cargo's target directory.
    pub(crate) target: PathBuf,
    /// The built site; `server/build.rs` embeds it from the same place.
    pub(crate) site: PathBuf,
    /// This very executable.
    pub(crate) tool: PathBuf,
}

impl Place {
    pub(crate) fn find() -> Result<Self> {
        let here = env::current_dir().context("the current directory cannot be read")?;
        let root = here
            .ancestors()
            .find(|directory| directory.join("app/bundle/Cargo.toml").is_file())
            .with_context(|| format!("{} is not inside a checkout of Giao Ước", here.display()))?
            .to_path_buf();
        let tool = env::current_exe().context("the path of this executable cannot be read")?;
        let target = tool
            .parent()
            .and_then(Path::parent)
            .with_context(|| format!("{} does not lie in a target directory", tool.display()))?
            .to_path_buf();
        let site = env::var_os("BUNDLE_SITE").map_or_else(|| target.join("site"), PathBuf::from);
        Ok(Self { root, target, site, tool })
    }

    /// The finished executable with the app inside it.
    pub(crate) fn executable(&self) -> PathBuf {
        self.target.join("release").join("giao-uoc").with_extension(env::consts::EXE_EXTENSION)
    }

    /// What the compiler made of one of the app's programs, before `wasm-bindgen`.
    pub(crate) fn compiled(&self, program: &str) -> PathBuf {
        self.target.join("wasm32-unknown-unknown/web").join(program).with_extension("wasm")
    }

    /// Logs of `cargo verify`.
    pub(crate) fn logs(&self) -> PathBuf {
        self.target.join("verify")
    }
}
