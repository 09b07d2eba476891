//! Bộ quy tắc as pages see them.

use shared::domain::RuleSet;
use shared::id::{RecordId, SpaceId};

use super::Listed;

/// The rule sets of the installation.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSets {
    /// Where they are kept.
    pub space: SpaceId,
    /// Whether the person keeps them.
    pub is_kept: bool,
    /// The newest first, in force or not.
    pub sets: Vec<Listed<RuleSet>>,
    /// Which rule set runs which cluster's year, as far as this device knows.
    pub(in crate::repo) pins: Vec<(RecordId, SpaceId, i16)>,
}
