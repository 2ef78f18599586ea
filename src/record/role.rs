//! Roles: ordered tiers, each with the skills it asks for. What a tier includes of the earlier ones
//! is computed elsewhere.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Id, Level};
use crate::calendar::Date;

/// A role: a ladder of tiers and what each asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// The role's name.
    #[schemars(length(max = 200), example = &"Backend engineer")]
    pub name: String,
    /// The discipline that the role belongs to.
    #[schemars(example = &"backend")]
    pub discipline: Id,
    /// The tiers, the first one first. A tier includes what the earlier ones ask for.
    #[schemars(length(min = 1))]
    pub tiers: Vec<Tier>,
    /// The modules that lead through the role, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["tokio-workshop"])]
    pub path: Vec<Id>,
    /// The day on which somebody last checked that the role still holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2026-09-01")]
    pub reviewed: Option<Date>,
    /// Ids that this role had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["server-engineer"])]
    pub formerly: Vec<Id>,
    /// Rules that are silenced for this record, each with the reason; warnings and notes only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("stale-framework", "Under revision until the spring")]))]
    pub allow: BTreeMap<String, String>,
}

/// One step of a role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tier {
    /// What profiles call this tier.
    #[schemars(example = &"mid")]
    pub id: Id,
    /// The tier's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200), example = &"Mid-level")]
    pub name: Option<String>,
    /// The skills that everybody in this tier needs; may be empty.
    pub requires: Vec<Requirement>,
    /// Skills of which everybody in this tier needs some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub electives: Option<Electives>,
    /// The credentials that everybody in this tier needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<CredentialRequirement>,
}

/// A skill that a tier asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Requirement {
    /// The skill that is asked for.
    #[schemars(example = &"async-rust")]
    pub skill: Id,
    /// The lowest level that is enough.
    #[schemars(example = 3)]
    pub level: Level,
    /// The day by which it is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2027-03-31")]
    pub needed_by: Option<Date>,
    /// What the business needs it for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Payments leaves the old worker in Q1")]
    pub driver: Option<String>,
    /// How much it matters, seen from four sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
}

/// How much a requirement matters, each from 1 (little) to 3 (much).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Priority {
    /// How much the roadmap depends on it: 1 little, 3 much.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3), example = 3)]
    pub roadmap: Option<u8>,
    /// How large the risk is without it: 1 small, 3 large.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3), example = 2)]
    pub risk: Option<u8>,
    /// How much it is worth to customers: 1 little, 3 much.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3), example = 2)]
    pub value: Option<u8>,
    /// How soon it is needed: 1 some time, 3 now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3), example = 3)]
    pub timeline: Option<u8>,
}

/// Skills of which some have to be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Electives {
    /// How many of them are needed.
    #[schemars(range(min = 1, max = 1000), example = 1)]
    pub choose: u32,
    /// The skills to choose from.
    #[schemars(length(min = 1))]
    pub from: Vec<SkillLevel>,
}

/// A skill at a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SkillLevel {
    /// The skill that is asked for.
    #[schemars(example = &"observability")]
    pub skill: Id,
    /// The lowest level that is enough.
    #[schemars(example = 2)]
    pub level: Level,
}

/// A credential that a tier asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CredentialRequirement {
    /// The credential that is asked for.
    #[schemars(example = &"async-service-owner")]
    pub credential: Id,
    /// The day by which it is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2027-03-31")]
    pub needed_by: Option<Date>,
}
