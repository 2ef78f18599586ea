//! People nobody has, for the rules about profiles and load: thousands of goals, dates at both ends
//! of the calendar, hours without measure. The rules come to an end, soon, and without a panic.

use std::time::{Duration, Instant};

use milepost::finding::Finding;
use milepost::load::load_person;
use milepost::policy::Policy;
use milepost::progress::Limits;
use milepost::record::{Absence, Framework, Goal, Id, Person, Record, Skill};
use milepost::rules::{Check, Setting, by_id};
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const SELECTED: [&str; 9] = [
    "elective-before-core",
    "leader-without-goal",
    "missing-baseline",
    "missing-mentor",
    "overallocated",
    "self-mentor",
    "too-many-goals",
    "unrelated-goal",
    "unserved-aspiration",
];

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Ana as the world has her, to be made worse.
fn ana() -> Person {
    load_person(&world().snapshot("the world"), "ana").unwrap().data
}

/// Adds a goal that differs from Ana's one goal in the world.
fn add_goal(person: &mut Person, id: String, change: impl FnOnce(&mut Goal)) {
    let mut data = person.goals.get("2026-10-05-async-rust").unwrap().data.clone();
    change(&mut data);
    person.goals.insert(Record { path: format!("people/ana/goals/{id}.yaml"), id: Id::new(id), data });
}

fn judge(person: &Person, framework: &Framework, policy: &Policy, today: Date) -> Vec<Finding> {
    let state = State::load(world().snapshot("the world")).unwrap();
    let setting = Setting {
        policy,
        vocabulary: &policy.vocabulary,
        limits: &Limits::of(policy, &policy.vocabulary),
        today,
        framework,
        groups: &state.groups.data,
        directory: &*state.people,
        earlier: None,
    };
    let mut findings = Vec::new();
    for check in SELECTED.iter().flat_map(|id| by_id(id).unwrap().checks) {
        let Check::Person(check) = check else { panic!("these rules are about one person") };
        check(person, &setting, &mut findings);
    }
    findings
}

fn framework() -> Framework {
    State::load(world().snapshot("the world")).unwrap().framework.data.clone()
}

#[test]
fn ten_thousand_goals_and_a_cycle_of_prerequisites_are_judged_soon() {
    let (mut person, mut framework) = (ana(), framework());
    // Two cycles; what Ana's role asks for leads into the even one only.
    for index in 0..10_000_usize {
        let id = format!("s{index}");
        let skill = framework.skills.get("rust").unwrap();
        let prerequisites = vec![Id::new(format!("s{}", (index + 2) % 10_000))];
        let data = Skill { prerequisites, ..skill.data.clone() };
        framework.skills.insert(Record {
            id: Id::new(&*id),
            path: format!("framework/skills/{id}.yaml"),
            data,
        });
        add_goal(&mut person, format!("g{index}"), |goal| {
            goal.skill = Some(Id::new(if index % 2 == 0 { "feedback" } else { &*id }));
            goal.start = Some(day("0001-01-01").plus_days(index as i64));
            goal.deadline = day("9999-12-31").plus_days(-(index as i64));
            goal.hours_per_week = Some(168.0);
        });
    }
    let mut rust = framework.skills.get("rust").unwrap().clone();
    rust.data.prerequisites.push("s0".into());
    framework.skills.insert(rust);
    let profile = &mut person.profile.as_mut().unwrap().data;
    profile.mentors = (0..10_000).map(|_| "ana".into()).collect();
    profile.away = (0..10_000)
        .map(|index| day("2027-01-01").plus_days(index * 3))
        .map(|start| Absence { start, end: start.plus_days(length_of(start)) })
        .collect();
    let policy = Policy::default();
    let begun = Instant::now();
    let findings = judge(&person, &framework, &policy, day("2026-11-22"));
    let took = begun.elapsed();
    let count = |rule: &str| findings.iter().filter(|finding| finding.rule == rule).count();
    assert_eq!((count("overallocated"), count("too-many-goals")), (1, 1));
    assert_eq!(count("self-mentor"), 10_000);
    assert_eq!(count("unrelated-goal"), 5_000);
    for finding in &findings {
        assert!(finding.message.len() < 1_000 && finding.related.len() <= 10, "{finding:?}");
    }
    assert!(took < Duration::from_secs(20), "took {took:?}");
}

/// Absences that overlap the next one, touch it, or end before they begin.
fn length_of(start: Date) -> i64 {
    [-1, 0, 2, 5][usize::from(start.year().unsigned_abs() % 4)]
}

fn any_day() -> impl Strategy<Value = Date> {
    let ends = ["0000-01-01", "0001-01-01", "2024-02-29", "2026-11-22", "9999-12-30", "9999-12-31"];
    prop_oneof![
        proptest::sample::select(ends.to_vec()).prop_map(day),
        (0..3_652_000_i64).prop_map(|days| day("0000-01-01").plus_days(days)),
        (-40..40_i64).prop_map(|days| day("2026-11-22").plus_days(days)),
    ]
}

fn any_hours() -> impl Strategy<Value = Option<f64>> {
    let hours = [0.0, 0.1, 3.0, 168.0, 1e308, -1.0, f64::INFINITY, f64::NAN];
    proptest::option::of(proptest::sample::select(hours.to_vec()))
}

type AnyGoal = (Option<Date>, Date, Option<f64>, Option<&'static str>);

fn any_goal() -> impl Strategy<Value = AnyGoal> {
    let skills = ["rust", "async-rust", "feedback", "missing"];
    let skill = proptest::option::of(proptest::sample::select(skills.to_vec()));
    (proptest::option::of(any_day()), any_day(), any_hours(), skill)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_person_is_too_strange(
        goals in vec(any_goal(), 0..12), away in vec((any_day(), any_day()), 0..4),
        started in any_day(), left in proptest::option::of(any_day()), hours in any_hours(),
        today in any_day(), days in prop_oneof![Just(0), Just(30), Just(i64::MAX)],
        most in prop_oneof![Just(0), Just(3), Just(usize::MAX)],
    ) {
        let mut person = ana();
        for (index, (start, deadline, hours, skill)) in goals.into_iter().enumerate() {
            add_goal(&mut person, format!("g{index}"), |goal| {
                (goal.start, goal.deadline, goal.hours_per_week) = (start, deadline, hours);
                goal.skill = skill.map(Id::new);
            });
        }
        let profile = &mut person.profile.as_mut().unwrap().data;
        (profile.started, profile.left, profile.hours_per_week) = (started, left, hours);
        profile.away = away.into_iter().map(|(start, end)| Absence { start, end }).collect();
        profile.leader = true;
        let mut policy = Policy::default();
        (policy.limits.baseline_days, policy.limits.max_active) = (days, most);
        let here = milepost::progress::presence::Presence::of(person.profile(), today).is_present();
        let findings = judge(&person, &framework(), &policy, today);
        let asked = findings.iter().any(|finding| finding.rule != "unrelated-goal");
        prop_assert!(here || !asked, "of somebody who is not there nothing is asked: {:?}", findings);
    }
}
