//! When the skill of a goal should be assessed again. Whether anybody is reminded is for rules and
//! reports to say.

use super::goal::start;
use super::level::Levels;
use crate::calendar::Date;
use crate::record::{Goal, GoalStatus, Record};

/// The last day before a new assessment of the skill of `goal` is due, as it is known on `day`:
/// `reassess_days` after the latest assessment by others, or after the goal's start where that is
/// later, so that a new goal has as many days for its first assessment.
///
/// A goal that starts on 2026-10-05, with its skill assessed on 2026-11-21, is due after
/// 2027-02-19 where `reassess_days` is 90.
///
/// `None` for a goal that is not active or has no skill, and where neither the start nor an
/// assessment is known.
#[must_use]
pub fn due_after(goal: &Record<Goal>, levels: &Levels<'_>, day: Date, reassess_days: u32) -> Option<Date> {
    match goal.data.status() {
        GoalStatus::Active => {}
        GoalStatus::Draft | GoalStatus::Done | GoalStatus::Dropped => return None,
    }
    let skill = goal.data.skill.as_deref()?;
    let assessed = levels.by_method(skill, day).into_iter().map(|level| level.date).max();
    let latest = assessed.into_iter().chain(start(goal)).max()?;
    Some(latest.plus_days(i64::from(reassess_days)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::{Sample, day, goal, limits};

    fn due(sample: &Sample, id: &str, fields: Value) -> Option<String> {
        let levels = Levels::of(&sample.person, &sample.framework.skills, &limits());
        let mut all = json!({"skill": "rust"});
        for (key, value) in fields.as_object().unwrap() {
            all[key] = value.clone();
        }
        due_after(&goal(id, all), &levels, day("2026-11-22"), 90).map(|date| date.to_string())
    }

    #[test]
    fn the_later_of_start_and_latest_assessment_counts() {
        let none = Sample::new();
        let rated = |date: &str| {
            Sample::new().rated("a", date, "peer", "rust", 2).rated("b", "2026-01-05", "panel", "rust", 2)
        };
        let id = "2026-10-05-rust";
        let is = |date: &str| Some(date.to_owned());
        assert_eq!(due(&none, id, json!({})), is("2027-01-03"));
        assert_eq!(due(&none, "rust", json!({})), None);
        assert_eq!(due(&rated("2026-11-21"), id, json!({})), is("2027-02-19"));
        assert_eq!(due(&rated("2026-06-01"), id, json!({})), is("2027-01-03"));
        assert_eq!(due(&rated("2026-06-01"), "rust", json!({})), is("2026-08-30"));
        assert_eq!(due(&rated("2026-11-23"), "rust", json!({})), is("2026-04-05"), "not known yet");
    }

    #[test]
    fn only_active_goals_with_a_skill_are_assessed_again() {
        let id = "2026-10-05-rust";
        for fields in [
            json!({"status": "done"}),
            json!({"status": "draft"}),
            json!({"status": "dropped"}),
            json!({"skill": null}),
        ] {
            assert_eq!(due(&Sample::new(), id, fields.clone()), None, "{fields}");
        }
    }
}
