//! How long somebody took to become proficient in a skill.

use std::collections::BTreeMap;

use super::goal::start;
use super::level::Levels;
use super::present_id;
use crate::calendar::Date;
use crate::record::{Framework, GoalStatus, Person};

/// The days between which somebody became proficient in a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeToCompetence {
    /// The day on which it began.
    pub start: Date,
    /// The first day on which the level was high enough, not before the start.
    pub reached: Date,
}

impl TimeToCompetence {
    /// How long it took, in days.
    #[must_use]
    pub fn days(self) -> i64 {
        self.start.days_until(self.reached)
    }
}

/// What somebody's times to competence are counted from, ready to be asked about any skill and day.
#[derive(Clone, Debug)]
pub struct Beginnings<'a> {
    framework: &'a Framework,
    /// Present skill id → the start of the earliest goal for it.
    goals: BTreeMap<&'a str, Date>,
    /// `started` of the profile.
    started: Option<Date>,
}

impl<'a> Beginnings<'a> {
    /// Gathers the starts of the goals of `person`.
    #[must_use]
    pub fn of(person: &'a Person, framework: &'a Framework) -> Self {
        let mut goals: BTreeMap<&str, Date> = BTreeMap::new();
        for goal in person.goals.iter().filter(|goal| goal.data.status() != GoalStatus::Draft) {
            if let (Some(skill), Some(start)) = (&goal.data.skill, start(goal)) {
                let earliest = goals.entry(present_id(&framework.skills, skill)).or_insert(start);
                *earliest = start.min(*earliest);
            }
        }
        Self { framework, goals, started: person.profile().map(|profile| profile.started) }
    }

    /// How long the person took to become proficient in `skill`, as far as is known on `day`;
    /// `levels` are those of the person.
    ///
    /// - It **began** on the start of their earliest goal for the skill, drafts and goals without a
    ///   known start left out; without such a goal, on the day on which the person started
    ///   (`started`).
    /// - It was **reached** on the first day on which the [level](Levels) was the skill's
    ///   `proficient_from` or higher. That is the day of a rating, or the day on which a stronger
    ///   but older rating stops being recent and gives way to it.
    ///
    /// A goal that starts on 2026-10-05, and a panel on 2026-11-21 that rates the first sufficient
    /// level: 47 days.
    ///
    /// `None`: the skill's record or the start is unknown; nobody has rated the person; the level
    /// has not been reached by `day`; or it was there before the start, so that there was nothing
    /// to take time.
    #[must_use]
    pub fn time_to_competence(
        &self,
        levels: &Levels<'_>,
        skill: &str,
        day: Date,
    ) -> Option<TimeToCompetence> {
        let record = self.framework.skills.get(skill)?;
        let proficient = |day: &Date| {
            levels.on(skill, *day).is_some_and(|level| level.level >= record.data.proficient_from)
        };
        let turns = levels.turning_days(skill);
        let reached = turns.into_iter().take_while(|turn| *turn <= day).find(proficient)?;
        let start = self.goals.get(record.id.as_str()).copied().or(self.started)?;
        (start <= reached).then_some(TimeToCompetence { start, reached })
    }
}

/// How long `person` took to become proficient in `skill`, as
/// [`Beginnings::time_to_competence`] defines it. To ask about several skills of one person, gather
/// [`Beginnings`] first.
#[must_use]
pub fn time_to_competence(
    person: &Person,
    framework: &Framework,
    levels: &Levels<'_>,
    skill: &str,
    day: Date,
) -> Option<TimeToCompetence> {
    Beginnings::of(person, framework).time_to_competence(levels, skill, day)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::{self, Sample, day, limits};

    fn days(sample: &Sample, on: &str) -> Option<i64> {
        let levels = Levels::of(&sample.person, &sample.framework.skills, &limits());
        time_to_competence(&sample.person, &sample.framework, &levels, "rust", day(on))
            .map(TimeToCompetence::days)
    }

    fn base() -> Sample {
        Sample::new()
            .profile(json!({"started": "2026-09-01"}))
            .skill("rust", json!({"formerly": ["rust-lang"]}))
    }

    fn with_goal(mut sample: Sample, id: &str, fields: Value) -> Sample {
        sample.person.goals.insert(sample::goal(id, fields));
        sample
    }

    fn for_rust(id: &str) -> Sample {
        with_goal(base(), id, json!({"skill": "rust", "target": 4}))
    }

    #[test]
    fn it_takes_from_the_goals_start_to_the_first_sufficient_level() {
        let sample = for_rust("2026-10-05-rust")
            .rated("a", "2026-10-20", "mentor", "rust", 2)
            .rated("b", "2026-11-21", "panel", "rust", 3)
            .rated("c", "2026-12-01", "panel", "rust", 5);
        assert_eq!(days(&sample, "2027-06-01"), Some(47));
        assert_eq!(days(&sample, "2026-11-21"), Some(47));
        assert_eq!(days(&sample, "2026-11-20"), None, "not yet");
    }

    #[test]
    fn the_earliest_goal_counts_under_any_id_of_the_skill() {
        let reached =
            |sample: Sample| days(&sample.rated("a", "2026-11-21", "panel", "rust", 3), "2027-01-01");
        let earlier = |fields| with_goal(for_rust("2026-10-05-rust"), "2026-09-21-a", fields);
        assert_eq!(reached(earlier(json!({"skill": "rust-lang", "status": "dropped"}))), Some(61));
        assert_eq!(reached(earlier(json!({"skill": "rust", "status": "draft"}))), Some(47));
        assert_eq!(reached(earlier(json!({"skill": "sql"}))), Some(47));
        assert_eq!(reached(for_rust("undated")), Some(81), "since the first day at work");
        assert_eq!(reached(base()), Some(81));
    }

    #[test]
    fn a_stronger_lower_rating_holds_it_back_until_it_is_old() {
        let sample = for_rust("2026-10-01-rust").rated("a", "2026-10-01", "panel", "rust", 2).rated(
            "b",
            "2026-10-15",
            "mentor",
            "rust",
            3,
        );
        // 2026-12-30 is the panel's ninetieth day.
        assert_eq!(days(&sample, "2026-12-30"), None);
        assert_eq!(days(&sample, "2026-12-31"), Some(91));
        let relapsed = sample.rated("c", "2027-02-01", "panel", "rust", 1);
        assert_eq!(days(&relapsed, "2027-03-01"), Some(91), "the first time counts");
    }

    #[test]
    fn what_is_not_known_takes_no_time() {
        let sample = for_rust("2026-10-05-rust");
        assert_eq!(days(&sample, "2027-01-01"), None, "unassessed");
        let own = sample.rated("a", "2026-11-21", "self", "rust", 5);
        assert_eq!(days(&own, "2027-01-01"), None, "a claim");
        let before = for_rust("2026-10-05-rust").rated("a", "2026-10-04", "panel", "rust", 3);
        assert_eq!(days(&before, "2027-01-01"), None, "there before");
        let at_once = for_rust("2026-10-05-rust").rated("a", "2026-10-05", "panel", "rust", 3);
        assert_eq!(days(&at_once, "2027-01-01"), Some(0));
        let nobody = Sample::new().skill("rust", json!({})).rated("a", "2026-11-21", "panel", "rust", 3);
        assert_eq!(days(&nobody, "2027-01-01"), None, "no start");
        let unknown = Sample::new().profile(json!({})).rated("a", "2026-11-21", "panel", "rust", 3);
        assert_eq!(days(&unknown, "2027-01-01"), None, "no skill");
    }
}
