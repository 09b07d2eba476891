//! One stylesheet from the files of `app/style`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Joins every `*.css` of a directory by name: `00-layers.css` is the first and names the layers. What only people who write
/// them read stays behind: it would be a seventh of what is sent.
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
    Ok(lean(&texts?.join("\n")))
}

/// A sheet without its comments, indentation and empty lines.
fn lean(sheet: &str) -> String {
    let mut bare = String::with_capacity(sheet.len());
    let mut rest = sheet;
    let mut quote = None;
    while let Some(c) = rest.chars().next() {
        if quote.is_none()
            && let Some(comment) = rest.strip_prefix("/*")
        {
            rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
            continue;
        }
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            _ => {}
        }
        bare.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    let lines = bare.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
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

    #[test]
    fn what_only_people_read_stays_behind() {
        let cases = [
            ("/* a */\nb {\n  c: d; /* e\n f */\n\n}\n", "b {\nc: d;\n}"),
            ("b::before { content: \"/* c */\"; }", "b::before { content: \"/* c */\"; }"),
            ("b { content: '\"'; } /* it's */ d {}", "b { content: '\"'; }  d {}"),
            ("b {} /* never closed", "b {}"),
            ("", ""),
        ];
        for (sheet, expected) in cases {
            assert_eq!(lean(sheet), expected);
        }
    }
}
