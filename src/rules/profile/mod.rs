//! Rules about profiles: who guides somebody, what they aim for, and how much they take on.
//!
//! Single goals are in the family [`goal`](super::goal).

pub mod elective_before_core;
pub mod leader_without_goal;
pub mod missing_baseline;
pub mod missing_mentor;
pub mod overallocated;
pub mod self_mentor;
pub mod too_many_goals;
pub mod unserved_aspiration;

use crate::progress::presence::Presence;
use crate::record::{Goal, GoalStatus, Person, Profile, Record};
use crate::rules::Setting;

/// The most goals that a finding about many of them points at.
const SHOWN: usize = 5;

/// The profile of somebody who is there today; of nobody else does this family ask anything.
fn present<'a>(person: &'a Person, setting: &Setting<'_>) -> Option<&'a Record<Profile>> {
    let profile = person.profile.as_ref()?;
    Presence::of(Some(&profile.data), setting.today).is_present().then_some(profile)
}

/// The goals that the person is working on.
fn active_goals(person: &Person) -> impl Iterator<Item = &Record<Goal>> {
    person.goals.iter().filter(|goal| goal.data.status() == GoalStatus::Active)
}
