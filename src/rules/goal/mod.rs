//! Rules about goals: what they aim at and why, their dates, and what came of them.
//!
//! What happens with a skill after the goal is in the family [`application`](super::application).

pub mod aimless_goal;
pub mod distant_deadline;
pub mod due_soon;
pub mod expired_on_arrival;
pub mod incomplete_goal;
pub mod intensive_at_peak;
pub mod invalid_period;
pub mod overdue_goal;
pub mod overreaching_goal;
pub mod reached_goal;
pub mod slipped_deadline;
pub mod unjustified_goal;
pub mod unproven_goal;
pub mod unrelated_goal;
pub mod vague_goal;
pub mod wrong_remedy;

use crate::calendar::Date;
use crate::finding::Location;
use crate::progress::presence::Presence;
use crate::record::{Goal, GoalStatus, Level, Person, Record};
use crate::rules::Setting;

/// Goals that promise something or promised it: those being worked on and those reached. Drafts
/// are being thought about, and what was dropped need not be mended.
pub(super) const UNDERWAY: &[GoalStatus] = &[GoalStatus::Active, GoalStatus::Done];

/// The goals of `person` with one of these statuses; none of somebody who has left, because of
/// them only rules about references speak.
pub(super) fn goals<'a>(
    person: &'a Person,
    setting: &Setting<'_>,
    statuses: &'static [GoalStatus],
) -> impl Iterator<Item = &'a Record<Goal>> + use<'a> {
    let left = setting.has_left(person);
    person.goals.iter().filter(move |goal| !left && statuses.contains(&goal.data.status()))
}

/// The goals of `person` that a duty may be asked about today: none of somebody who is not there.
pub(super) fn duties<'a>(
    person: &'a Person,
    setting: &Setting<'_>,
) -> impl Iterator<Item = &'a Record<Goal>> + use<'a> {
    let present = Presence::of(person.profile(), setting.today).is_present();
    person.goals.iter().filter(move |_| present)
}

/// Where the first day of a goal is written, and what to say beside it.
pub(super) fn start_place(goal: &Record<Goal>, first: Date) -> (Location, String) {
    match goal.data.start {
        Some(_) => (goal.value("/start"), "the goal starts here".to_owned()),
        None => (goal.key(""), format!("by the file's name, the goal starts on {first}")),
    }
}

/// Where a goal starts, in words. A level that only an assessment says is not named.
fn starting_level_in_words(goal: &Goal, starting: Level) -> String {
    if goal.from == Some(starting) {
        format!("level {starting}, from which the goal starts")
    } else {
        "the level at the goal's start".to_owned()
    }
}
