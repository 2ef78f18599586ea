//! Programs: learning that several people do together. Membership is in the profiles, so that many
//! people joining never edit one file.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{Id, Level, Why};
use crate::calendar::Date;

vocabulary! {
    /// What sort of program it is.
    ProgramKind {
        /// A group that learns at one pace.
        Cohort = "cohort",
        /// Two to four weeks of preparation for a project.
        Sprint = "sprint",
        /// People work in other teams for a while.
        Rotation = "rotation",
        /// A trial of something new.
        Pilot = "pilot",
        /// A target that many reach for.
        Challenge = "challenge",
        /// People of one interest who meet.
        Community = "community",
    }
}

vocabulary! {
    /// Which direction of a figure is an improvement.
    Direction {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
    }
}

vocabulary! {
    /// How sure it is that a benefit is due to the program.
    Confidence {
        /// Measured, with other causes ruled out.
        High = "high",
        /// Likely.
        Medium = "medium",
        /// A guess.
        Low = "low",
    }
}

/// A program: learning that several people do together, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Program {
    /// The program's name.
    #[schemars(length(max = 200), example = &"Async Rust cohort")]
    pub name: String,
    /// What sort of program it is.
    #[schemars(example = &"cohort")]
    pub kind: ProgramKind,
    /// The first day of the program.
    #[schemars(example = &"2026-10-05")]
    pub start: Date,
    /// The last day of the program.
    #[schemars(example = &"2026-12-18")]
    pub end: Date,
    /// Handles of the people who run it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["ben"])]
    pub facilitators: Vec<Id>,
    /// Who wants it and pays for it, as people call them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200), example = &"Head of Payments")]
    pub sponsor: Option<String>,
    /// The part of a longer plan that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200), example = &"Phase 1: foundation")]
    pub phase: Option<String>,
    /// The project that it prepares for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<Project>,
    /// The modules that its members take.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["tokio-workshop"])]
    pub modules: Vec<Id>,
    /// What `milepost new goal --program` fills into a member's goal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<GoalTemplate>,
    /// Who works in which other team, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rotations: Vec<Rotation>,
    /// The days on which the group met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Session>,
    /// What a challenge wants to reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<ProgramTarget>,
    /// Figures of the business, before and after.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<Metric>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<Cost>,
    /// What it brings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub benefits: Vec<Benefit>,
    /// What people tell about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["The retry queue was live within two weeks of the workshop"])]
    pub stories: Vec<String>,
    /// Ids that this program had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["rust-cohort"])]
    pub formerly: Vec<Id>,
    /// Rules that are silenced for this record, each with the reason; warnings and notes only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("late-baseline", "The old figures were lost")]))]
    pub allow: BTreeMap<String, String>,
}

/// A project that a program prepares for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Project {
    /// The project's name.
    #[schemars(length(max = 200), example = &"Webhook worker")]
    pub name: String,
    /// The day on which it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2027-01-11")]
    pub start: Option<Date>,
}

/// What is filled into a member's goal. The deadline is the program's end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GoalTemplate {
    /// The goal's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200), example = &"Run one service on async Rust")]
    pub title: Option<String>,
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
    /// How anyone can tell that it is reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Holds 2,000 requests a second in the load test")]
    pub measure: Option<String>,
    /// What it is good for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
    /// Hours a week that it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 168), example = 3)]
    pub hours_per_week: Option<f64>,
    /// Where the skill will be used at work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<ApplicationTemplate>,
}

/// What is filled into a goal's application plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ApplicationTemplate {
    /// What will be done with the skill.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Port one worker of the own team")]
    pub what: Option<String>,
    /// The project or place at work.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 300), example = &"webhook-worker")]
    pub place: Option<String>,
}

/// A time in another team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rotation {
    /// The handle of the person.
    #[schemars(example = &"ana")]
    pub member: Id,
    /// The team that the person works in.
    #[schemars(example = &"platform")]
    pub team: Id,
    /// The first day there.
    #[schemars(example = &"2026-10-05")]
    pub start: Date,
    /// The last day there.
    #[schemars(example = &"2026-11-13")]
    pub end: Date,
}

/// A day on which the group met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Session {
    /// The day on which the group met.
    #[schemars(example = &"2026-10-12")]
    pub date: Date,
    /// Handles of the people who were there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["ana", "chi"])]
    pub attended: Vec<Id>,
}

/// What a challenge wants to reach: so many people with a skill at a level, or with a credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProgramTarget {
    /// The skill that people reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"async-rust")]
    pub skill: Option<Id>,
    /// The credential that people earn.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"async-service-owner")]
    pub credential: Option<Id>,
    /// The level of the skill; without it, the level from which the skill counts as proficient.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = 3)]
    pub level: Option<Level>,
    /// How many people reach it.
    #[schemars(range(min = 1, max = 1_000_000), example = 20)]
    pub count: u32,
}

/// A figure of the business, before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Metric {
    /// What is measured.
    #[schemars(length(max = 200), example = &"Webhook latency p99")]
    pub name: String,
    /// The unit of the figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 50), example = &"ms")]
    pub unit: Option<String>,
    /// Which direction is an improvement.
    #[schemars(example = &"lower")]
    pub better: Direction,
    /// The figure before the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Reading>,
    /// The figure after the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Reading>,
    /// Where the figures come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2048), example = &"https://grafana.example.com/d/webhooks")]
    pub source: Option<String>,
}

/// One reading of a figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// The value, in the metric's unit.
    #[schemars(range(min = -1e12, max = 1e12), example = 240)]
    pub value: f64,
    /// The greatest value possible, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -1e12, max = 1e12), example = 1000)]
    pub out_of: Option<f64>,
    /// The day of the reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-09-28")]
    pub date: Option<Date>,
}

/// Something that a program costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cost {
    /// What is paid for.
    #[schemars(length(max = 300), example = &"Workshop fee")]
    pub item: String,
    /// How much, in the policy's currency.
    #[schemars(range(min = -1e12, max = 1e12), example = 4500)]
    pub amount: f64,
    /// Where the amount comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2048), example = &"Invoice 2026-118")]
    pub source: Option<String>,
}

/// Something that a program brings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Benefit {
    /// What is gained.
    #[schemars(length(max = 300), example = &"Two fewer incidents a month")]
    pub item: String,
    /// How much it is worth, in the policy's currency; negative for a loss.
    #[schemars(range(min = -1e12, max = 1e12), example = 9000)]
    pub amount: f64,
    /// Where the amount comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2048), example = &"Incident reports of 2026")]
    pub source: Option<String>,
    /// How sure it is that the program is the cause.
    #[schemars(example = &"medium")]
    pub confidence: Confidence,
}
