//! How groups stand: who counts, what adds up, and that the order does not matter.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::calendar::Date;
use crate::progress::sample::{Sample, day, goal, limits, record};
use crate::record::{Framework, GoalVersion, Groups, PersonHistory, Record};

const GOAL: &str = "2026-08-03-rust";

fn framework() -> Framework {
    Sample::new()
        .skill("rust", json!({"formerly": ["rust-lang"]}))
        .skill("sql", json!({}))
        .module("tokio", json!({"formerly": ["tokio-workshop"]}))
        .role(
            "backend",
            json!({"tiers": [
                {"id": "junior", "requires": []},
                {"id": "mid", "requires": [{"skill": "rust", "level": 3}, {"skill": "sql", "level": 2}]},
            ]}),
        )
        .framework
}

fn groups() -> Groups {
    let mut groups = Groups::default();
    let basis = json!({"name": "N", "kind": "challenge", "start": "2026-06-01", "end": "2026-12-31"});
    groups.programs.insert(record("rusty", basis.clone(), json!({"target": {"skill": "rust", "count": 3}})));
    let cohort = json!({"kind": "cohort", "target": {"skill": "rust", "count": 3}});
    groups.programs.insert(record("cohort", basis, cohort));
    groups
}

fn on_day(sample: &Sample, date: &str) -> Standing {
    let history = PersonHistory::default();
    standing(sample, &history, day(date))
}

fn standing(sample: &Sample, history: &PersonHistory, day: Date) -> Standing {
    let (framework, groups, limits) = (framework(), groups(), limits());
    let setting = Setting { framework: &framework, names: &framework, groups: &groups, limits: &limits, day };
    Standing::of(&sample.person, history, &setting)
}

fn ana(profile: Value) -> Sample {
    Sample::new().profile(profile).rated("a", "2026-09-01", "mentor", "rust-lang", 2)
}

fn with_goal(mut sample: Sample, fields: Value) -> Sample {
    sample.person.goals.insert(goal(GOAL, fields));
    sample
}

#[test]
fn members_are_those_who_started_and_did_not_leave_also_while_away() {
    for (profile, members, present) in [
        (json!({}), 1, 1),
        (json!({"away": [{"start": "2026-09-01", "end": "2026-12-31"}]}), 1, 0),
        (json!({"left": "2026-10-30"}), 0, 0),
        (json!({"started": "2026-11-01"}), 0, 0),
        (json!({"erased": true}), 0, 0),
    ] {
        let found = on_day(&ana(profile.clone()), "2026-10-31");
        assert_eq!((found.members, found.present), (members, present), "{profile}");
        assert_eq!(found.at_least("rust", Level(1)), members, "{profile}");
        assert_eq!(found == Standing::default(), members == 0, "{profile}");
    }
    assert_eq!(on_day(&Sample::new(), "2026-10-31"), Standing::default(), "nobody known");
}

#[test]
fn a_level_counts_for_itself_and_all_below_under_the_present_id() {
    let found = on_day(&ana(json!({})), "2026-10-31");
    let at_least = |level| found.at_least("rust", Level(level));
    assert_eq!((at_least(1), at_least(2), at_least(3)), (1, 1, 0));
    assert_eq!(found.at_least("rust-lang", Level(1)), 0);
    let gaps = |skill| found.gaps(skill);
    assert_eq!(gaps("rust"), Gaps { moderate: 1, ..Gaps::default() });
    assert_eq!(gaps("sql"), Gaps { critical: 1, ..Gaps::default() }, "never assessed");
    assert_eq!(found.all_gaps().asked(), 2);
    assert_eq!(found.destinations.keys().collect::<Vec<_>>(), [&(Id::from("backend"), Id::from("mid"))]);
    let tier = found.tiers.values().next().unwrap();
    assert_eq!((tier.people, tier.nearly_next), (1, 0));
    let nearly = ana(json!({})).rated("b", "2026-09-02", "panel", "rust", 3);
    assert_eq!(on_day(&nearly, "2026-10-31").tiers.values().next().unwrap().nearly_next, 1);
}

#[test]
fn what_is_dated_later_is_not_known_yet() {
    let done = json!({"status": "done", "completed": "2026-09-20", "deadline": "2026-09-30"});
    let used = json!({"date": "2026-10-10", "goal": GOAL, "applied": {"outcome": "O"}});
    let sample = with_goal(ana(json!({})), done).entry("e", used);
    let share = |date: &str| {
        let found = on_day(&sample, date);
        ((found.applied.met, found.applied.total), (found.on_time.met, found.on_time.total), found.with_entry)
    };
    assert_eq!(share("2026-09-19"), ((0, 0), (0, 0), 0), "not finished yet");
    assert_eq!(share("2026-10-09"), ((0, 0), (1, 1), 0), "the days are still running");
    assert_eq!(share("2026-10-10"), ((1, 1), (1, 1), 1));
    assert_eq!(share("2027-01-07"), ((1, 1), (1, 1), 1), "the ninetieth day");
    assert_eq!(share("2027-01-08"), ((1, 1), (1, 1), 0));
}

#[test]
fn a_goal_is_judged_by_the_deadline_that_was_promised() {
    let fields = |deadline: &str| json!({"status": "done", "completed": "2026-09-20", "deadline": deadline});
    let sample = with_goal(ana(json!({})), fields("2026-12-31"));
    let promised: Record<_> = goal(GOAL, json!({"deadline": "2026-09-10"}));
    let mut history = PersonHistory::default();
    let versions = vec![
        GoalVersion::of(&promised, day("2026-08-03")),
        GoalVersion::of(&goal(GOAL, fields("2026-12-31")), day("2026-09-21")),
    ];
    history.goals.insert(GOAL.into(), versions);
    let late = standing(&sample, &history, day("2026-10-31")).on_time;
    assert_eq!(late, Share { met: 0, total: 1, people: 1 });
    history.known_since = Some(day("2026-10-01"));
    history.goals.clear();
    assert_eq!(standing(&sample, &history, day("2026-10-31")).on_time, Share::default(), "not known");
}

#[test]
fn only_challenges_with_the_person_count() {
    let of = |programs: Value, rating| {
        let sample = Sample::new().profile(json!({"programs": programs}));
        let found = on_day(&sample.rated("a", "2026-09-01", "panel", "rust", rating), "2026-10-31");
        found.challenges.into_iter().map(|(id, reached)| (id.to_string(), reached)).collect::<Vec<_>>()
    };
    assert_eq!(of(json!(["rusty"]), 3), [("rusty".to_owned(), 1)]);
    assert_eq!(of(json!(["rusty", "cohort", "gone"]), 2), [("rusty".to_owned(), 0)]);
    assert_eq!(of(json!([]), 5), []);
}

#[test]
fn feedback_goes_to_the_module_and_counts_people_once() {
    let said = |useful: u8, date: &str| json!({"date": date, "module": "tokio-workshop", "feedback": {"useful": useful}});
    let sample = ana(json!({}))
        .entry("e", said(5, "2026-09-01"))
        .entry("f", said(2, "2026-09-02"))
        .entry("g", said(1, "2026-12-02"));
    let found = on_day(&sample, "2026-10-31");
    let tokio = found.feedback.get("tokio").copied().unwrap();
    assert_eq!(tokio, Usefulness { ratings: 2, sum: 7, people: 1 });
    assert_eq!(tokio.mean_in_tenths(), Some(35));
    assert_eq!(Usefulness::default().mean_in_tenths(), None);
}

#[test]
fn shares_and_durations_are_rounded_as_they_say() {
    let percent = |met, total| Share::of(met, total).percent();
    assert_eq!(
        (percent(1, 3), percent(2, 3), percent(1, 200), percent(0, 0)),
        (Some(33), Some(67), Some(1), None)
    );
    let times = Durations::of([10, 20, 31, 100]);
    assert_eq!((times.median(), times.quartiles(), times.people()), (Some(26), Some((10, 31)), 1));
    assert_eq!((Durations::of([7]).median(), Durations::of([7]).quartiles()), (Some(7), Some((7, 7))));
    assert_eq!((Durations::of([]).median(), Durations::of([]).people()), (None, 0));
}

proptest! {
    #[test]
    fn the_order_of_people_does_not_matter(levels in vec((1..=5_u8, 1..60_i64, any::<bool>()), 1..8), turn in 0..8_usize) {
        let alone: Vec<Standing> = levels
            .iter()
            .map(|(level, days, left)| {
                let date = day("2026-09-01").plus_days(*days).to_string();
                let profile = if *left { json!({"left": "2026-09-15"}) } else { json!({}) };
                let sample = Sample::new().profile(profile).rated("a", &date, "panel", "rust", *level);
                on_day(&sample, "2026-12-31")
            })
            .collect();
        let sum = |people: &[Standing]| {
            let mut sum = Standing::default();
            people.iter().for_each(|person| sum.absorb(person));
            sum
        };
        let whole = sum(&alone);
        let mut turned = alone.clone();
        turned.rotate_left(turn % alone.len());
        prop_assert_eq!(&sum(&turned), &whole);
        let (first, second) = alone.split_at(turn % alone.len());
        prop_assert_eq!(&sum(&[sum(first), sum(second)]), &whole, "however they are bracketed");
        let people = alone.iter().filter(|person| person.members > 0).count() as u64;
        prop_assert_eq!((whole.members, whole.at_least("rust", Level(0))), (people, people));
        prop_assert!(whole.competence.people() <= people);
    }
}
