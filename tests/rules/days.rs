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
        let fixture = Fixture {
            earlier: Earlier::default(),
            base: None,
            after: files.clone(),
            expected: Vec::new(),
            today,
            opened: today,
            also: Vec::new(),
        };
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
