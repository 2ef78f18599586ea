//! The team report as plain data: what templates and the JSON report see. Nothing is computed here.

use schemars::JsonSchema;
use serde::Serialize;

use super::heat_map::HeatMap;
use crate::calendar::Date;
use crate::report::basis::Header;
use crate::report::change::Person;

/// Who a report is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Everybody in the team: figures of the end of a month, about groups that are large enough.
    Team,
    /// Whoever leads: everything as of today.
    Lead,
}

/// How the teams stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TeamReport {
    /// What every report begins with.
    pub header: Header,
    /// Who the report is for.
    pub audience: Audience,
    /// The day that the figures are of: today for leads, else the end of the last month; null in the
    /// first month of a repository, when there are no figures yet.
    pub figures_of: Option<Date>,
    /// The day that the figures are compared with, where one was asked for.
    pub compared_with: Option<Date>,
    /// The smallest group that a figure for the team may describe.
    pub min_group: u64,
    /// Everybody together; null where one team was asked for.
    pub everyone: Option<Group>,
    /// The teams, by name.
    pub teams: Vec<Group>,
    /// Challenges that people reach together.
    pub challenges: Vec<Challenge>,
    /// Who gladly helps with what, by skill: those skills that the groups of this report need.
    pub offers: Vec<Offer>,
}

/// A record with its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: String,
}

/// One team, or everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Group {
    /// The team's id; null for everybody.
    pub id: Option<String>,
    /// The team's name.
    pub name: String,
    /// Whether the group is too small for figures: it sees only which needs are met.
    pub small: bool,
    /// Who takes part; null where the group is too small or it is the first month.
    pub participation: Option<Participation>,
    /// What the business needs, the most urgent first.
    pub needs: Vec<NeedRow>,
    /// Skills that only one person has at the level that is needed. Who that is is not said.
    pub single_holders: Vec<SingleHolder>,
    /// The skills that are asked for and not covered by everybody, the most urgent first.
    pub gaps: Vec<GapRow>,
    /// How many more skills with a gap there are than `gaps` lists.
    pub more_gaps: u64,
    /// The skills that everybody covers of whom they are asked.
    pub covered: Vec<Named>,
    /// Rates, and how long things take.
    pub key_figures: Vec<KeyFigure>,
    /// How many people are where, by role and tier. For the team only of everybody.
    pub tiers: Vec<TierRow>,
    /// What people say about modules, the most useful first. For the team only of everybody, and only
    /// modules of which enough people said something.
    pub modules: Vec<ModuleRow>,
    /// Who is at which level; for leads only. For everybody it lists those who are in no team.
    pub heat_map: Option<HeatMap>,
}

/// Who takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Participation {
    /// People of the group, those who are away included.
    pub members: Counted,
    /// Those who are there on the day.
    pub present: Counted,
    /// Those with an active goal.
    pub with_goal: Counted,
    /// Those with an entry in the last 90 days.
    pub with_entry: Counted,
}

/// A count that may be withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counted {
    /// The count; null where it is withheld, or not known.
    pub value: Option<u64>,
    /// The day that it is of; earlier than the report's where a newer one is withheld.
    pub as_of: Option<Date>,
}

/// So many people at a level of a skill that the business needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NeedRow {
    /// The team whose need it is.
    pub team: Named,
    /// The skill.
    pub skill: Named,
    /// The level that is enough.
    pub level: u8,
    /// What the scale calls that level.
    pub level_name: Option<String>,
    /// How many people are needed.
    pub people: u64,
    /// How many people are at the level: 0, 1, 2, or 3 for three and more; null where it is withheld.
    pub at_level: Option<u64>,
    /// The day that `at_level` is of.
    pub as_of: Option<Date>,
    /// `at_level` on the day that the report compares with.
    pub at_level_then: Option<u64>,
    /// The exact number of people at the level; for leads only.
    pub exactly: Option<u64>,
    /// Whether enough people are at the level, on the day that `at_level` is of; null where that is
    /// withheld.
    pub met: Option<bool>,
    /// The day by which they are needed.
    pub needed_by: Option<Date>,
    /// Whether that day is over and the need is not met.
    pub overdue: bool,
    /// What they are needed for.
    pub driver: Option<String>,
    /// The sum of the four priorities, 0 to 12.
    pub rank: u8,
}

/// A skill that one person alone has at a level that is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SingleHolder {
    /// The skill.
    pub skill: Named,
    /// The level that one person alone has.
    pub level: u8,
    /// What the scale calls that level.
    pub level_name: Option<String>,
    /// Whether that is the level that is needed; otherwise the one from which people work alone.
    pub needed: bool,
}

/// A skill that is asked for, and how far people are from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GapRow {
    /// The skill.
    pub skill: Named,
    /// Of how many people a tier asks it; null where it is withheld.
    pub asked: Option<u64>,
    /// How many of them have what is asked; null where that, or how many have not, are too few to say.
    pub covered: Option<u64>,
    /// How many lack one level; null where it is withheld.
    pub moderate: Option<u64>,
    /// How many lack two levels or more, or were never assessed; null where it is withheld.
    pub critical: Option<u64>,
    /// The day that these counts are of.
    pub as_of: Option<Date>,
    /// How many people at the level are missing for the needs of the business; null where it does not
    /// need the skill. For leads only.
    pub missing_for_needs: Option<u64>,
    /// Whether nobody has the lowest level that is asked; for leads only.
    pub absent: Option<bool>,
    /// The day by which it is needed.
    pub needed_by: Option<Date>,
    /// What it is needed for.
    pub driver: Option<String>,
    /// The sum of the four priorities, 0 to 12.
    pub rank: u8,
}

/// A rate or a duration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct KeyFigure {
    /// Which one it is.
    pub id: KeyFigureId,
    /// What it is called.
    pub title: String,
    /// What exactly is counted.
    pub explanation: String,
    /// What it is measured in.
    pub unit: Unit,
    /// The figure.
    pub now: Reading,
    /// The figure on the day that the report compares with.
    pub then: Option<Reading>,
    /// How much higher it is now than then, in percentage points or days.
    pub change: Option<i64>,
    /// The figure at the ends of the last months, oldest first; at most twelve.
    pub trend: Vec<TrendPoint>,
}

/// Which key figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KeyFigureId {
    /// Needs of the business that are met.
    NeedsMet,
    /// What tiers ask of people and they have.
    RequirementsCovered,
    /// Finished goals that were used at work in time.
    AppliedInTime,
    /// Goals reached by the deadline that stood.
    OnTime,
    /// Certificates with practice.
    WithPractice,
    /// Second tries that succeeded.
    SecondTries,
    /// How long it took to become proficient.
    TimeToCompetence,
}

/// What a key figure is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Percent of a whole.
    Percent,
    /// Days.
    Days,
}

/// What a key figure says on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reading {
    /// Percent or days; null where there is nothing to take it of yet, or it is withheld.
    pub value: Option<i64>,
    /// Of how many it is a share, or a median.
    pub of: Option<u64>,
    /// For a share: how many count.
    pub met: Option<u64>,
    /// For a duration: what a quarter took at most.
    pub lower_quartile: Option<i64>,
    /// For a duration: what three quarters took at most.
    pub upper_quartile: Option<i64>,
    /// The day that it is of.
    pub as_of: Option<Date>,
    /// Whether it is withheld, because it would tell of too few people.
    pub withheld: bool,
}

/// A key figure at the end of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TrendPoint {
    /// The day.
    pub date: Date,
    /// Percent or days; null where there was nothing to take it of, or it is withheld.
    pub value: Option<i64>,
    /// Whether it is withheld, because it would tell of too few people.
    pub withheld: bool,
}

/// The people of one tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TierRow {
    /// The role.
    pub role: Named,
    /// The tier.
    pub tier: Named,
    /// How many people are in it; null where it is withheld.
    pub people: Option<u64>,
    /// How many of them lack at most one of the things that the next tier asks for; for leads only.
    pub nearly_next: Option<u64>,
    /// Whether the role has a next tier.
    pub has_next: bool,
    /// The day that the counts are of.
    pub as_of: Option<Date>,
}

/// What people say about a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ModuleRow {
    /// The module.
    pub module: Named,
    /// How useful it was, from 1 (not at all) to 5 (very): the mean in tenths, so 43 is 4.3; null
    /// without a rating.
    pub useful_in_tenths: Option<u64>,
    /// How many ratings it had.
    pub ratings: u64,
    /// The day that these are of.
    pub as_of: Date,
    /// What people say is missing; for leads only, and without names.
    pub missing: Vec<String>,
}

/// A challenge, and how far everybody together is. Who has reached it is not said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Challenge {
    /// The program.
    pub program: Named,
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// The skill or the credential that people reach.
    pub target: Named,
    /// The level of the skill.
    pub level: Option<u8>,
    /// How many people want to reach it.
    pub count: u64,
    /// How many have; null where it is withheld.
    pub reached: Option<u64>,
    /// The day that `reached` is of.
    pub as_of: Option<Date>,
}

/// Who gladly helps with a skill, by their own word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Offer {
    /// The skill.
    pub skill: Named,
    /// The people, by name.
    pub people: Vec<Person>,
}
