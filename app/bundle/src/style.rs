//! One stylesheet from the files of `app/style`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Joins every `*.css` of a directory by name: `00-layers.css` is the first and names the layers.
pub(crate) fn join(directory: &Path) -> Result<String> {
    let mut sheets = Vec::new();
    for entry in fs::read_dir(directory).with_context(|| directory.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            sheets.push(path);
        }
    }
    sheets.sort();
    let texts: Result<Vec<String>> = sheets
        .iter()
        .map(|path| fs::read_to_string(path).with_context(|| path.display().to_string()))
        .collect();
    Ok(texts?.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_joined_by_name() -> Result<()> {
        let directory = tempfile::tempdir()?;
        for (name, text) in [("20-base.css", "b {}"), ("00-layers.css", "@layer base;"), ("notes.md", "x")] {
            fs::write(directory.path().join(name), text)?;
        }
        assert_eq!(join(directory.path())?, "@layer base;\nb {}");
        Ok(())
    }
}
