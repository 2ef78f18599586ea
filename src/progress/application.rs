//! Whether what was learned was used at work, and in time: the state of a goal's application plan.
//!
//! The plan itself is [`record::Application`](crate::record::Application); whether it is a good
//! plan is for rules to say.

use std::collections::BTreeMap;

use super::goal::start;
use crate::calendar::Date;
use crate::record::{Entry, Goal, GoalStatus, Id, Person, Record};

/// The latest day that a plan may name: the deadline and `window_days` after it.
#[must_use]
pub fn latest_allowed(goal: &Goal, window_days: u32) -> Date {
    goal.deadline.plus_days(i64::from(window_days))
}

/// The last day for applying: `until` of the plan, else [`latest_allowed`].
#[must_use]
pub fn last_day(goal: &Goal, window_days: u32) -> Date {
    let planned = goal.application.as_ref().and_then(|plan| plan.until);
    planned.unwrap_or_else(|| latest_allowed(goal, window_days))
}

/// Where the skill will be used: `where` of the plan, else the project of `why`. Blank text names
/// no place.
#[must_use]
pub fn place(goal: &Goal) -> Option<&str> {
    let named = goal.application.as_ref().and_then(|plan| plan.place.as_deref());
    [named, goal.why.project.as_deref()].into_iter().flatten().find(|place| !place.trim().is_empty())
}

/// How the application of a goal stands on a day.
///
/// With U = the [`last_day`] for applying and A = the date of the first entry that applies the
/// goal ([`Applications::first`]). Finishing a goal early never invalidates its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationState<'a> {
    /// Nothing is expected: the goal is a draft, or dropped.
    None,
    /// The goal is active, its deadline has not passed, and nothing is applied yet.
    Planned,
    /// The goal is past its deadline or done, nothing is applied yet, and today ≤ U.
    Open,
    /// As [`Open`](Self::Open), but U has passed.
    Lapsed,
    /// Used at work in time: A ≤ U.
    Applied {
        /// A.
        on: Date,
        /// The id of that entry.
        entry: &'a Id,
    },
    /// Used at work, but after the last day: A > U.
    Late {
        /// A.
        on: Date,
        /// The id of that entry.
        entry: &'a Id,
    },
}

/// The entries of one person that apply goals, ready to be asked about any of the goals.
#[derive(Clone, Debug)]
pub struct Applications<'a> {
    /// Goal id → entries with `applied`, in the order of their dates, then ids.
    entries: BTreeMap<&'a str, Vec<&'a Record<Entry>>>,
}

impl<'a> Applications<'a> {
    /// Gathers the entries of `person` that have `applied` and name a goal.
    #[must_use]
    pub fn of(person: &'a Person) -> Self {
        let mut entries: BTreeMap<&str, Vec<&Record<Entry>>> = BTreeMap::new();
        for entry in person.entries.iter().filter(|entry| entry.data.applied.is_some()) {
            if let Some(goal) = &entry.data.goal {
                entries.entry(goal).or_default().push(entry);
            }
        }
        // Stable: entries of one day stay in the order of their ids.
        entries.values_mut().for_each(|applying| applying.sort_by_key(|entry| entry.data.date));
        Self { entries }
    }

    /// The first entry that applies `goal`, by date and then id. Entries from before the goal's
    /// start apply something else; where the start is unknown, none is too early.
    #[must_use]
    pub fn first(&self, goal: &Record<Goal>) -> Option<&'a Record<Entry>> {
        let applying = self.entries.get(goal.id.as_str())?;
        let early =
            start(goal).map_or(0, |first_day| applying.partition_point(|entry| entry.data.date < first_day));
        applying.get(early).copied()
    }

    /// How the application of `goal` stands on `today`.
    ///
    /// A goal without a plan is treated as one that plans no particular day: that the plan is
    /// missing is a finding of its own.
    #[must_use]
    pub fn state(&self, goal: &Record<Goal>, today: Date, window_days: u32) -> ApplicationState<'a> {
        let active = match goal.data.status() {
            GoalStatus::Draft | GoalStatus::Dropped => return ApplicationState::None,
            GoalStatus::Active => true,
            GoalStatus::Done => false,
        };
        let until = last_day(&goal.data, window_days);
        match self.first(goal) {
            Some(entry) if entry.data.date <= until => {
                ApplicationState::Applied { on: entry.data.date, entry: &entry.id }
            }
            Some(entry) => ApplicationState::Late { on: entry.data.date, entry: &entry.id },
            None if active && today <= goal.data.deadline => ApplicationState::Planned,
            None if today <= until => ApplicationState::Open,
            None => ApplicationState::Lapsed,
        }
    }

    /// Whether `goal` was applied at the latest `window_days` after it was completed, for the rate
    /// "applied within 30 days".
    ///
    /// `None` for goals that the rate leaves out: not done, without `completed`, or with nothing
    /// applied while those days are still running on `today`.
    #[must_use]
    pub fn within_window(&self, goal: &Record<Goal>, today: Date, window_days: u32) -> Option<bool> {
        match goal.data.status() {
            GoalStatus::Done => {}
            GoalStatus::Draft | GoalStatus::Active | GoalStatus::Dropped => return None,
        }
        let end = goal.data.completed?.plus_days(i64::from(window_days));
        match self.first(goal) {
            Some(entry) => Some(entry.data.date <= end),
            None if today <= end => None,
            None => Some(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::{Sample, day, goal};

    const GOAL: &str = "2026-10-05-async-rust";

    /// Ana, with one entry for each of `dates` that applies the goal.
    fn applied_on(dates: &[&str]) -> Sample {
        dates.iter().fold(Sample::new(), |sample, date| {
            let fields = json!({"date": date, "goal": GOAL, "applied": {"outcome": "O"}});
            sample.entry(&format!("{date}-applied"), fields)
        })
    }

    fn name(sample: &Sample, fields: Value, today: &str) -> &'static str {
        match Applications::of(&sample.person).state(&goal(GOAL, fields), day(today), 30) {
            ApplicationState::None => "none",
            ApplicationState::Planned => "planned",
            ApplicationState::Open => "open",
            ApplicationState::Lapsed => "lapsed",
            ApplicationState::Applied { .. } => "applied",
            ApplicationState::Late { .. } => "late",
        }
    }

    #[test]
    fn the_last_day_is_planned_or_the_latest_allowed() {
        let plain = goal(GOAL, json!({"deadline": "2026-12-18"})).data;
        assert_eq!(latest_allowed(&plain, 30), day("2027-01-17"));
        assert_eq!(last_day(&plain, 30), day("2027-01-17"));
        let plan = json!({"deadline": "2026-12-18", "application": {"what": "W", "until": "2027-01-15"}});
        assert_eq!(last_day(&goal(GOAL, plan).data, 30), day("2027-01-15"));
        let leap = goal(GOAL, json!({"deadline": "2024-01-31"})).data;
        assert_eq!(last_day(&leap, 30), day("2024-03-01"));
    }

    #[test]
    fn the_place_is_that_of_the_plan_else_the_project() {
        for (place_of_plan, project, expected) in [
            (Some("worker"), Some("webhooks"), Some("worker")),
            (None, Some("webhooks"), Some("webhooks")),
            (Some(" "), Some("webhooks"), Some("webhooks")),
            (Some("worker"), None, Some("worker")),
            (None, Some(""), None),
            (None, None, None),
        ] {
            let mut fields = json!({"application": {"what": "W"}, "why": {}});
            if let Some(place) = place_of_plan {
                fields["application"]["where"] = json!(place);
            }
            if let Some(project) = project {
                fields["why"]["project"] = json!(project);
            }
            assert_eq!(place(&goal(GOAL, fields).data), expected, "{place_of_plan:?}, {project:?}");
        }
    }

    #[test]
    fn an_active_goal_is_planned_then_open_then_lapsed() {
        let plan = json!({"deadline": "2026-12-18", "application": {"what": "W", "until": "2027-01-15"}});
        for (today, expected) in [
            ("2026-10-05", "planned"),
            ("2026-12-18", "planned"),
            ("2026-12-19", "open"),
            ("2027-01-15", "open"),
            ("2027-01-16", "lapsed"),
        ] {
            assert_eq!(name(&Sample::new(), plan.clone(), today), expected, "{today}");
        }
    }

    #[test]
    fn a_goal_done_early_is_open_until_the_last_day_it_planned() {
        let done = json!({"status": "done", "completed": "2026-11-01", "deadline": "2026-12-18"});
        for (today, expected) in [("2026-11-02", "open"), ("2027-01-17", "open"), ("2027-01-18", "lapsed")] {
            assert_eq!(name(&Sample::new(), done.clone(), today), expected, "{today}");
        }
    }

    #[test]
    fn a_window_that_ends_before_the_deadline_lapses_with_the_deadline() {
        let plan = json!({"deadline": "2026-12-18", "application": {"what": "W", "until": "2026-12-01"}});
        assert_eq!(name(&Sample::new(), plan.clone(), "2026-12-10"), "planned");
        assert_eq!(name(&Sample::new(), plan, "2026-12-19"), "lapsed");
    }

    #[test]
    fn drafts_and_dropped_goals_expect_nothing() {
        let sample = applied_on(&["2026-11-20"]);
        for status in ["draft", "dropped"] {
            assert_eq!(name(&sample, json!({"status": status}), "2030-01-01"), "none", "{status}");
        }
    }

    #[test]
    fn applied_counts_on_the_last_day_and_is_late_on_the_next() {
        for (date, expected) in [("2026-10-05", "applied"), ("2027-01-17", "applied"), ("2027-01-18", "late")]
        {
            for status in ["active", "done"] {
                let sample = applied_on(&[date]);
                assert_eq!(
                    name(&sample, json!({"status": status}), "2026-11-01"),
                    expected,
                    "{date}, {status}"
                );
            }
        }
    }

    #[test]
    fn the_first_entry_from_the_start_on_is_the_application() {
        let sample = applied_on(&["2027-02-01", "2026-11-20", "2026-10-04", "2026-12-01"])
            .entry("2026-11-01-plain", json!({"date": "2026-11-01", "goal": GOAL}));
        let state = Applications::of(&sample.person).state(&goal(GOAL, json!({})), day("2026-12-24"), 30);
        let entry = &Id::from("2026-11-20-applied");
        assert_eq!(state, ApplicationState::Applied { on: day("2026-11-20"), entry });
        assert_eq!(name(&applied_on(&["2026-10-04"]), json!({}), "2026-11-01"), "planned");
        assert_eq!(
            name(&applied_on(&["2026-10-04"]), json!({"start": "2026-10-01"}), "2026-11-01"),
            "applied"
        );
    }

    #[test]
    fn of_two_entries_on_one_day_the_first_id_counts() {
        let fields = json!({"date": "2026-11-20", "goal": GOAL, "applied": {"outcome": "O"}});
        let sample = Sample::new().entry("b", fields.clone()).entry("a", fields);
        let first = Applications::of(&sample.person).first(&goal(GOAL, json!({})));
        assert_eq!(first.map(|entry| entry.id.as_str()), Some("a"));
    }

    #[test]
    fn entries_of_other_goals_do_not_apply_this_one() {
        let sample = Sample::new()
            .entry("a", json!({"date": "2026-11-20", "goal": "other", "applied": {"outcome": "O"}}))
            .entry("b", json!({"date": "2026-11-20", "applied": {"outcome": "O"}}));
        assert_eq!(name(&sample, json!({}), "2026-11-21"), "planned");
    }

    #[test]
    fn the_rate_judges_goals_whose_window_has_been_decided() {
        let rate = |dates: &[&str], fields: Value, today: &str| {
            Applications::of(&applied_on(dates).person).within_window(&goal(GOAL, fields), day(today), 30)
        };
        let done = json!({"status": "done", "completed": "2026-11-01", "deadline": "2026-12-18"});
        assert_eq!(rate(&["2026-12-01"], done.clone(), "2027-06-01"), Some(true));
        // In time for the plan, but more than thirty days after the learning ended.
        assert_eq!(rate(&["2026-12-02"], done.clone(), "2027-06-01"), Some(false));
        assert_eq!(rate(&["2026-10-20"], done.clone(), "2026-11-02"), Some(true));
        assert_eq!(rate(&[], done.clone(), "2026-12-01"), None);
        assert_eq!(rate(&[], done, "2026-12-02"), Some(false));
        assert_eq!(rate(&[], json!({"status": "done"}), "2027-06-01"), None);
        assert_eq!(rate(&["2026-12-01"], json!({"completed": "2026-11-01"}), "2027-06-01"), None);
    }
}
