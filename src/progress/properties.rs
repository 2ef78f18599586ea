//! What must hold of derived values whatever the records say, tried on many made-up ones. Values
//! that add up days, hours and weeks are in [`figures`].

mod figures;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::Limits;
use super::application::{ApplicationState, Applications, last_day};
use super::goal::GoalState;
use super::level::{Coverage, LevelOn, gap, level};
use super::sample::{Sample, day, goal, limits};
use super::tier::TierProgress;
use crate::calendar::Date;
use crate::record::{Goal, Level, Method, Record};

/// A rating to be made up: of `skills[skill]`, `age` days after the first day of all.
#[derive(Clone, Debug)]
struct Rated {
    skill: &'static str,
    age: i64,
    method: Method,
    rating: u8,
    assessor: bool,
    score: bool,
}

const SKILLS: [&str; 3] = ["rust", "sql", "talks"];

fn method() -> impl Strategy<Value = Method> {
    proptest::sample::select(Method::ALL)
}

/// Few days, so that equal dates and the edge of the window are common.
fn rated() -> impl Strategy<Value = Rated> {
    let days = prop_oneof![0..4_i64, 88..93_i64, 0..400_i64];
    (proptest::sample::select(&SKILLS[..]), days, method(), 0..=5_u8, any::<bool>(), any::<bool>()).prop_map(
        |(skill, age, method, rating, assessor, score)| Rated { skill, age, method, rating, assessor, score },
    )
}

fn first_day() -> Date {
    day("2024-01-01")
}

fn with(sample: Sample, id: usize, rated: &Rated) -> Sample {
    let mut rating = json!({"skill": rated.skill, "rating": rated.rating});
    if rated.score {
        rating["score"] = json!({"raw": 1, "out_of": 2});
    }
    let assessors = if rated.assessor { json!(["ana", "ben"]) } else { json!(["ana"]) };
    let date = first_day().plus_days(rated.age).to_string();
    let fields =
        json!({"date": date, "method": rated.method.name(), "assessors": assessors, "ratings": [rating]});
    sample.assessment(&format!("a{id:03}"), fields)
}

fn sample(ratings: &[Rated]) -> Sample {
    ratings.iter().enumerate().fold(Sample::new(), |sample, (id, rated)| with(sample, id, rated))
}

fn rust_on(sample: &Sample, day: i64) -> Option<LevelOn<'_>> {
    level(&sample.person, &sample.framework.skills, "rust", first_day().plus_days(day), &limits())
}

/// The definition, read aloud: filter, then prefer.
fn spelled_out(ratings: &[Rated], today: i64) -> Option<(u8, usize)> {
    let counting: Vec<(usize, &Rated)> = ratings
        .iter()
        .enumerate()
        .filter(|(_, rated)| {
            rated.skill == "rust" && rated.age <= today && rated.method != Method::SelfRating
        })
        .filter(|(_, rated)| rated.assessor || (rated.method == Method::Technical && rated.score))
        .collect();
    let recent: Vec<_> = counting.iter().filter(|(_, rated)| today - rated.age <= 90).collect();
    let lowest = |(id, rated): &(usize, &Rated)| (rated.rating, *id);
    if recent.is_empty() {
        let latest = counting.iter().map(|(_, rated)| (rated.age, rated.method)).max()?;
        counting.iter().filter(|(_, rated)| (rated.age, rated.method) == latest).map(lowest).min()
    } else {
        let strongest = recent.iter().map(|(_, rated)| (rated.method, rated.age)).max()?;
        recent.iter().filter(|(_, rated)| (rated.method, rated.age) == strongest).map(|it| lowest(it)).min()
    }
}

proptest! {
    #[test]
    fn a_level_is_what_the_definition_says(ratings in vec(rated(), 0..12), today in 0..500_i64) {
        let sample = sample(&ratings);
        let found = rust_on(&sample, today).map(|level| (level.level.0, level.assessment.to_string()));
        let expected = spelled_out(&ratings, today).map(|(level, id)| (level, format!("a{id:03}")));
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_level_is_a_rating_that_somebody_else_gave(ratings in vec(rated(), 0..12), today in 0..500_i64) {
        let sample = sample(&ratings);
        if let Some(level) = rust_on(&sample, today) {
            let source = &sample.person.assessments.get(level.assessment).unwrap().data;
            prop_assert_ne!(source.method, Method::SelfRating);
            prop_assert_eq!((source.date, source.method), (level.date, level.method));
            prop_assert!(source.ratings.iter().any(|rating| rating.rating == level.level));
            prop_assert!(level.date <= first_day().plus_days(today));
        }
    }

    #[test]
    fn self_ratings_and_ratings_of_later_days_change_nothing(
        ratings in vec(rated(), 0..12), more in rated(), today in 0..500_i64, later in any::<bool>(),
    ) {
        let mut more = more;
        if later { more.age += today + 1 } else { more.method = Method::SelfRating }
        let before = sample(&ratings);
        let after = with(sample(&ratings), 999, &more);
        prop_assert_eq!(rust_on(&before, today), rust_on(&after, today));
    }

    #[test]
    fn an_older_rating_by_no_stronger_method_changes_nothing(
        ratings in vec(rated(), 1..12), more in rated(), today in 0..500_i64,
    ) {
        let before = sample(&ratings);
        if let Some(level) = rust_on(&before, today) {
            let age = first_day().days_until(level.date) - 1 - more.age;
            let method = more.method.min(level.method);
            let after = with(sample(&ratings), 999, &Rated { age, method, ..more });
            prop_assert_eq!(Some(level), rust_on(&after, today));
        }
    }

    #[test]
    fn ratings_that_were_not_preferred_do_not_matter(ratings in vec(rated(), 1..12), today in 0..500_i64) {
        let all = sample(&ratings);
        if let Some(level) = rust_on(&all, today) {
            let id: usize = level.assessment[1..].parse().unwrap();
            let alone = with(Sample::new(), id, &ratings[id]);
            prop_assert_eq!(Some(level), rust_on(&alone, today));
        }
    }

    #[test]
    fn a_gap_grows_with_what_is_asked_and_shrinks_with_the_level(
        asked in 0..=10_u8, level in 0..=10_u8, more in 0..=10_u8,
    ) {
        let (asked, level, more) = (Level(asked), Level(level), Level(more));
        prop_assert!(gap(asked, level) <= gap(asked.max(more), level));
        prop_assert!(gap(asked, level.max(more)) <= gap(asked, level));
        prop_assert_eq!(gap(asked, level) == 0, level >= asked);
        prop_assert!(Coverage::of(asked, Some(level.max(more))) <= Coverage::of(asked, Some(level)));
        prop_assert!(Coverage::of(asked, Some(level)) <= Coverage::of(asked, None));
    }
}

/// A ladder whose last tier asks for all three skills in all three ways.
fn ladder(levels: [u8; 4], choose: u32) -> Sample {
    let [rust, again, sql, talks] = levels;
    Sample::new().profile(json!({"tier": "junior"})).role(
        "backend",
        json!({"tiers": [
            {"id": "junior", "requires": [{"skill": "rust", "level": rust}]},
            {"id": "mid", "requires": [{"skill": "rust", "level": again}], "credentials": [{"credential": "c"}],
             "electives": {"choose": choose, "from": [
                {"skill": "sql", "level": sql}, {"skill": "talks", "level": talks}]}},
        ]}),
    )
}

fn ladder_progress(ladder: &Sample, day: i64) -> (u64, u64) {
    let day = first_day().plus_days(day);
    let progress = TierProgress::of(&ladder.person, &ladder.framework, day, &limits()).unwrap();
    (progress.met(), progress.total())
}

proptest! {
    #[test]
    fn progress_stays_within_its_total_and_grows_with_the_best_rating(
        asked in any::<[u8; 4]>(), choose in 1..4_u32, award in any::<bool>(),
        ratings in vec(rated(), 0..12), more in rated(), today in 0..500_i64,
    ) {
        let levels = asked.map(|level| level % 6);
        let build = |ratings: &[Rated]| {
            let ladder = ladder(levels, choose);
            let ladder = ratings.iter().enumerate().fold(ladder, |sample, (id, rated)| with(sample, id, rated));
            if award { ladder.award("a", json!({"credential": "c", "date": "2024-01-01"})) } else { ladder }
        };
        let (met, total) = ladder_progress(&build(&ratings), today);
        prop_assert_eq!(total, 2 + u64::from(choose));
        prop_assert!(met <= total);
        // No rating of the skill is better, so whichever is preferred now, the level is no lower.
        let best = Rated { rating: 5, ..more };
        let with_best: Vec<Rated> = ratings.iter().cloned().chain([best]).collect();
        prop_assert!(ladder_progress(&build(&with_best), today).0 >= met);
    }
}

fn status() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&["draft", "active", "done", "dropped"][..])
}

/// A goal with a deadline and, perhaps, a last day for applying, each so many days after the start.
fn some_goal(status: &str, deadline: i64, until: Option<i64>) -> Record<Goal> {
    let date = |days| first_day().plus_days(days).to_string();
    let plan = until.map_or(json!({"what": "W"}), |days| json!({"what": "W", "until": date(days)}));
    let fields: Value = json!({"status": status, "deadline": date(deadline), "application": plan});
    goal("2024-01-01-g", fields)
}

fn applying(days: &[i64]) -> Sample {
    days.iter().enumerate().fold(Sample::new(), |sample, (id, days)| {
        let date = first_day().plus_days(*days).to_string();
        let fields = json!({"date": date, "goal": "2024-01-01-g", "applied": {"outcome": "O"}});
        sample.entry(&format!("e{id}"), fields)
    })
}

/// How far along the way of a goal nobody has applied, or `None` off that way.
fn stage(state: ApplicationState<'_>) -> Option<u8> {
    match state {
        ApplicationState::Planned => Some(0),
        ApplicationState::Open => Some(1),
        ApplicationState::Lapsed => Some(2),
        ApplicationState::None | ApplicationState::Applied { .. } | ApplicationState::Late { .. } => None,
    }
}

proptest! {
    #[test]
    fn an_application_moves_only_forward_until_somebody_applies(
        status in status(), deadline in -5..60_i64, until in proptest::option::of(-5..90_i64),
        entries in vec(-3..120_i64, 0..4), today in -10..150_i64, days in 0..60_i64,
    ) {
        let goal = some_goal(status, deadline, until);
        let sample = applying(&entries);
        let applications = Applications::of(&sample.person);
        let on = |day: i64| applications.state(&goal, first_day().plus_days(day), 30);
        let (now, then) = (on(today), on(today + days));
        match (stage(now), stage(then)) {
            (Some(earlier), Some(later)) => prop_assert!(earlier <= later),
            (None, None) => prop_assert_eq!(now, then, "time alone changes neither"),
            mixed => prop_assert!(false, "an entry appeared by itself: {mixed:?}"),
        }
        let expected = matches!(status, "draft" | "dropped");
        prop_assert_eq!(matches!(now, ApplicationState::None), expected);
        let first = entries.iter().filter(|day| **day >= 0).min();
        let last = last_day(&goal.data, 30);
        match now {
            ApplicationState::Applied { on, .. } => prop_assert!(on <= last),
            ApplicationState::Late { on, .. } => prop_assert!(on > last),
            ApplicationState::None => {}
            ApplicationState::Planned | ApplicationState::Open | ApplicationState::Lapsed => {
                prop_assert_eq!(first, None);
            }
        }
        if let ApplicationState::Applied { on, .. } | ApplicationState::Late { on, .. } = now {
            prop_assert_eq!(Some(first_day().days_until(on)), first.copied());
        }
    }

    #[test]
    fn a_goal_is_in_the_one_state_whose_days_it_is_in(
        status in status(), deadline in -20..60_i64, soon in 0..30_u32, today in -60..90_i64,
    ) {
        let goal = some_goal(status, deadline, None).data;
        let state = |day: i64| GoalState::of(&goal, first_day().plus_days(day), soon);
        let expected = match status {
            "draft" => GoalState::Draft,
            "done" => GoalState::Done,
            "dropped" => GoalState::Dropped,
            _ if today > deadline => GoalState::Overdue,
            _ if today + i64::from(soon) >= deadline => GoalState::DueSoon,
            _ => GoalState::OnTrack,
        };
        prop_assert_eq!(state(today), expected);
        prop_assert!(state(today) <= state(today + 1));
    }

    #[test]
    fn no_limit_is_too_large(days in any::<u32>(), today in 0..500_i64) {
        let limits = Limits { reassess_days: days, window_days: days, due_soon_days: days, ..limits() };
        let sample = sample(&[]).rated("a", "2024-01-01", "peer", "rust", 3);
        let today = first_day().plus_days(today);
        let level = level(&sample.person, &sample.framework.skills, "rust", today, &limits);
        prop_assert_eq!(level.map(|level| level.level), Some(Level(3)));
        let goal = some_goal("active", 0, None);
        prop_assert!(last_day(&goal.data, days) >= goal.data.deadline);
        let _ = Applications::of(&sample.person).state(&goal, today, days);
    }
}
