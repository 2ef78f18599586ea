//! Which policy judges a change, and which vocabulary.

use super::late;
use crate::common::learning::{Pull, TODAY, goal};

const COMPARE: [&str; 6] = ["--base", "main", "--head", "topic", "--today", TODAY];

/// The reviewer is told.
const POLICY: &str = "introduced policy-change milepost.yaml";

fn policy(lines: &str) -> String {
    format!("--- milepost.yaml\nversion: 1\nname: Test team\ndisciplines: [backend, frontend]\n{lines}")
}

#[test]
fn a_change_cannot_loosen_its_own_check() {
    let late_goal = goal("2027-02-15");
    for loosened in [
        "rules: {late-application-plan: off}\n",
        "rules: {late-application-plan: note}\n",
        "application: {window_days: 365}\n",
    ] {
        let pull = Pull::onto("").change(&(policy(loosened) + &late_goal));
        pull.check().is(1, &[&late("introduced"), POLICY]);
        // Once it is merged, it is in force for everybody.
        let pull = Pull::onto(&policy(loosened)).change(&late_goal);
        assert_eq!(pull.check().status, 0, "{loosened}");
    }
}

#[test]
fn nor_tighten_it() {
    let vague =
        goal("2027-01-15").replace("title: Run the webhook worker on async Rust", "title: Learn async Rust");
    let tightened = policy("rules: {vague-goal: error}\n");
    let warned = "introduced vague-goal 2026-10-05-async-rust.yaml";
    let verdict = Pull::onto("").change(&format!("{tightened}{vague}")).check();
    verdict.is(0, &[POLICY, warned]);
    assert_eq!(verdict.json["counts"]["found"]["warnings"], 1);
    Pull::onto(&tightened).change(&vague).check().is(1, &[warned]);
}

#[test]
fn a_changes_own_words_are_what_its_records_are_judged_by() {
    let change = "--- milepost.yaml
version: 1
name: Test team
disciplines: [backend, frontend, data]
scale:
  - {level: 1, label: One}
  - {level: 2, label: Two}
  - {level: 3, label: Three}
  - {level: 4, label: Four}
  - {level: 5, label: Five}
  - {level: 7, label: Seven}
--- framework/skills/go.yaml
name: Go
kind: technical
proficient_from: 7
reviewed: 2026-10-01
--- people/dee/profile.yaml
role: backend-engineer
tier: junior
discipline: data
started: 2026-11-02
mentors: [ben]
--- people/dee/assessments/2026-11-21-peer.yaml
date: 2026-11-21
method: peer
cycle: baseline
assessors: [ben, chi]
ratings:
  - {skill: go, rating: 7}
";
    Pull::onto("").change(change).check().is(0, &[POLICY]);
    // The same records without the words for them.
    let records: String = change
        .split("--- ")
        .filter(|file| file.starts_with("people/"))
        .map(|file| format!("--- {file}"))
        .collect();
    let verdict = Pull::onto("").change(&records).check();
    assert_eq!(verdict.status, 1, "{:?}", verdict.said());
    let said = verdict.said();
    assert!(said.contains(&"introduced unresolved-reference profile.yaml".to_owned()), "{said:?}");
}

#[test]
fn the_first_pull_request_is_judged_by_its_own_policy() {
    let world = include_str!("../rules/world.txt").to_owned();
    let pull = Pull::bare("--- README.md\nHello\n").change(&world);
    let verdict = pull.check();
    verdict.is(0, &[]);
    let notice = "the policy of the change itself is in force, because there is none in base";
    assert_eq!(verdict.list("notices"), [notice]);
    let run = pull.run(&COMPARE);
    assert!(run.stdout.contains(&format!("note: {notice}\n")), "{}", run.stdout);
    let pull = Pull::bare("--- README.md\nHello\n").change(&(world + &goal("2027-02-15")));
    pull.check().is(1, &[&late("introduced")]);
}

#[test]
fn a_broken_policy_in_base_can_be_mended() {
    let pull = Pull::onto("--- milepost.yaml\nversion: 1\ndisciplins: [backend]\n").change(&policy(""));
    let verdict = pull.check();
    assert_eq!(verdict.status, 0, "{:?}", verdict.said());
    assert!(
        verdict.said().contains(&"resolved unknown-key milepost.yaml".to_owned()),
        "{:?}",
        verdict.said()
    );
    let notices = verdict.list("notices");
    assert_eq!(notices.len(), 1);
    assert!(
        notices[0]
            .ends_with("base's cannot be used: milepost.yaml:2:1: `disciplins` is not a key of the policy"),
        "{notices:?}"
    );
}

#[test]
fn a_policy_that_the_change_breaks_is_introduced_and_bases_stays_in_force() {
    let pull =
        Pull::onto("").change(&format!("--- milepost.yaml\nversion: 1\nrulse: {{}}\n{}", goal("2027-02-15")));
    let verdict = pull.check();
    assert_eq!(verdict.status, 1);
    let said = verdict.said();
    assert!(said.contains(&"introduced unknown-key milepost.yaml".to_owned()), "{said:?}");
    assert!(said.contains(&late("introduced")), "{said:?}");
    assert!(verdict.list("notices").is_empty());
}

#[test]
fn a_change_that_removes_the_policy_fails_because_nothing_could_be_checked_after_it() {
    let verdict = Pull::onto("").change("+++ remove milepost.yaml").check();
    verdict.is(1, &["introduced invalid-record milepost.yaml"]);
    assert_eq!(verdict.list("removals"), ["milepost.yaml"]);
    // Another extension is no removal.
    Pull::onto("").moved("milepost.yaml", "milepost.yml").check().is(0, &[]);
}

#[test]
fn without_a_usable_policy_on_either_side_nothing_is_judged() {
    let broken = "--- milepost.yaml\nversion: 1\nname: a\ndisciplins: [backend]\n";
    let pull = Pull::onto(broken).change(&(broken.replace("name: a", "name: b") + &goal("2027-02-15")));
    for arguments in [&COMPARE[..], &["--today", TODAY]] {
        let run = pull.run(arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""));
        assert_eq!(
            run.stderr,
            "error: the policy cannot be used: milepost.yaml:3:1: `disciplins` is not a key of the policy\n  \
             help: mend milepost.yaml first; a file with only `version: 1` is complete\n"
        );
    }
}

#[test]
fn without_any_policy_nothing_is_judged() {
    let records = include_str!("../rules/world.txt").split_once("--- framework").unwrap().1;
    let pull = Pull::bare(&format!("--- framework{records}")).change(&goal("2027-02-15"));
    let run = pull.run(&["--today", TODAY]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(
        run.stderr.starts_with("error: there is no milepost.yaml in the working tree\n"),
        "{}",
        run.stderr
    );
    let run = pull.run(&COMPARE);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("help: `milepost init` adds one"), "{}", run.stderr);
}

#[test]
fn a_repository_with_no_record_is_no_silent_pass() {
    for nothing in
        ["--- milepost.yaml\nversion: 1\n", "--- milepost.yaml\nversion: 1\n--- people/README.md\nx\n"]
    {
        let pull = Pull::bare(nothing).change("--- milepost.yaml\nversion: 1\nname: b\n");
        for arguments in [&COMPARE[..], &["--today", TODAY], &["--head", "main"]] {
            let run = pull.run(arguments);
            assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{arguments:?}");
            assert!(run.stderr.contains(" holds no record yet: "), "{}", run.stderr);
            assert_eq!(run.stderr.lines().count(), 2, "{}", run.stderr);
        }
    }
    let run = Pull::bare("--- README.md\nx\n").change("--- a.yaml\nb: c\n").run(&[]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("holds no learning repository"), "{}", run.stderr);
    // One broken record is something to judge.
    let pull = Pull::bare("--- milepost.yaml\nversion: 1\n--- people/ana/profile.yaml\n[\n");
    assert_eq!(pull.run(&[]).status, 1);
    // All records gone is a change to be told of, not an empty repository.
    let pull = Pull::onto("");
    for folder in ["framework", "teams", "programs", "people"] {
        pull.0.remove(folder);
    }
    let verdict = pull.check_with(&["--base", "main", "--today", TODAY]);
    verdict.is(0, &["introduced removed-record profile.yaml"; 3]);
    assert_eq!(verdict.list("removals").len(), 17);
}
