//! What a device is sent: records beyond its cursor, or a stretch of a sweep (`design.md` §4, Scope).

use std::ops::ControlFlow;

use shared::access::{Subject, visible};
use shared::domain::Kind;
use shared::id::{Revision, UnitId};
use shared::limit::PAGE_RECORDS_MAX;
use shared::sync::{Depth, Head, Place, Row, Sweep};

use super::ledger::Position;
use crate::actor::Actor;
use crate::error::Error;
use crate::store::{Beyond, Heading, Store};

/// A page is cut after about so many bytes of fields, so that a few long narratives do not make it endless.
const PAGE_BYTES_SOFT_MAX: usize = 1024 * 1024;
/// Headings looked at for one page: bounds the work for a reader who sees little of a large space.
const HEADINGS_MAX: usize = 20_000;

/// The part of an answer that is read.
pub(super) struct Pulled {
    pub(super) records: Vec<Row>,
    pub(super) sweep: Option<Sweep>,
    pub(super) place: Place,
    pub(super) more: u64,
}

/// What a reader sees of a space.
struct View<'a> {
    position: &'a Position,
    actor: &'a Actor,
    depth: Depth,
}

impl View<'_> {
    fn shows(&self, kind: Kind, unit: Option<UnitId>) -> bool {
        let in_depth = match self.depth {
            Depth::Full => true,
            // Of a year by which rules it is run, and when what is due: the centre sees that of every cluster.
            Depth::Summary => matches!(kind, Kind::Summary | Kind::Conflict | Kind::Year),
        };
        let (space, in_directory) = (self.position.space, self.position.in_directory());
        in_depth && visible(&Subject { space, in_directory, kind, unit }, &self.actor.viewer)
    }
}

/// Reads a page for a device that stands at `place`.
pub(super) fn pull<S: Store>(
    store: &S,
    actor: &Actor,
    position: &Position,
    place: Option<Place>,
    depth: Depth,
    limit: u16,
) -> Result<Pulled, Error> {
    let view = View { position, actor, depth };
    let scope = actor.scope(depth);
    let limit = usize::from(limit).clamp(1, PAGE_RECORDS_MAX);
    let cursor = place.as_ref().map_or(Revision::ZERO, |place| place.cursor);
    // While a sweep runs, the place already carries the scope it leads to: if that changes again, it starts over.
    let sweep = match place {
        Some(place) if place.scope != scope => Some(None),
        Some(Place { sweep: Some(reached), .. }) => Some(Some(reached)),
        Some(_) | None => None,
    };
    let gathered = match sweep {
        None => gather(store, &view, Beyond::Rev(cursor), limit)?,
        Some(after) => gather(store, &view, Beyond::Id(after), limit)?,
    };
    let state = position.state;
    let mut place = Place {
        lineage: position.lineage(),
        cursor,
        scope,
        sweep: None,
        head: Head::signed(position.space, state.seq.0, state.hash, &position.identity.key),
    };
    let swept = sweep.map(|after| {
        // What changed since the sweep began is pulled after it, so the cursor stays where it was.
        place.sweep = gathered.rest.map(|last| last.id);
        Sweep { after, through: place.sweep }
    });
    if swept.is_none() {
        place.cursor = gathered.rest.map_or(state.seq, |last| last.rev);
    }
    Ok(Pulled { records: gathered.records, sweep: swept, place, more: gathered.more })
}

struct Gathered {
    records: Vec<Row>,
    /// The last record looked at, if there are visible ones beyond it.
    rest: Option<Heading>,
    /// Visible records beyond it.
    more: u64,
}

fn gather<S: Store>(store: &S, view: &View<'_>, beyond: Beyond, limit: usize) -> Result<Gathered, Error> {
    let mut records = Vec::new();
    let (mut bytes, mut looked) = (0, 0);
    let mut last: Option<Heading> = None;
    let mut rest = None;
    store.scan(view.position.space, beyond, &mut |heading| {
        let is_full = records.len() >= limit || bytes >= PAGE_BYTES_SOFT_MAX || looked >= HEADINGS_MAX;
        // A revision is never split: its records came into being together.
        let may_cut = match beyond {
            Beyond::Rev(_) => last.is_none_or(|last| last.rev != heading.rev),
            Beyond::Id(_) => true,
        };
        if is_full && may_cut {
            rest = last;
            return Ok(ControlFlow::Break(()));
        }
        looked += 1;
        last = Some(heading);
        if view.shows(heading.kind, heading.unit)
            && let Some((row, size)) = store.row(view.position.space, heading.id)?
        {
            bytes += size;
            records.push(row);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let more = match rest {
        None => 0,
        Some(last) => count(store, view, beyond, last)?,
    };
    // What nobody will be shown need not be walked through.
    Ok(Gathered { records, rest: rest.filter(|_| more > 0), more })
}

fn count<S: Store>(store: &S, view: &View<'_>, beyond: Beyond, last: Heading) -> Result<u64, Error> {
    let beyond = match beyond {
        Beyond::Rev(_) => Beyond::Rev(last.rev),
        Beyond::Id(_) => Beyond::Id(Some(last.id)),
    };
    let tallies = store.tallies(view.position.space, beyond)?;
    let shown = tallies.iter().filter(|tally| view.shows(tally.kind, tally.unit));
    Ok(shown.map(|tally| tally.count).sum())
}
