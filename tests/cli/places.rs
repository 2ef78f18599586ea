//! Where the program looks: repositories, worktrees, `--root`, path arguments.

use std::path::PathBuf;

use super::refused;
use crate::common::Sandbox;
use crate::common::learning::{GOAL, Pull, TODAY, goal, goal_text};

#[test]
fn outside_a_repository_there_is_nothing_to_check() {
    let sandbox = Sandbox::new();
    let folder = sandbox.beside("elsewhere");
    std::fs::create_dir(&folder).unwrap();
    let run = sandbox.milepost_in(&folder, &["check"], &[]);
    refused(&run, "elsewhere is not in a Git repository", "milepost demo");
}

#[test]
fn a_root_that_is_not_there_is_named() {
    let pull = Pull::onto("");
    let missing = "the folder given with --root does not exist: ";
    for root in ["nowhere", "people/zoe/deep", "/nonexistent", "../nowhere"] {
        let run = pull.run(&["--root", root]);
        refused(&run, missing, "milepost.yaml");
        assert!(
            run.stderr.lines().next().unwrap().ends_with(root.trim_start_matches("../")),
            "{}",
            run.stderr
        );
    }
    let run = pull.run(&["--root", "milepost.yaml"]);
    refused(&run, "the folder given with --root is no folder: ", "milepost.yaml");
    // Outside any repository too.
    let folder = pull.0.beside("elsewhere");
    std::fs::create_dir(&folder).unwrap();
    refused(&pull.0.milepost_in(&folder, &["check", "--root", "nowhere"], &[]), missing, "milepost.yaml");
    refused(
        &pull.0.milepost_in(&folder, &["check", "--root", "."], &[]),
        "is not in a Git repository",
        "clone",
    );
}

#[test]
fn a_root_with_nothing_in_it_is_named() {
    let pull = Pull::onto("");
    refused(
        &pull.run(&["--root", "people/ana"]),
        "people/ana/ in the working tree holds no learning repository",
        "--root DIR",
    );
}

#[test]
fn a_learning_repository_may_be_a_folder_of_a_larger_one() {
    let sandbox = Sandbox::new();
    let outer = Pull(sandbox);
    let world = include_str!("../rules/world.txt").replace("--- ", "--- learning/");
    outer.lay(&world);
    outer.lay("--- people/not-ours/profile.yaml\nx: y\n");
    outer.0.commit("before");
    outer.0.branch("topic");
    outer.lay(&goal("2027-02-15").replace("--- ", "--- learning/"));
    outer.0.commit("change");
    let from = |folder: &str, arguments: &[&str]| {
        let arguments = [&["check", "--format", "json", "--today", TODAY], arguments].concat();
        let run = outer.0.milepost_in(&outer.0.path().join(folder), &arguments, &[]);
        crate::common::learning::Verdict::of(&run)
    };
    let late = ["- late-application-plan 2026-10-05-async-rust.yaml"];
    let introduced = ["introduced late-application-plan 2026-10-05-async-rust.yaml"];
    from("", &["--root", "learning"]).is(1, &late);
    from("", &["--root", "learning/"]).is(1, &late);
    from("learning", &["--root", "."]).is(1, &late);
    from("learning", &[]).is(1, &late);
    from("learning/people/ana", &[]).is(1, &late);
    from("learning/people", &["--root", "../../learning", "ana"]).is(1, &late);
    from("learning/people/ben", &["."]).is(0, &[]);
    from("learning/people/ben", &["../ana/goals"]).is(1, &late);
    from("", &["--root", "learning", "--base", "main", "learning/people/ana"]).is(1, &introduced);
    let verdict = from("learning/framework", &["--base", "main", "--head", "topic"]);
    verdict.is(1, &introduced);
    assert_eq!(verdict.findings()[0]["place"]["path"], GOAL);
}

#[test]
fn paths_outside_and_paths_of_nothing_are_refused() {
    let pull = Pull::onto("");
    refused(
        &pull.run(&["/etc"]),
        "/etc lies outside the learning repository",
        "name a file or folder below ",
    );
    refused(&pull.run(&["../elsewhere"]), "../elsewhere lies outside", "below ");
    refused(
        &pull.run(&["people/zoe"]),
        "people/zoe: there is no such file or folder in the working tree",
        "name a file",
    );
    let nested = pull.0.path().join("people/ana");
    let run = pull.0.milepost_in(&nested, &["check", "../zoe"], &[]);
    refused(&run, "../zoe: there is no such file or folder", "name a file");
}

#[test]
fn a_path_may_be_of_a_revision_only() {
    let pull = Pull::onto("")
        .change(&format!("--- people/ben/goals/2026-11-01-x.yaml\n{}", goal_text("2027-02-15")));
    pull.0.checkout("main");
    let verdict =
        pull.check_with(&["--head", "topic", "--today", TODAY, "people/ben/goals/2026-11-01-x.yaml"]);
    verdict.is(1, &["- late-application-plan 2026-11-01-x.yaml"]);
    let nested = pull.0.path().join("people/ana");
    let run = pull.0.milepost_in(
        &nested,
        &["check", "--head", "topic", "--today", TODAY, "../ben/goals/2026-11-01-x.yaml"],
        &[],
    );
    assert_eq!(run.status, 1, "{}", run.stderr);
}

#[test]
fn a_bare_repository_is_checked_at_a_revision() {
    let pull = Pull::onto("").change(&goal("2027-02-15"));
    let bare: PathBuf = pull.0.beside("bare.git");
    pull.0.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    let run = pull.0.milepost_in(&bare, &["check", "--today", TODAY], &[]);
    refused(&run, "a bare repository has no working tree", "--head REV");
    let run = pull.0.milepost_in(&bare, &["check", "--base", "main", "--today", TODAY], &[]);
    refused(&run, "a bare repository has no working tree", "--head REV");
    let arguments = ["check", "--base", "main", "--head", "topic", "--today", TODAY];
    let run = pull.0.milepost_in(&bare, &arguments, &[]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.trim_end().ends_with("1 error introduced"), "{}", run.stdout);
    let run = pull.0.milepost_in(&bare, &[&arguments[..], &["people/ben"]].concat(), &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = pull.0.milepost_in(&bare, &["check", "--root", "nowhere", "--head", "topic"], &[]);
    refused(&run, "nowhere", "--root DIR");
}

#[test]
fn a_linked_worktree_is_a_working_tree() {
    let pull = Pull::onto("");
    let linked = pull.0.beside("linked");
    pull.0.git(&["worktree", "add", "--quiet", "-b", "other", linked.to_str().unwrap(), "main"]);
    std::fs::write(linked.join(GOAL), goal_text("2027-02-15")).unwrap();
    let run = pull.0.milepost_in(
        &linked.join("people"),
        &["check", "--base", "main", "--today", TODAY, "ana"],
        &[],
    );
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.trim_end().ends_with("1 error introduced"), "{}", run.stdout);
    assert_eq!(pull.run(&["--today", TODAY]).status, 0);
}
