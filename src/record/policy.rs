//! The policy as it is written: every limit is optional. Defaults and checks are in `policy.rs` of
//! the crate, not here.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::vocabulary;
use super::{Id, Kind, Level};
use crate::calendar::Date;

vocabulary! {
    /// What the policy makes of a rule.
    RuleSetting {
        /// Fails a check.
        Error = "error",
        /// Shown, and fails only where asked to.
        Warning = "warning",
        /// Good to know.
        Note = "note",
        /// Not applied.
        Off = "off",
    }
}

vocabulary! {
    /// How an approval has to be proved. Ordered: `review` is the strongest.
    Trust {
        /// The record says so.
        Claimed = "claimed",
        /// The approver's e-mail address is on the commit.
        Commit = "commit",
        /// The approver signed the commit.
        Signature = "signature",
        /// The approver's account approved the pull request on the forge.
        Review = "review",
    }
}

vocabulary! {
    /// Whether records may show who somebody is.
    Identities {
        /// Names, accounts and e-mail addresses may be recorded.
        Open = "open",
        /// Handles only.
        Pseudonymous = "pseudonymous",
    }
}

vocabulary! {
    /// What a shared digest names.
    DigestNames {
        /// What is due soon, but nobody who is late.
        Upcoming = "upcoming",
        /// What is overdue, too.
        All = "all",
    }
}

vocabulary! {
    /// Who may see the dashboard.
    Visibility {
        /// Only people who may read the repository.
        Private = "private",
        /// Everybody.
        Public = "public",
    }
}

/// The rules of this learning repository: who decides, on which scale, within which limits. A file
/// with only `version: 1` is complete.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RawPolicy {
    /// The version of the file format; always 1.
    #[schemars(range(min = 1, max = 1), example = 1)]
    pub version: u32,
    /// The oldest Milepost that may judge this repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64), example = &"0.1.0")]
    pub min_version: Option<String>,
    /// The name of this learning repository, for reports; without it, the name of its folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200), example = &"Payments learning")]
    pub name: Option<String>,
    /// The currency of every amount of money: its ISO 4217 code. Without it, EUR.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = Self::CURRENCY_PATTERN), example = &"EUR")]
    pub currency: Option<String>,
    /// The time zone that decides which day it is: a name of the IANA time zone database. Without
    /// it, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64), example = &"Europe/Madrid")]
    pub timezone: Option<String>,
    /// Handles of the people who may change policy, framework, teams, programs and any person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["ana"])]
    pub owners: Vec<Id>,
    /// Accounts of programs that may write records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bots: Vec<Bot>,
    /// The levels of skill, each with its name. Without it: 1 Beginner, 2 Elementary, 3
    /// Proficient, 4 Advanced, 5 Expert.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 11))]
    pub scale: Option<Vec<ScaleLevel>>,
    /// The disciplines that roles and profiles may name. Without it, any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(example = ["backend", "frontend"])]
    pub disciplines: Vec<Id>,
    /// What counts as due soon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadlines: Option<RawDeadlines>,
    /// Limits of goals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goals: Option<RawGoals>,
    /// How soon a new skill has to be used at work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<RawApplication>,
    /// How long an assessment counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessments: Option<RawAssessments>,
    /// How long a remediation may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remediation: Option<RawRemediation>,
    /// The time that is set aside for learning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load: Option<RawLoad>,
    /// One flat rate for an hour of learning in return-on-investment reports, in the policy's
    /// currency; never anybody's salary.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000_000), example = 60)]
    pub cost_per_hour: Option<f64>,
    /// How often skills and roles have to be looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framework: Option<RawFramework>,
    /// What holds for skills that say nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<RawSkills>,
    /// Times of low demand, in which intensive learning disturbs the least.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendar: Vec<DemandWindow>,
    /// How approvals have to be proved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approvals: Option<RawApprovals>,
    /// What reports may say about people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privacy: Option<RawPrivacy>,
    /// What the regular digest says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<RawDigest>,
    /// How the dashboard is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<RawSite>,
    /// Severities that differ from the built-in ones, by rule.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(example = BTreeMap::from([("vague-goal", "note")]))]
    pub rules: BTreeMap<String, RuleSetting>,
    /// What may be paid for credentials in a year, to one person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incentives: Option<Incentives>,
}

impl RawPolicy {
    /// The pattern of currency codes (ISO 4217).
    pub const CURRENCY_PATTERN: &str = "^[A-Z]{3}$";
}

/// A program that may write records of some kinds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bot {
    /// The program's account on the forge.
    #[schemars(length(max = 100), example = &"course-sync[bot]")]
    pub account: String,
    /// The kinds of records that it may write.
    #[schemars(length(min = 1), example = ["entry", "award"])]
    pub kinds: Vec<Kind>,
}

/// One level of the scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScaleLevel {
    /// The number that records use for this level, 0 to 10.
    #[schemars(example = 3)]
    pub level: Level,
    /// The name of the level.
    #[schemars(length(max = 100), example = &"Proficient")]
    pub label: String,
    /// What somebody at this level does, for skills that do not say it themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"Works alone on ordinary tasks and helps others with them")]
    pub description: Option<String>,
}

/// A time of low demand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DemandWindow {
    /// What people call this time.
    #[schemars(length(max = 200), example = &"Summer lull")]
    pub name: String,
    /// The first day of the time.
    #[schemars(example = &"2026-07-15")]
    pub start: Date,
    /// The last day of the time.
    #[schemars(example = &"2026-08-31")]
    pub end: Date,
}

/// What may be paid for credentials in a year, to one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Incentives {
    /// How many credentials are paid for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 1000), example = 2)]
    pub count_per_year: Option<u32>,
    /// How much is paid at most, in the policy's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000_000), example = 1000)]
    pub amount_per_year: Option<f64>,
}

/// What counts as due soon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RawDeadlines {
    /// How many days before its deadline a goal is due soon; without it, 14.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 3660), example = 14)]
    pub due_soon_days: Option<u32>,
}

/// Limits of goals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RawGoals {
    /// The longest time between start and deadline, in days; without it, 190.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3660), example = 190)]
    pub max_days: Option<u32>,
    /// How many goals one person may have active at once; without it, 3.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1000), example = 3)]
    pub max_active: Option<u32>,
    /// Openers that make a goal's title vague when only the skill's name follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(inner(length(max = 100)), example = ["improve", "learn"])]
    pub vague_words: Option<Vec<String>>,
}

/// How soon a new skill has to be used at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RawApplication {
    /// Days from a goal's deadline to the last day for applying; without it, 30.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 3660), example = 30)]
    pub window_days: Option<u32>,
}

/// How long an assessment counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RawAssessments {
    /// Days for which an assessment is fresh; without it, 90.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3660), example = 90)]
    pub reassess_days: Option<u32>,
    /// Days after the start by which a person has a first rating; without it, 30.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 3660), example = 30)]
    pub baseline_days: Option<u32>,
}

/// How long a remediation may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RawRemediation {
    /// The longest time between start and due day, in days; without it, 60.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3660), example = 60)]
    pub days: Option<u32>,
}

/// The time that is set aside for learning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RawLoad {
    /// Hours a week for each person whose profile says nothing else; without it, 4.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 168), example = 4)]
    pub hours_per_week: Option<f64>,
}

/// How often skills and roles have to be looked at again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RawFramework {
    /// Days after which a skill or role has to be reviewed again; without it, 92.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3660), example = 92)]
    pub review_days: Option<u32>,
}

/// What holds for skills that say nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RawSkills {
    /// Months after which a rating has faded; without it, 30.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1200), example = 30)]
    pub half_life_months: Option<u32>,
}

/// How approvals have to be proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RawApprovals {
    /// The proof that an approval needs; without it, `claimed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"review")]
    pub trust: Option<Trust>,
}

/// What reports may say about people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RawPrivacy {
    /// The smallest group of people that a team figure may describe; without it, 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1000), example = 5)]
    pub min_group: Option<u32>,
    /// Whether records may show who somebody is; without it, `open`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"pseudonymous")]
    pub identities: Option<Identities>,
}

/// What the regular digest says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RawDigest {
    /// Whether a shared digest may name overdue people; without it, `upcoming`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"upcoming")]
    pub named: Option<DigestNames>,
    /// Whether the posted digest mentions those whom it names as due or overdue, by the accounts in
    /// their profiles, so that the forge notifies them; without it, nobody is mentioned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = false)]
    pub mention: Option<bool>,
}

/// How the dashboard is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RawSite {
    /// Who may see the dashboard; without it, `private`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = &"private")]
    pub visibility: Option<Visibility>,
}
