//! What a change introduces, leaves standing, resolves and removes: `milepost check --base` on real
//! repositories, each case a before, a change and the findings that follow.

mod beside;
mod departures;
mod exposure;
mod force;
mod identity;
mod levels;
mod removal;
mod time;

use crate::common::learning::{GOAL, Pull, goal, goal_text};

const LATE: &str = "late-application-plan 2026-10-05-async-rust.yaml";

fn late(status: &str) -> String {
    format!("{status} {LATE}")
}

#[test]
fn what_the_change_brings_is_introduced_and_fails() {
    Pull::onto("").change(&goal("2027-02-15")).check().is(1, &[&late("introduced")]);
}

#[test]
fn what_was_there_before_stands_and_never_blocks() {
    let pull = Pull::onto(&goal("2027-02-15"));
    let edited = goal("2027-02-15").replace("hours_per_week: 3", "hours_per_week: 2");
    pull.change(&edited).check().is(0, &[&late("standing")]);
}

#[test]
fn what_the_change_mends_is_resolved() {
    let pull = Pull::onto(&goal("2027-02-15")).change(&goal("2027-01-15"));
    pull.check().is(0, &[&late("resolved")]);
    let run = pull.run(&["--base", "main", "--today", "2026-11-22"]);
    assert!(run.stdout.contains("resolved: 1 finding that base still has"), "{}", run.stdout);
}

#[test]
fn what_vanishes_with_its_record_is_removed_and_the_removal_comes_first() {
    let ben = GOAL.replace("ana", "ben");
    let before = format!("--- {ben}\n{}", goal_text("2027-02-15"));
    let pull = Pull::onto(&before).change(&format!("+++ remove {ben}"));
    let verdict = pull.check();
    verdict.is(0, &["introduced removed-record 2026-10-05-async-rust.yaml", &late("removed")]);
    assert_eq!(verdict.list("removals"), [ben.as_str()]);
    let run = pull.run(&["--base", "main", "--today", "2026-11-22"]);
    assert!(run.stdout.starts_with(&format!("removed record: {ben}\n")), "{}", run.stdout);
    assert!(run.stdout.contains("gone with its record: late-application-plan"), "{}", run.stdout);
}

#[test]
fn a_record_that_can_no_longer_be_read_resolves_nothing() {
    let pull = Pull::onto(&goal("2027-02-15"));
    let broken = goal("2027-02-15").replace("target: 3", "target: [3");
    pull.change(&broken).check().is(1, &["introduced invalid-yaml 2026-10-05-async-rust.yaml"]);
    let pull = Pull::onto(&goal("2027-02-15"));
    let mistyped = goal("2027-02-15").replace("target: 3", "tarjet: 3");
    pull.change(&mistyped).check().is(1, &["introduced unknown-key 2026-10-05-async-rust.yaml"]);
}

#[test]
fn one_of_two_mistakes_in_one_record_mended_is_resolved() {
    let before = goal("2027-01-15").replace("target: 3", "tarjet: 3").replace("measure:", "mesure:");
    let pull = Pull::onto(&before).change(&before.replace("mesure:", "measure:"));
    pull.check().is(
        0,
        &[
            "resolved unknown-key 2026-10-05-async-rust.yaml",
            "standing unknown-key 2026-10-05-async-rust.yaml",
        ],
    );
}

#[test]
fn a_skill_that_goes_is_missed_in_everybodys_untouched_records() {
    let ben = "--- people/ben/goals/2026-10-05-feedback.yaml\n".to_owned()
        + &goal_text("2027-01-15")
            .replace("skill: async-rust", "skill: feedback")
            .replace("target: 3", "target: 1");
    let pull = Pull::onto(&ben).change("+++ remove framework/skills/feedback.yaml");
    let verdict = pull.check();
    verdict.is(
        1,
        &[
            "introduced unresolved-reference 2026-10-05-feedback.yaml",
            "introduced unresolved-reference backend-engineer.yaml",
        ],
    );
    assert_eq!(verdict.list("removals"), ["framework/skills/feedback.yaml"]);
}

#[test]
fn a_tier_that_goes_is_missed_in_untouched_profiles() {
    let role = include_str!("rules/world.txt");
    let start = role.find("--- framework/roles/").unwrap();
    let end = role[start + 4..].find("--- ").unwrap() + start + 4;
    let changed = role[start..end].replace("  - id: mid\n", "  - id: middle\n");
    Pull::onto("").change(&changed).check().is(1, &["introduced unresolved-reference profile.yaml"]);
}

#[test]
fn of_two_changes_that_break_each_other_the_second_is_caught() {
    let takes = "--- people/ben/goals/2026-10-05-feedback.yaml\n".to_owned()
        + &goal_text("2027-01-15")
            .replace("skill: async-rust", "skill: feedback")
            .replace("target: 3", "target: 1");
    let removes = role_without_feedback() + "+++ remove framework/skills/feedback.yaml\n";
    // Each on its own is fine,
    Pull::onto("").change(&takes).check().is(0, &[]);
    Pull::onto("").change(&removes).check().is(0, &[]);
    // and whichever comes second is not.
    let missing = ["introduced unresolved-reference 2026-10-05-feedback.yaml"];
    Pull::onto("").change(&takes).meanwhile(&removes).check().is(1, &missing);
    Pull::onto("").change(&removes).meanwhile(&takes).check().is(1, &missing);
}

fn role_without_feedback() -> String {
    let world = include_str!("rules/world.txt");
    let start = world.find("--- framework/roles/").unwrap();
    let end = world[start + 4..].find("--- ").unwrap() + start + 4;
    let electives = "    electives:\n      choose: 1\n      from:\n        - {skill: feedback, level: 1}\n";
    assert!(world[start..end].contains(electives));
    world[start..end].replace(electives, "")
}

#[test]
fn the_same_edit_on_both_sides_changes_nothing() {
    let pull = Pull::onto("").change(&goal("2027-02-15")).meanwhile(&goal("2027-02-15"));
    let verdict = pull.check();
    verdict.is(0, &[]);
    assert_eq!(verdict.json["untouched"], true);
}

#[test]
fn edits_of_different_lines_are_merged_before_they_are_judged() {
    let earlier = goal("2027-01-15").replace("deadline: 2026-12-18", "deadline: 2026-12-10");
    let title = goal("2027-01-15").replace("title: Run the", "title: Move the");
    // The title alone is fine; with the deadline of the other side the plan is late.
    Pull::onto("").change(&title).check().is(0, &[]);
    let meanwhile = earlier.replace("until: 2027-01-15", "until: 2026-12-31");
    let until = title.replace("until: 2027-01-15", "until: 2027-01-16");
    let pull = Pull::onto("").change(&title).meanwhile(&meanwhile);
    pull.check().is(0, &[]);
    // Base's own date was late already; the change writes another late one.
    let verdict = Pull::onto("").change(&until).meanwhile(&earlier).check();
    verdict.is(1, &[&late("introduced"), &late("resolved")]);
}

#[test]
fn what_base_did_since_the_branch_began_is_not_the_changes() {
    let small = goal_text("2027-01-10").replace("hours_per_week: 3", "hours_per_week: 1");
    let edited = "--- people/ana/goals/2026-11-01-x.yaml\n".to_owned() + &small;
    let pull = Pull::onto("").change(&edited).meanwhile(&goal("2027-02-15"));
    pull.check().is(0, &[&late("standing")]);
    let pull = Pull::onto(&goal("2027-02-15")).change(&edited).meanwhile(&goal("2027-01-15"));
    pull.check().is(0, &[]);
    // A forge may hand over the merge it made itself.
    let pull = Pull::onto("").change(&goal("2027-02-15")).meanwhile(&edited);
    pull.0.git(&["merge", "--quiet", "--no-edit", "main"]);
    pull.check().is(1, &[&late("introduced")]);
}

#[test]
fn a_file_that_does_not_merge_is_a_verdict_of_its_own() {
    let pull = Pull::onto("").change(&goal("2027-01-14")).meanwhile(&goal("2027-01-13"));
    let verdict = pull.check();
    verdict.is(1, &[]);
    assert_eq!(verdict.list("conflicts"), [GOAL]);
    assert_eq!(verdict.json["untouched"], false);
    let run = pull.run(&["--base", "main", "--today", "2026-11-22"]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains(&format!("error: {GOAL} conflicts with base")), "{}", run.stdout);
    assert!(run.stdout.contains("merge or rebase onto base"), "{}", run.stdout);
    assert!(run.stdout.trim_end().ends_with("1 conflict introduced"), "{}", run.stdout);
}

#[test]
fn a_change_of_other_files_touches_no_record_and_says_so_in_one_line() {
    let pull = Pull::onto(&goal("2027-02-15")).change("--- README.md\nHello\n--- docs/a.yaml\nb: c\n");
    let verdict = pull.check();
    verdict.is(0, &[]);
    assert_eq!(verdict.json["untouched"], true);
    let run = pull.run(&["--base", "main", "--head", "topic", "--today", "2026-11-22"]);
    assert_eq!(run.status, 0);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(run.stdout.ends_with(": the change touches no record\n"), "{}", run.stdout);
}

#[test]
fn the_working_tree_counts_with_what_is_not_committed_and_not_even_added() {
    let pull = Pull::onto("");
    pull.lay(&goal("2027-02-15"));
    pull.lay("--- people/ben/goals/2026-11-01-new.yaml\ntitle: x\n");
    let verdict = pull.check_with(&["--base", "main", "--today", "2026-11-22"]);
    assert_eq!(verdict.status, 1);
    let said = verdict.said();
    assert!(said.contains(&late("introduced")), "{said:?}");
    assert!(said.contains(&"introduced invalid-record 2026-11-01-new.yaml".to_owned()), "{said:?}");
    // The commit itself has none of it.
    pull.check().is(0, &[]);
}

#[test]
fn on_the_default_branch_the_commit_before_is_what_a_change_is_compared_with() {
    let pull = Pull::onto("").change(&goal("2027-02-15"));
    for base in ["topic", "HEAD"] {
        let verdict = pull.check_with(&["--base", base, "--head", "HEAD", "--today", "2026-11-22"]);
        verdict.is(1, &[&late("introduced")]);
        assert_eq!(
            verdict.list("notices"),
            [format!("{base} is the head itself: compared with the commit before it")]
        );
    }
    let first = pull.check_with(&["--base", "main", "--head", "main", "--today", "2026-11-22"]);
    first.is(0, &[]);
    assert_eq!(first.list("notices"), ["main is the head itself, and there is no commit before it"]);
}

#[test]
fn a_path_limits_what_is_shown_and_what_counts() {
    let pull = Pull::onto("")
        .change(&format!("{}--- people/ben/goals/2026-11-01-x.yaml\ntitle: x\n", goal("2027-02-15")));
    let with = |path: &str| pull.check_with(&["--base", "main", "--today", "2026-11-22", path]);
    with("people/ana").is(1, &[&late("introduced")]);
    with("people/chi").is(0, &[]);
    with("framework").is(0, &[]);
    with(GOAL).is(1, &[&late("introduced")]);
    // `people/an` is no folder, and not the beginning of one.
    let run = pull.run(&["people/an"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("people/an: there is no such file or folder"), "{}", run.stderr);
}
