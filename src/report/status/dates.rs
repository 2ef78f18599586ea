//! The dates of one person: what has passed and waits, and what is to come.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::super::basis::{Basis, name_of};
use super::super::change::Person as Named;
use crate::calendar::Date;
use crate::progress::application::{ApplicationState, Applications, last_day};
use crate::progress::credential::{RENEW_DAYS, renew_days, standing, valid_until};
use crate::progress::goal::GoalState;
use crate::progress::level::{Levels, handles};
use crate::progress::reassessment::due_after;
use crate::progress::second_try::SecondTries;
use crate::progress::tier::TierProgress;
use crate::record::{Goal, GoalStatus, Id, Person, Program, Record};

/// A day on which something is due, ends or begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatusDate {
    /// The day.
    pub date: Date,
    /// What happens on it.
    pub kind: DateKind,
    /// What it is about, as people call it: the goal's title, the name of a skill, a credential, a
    /// program or a team.
    pub title: String,
    /// Whose day it is; null for programs, and in the status of one person.
    pub who: Option<Named>,
    /// The id of the record that has the date: goal, remediation, award, program or team.
    pub record: String,
    /// Days from today to the day; negative where it has passed.
    pub days: i64,
    /// Whether the day has passed and something still waits to be done.
    pub late: bool,
    /// Whether it lies within the days that count as soon (`deadlines.due_soon_days`).
    pub soon: bool,
}

/// What happens on a day. In the order in which the events of one day are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateKind {
    /// A goal's deadline: the last day for reaching it.
    Deadline,
    /// The last day for using a goal's skill at work.
    UseAtWork,
    /// The last day before a goal's skill should be assessed again.
    Reassessment,
    /// The last day for a second try.
    SecondTry,
    /// The last day on which an award is valid.
    AwardEnds,
    /// People with a skill are needed by this day.
    Need,
    /// The first day of a program.
    ProgramStarts,
    /// A day on which a program's group meets.
    Session,
    /// The last day of a program.
    ProgramEnds,
    /// The first day in another team.
    RotationStarts,
    /// The last day in another team.
    RotationEnds,
}

/// Makes dates as seen from today.
pub(super) struct Calendar {
    today: Date,
    soon: i64,
}

impl Calendar {
    pub(super) fn of(basis: &Basis) -> Self {
        Self { today: basis.today, soon: i64::from(basis.limits.due_soon_days) }
    }

    pub(super) fn date(&self, date: Date, kind: DateKind, title: String, record: &str) -> StatusDate {
        let days = self.today.days_until(date);
        let passed = days < 0;
        let record = record.to_owned();
        StatusDate {
            date,
            kind,
            title,
            who: None,
            record,
            days,
            late: passed,
            soon: !passed && days <= self.soon,
        }
    }
}

/// The earliest first, each once.
pub(super) fn sort(dates: &mut Vec<StatusDate>) {
    fn key(date: &StatusDate) -> (Date, DateKind, &str, Option<&str>, &str) {
        let who = date.who.as_ref().map(|who| who.handle.as_str());
        (date.date, date.kind, &date.title, who, &date.record)
    }
    dates.sort_by(|a, b| key(a).cmp(&key(b)));
    dates.dedup();
}

/// The goals that are being worked on.
pub(super) fn active(person: &Person) -> impl Iterator<Item = &Record<Goal>> {
    person.goals.iter().filter(|goal| goal.data.status() == GoalStatus::Active)
}

/// Every date of `person` that has not been dealt with, in no particular order. `own`: whether the
/// person reads it, so that second tries and windows that closed unused may be among them.
pub(super) fn of(basis: &Basis, person: &Person, own: bool) -> Vec<StatusDate> {
    let calendar = Calendar::of(basis);
    let mut dates = Vec::new();
    goals(basis, person, own, &calendar, &mut dates);
    reassessments(basis, person, &calendar, &mut dates);
    if own {
        second_tries(basis, person, &calendar, &mut dates);
    }
    awards(basis, person, &calendar, &mut dates);
    programs(basis, person, &calendar, &mut dates);
    dates
}

/// What is late, and what comes next: of each goal only its first date, and of each program only
/// what comes first of its kind. Both the earliest first.
pub(super) fn late_and_next(mut dates: Vec<StatusDate>) -> (Vec<StatusDate>, Vec<StatusDate>) {
    sort(&mut dates);
    let (late, mut next): (Vec<_>, Vec<_>) = dates.into_iter().partition(|date| date.late);
    let mut goals = BTreeSet::new();
    next.retain(|date| match date.kind {
        DateKind::Deadline | DateKind::UseAtWork => goals.insert(date.record.clone()),
        DateKind::Reassessment
        | DateKind::SecondTry
        | DateKind::AwardEnds
        | DateKind::Need
        | DateKind::ProgramStarts
        | DateKind::Session
        | DateKind::ProgramEnds
        | DateKind::RotationStarts
        | DateKind::RotationEnds => true,
    });
    (late, next)
}

fn goals(basis: &Basis, person: &Person, own: bool, calendar: &Calendar, dates: &mut Vec<StatusDate>) {
    let (today, days) = (basis.today, basis.limits.window_days);
    let applied = Applications::of(person);
    for goal in person.goals.iter() {
        if GoalState::of(&goal.data, today, basis.limits.due_soon_days).is_active() {
            let title = goal.data.title.clone();
            dates.push(calendar.date(goal.data.deadline, DateKind::Deadline, title, &goal.id));
        }
        let wanted = match applied.state(goal, today, days) {
            ApplicationState::Planned => goal.data.application.is_some(),
            ApplicationState::Open => true,
            ApplicationState::Lapsed => own,
            ApplicationState::None | ApplicationState::Applied { .. } | ApplicationState::Late { .. } => {
                false
            }
        };
        if wanted {
            let (until, title) = (last_day(&goal.data, days), goal.data.title.clone());
            dates.push(calendar.date(until, DateKind::UseAtWork, title, &goal.id));
        }
    }
}

fn reassessments(basis: &Basis, person: &Person, calendar: &Calendar, dates: &mut Vec<StatusDate>) {
    // Of an assessment that cannot be read nobody knows what it says.
    if !person.assessments.all_read() {
        return;
    }
    let skills = &basis.framework().skills;
    let levels = Levels::of(person, skills, &basis.limits);
    for goal in active(person) {
        let Some(skill) = goal.data.skill.as_ref().filter(|skill| skills.contains(skill)) else { continue };
        if let Some(day) = due_after(goal, &levels, basis.today, basis.limits.reassess_days) {
            let name = name_of(skills, skill, |skill| &skill.name);
            dates.push(calendar.date(day, DateKind::Reassessment, name, &goal.id));
        }
    }
}

fn second_tries(basis: &Basis, person: &Person, calendar: &Calendar, dates: &mut Vec<StatusDate>) {
    let skills = &basis.framework().skills;
    let tries = SecondTries::of(person, skills);
    for record in person.remediations.iter().filter(|record| tries.is_open(&record.data)) {
        let name = name_of(skills, &record.data.skill, |skill| &skill.name);
        dates.push(calendar.date(record.data.due, DateKind::SecondTry, name, &record.id));
    }
}

/// The last days of awards. One that ended is spoken of while it can be renewed, and for as long as
/// the tier that the person works towards asks for it.
fn awards(basis: &Basis, person: &Person, calendar: &Calendar, dates: &mut Vec<StatusDate>) {
    // One that cannot be read might be the renewal.
    if person.awards.is_empty() || !person.awards.all_read() {
        return;
    }
    let (today, framework) = (basis.today, basis.framework());
    let mut asked: Option<BTreeSet<&str>> = None;
    for (id, award) in standing(person, &framework.credentials) {
        let Some(credential) = framework.credentials.get(id) else { continue };
        let Some(last) = valid_until(&award.data, &credential.data) else { continue };
        let mentioned = i64::from(renew_days(&credential.data).max(RENEW_DAYS));
        let asked = asked.get_or_insert_with(|| {
            let tier = TierProgress::of(person, framework, today, &basis.limits);
            tier.into_iter().flat_map(|tier| tier.credentials).map(|part| part.credential).collect()
        });
        if today > last.plus_days(mentioned) && !asked.contains(id) {
            continue;
        }
        let name = name_of(&framework.credentials, id, |credential| &credential.name);
        dates.push(calendar.date(last, DateKind::AwardEnds, name, &award.id));
    }
}

/// The dates ahead of the programs that the profile or an active goal names, and the person's own
/// rotations in them.
fn programs(basis: &Basis, person: &Person, calendar: &Calendar, dates: &mut Vec<StatusDate>) {
    let profile = person.profile().into_iter().flat_map(|profile| &profile.programs);
    let named = profile.chain(active(person).filter_map(|goal| goal.data.program.as_ref()));
    let programs = &basis.groups().programs;
    let ids: BTreeSet<&Id> = named.filter_map(|id| programs.get(id)).map(|program| &program.id).collect();
    let own = handles(person);
    for program in programs.iter() {
        if ids.contains(&program.id) {
            milestones(program, calendar, dates);
            dates.extend(next_session(program, calendar));
        }
        for rotation in program.data.rotations.iter().filter(|rotation| own.contains(&rotation.member)) {
            let team = name_of(&basis.groups().teams, &rotation.team, |team| &team.name);
            let first = (rotation.start, DateKind::RotationStarts);
            for (day, kind) in [first, (rotation.end, DateKind::RotationEnds)] {
                if day >= basis.today {
                    dates.push(calendar.date(day, kind, team.clone(), &program.id));
                }
            }
        }
    }
}

/// The first and the last day of a program, where they are still to come.
pub(super) fn milestones(program: &Record<Program>, calendar: &Calendar, dates: &mut Vec<StatusDate>) {
    let first = (program.data.start, DateKind::ProgramStarts);
    for (day, kind) in [first, (program.data.end, DateKind::ProgramEnds)] {
        if day >= calendar.today {
            dates.push(calendar.date(day, kind, program.data.name.clone(), &program.id));
        }
    }
}

fn next_session(program: &Record<Program>, calendar: &Calendar) -> Option<StatusDate> {
    let days = program.data.sessions.iter().map(|session| session.date);
    let next = days.filter(|day| *day >= calendar.today).min()?;
    Some(calendar.date(next, DateKind::Session, program.data.name.clone(), &program.id))
}
