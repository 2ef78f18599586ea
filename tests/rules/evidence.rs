//! The family *Evidence and assessment* beyond its fixtures: exact days, records of which nobody
//! may learn a level, and people with very many records.

use std::time::{Duration, Instant};

use milepost::load::{Directory, Handle};
use milepost::policy::Policy;
use milepost::progress::Limits;
use milepost::record::{Framework, Groups, Person, Record};
use milepost::rules::{FilesView, Setting, run_person};
use serde_json::json;

use super::*;

const GOAL: &str = "people/ana/goals/2026-10-05-async-rust.yaml";
const PANEL: &str = "people/ana/assessments/2026-11-21-panel.yaml";

/// Every rule of the family.
fn family() -> Vec<String> {
    let rules = RULES.iter().filter(|rule| rule.family == milepost::rules::Family::Evidence);
    rules.map(|rule| rule.id.to_owned()).collect()
}

fn found(files: &Files, today: Date, select: &[String]) -> Vec<Finding> {
    let after = files.clone();
    let fixture = Fixture::on(today, after);
    run(&fixture, Flags { select: select.to_vec(), ..Flags::default() }).0.findings
}

fn put(files: &mut Files, path: &str, text: &str) {
    files.0.insert(path.to_owned(), Some(text.as_bytes().to_vec()));
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The first day on which `reassessment-due` speaks of a goal that starts on `start`, and whose
/// skill was last assessed on `assessed`, looked for from `from` on.
fn first_reminder(start: &str, assessed: &str, policy: &str, from: &str) -> Option<Date> {
    let mut files = world();
    put(&mut files, "milepost.yaml", &format!("version: 1\n{policy}"));
    put(
        &mut files,
        "people/ana/profile.yaml",
        "{role: backend-engineer, tier: mid, discipline: backend, started: 2020-03-02}",
    );
    put(
        &mut files,
        GOAL,
        &format!(
            "title: T\nmeasure: M\nskill: async-rust\ntarget: 3\nstart: {start}\ndeadline: 2035-01-01\n\
             why: {{project: p, outcome: o}}\napplication: {{what: w}}\n"
        ),
    );
    put(
        &mut files,
        PANEL,
        &format!(
            "date: {assessed}\nmethod: peer\ncycle: review\nassessors: [ben]\nratings:\n  \
             - {{skill: async-rust, rating: 2}}\n"
        ),
    );
    let select = ["reassessment-due".to_owned()];
    (0..150).map(|days| day(from).plus_days(days)).find(|today| !found(&files, *today, &select).is_empty())
}

#[test]
fn an_assessment_is_asked_for_on_the_day_after_the_last_of_its_days() {
    for (start, assessed, policy, expected) in [
        // 90 days and one more, across the end of February with and without a leap day.
        ("2023-01-02", "2023-11-30", "", "2024-02-29"),
        ("2023-01-02", "2023-12-01", "", "2024-03-01"),
        ("2026-01-02", "2026-12-01", "", "2027-03-02"),
        // From the later of the two days.
        ("2023-12-01", "2023-01-02", "", "2024-03-01"),
        ("2024-01-31", "2024-01-30", "assessments: {reassess_days: 28}\n", "2024-02-29"),
        ("2024-01-31", "2024-02-01", "assessments: {reassess_days: 28}\n", "2024-03-01"),
    ] {
        let from = start.max(assessed);
        assert_eq!(first_reminder(start, assessed, policy, from), Some(day(expected)), "{start}, {assessed}");
    }
}

#[test]
fn the_example_of_the_format_is_clean_to_the_end_of_its_goal() {
    let family = family();
    assert_eq!(family.len(), 16);
    for days in 0..=26 {
        let today = day(TODAY).plus_days(days);
        let messages: Vec<_> = found(&world(), today, &family).into_iter().map(|f| f.message).collect();
        assert!(messages.is_empty(), "{today}: {messages:?}");
    }
}

/// A change of the framework makes findings in other people's records, which everybody reads.
#[test]
fn no_level_is_told_of_a_record_that_need_not_be_the_readers_own() {
    let mut files = world();
    let skill = "framework/skills/async-rust.yaml";
    put(&mut files, skill, "{name: Async Rust, kind: technical, proficient_from: 7, levels: {7: A, 9: B}}");
    let findings = found(&files, day(TODAY), &family());
    let off_scale: Vec<_> = findings.iter().filter(|finding| finding.rule == "rating-off-scale").collect();
    assert_eq!(off_scale.len(), 3);
    for finding in findings {
        let texts =
            [&finding.message, &finding.label, &finding.help.map(|help| help.text).unwrap_or_default()];
        assert!(texts.iter().all(|text| !text.contains('3')), "{texts:?}");
    }
}

/// Nobody has a profile.
struct Nobody;

impl Directory for Nobody {
    fn look_up(&self, _: &str) -> Handle {
        Handle::Unknown
    }

    fn nearest(&self, _: &str) -> Option<String> {
        None
    }
}

fn record<T: serde::de::DeserializeOwned>(id: &str, fields: serde_json::Value) -> Record<T> {
    Record { id: id.into(), path: format!("{id}.yaml"), data: serde_json::from_value(fields).unwrap() }
}

/// Somebody with `count` each of goals, entries, assessments, awards and remediations, all of which
/// name each other.
fn busy(count: usize) -> Person {
    let mut person = Person::new("ana".into());
    let profile =
        json!({"role": "r", "tier": "t", "discipline": "d", "started": "2020-01-01", "mentors": ["ben"]});
    person.profile = Some(record("ana", profile));
    for n in 0..count {
        let id = format!("x{n}");
        let date = day("2020-01-01").plus_days(i64::try_from(n % 2000).unwrap()).to_string();
        person.goals.insert(record(
            &id,
            json!({"title": "T", "measure": "M", "why": {}, "skill": "rust", "start": date, "deadline": "2035-01-01"}),
        ));
        person.entries.insert(record(
            &id,
            json!({"date": date, "title": "T", "type": "reading", "skills": ["rust"], "module": "m",
                   "goal": format!("x{}", count - n), "applied": {"outcome": "O"}}),
        ));
        let method = ["self", "peer", "mentor", "panel", "technical"][n % 5];
        let rating = json!({"skill": "rust", "rating": n % 6, "evidence": [format!("x{}", count - n)]});
        person.assessments.insert(record(
            &id,
            json!({"date": date, "method": method, "cycle": "review", "assessors": ["ben"], "ratings": [rating]}),
        ));
        person.awards.insert(record(
            &id,
            json!({"credential": "c", "date": date, "evidence": [format!("x{}", count - n)]}),
        ));
        person.remediations.insert(record(
            &id,
            json!({"assessment": id, "skill": "rust", "mentor": "ben", "actions": ["A"], "start": date,
                   "due": "2035-01-01", "retest": format!("x{}", count - n)}),
        ));
    }
    person
}

#[test]
fn many_records_of_one_person_are_judged_in_proportion() {
    let policy = Policy::default();
    let vocabulary = policy.vocabulary.clone();
    let limits = Limits::of(&policy, &vocabulary);
    let mut framework = Framework::default();
    framework
        .skills
        .insert(record("rust", json!({"name": "Rust", "kind": "technical", "proficient_from": 3})));
    let module = json!({"name": "M", "format": "workshop", "teaches": [{"skill": "rust"}]});
    framework.modules.insert(record("m", module));
    let severities = Severities::new(&policy, Flags { select: family(), ..Flags::default() });
    let setting = Setting {
        policy: &policy,
        vocabulary: &vocabulary,
        limits: &limits,
        today: day(TODAY),
        framework: &framework,
        groups: &Groups::default(),
        directory: &Nobody,
    };
    let time = |count| {
        let person = busy(count);
        let began = Instant::now();
        let findings =
            run_person(&person, &FilesView { folder: "people/ana", files: &[] }, None, &setting, &severities);
        assert!(findings.len() > 3 * count, "{}", findings.len());
        began.elapsed()
    };
    let (few, many) = (time(1000), time(8000));
    // Eight times as many records: sixty-four times as long would be quadratic.
    assert!(many < few * 24 + Duration::from_secs(1), "{few:?} for 1000, {many:?} for 8000");
}
