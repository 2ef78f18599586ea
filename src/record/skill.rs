//! Skills: what somebody can be able to do, level by level.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{Id, Level};
use crate::calendar::Date;

vocabulary! {
    /// What sort of skill it is.
    SkillKind {
        /// Of the craft: languages, tools, methods.
        Technical = "technical",
        /// Of working with others.
        Human = "human",
        /// Of leading others.
        Leadership = "leadership",
    }
}

vocabulary! {
    /// Where a skill stands in its life.
    SkillStatus {
        /// Being written; not yet to be relied on.
        Draft = "draft",
        /// In use.
        Active = "active",
        /// Not to be aimed at any more.
        Deprecated = "deprecated",
    }
}

/// A skill of the framework: what people can learn, and how each level shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Skill {
    /// The skill's name.
    #[schemars(length(max = 200), example = &"Async Rust")]
    pub name: String,
    /// What sort of skill it is.
    #[schemars(example = &"technical")]
    pub kind: SkillKind,
    /// The lowest level at which somebody works on their own.
    #[schemars(example = 3)]
    pub proficient_from: Level,
    /// What somebody at each level does. Levels may be left out; without any, the descriptions of
    /// the policy's scale hold.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("3", "Writes cancellation-safe services alone")]))]
    pub levels: BTreeMap<Level, String>,
    /// What good work looks like, by criterion.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("testing", "Races are reproduced in a test first")]))]
    pub rubric: BTreeMap<String, String>,
    /// Skills to have first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["rust"])]
    pub prerequisites: Vec<Id>,
    /// Months after which a rating of this skill has faded; without it, the policy's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1200), example = 30)]
    pub half_life_months: Option<u32>,
    /// Where the skill stands in its life; without it, `active`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"active")]
    pub status: Option<SkillStatus>,
    /// The skill to aim at instead of this deprecated one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"structured-concurrency")]
    pub replaced_by: Option<Id>,
    /// The day on which somebody last checked that the text still holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-09-01")]
    pub reviewed: Option<Date>,
    /// The same skill in published frameworks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub align: Vec<Alignment>,
    /// Ids that this skill had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["tokio"])]
    pub formerly: Vec<Id>,
    /// Rules that are silenced for this record, each with the reason; warnings and notes only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("stale-framework", "Under revision until the spring")]))]
    pub allow: BTreeMap<String, String>,
}

/// The same skill in a published framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Alignment {
    /// The framework's name.
    #[schemars(length(max = 200), example = &"SFIA 9")]
    pub framework: String,
    /// What the framework calls the skill.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200), example = &"PROG")]
    pub code: Option<String>,
    /// Where it is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2048), example = &"https://sfia.example.org/prog")]
    pub url: Option<String>,
}

impl Skill {
    /// Where the skill stands in its life.
    #[must_use]
    pub fn status(&self) -> SkillStatus {
        self.status.unwrap_or(SkillStatus::Active)
    }
}
