//! What the next days hold for everybody.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::basis::{Basis, name_of};
use super::dates::{self, Calendar, DateKind, StatusDate};
use crate::calendar::Date;
use crate::progress::presence::Presence;
use crate::record::Person;

/// How many days ahead everybody's dates are listed.
pub const DAYS_AHEAD: i64 = 14;

/// The dates of everybody.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TeamStatus {
    /// The last of the days that are listed, the first being today.
    pub until: Date,
    /// How many people there are, without those who have left or not started.
    pub people: usize,
    /// What happens on these days, the earliest first.
    pub dates: Vec<StatusDate>,
    /// The first of the dates after these days; null where there is none.
    pub after: Option<StatusDate>,
}

impl TeamStatus {
    pub(super) fn of(basis: &Basis, people: &[Person]) -> Self {
        let until = basis.today.plus_days(DAYS_AHEAD);
        let there: Vec<&Person> = people.iter().filter(|person| is_there(basis, person)).collect();
        let mut all: Vec<StatusDate> =
            there.par_iter().flat_map_iter(|person| own_dates(basis, person)).collect();
        let calendar = Calendar::of(basis);
        for program in basis.groups().programs.iter() {
            dates::milestones(program, &calendar, &mut all);
        }
        all.extend(needs(basis, &calendar));
        dates::sort(&mut all);
        let first_after = all.partition_point(|date| date.date <= until);
        let after = all.get(first_after).cloned();
        all.truncate(first_after);
        Self { until, people: there.len(), dates: all, after }
    }
}

fn is_there(basis: &Basis, person: &Person) -> bool {
    match Presence::of(person.profile(), basis.today) {
        Presence::Present | Presence::Away => true,
        Presence::NotStarted | Presence::Left | Presence::Unknown => false,
    }
}

/// The dates of one person that are still to come and that colleagues may see.
fn own_dates(basis: &Basis, person: &Person) -> Vec<StatusDate> {
    let who = basis.named(&person.handle, person.profile());
    let mut dates = dates::of(basis, person, false);
    dates.retain(|date| {
        let shared = match date.kind {
            DateKind::Deadline | DateKind::UseAtWork | DateKind::Reassessment | DateKind::AwardEnds => true,
            DateKind::RotationStarts | DateKind::RotationEnds => true,
            // Between the person and their plan.
            DateKind::SecondTry => false,
            // Listed once, for the whole program or team.
            DateKind::Need | DateKind::ProgramStarts | DateKind::Session | DateKind::ProgramEnds => false,
        };
        shared && !date.late
    });
    dates.iter_mut().for_each(|date| date.who = Some(who.clone()));
    dates
}

fn needs(basis: &Basis, calendar: &Calendar) -> Vec<StatusDate> {
    let mut dates = Vec::new();
    for team in basis.groups().teams.iter() {
        for need in &team.data.needs {
            let Some(day) = need.needed_by.filter(|day| *day >= basis.today) else { continue };
            let skill = name_of(&basis.framework().skills, &need.skill, |skill| &skill.name);
            let people =
                if need.people == 1 { "1 person".to_owned() } else { format!("{} people", need.people) };
            let name = name_of(&basis.groups().teams, &team.id, |team| &team.name);
            let title = format!("{name}: {people} with {skill} {}", need.level);
            dates.push(calendar.date(day, DateKind::Need, title, &team.id));
        }
    }
    dates
}
