//! Awards: credentials that somebody has earned. Whether one has expired is computed elsewhere.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Id;
use crate::calendar::Date;

/// A credential that somebody has earned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Award {
    /// The credential that was earned.
    #[schemars(example = &"async-service-owner")]
    pub credential: Id,
    /// The day on which it was earned.
    #[schemars(example = &"2026-12-11")]
    pub date: Date,
    /// Own entries that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["2026-11-20-retry-queue"])]
    pub evidence: Vec<Id>,
    /// Handles of the people who approved it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["ben", "chi"])]
    pub approved_by: Vec<Id>,
    /// The certificate of the examination, for a certification.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
    /// That it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked: Option<Revocation>,
    /// Rules that are silenced for this record, each with the reason; warnings and notes only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("expiring-award", "The examination is booked")]))]
    pub allow: BTreeMap<String, String>,
}

/// The certificate of an examination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Certificate {
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200), example = &"CK-2026-004512")]
    pub id: Option<String>,
    /// Where it can be verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2048), example = &"https://certificates.example.org/CK-2026-004512")]
    pub url: Option<String>,
}

/// That an award was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Revocation {
    /// The day on which it was taken back.
    #[schemars(example = &"2027-02-01")]
    pub date: Date,
    /// Why it was taken back.
    #[schemars(example = &"The evidence was another team's work")]
    pub reason: String,
}
