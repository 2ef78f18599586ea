//! What the next assessment of somebody is likely to be about: its cycle, and the skills to rate. Both
//! are proposals; whoever assesses decides.

use std::collections::BTreeSet;

use super::level::Levels;
use super::tier::{Demands, Destination};
use super::{Limits, present_id};
use crate::calendar::Date;
use crate::record::{Cycle, Framework, GoalStatus, Id, Level, Person, Record, Skill, SkillStatus};

/// Who asks for a skill. Ordered: what is asked for soonest stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AskedBy<'a> {
    /// An active goal of the person, by its id.
    Goal(&'a Id),
    /// The person's own tier, or an earlier one of the role.
    OwnTier,
    /// The tier that the person works towards.
    NextTier,
    /// The electives of either tier.
    Electives,
}

/// A skill that an assessment can rate.
#[derive(Clone, Copy, Debug)]
pub struct ToRate<'a> {
    /// The skill.
    pub skill: &'a Record<Skill>,
    /// Who asks for it; where several do, the first of [`AskedBy`].
    pub asked_by: AskedBy<'a>,
    /// The level that they ask for; a goal without a target asks for none.
    pub level: Option<Level>,
    /// Whether nobody else has assessed it within `reassess_days`.
    pub is_due: bool,
}

/// The skills that an assessment of `person` on `day` can rate, each once: those of active goals,
/// what the own tier requires, what the tier requires that the person works towards, and electives.
/// Of one kind those that are due stand first, then in the order of their ids. Skills that do not
/// exist, could not be read or are deprecated are left out.
#[must_use]
pub fn to_rate<'a>(
    person: &'a Person,
    framework: &'a Framework,
    day: Date,
    limits: &Limits,
) -> Vec<ToRate<'a>> {
    let levels = Levels::of(person, &framework.skills, limits);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut found: Vec<ToRate<'a>> = Vec::new();
    let mut add = |id: &str, asked_by, level| {
        let Some(skill) = framework.skills.get(id) else { return };
        if skill.data.status() != SkillStatus::Deprecated && seen.insert(&skill.id) {
            let is_due = levels.on(&skill.id, day).is_none_or(|level| !level.fresh);
            found.push(ToRate { skill, asked_by, level, is_due });
        }
    };
    for goal in person.goals.iter().filter(|goal| goal.data.status() == GoalStatus::Active) {
        if let Some(skill) = &goal.data.skill {
            add(skill, AskedBy::Goal(&goal.id), goal.data.target);
        }
    }
    let tiers = tiers(person, framework);
    for (asked_by, demands) in &tiers {
        for (skill, requirement) in &demands.requirements {
            add(skill, *asked_by, Some(requirement.level));
        }
    }
    for (_, demands) in &tiers {
        for option in demands.electives.iter().flat_map(|electives| &electives.from) {
            add(&option.skill, AskedBy::Electives, Some(option.level));
        }
    }
    let rank = |asked_by| match asked_by {
        AskedBy::Goal(_) => 0,
        AskedBy::OwnTier => 1,
        AskedBy::NextTier => 2,
        AskedBy::Electives => 3,
    };
    found.sort_by_key(|item| (rank(item.asked_by), !item.is_due, item.skill.id.as_str()));
    found
}

/// What the own tier demands, and what the tier does that the person works towards.
fn tiers<'a>(person: &'a Person, framework: &'a Framework) -> Vec<(AskedBy<'a>, Demands<'a>)> {
    let Some(profile) = person.profile() else { return Vec::new() };
    let own = framework.roles.get(&profile.role);
    let own = own.and_then(|role| Demands::of(&role.data, &profile.tier, framework));
    let next = Destination::of(profile, &framework.roles);
    let next = next.and_then(|next| Demands::of(&next.role.data, &next.tier.id, framework));
    let own = own.map(|demands| (AskedBy::OwnTier, demands));
    own.into_iter().chain(next.map(|demands| (AskedBy::NextTier, demands))).collect()
}

/// The cycle of the next assessment: the baseline, while there is none; else a second try, where a
/// remediation waits for one; else a review.
#[must_use]
pub fn next_cycle(person: &Person, framework: &Framework) -> Cycle {
    if !person.assessments.iter().any(|assessment| assessment.data.cycle == Cycle::Baseline) {
        return Cycle::Baseline;
    }
    if waiting_for_second_try(person, framework).is_empty() { Cycle::Review } else { Cycle::Retest }
}

/// The present ids of the skills whose remediation waits for its second try.
#[must_use]
pub fn waiting_for_second_try<'a>(person: &'a Person, framework: &'a Framework) -> BTreeSet<&'a str> {
    let tries = super::second_try::SecondTries::of(person, &framework.skills);
    let remediations = person.remediations.iter().map(|record| &record.data);
    let open = remediations.filter(|remediation| tries.is_open(remediation));
    open.map(|remediation| present_id(&framework.skills, &remediation.skill)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::progress::sample::{Sample, day, goal, limits, record};

    /// A role of two tiers; the person is in the first.
    fn ladder() -> Sample {
        let skills = ["docs", "go", "rust", "sql", "talks"];
        let sample = skills.into_iter().fold(Sample::new(), |sample, id| sample.skill(id, json!({})));
        sample
            .skill("cobol", json!({"status": "deprecated"}))
            .role(
                "backend",
                json!({"tiers": [
                    {"id": "junior", "requires": [{"skill": "sql", "level": 2}, {"skill": "rust", "level": 2},
                        {"skill": "cobol", "level": 1}, {"skill": "gone", "level": 1}]},
                    {"id": "senior", "requires": [{"skill": "rust", "level": 3}, {"skill": "go", "level": 2}],
                     "electives": {"choose": 1, "from": [{"skill": "talks", "level": 1}, {"skill": "sql", "level": 2}]}},
                ]}),
            )
            .profile(json!({}))
    }

    fn proposed(sample: &Sample) -> Vec<(String, Option<u8>, bool)> {
        let found = to_rate(&sample.person, &sample.framework, day("2026-11-23"), &limits());
        let item =
            |item: &ToRate<'_>| (item.skill.id.to_string(), item.level.map(|level| level.0), item.is_due);
        found.iter().map(item).collect()
    }

    #[test]
    fn goals_come_first_then_the_own_tier_the_next_one_and_electives() {
        let mut sample = ladder();
        sample.person.goals.insert(goal("a", json!({"skill": "docs", "target": 4})));
        sample.person.goals.insert(goal("b", json!({"skill": "go", "status": "draft"})));
        let expected = [("docs", 4), ("rust", 2), ("sql", 2), ("go", 2), ("talks", 1)];
        let found = proposed(&sample);
        assert_eq!(found, expected.map(|(id, level)| (id.to_owned(), Some(level), true)));
    }

    #[test]
    fn what_was_assessed_lately_stands_behind_what_was_not() {
        let sample =
            ladder().rated("a", "2026-11-01", "peer", "rust", 2).rated("b", "2026-01-01", "peer", "sql", 2);
        let found = proposed(&sample);
        let own: Vec<_> = found.iter().map(|(id, _, due)| (id.as_str(), *due)).take(2).collect();
        assert_eq!(own, [("sql", true), ("rust", false)]);
    }

    #[test]
    fn nothing_is_known_of_somebody_without_a_profile() {
        let mut sample = ladder();
        sample.person.profile = None;
        assert_eq!(proposed(&sample), []);
    }

    #[test]
    fn the_cycle_follows_from_what_is_there() {
        let cycle = |sample: &Sample| next_cycle(&sample.person, &sample.framework);
        assert_eq!(cycle(&ladder()), Cycle::Baseline);
        let reviewed = ladder().rated("a", "2026-10-01", "peer", "rust", 1);
        assert_eq!(cycle(&reviewed), Cycle::Baseline, "a review is no place to start from");
        let ratings = json!([{"skill": "rust", "rating": 1}]);
        let baseline =
            json!({"date": "2026-09-01", "method": "self", "cycle": "baseline", "ratings": ratings});
        let mut started = reviewed.assessment("b", baseline);
        assert_eq!(cycle(&started), Cycle::Review);
        let plan = json!({"assessment": "a", "skill": "rust", "mentor": "ben", "actions": ["Pair"],
            "start": "2026-10-05", "due": "2026-12-01"});
        started.person.remediations.insert(record("r", plan, json!({})));
        assert_eq!(cycle(&started), Cycle::Retest);
        assert_eq!(waiting_for_second_try(&started.person, &started.framework), BTreeSet::from(["rust"]));
    }
}
