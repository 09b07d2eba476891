//! Watches the sources of the app.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use anyhow::{Context, Result};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::place::Place;

/// What `cargo dev` waits for.
pub(crate) enum Event {
    /// A source of the app was written.
    Changed(PathBuf),
    /// The person wants the end.
    Stop,
}

/// Directories and files of the app that a new build depends on, relative to the root.
const SOURCES: [&str; 9] = [
    "app/src",
    "app/style",
    "app/locales",
    "app/static",
    "app/index.html",
    "app/boot.js",
    "app/parts.js",
    "app/sw.js",
    "shared/src",
];

/// Sends an event for every source that is written, until the watcher is dropped.
pub(crate) fn start(place: &Place, events: Sender<Event>) -> Result<RecommendedWatcher> {
    let root = place.root.clone();
    let mut watcher = notify::recommended_watcher(move |happened: notify::Result<notify::Event>| {
        let Ok(happened) = happened else { return };
        if !is_write(happened.kind) {
            return;
        }
        if let Some(path) = happened.paths.into_iter().find(|path| is_source(&root, path)) {
            // Nobody listens any more only when the end has come already.
            let _ = events.send(Event::Changed(path));
        }
    })
    .context("files cannot be watched")?;
    // The directory is watched for single files: an editor replaces a file, and the watch would go with it.
    watcher.watch(&place.root.join("app"), RecursiveMode::NonRecursive).context("app cannot be watched")?;
    for source in SOURCES.map(|source| place.root.join(source)) {
        if source.is_dir() {
            watcher.watch(&source, RecursiveMode::Recursive).with_context(|| source.display().to_string())?;
        }
    }
    Ok(watcher)
}

/// Reading a file is an event too, and a build reads all of them.
fn is_write(kind: EventKind) -> bool {
    matches!(kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_))
}

fn is_source(root: &Path, path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '#']));
    let backup = path.to_string_lossy().ends_with('~');
    !hidden && !backup && SOURCES.iter().any(|source| path.starts_with(root.join(source)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sources_of_the_app_count() {
        let check = |path: &str, expected: bool| {
            assert_eq!(is_source(Path::new("/r"), &Path::new("/r").join(path)), expected, "{path}");
        };
        check("app/src/pages/today.rs", true);
        check("app/index.html", true);
        check("shared/src/lib.rs", true);
        check("app/Cargo.toml", false);
        check("app/index.html~", false);
        check("app/src/.today.rs.swp", false);
        check("server/src/main.rs", false);
    }
}
