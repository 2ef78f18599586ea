//! What teams need and what challenges want to reach: counts of groups at the last month's end.

use schemars::JsonSchema;
use serde::Serialize;

use super::Scope;
use crate::calendar::Date;
use crate::progress::present_id;
use crate::progress::program::{is_member, reaches};
use crate::record::{Id, Level, Person};
use crate::report::basis::name_of;
use crate::report::program::last_month_end;

/// How many days ahead the needs of teams are told: a quarter.
const AHEAD_DAYS: i64 = 92;

/// People whom a team needs by a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TeamNeed {
    /// The team's name.
    pub team: String,
    /// The skill's name.
    pub skill: String,
    /// The lowest level that is enough.
    pub level: Level,
    /// How many people are needed at this level.
    pub people: u32,
    /// The day by which they are needed; it may have passed.
    pub needed_by: Date,
    /// What for; null: not said.
    pub driver: Option<String>,
}

/// What a running challenge wants to reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Challenge {
    /// The program's id.
    pub program: Id,
    /// The program's name.
    pub name: String,
    /// What is to be reached: the names of the skill and its level, or of the credential.
    pub target: String,
    /// The level of the skill; null: no skill is aimed at.
    pub level: Option<Level>,
    /// How many people are to reach it.
    pub wanted: u32,
    /// How many members had reached it at the last month's end, no more than `wanted`; null: too few
    /// to say, or it began after that.
    pub reached: Option<u32>,
    /// That month's end.
    pub as_of: Date,
    /// The last day.
    pub end: Date,
}

/// Needs with a day within three months, whether or not they are met: one that left the list between
/// two digests would tell whose assessment met it.
pub(super) fn needs(scope: &Scope<'_>) -> Vec<TeamNeed> {
    let basis = scope.basis;
    let (framework, groups) = (basis.framework(), basis.groups());
    let until = scope.in_days(AHEAD_DAYS);
    let own = || scope.people.iter().filter_map(|person| person.profile()?.team.as_ref());
    let is_told = |team: &str| !scope.own || own().any(|id| present_id(&groups.teams, id) == team);
    let due = |team: &&crate::record::Record<crate::record::Team>| {
        team.data.needs.iter().any(|need| need.needed_by.is_some_and(|day| day <= until))
    };
    let teams: Vec<_> = groups.teams.iter().filter(|team| is_told(&team.id)).filter(due).collect();
    let mut needs: Vec<TeamNeed> = Vec::new();
    for team in teams {
        for need in &team.data.needs {
            let Some(day) = need.needed_by.filter(|day| *day <= until) else { continue };
            needs.push(TeamNeed {
                team: name_of(&groups.teams, &team.id, |team| &team.name),
                skill: name_of(&framework.skills, &need.skill, |skill| &skill.name),
                level: need.level,
                people: need.people,
                needed_by: day,
                driver: need.driver.clone().filter(|driver| !driver.trim().is_empty()),
            });
        }
    }
    needs.sort_by(|a, b| (a.needed_by, &a.team, &a.skill).cmp(&(b.needed_by, &b.team, &b.skill)));
    needs
}

/// Programs with a target that run today.
pub(super) fn challenges(scope: &Scope<'_>) -> Vec<Challenge> {
    let basis = scope.basis;
    let (framework, programs) = (basis.framework(), &basis.groups().programs);
    let as_of = last_month_end(basis.today);
    let mut challenges: Vec<Challenge> = Vec::new();
    for program in programs.iter() {
        let data = &program.data;
        let Some(target) = &data.target else { continue };
        let joins = |person: &Person, day: Date| is_member(person, &program.id, programs, day);
        let is_told = !scope.own || scope.people.iter().any(|person| joins(person, basis.today));
        if !is_told || !(data.start..=data.end).contains(&basis.today) {
            continue;
        }
        let skill = target.skill.as_ref().map(|id| name_of(&framework.skills, id, |skill| &skill.name));
        let credential = target.credential.as_ref();
        let credential = credential.map(|id| name_of(&framework.credentials, id, |found| &found.name));
        let names: Vec<String> = [skill, credential].into_iter().flatten().collect();
        let members: Vec<&Person> = scope.everybody.iter().filter(|person| joins(person, as_of)).collect();
        let min_group = basis.policy.limits.min_group;
        let countable = members.len() >= min_group && data.start <= as_of;
        let reached = || -> Option<u32> {
            let mut count = 0_u32;
            for person in &members {
                count += u32::from(reaches(person, target, framework, &basis.limits, as_of)?);
            }
            // A few of the members would be told from the members.
            let enough = usize::try_from(count).is_ok_and(|count| count == 0 || count >= min_group);
            enough.then(|| count.min(target.count))
        };
        challenges.push(Challenge {
            program: program.id.clone(),
            name: name_of(programs, &program.id, |program| &program.name),
            target: names.join(", "),
            level: target
                .skill
                .as_ref()
                .and_then(|id| target.level.or_else(|| Some(framework.skills.get(id)?.data.proficient_from))),
            wanted: target.count,
            reached: if countable { reached() } else { None },
            as_of,
            end: data.end,
        });
    }
    challenges.sort_by(|a, b| (a.end, &a.program).cmp(&(b.end, &b.program)));
    challenges
}
