//! How the hours that were logged for a goal compare with those that were planned.
//!
//! What all goals together ask of a week is not said here.

use std::collections::BTreeMap;

use super::attendance::Attendance;
use super::goal::start;
use crate::calendar::Date;
use crate::record::{Goal, GoalStatus, Person, Record};

/// The hours of a goal so far. There are some that were planned, so that the two can be compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    logged: f64,
    planned: f64,
}

impl Pace {
    /// Hours logged, zero or more.
    #[must_use]
    pub fn logged_hours(self) -> f64 {
        self.logged
    }

    /// Hours planned so far, more than zero.
    #[must_use]
    pub fn planned_hours(self) -> f64 {
        self.planned
    }

    /// Logged hours ÷ planned hours so far: 1 is as planned, less is slower.
    #[must_use]
    pub fn ratio(self) -> f64 {
        self.logged / self.planned
    }
}

/// The hours and days of one person, ready to be asked about the pace of any of their goals.
#[derive(Clone, Debug)]
pub struct Paces<'a> {
    attendance: Option<Attendance>,
    /// Goal id → date and hours of each of its entries.
    entries: BTreeMap<&'a str, Vec<(Date, Option<f64>)>>,
    /// The first day with logged hours, whatever they are for.
    first_logged: Option<Date>,
}

impl<'a> Paces<'a> {
    /// Gathers the entries of `person`.
    #[must_use]
    pub fn of(person: &'a Person) -> Self {
        let mut entries: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        let mut first_logged: Option<Date> = None;
        for entry in person.entries.iter().map(|record| &record.data) {
            let hours = entry.hours.filter(|hours| hours.is_finite() && *hours >= 0.0);
            if hours.is_some() && first_logged.is_none_or(|first| entry.date < first) {
                first_logged = Some(entry.date);
            }
            if let Some(goal) = &entry.goal {
                entries.entry(goal).or_default().push((entry.date, hours));
            }
        }
        Self { attendance: person.profile().map(Attendance::of), entries, first_logged }
    }

    /// The pace of `goal`, one of the person's, on `day`.
    ///
    /// - **Planned so far**: `hours_per_week` of the goal for each week (÷ 7 for each day) from its
    ///   start to `day`, but not beyond its deadline or the day on which it was completed, all
    ///   included. Days on which the person is not [present](super::presence) plan nothing: a
    ///   holiday makes nobody slower.
    /// - **Logged**: the hours of its entries from its start to `day`. Hours after the deadline
    ///   count: they went into it.
    ///
    /// A goal of three hours a week that starts on 2026-10-05 plans 21 hours until 2026-11-22, the
    /// end of its seventh week; with 14 hours logged its pace is ⅔.
    ///
    /// `None` where either side is unknown:
    /// - the goal is a draft or dropped, or says no `hours_per_week`, or none above zero, or its
    ///   start is unknown;
    /// - nothing is planned yet: it starts later, or the person has been absent since;
    /// - the goal has entries, and none says how many hours it took; or it has no entry, and the
    ///   person has never logged hours. Who does log hours, and has no entry for this goal yet, has
    ///   logged **zero** for it.
    #[must_use]
    pub fn pace(&self, goal: &Record<Goal>, day: Date) -> Option<Pace> {
        let planned = self.planned(goal, day)?;
        let first = start(goal)?;
        let mut so_far = self
            .entries
            .get(goal.id.as_str())
            .into_iter()
            .flatten()
            .filter(|(date, _)| (first..=day).contains(date))
            .peekable();
        let logged = if so_far.peek().is_none() {
            self.first_logged.filter(|first| *first <= day).map(|_| 0.0)
        } else {
            so_far.filter_map(|(_, hours)| *hours).reduce(|sum, hours| sum + hours)
        };
        Some(Pace { logged: logged?, planned })
    }

    fn planned(&self, goal: &Record<Goal>, day: Date) -> Option<f64> {
        match goal.data.status() {
            GoalStatus::Draft | GoalStatus::Dropped => return None,
            GoalStatus::Active | GoalStatus::Done => {}
        }
        let last = goal.data.completed.into_iter().chain([goal.data.deadline]).fold(day, Date::min);
        let days = self.attendance.as_ref()?.days(start(goal)?, last);
        // No more than the days of ten thousand years: exact as a floating-point number.
        let planned = goal.data.hours_per_week? * (days as f64) / 7.0;
        (planned.is_finite() && planned > 0.0).then_some(planned)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::{self, Sample, day};

    const ID: &str = "2026-10-05-async-rust";

    fn goal(fields: Value) -> Record<Goal> {
        let mut all = json!({"hours_per_week": 3});
        for (key, value) in fields.as_object().unwrap() {
            all[key] = value.clone();
        }
        sample::goal(ID, all)
    }

    fn logged(sample: Sample, id: &str, date: &str, hours: Option<f64>) -> Sample {
        let mut fields = json!({"date": date, "goal": ID});
        if let Some(hours) = hours {
            fields["hours"] = json!(hours);
        }
        sample.entry(id, fields)
    }

    fn hours(sample: &Sample, fields: Value, on: &str) -> Option<(f64, f64)> {
        let pace = Paces::of(&sample.person).pace(&goal(fields), day(on))?;
        Some((pace.logged_hours(), pace.planned_hours()))
    }

    fn example() -> Sample {
        logged(Sample::new().profile(json!({})), "a", "2026-11-20", Some(14.0))
    }

    #[test]
    fn the_example_of_the_format_is_at_two_thirds() {
        assert_eq!(hours(&example(), json!({}), "2026-11-22"), Some((14.0, 21.0)));
        let pace = Paces::of(&example().person).pace(&goal(json!({})), day("2026-11-22")).unwrap();
        assert!((pace.ratio() - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn planning_ends_with_the_deadline_or_the_goal_and_logging_does_not() {
        let sample = logged(example(), "b", "2026-12-20", Some(6.0));
        let week_three = json!({"deadline": "2026-10-25"});
        assert_eq!(hours(&sample, week_three, "2026-12-31"), Some((20.0, 9.0)));
        let done = json!({"status": "done", "completed": "2026-11-08"});
        assert_eq!(hours(&sample, done, "2026-12-31"), Some((20.0, 15.0)));
        let first_day = json!({"hours_per_week": 7});
        assert_eq!(hours(&sample, first_day, "2026-10-05"), None, "no hours by then");
    }

    #[test]
    fn days_away_plan_nothing() {
        let away = json!({"away": [{"start": "2026-10-12", "end": "2026-10-25"}]});
        let sample = logged(Sample::new().profile(away), "a", "2026-10-10", Some(3.0));
        for (on, planned) in [("2026-10-11", 3.0), ("2026-10-25", 3.0), ("2026-11-01", 6.0)] {
            assert_eq!(hours(&sample, json!({}), on), Some((3.0, planned)), "{on}");
        }
        let absent = json!({"away": [{"start": "2026-10-05", "end": "2026-12-18"}]});
        let sample = logged(Sample::new().profile(absent), "a", "2026-10-10", Some(3.0));
        assert_eq!(hours(&sample, json!({}), "2026-11-22"), None);
    }

    #[test]
    fn without_a_plan_there_is_no_pace() {
        for fields in [
            json!({"status": "draft"}),
            json!({"status": "dropped"}),
            json!({"hours_per_week": null}),
            json!({"hours_per_week": 0}),
            json!({"start": "2026-11-23"}),
        ] {
            assert_eq!(hours(&example(), fields.clone(), "2026-11-22"), None, "{fields}");
        }
        let nobody = logged(Sample::new(), "a", "2026-11-20", Some(14.0));
        assert_eq!(hours(&nobody, json!({}), "2026-11-22"), None, "no profile");
    }

    #[test]
    fn nothing_logged_is_zero_only_for_somebody_who_logs() {
        let new = || Sample::new().profile(json!({}));
        let on = "2026-11-22";
        assert_eq!(hours(&new(), json!({}), on), None, "no entry at all");
        assert_eq!(hours(&logged(new(), "a", "2026-11-20", None), json!({}), on), None, "not logged");
        let elsewhere = new().entry("b", json!({"date": "2026-11-01", "hours": 2}));
        assert_eq!(hours(&elsewhere, json!({}), on), Some((0.0, 21.0)), "logged for something else");
        assert_eq!(hours(&elsewhere, json!({}), "2026-10-31"), None, "not yet");
        let unlogged = logged(elsewhere, "a", "2026-11-20", None);
        assert_eq!(hours(&unlogged, json!({}), on), None, "this one was not logged");
        let both = logged(unlogged, "c", "2026-11-21", Some(2.5));
        assert_eq!(hours(&both, json!({}), on), Some((2.5, 21.0)));
        let early = logged(example(), "d", "2026-10-04", Some(5.0));
        assert_eq!(hours(&early, json!({}), on), Some((14.0, 21.0)), "before the start");
    }
}
