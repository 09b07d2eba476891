//! Activities as they are taken along.

use leptos::prelude::*;
use shared::sheet::Table;

use crate::pages::export::{count, day, headed, text};
use crate::repo::Repo;
use crate::repo::types::ActivityLines;
use crate::tr;

/// The rows that are shown, as they are taken along.
pub(super) fn table(repo: &Repo, lines: &ActivityLines) -> Table {
    let rows = lines.iter().filter(|line| !line.void).map(|line| {
        vec![
            day(Some(line.held_on)),
            text(&line.title),
            text(untrack(|| repo.unit_name(line.unit)).unwrap_or_default()),
            text(&line.place),
            text(&line.movement),
            text(&line.tags),
            count(line.files.saturating_add(line.papers)),
        ]
    });
    let fields = ["held_on", "title", "unit", "place", "movement", "tags", "evidence"];
    headed(tr!(nav.activities), fields.map(crate::words::field).into_iter(), rows)
}
