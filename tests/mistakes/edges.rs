//! Every date field of every kind of record at both ends of the calendar, and every field that may
//! be left out left empty.

use super::contradictory::{check, check_on};

/// One record of each kind with every date that it can have; `@` stands for it.
const DATED: &str = include_str!("dated.txt");

#[test]
fn every_date_is_the_first_day_of_the_calendar() {
    check(
        &DATED.replace('@', "0001-01-01"),
        1,
        &[
            "expiring-award people/chi/awards/2026-11-21-owner.yaml: 0001-01-01",
            "invalid-period people/ben/profile.yaml: 0001-01-01",
            "overdue-goal people/ana/goals/2026-10-05-async-rust.yaml: 0001-01-01",
            "reached-goal people/ana/goals/2026-10-05-async-rust.yaml: 3",
            "reassessment-due people/ana/goals/2026-10-05-async-rust.yaml: async-rust",
            "sprint-length programs/autumn.yaml: 0001-01-01",
            "stale-framework framework/roles/backend-engineer.yaml: 0001-01-01",
            "stale-framework framework/skills/rust.yaml: 0001-01-01",
            "unproven-goal people/chi/goals/long-ago.yaml: done",
            "unstaffed-need teams/payments.yaml: 2",
        ],
    );
}

#[test]
fn every_date_is_the_last_day_of_the_calendar() {
    check(
        &DATED.replace('@', "9999-12-31"),
        1,
        &[
            "application-open people/chi/goals/long-ago.yaml: 9999-12-31",
            "future-record people/ana/assessments/2026-11-21-panel.yaml: 9999-12-31",
            "future-record people/ana/assessments/2026-11-22-retest.yaml: 9999-12-31",
            "future-record people/ana/awards/2026-11-21-owner.yaml: 9999-12-31",
            "future-record people/ana/portfolio/2026-11-20-retry-queue.yaml: 9999-12-31",
            "future-record people/chi/awards/2026-11-21-owner.yaml: 9999-12-31",
            "future-record people/chi/goals/long-ago.yaml: 9999-12-31",
            "reached-goal people/ana/goals/2026-10-05-async-rust.yaml: 3",
            "slipped-deadline people/ana/goals/2026-10-05-async-rust.yaml: 9999-12-31",
            "sprint-length programs/autumn.yaml: 9999-12-31",
            "unproven-goal people/chi/goals/long-ago.yaml: done",
        ],
    );
}

#[test]
fn today_is_at_an_end_of_the_calendar() {
    check_on(
        "0001-01-01",
        "",
        1,
        &[
            "future-record people/ana/assessments/2025-03-20-baseline.yaml: 2025-03-20",
            "future-record people/ana/assessments/2026-11-21-panel.yaml: 2026-11-21",
            "future-record people/ana/portfolio/2026-11-20-retry-queue.yaml: 2026-11-20",
            "future-record people/ben/assessments/2024-03-20-baseline.yaml: 2024-03-20",
            "future-record people/chi/assessments/2023-01-20-baseline.yaml: 2023-01-20",
        ],
    );
    check_on(
        "9999-12-31",
        "",
        0,
        &[
            "overdue-goal people/ana/goals/2026-10-05-async-rust.yaml: 2026-12-18",
            "reassessment-due people/ana/goals/2026-10-05-async-rust.yaml: async-rust",
            "stale-framework framework/roles/backend-engineer.yaml: 2026-10-01",
            "stale-framework framework/skills/async-rust.yaml: 2026-10-01",
            "stale-framework framework/skills/feedback.yaml: 2026-10-01",
            "stale-framework framework/skills/rust.yaml: 2026-10-01",
        ],
    );
}

/// Records in which every field that may be left out is given, and empty: lists, maps and texts.
const EMPTY: &str = include_str!("empty.txt");

#[test]
fn every_list_and_map_that_may_be_left_out_is_empty() {
    let text: String = EMPTY.split_inclusive('\n').map(|line| line.replace("\"\"", "Some text")).collect();
    check(
        &text,
        1,
        &[
            "aimless-goal people/ana/goals/2026-10-05-async-rust.yaml: title: Some text",
            "invalid-credential framework/credentials/async-owner.yaml: certification",
            "invalid-remediation people/ana/remediations/2026-11-21-async.yaml: 2026-11-21-panel",
            "missing-assessor people/ana/assessments/2026-11-21-panel.yaml: panel",
            "missing-mentor people/ana/profile.yaml: role: backend-engineer",
            "orphaned-application people/ana/portfolio/2026-11-20-retry-queue.yaml: applied",
            "unprioritised-gap framework/roles/backend-engineer.yaml: Some text",
            "unsourced-benefit programs/autumn.yaml: benefits",
            "unusable-link framework/credentials/async-owner.yaml: Some text",
            "unusable-link framework/modules/tokio-workshop.yaml: Some text",
        ],
    );
}

#[test]
fn every_text_that_may_be_left_out_is_empty() {
    let mut expected = Vec::new();
    let mut path = "";
    for line in EMPTY.lines() {
        path = line.strip_prefix("--- ").unwrap_or(path);
        expected.extend(line.matches("\"\"").map(|_| format!("invalid-record {path}: \"\"")));
    }
    expected.sort();
    assert!(expected.len() > 40);
    check(EMPTY, 1, &expected.iter().map(String::as_str).collect::<Vec<_>>());
}
