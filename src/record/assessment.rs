//! Assessments: one sitting, ratings of several skills.
//!
//! Which rating counts as somebody's level is computed elsewhere.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{Id, Level};
use crate::calendar::Date;

vocabulary! {
    /// How an assessment was made. Ordered by strength: a panel is the strongest.
    Method {
        /// By the person; a claim, never a level.
        SelfRating = "self",
        /// By a colleague.
        Peer = "peer",
        /// By a mentor.
        Mentor = "mentor",
        /// By the manager.
        Manager = "manager",
        /// By a test or a task with a score.
        Technical = "technical",
        /// By several people together.
        Panel = "panel",
    }
}

vocabulary! {
    /// What an assessment is for.
    Cycle {
        /// The first one, to start from.
        Baseline = "baseline",
        /// A regular one.
        Review = "review",
        /// After a remediation.
        Retest = "retest",
    }
}

vocabulary! {
    /// Whether a rating reached what was asked for.
    Outcome {
        /// It did.
        Met = "met",
        /// It did not yet.
        NotYet = "not-yet",
    }
}

/// An assessment: one sitting, ratings of several skills.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    /// The day of the assessment.
    #[schemars(example = &"2026-11-21")]
    pub date: Date,
    /// How it was made.
    #[schemars(example = &"panel")]
    pub method: Method,
    /// What it is for.
    #[schemars(example = &"review")]
    pub cycle: Cycle,
    /// Handles of the people who rated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["ben", "chi"])]
    pub assessors: Vec<Id>,
    /// The ratings, one a skill.
    #[schemars(length(min = 1))]
    pub ratings: Vec<Rating>,
    /// What should be remembered of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Design discussed for an hour on the whiteboard")]
    pub note: Option<String>,
    /// Rules that are silenced for this record, each with the reason; warnings and notes only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("narrow-panel", "Nobody else could come")]))]
    pub allow: BTreeMap<String, String>,
}

/// The rating of one skill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rating {
    /// The skill that is rated.
    #[schemars(example = &"async-rust")]
    pub skill: Id,
    /// The level that was seen.
    #[schemars(example = 3)]
    pub rating: Level,
    /// The level that was seen, by criterion of the skill's rubric.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("design", 3), ("testing", 3)]))]
    pub rubric: BTreeMap<String, Level>,
    /// Own entries that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["2026-11-20-retry-queue"])]
    pub evidence: Vec<Id>,
    /// Whether it reached what was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"met")]
    pub result: Option<Outcome>,
    /// The score of a test.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    /// Why this level.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Explained cancellation without help")]
    pub note: Option<String>,
}

/// The score of a test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// The points reached.
    #[schemars(range(min = 0, max = 1_000_000), example = 84)]
    pub raw: f64,
    /// The points possible.
    #[schemars(range(min = 0, max = 1_000_000), example = 100)]
    pub out_of: f64,
    /// The test or the tool that gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200), example = &"Async kata")]
    pub tool: Option<String>,
}
