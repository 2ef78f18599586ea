//! The command line: exit status, messages, where results go, what is shown how.

mod contract;
mod delivery;
mod places;
mod rules;

use crate::common::learning::{Pull, TODAY, goal};
use crate::common::{Run, Sandbox};

/// Asserts that the program could not run: status 2, nothing on standard output, one line that
/// says why and one that says what to do.
#[track_caller]
fn refused(run: &Run, why: &str, advice: &str) {
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.stderr);
    assert!(lines[0].starts_with("error: ") && lines[0].contains(why), "{}", run.stderr);
    assert!(lines[1].starts_with("  help: ") && lines[1].contains(advice), "{}", run.stderr);
}

#[test]
fn exit_status_says_fine_found_and_could_not_run() {
    let pull = Pull::onto("");
    assert_eq!(pull.run(&["--today", TODAY]).status, 0);
    pull.lay(&goal("2027-02-15"));
    assert_eq!(pull.run(&["--today", TODAY]).status, 1);
    assert_eq!(pull.run(&["--today", "yesterday"]).status, 2);
    assert_eq!(pull.run(&["--format", "xml"]).status, 2);
    assert_eq!(pull.run(&["--opened", TODAY]).status, 2);
}

#[test]
fn counts_are_the_last_line_in_every_case() {
    let pull = Pull::onto("");
    let last = |arguments: &[&str]| {
        let run = pull.run(&[arguments, &["--today", TODAY]].concat());
        run.stdout.lines().last().unwrap_or_default().to_owned()
    };
    assert!(last(&[]).ends_with(": no findings"), "{}", last(&[]));
    assert!(last(&[]).starts_with("checked 18 files of 3 people in "), "{}", last(&[]));
    assert!(last(&["--base", "main"]).ends_with(": the change touches no record"));
    pull.lay(&goal("2027-02-15"));
    assert!(last(&[]).ends_with(": 1 error"));
    assert!(last(&["--base", "main"]).ends_with(": 1 error introduced"));
    assert!(last(&["people/ben"]).ends_with(": no findings"));
    assert!(last(&["--base", "main", "people/ben"]).ends_with(": no findings introduced"));
    pull.0.commit("late");
    pull.0.git(&["branch", "--force", "main", "topic"]);
    pull.lay(&goal("2027-02-15").replace("hours_per_week: 3", "hours_per_week: 2"));
    let run = pull.run(&["--base", "main", "--today", TODAY]);
    assert_eq!(run.status, 0);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines[0], "standing: 1 (1 error), not from this change; --standing shows them");
    assert!(lines.last().unwrap().ends_with(": no findings introduced"));
    let run = pull.run(&["--base", "main", "--today", TODAY, "--standing"]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.starts_with("error[late-application-plan]"), "{}", run.stdout);
}

#[test]
fn revisions_that_name_nothing_are_named() {
    let pull = Pull::onto("");
    refused(&pull.run(&["--base", "nowhere"]), "`nowhere` names no commit", "git branch --all");
    refused(&pull.run(&["--head", "v9"]), "`v9` names no commit", "fetch");
    pull.0.git(&["checkout", "--quiet", "--orphan", "other"]);
    pull.0.commit("apart");
    let run = pull.run(&["--base", "main", "--head", "other"]);
    refused(&run, "`main` and `other` have no common ancestor", "one repository");
    let run = pull.run(&["--base", "main"]);
    refused(&run, "`main` and `HEAD` have no common ancestor", "one repository");
}

#[test]
fn what_is_often_written_instead_of_a_revision_is_told_apart() {
    let pull = Pull::onto("").change(&goal("2027-01-14"));
    for arguments in [&["--base", ""][..], &["--base", "main", "--head", " "], &["--head", ""]] {
        refused(&pull.run(arguments), "names no revision: its value is empty", "in CI, see whether");
    }
    for range in ["main..topic", "main...topic"] {
        refused(
            &pull.run(&["--base", range]),
            &format!("not a range: `{range}`"),
            "write --base main --head topic",
        );
    }
    let run = pull.run(&["main"]);
    refused(&run, "main: there is no such file or folder", "`main` is a revision: `--base main` compares");
    refused(&pull.run(&["--deny", "warning"]), "no rule `warning`", "did you mean `warnings`?");
}

#[test]
fn a_repository_without_a_commit_has_no_base() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    sandbox.write("people/ana/profile.yaml", "role: x\n");
    assert_eq!(sandbox.milepost(&["check"]).status, 1);
    refused(&sandbox.milepost(&["check", "--base", "main"]), "`main` names no commit", "git branch");
}

#[test]
fn flags_that_name_no_rule_are_refused_with_the_nearest() {
    let pull = Pull::onto("");
    for flag in ["--deny", "--warn", "--note", "--allow", "--select", "--ignore"] {
        refused(
            &pull.run(&[flag, "late-aplication-plan"]),
            "no rule `late-aplication-plan`",
            "did you mean `late-application-plan`?",
        );
        refused(&pull.run(&[flag, "due-soon,zzzzzzzz"]), "no rule `zzzzzzzz`", "`milepost rules`");
    }
}

#[test]
fn flags_set_severities_and_choose_rules() {
    let title =
        goal("2027-01-15").replace("title: Run the webhook worker on async Rust", "title: Learn async Rust");
    let pull = Pull::onto(&title);
    let said = |arguments: &[&str]| {
        let verdict = pull.check_with(&[arguments, &["--today", TODAY]].concat());
        let severities: Vec<_> =
            verdict.findings().iter().map(|f| f["severity"].as_str().unwrap().to_owned()).collect();
        (verdict.status, severities.join(","))
    };
    let is = |status, severities: &str| (status, severities.to_owned());
    assert_eq!(said(&[]), is(0, "warning"));
    assert_eq!(said(&["--deny", "warnings"]), is(1, "error"));
    assert_eq!(said(&["--deny", "vague-goal"]), is(1, "error"));
    assert_eq!(said(&["--note", "vague-goal"]), is(0, "note"));
    assert_eq!(said(&["--note", "vague-goal", "--deny", "warnings"]), is(0, "note"));
    assert_eq!(said(&["--allow", "vague-goal", "--deny", "warnings"]), is(0, ""));
    assert_eq!(said(&["--ignore", "vague-goal"]), is(0, ""));
    assert_eq!(said(&["--select", "due-soon"]), is(0, ""));
    assert_eq!(said(&["--select", "vague-goal,due-soon", "--warn", "vague-goal"]), is(0, "warning"));
    pull.lay("--- milepost.yaml\nversion: 1\ndisciplines: [backend, frontend]\nrules: {vague-goal: off}\n");
    assert_eq!(said(&["--deny", "warnings"]), is(0, ""));
    assert_eq!(said(&["--warn", "vague-goal"]), is(0, "warning"));
}

#[cfg(unix)]
#[test]
fn a_link_in_a_folders_place_is_found_and_hides_nothing() {
    let pull = Pull::onto("");
    for (place, target) in
        [("framework", "elsewhere"), ("people", "/etc"), ("teams", "people"), ("programs", "teams")]
    {
        std::fs::rename(pull.0.path().join(place), pull.0.beside(place)).unwrap();
        std::os::unix::fs::symlink(target, pull.0.path().join(place)).unwrap();
        for arguments in [&["--today", TODAY][..], &["--base", "main", "--today", TODAY]] {
            let verdict = pull.check_with(arguments);
            assert_eq!(verdict.status, 1, "{place}");
            let unsafe_entries: Vec<_> =
                verdict.findings().iter().filter(|f| f["rule"] == "unsafe-entry").collect();
            assert_eq!(unsafe_entries.len(), 1, "{place}: {:?}", verdict.said());
            assert_eq!(unsafe_entries[0]["place"]["path"], place);
        }
        std::fs::remove_file(pull.0.path().join(place)).unwrap();
        std::fs::rename(pull.0.beside(place), pull.0.path().join(place)).unwrap();
    }
    // A person's folder: one mistake, and nobody who names them is told that they do not exist.
    pull.0.remove("people/ben");
    std::os::unix::fs::symlink("chi", pull.0.path().join("people/ben")).unwrap();
    pull.check_with(&["--base", "main", "--today", TODAY]).is(1, &["introduced unsafe-entry ben"]);
}

#[test]
fn reading_errors_are_never_lowered() {
    let pull = Pull::onto(&goal("2027-01-15").replace("target:", "tarjet:"));
    for flag in ["--allow", "--note", "--warn"] {
        let verdict = pull.check_with(&[flag, "unknown-key", "--today", TODAY]);
        assert_eq!(verdict.status, 1, "{flag}");
        assert_eq!(verdict.findings()[0]["severity"], "error");
    }
    let verdict = {
        pull.lay(
            "--- milepost.yaml\nversion: 1\ndisciplines: [backend, frontend]\nrules: {unknown-key: off}\n",
        );
        pull.check_with(&["--today", TODAY])
    };
    assert_eq!(verdict.status, 1);
    assert!(
        verdict.said().contains(&"- unknown-key 2026-10-05-async-rust.yaml".to_owned()),
        "{:?}",
        verdict.said()
    );
}

#[test]
fn a_record_may_allow_a_warning_and_no_error() {
    let vague =
        goal("2027-01-15").replace("title: Run the webhook worker on async Rust", "title: Learn async Rust");
    let pull = Pull::onto(&format!("{vague}allow: {{vague-goal: Agreed with Ben}}\n"));
    pull.check_with(&["--today", TODAY]).is(0, &[]);
    pull.lay(&format!("{}allow: {{late-application-plan: Agreed with Ben}}\n", goal("2027-02-15")));
    let verdict = pull.check_with(&["--today", TODAY]);
    assert_eq!(verdict.status, 1);
    assert!(
        verdict.said().contains(&"- late-application-plan 2026-10-05-async-rust.yaml".to_owned()),
        "{:?}",
        verdict.said()
    );
}
