//! Modules: things to learn from.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{Id, Level};

vocabulary! {
    /// How a module is taken.
    Format {
        /// Minutes, between other work.
        Micro = "micro",
        /// A course at one's own pace.
        OnDemand = "on-demand",
        /// A day or two together.
        Workshop = "workshop",
        /// Weeks together, at one pace.
        Cohort = "cohort",
        /// Learning by building something.
        Project = "project",
        /// Learning from one person.
        Mentoring = "mentoring",
        /// A book, an article, a standard.
        Reading = "reading",
    }
}

/// A module: something to learn from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Module {
    /// The module's name.
    #[schemars(length(max = 300), example = &"Tokio workshop")]
    pub name: String,
    /// How it is taken.
    #[schemars(example = &"workshop")]
    pub format: Format,
    /// The skills that it teaches.
    #[schemars(length(min = 1))]
    pub teaches: Vec<Teaching>,
    /// How many hours it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 10_000), example = 12)]
    pub hours: Option<f64>,
    /// What it costs for one person, in the policy's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000_000), example = 450)]
    pub cost: Option<f64>,
    /// Who offers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 300), example = &"Platform guild")]
    pub provider: Option<String>,
    /// Where it is found.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2048), example = &"https://learn.example.com/tokio")]
    pub url: Option<String>,
    /// Modules to take first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["rust-basics"])]
    pub prerequisites: Vec<Id>,
    /// What people can do afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Turns a blocking worker into an async one")]
    pub outcome: Option<String>,
    /// Whether it is no longer offered; without it, `false`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[schemars(example = true)]
    pub retired: bool,
    /// Ids that this module had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["async-course"])]
    pub formerly: Vec<Id>,
    /// Rules that are silenced for this record, each with the reason; warnings and notes only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("unused-module", "Kept for the spring cohort")]))]
    pub allow: BTreeMap<String, String>,
}

/// A skill that a module teaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Teaching {
    /// The skill that is taught.
    #[schemars(example = &"async-rust")]
    pub skill: Id,
    /// The level that it leads to, where it leads to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = 3)]
    pub level: Option<Level>,
}
