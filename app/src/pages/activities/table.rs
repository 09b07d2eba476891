//! Activities as they are taken along.

use leptos::prelude::*;
use shared::sheet::Table;

use crate::pages::export::{count, day, headed, words};
use crate::repo::Repo;
use crate::repo::types::ActivityLines;
use crate::tr;

/// The rows that are shown, as they are taken along.
pub(super) fn table(repo: &Repo, lines: &ActivityLines) -> Table {
    let rows = lines.iter().filter(|line| !line.void).map(|line| {
        vec![
            day(Some(line.held_on)),
            words(&line.title),
            words(untrack(|| repo.unit_name(line.unit)).unwrap_or_default()),
            words(&line.place),
            words(&line.movement),
            words(&line.tags),
            count(line.files.saturating_add(line.papers)),
        ]
    });
    let fields = ["held_on", "title", "unit", "place", "movement", "tags", "evidence"];
    headed(tr!(nav.activities), fields.map(crate::words::field).into_iter(), rows)
}
