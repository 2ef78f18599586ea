//! What records said before: the states that stood on the default branch, as plain data.
//!
//! History means the first-parent states of the default branch: what was tried out inside a branch
//! never stood. Versions are listed oldest first, in the order of the branch, whatever the clocks
//! of those who committed said. What follows from them is in `progress/`.

use std::collections::BTreeMap;

use super::{Goal, GoalStatus, Id, Level, Record};
use crate::calendar::Date;

/// The dates of a goal as they stood from one day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalVersion {
    /// The day on which they came to the default branch, in the policy's time zone; of what stood
    /// when the history that the clone holds begins, the first day of that history.
    pub since: Date,
    /// The goal's id at that time.
    pub id: Id,
    /// `deadline`
    pub deadline: Date,
    /// `start`, where it was given.
    pub start: Option<Date>,
    /// `application.until`, where it was given.
    pub until: Option<Date>,
    /// Where the goal stood.
    pub status: GoalStatus,
    /// `completed`
    pub completed: Option<Date>,
}

impl GoalVersion {
    /// What `goal` says, standing since a day.
    #[must_use]
    pub fn of(goal: &Record<Goal>, since: Date) -> Self {
        let data = &goal.data;
        Self {
            since,
            id: goal.id.clone(),
            deadline: data.deadline,
            start: data.start,
            until: data.application.as_ref().and_then(|plan| plan.until),
            status: data.status(),
            completed: data.completed,
        }
    }
}

/// What one person's records said before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonHistory {
    /// The versions of each goal that had several, or that a change alters; a goal that is not
    /// listed always said what it says now, as far as the history is known.
    pub goals: BTreeMap<Id, Vec<GoalVersion>>,
    /// The first day of the history that the clone holds; `None`: all of it is known.
    pub known_since: Option<Date>,
}

impl PersonHistory {
    /// The versions of a goal that stood on the default branch, oldest first.
    #[must_use]
    pub fn goal(&self, id: &str) -> &[GoalVersion] {
        self.goals.get(id).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Since when the texts of a skill's levels stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkillHistory {
    /// Levels whose text was once another, with the day since which it reads as it does.
    pub changed: BTreeMap<Level, Date>,
    /// The first day of the history that the clone holds; `None`: all of it is known.
    pub known_since: Option<Date>,
}
