//! Profiles: who somebody is at work, where they stand and where they want to go.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Id;
use crate::calendar::Date;

/// A person's profile. The handle is the name of the person's folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Profile {
    /// The role that the person has.
    #[schemars(example = &"backend-engineer")]
    pub role: Id,
    /// The tier of that role.
    #[schemars(example = &"mid")]
    pub tier: Id,
    /// The discipline that the person works in.
    #[schemars(example = &"backend")]
    pub discipline: Id,
    /// The first day in this learning repository.
    #[schemars(example = &"2026-03-02")]
    pub started: Date,
    /// The name, for reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200), example = &"Ana Soto")]
    pub name: Option<String>,
    /// The team that the person is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"payments")]
    pub team: Option<Id>,
    /// The programs that the person takes part in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["async-cohort"])]
    pub programs: Vec<Id>,
    /// Handles of the mentors, the first one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["ben"])]
    pub mentors: Vec<Id>,
    /// The handle of the manager.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"chi")]
    pub manager: Option<Id>,
    /// The role and tier that the person works towards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<CareerTarget>,
    /// What the person wants to become, in their own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspiration: Option<Aspiration>,
    /// Hours a week that the person can learn; without it, the policy's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 168), example = 4)]
    pub hours_per_week: Option<f64>,
    /// Times away from work. Reasons are nobody's business and are not recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<Absence>,
    /// The last day, for somebody who has left.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2027-06-30")]
    pub left: Option<Date>,
    /// Whether the person leads others; without it, `false`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[schemars(example = true)]
    pub leader: bool,
    /// Leave this person out of what shared digests announce; without it, `false`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[schemars(example = true)]
    pub unannounced: bool,
    /// Skills that the person will gladly help with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["observability"])]
    pub offers: Vec<Id>,
    /// Accounts on forges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accounts: Option<Accounts>,
    /// E-mail addresses that the person's commits carry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(length(max = 320)), example = ["ana@example.com"])]
    pub emails: Vec<String>,
    /// SSH public keys that the person signs commits with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(length(max = 8192)), example = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKq ana"])]
    pub signing_keys: Vec<String>,
    /// Whether this is a tombstone: the person's records are gone, references to the handle stay
    /// valid; without it, `false`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[schemars(example = true)]
    pub erased: bool,
    /// Handles that this person had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["ana-s"])]
    pub formerly: Vec<Id>,
    /// Rules that are silenced for this record, each with the reason; warnings and notes only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("missing-mentor", "Ben takes over in January")]))]
    pub allow: BTreeMap<String, String>,
}

/// A role and tier to work towards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CareerTarget {
    /// The role to work towards.
    #[schemars(example = &"backend-engineer")]
    pub role: Id,
    /// The tier of that role.
    #[schemars(example = &"senior")]
    pub tier: Id,
}

/// What a person wants to become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Aspiration {
    /// In the person's own words.
    #[schemars(example = &"Lead the move of a whole service to another runtime")]
    pub text: String,
    /// The skills that it takes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["async-rust"])]
    pub skills: Vec<Id>,
}

/// A time away from work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Absence {
    /// The first day away.
    #[schemars(example = &"2026-12-21")]
    pub start: Date,
    /// The last day away.
    #[schemars(example = &"2027-01-08")]
    pub end: Date,
}

/// Accounts on forges.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Accounts {
    /// The account on GitHub.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 100), example = &"ana-soto")]
    pub github: Option<String>,
    /// The account on GitLab.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 255), example = &"ana.soto")]
    pub gitlab: Option<String>,
    /// The account on Forgejo or Gitea.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 100), example = &"ana")]
    pub forgejo: Option<String>,
}
