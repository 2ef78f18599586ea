//! `milepost check --fix`: what is sure to be meant is written, everything else stays.

use std::path::Path;

use crate::common::learning::{GOAL, Pull, TODAY, goal};
use crate::common::{Run, Sandbox};

/// Ana's goal with four slips of the pen.
fn slips() -> String {
    goal("2027-01-15")
        .replace("title:", "titel:")
        .replace("skill: async-rust", "skill: Async-Rust  # the id")
        .replace("deadline: 2026-12-18", "dedline: 18.12.2026")
}

fn fix(pull: &Pull, arguments: &[&str]) -> Run {
    pull.run(&[&["--fix", "--today", TODAY], arguments].concat())
}

fn text(sandbox: &Sandbox, path: &str) -> String {
    std::fs::read_to_string(sandbox.path().join(path)).unwrap()
}

/// The findings without the line that says how long it took.
fn steady(text: &str) -> String {
    let timed = |line: &str| match (line.starts_with("checked "), line.split_once(" in ")) {
        (true, Some((start, rest))) => {
            let (_, end) = rest.split_once(':').unwrap();
            format!("{start} in …:{end}")
        }
        _ => line.to_owned(),
    };
    text.lines().map(timed).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_name_in_the_place_of_an_id_becomes_the_id_where_one_thing_has_it() {
    let skill = |id: &str, name: &str| {
        format!("--- framework/skills/{id}.yaml\nname: {name}\nkind: technical\nproficient_from: 3\n")
    };
    for (second, meant) in [("Queues", "db"), ("Relational Databases", "relational-databases")] {
        let files = goal("2027-01-15").replace("skill: async-rust", "skill: Relational Databases");
        let pull = Pull::onto(&[files, skill("db", "Relational Databases"), skill("mq", second)].concat());
        fix(&pull, &[]);
        let goal = text(&pull.0, GOAL);
        assert!(goal.contains(&format!("\nskill: {meant}\n")), "{goal}");
    }
}

#[test]
fn slips_of_the_pen_are_mended_and_shown() {
    let pull = Pull::onto(&slips());
    let dry = fix(&pull, &["--dry-run"]);
    assert_eq!(dry.status, 1, "{}", dry.stderr);
    assert!(
        dry.stdout.ends_with("would fix 4 findings in 1 file; nothing is left; nothing was written\n"),
        "{}",
        dry.stdout
    );
    assert!(text(&pull.0, GOAL).starts_with("titel:"));
    let run = fix(&pull, &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.ends_with("fixed 4 findings in 1 file; nothing is left\n"), "{}", run.stdout);
    assert!(run.stdout.contains("\n-titel: Run") && run.stdout.contains("\n+title: Run"), "{}", run.stdout);
    let meant = goal("2027-01-15").replace("skill: async-rust", "skill: async-rust  # the id");
    assert_eq!(format!("--- {GOAL}\n{}", text(&pull.0, GOAL)), meant);
    insta::assert_snapshot!(steady(&run.stdout));
    // Nothing more to do.
    let again = fix(&pull, &[]);
    assert!(again.stdout.ends_with("nothing to fix is beyond doubt; nothing is left\n"), "{}", again.stdout);
    assert_eq!(pull.0.git(&["status", "--short"]), format!(" M {GOAL}"));
}

#[test]
fn what_takes_a_decision_is_left_and_decides_the_exit_status() {
    let pull = Pull::onto(&slips().replace("2027-01-15", "2027-05-01"));
    let run = fix(&pull, &[]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("error[late-application-plan]"), "{}", run.stdout);
    assert!(run.stdout.ends_with("fixed 4 findings in 1 file; left: 1 error\n"), "{}", run.stdout);
    assert!(text(&pull.0, GOAL).contains("until: 2027-05-01"));
}

#[test]
fn paths_and_base_limit_what_is_touched() {
    let other = "people/ana/goals/2026-11-01-other.yml";
    let pull = Pull::onto(&format!("{}--- {other}\ntitel: Other\n", slips()));
    let before = text(&pull.0, GOAL);
    // Nothing differs from base.
    let run = fix(&pull, &["--base", "main"]);
    assert!(run.stdout.contains("nothing to fix is beyond doubt"), "{}", run.stdout);
    // Of one file only, which has another name afterwards.
    let run = fix(&pull, &[other]);
    assert!(run.stdout.contains("fixed 2 findings in 1 file; left:"), "{}\n{}", run.stdout, run.stderr);
    assert!(!run.stdout.contains("async-rust"), "{}", run.stdout);
    assert!(!pull.0.path().join(other).exists());
    assert_eq!(text(&pull.0, "people/ana/goals/2026-11-01-other.yaml"), "title: Other\n");
    assert_eq!(text(&pull.0, GOAL), before);
    // Now one file differs, and only that one is touched.
    pull.0.git(&["checkout", "--quiet", "--", "."]);
    pull.0.git(&["clean", "--quiet", "--force"]);
    pull.0.write(GOAL, format!("# changed\n{before}"));
    let run = fix(&pull, &["--base", "main"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert!(text(&pull.0, GOAL).starts_with("# changed\ntitle:") && pull.0.path().join(other).exists());
}

#[test]
fn only_the_rules_asked_for_are_mended() {
    let pull = Pull::onto(&slips());
    let run = fix(&pull, &["--select", "unknown-key"]);
    assert!(run.stdout.contains("fixed 2 findings"), "{}", run.stdout);
    let text = text(&pull.0, GOAL);
    assert!(text.contains("deadline: 18.12.2026") && text.contains("Async-Rust"), "{text}");
}

#[test]
fn what_cannot_be_done_is_refused_clearly() {
    let pull = Pull::onto(&slips());
    for (arguments, why, advice) in [
        (&["--head", "HEAD"][..], "--head HEAD looks at none of them", "check that revision out"),
        (&["--format", "json"], "neither --format nor --output", "first, then"),
        (&["--output", "x"], "neither --format nor --output", "first, then"),
    ] {
        let run = fix(&pull, arguments);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains(why) && run.stderr.contains(advice), "{}", run.stderr);
    }
    assert_eq!(pull.run(&["--dry-run"]).status, 2);
    let bare = pull.0.beside("bare.git");
    pull.0.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    let run = pull.0.milepost_in(&bare, &["check", "--fix"], &[]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("a bare repository has no files to mend"), "{}", run.stderr);
    assert!(text(&pull.0, GOAL).starts_with("titel:"));
}

#[cfg(unix)]
fn read_only(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o444)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_told_and_the_others_are_mended() {
    let other = "people/ana/goals/2026-11-01-other.yaml";
    let pull = Pull::onto(&format!("{}--- {other}\ntitel: Other\n", slips()));
    read_only(&pull.0.path().join(GOAL));
    let run = fix(&pull, &[]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("warning: cannot write") && run.stderr.contains("async-rust.yaml"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout.contains("fixed 1 finding in 1 file; 1 file could not be written; left:"),
        "{}",
        run.stdout
    );
    assert!(text(&pull.0, GOAL).starts_with("titel:"));
    assert_eq!(text(&pull.0, other), "title: Other\n");
}

#[test]
fn a_half_finished_merge_is_never_touched() {
    let pull = Pull::onto(&goal("2027-01-15"));
    let here = goal("2027-01-15").replace("title: Run the", "titel: Here, run the");
    let pull = pull.change(&here);
    let pull = pull.meanwhile(&goal("2027-01-15").replace("title: Run the", "title: There, run the"));
    // One side deletes what the other one changes: no marker says so.
    let profile = "people/ben/profile.yaml";
    let mended = text(&pull.0, profile).replace("role:", "Role:");
    pull.0.write(profile, &mended);
    pull.0.commit("here");
    pull.0.checkout("main");
    pull.0.remove(profile);
    pull.0.commit("there");
    pull.0.checkout("topic");
    let merge = pull.0.run_git(pull.0.path(), &["merge", "main"]);
    assert_ne!(merge.status, 0);
    let before = text(&pull.0, GOAL);
    assert!(before.contains("<<<<<<<"));
    let run = fix(&pull, &[]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("error[conflict-marker]"), "{}", run.stdout);
    assert!(run.stdout.contains("nothing to fix is beyond doubt"), "{}", run.stdout);
    assert_eq!(text(&pull.0, GOAL), before);
    assert_eq!(text(&pull.0, profile), mended);
}

#[test]
fn a_policy_that_cannot_be_used_can_be_mended() {
    let pull = Pull::onto("--- milepost.yaml\nversion: 1\ntimezon: Europe/Madrid\n");
    let run = fix(&pull, &[]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(text(&pull.0, "milepost.yaml"), "version: 1\ntimezone: Europe/Madrid\n");
}
