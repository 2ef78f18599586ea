//! What a report leaves out so that it stays within a size: counts, never the items themselves.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::findings::Tally;

/// How many items of each list were left out so that a report stays within a size; all 0 where it is
/// whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Omitted {
    /// Notices.
    pub notices: usize,
    /// Conflicts in the verdict.
    pub conflicts: usize,
    /// Removals.
    pub removals: usize,
    /// Rows.
    pub rows: usize,
    /// Changes to shared records.
    pub shared: usize,
    /// Progress towards tiers.
    pub tiers: usize,
    /// Tiers and paths with progress that drops.
    pub drops: usize,
    /// Dates that moved.
    pub moved_dates: usize,
    /// Findings.
    pub introduced: Tally,
    /// Levels claimed.
    pub review: usize,
    /// Awards with approvals.
    pub approvals: usize,
    /// Items of the timeline.
    pub timeline: usize,
}
