//! How a device keeps what it pulled: pages as they came, merged as they grow many.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{Row, Sweep};
use crate::id::{RecordId, SpaceId};

/// The place of a segment in the order in which segments were stored; later ones win.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SegmentKey(pub u64);

/// Some records of a space, stored as one value: `IndexedDB` charges by the put, not by the byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The space.
    pub space: SpaceId,
    /// Records as the server sent them.
    pub rows: Vec<Row>,
    /// Stretches of ids of which no older segment counts any more: what the rows do not name has left the reader's
    /// scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub swept: Vec<Sweep>,
}

impl Segment {
    /// The segment that says what these say together, given oldest first.
    pub fn merged(space: SpaceId, oldest_first: impl IntoIterator<Item = Self>) -> Self {
        let mut rows: BTreeMap<RecordId, Row> = BTreeMap::new();
        let mut swept: Vec<Sweep> = Vec::new();
        for segment in oldest_first {
            for sweep in segment.swept {
                rows.retain(|id, _| !sweep.covers(*id));
                join(&mut swept, sweep);
            }
            for row in segment.rows {
                if rows.get(&row.id).is_none_or(|held| held.rev <= row.rev) {
                    rows.insert(row.id, row);
                }
            }
        }
        let mut rows: Vec<_> = rows.into_values().collect();
        rows.sort_by_key(|row| row.rev);
        Self { space, rows, swept }
    }
}

/// Adds a stretch; one that begins where the last one ended lengthens it.
fn join(swept: &mut Vec<Sweep>, next: Sweep) {
    match swept.last_mut() {
        Some(last) if next.after.is_some() && last.through == next.after => {
            last.through = next.through;
        }
        Some(_) | None => swept.push(next),
    }
}

/// Records in a segment that is left alone: merging it again would cost more than it saves. What comes of a whole batch
/// that was pushed is such a segment.
const FULL: usize = 128;
/// So many small segments in a row are merged into one.
const SMALL_MAX: usize = 12;

/// How many of the newest segments to merge into one, given the record counts of all, oldest first.
///
/// Only the newest stretch of small segments is merged, so that a merge never moves a record past a newer version
/// of itself. Nothing when merging would not pay.
pub fn compaction(counts: &[usize]) -> Option<usize> {
    let small = counts.iter().rev().take_while(|count| **count < FULL).count();
    (small > SMALL_MAX).then_some(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_long_tail_of_small_segments_is_merged() {
        let cases: [(Vec<usize>, Option<usize>); 5] = [
            (vec![], None),
            (vec![500, 500, 10], None),
            (vec![10; 12], None),
            (vec![10; 13], Some(13)),
            ([vec![10; 20], vec![500], vec![3; 14]].concat(), Some(14)),
        ];
        for (counts, expected) in cases {
            assert_eq!(compaction(&counts), expected, "{counts:?}");
        }
    }
}
