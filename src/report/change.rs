//! What merging a change does: the model of the pull-request comment. How it reads is in `output/`.
//!
//! Everything here is about the change itself: no rating that it does not touch, no comparison of
//! people. Text from people is as they wrote it; writers neutralise it.

mod hash;

use serde::Serialize;

use super::findings::{FindingView, Tally};
use crate::calendar::Date;

/// The whole report on one change.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChangeReport {
    /// What has to happen next and by whom.
    pub verdict: Verdict,
    /// Short sentences about how the change was judged, without full stop.
    pub notices: Vec<String>,
    /// Records that the change deletes.
    pub removals: Vec<Removal>,
    /// What merging does, a row per record touched; in the order in which they are shown.
    pub rows: Vec<Row>,
    /// Progress of people towards a tier.
    pub tiers: Vec<TierProgress>,
    /// Dates that moved.
    pub moved_dates: Vec<MovedDate>,
    /// Findings that the change introduces.
    pub introduced: Vec<IntroducedFinding>,
    /// Findings that stand with and without it.
    pub standing: Tally,
    /// How many findings it resolves.
    pub resolved: usize,
    /// What there is to judge, an item per level claimed.
    pub review: Vec<ReviewItem>,
    /// Deadlines and windows of the goals it touches.
    pub timeline: Vec<TimelineItem>,
    /// What was compared, by what.
    pub footer: Footer,
}

/// What has to happen next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Files that do not merge with base.
    pub conflicts: Vec<String>,
    /// Errors that the change introduces.
    pub errors: usize,
    /// Who reviews it: the first mentor who is present.
    pub reviewer: Option<Person>,
}

/// Somebody, as reports name them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The handle.
    pub handle: String,
    /// The name from the profile, where there is one.
    pub name: Option<String>,
}

impl Person {
    /// The name, else the handle.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(&self.handle)
    }
}

/// A record that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Removal {
    /// Whose; nothing for framework, teams, programs.
    pub person: Option<Person>,
    /// What kind of record, as a word: `goal`, `skill`.
    pub kind: String,
    /// Its title, else its id.
    pub title: String,
    /// Where it was.
    pub path: String,
}

/// A record that the change adds or alters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Whose.
    pub person: Person,
    /// Its title, else its id.
    pub title: String,
    /// Where it is.
    pub path: String,
    /// Whether the change adds it.
    pub new: bool,
    /// What there is to say of a record of its kind.
    pub details: Details,
}

/// What a row says, by kind of record.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Details {
    /// A goal.
    Goal {
        /// Skill and level, where the goal is for a skill.
        level: Option<LevelStep>,
        /// Where it stands.
        state: GoalState,
        /// The deadline.
        due: Option<Date>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LevelStep {
    /// The skill's name.
    pub skill: String,
    /// Before; nothing where unassessed.
    pub from: Option<u8>,
    /// With the change; nothing where unassessed.
    pub to: Option<u8>,
    /// The level aimed at or required.
    pub target: Option<u8>,
    /// Whether the rating says that the requirement is not met yet.
    pub not_yet: bool,
}

/// Where and until when something is to be used at work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ApplicationPlan {
    /// Where: a project, a service.
    pub place: Option<String>,
    /// The last day.
    pub until: Option<Date>,
}

/// Something was used at work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Applied {
    /// Where.
    pub place: Option<String>,
    /// With what outcome.
    pub outcome: String,
}

/// One field before and with the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The field, in words.
    pub field: String,
    /// Before; nothing where it was not there.
    pub before: Option<String>,
    /// With the change; nothing where it is gone.
    pub after: Option<String>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fraction {
    /// What is met.
    pub met: usize,
    /// What is asked.
    pub total: usize,
}

/// Progress towards a tier before and with the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TierProgress {
    /// Whose.
    pub person: Person,
    /// The tier's name.
    pub tier: String,
    /// Before.
    pub before: Fraction,
    /// With the change.
    pub after: Fraction,
}

/// A date that is another with the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MovedDate {
    /// Whose.
    pub person: Person,
    /// The record's title.
    pub title: String,
    /// Which date, in words: `deadline`, `use at work, until`.
    pub field: String,
    /// Before.
    pub before: Option<Date>,
    /// With the change.
    pub after: Option<Date>,
    /// Why, where the record says so.
    pub reason: Option<String>,
}

/// A finding that the change introduces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IntroducedFinding {
    /// The finding.
    #[serde(flatten)]
    pub finding: FindingView,
    /// An http(s) address of the line at the head commit.
    pub permalink: Option<String>,
}

/// A level that is claimed, with what a reviewer needs to judge it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewItem {
    /// Who claims it.
    pub person: Person,
    /// The skill's name.
    pub skill: String,
    /// The level.
    pub level: u8,
    /// The level's name in the scale.
    pub level_name: Option<String>,
    /// What the framework says of somebody at this level.
    pub level_text: Option<String>,
    /// The rubric.
    pub criteria: Vec<Criterion>,
    /// What is shown for it.
    pub evidence: Vec<Evidence>,
}

/// One criterion of a rubric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// Its name.
    pub name: String,
    /// What good looks like.
    pub good: String,
    /// The level that the assessment gives it.
    pub level: Option<u8>,
}

/// An entry that is given as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Its title.
    pub title: String,
    /// Its type: `project`, `talk`.
    pub entry_type: String,
    /// Its date.
    pub date: Date,
    /// What was chosen over what, and why.
    pub decision: Option<String>,
    /// Its links.
    pub links: Vec<String>,
}

/// Something with a date, for the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimelineItem {
    /// Whose.
    pub person: Person,
    /// What, a few words: the skill, else the goal's title.
    pub name: String,
    /// When.
    #[serde(flatten)]
    pub when: When,
}

/// A day or a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "lowercase")]
pub enum When {
    /// A goal's deadline.
    Deadline {
        /// The day.
        date: Date,
    },
    /// A window in which something is to be used at work.
    Application {
        /// The first day.
        start: Date,
        /// The last day.
        end: Date,
    },
}

/// What was compared, by what. Not part of the change hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Footer {
    /// The head commit.
    pub head: String,
    /// The base commit.
    pub base: String,
    /// This program's version.
    pub version: String,
}

impl ChangeReport {
    /// How many different dates the timeline holds.
    #[must_use]
    pub fn dates_in_play(&self) -> usize {
        let mut dates: Vec<Date> = Vec::new();
        for item in &self.timeline {
            match item.when {
                When::Deadline { date } => dates.push(date),
                When::Application { start, end } => dates.extend([start, end]),
            }
        }
        dates.sort_unstable();
        dates.dedup();
        dates.len()
    }
}

#[cfg(test)]
mod tests {
    use crate::report::sample;

    #[test]
    fn dates_in_play_are_counted_once() {
        assert_eq!(sample::change().dates_in_play(), 3);
    }
}
