//! Counting records by what decides whether they are seen.

use rusqlite::Row;

use super::value::{kind, maybe_id};
use crate::store::Tally;

/// Counts rows of (kind, unit).
#[derive(Default)]
pub(super) struct Counter {
    pub(super) tallies: Vec<Tally>,
    /// The last row's values as they are kept: neighbours are mostly alike.
    last: (Vec<u8>, Vec<u8>),
    at: usize,
}

impl Counter {
    pub(super) fn add(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let kept_kind = row.get_ref(0)?.as_bytes()?;
        let kept_unit = row.get_ref(1)?.as_blob_or_null()?.unwrap_or_default();
        if self.tallies.is_empty() || (self.last.0 != kept_kind || self.last.1 != kept_unit) {
            let (kind, unit) = (kind(row, 0)?, maybe_id(row, 1)?);
            let known = self.tallies.iter().position(|tally| tally.kind == kind && tally.unit == unit);
            self.at = known.unwrap_or(self.tallies.len());
            if known.is_none() {
                self.tallies.push(Tally { kind, unit, count: 0 });
            }
            self.last = (kept_kind.to_vec(), kept_unit.to_vec());
        }
        if let Some(tally) = self.tallies.get_mut(self.at) {
            tally.count += 1;
        }
        Ok(())
    }
}
