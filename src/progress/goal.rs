//! What follows from a goal: its start, horizon and state, what it aims at, and from which level.
//!
//! Whether the skill was then used at work is in [`application`](super::application); whether the
//! person is there to be asked about it, in [`presence`](super::presence).

use super::level::{LevelOn, Levels};
use crate::calendar::Date;
use crate::record::{Framework, Goal, GoalStatus, Id, Level, Record};

/// The first day of a goal: `start`, else the date that its id begins with (`YYYY-MM-DD` or
/// `YYYY-MM-DD-…`), else unknown.
#[must_use]
pub fn start(goal: &Record<Goal>) -> Option<Date> {
    goal.data.start.or_else(|| date_of(&goal.id))
}

/// The date that a goal's id begins with.
pub(super) fn date_of(id: &str) -> Option<Date> {
    let (date, rest) = id.split_at_checked("YYYY-MM-DD".len())?;
    if rest.is_empty() || rest.starts_with('-') { date.parse().ok() } else { None }
}

/// The skills that a goal is about, under their present ids: its skill, else those of its credential,
/// else those that its modules teach.
#[must_use]
pub fn skills(goal: &Goal, framework: &Framework) -> Vec<Id> {
    let credential = goal.credential.as_ref().and_then(|id| framework.credentials.get(id));
    let of_credential = credential.into_iter().flat_map(|credential| {
        let required = credential.data.requires.iter().map(|requirement| &requirement.skill);
        credential.data.skills.iter().chain(required)
    });
    let modules = goal.modules.iter().filter_map(|id| framework.modules.get(id));
    let of_modules = modules.flat_map(|module| module.data.teaches.iter().map(|teaching| &teaching.skill));
    let sources: [Vec<&Id>; 3] = [goal.skill.iter().collect(), of_credential.collect(), of_modules.collect()];
    let named = sources.into_iter().find(|skills| !skills.is_empty()).unwrap_or_default();
    let mut present: Vec<Id> = Vec::new();
    for id in named {
        let id = framework.skills.get(id).map_or(id, |skill| &skill.id);
        if !present.contains(id) {
            present.push(id.clone());
        }
    }
    present
}

/// Days from the start of a goal to its deadline; negative where the deadline comes first.
#[must_use]
pub fn horizon_days(goal: &Record<Goal>) -> Option<i64> {
    Some(start(goal)?.days_until(goal.data.deadline))
}

/// The level from which a goal starts, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartingLevel<'a> {
    /// The level on the first day, from an assessment. Name it only where the change touches that
    /// assessment.
    Assessed(LevelOn<'a>),
    /// What the goal itself says (`from`).
    Stated(Level),
}

impl StartingLevel<'_> {
    /// The level.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::Assessed(level) => level.level,
            Self::Stated(level) => level,
        }
    }
}

/// The level in the goal's skill on its first day, else the one it states (`from`), else unknown.
/// A goal without a skill has none. `levels` are those of the goal's owner.
#[must_use]
pub fn starting_level<'a>(goal: &Record<Goal>, levels: &Levels<'a>) -> Option<StartingLevel<'a>> {
    let skill = goal.data.skill.as_deref()?;
    let assessed = start(goal).and_then(|first| levels.on(skill, first));
    assessed.map(StartingLevel::Assessed).or(goal.data.from.map(StartingLevel::Stated))
}

/// Where a goal stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GoalState {
    /// Being thought about; nothing is asked yet.
    Draft,
    /// Active, with more than `due_soon_days` to its deadline.
    OnTrack,
    /// Active, and the deadline is today or within `due_soon_days`.
    DueSoon,
    /// Active, and the deadline has passed.
    Overdue,
    /// Reached.
    Done,
    /// Given up.
    Dropped,
}

impl GoalState {
    /// Where `goal` stands on `today`. A deadline is met on its day and overdue from the next.
    #[must_use]
    pub fn of(goal: &Goal, today: Date, due_soon_days: u32) -> Self {
        match goal.status() {
            GoalStatus::Draft => Self::Draft,
            GoalStatus::Done => Self::Done,
            GoalStatus::Dropped => Self::Dropped,
            GoalStatus::Active => match today.days_until(goal.deadline) {
                ..0 => Self::Overdue,
                left if left <= i64::from(due_soon_days) => Self::DueSoon,
                _ => Self::OnTrack,
            },
        }
    }

    /// Whether the goal is being worked on.
    #[must_use]
    pub fn is_active(self) -> bool {
        match self {
            Self::OnTrack | Self::DueSoon | Self::Overdue => true,
            Self::Draft | Self::Done | Self::Dropped => false,
        }
    }
}

/// One thing that a goal aims at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim<'a> {
    /// A level of a skill.
    Skill {
        /// The skill, as the goal names it.
        skill: &'a Id,
        /// The level to reach.
        target: Level,
    },
    /// A credential to earn, as the goal names it.
    Credential(&'a Id),
    /// Modules to take, at least one.
    Modules(&'a [Id]),
}

/// What a goal aims at, at most one of each kind. A skill without a target, or a target without a
/// skill, is no aim.
#[must_use]
pub fn aims(goal: &Goal) -> Vec<Aim<'_>> {
    let skill = goal.skill.as_ref().zip(goal.target).map(|(skill, target)| Aim::Skill { skill, target });
    let credential = goal.credential.as_ref().map(Aim::Credential);
    let modules = (!goal.modules.is_empty()).then_some(Aim::Modules(&goal.modules));
    [skill, credential, modules].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::progress::sample::{Sample, day, goal, limits};

    #[test]
    fn the_start_is_stated_or_in_the_id_or_unknown() {
        for (id, stated, expected) in [
            ("2026-10-05-async-rust", Some("2026-10-12"), Some("2026-10-12")),
            ("2026-10-05-async-rust", None, Some("2026-10-05")),
            ("2026-10-05", None, Some("2026-10-05")),
            ("2024-02-29-leap", None, Some("2024-02-29")),
            ("2026-02-29-leap", None, None),
            ("2026-10-051-async-rust", None, None),
            ("2026-10-05a", None, None),
            ("async-rust-2026-10-05", None, None),
            ("2026-10", None, None),
            ("äöüäöü-10", None, None),
        ] {
            let goal = goal(id, stated.map_or(json!({}), |date| json!({"start": date})));
            assert_eq!(start(&goal), expected.map(day), "{id}");
        }
    }

    #[test]
    fn the_skills_are_those_that_the_goal_is_about() {
        let teaches = json!({"teaches": [{"skill": "tokio", "level": 2}, {"skill": "sql"}]});
        let Sample { framework, .. } = Sample::new()
            .skill("async-rust", json!({"formerly": ["tokio"]}))
            .module("talks", teaches.clone())
            .module("book", teaches)
            .credential(
                "owner",
                json!({"skills": ["tokio"], "requires": [{"skill": "async-rust", "level": 3}]}),
            );
        let skills = |fields| skills(&goal("2026-10-05-a", fields).data, &framework).join(" ");
        assert_eq!(skills(json!({"skill": "rust", "credential": "owner"})), "rust");
        assert_eq!(skills(json!({"skill": "tokio"})), "async-rust");
        assert_eq!(skills(json!({"credential": "owner", "modules": ["book"]})), "async-rust");
        assert_eq!(skills(json!({"modules": ["book", "talks"]})), "async-rust sql");
        assert_eq!(skills(json!({"credential": "unknown"})), "");
    }

    #[test]
    fn the_horizon_counts_days_to_the_deadline() {
        let days = |id, deadline| horizon_days(&goal(id, json!({"deadline": deadline})));
        assert_eq!(days("2026-10-05-a", "2026-12-18"), Some(74));
        assert_eq!(days("2024-02-01-a", "2024-03-01"), Some(29));
        assert_eq!(days("2026-10-05-a", "2026-10-04"), Some(-1));
        assert_eq!(days("a", "2026-10-04"), None);
    }

    #[test]
    fn the_starting_level_is_assessed_else_stated_else_unknown() {
        let sample = Sample::new().rated("early", "2026-10-05", "mentor", "rust", 2).rated(
            "late",
            "2026-10-06",
            "panel",
            "rust",
            4,
        );
        let levels = Levels::of(&sample.person, &sample.framework.skills, &limits());
        let starting = |id: &str, fields| starting_level(&goal(id, fields), &levels);
        let assessed = starting("2026-10-05-a", json!({"skill": "rust", "from": 1})).unwrap();
        assert_eq!(assessed.level(), Level(2));
        assert!(matches!(assessed, StartingLevel::Assessed(level) if level.assessment.as_str() == "early"));
        let stated = Some(StartingLevel::Stated(Level(1)));
        assert_eq!(starting("2026-10-04-a", json!({"skill": "rust", "from": 1})), stated);
        assert_eq!(starting("a", json!({"skill": "rust", "from": 1})), stated);
        assert_eq!(starting("2026-10-04-a", json!({"skill": "rust"})), None);
        assert_eq!(starting("2026-10-05-a", json!({"from": 1})), None);
    }

    #[test]
    fn a_deadline_is_met_on_its_day_and_soon_from_fourteen_days_before() {
        for (today, expected) in [
            ("2026-12-03", GoalState::OnTrack),
            ("2026-12-04", GoalState::DueSoon),
            ("2026-12-18", GoalState::DueSoon),
            ("2026-12-19", GoalState::Overdue),
        ] {
            let goal = goal("a", json!({"deadline": "2026-12-18"})).data;
            assert_eq!(GoalState::of(&goal, day(today), 14), expected, "{today}");
        }
    }

    #[test]
    fn only_active_goals_have_a_state_that_depends_on_the_day() {
        for (status, expected) in
            [("draft", GoalState::Draft), ("done", GoalState::Done), ("dropped", GoalState::Dropped)]
        {
            let goal = goal("a", json!({"status": status})).data;
            for today in ["2026-01-01", "2026-12-18", "2027-12-18"] {
                assert_eq!(GoalState::of(&goal, day(today), 14), expected, "{status} on {today}");
            }
            assert!(!expected.is_active());
        }
    }

    #[test]
    fn a_skill_is_an_aim_only_with_its_target() {
        let count = |fields| aims(&goal("a", fields).data).len();
        assert_eq!(count(json!({})), 0);
        assert_eq!(count(json!({"skill": "rust"})), 0);
        assert_eq!(count(json!({"target": 3})), 0);
        assert_eq!(count(json!({"skill": "rust", "target": 3})), 1);
        assert_eq!(count(json!({"skill": "rust", "target": 3, "credential": "c", "modules": ["m", "n"]})), 3);
    }
}
