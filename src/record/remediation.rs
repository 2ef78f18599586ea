//! Remediations: what is done about a rating that was not enough yet.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Id;
use crate::calendar::Date;

/// What is done about a rating that was not enough yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Remediation {
    /// The own assessment with the rating.
    #[schemars(example = &"2026-11-21-panel")]
    pub assessment: Id,
    /// The skill whose rating was not enough yet.
    #[schemars(example = &"async-rust")]
    pub skill: Id,
    /// The handle of the person who helps.
    #[schemars(example = &"ben")]
    pub mentor: Id,
    /// What will be done.
    #[schemars(length(min = 1), example = ["Pair on the retry queue twice a week"])]
    pub actions: Vec<String>,
    /// The first day of working on it.
    #[schemars(example = &"2026-11-23")]
    pub start: Date,
    /// The last day for the retest.
    #[schemars(example = &"2027-01-15")]
    pub due: Date,
    /// The own assessment that tested it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"2027-01-12-retest")]
    pub retest: Option<Id>,
    /// Rules that are silenced for this record, each with the reason; warnings and notes only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("overdue-retest", "The lab is closed until March")]))]
    pub allow: BTreeMap<String, String>,
}
