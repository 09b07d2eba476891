//! Whose turn a difference is: one that arose inside a unit waits for that unit first, as long as the year's rules say.

use shared::id::SpaceId;

use crate::repo::Repo;
use crate::repo::types::ConflictLine;
use crate::{format, tr};

/// Until when a difference waits for its unit, or since when no longer; none for one that waits for nobody. Tracked.
pub(super) fn waiting(repo: &Repo, space: SpaceId, line: &ConflictLine) -> Option<String> {
    let since = line.conflict.within_unit_since().filter(|_| line.open)?;
    let (_, fields) = repo.fields(space, line.conflict.subject)?;
    let year = fields.get("year")?.as_i64()?.try_into().ok()?;
    let until = repo.rules_of(space, year)?.held.record.waits_until(since);
    let day = format::date(until);
    Some(if repo.today() <= until { tr!(rules.waits, day = day) } else { tr!(rules.waited, day = day) })
}
