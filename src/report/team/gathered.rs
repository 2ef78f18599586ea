//! Where the figures of a team report come from: how everybody stood today and on earlier days, with
//! the team that each was in then.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::calendar::Date;
use crate::error::Error;
use crate::load::Histories;
use crate::load::past::PastStates;
use crate::progress::team::{Setting, Share, Standing};
use crate::record::{Groups, Id, Need, Person};
use crate::report::basis::Basis;

/// How one person stood on one day.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// The present id of their team.
    pub(super) team: Option<Id>,
    /// What they contribute to its figures.
    pub(super) standing: Standing,
}

/// How everybody stood on one day. People who were in nothing on that day are left out.
#[derive(Clone, Debug)]
pub(super) struct Day {
    pub(super) day: Date,
    /// By the present handle.
    pub(super) people: BTreeMap<Id, Member>,
    /// Present team id → what the business needed then.
    pub(super) needs: BTreeMap<Id, Vec<Need>>,
    everyone: Standing,
    /// Present team id → how the team stood.
    teams: BTreeMap<Id, Standing>,
    nobody: Standing,
}

/// Whose figures are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose<'a> {
    /// Everybody's.
    Everyone,
    /// Those of the team with this id.
    Team(&'a str),
}

impl Day {
    fn new(day: Date, people: BTreeMap<Id, Member>, needs: BTreeMap<Id, Vec<Need>>) -> Self {
        let (mut everyone, mut teams) = (Standing::default(), BTreeMap::<Id, Standing>::new());
        for member in people.values() {
            everyone.absorb(&member.standing);
            if let Some(team) = &member.team {
                teams.entry(team.clone()).or_default().absorb(&member.standing);
            }
        }
        Self { day, people, needs, everyone, teams, nobody: Standing::default() }
    }

    /// The members of a group.
    pub(super) fn members(&self, whose: Whose<'_>) -> impl Iterator<Item = (&Id, &Member)> {
        self.people.iter().filter(move |(_, member)| match whose {
            Whose::Everyone => true,
            Whose::Team(team) => member.team.as_deref() == Some(team),
        })
    }

    /// How a group stood.
    pub(super) fn standing(&self, whose: Whose<'_>) -> &Standing {
        match whose {
            Whose::Everyone => &self.everyone,
            Whose::Team(team) => self.teams.get(team).unwrap_or(&self.nobody),
        }
    }

    /// What the business needed of a group; of everybody, what it needed of any team.
    pub(super) fn needs(&self, whose: Whose<'_>) -> Vec<(&Id, &Need)> {
        let teams = self.needs.iter().filter(|(id, _)| match whose {
            Whose::Everyone => true,
            Whose::Team(team) => id.as_str() == team,
        });
        teams.flat_map(|(team, needs)| needs.iter().map(move |need| (team, need))).collect()
    }

    /// How many of the needs of a group were met, each by the people of its own team, and how many
    /// needs there were.
    pub(super) fn needs_met(&self, whose: Whose<'_>, basis: &Basis) -> Share {
        let (mut met, mut total) = (0, 0);
        for (team, need) in self.needs(whose) {
            let standing = self.standing(Whose::Team(team));
            let skill = present_skill(basis, &need.skill);
            total += 1;
            met += u64::from(standing.at_least(skill, need.level) >= u64::from(need.people));
        }
        Share { met, total, people: self.standing(whose).members }
    }
}

/// What the newest state calls a skill.
pub(super) fn present_skill<'a>(basis: &'a Basis, id: &'a str) -> &'a str {
    basis.framework().skills.get(id).map_or(id, |record| record.id.as_str())
}

fn present_team(basis: &Basis, id: &str) -> Id {
    basis.groups().teams.get(id).map_or_else(|| Id::new(id), |record| record.id.clone())
}

fn needs(groups: &Groups, basis: &Basis) -> BTreeMap<Id, Vec<Need>> {
    let teams = groups.teams.iter();
    teams.map(|team| (present_team(basis, &team.id), team.data.needs.clone())).collect()
}

/// The team that a person is in, if it is one that there is.
fn team(person: &Person, groups: &Groups, basis: &Basis) -> Option<Id> {
    let team = groups.teams.get(person.profile()?.team.as_ref()?)?;
    Some(present_team(basis, &team.id))
}

/// How `people` stand today.
pub(super) fn today(basis: &Basis, people: &[Person]) -> Day {
    let setting = Setting {
        framework: basis.framework(),
        names: basis.framework(),
        groups: basis.groups(),
        limits: &basis.limits,
        day: basis.today,
    };
    let stood = |person: &Person| {
        let standing = Standing::of(person, &person.history, &setting);
        let member = Member { team: team(person, basis.groups(), basis), standing };
        (member.standing.members > 0).then(|| (person.handle.clone(), member))
    };
    let people = people.par_iter().filter_map(stood).collect::<Vec<_>>().into_iter().collect();
    Day::new(basis.today, people, needs(basis.groups(), basis))
}

/// How everybody stood on the days of `past`; `histories` tell what goals said before. Days without a
/// learning repository are left out.
///
/// # Errors
/// Where a past state cannot be read.
pub(super) fn earlier(basis: &Basis, past: &PastStates, histories: &Histories) -> Result<Vec<Day>, Error> {
    let mut people: Vec<BTreeMap<Id, Member>> = past.days().iter().map(|_| BTreeMap::new()).collect();
    let visited = past.visit(|on_days| {
        let history = histories.of(on_days.handle);
        let stood = on_days.days.iter().filter_map(|on| {
            let setting = Setting {
                framework: &on.state.framework,
                names: basis.framework(),
                groups: &on.state.groups,
                limits: &basis.limits,
                day: on.day,
            };
            let standing = Standing::of(&on.person, &history, &setting);
            let member = Member { team: team(&on.person, &on.state.groups, basis), standing };
            (member.standing.members > 0).then_some((on.index, member))
        });
        (on_days.handle.clone(), stood.collect::<Vec<_>>())
    })?;
    for (handle, stood) in visited {
        for (index, member) in stood {
            if let Some(people) = people.get_mut(index) {
                people.insert(handle.clone(), member);
            }
        }
    }
    let days = past.days().iter().zip(people).filter_map(|(day, people)| {
        Some(Day::new(day.day, people, needs(&day.state.as_ref()?.groups, basis)))
    });
    Ok(days.collect())
}
