//! Entries of a portfolio: what somebody did and learned.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Id;
use super::vocabulary::vocabulary;
use crate::calendar::Date;

vocabulary! {
    /// What sort of learning an entry tells of.
    EntryType {
        /// Minutes, between other work.
        Micro = "micro",
        /// A course at one's own pace.
        Course = "course",
        /// A day or two together.
        Workshop = "workshop",
        /// Something built at work.
        Project = "project",
        /// Work done together with somebody.
        Pairing = "pairing",
        /// Teaching one person.
        Mentoring = "mentoring",
        /// Telling many people.
        Talk = "talk",
        /// A book, an article, a standard.
        Reading = "reading",
        /// Work in another team.
        Rotation = "rotation",
        /// A note to oneself.
        Journal = "journal",
    }
}

/// An entry of a portfolio: what was done, what shows it, and what was learned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// The day on which it was done.
    #[schemars(example = &"2026-11-20")]
    pub date: Date,
    /// What was done.
    #[schemars(length(max = 200), example = &"Ported the retry queue to tokio")]
    pub title: String,
    /// What sort of learning it was.
    #[serde(rename = "type")]
    #[schemars(example = &"project")]
    pub kind: EntryType,
    /// The skills that it is about.
    #[schemars(length(min = 1), example = ["async-rust"])]
    pub skills: Vec<Id>,
    /// Where the work can be seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(length(max = 2048)), example = ["https://git.example.com/payments/worker/pull/412"])]
    pub links: Vec<String>,
    /// Why there is nothing to link to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"The customer's repository is closed")]
    pub no_link: Option<String>,
    /// The own goal that it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-10-05-async-rust")]
    pub goal: Option<Id>,
    /// The module that was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"tokio-workshop")]
    pub module: Option<Id>,
    /// The program that it was part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"async-cohort")]
    pub program: Option<Id>,
    /// How many hours it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 10_000), example = 14)]
    pub hours: Option<f64>,
    /// What was chosen over what, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(
        example = &"Bounded channels over a semaphore, because back-pressure then reaches the caller."
    )]
    pub decision: Option<String>,
    /// What was learned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"A dropped future is a cancelled one: every await is a possible end")]
    pub learned: Option<String>,
    /// What came of it at work: this entry is then the application of its goal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied: Option<Applied>,
    /// What the person thinks of the module.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Feedback>,
    /// Who saw the skill used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed: Option<Observation>,
    /// Rules that are silenced for this record, each with the reason; warnings and notes only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("missing-decision", "There was only one way to do it")]))]
    pub allow: BTreeMap<String, String>,
}

/// What came of a skill at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Applied {
    /// What became better.
    #[schemars(example = &"p99 fell from 900 ms to 240 ms")]
    pub outcome: String,
    /// The project or place at work; without it, the one that the goal plans.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 300), example = &"webhook-worker")]
    pub place: Option<String>,
}

/// What a person thinks of a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Feedback {
    /// How useful it was for the work: 1 not at all, 5 very.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 5), example = 4)]
    pub useful: Option<u8>,
    /// What was missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Shutting down without losing messages")]
    pub missing: Option<String>,
}

/// Somebody saw a skill used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Observation {
    /// The handle of the person who saw it.
    #[schemars(example = &"ben")]
    pub by: Id,
    /// What they saw.
    #[schemars(example = &"Found the deadlock in review without running it")]
    pub note: String,
}
