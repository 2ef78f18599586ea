//! Goals: what somebody wants to be able to do, by when, and where it will be used at work.
//!
//! States such as "overdue" are computed elsewhere.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{Id, Level};
use crate::calendar::Date;

vocabulary! {
    /// Where a goal stands, as the person says.
    GoalStatus {
        /// Being thought about.
        Draft = "draft",
        /// Being worked on.
        Active = "active",
        /// Reached.
        Done = "done",
        /// Given up, with a reason.
        Dropped = "dropped",
    }
}

vocabulary! {
    /// What is thought to be behind the problem that a goal is to solve.
    Cause {
        /// Somebody cannot do it yet.
        Skill = "skill",
        /// The way of working is in the way.
        Process = "process",
        /// The tools are in the way.
        Tooling = "tooling",
        /// There are too few people.
        Staffing = "staffing",
    }
}

/// A learning goal, with the plan for using at work what was learned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Goal {
    /// What the person wants to be able to do.
    #[schemars(length(max = 200), example = &"Run the webhook worker on async Rust")]
    pub title: String,
    /// The skill to aim at.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"async-rust")]
    pub skill: Option<Id>,
    /// The level to reach in the skill.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = 3)]
    pub target: Option<Level>,
    /// The credential to earn.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"async-service-owner")]
    pub credential: Option<Id>,
    /// The modules to take.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["tokio-workshop"])]
    pub modules: Vec<Id>,
    /// The level in the skill when the goal was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = 2)]
    pub from: Option<Level>,
    /// How anyone can tell that it is reached.
    #[schemars(example = &"Holds 2,000 requests a second in the load test; two reviewers accept the design")]
    pub measure: String,
    /// What it is good for.
    pub why: Why,
    /// The last day for reaching it.
    #[schemars(example = &"2026-12-18")]
    pub deadline: Date,
    /// The first day; without it, the date in the file's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-10-05")]
    pub start: Option<Date>,
    /// Hours a week that it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 168), example = 3)]
    pub hours_per_week: Option<f64>,
    /// The program that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"async-cohort")]
    pub program: Option<Id>,
    /// Where the skill will be used at work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<Application>,
    /// What it costs, in the policy's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000_000), example = 450)]
    pub cost: Option<f64>,
    /// What is behind the problem that the goal is to solve.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"skill")]
    pub cause: Option<Cause>,
    /// Where the goal stands; without it, `active`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"active")]
    pub status: Option<GoalStatus>,
    /// The day on which it was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-12-11")]
    pub completed: Option<Date>,
    /// Why it was dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"The worker is replaced by a bought service")]
    pub reason: Option<String>,
    /// Why the deadline, the start or the last day for applying was moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"The load test environment came three weeks late")]
    pub moved_because: Option<String>,
    /// Rules that are silenced for this record, each with the reason; warnings and notes only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("distant-deadline", "Agreed for the whole migration")]))]
    pub allow: BTreeMap<String, String>,
}

/// What a goal is good for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Why {
    /// The project at work that needs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 300), example = &"webhook-worker")]
    pub project: Option<String>,
    /// What becomes better for the business.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Payments leaves the old worker in Q1")]
    pub outcome: Option<String>,
}

/// Where a skill will be used at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Application {
    /// What will be done with it.
    #[schemars(example = &"Port the retry queue and run it beside the old one for a week")]
    pub what: String,
    /// The project or place at work; without it, `project` of `why`.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 300), example = &"webhook-worker")]
    pub place: Option<String>,
    /// The last day for it; without it, the deadline and the policy's window after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2027-01-15")]
    pub until: Option<Date>,
}

impl Goal {
    /// Where the goal stands, as the person says.
    #[must_use]
    pub fn status(&self) -> GoalStatus {
        self.status.unwrap_or(GoalStatus::Active)
    }
}
