//! Credentials: micro-credentials of the organisation and certifications of others.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{EntryType, Id, SkillLevel};

vocabulary! {
    /// Who stands behind a credential.
    CredentialKind {
        /// The organisation itself, on shown work.
        MicroCredential = "micro-credential",
        /// Somebody outside, on an examination.
        Certification = "certification",
    }
}

/// A credential: what can be earned, and on what grounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Credential {
    /// The credential's name.
    #[schemars(length(max = 200), example = &"Async service owner")]
    pub name: String,
    /// Who stands behind it.
    #[schemars(example = &"micro-credential")]
    pub kind: CredentialKind,
    /// What has to be shown to earn it.
    #[schemars(example = &"Runs one async service in production for a month, load test included")]
    pub criteria: String,
    /// The skills that it speaks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["async-rust"])]
    pub skills: Vec<Id>,
    /// The levels that have to be reached first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<SkillLevel>,
    /// The types of entries that its evidence has to include.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["project"])]
    pub evidence_types: Vec<EntryType>,
    /// Who has to approve it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approvals: Option<ApprovalsNeeded>,
    /// Months for which it is valid; without it, for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1200), example = 24)]
    pub valid_months: Option<u32>,
    /// Days before its end from which it should be renewed; without it, 30.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 3660), example = 60)]
    pub renew_days: Option<u32>,
    /// Who issues it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200), example = &"Platform guild")]
    pub issuer: Option<String>,
    /// Where it is described.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2048), example = &"https://learn.example.com/async-service-owner")]
    pub url: Option<String>,
    /// What is paid for earning it, in the policy's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000_000), example = 250)]
    pub incentive: Option<f64>,
    /// Ids that this credential had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["tokio-owner"])]
    pub formerly: Vec<Id>,
    /// Rules that are silenced for this record, each with the reason; warnings and notes only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("stale-framework", "Under revision until the spring")]))]
    pub allow: BTreeMap<String, String>,
}

/// Who has to approve a credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ApprovalsNeeded {
    /// How many people have to approve.
    #[schemars(range(min = 1, max = 100), example = 2)]
    pub count: u32,
    /// Whether they have to come from more than one discipline; without it, `false`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[schemars(example = true)]
    pub distinct_disciplines: bool,
}

impl ApprovalsNeeded {
    /// Whether the approvals have to come from more than one discipline; that can only be asked of
    /// more than one person.
    #[must_use]
    pub fn asks_for_several_disciplines(&self) -> bool {
        self.distinct_disciplines && self.count > 1
    }
}
