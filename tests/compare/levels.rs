//! Levels that a change takes out of a skill or of the scale: who is told what, and that nobody is
//! told at which level somebody was rated.

use serde_json::Value;

use crate::common::learning::{Pull, TODAY, Verdict};

const COMPARE: [&str; 6] = ["--base", "main", "--head", "topic", "--today", TODAY];

/// The skill with the levels 1 to 4; the line of level 4 is taken out or renumbered by changes.
const SKILL: &str = "--- framework/skills/async-rust.yaml
name: Async Rust
kind: technical
proficient_from: 2
reviewed: 2026-10-01
prerequisites: [rust]
levels:
  1: Reads async code and names what an executor does.
  2: Changes async code with a review.
  3: Designs an async service and explains its back-pressure.
  4: Finds stalls and leaks in other people's services.
rubric:
  design: Every queue has a bound and a reason for it.
  testing: Time-outs and cancellation are tested.
";

/// Two people at level 4, the one in one line and the other not, and a goal for it.
const RATED: &str = "--- people/ben/assessments/2026-11-02-panel.yaml
date: 2026-11-02
method: panel
cycle: review
assessors: [ana, chi]
ratings:
  - {skill: async-rust, rating: 4, rubric: {design: 4}}
--- people/chi/assessments/2026-11-03-panel.yaml
date: 2026-11-03
method: panel
cycle: review
assessors: [ana, ben]
ratings:
  - skill: async-rust
    rubric:
      design: 2
      testing: 2
    rating: 4
--- people/ben/goals/2026-10-05-stalls.yaml
title: Find the stalls of the ledger
skill: async-rust
target: 4
measure: Two stalls are found
why: {project: ledger, outcome: The books close in a day}
deadline: 2026-12-18
hours_per_week: 1
application: {what: Trace the ledger, until: 2027-01-15}
";

fn skill(from: &str, to: &str) -> String {
    assert!(SKILL.contains(from), "{from}");
    SKILL.replacen(from, to, 1)
}

/// The errors of the change: rule, file, line and column.
fn errors(verdict: &Verdict) -> Vec<String> {
    let errors =
        verdict.findings().iter().filter(|f| f["severity"] == "error" && f["status"] == "introduced");
    errors
        .map(|finding| {
            let (path, start) = (&finding["place"]["path"], &finding["place"]["region"]["start"]);
            let rule = finding["rule"].as_str().unwrap();
            format!("{rule} {}:{}:{}", path.as_str().unwrap(), start["line"], start["column"])
        })
        .collect()
}

/// Asserts that no output of the check or the comment repeats a level of a rating: neither in an
/// excerpt nor in words.
#[track_caller]
fn names_no_rating(pull: &Pull) {
    let json = pull.run(&[&COMPARE[..], &["--format", "json"]].concat()).stdout;
    let human = pull.run(&[&COMPARE[..], &["--standing", "--all"]].concat()).stdout;
    let report =
        |format| pull.0.milepost(&[&["report", "pr", "--format", format], &COMPARE[..]].concat()).stdout;
    for (name, text) in
        [("json", json), ("human", human), ("markdown", report("markdown")), ("report", report("json"))]
    {
        for level in ["rating: 4", "design: 4", "design: 2", "level 4 of this rating"] {
            assert!(!text.contains(level), "{name} says `{level}`: {text}");
        }
    }
}

#[test]
fn a_level_that_goes_is_told_once_at_the_skill_and_to_whoever_relied_on_it() {
    let pull = Pull::onto(&format!("{SKILL}{RATED}"))
        .change(&skill("  4: Finds stalls and leaks in other people's services.\n", ""));
    let verdict = pull.check();
    let expected = [
        "orphaned-rating framework/skills/async-rust.yaml:6:1",
        "undefined-level people/ben/goals/2026-10-05-stalls.yaml:3:9",
        "rating-off-scale people/ben/assessments/2026-11-02-panel.yaml:6:33",
        "rating-off-scale people/ben/assessments/2026-11-02-panel.yaml:6:53",
        "rating-off-scale people/chi/assessments/2026-11-03-panel.yaml:10:13",
    ];
    let (mut found, mut expected) = (errors(&verdict), expected.map(str::to_owned).to_vec());
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    names_no_rating(&pull);
    let message = |rule: &str| {
        let finding = verdict.findings().iter().find(|finding| finding["rule"] == rule).unwrap();
        (finding["message"].as_str().unwrap(), finding["help"]["text"].as_str().unwrap())
    };
    assert_eq!(
        message("rating-off-scale"),
        (
            "this change takes the level of this rating out of `async-rust`, which now has 1, 2 and 3",
            "keep the level in the skill and reword it: assessments stay as they were written"
        )
    );
    assert_eq!(
        message("orphaned-rating").0,
        "the change takes levels out of `async-rust` at which 2 ratings are recorded"
    );
    assert_eq!(
        message("undefined-level").0,
        "`async-rust` has no level 4 any more: this change takes it out; its levels are 1, 2 and 3"
    );
    let run = pull.run(&COMPARE);
    insta::assert_snapshot!("a_level_taken_out", run.stdout.split("checked ").next().unwrap());
    // Whoever checks the own state sees what is written there.
    let plain = pull.run(&["people/chi", "--today", TODAY]);
    assert!(plain.stdout.contains("rating: 4"), "{}", plain.stdout);
}

#[test]
fn a_level_with_another_number_is_a_level_that_goes() {
    let pull = Pull::onto(&format!("{SKILL}{RATED}")).change(&skill("  4: Finds", "  5: Finds"));
    let verdict = pull.check();
    assert_eq!(errors(&verdict).len(), 5, "{:#?}", errors(&verdict));
    names_no_rating(&pull);
}

#[test]
fn a_level_that_leaves_the_scale_is_missed_in_skills_without_levels_and_in_skills_with_it() {
    let before = format!(
        "{SKILL}{RATED}{}",
        RATED
            .replace("async-rust", "rust")
            .replace("panel", "rust")
            .replace("stalls", "rust")
            .replace("method: rust", "method: panel")
            .replace(", rubric: {design: 4}", "")
            .replace("    rubric:\n      design: 2\n      testing: 2\n", "")
    );
    let scale = "--- milepost.yaml
version: 1
name: Test team
disciplines: [backend, frontend]
scale:
  - {level: 1, label: Beginner}
  - {level: 2, label: Elementary}
  - {level: 3, label: Proficient}
";
    let pull = Pull::onto(&before).change(scale);
    let verdict = pull.check();
    let mut found = errors(&verdict);
    found.sort();
    let expected = [
        "orphaned-rating milepost.yaml:4:1",
        "rating-off-scale people/ben/assessments/2026-11-02-rust.yaml:6:27",
        "rating-off-scale people/chi/assessments/2026-11-03-rust.yaml:7:13",
        "undefined-level framework/skills/async-rust.yaml:10:3",
        "undefined-level people/ben/goals/2026-10-05-rust.yaml:3:9",
    ];
    assert_eq!(found, expected);
    // The skill was not touched: its reader has to learn what happened.
    let message = "the scale has no level 4 any more: this change takes it out; its levels are 1, 2 and 3";
    assert!(verdict.findings().iter().any(|it| it["message"] == message), "{message}");
    names_no_rating(&pull);
}

#[test]
fn a_criterion_that_goes_is_missed_in_every_rating_that_has_it() {
    let pull = Pull::onto(&format!("{SKILL}{RATED}"))
        .change(&skill("  design: Every queue has a bound and a reason for it.\n", ""));
    let verdict = pull.check();
    assert_eq!(
        errors(&verdict),
        [
            "unresolved-reference people/ana/assessments/2026-11-21-panel.yaml:8:14",
            "unresolved-reference people/ben/assessments/2026-11-02-panel.yaml:6:45",
            "unresolved-reference people/chi/assessments/2026-11-03-panel.yaml:8:7",
        ]
    );
    names_no_rating(&pull);
    let first = &verdict.findings()[0];
    assert_eq!(
        first["message"],
        "the rubric of the skill `async-rust` has no criterion `design` any more: this change takes it out"
    );
    assert_eq!(
        first["help"]["text"],
        "keep the criterion and reword it: assessments stay as they were written"
    );
    assert_eq!(first["help"]["replacement"], Value::Null);
}

#[test]
fn what_stands_in_an_assessment_that_the_change_does_not_touch_is_not_repeated_either() {
    let broken = RATED.replace("rating: 4", "rating: 9");
    let pull = Pull::onto(&format!("{SKILL}{broken}")).change("--- framework/skills/rust.yaml\nname: Rust\nkind: technical\nproficient_from: 3\nreviewed: 2026-11-01\n");
    let json = pull.run(&[&COMPARE[..], &["--format", "json"]].concat()).stdout;
    assert!(json.contains("rating-off-scale") && json.contains("rating: *"), "{json}");
    assert!(!json.contains("rating: 9"), "{json}");
    // What the change writes itself, it may see.
    let pull = Pull::onto(SKILL).change(&broken);
    let json = pull.run(&[&COMPARE[..], &["--format", "json"]].concat()).stdout;
    assert!(json.contains("rating: 9"), "{json}");
}

#[test]
fn a_tier_that_goes_is_missed_in_every_profile_that_has_it() {
    let world = include_str!("../rules/world.txt");
    let start = world.find("--- framework/roles/").unwrap();
    let end = world[start + 4..].find("--- ").unwrap() + start + 4;
    let role = world[start..end].replace("  - id: senior\n", "  - id: principal\n");
    let verdict = Pull::onto("").change(&role).check();
    assert_eq!(
        errors(&verdict),
        [
            "unresolved-reference people/ana/profile.yaml:9:40",
            "unresolved-reference people/ben/profile.yaml:2:7",
            "unresolved-reference people/chi/profile.yaml:2:7",
        ]
    );
    let first = &verdict.findings()[0];
    assert_eq!(
        (first["message"].as_str().unwrap(), first["help"]["text"].as_str().unwrap()),
        (
            "the role `backend-engineer` has no tier `senior` any more: this change takes it out",
            "keep the tier's id `senior`, or write another tier here: `junior`, `mid` and `principal`"
        )
    );
}
