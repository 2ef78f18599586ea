//! What merging a change does: the model of the pull-request comment. How it reads is in `output/`.
//!
//! Everything here is about the change itself: no rating that it does not touch, no comparison of
//! people. Text from people is as they wrote it; writers neutralise it.

mod details;
mod finding;
mod hash;
mod omitted;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use details::{ApplicationPlan, Applied, Details, FieldChange, GoalState, LevelStep};
pub use finding::{IntroducedFinding, Suggestion};
pub(in crate::report) use hash::hash_of;
pub use omitted::Omitted;

use super::findings::Tally;
use crate::calendar::Date;

/// The whole report on one change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeReport {
    /// What has to happen next and by whom.
    pub verdict: Verdict,
    /// Short sentences about how the change was judged, without full stop.
    pub notices: Vec<String>,
    /// Records that the change deletes.
    pub removals: Vec<Removal>,
    /// What merging does, a row per record touched; in the order in which they are shown.
    pub rows: Vec<Row>,
    /// Framework, teams, programs and policy that it adds or alters.
    pub shared: Vec<SharedChange>,
    /// Progress of people towards a tier.
    pub tiers: Vec<TierProgress>,
    /// Progress that drops because of what the framework asks with the change, a tier or path each.
    pub drops: Vec<ProgressDrop>,
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
    /// What the awards that it adds or alters ask of approvers.
    pub approvals: Vec<AwardApprovals>,
    /// Deadlines and windows of the goals it touches.
    pub timeline: Vec<TimelineItem>,
    /// How many items are left out of the lists above, so that the report stays within a size.
    pub omitted: Omitted,
    /// What was compared, by what.
    pub footer: Footer,
}

/// What has to happen next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    /// Whether the change touches no record at all, so that there is nothing to say.
    pub no_record: bool,
    /// Files that do not merge with base.
    pub conflicts: Vec<String>,
    /// Errors that the change introduces.
    pub errors: usize,
    /// Who reviews it: the first mentor who is present.
    pub reviewer: Option<Person>,
}

/// Somebody, as reports name them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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

/// A record of framework, teams, programs or policy that the change adds or alters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SharedChange {
    /// What kind of record, as a word: `skill`, `role`, `policy`.
    pub kind: String,
    /// Its name, else its id.
    pub title: String,
    /// Where it is.
    pub path: String,
    /// Whether the change adds it.
    pub new: bool,
    /// What changes in it, a fact each; of a new record nothing.
    pub facts: Vec<FieldChange>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fraction {
    /// What is met.
    pub met: usize,
    /// What is asked.
    pub total: usize,
}

/// Progress towards a tier before and with the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

/// A tier or path that asks more with the change, or something else, so that progress drops for
/// people whose own records say what they said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProgressDrop {
    /// The role's name.
    pub role: String,
    /// The part of the role.
    #[serde(flatten)]
    pub part: RolePart,
    /// Whose progress drops, in the order of handles.
    pub people: Vec<DroppedProgress>,
}

/// A part of a role that people make progress on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "part", rename_all = "lowercase")]
pub enum RolePart {
    /// A tier.
    Tier {
        /// Its name.
        tier: String,
    },
    /// The modules to take.
    Path,
}

/// Somebody's progress before and with the change; never what it is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DroppedProgress {
    /// Whose.
    pub person: Person,
    /// Before.
    pub before: Fraction,
    /// With the change.
    pub after: Fraction,
}

/// A date that is another with the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// What stood on the default branch before, where a date that moved earlier moves later again;
    /// oldest first.
    pub earlier: Vec<Date>,
    /// Why, where the record says so.
    pub reason: Option<String>,
}

/// A level that is claimed, with what a reviewer needs to judge it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewItem {
    /// Who claims it.
    pub person: Person,
    /// The skill's name.
    pub skill: String,
    /// The level.
    pub level: u8,
    /// Whether only the person says so.
    pub own_claim: bool,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Criterion {
    /// Its name.
    pub name: String,
    /// What good looks like.
    pub good: String,
    /// The level that the assessment gives it.
    pub level: Option<u8>,
}

/// An entry that is given as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Its title.
    pub title: String,
    /// Its type: `project`, `talk`.
    pub entry_type: String,
    /// Its date.
    pub date: Date,
    /// What was chosen over what, and why.
    pub decision: Option<String>,
    /// The beginning of the text beside it, headings and tables left out.
    pub story: Option<String>,
    /// Use at work, where it tells of any.
    pub applied: Option<Applied>,
    /// What somebody saw.
    pub observed: Option<Observed>,
    /// Its links.
    pub links: Vec<String>,
}

/// Somebody saw a skill used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Observed {
    /// Who.
    pub by: Person,
    /// What they saw.
    pub note: String,
}

/// What an award asks of approvers, and what of it is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AwardApprovals {
    /// Who earned it.
    pub person: Person,
    /// The credential's name.
    pub credential: String,
    /// Approvals by others, of those that are asked for.
    pub given: Fraction,
    /// Whether they have to come from more than one discipline.
    pub several_disciplines: bool,
    /// What is still to come.
    pub pending: Option<PendingApprovals>,
}

/// What is still to come of the approvals of an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PendingApprovals {
    /// More people.
    People,
    /// Somebody from another discipline.
    Disciplines,
}

/// Something with a date, for the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Footer {
    /// The head commit; `working tree` where that is the head.
    #[schemars(regex(pattern = "^([0-9a-f]{40}|[0-9a-f]{64}|working tree)$"))]
    pub head: String,
    /// The base commit.
    #[schemars(regex(pattern = "^([0-9a-f]{40}|[0-9a-f]{64})$"))]
    pub base: String,
    /// This program's version.
    pub version: String,
}

impl ChangeReport {
    /// How many different dates the timeline holds: deadlines and last days. The first day of a window
    /// follows from a deadline.
    #[must_use]
    pub fn dates_in_play(&self) -> usize {
        let mut dates: Vec<Date> = Vec::new();
        for item in &self.timeline {
            match item.when {
                When::Deadline { date } => dates.push(date),
                When::Application { end, .. } => dates.push(end),
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
        let mut report = sample::change();
        assert_eq!(report.dates_in_play(), 3);
        report.timeline.extend(report.timeline.clone());
        assert_eq!(report.dates_in_play(), 3);
        report.timeline.truncate(2);
        assert_eq!(report.dates_in_play(), 2, "a goal and its window are two dates");
    }
}
