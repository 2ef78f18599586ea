//! Teams: what the business needs a group of people to be able to do.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DemandWindow, Id, Level, Priority};
use crate::calendar::Date;

/// A team. Who is in it is said in the profiles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Team {
    /// The team's name.
    #[schemars(length(max = 200), example = &"Payments")]
    pub name: String,
    /// The handle of the person who leads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"ana")]
    pub lead: Option<Id>,
    /// The team's times of low demand, beside the policy's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendar: Vec<DemandWindow>,
    /// What the business needs this team to be able to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
    /// Ids that this team had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["billing"])]
    pub formerly: Vec<Id>,
    /// Rules that are silenced for this record, each with the reason; warnings and notes only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("unstaffed-need", "Hiring is under way")]))]
    pub allow: BTreeMap<String, String>,
}

/// So many people at a level of a skill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Need {
    /// The skill that is needed.
    #[schemars(example = &"async-rust")]
    pub skill: Id,
    /// The lowest level that is enough.
    #[schemars(example = 3)]
    pub level: Level,
    /// How many people are needed at this level.
    #[schemars(range(min = 1, max = 10_000), example = 2)]
    pub people: u32,
    /// The day by which they are needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2027-03-31")]
    pub needed_by: Option<Date>,
    /// What the business needs them for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Payments leaves the old worker in Q1")]
    pub driver: Option<String>,
    /// How much it matters, seen from four sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
}
