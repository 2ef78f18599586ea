//! The dated rules, day by day: from when to when each of them speaks of the world's goal.

use std::collections::BTreeMap;

use super::*;

const GOAL: &str = "people/ana/goals/2026-10-05-async-rust.yaml";
const ENTRY: &str = "people/ana/portfolio/2026-11-20-retry-queue.yaml";
const DATED: [&str; 4] = ["due-soon", "overdue-goal", "application-open", "lapsed-application"];

/// The first and the last day of each stretch of days on which a rule speaks of the goal, from
/// 2026-11-22 to 2027-02-20.
fn stretches(files: &Files) -> Vec<String> {
    let mut found: BTreeMap<&str, Vec<(Date, Date)>> = BTreeMap::new();
    let first: Date = TODAY.parse().unwrap();
    for today in (0..=90).map(|days| first.plus_days(days)) {
        let fixture = Fixture::on(today, files.clone());
        let select = DATED.map(str::to_owned).to_vec();
        let (survey, _) = run(&fixture, Flags { select, ..Flags::default() });
        for finding in survey.findings {
            assert_eq!(finding.location.path(), GOAL, "{today}: {}", finding.message);
            let days = found.entry(finding.rule).or_default();
            match days.last_mut() {
                Some((_, last)) if last.plus_days(1) == today => *last = today,
                Some(_) | None => days.push((today, today)),
            }
        }
    }
    let lines = |rule: &str| {
        let days = found.get(rule).cloned().unwrap_or_default();
        days.into_iter().map(|(first, last)| format!("{rule} {first} to {last}")).collect::<Vec<_>>()
    };
    DATED.into_iter().flat_map(lines).collect()
}

/// The world without the entry that applies the goal, and with `lines` added to Ana's `path`.
fn unapplied(path: &str, lines: &str) -> Files {
    let mut files = world();
    files.0.remove(ENTRY);
    if let Some(Some(text)) = files.0.get_mut(path) {
        text.extend_from_slice(lines.as_bytes());
    }
    files
}

#[test]
fn an_active_goal_is_due_then_overdue_and_its_window_opens_and_closes() {
    assert_eq!(
        stretches(&unapplied(GOAL, "")),
        [
            "due-soon 2026-12-04 to 2026-12-18",
            "overdue-goal 2026-12-19 to 2027-02-20",
            "application-open 2026-12-19 to 2027-01-15",
            "lapsed-application 2027-01-16 to 2027-02-20",
        ]
    );
}

#[test]
fn a_goal_that_was_applied_is_only_asked_to_be_finished() {
    let expected = ["due-soon 2026-12-04 to 2026-12-18", "overdue-goal 2026-12-19 to 2027-02-20"];
    assert_eq!(stretches(&world()), expected);
}

#[test]
fn a_goal_that_is_done_early_keeps_its_whole_window() {
    assert_eq!(
        stretches(&unapplied(GOAL, "status: done\ncompleted: 2026-11-20\n")),
        ["application-open 2026-11-22 to 2027-01-15", "lapsed-application 2027-01-16 to 2027-02-20"]
    );
}

#[test]
fn nobody_is_reminded_while_away_or_after_leaving() {
    let profile = "people/ana/profile.yaml";
    let lines = "away:\n  - {start: 2026-12-10, end: 2026-12-31}\nleft: 2027-01-31\n";
    assert_eq!(
        stretches(&unapplied(profile, lines)),
        [
            "due-soon 2026-12-04 to 2026-12-09",
            "overdue-goal 2027-01-01 to 2027-01-31",
            "application-open 2027-01-01 to 2027-01-15",
            "lapsed-application 2027-01-16 to 2027-01-31",
        ]
    );
}

/// The first and the last day on which `rule` speaks, from `first` for so many days.
fn speaks(files: &Files, rule: &str, first: &str, days: i64) -> Option<(String, String)> {
    let first: Date = first.parse().unwrap();
    let spoken = |today: &Date| {
        let after = files.clone();
        let today = *today;
        let fixture = Fixture::on(today, after);
        !run(&fixture, Flags { select: vec![rule.to_owned()], ..Flags::default() }).0.findings.is_empty()
    };
    let spoken: Vec<Date> = (0..days).map(|days| first.plus_days(days)).filter(spoken).collect();
    let (first, last) = (spoken.first()?, spoken.last()?);
    assert_eq!(first.days_until(*last) + 1, spoken.len() as i64, "it speaks on each day between them");
    Some((first.to_string(), last.to_string()))
}

/// The world in which Ana started on `started` and has no baseline, with `lines` in her profile.
fn without_baseline(started: &str, lines: &str) -> Files {
    let mut files = world();
    files.0.remove("people/ana/assessments/2025-03-20-baseline.yaml").unwrap();
    let profile =
        format!("role: backend-engineer\ntier: mid\ndiscipline: backend\nstarted: {started}\n{lines}");
    files.0.insert("people/ana/profile.yaml".to_owned(), Some(profile.into_bytes()));
    let entry = format!("date: {started}\ntitle: Read the map\ntype: journal\nskills: [rust]\n");
    files.0.insert("people/ana/portfolio/first.yaml".to_owned(), Some(entry.into_bytes()));
    files
}

#[test]
fn a_baseline_is_asked_for_from_the_day_after_its_last_day() {
    for (started, first) in [
        ("2024-01-30", "2024-03-01"), // the last day for it is the leap day
        ("2026-01-29", "2026-03-01"), // the last day of February
        ("2026-01-31", "2026-03-03"),
        ("2026-03-02", "2026-04-02"),
        ("2026-12-01", "2027-01-01"), // the last day of the year
    ] {
        let until = started.parse::<Date>().unwrap().plus_days(59).to_string();
        let expected = Some((first.to_owned(), until));
        assert_eq!(
            speaks(&without_baseline(started, ""), "missing-baseline", started, 60),
            expected,
            "{started}"
        );
    }
}

#[test]
fn nobody_is_asked_for_a_baseline_while_away_or_after_leaving() {
    let lines = "away:\n  - {start: 2026-03-30, end: 2026-04-10}\nleft: 2026-04-30\n";
    let expected = Some(("2026-04-11".to_owned(), "2026-04-30".to_owned()));
    assert_eq!(
        speaks(&without_baseline("2026-03-02", lines), "missing-baseline", "2026-03-02", 90),
        expected
    );
}

#[test]
fn the_example_of_the_format_has_no_error_and_no_warning_until_its_deadline() {
    let first: Date = TODAY.parse().unwrap();
    for today in (0..=26).map(|days| first.plus_days(days)) {
        let fixture = Fixture::on(today, world());
        for finding in run(&fixture, Flags::default()).0.findings {
            assert_eq!(finding.severity, milepost::finding::Severity::Note, "{today}: {}", finding.message);
        }
    }
}

#[test]
fn whoever_was_here_before_the_first_record_is_given_the_same_time() {
    let mut files = without_baseline("2020-01-07", "");
    let late = "date: 2026-01-29\ntitle: Read the map\ntype: journal\nskills: [rust]\n";
    files.0.insert("people/ana/portfolio/first.yaml".to_owned(), Some(late.as_bytes().to_vec()));
    let expected = Some(("2026-03-01".to_owned(), "2026-03-29".to_owned()));
    assert_eq!(speaks(&files, "missing-baseline", "2026-01-29", 60), expected);
}
