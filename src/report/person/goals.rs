//! The goals of a sheet: where each stands, how its dates moved, its pace, and its use at work.

use schemars::JsonSchema;
use serde::Serialize;

use super::Part;
use crate::calendar::Date;
use crate::progress::application::{ApplicationState, Applications, last_day, place};
use crate::progress::goal::{self, starting_level};
use crate::progress::history::{PromisedDate, deadline_when_finished, on_time, slips};
use crate::progress::pace::Paces;
use crate::record::{Goal, Level, Record};
use crate::report::basis::name_of;

/// The goals of one person, by where they stand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Goals {
    /// Being worked on, the earliest deadline first.
    pub active: Vec<PersonGoal>,
    /// Being thought about, the earliest deadline first.
    pub draft: Vec<PersonGoal>,
    /// Reached, the latest first.
    pub done: Vec<PersonGoal>,
    /// Given up, the latest deadline first.
    pub dropped: Vec<PersonGoal>,
}

/// One goal.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PersonGoal {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How anyone can tell that it is reached.
    pub measure: String,
    /// The project at work that needs it.
    pub project: Option<String>,
    /// What becomes better for the business.
    pub outcome: Option<String>,
    /// Where it stands today.
    pub state: GoalState,
    /// The first day, where it is known.
    pub start: Option<Date>,
    /// The last day for reaching it.
    pub deadline: Date,
    /// Days from today to the deadline of an active goal; negative where it has passed.
    pub days_left: Option<i64>,
    /// Its dates that are later than they were.
    pub moved: Vec<MovedDate>,
    /// Why they were moved.
    pub moved_because: Option<String>,
    /// The skill that it aims at, and how far it leads.
    pub skill: Option<LevelAim>,
    /// The name of the credential to earn.
    pub credential: Option<String>,
    /// The names of the modules to take.
    pub modules: Vec<String>,
    /// The name of the program that it belongs to.
    pub program: Option<String>,
    /// Hours a week that it takes.
    pub hours_per_week: Option<f64>,
    /// Logged hours beside planned ones, where both are known.
    pub pace: Option<PaceSoFar>,
    /// The plan for using it at work; null for drafts and dropped goals.
    pub at_work: Option<UseAtWork>,
    /// The day on which it was reached.
    pub completed: Option<Date>,
    /// The deadline that stood when it was finished, where the history tells.
    pub deadline_then: Option<Date>,
    /// Whether it was reached by that deadline, where that is known.
    pub on_time: Option<bool>,
    /// Why it was dropped.
    pub reason: Option<String>,
}

/// Where a goal stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GoalState {
    /// Being thought about.
    Draft,
    /// Active, with time to its deadline.
    OnTrack,
    /// Active, and the deadline is near.
    DueSoon,
    /// Active, and the deadline has passed.
    Overdue,
    /// Reached.
    Done,
    /// Given up.
    Dropped,
}

impl From<goal::GoalState> for GoalState {
    fn from(state: goal::GoalState) -> Self {
        match state {
            goal::GoalState::Draft => Self::Draft,
            goal::GoalState::OnTrack => Self::OnTrack,
            goal::GoalState::DueSoon => Self::DueSoon,
            goal::GoalState::Overdue => Self::Overdue,
            goal::GoalState::Done => Self::Done,
            goal::GoalState::Dropped => Self::Dropped,
        }
    }
}

/// A date of a goal that is later than it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MovedDate {
    /// Which date: `deadline`, `until` (the last day for using it at work) or `start`.
    pub field: MovedField,
    /// The date that stood.
    pub from: Date,
    /// The day on which another took its place; null where that is not committed yet.
    pub on: Option<Date>,
    /// The date that took its place.
    pub to: Date,
}

/// A date that a goal promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MovedField {
    /// The last day for reaching it.
    Deadline,
    /// The last day for using it at work.
    Until,
    /// The first day.
    Start,
}

/// The level that a goal aims at.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LevelAim {
    /// The skill's id.
    pub id: String,
    /// The skill's name.
    pub name: String,
    /// The level on the goal's first day, else the one that the goal states; null: not known.
    pub from: Option<Level>,
    /// The level today; null: not assessed.
    pub now: Option<Level>,
    /// What that level is called.
    pub now_label: Option<String>,
    /// The level to reach.
    pub target: Option<Level>,
    /// What that level is called.
    pub target_label: Option<String>,
}

/// Logged hours beside planned ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PaceSoFar {
    /// Hours logged so far.
    pub logged_hours: f64,
    /// Hours planned so far.
    pub planned_hours: f64,
    /// Logged of planned, in percent, rounded.
    pub percent: u64,
}

/// A plan for using at work what was learned, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct UseAtWork {
    /// What will be done with it; null where there is no plan.
    pub what: Option<String>,
    /// The project or place at work.
    pub place: Option<String>,
    /// The last day for it.
    pub until: Date,
    /// How it stands today.
    pub state: UseState,
    /// The day on which it was used.
    pub on: Option<Date>,
    /// What became better.
    pub outcome: Option<String>,
}

/// How the use at work stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UseState {
    /// The goal is being worked on.
    Planned,
    /// The learning is over, and there is time left for using it.
    Open,
    /// The last day has passed, and nothing tells of a use.
    Lapsed,
    /// Used by the last day.
    Applied,
    /// Used after the last day.
    Late,
}

/// The goals of the sheet.
pub(super) fn goals(part: &Part<'_>) -> Goals {
    let applications = Applications::of(part.person);
    let paces = Paces::of(part.person);
    let mut goals = Goals::default();
    for record in part.person.goals.iter() {
        let shown = goal(part, record, &applications, &paces);
        match shown.state {
            GoalState::Draft => goals.draft.push(shown),
            GoalState::OnTrack | GoalState::DueSoon | GoalState::Overdue => goals.active.push(shown),
            GoalState::Done => goals.done.push(shown),
            GoalState::Dropped => goals.dropped.push(shown),
        }
    }
    // Stable: goals of one day stay in the order of their ids.
    goals.active.sort_by_key(|goal| goal.deadline);
    goals.draft.sort_by_key(|goal| goal.deadline);
    goals.done.sort_by_key(|goal| std::cmp::Reverse(goal.completed.unwrap_or(goal.deadline)));
    goals.dropped.sort_by_key(|goal| std::cmp::Reverse(goal.deadline));
    goals
}

fn goal(
    part: &Part<'_>,
    record: &Record<Goal>,
    applications: &Applications<'_>,
    paces: &Paces<'_>,
) -> PersonGoal {
    let (data, today) = (&record.data, part.today);
    let framework = part.basis.framework();
    let state = goal::GoalState::of(data, today, part.basis.limits.due_soon_days);
    let versions = part.person.history.goal(&record.id);
    let complete = part.person.history.known_since.is_none();
    PersonGoal {
        id: record.id.to_string(),
        title: data.title.clone(),
        measure: data.measure.clone(),
        project: written(data.why.project.as_deref()),
        outcome: written(data.why.outcome.as_deref()),
        state: state.into(),
        start: goal::start(record),
        deadline: data.deadline,
        days_left: state.is_active().then(|| today.days_until(data.deadline)),
        moved: slips(record, versions).iter().flat_map(moved).collect(),
        moved_because: written(data.moved_because.as_deref()),
        skill: data.skill.as_deref().map(|skill| aim(part, record, skill)),
        credential: data
            .credential
            .as_ref()
            .map(|id| name_of(&framework.credentials, id, |credential| &credential.name)),
        modules: data
            .modules
            .iter()
            .map(|id| name_of(&framework.modules, id, |module| &module.name))
            .collect(),
        program: data
            .program
            .as_ref()
            .map(|id| name_of(&part.basis.groups().programs, id, |program| &program.name)),
        hours_per_week: data.hours_per_week,
        pace: paces.pace(record, today).map(|pace| PaceSoFar {
            logged_hours: pace.logged_hours(),
            planned_hours: pace.planned_hours(),
            percent: super::percent(pace.ratio()),
        }),
        at_work: at_work(part, record, applications),
        completed: data.completed.filter(|_| state == goal::GoalState::Done),
        deadline_then: deadline_when_finished(record, versions, complete),
        on_time: on_time(record, versions, complete),
        reason: written(data.reason.as_deref()).filter(|_| state == goal::GoalState::Dropped),
    }
}

/// The way of one date, a step each.
fn moved(slip: &crate::progress::history::Slip) -> Vec<MovedDate> {
    let field = match slip.field {
        PromisedDate::Deadline => MovedField::Deadline,
        PromisedDate::Until => MovedField::Until,
        PromisedDate::Start => MovedField::Start,
    };
    let stood: Vec<_> = slip.before.iter().chain([&slip.from]).collect();
    let next = stood.iter().skip(1).map(|stood| stood.date).chain([slip.to]);
    let steps = stood.iter().zip(next);
    steps.map(|(stood, to)| MovedDate { field, from: stood.date, on: stood.until, to }).collect()
}

fn aim(part: &Part<'_>, record: &Record<Goal>, skill: &str) -> LevelAim {
    let now = part.levels.on(skill, part.today).map(|level| level.level);
    LevelAim {
        id: part.present_skill(skill).to_owned(),
        name: part.skill_name(skill),
        from: starting_level(record, &part.levels).map(goal::StartingLevel::level),
        now,
        now_label: now.and_then(|level| part.label(level)),
        target: record.data.target,
        target_label: record.data.target.and_then(|level| part.label(level)),
    }
}

fn at_work(part: &Part<'_>, record: &Record<Goal>, applications: &Applications<'_>) -> Option<UseAtWork> {
    let window = part.basis.limits.window_days;
    let (state, on) = match applications.state(record, part.today, window) {
        ApplicationState::None => return None,
        ApplicationState::Planned => (UseState::Planned, None),
        ApplicationState::Open => (UseState::Open, None),
        ApplicationState::Lapsed => (UseState::Lapsed, None),
        ApplicationState::Applied { on, .. } => (UseState::Applied, Some(on)),
        ApplicationState::Late { on, .. } => (UseState::Late, Some(on)),
    };
    let applied = applications.first(record).and_then(|entry| entry.data.applied.as_ref());
    let plan = record.data.application.as_ref();
    let used_at = applied.and_then(|applied| written(applied.place.as_deref()));
    Some(UseAtWork {
        what: plan.and_then(|plan| written(Some(&plan.what))),
        place: used_at.or_else(|| place(&record.data).map(str::to_owned)),
        until: last_day(&record.data, window),
        state,
        on,
        outcome: applied.and_then(|applied| written(Some(&applied.outcome))),
    })
}

/// Text that says something.
fn written(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty()).map(str::to_owned)
}
