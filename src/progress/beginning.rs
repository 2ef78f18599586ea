//! When somebody's learning begins to be recorded. Whether anything is due then is for rules to say.

use super::goal::start;
use crate::calendar::Date;
use crate::record::{GoalStatus, Person};

/// The first day of which a goal, an entry or an assessment tells; `None` where nothing does.
///
/// A goal tells of its start, a draft of nothing. Somebody who has worked here for years and has a
/// profile since yesterday has not begun yet.
#[must_use]
pub fn first_recorded_day(person: &Person) -> Option<Date> {
    let goals = person.goals.iter().filter(|goal| goal.data.status() != GoalStatus::Draft);
    let entries = person.entries.iter().map(|entry| entry.data.date);
    let assessments = person.assessments.iter().map(|assessment| assessment.data.date);
    goals.filter_map(start).chain(entries).chain(assessments).min()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::progress::sample::{Sample, day, goal};

    #[test]
    fn the_earliest_goal_entry_or_assessment_counts() {
        let first = |sample: &Sample| first_recorded_day(&sample.person);
        assert_eq!(first(&Sample::new()), None);
        let mut sample = Sample::new();
        sample.person.goals.insert(goal("2026-01-05-rust", json!({"status": "draft"})));
        assert_eq!(first(&sample), None);
        let mut sample = sample.rated("a", "2026-10-01", "self", "rust", 2);
        assert_eq!(first(&sample), Some(day("2026-10-01")));
        sample.person.goals.insert(goal("2026-09-07-rust", json!({})));
        assert_eq!(first(&sample), Some(day("2026-09-07")));
        let sample = sample.entry("e", json!({"date": "2026-08-31"}));
        assert_eq!(first(&sample), Some(day("2026-08-31")));
    }
}
