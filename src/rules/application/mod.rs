//! Rules about where a skill will be used at work, and when.

pub mod application_open;
pub mod lapsed_application;
pub mod late_application_plan;
pub mod misplaced_application;
pub mod missing_application_plan;
pub mod orphaned_application;
pub mod placeless_application;
pub mod premature_application_plan;

use crate::calendar::Date;
use crate::finding::Location;
use crate::progress::application::{ApplicationState, Applications, last_day};
use crate::record::{Goal, Person, Record};
use crate::rules::Setting;
use crate::rules::goal::duties;

/// Where the last day for applying is written, or what it follows from.
fn last_day_place(goal: &Record<Goal>) -> Location {
    match goal.data.application.as_ref().map(|plan| plan.until) {
        Some(Some(_)) => goal.value("/application/until"),
        Some(None) => goal.key("/application"),
        None => goal.key("/deadline"),
    }
}

/// The planned goals of `person` whose application stands like this today, each with the last day
/// for it. None where an entry cannot be read: it may be the application.
fn unapplied<'a>(
    person: &'a Person,
    setting: &Setting<'_>,
    state: ApplicationState<'_>,
) -> Vec<(&'a Record<Goal>, Date)> {
    if !person.entries.all_read() {
        return Vec::new();
    }
    let (today, window) = (setting.today, setting.limits.window_days);
    let applications = Applications::of(person);
    duties(person, setting)
        .filter(|goal| goal.data.application.is_some())
        .filter(|goal| applications.state(goal, today, window) == state)
        .map(|goal| (goal, last_day(&goal.data, window)))
        .collect()
}
