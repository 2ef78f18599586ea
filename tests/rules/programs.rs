//! The dated rule about programs day by day, and programs of hostile size.

use std::fmt::Write as _;

use super::*;

/// What a rule finds in these programs on a day.
fn found(programs: &[String], rule: &str, today: Date) -> Vec<Finding> {
    let mut after = world();
    for (index, program) in programs.iter().enumerate() {
        after.0.insert(format!("programs/p{index}.yaml"), Some(program.clone().into_bytes()));
    }
    let fixture = Fixture::on(today, after);
    run(&fixture, Flags { select: vec![rule.to_owned()], ..Flags::default() }).0.findings
}

/// The first and the last day on which a figure for afterwards is asked for, and on how many.
fn asked(program: &str) -> Option<(String, String, usize)> {
    let first: Date = TODAY.parse().unwrap();
    let days: Vec<String> = (0..60)
        .map(|days| first.plus_days(days))
        .filter(|today| !found(&[program.to_owned()], "missing-outcome", *today).is_empty())
        .map(|today| today.to_string())
        .collect();
    Some((days.first()?.clone(), days.last()?.clone(), days.len()))
}

#[test]
fn an_outcome_is_asked_for_from_the_day_after_the_end_on() {
    let program = "name: P\nkind: cohort\nstart: 2026-09-01\nend: 2026-12-18\n\
                   metrics: [{name: Incidents, better: lower, before: {value: 4}}]\n";
    assert_eq!(asked(program), Some(("2026-12-19".to_owned(), "2027-01-20".to_owned(), 33)));
    assert_eq!(asked(&program.replace("end: 2026-12-18", "end: 9999-12-31")), None);
    assert_eq!(asked(&program.replace("before:", "after:")), None);
}

/// Ten programs with as many rotations as one may hold, each of one day, all of one person; the
/// very first one ends on `end`.
fn rotations(end: &str) -> Vec<String> {
    let first: Date = "2026-01-01".parse().unwrap();
    let mut days = (0..).map(|days| first.plus_days(days));
    let mut programs = Vec::new();
    for _ in 0..10 {
        let mut text = "name: P\nkind: rotation\nstart: 2026-01-01\nend: 9999-12-31\nrotations:\n".to_owned();
        for day in days.by_ref().take(1_000) {
            let end = if day == first { end.to_owned() } else { day.to_string() };
            writeln!(text, "- {{member: ana, team: t, start: {day}, end: {end}}}").unwrap();
        }
        programs.push(text);
    }
    programs
}

#[test]
fn thousands_of_rotations_that_share_a_day_with_one_give_a_finding_each() {
    let today = TODAY.parse().unwrap();
    let findings = found(&rotations("9999-12-31"), "overlapping-rotation", today);
    assert_eq!(findings.len(), 9_999);
    let related: BTreeSet<_> = findings.iter().map(|finding| &finding.related[0].location).collect();
    assert_eq!(related.len(), 1, "each lies within the very first one");
    assert!(found(&rotations("2026-01-01"), "overlapping-rotation", today).is_empty());
}
