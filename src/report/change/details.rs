//! What a row of the report on a change says, by kind of record. Plain data, nothing computed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fraction, Person};
use crate::calendar::Date;

/// What a row says, by kind of record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Details {
    /// A goal.
    Goal {
        /// Skill and level, where the goal is for a skill.
        level: Option<LevelStep>,
        /// Where it stands.
        state: GoalState,
        /// The deadline, while the goal is open.
        due: Option<Date>,
        /// The day on which it was reached.
        completed: Option<Date>,
        /// Why it was dropped.
        reason: Option<String>,
        /// The plan to use it at work.
        application: Option<ApplicationPlan>,
    },
    /// A portfolio entry.
    Entry {
        /// Its date.
        date: Date,
        /// Its type: `project`, `talk`.
        entry_type: String,
        /// Hours logged.
        hours: Option<f64>,
        /// Use at work, where it tells of any.
        applied: Option<Applied>,
        /// Links given as evidence.
        links: Vec<String>,
    },
    /// An assessment.
    Assessment {
        /// Its date.
        date: Date,
        /// Its method: `panel`, `self`.
        method: String,
        /// Who rated.
        assessors: Vec<Person>,
        /// Whether it is a second try.
        retest: bool,
        /// The levels before and with it.
        ratings: Vec<LevelStep>,
    },
    /// An award.
    Award {
        /// The day it was earned.
        date: Date,
        /// The last day that it is valid.
        valid_until: Option<Date>,
        /// The day on which it was taken back.
        revoked: Option<Date>,
        /// Approvals by others, of those that the credential asks for.
        approvals: Option<Fraction>,
        /// For certifications: whether there is practice beside the certificate.
        with_practice: Option<bool>,
    },
    /// A remediation.
    Remediation {
        /// The skill's name.
        skill: String,
        /// Who helps.
        mentor: Option<Person>,
        /// When it is due.
        due: Option<Date>,
    },
    /// A profile.
    Profile {
        /// What changes, a fact each: `tier` from `engineer` to `senior`.
        facts: Vec<FieldChange>,
    },
}

/// Where a goal stands, by what its record says; never by today's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum GoalState {
    /// Not begun in earnest.
    Draft,
    /// Being worked on.
    Active,
    /// Reached.
    Done,
    /// Given up, with a reason.
    Dropped,
}

/// A level before and with the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LevelStep {
    /// The skill's name.
    pub skill: String,
    /// Before; nothing where unassessed.
    pub from: Option<u8>,
    /// With the change; nothing where unassessed.
    pub to: Option<u8>,
    /// What the record says, where that is not the level: of a claim, or beside a stronger rating.
    pub rated: Option<u8>,
    /// The level aimed at or required.
    pub target: Option<u8>,
    /// Whether the rating says that the requirement is not met yet.
    pub not_yet: bool,
}

/// Where and until when something is to be used at work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ApplicationPlan {
    /// Where: a project, a service.
    pub place: Option<String>,
    /// The last day.
    pub until: Option<Date>,
    /// The day on which it was used there.
    pub applied: Option<Date>,
    /// Ids of the skills that an entry about it would name.
    pub skills: Vec<String>,
}

/// Something was used at work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Applied {
    /// Where.
    pub place: Option<String>,
    /// With what outcome.
    pub outcome: String,
}

/// One field before and with the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldChange {
    /// The field, in words.
    pub field: String,
    /// Before; nothing where it was not there.
    pub before: Option<String>,
    /// With the change; nothing where it is gone.
    pub after: Option<String>,
}
