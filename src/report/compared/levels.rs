//! Levels before and with the change, of skills whose ratings it touches and of no others.

use std::collections::{BTreeMap, BTreeSet};

use super::{TouchedPerson, View};
use crate::calendar::Date;
use crate::progress::level::Levels;
use crate::progress::tier::{Demands, Destination};
use crate::record::{Assessment, Framework, GoalStatus, Id, Level, Method, Outcome, Rating};
use crate::report::change::LevelStep;

/// The levels of one person, as far as the change touches them.
pub(super) struct TouchedLevels<'a> {
    view: &'a View<'a>,
    before: Levels<'a>,
    after: Levels<'a>,
    rated: BTreeSet<&'a str>,
    /// The highest level that a goal of theirs aims at, by skill.
    aims: BTreeMap<&'a str, Level>,
    /// What the tier asks for that they work towards.
    demands: Option<Demands<'a>>,
    today: Date,
}

impl<'a> TouchedLevels<'a> {
    pub(super) fn of(view: &'a View<'a>, person: &'a TouchedPerson) -> Self {
        let framework = &view.of.after.framework.data;
        let old_framework = &view.of.base.framework.data;
        let rated = rated(person).into_iter().map(|skill| present(framework, skill)).collect();
        Self {
            view,
            before: Levels::of(&person.before, &old_framework.skills, &view.limits),
            after: Levels::of(&person.after, &framework.skills, &view.limits),
            rated,
            aims: aims(person, framework),
            demands: demands(person, framework),
            today: view.of.settings.today,
        }
    }

    fn level(levels: &Levels<'_>, skill: &str, day: Date) -> Option<u8> {
        levels.on(skill, day).map(|found| found.level.0)
    }

    /// The aim of a goal. Where the change rates nothing of the skill, no level is named.
    pub(super) fn of_goal(&self, skill: &Id, target: Option<Level>) -> LevelStep {
        let named = self.rated.contains(present(&self.view.of.after.framework.data, skill));
        let level = |levels| if named { Self::level(levels, skill, self.today) } else { None };
        LevelStep {
            skill: self.view.names.skill(skill),
            from: level(&self.before),
            to: level(&self.after),
            rated: None,
            target: target.map(|level| level.0),
            not_yet: false,
        }
    }

    /// One rating of an assessment that the change touches.
    pub(super) fn of_rating(&self, assessment: &Assessment, rating: &Rating) -> LevelStep {
        let to = Self::level(&self.after, &rating.skill, self.today);
        let given = rating.rating.0;
        LevelStep {
            skill: self.view.names.skill(&rating.skill),
            from: Self::level(&self.before, &rating.skill, self.today),
            to,
            rated: (assessment.method == Method::SelfRating || to != Some(given)).then_some(given),
            target: self.target(&rating.skill),
            not_yet: rating.result == Some(Outcome::NotYet),
        }
    }

    /// The level that the person aims at with a goal, else the one that their tier requires.
    fn target(&self, skill: &str) -> Option<u8> {
        let skill = present(&self.view.of.after.framework.data, skill);
        let required = || self.demands.as_ref()?.requirements.get(skill).map(|asked| asked.level);
        self.aims.get(skill).copied().or_else(required).map(|level| level.0)
    }
}

fn aims<'a>(person: &'a TouchedPerson, framework: &'a Framework) -> BTreeMap<&'a str, Level> {
    let mut aims = BTreeMap::new();
    for goal in person.after.goals.iter().map(|record| &record.data) {
        let wanted = match goal.status() {
            GoalStatus::Active | GoalStatus::Done => true,
            GoalStatus::Draft | GoalStatus::Dropped => false,
        };
        if let (true, Some(skill), Some(target)) = (wanted, &goal.skill, goal.target) {
            let highest = aims.entry(present(framework, skill)).or_insert(target);
            *highest = target.max(*highest);
        }
    }
    aims
}

fn demands<'a>(person: &TouchedPerson, framework: &'a Framework) -> Option<Demands<'a>> {
    let destination = Destination::of(person.after.profile()?, &framework.roles)?;
    Demands::of(&destination.role.data, &destination.tier.id, framework)
}

/// The skills that are rated by an assessment which differs between the two states.
fn rated(person: &TouchedPerson) -> BTreeSet<&str> {
    let (before, after) = (&person.before.assessments, &person.after.assessments);
    let gone = before.iter().filter(|old| after.get(&old.id).is_none_or(|new| new.data != old.data));
    let come = after.iter().filter(|new| before.get(&new.id).is_none_or(|old| old.data != new.data));
    gone.chain(come).flat_map(|record| &record.data.ratings).map(|rating| rating.skill.as_str()).collect()
}

/// The present id of a skill.
pub(super) fn present<'a>(framework: &'a Framework, skill: &'a str) -> &'a str {
    framework.skills.get(skill).map_or(skill, |record| record.id.as_str())
}
