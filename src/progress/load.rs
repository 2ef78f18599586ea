//! How much somebody takes on: the hours a week of the goals that run on a day, and the days on
//! which these are the most. How much may be too much is for rules to say.

use std::collections::BTreeMap;

use super::goal::start;
use super::presence::Presence;
use crate::calendar::Date;
use crate::record::{Goal, GoalStatus, Person, Profile, Record};

/// The hours of a week: no goal takes more.
const WEEK: f64 = 168.0;

/// The load of one person on one day.
///
/// A goal runs from its start to its deadline, both included, while it is active. One whose start
/// is not known runs on no day, because nobody can say on which.
#[derive(Clone, Debug, Default)]
pub struct Load<'a> {
    /// Hours a week: the sum of what the goals that run on the day say.
    pub hours_per_week: f64,
    /// The goals that make the sum, in the order of their ids.
    pub goals: Vec<&'a Record<Goal>>,
    /// The goals that run on the day and do not say how many hours they take, in the order of
    /// their ids. They are in no sum.
    pub without_hours: Vec<&'a Record<Goal>>,
}

impl<'a> Load<'a> {
    /// The load of `person` on `day`; `None` on a day on which they are not there, for which no
    /// load is asked.
    #[must_use]
    pub fn on(person: &'a Person, day: Date) -> Option<Self> {
        if !Presence::of(person.profile(), day).is_present() {
            return None;
        }
        let mut load = Self::default();
        let mut sum = 0;
        for (goal, first) in planned(person) {
            if !(first..=goal.data.deadline).contains(&day) {
                continue;
            }
            match goal.data.hours_per_week {
                Some(hours) => {
                    sum += millionths(hours);
                    load.goals.push(goal);
                }
                None => load.without_hours.push(goal),
            }
        }
        load.hours_per_week = in_hours(sum);
        Some(load)
    }
}

/// The days on which somebody's load is the greatest.
#[derive(Clone, Debug)]
pub struct Peak<'a> {
    /// The first of these days.
    pub first: Date,
    /// The last of these days: up to here no goal starts or ends, and the person is there.
    pub last: Date,
    /// The load on each of them, more than nothing.
    pub load: Load<'a>,
}

impl<'a> Peak<'a> {
    /// The greatest load of `person` on any day on which they are there, and the earliest days of
    /// it. `None` without a goal that takes any time then.
    ///
    /// Costs as much as sorting the starts and ends of goals and absences, however long these are.
    #[must_use]
    pub fn of(person: &'a Person) -> Option<Self> {
        Self::within(person, None)
    }

    /// As [`of`](Self::of), of the days from `day` on.
    #[must_use]
    pub fn ahead(person: &'a Person, day: Date) -> Option<Self> {
        Self::within(person, Some(day))
    }

    fn within(person: &'a Person, from: Option<Date>) -> Option<Self> {
        let changes = changes(person)?;
        let mut greatest = (0, None);
        let (mut hours, mut absences) = (0, 0);
        let mut days = changes.iter().peekable();
        while let Some((first, change)) = days.next() {
            hours += change.hours;
            absences += change.absences;
            if absences == 0 && hours > greatest.0 {
                let last = days.peek().map_or(first.plus_days(i64::MAX), |(next, _)| next.plus_days(-1));
                if from.is_none_or(|from| from <= last) {
                    let first = from.map_or(*first, |from| from.max(*first));
                    greatest = (hours, Some((first, last)));
                }
            }
        }
        let (first, last) = greatest.1?;
        Some(Self { first, last, load: Load::on(person, first)? })
    }
}

/// How many hours a week `profile` sets aside for learning: its own, else those of the policy
/// (`load.hours_per_week`).
#[must_use]
pub fn allowance(profile: &Profile, policy_hours: f64) -> f64 {
    profile.hours_per_week.unwrap_or(policy_hours)
}

/// Whether `hours` are more than `limit`. Hours are told apart to a millionth, because sums of
/// decimal fractions are not exact.
#[must_use]
pub fn exceeds(hours: f64, limit: f64) -> bool {
    millionths(hours) > millionths(limit)
}

/// What becomes different with a day.
#[derive(Clone, Copy, Debug, Default)]
struct Change {
    /// Millionths of hours a week more, or less.
    hours: i64,
    /// Reasons for not being there more, or fewer.
    absences: i64,
}

/// The days on which goals and absences begin, and those after which they end. `None` where it is
/// not known when the person is there, or they are not there at all.
fn changes(person: &Person) -> Option<BTreeMap<Date, Change>> {
    let profile = person.profile().filter(|profile| !profile.erased)?;
    let mut changes: BTreeMap<Date, Change> = BTreeMap::new();
    let mut period = |first: Date, last: Option<Date>, change: Change| {
        let begin = changes.entry(first).or_default();
        begin.hours += change.hours;
        begin.absences += change.absences;
        if let Some(next) = last.and_then(day_after) {
            let end = changes.entry(next).or_default();
            end.hours -= change.hours;
            end.absences -= change.absences;
        }
    };
    for (goal, first) in planned(person) {
        let hours = goal.data.hours_per_week.map_or(0, millionths);
        if hours > 0 && first <= goal.data.deadline {
            period(first, Some(goal.data.deadline), Change { hours, absences: 0 });
        }
    }
    let absence = Change { hours: 0, absences: 1 };
    for away in profile.away.iter().filter(|away| away.start <= away.end) {
        period(away.start, Some(away.end), absence);
    }
    let first_of_all = profile.started.plus_days(i64::MIN);
    if first_of_all < profile.started {
        period(first_of_all, Some(profile.started.plus_days(-1)), absence);
    }
    if let Some(first) = profile.left.and_then(day_after) {
        period(first, None, absence);
    }
    Some(changes)
}

/// `None` for the last day of the calendar.
fn day_after(day: Date) -> Option<Date> {
    Some(day.plus_days(1)).filter(|next| *next > day)
}

/// The active goals whose start is known, with it.
fn planned(person: &Person) -> impl Iterator<Item = (&Record<Goal>, Date)> {
    let active = person.goals.iter().filter(|goal| goal.data.status() == GoalStatus::Active);
    active.filter_map(|goal| Some((goal, start(goal)?)))
}

/// Whole millionths of an hour, of which sums are exact: 0.1 and 0.2 make 0.3.
fn millionths(hours: f64) -> i64 {
    (hours.clamp(0.0, WEEK) * 1e6).round() as i64
}

fn in_hours(millionths: i64) -> f64 {
    millionths as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::{Sample, day, goal};

    fn person(profile: Value, goals: &[(&str, Value)]) -> Person {
        let mut person = Sample::new().profile(profile).person;
        for (id, fields) in goals {
            person.goals.insert(goal(id, fields.clone()));
        }
        person
    }

    fn ids(goals: &[&Record<Goal>]) -> Vec<String> {
        goals.iter().map(|goal| goal.id.to_string()).collect()
    }

    /// Three goals that overlap for two weeks in November.
    fn three() -> [(&'static str, Value); 3] {
        [
            ("2026-10-05-a", json!({"deadline": "2026-12-18", "hours_per_week": 3})),
            ("2026-11-02-b", json!({"deadline": "2026-11-15", "hours_per_week": 1.5})),
            ("2026-09-01-c", json!({"deadline": "2026-11-08"})),
        ]
    }

    #[test]
    fn goals_count_from_their_start_to_their_deadline() {
        let person = person(json!({}), &three());
        for (date, hours, goals, without) in [
            ("2026-08-31", 0.0, &[][..], &[][..]),
            ("2026-09-01", 0.0, &[], &["2026-09-01-c"]),
            ("2026-10-05", 3.0, &["2026-10-05-a"], &["2026-09-01-c"]),
            ("2026-11-02", 4.5, &["2026-10-05-a", "2026-11-02-b"], &["2026-09-01-c"]),
            ("2026-11-15", 4.5, &["2026-10-05-a", "2026-11-02-b"], &[]),
            ("2026-11-16", 3.0, &["2026-10-05-a"], &[]),
            ("2026-12-18", 3.0, &["2026-10-05-a"], &[]),
            ("2026-12-19", 0.0, &[], &[]),
        ] {
            let load = Load::on(&person, day(date)).unwrap();
            assert_eq!(load.hours_per_week, hours, "{date}");
            assert_eq!(ids(&load.goals), goals, "{date}");
            assert_eq!(ids(&load.without_hours), without, "{date}");
        }
    }

    #[test]
    fn the_peak_ahead_leaves_out_what_is_over() {
        let person = person(json!({}), &three());
        let ahead = |from| {
            let peak = Peak::ahead(&person, day(from))?;
            Some((peak.first.to_string(), peak.last.to_string(), peak.load.hours_per_week))
        };
        let peak = |first: &str, last: &str, hours| Some((first.to_owned(), last.to_owned(), hours));
        assert_eq!(ahead("2026-01-01"), peak("2026-11-02", "2026-11-15", 4.5));
        assert_eq!(ahead("2026-11-15"), peak("2026-11-15", "2026-11-15", 4.5));
        assert_eq!(ahead("2026-11-16"), peak("2026-11-16", "2026-12-18", 3.0));
        assert_eq!(ahead("2026-12-19"), None);
    }

    #[test]
    fn the_peak_is_the_earliest_time_of_the_greatest_load() {
        let of = |profile: Value| {
            let person = person(profile, &three());
            Peak::of(&person).map(|peak| {
                let days = format!("{} to {}", peak.first, peak.last);
                (days, peak.load.hours_per_week, peak.load.goals.len())
            })
        };
        let peak = |days: &str, hours, goals| Some((days.to_owned(), hours, goals));
        let away = |start, end| json!({"away": [{"start": start, "end": end}]});
        assert_eq!(of(json!({})), peak("2026-11-02 to 2026-11-15", 4.5, 2));
        assert_eq!(of(away("2026-11-10", "2026-11-20")), peak("2026-11-02 to 2026-11-09", 4.5, 2));
        assert_eq!(of(away("2026-11-02", "2026-11-10")), peak("2026-11-11 to 2026-11-15", 4.5, 2));
        assert_eq!(of(away("2026-11-01", "2026-11-15")), peak("2026-10-05 to 2026-10-31", 3.0, 1));
        assert_eq!(of(json!({"started": "2026-11-16"})), peak("2026-11-16 to 2026-12-18", 3.0, 1));
        assert_eq!(of(json!({"left": "2026-11-01"})), peak("2026-10-05 to 2026-11-01", 3.0, 1));
        assert_eq!(of(json!({"left": "2026-10-04"})), None);
        assert_eq!(of(json!({"erased": true})), None);
    }

    #[test]
    fn what_is_not_active_or_has_no_known_days_is_no_load() {
        for (id, fields) in [
            ("2026-10-05-a", json!({"hours_per_week": 3, "status": "draft"})),
            ("2026-10-05-a", json!({"hours_per_week": 3, "status": "done"})),
            ("2026-10-05-a", json!({"hours_per_week": 3, "status": "dropped"})),
            ("2026-10-05-a", json!({"hours_per_week": 3, "deadline": "2026-10-04"})),
            ("2026-10-05-a", json!({"hours_per_week": 0})),
            ("2026-10-05-a", json!({})),
            ("a", json!({"hours_per_week": 3})),
        ] {
            let person = person(json!({}), &[(id, fields.clone())]);
            assert!(Peak::of(&person).is_none(), "{id} {fields}");
            assert_eq!(Load::on(&person, day("2026-11-02")).unwrap().hours_per_week, 0.0, "{id} {fields}");
        }
        assert!(Load::on(&Person::new("ana".into()), day("2026-11-02")).is_none());
    }

    #[test]
    fn the_whole_calendar_is_no_special_case() {
        let fields = json!({"start": "0000-01-01", "deadline": "9999-12-31", "hours_per_week": 168});
        let profile = json!({"started": "0000-01-01", "left": "9999-12-31"});
        let person = person(profile, &[("a", fields)]);
        let peak = Peak::of(&person).unwrap();
        assert_eq!((peak.first, peak.last), (day("0000-01-01"), day("9999-12-31")));
        assert_eq!(peak.load.hours_per_week, 168.0);
    }

    #[test]
    fn the_profile_sets_the_allowance_else_the_policy() {
        let hours = |fields| allowance(Sample::new().profile(fields).person.profile().unwrap(), 4.0);
        assert_eq!(hours(json!({})), 4.0);
        assert_eq!(hours(json!({"hours_per_week": 0})), 0.0);
        assert_eq!(hours(json!({"hours_per_week": 6.5})), 6.5);
    }

    #[test]
    fn tenths_add_up_to_what_people_expect() {
        let goals: Vec<(String, Value)> =
            (0..10).map(|n| (format!("2026-10-05-g{n}"), json!({"hours_per_week": 0.1}))).collect();
        let goals: Vec<(&str, Value)> = goals.iter().map(|(id, fields)| (&**id, fields.clone())).collect();
        let person = person(json!({}), &goals);
        let load = Load::on(&person, day("2026-11-02")).unwrap();
        assert_eq!(load.hours_per_week, 1.0);
        assert!(!exceeds(load.hours_per_week, 1.0));
        assert!(!exceeds(0.1 + 0.2, 0.3));
        assert!(exceeds(4.1, 4.0));
    }

    /// A goal to be made up: its first day, its length and its hours, in tenths.
    fn some_goal() -> impl Strategy<Value = (i64, i64, Option<u32>)> {
        (0..40_i64, -2..30_i64, proptest::option::of(0..60_u32))
    }

    fn made_up(goals: &[(i64, i64, Option<u32>)], away: &[(i64, i64)]) -> Person {
        let date = |days: i64| day("2026-01-01").plus_days(days).to_string();
        let away: Vec<Value> = away
            .iter()
            .map(|(first, days)| json!({"start": date(*first), "end": date(first + days)}))
            .collect();
        let mut person = person(json!({"started": date(5), "left": date(60), "away": away}), &[]);
        for (index, (first, days, tenths)) in goals.iter().enumerate() {
            let mut fields = json!({"start": date(*first), "deadline": date(first + days)});
            if let Some(tenths) = tenths {
                fields["hours_per_week"] = json!(f64::from(*tenths) / 10.0);
            }
            person.goals.insert(goal(&format!("g{index:03}"), fields));
        }
        person
    }

    fn loads(person: &Person) -> Vec<Option<f64>> {
        let days = (0..80).map(|days| day("2026-01-01").plus_days(days));
        days.map(|day| Load::on(person, day).map(|load| load.hours_per_week)).collect()
    }

    proptest! {
        #[test]
        fn load_is_additive(
            some in vec(some_goal(), 0..8), more in vec(some_goal(), 0..8),
            away in vec((0..60_i64, -2..10_i64), 0..3),
        ) {
            let (some, more, all) =
                (made_up(&some, &away), made_up(&more, &away), made_up(&[some, more].concat(), &away));
            for ((some, more), all) in loads(&some).into_iter().zip(loads(&more)).zip(loads(&all)) {
                let sum = some.zip(more).map(|(some, more)| millionths(some) + millionths(more));
                prop_assert_eq!(sum, all.map(millionths));
            }
        }

        #[test]
        fn the_peak_is_what_looking_at_each_day_would_find(
            goals in vec(some_goal(), 0..12), away in vec((0..60_i64, -2..10_i64), 0..4),
        ) {
            let person = made_up(&goals, &away);
            let loads = loads(&person);
            let greatest = loads.iter().flatten().copied().fold(0.0, f64::max);
            match Peak::of(&person) {
                None => prop_assert_eq!(greatest, 0.0),
                Some(peak) => {
                    prop_assert_eq!(peak.load.hours_per_week, greatest);
                    let first = day("2026-01-01").days_until(peak.first) as usize;
                    let last = day("2026-01-01").days_until(peak.last) as usize;
                    prop_assert!(first <= last);
                    prop_assert!(loads[first..=last].iter().all(|load| *load == Some(greatest)));
                    prop_assert!(loads[..first].iter().all(|load| *load != Some(greatest)));
                }
            }
        }
    }
}
