//! What must hold of figures: streak, pace, time to competence, progress, and the one state of an
//! application on each day.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{applying, first_day, rated, sample, some_goal, status};
use crate::calendar::Date;
use crate::progress::application::{ApplicationState, Applications, last_day};
use crate::progress::competence::time_to_competence;
use crate::progress::level::Levels;
use crate::progress::pace::{Pace, Paces};
use crate::progress::presence::Presence;
use crate::progress::sample::{Sample, goal, limits};
use crate::progress::streak::streak;
use crate::progress::tier::{PathProgress, TierProgress};
use crate::record::{Goal, Level, Record};

fn on(days: i64) -> Date {
    first_day().plus_days(days)
}

/// A profile of somebody who is away from time to time, by the day and for how long.
fn profile(started: i64, away: &[(i64, i64)]) -> Value {
    let away: Vec<Value> =
        away.iter().map(|(start, length)| json!({"start": on(*start), "end": on(start + length)})).collect();
    json!({"started": on(started), "away": away})
}

fn away() -> impl Strategy<Value = Vec<(i64, i64)>> {
    vec((0..120_i64, -2..25_i64), 0..5)
}

fn with_entries(sample: Sample, days: &[i64]) -> Sample {
    days.iter()
        .enumerate()
        .fold(sample, |sample, (id, days)| sample.entry(&format!("e{id:02}"), json!({"date": on(*days)})))
}

/// The definition, read aloud, week by week back to the first.
fn streak_spelled_out(sample: &Sample, days: &[i64], today: i64) -> usize {
    let monday = |day: i64| on(day).week_start();
    let mut week = monday(today);
    let mut count = 0;
    loop {
        let there = (0..7).any(|day| Presence::of(sample.person.profile(), week.plus_days(day)).is_present());
        let has_entry = days.iter().any(|day| *day <= today && monday(*day) == week);
        if there && has_entry {
            count += 1;
        } else if there && week != monday(today) {
            return count;
        }
        if week < on(-14) {
            return count;
        }
        week = week.plus_days(-7);
    }
}

proptest! {
    #[test]
    fn a_streak_is_what_the_definition_says(
        days in vec(0..120_i64, 0..20), away in away(), started in 0..40_i64, today in 0..130_i64,
    ) {
        let sample = with_entries(Sample::new().profile(profile(started, &away)), &days);
        let found = streak(&sample.person, on(today));
        prop_assert_eq!(found, Some(streak_spelled_out(&sample, &days, today)));
        let first = days.iter().filter(|day| **day <= today).min();
        let weeks = first.map_or(0, |first| on(*first).week_start().days_until(on(today).week_end()) / 7 + 1);
        prop_assert!(found <= usize::try_from(weeks).ok(), "no more weeks than there were");
    }

    #[test]
    fn another_entry_breaks_no_streak(
        days in vec(0..120_i64, 0..20), more in 0..120_i64, away in away(), today in 0..130_i64,
    ) {
        let of = |days: &[i64]| {
            streak(&with_entries(Sample::new().profile(profile(0, &away)), days).person, on(today))
        };
        let with_more: Vec<i64> = days.iter().copied().chain([more]).collect();
        prop_assert!(of(&days) <= of(&with_more));
    }
}

fn planned_goal(hours: f64, deadline: i64) -> Record<Goal> {
    goal("2024-01-01-g", json!({"deadline": on(deadline), "hours_per_week": hours}))
}

fn logging(away: &[(i64, i64)], logged: &[(i64, f64)], scale: f64) -> Sample {
    logged.iter().enumerate().fold(Sample::new().profile(profile(0, away)), |sample, (id, (day, hours))| {
        let fields = json!({"date": on(*day), "goal": "2024-01-01-g", "hours": hours * scale});
        sample.entry(&format!("e{id:02}"), fields)
    })
}

proptest! {
    #[test]
    fn a_pace_does_not_depend_on_the_unit_of_time(
        hours in 0.5..40.0_f64, logged in vec((0..100_i64, 0.0..50.0_f64), 1..8), away in away(),
        deadline in 0..120_i64, today in 0..150_i64, scale in prop_oneof![Just(60.0), 0.01..100.0_f64],
    ) {
        let ratio = |scale: f64| {
            let sample = logging(&away, &logged, scale);
            let pace = Paces::of(&sample.person).pace(&planned_goal(hours * scale, deadline), on(today));
            pace.map(Pace::ratio)
        };
        match (ratio(1.0), ratio(scale)) {
            (Some(one), Some(other)) => {
                prop_assert!(one.is_finite() && one >= 0.0);
                prop_assert!((one - other).abs() <= 1e-9 * one.max(1.0), "{one} is not {other}");
            }
            (one, other) => prop_assert_eq!(one, other),
        }
    }

    #[test]
    fn a_plan_is_the_sum_of_its_days(
        hours in 0.5..40.0_f64, away in away(), deadline in 0..120_i64, today in 0..150_i64,
    ) {
        let sample = logging(&away, &[(0, 1.0)], 1.0);
        let there = |day: &i64| Presence::of(sample.person.profile(), on(*day)).is_present();
        let days = (0..=today.min(deadline)).filter(there).count();
        let pace = Paces::of(&sample.person).pace(&planned_goal(hours, deadline), on(today));
        prop_assert_eq!(pace.is_some(), days > 0);
        if let Some(pace) = pace {
            prop_assert!((pace.planned_hours() - hours / 7.0 * days as f64).abs() < 1e-9);
        }
    }
}

proptest! {
    #[test]
    fn competence_is_reached_on_the_first_day_with_the_level(
        ratings in vec(rated(), 0..10), start in 0..300_i64, today in 0..500_i64,
    ) {
        let mut sample = sample(&ratings).skill("rust", json!({}));
        sample.person.goals.insert(goal("g", json!({"skill": "rust", "target": 3, "start": on(start)})));
        let levels = Levels::of(&sample.person, &sample.framework.skills, &limits());
        let proficient =
            |day: &i64| levels.on("rust", on(*day)).is_some_and(|level| level.level >= Level(3));
        let first = (0..=today).find(proficient);
        let found = time_to_competence(&sample.person, &sample.framework, &levels, "rust", on(today));
        prop_assert_eq!(found.map(|time| time.days()), first.map(|first| first - start).filter(|days| *days >= 0));
    }

    #[test]
    fn a_level_stays_until_a_turning_day(ratings in vec(rated(), 0..10), today in 1..500_i64) {
        let sample = sample(&ratings);
        let levels = Levels::of(&sample.person, &sample.framework.skills, &limits());
        let rating = |day: i64| levels.on("rust", on(day)).map(|level| (level.level, level.assessment));
        if !levels.turning_days("rust").contains(&on(today)) {
            prop_assert_eq!(rating(today), rating(today - 1));
        }
    }

    #[test]
    fn progress_is_a_part_of_what_is_asked(
        choose in prop_oneof![0..4_u32, Just(u32::MAX)], tiers in 1..30_usize, ratings in vec(rated(), 0..12),
        modules in vec(0..4_u8, 0..6), today in 0..500_i64,
    ) {
        let asked = |skill: &str| json!({"skill": skill, "level": 2});
        let tiers: Vec<Value> = (0..tiers)
            .map(|id| json!({"id": format!("t{id}"), "requires": [asked("rust"), asked("sql")],
                "electives": {"choose": choose, "from": [asked("sql"), asked("talks"), asked("talks")]},
                "credentials": [{"credential": "c"}, {"credential": "c"}]}))
            .collect();
        let path: Vec<String> = modules.iter().map(|id| format!("m{id}")).collect();
        let last = format!("t{}", tiers.len() - 1);
        let sample = sample(&ratings)
            .role("backend", json!({"tiers": tiers, "path": path}))
            .profile(json!({"tier": "t0", "target": {"role": "backend", "tier": last}}))
            .entry("e", json!({"date": "2024-03-01", "module": "m0"}))
            .entry("f", json!({"date": "2024-03-02", "module": "elsewhere"}));
        let tier = TierProgress::of(&sample.person, &sample.framework, on(today), &limits()).unwrap();
        prop_assert!(tier.met() <= tier.total() && tier.total() >= 3);
        let path = PathProgress::of(&sample.person, &sample.framework, on(today)).unwrap();
        prop_assert!(path.taken <= path.total && path.total <= modules.len() as u64);
    }

    #[test]
    fn an_application_is_in_exactly_one_state_on_each_day(
        status in status(), deadline in -5..60_i64, until in proptest::option::of(-5..90_i64),
        entries in vec(-3..120_i64, 0..4), today in -10..150_i64,
    ) {
        let goal = some_goal(status, deadline, until);
        let sample = applying(&entries);
        let first = entries.iter().copied().filter(|day| *day >= 0).min();
        let last = first_day().days_until(last_day(&goal.data, 30));
        let (asked, planned) = (matches!(status, "active" | "done"), status == "active" && today <= deadline);
        let open = asked && first.is_none();
        let conditions = [
            !asked,
            asked && first.is_some_and(|day| day <= last),
            asked && first.is_some_and(|day| day > last),
            open && planned,
            open && !planned && today <= last,
            open && !planned && today > last,
        ];
        prop_assert_eq!(conditions.iter().filter(|holds| **holds).count(), 1);
        let state = Applications::of(&sample.person).state(&goal, on(today), 30);
        let holds = match state {
            ApplicationState::None => 0,
            ApplicationState::Applied { .. } => 1,
            ApplicationState::Late { .. } => 2,
            ApplicationState::Planned => 3,
            ApplicationState::Open => 4,
            ApplicationState::Lapsed => 5,
        };
        prop_assert!(conditions[holds], "{state:?}: {conditions:?}");
    }
}

/// As many records as one person may have, with dates at both ends of the calendar: every figure
/// of every goal is there within the time of a test.
#[test]
fn ten_thousand_goals_are_no_trouble() {
    let mut sample = Sample::new().skill("rust", json!({})).profile(json!({
        "started": "0000-01-01",
        "away": (0..2_000).map(|i| json!({"start": on(i * 3), "end": on(i * 3)})).collect::<Vec<_>>(),
    }));
    for i in 0..10_000 {
        let id = format!("2024-01-01-g{i:05}");
        let fields = json!({"skill": "rust", "target": 5, "deadline": "9999-12-31", "hours_per_week": 168});
        sample.person.goals.insert(goal(&id, fields));
        let fields = json!({"date": on(i * 7), "goal": id, "hours": 10_000});
        sample = sample.entry(&format!("e{i:05}"), fields);
        sample = sample.rated(&format!("a{i:05}"), &on(i).to_string(), "peer", "rust", 2);
    }
    let today: Date = "9999-12-31".parse().unwrap();
    let paces = Paces::of(&sample.person);
    assert!(sample.person.goals.iter().all(|goal| paces.pace(goal, today).is_some()));
    assert_eq!(streak(&sample.person, today), Some(0));
    assert_eq!(streak(&sample.person, on(9_999 * 7)), Some(10_000));
    let levels = Levels::of(&sample.person, &sample.framework.skills, &limits());
    assert_eq!(time_to_competence(&sample.person, &sample.framework, &levels, "rust", today), None);
}
