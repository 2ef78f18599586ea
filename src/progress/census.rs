//! What all people together have: counts that say nothing about anybody.
//!
//! One person is counted at a time, so that people can be read in parallel and forgotten again. Who
//! may see a count is decided by rules and reports.

use std::collections::BTreeMap;

use super::level::Levels;
use super::presence::Presence;
use super::{Limits, present_id};
use crate::calendar::Date;
use crate::record::{Framework, Groups, Level, Person};

/// Counts over people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census<'a> {
    /// Present skill id → level → how many ratings anybody has ever been given.
    ratings: BTreeMap<&'a str, BTreeMap<Level, usize>>,
    /// Present team id → for each of its needs, in order, the people of the team.
    staffing: BTreeMap<&'a str, Vec<Staffing>>,
}

/// How many people of a team meet one of its needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Staffing {
    /// People at the level or above it. People who are away count: the team has what they know.
    pub qualified: usize,
    /// People with an assessment that cannot be read, of whom nothing can be said.
    pub unknown: usize,
}

impl<'a> Census<'a> {
    /// `person` alone. The levels are those of `today`; people who have left, or have not started,
    /// are in no team.
    #[must_use]
    pub fn of(
        person: &Person,
        framework: &'a Framework,
        groups: &'a Groups,
        limits: &Limits,
        today: Date,
    ) -> Self {
        let mut census = Self::default();
        for rating in person.assessments.iter().flat_map(|record| &record.data.ratings) {
            if let Some(skill) = framework.skills.get(&rating.skill) {
                let levels = census.ratings.entry(skill.id.as_str()).or_default();
                *levels.entry(rating.rating).or_default() += 1;
            }
        }
        let presence = Presence::of(person.profile(), today);
        let team = person.profile().and_then(|profile| groups.teams.get(profile.team.as_ref()?));
        if let Some(team) = team.filter(|_| presence.is_member()) {
            let known = person.assessments.all_read();
            let levels = Levels::of(person, &framework.skills, limits);
            let staffing = team.data.needs.iter().map(|need| {
                let level = levels.on(present_id(&framework.skills, &need.skill), today);
                let qualified = level.is_some_and(|found| found.level >= need.level);
                Staffing { qualified: usize::from(qualified), unknown: usize::from(!qualified && !known) }
            });
            census.staffing.insert(&team.id, staffing.collect());
        }
        census
    }

    /// These people and those of `other`, where nobody is in both.
    #[must_use]
    pub fn absorb(mut self, other: Self) -> Self {
        for (skill, levels) in other.ratings {
            let own = self.ratings.entry(skill).or_default();
            for (level, count) in levels {
                *own.entry(level).or_default() += count;
            }
        }
        for (team, needs) in other.staffing {
            let own = self.staffing.entry(team).or_default();
            own.resize(own.len().max(needs.len()), Staffing::default());
            for (own, more) in own.iter_mut().zip(needs) {
                own.qualified += more.qualified;
                own.unknown += more.unknown;
            }
        }
        self
    }

    /// How many ratings of `skill`, a present id, there are at each level.
    pub fn ratings(&self, skill: &str) -> impl Iterator<Item = (Level, usize)> + '_ {
        self.ratings.get(skill).into_iter().flatten().map(|(level, count)| (*level, *count))
    }

    /// How many people of `team`, a present id, meet its need `index` (from 0).
    #[must_use]
    pub fn staffing(&self, team: &str, index: usize) -> Staffing {
        let needs = self.staffing.get(team);
        needs.and_then(|needs| needs.get(index)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::progress::sample::{Sample, day, limits};
    use crate::record::{Id, Record};

    fn groups() -> Groups {
        let team = serde_json::from_value(json!({
            "name": "Payments",
            "needs": [{"skill": "rust", "level": 3, "people": 2}],
        }));
        let mut groups = Groups::default();
        let (id, path) = (Id::from("payments"), "teams/payments.yaml".to_owned());
        groups.teams.insert(Record { id, path, data: team.unwrap() });
        groups
    }

    fn person(level: u8, profile: serde_json::Value) -> Sample {
        let sample = Sample::new().skill("rust", json!({})).profile(profile);
        sample.rated("a", "2026-10-01", "mentor", "rust", level)
    }

    #[test]
    fn a_team_has_what_its_people_can_do_even_while_they_are_away() {
        let framework = person(1, json!({})).framework;
        let groups = groups();
        let count = |people: &[Sample]| {
            let count = |sample: &Sample| {
                Census::of(&sample.person, &framework, &groups, &limits(), day("2026-11-01"))
            };
            let census = people.iter().map(count).fold(Census::default(), Census::absorb);
            let ratings: usize = census.ratings("rust").map(|(_, count)| count).sum();
            (census.staffing("payments", 0).qualified, ratings)
        };
        let away = json!({"team": "payments", "away": [{"start": "2026-10-25", "end": "2026-11-05"}]});
        let people = [
            person(3, json!({"team": "payments"})),
            person(2, json!({"team": "payments"})),
            person(4, away),
            person(5, json!({"team": "payments", "left": "2026-10-31"})),
            person(5, json!({"team": "payments", "started": "2026-11-02"})),
            person(5, json!({})),
        ];
        assert_eq!(count(&people), (2, 6));
        assert_eq!(count(&people[..2]), (1, 2));
        assert_eq!(count(&[]), (0, 0));
    }
}
