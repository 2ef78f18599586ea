//! What comes next and what is overdue.

use schemars::JsonSchema;
use serde::Serialize;

use super::Scope;
use crate::calendar::Date;
use crate::progress::application::{ApplicationState, Applications, last_day, place};
use crate::progress::credential::{RENEW_DAYS, renew_days, standing, valid_until};
use crate::progress::level::Levels;
use crate::progress::reassessment::due_after;
use crate::progress::second_try::SecondTries;
use crate::record::{GoalStatus, Id, Person};
use crate::report::basis::name_of;
use crate::report::change::Person as Named;

/// The ends of the spans in which deadlines are told, in days from today.
const SPANS: [i64; 3] = [7, 14, 30];
/// How many days ahead everything else is told.
const AHEAD_DAYS: i64 = 30;

/// The goals whose deadlines lie in one span of days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DueSpan {
    /// The span ends so many days from today: 7, 14 or 30. It begins after the one before.
    pub within_days: i64,
    /// The goals, the earliest deadline first.
    pub goals: Vec<DueGoal>,
}

/// A goal that is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DueGoal {
    /// Whose.
    pub who: Named,
    /// The goal's id.
    pub goal: Id,
    /// The goal's title.
    pub title: String,
    /// The last day for reaching it.
    pub deadline: Date,
}

/// What was learned and waits to be used at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClosingWindow {
    /// Whose.
    pub who: Named,
    /// The goal's id.
    pub goal: Id,
    /// The goal's title.
    pub title: String,
    /// Where it will be used; null: not said.
    pub place: Option<String>,
    /// The last day for it.
    pub until: Date,
}

/// A skill to be assessed again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reassessment {
    /// Whose.
    pub who: Named,
    /// The skill's name.
    pub skill: String,
    /// The last day before the next assessment is due.
    pub due: Date,
}

/// An award whose last day is near.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AwardEnding {
    /// Whose.
    pub who: Named,
    /// The credential's name.
    pub credential: String,
    /// The award's last day.
    pub until: Date,
}

/// A second try that was agreed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SecondTry {
    /// The skill's name.
    pub skill: String,
    /// Who helps.
    pub mentor: Named,
    /// The last day for it.
    pub due: Date,
}

/// What is overdue: how much of it, and where it may be told, whose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Overdue {
    /// Active goals whose deadline has passed.
    pub goals: usize,
    /// Skills of active goals whose next assessment is overdue.
    pub reassessments: usize,
    /// Awards that ended and were not renewed.
    pub awards: usize,
    /// Each of them, the longest overdue first; empty in a shared digest, unless the policy says
    /// `digest.named: all`. One person's own has windows that closed and second tries, too.
    pub named: Vec<OverdueItem>,
}

/// One thing that is overdue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OverdueItem {
    /// Whose.
    pub who: Named,
    /// What it is.
    pub what: Late,
    /// The goal's title, or the name of the skill or credential.
    pub title: String,
    /// The last day for it.
    pub due: Date,
}

/// What can be overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Late {
    /// The deadline of a goal.
    Goal,
    /// The use of a skill at work; told to its owner only.
    Use,
    /// An assessment.
    Reassessment,
    /// The end of an award.
    Award,
    /// A second try; told to its owner only.
    SecondTry,
}

impl Overdue {
    /// Whether nothing is.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn of(scope: &Scope<'_>, named: bool) -> Self {
        let today = scope.basis.today;
        let mut all: Vec<OverdueItem> = Vec::new();
        for person in &scope.present {
            let mut add = |what: Late, title: String, due: Date| {
                if due < today {
                    all.push(OverdueItem { who: scope.who(person), what, title, due });
                }
            };
            for goal in person.goals.iter().filter(|goal| goal.data.status() == GoalStatus::Active) {
                add(Late::Goal, goal.data.title.clone(), goal.data.deadline);
            }
            for (skill, due) in assessments(scope, person) {
                add(Late::Reassessment, skill, due);
            }
            for ending in endings(scope, person) {
                let told = ending.last.plus_days(ending.days.max(i64::from(RENEW_DAYS)));
                if today <= told {
                    add(Late::Award, ending.name, ending.last);
                }
            }
            if scope.own {
                for (title, due) in lapsed(scope, person) {
                    add(Late::Use, title, due);
                }
                for open in tries(scope, person) {
                    add(Late::SecondTry, open.skill, open.due);
                }
            }
        }
        all.sort_by(|a, b| {
            (a.due, &a.who.handle, a.what, &a.title).cmp(&(b.due, &b.who.handle, b.what, &b.title))
        });
        let count = |what: Late| all.iter().filter(|item| item.what == what).count();
        Self {
            goals: count(Late::Goal),
            reassessments: count(Late::Reassessment),
            awards: count(Late::Award),
            named: if named { all } else { Vec::new() },
        }
    }
}

/// Active goals with a deadline from today to the end of the last span.
pub(super) fn spans(scope: &Scope<'_>) -> Vec<DueSpan> {
    let mut goals: Vec<DueGoal> = Vec::new();
    for person in &scope.present {
        let active = person.goals.iter().filter(|goal| goal.data.status() == GoalStatus::Active);
        for goal in active.filter(|goal| scope.is_ahead(goal.data.deadline)) {
            goals.push(DueGoal {
                who: scope.who(person),
                goal: goal.id.clone(),
                title: goal.data.title.clone(),
                deadline: goal.data.deadline,
            });
        }
    }
    goals.sort_by(|a, b| (a.deadline, &a.who.handle, &a.goal).cmp(&(b.deadline, &b.who.handle, &b.goal)));
    let mut spans: Vec<DueSpan> = Vec::new();
    for within_days in SPANS {
        let (now, later) = goals.into_iter().partition(|goal| goal.deadline <= scope.in_days(within_days));
        goals = later;
        spans.push(DueSpan { within_days, goals: now });
    }
    spans.retain(|span| !span.goals.is_empty());
    spans
}

/// Goals whose learning has ended and whose skill waits to be used. Where nobody may be named who is
/// late, only those that were reached: an open window of an active goal tells that it is overdue.
pub(super) fn closing_windows(scope: &Scope<'_>, named: bool) -> Vec<ClosingWindow> {
    let (today, days) = (scope.basis.today, scope.basis.limits.window_days);
    let mut windows: Vec<ClosingWindow> = Vec::new();
    for person in &scope.present {
        let applications = Applications::of(person);
        for goal in person.goals.iter() {
            let until = last_day(&goal.data, days);
            if !named && goal.data.status() != GoalStatus::Done {
                continue;
            }
            if applications.state(goal, today, days) == ApplicationState::Open && scope.is_ahead(until) {
                windows.push(ClosingWindow {
                    who: scope.who(person),
                    goal: goal.id.clone(),
                    title: goal.data.title.clone(),
                    place: place(&goal.data).map(str::to_owned),
                    until,
                });
            }
        }
    }
    windows.sort_by(|a, b| (a.until, &a.who.handle, &a.goal).cmp(&(b.until, &b.who.handle, &b.goal)));
    windows
}

/// Assessments that are due soon.
pub(super) fn reassessments(scope: &Scope<'_>) -> Vec<Reassessment> {
    let mut due: Vec<Reassessment> = Vec::new();
    for person in &scope.present {
        for (skill, day) in assessments(scope, person).into_iter().filter(|(_, day)| scope.is_ahead(*day)) {
            due.push(Reassessment { who: scope.who(person), skill, due: day });
        }
    }
    due.sort_by(|a, b| (a.due, &a.who.handle, &a.skill).cmp(&(b.due, &b.who.handle, &b.skill)));
    due
}

/// Awards that end soon: as many days ahead as their credential asks to renew them, at least 30.
pub(super) fn awards_ending(scope: &Scope<'_>) -> Vec<AwardEnding> {
    let mut awards: Vec<AwardEnding> = Vec::new();
    for person in &scope.present {
        for ending in endings(scope, person) {
            let ahead = scope.in_days(ending.days.max(AHEAD_DAYS));
            if (scope.basis.today..=ahead).contains(&ending.last) {
                awards.push(AwardEnding {
                    who: scope.who(person),
                    credential: ending.name,
                    until: ending.last,
                });
            }
        }
    }
    awards.sort_by(|a, b| {
        (a.until, &a.who.handle, &a.credential).cmp(&(b.until, &b.who.handle, &b.credential))
    });
    awards
}

/// Second tries that are due soon.
pub(super) fn second_tries(scope: &Scope<'_>) -> Vec<SecondTry> {
    let mut tries: Vec<SecondTry> = scope.present.iter().flat_map(|person| tries(scope, person)).collect();
    tries.retain(|open| scope.is_ahead(open.due));
    tries.sort_by(|a, b| (a.due, &a.skill).cmp(&(b.due, &b.skill)));
    tries
}

impl Scope<'_> {
    /// Whether a day is today or within the next 30 days.
    fn is_ahead(&self, day: Date) -> bool {
        (self.basis.today..=self.in_days(AHEAD_DAYS)).contains(&day)
    }

    fn skill_name(&self, id: &str) -> String {
        name_of(&self.basis.framework().skills, id, |skill| &skill.name)
    }
}

/// The skills of active goals with the last day before their next assessment is due, each once; none
/// while an assessment cannot be read, because it might be the next one.
fn assessments(scope: &Scope<'_>, person: &Person) -> Vec<(String, Date)> {
    let basis = scope.basis;
    if !person.assessments.all_read() {
        return Vec::new();
    }
    let levels = Levels::of(person, &basis.framework().skills, &basis.limits);
    let mut due = std::collections::BTreeMap::new();
    for goal in person.goals.iter() {
        // Of a skill that is not there, nobody can be assessed.
        let skill = goal.data.skill.as_deref().and_then(|id| basis.framework().skills.get(id));
        let day = due_after(goal, &levels, basis.today, basis.limits.reassess_days);
        if let (Some(skill), Some(day)) = (skill, day) {
            let first = due.entry(scope.skill_name(&skill.id)).or_insert(day);
            *first = day.min(*first);
        }
    }
    due.into_iter().collect()
}

/// The end of an award.
struct Ending {
    name: String,
    last: Date,
    /// Days before the end from which it should be renewed.
    days: i64,
}

/// The standing awards of `person` that end at all; none while an award cannot be read, because it
/// might be the renewal.
fn endings(scope: &Scope<'_>, person: &Person) -> Vec<Ending> {
    let credentials = &scope.basis.framework().credentials;
    if !person.awards.all_read() {
        return Vec::new();
    }
    let standing = standing(person, credentials);
    let ending = |(id, award): (&str, &crate::record::Record<crate::record::Award>)| {
        let credential = credentials.get(id)?;
        Some(Ending {
            name: name_of(credentials, id, |credential| &credential.name),
            last: valid_until(&award.data, &credential.data)?,
            days: i64::from(renew_days(&credential.data)),
        })
    };
    standing.into_iter().filter_map(ending).collect()
}

/// Windows for use at work that closed lately, with their last days. Older ones are history.
fn lapsed(scope: &Scope<'_>, person: &Person) -> Vec<(String, Date)> {
    let (today, days) = (scope.basis.today, scope.basis.limits.window_days);
    let applications = Applications::of(person);
    let goals = person.goals.iter().filter(|goal| {
        applications.state(goal, today, days) == ApplicationState::Lapsed
            && last_day(&goal.data, days) >= scope.in_days(-AHEAD_DAYS)
    });
    goals.map(|goal| (goal.data.title.clone(), last_day(&goal.data, days))).collect()
}

/// The second tries of `person` that have not taken place.
fn tries(scope: &Scope<'_>, person: &Person) -> Vec<SecondTry> {
    let tries = SecondTries::of(person, &scope.basis.framework().skills);
    let open = person.remediations.iter().map(|record| &record.data).filter(|one| tries.is_open(one));
    open.map(|one| {
        let mentor = scope.everybody.iter().find(|somebody| *somebody.handle == *one.mentor.as_str());
        SecondTry {
            skill: scope.skill_name(&one.skill),
            mentor: scope.basis.named(&one.mentor, mentor.and_then(Person::profile)),
            due: one.due,
        }
    })
    .collect()
}
