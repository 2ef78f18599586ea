//! Rules about where a skill will be used at work, and when.

pub mod application_open;
pub mod lapsed_application;
pub mod late_application_plan;
pub mod misplaced_application;
pub mod missing_application_plan;
pub mod orphaned_application;
pub mod placeless_application;
pub mod premature_application_plan;

use crate::finding::Location;
use crate::record::{Goal, Record};

/// Where the last day for applying is written, or what it follows from.
fn last_day_place(goal: &Record<Goal>) -> Location {
    match goal.data.application.as_ref().map(|plan| plan.until) {
        Some(Some(_)) => goal.value("/application/until"),
        Some(None) => goal.key("/application"),
        None => goal.key("/deadline"),
    }
}
