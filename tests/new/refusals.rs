//! Places where nothing can be written, and records that would bring an error: nothing is lost, and one
//! clear line says why.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{GOAL_FLAGS, repository, untouched};
use crate::common::Sandbox;

fn goal(sandbox: &Sandbox, more: &[&str]) -> crate::common::Run {
    sandbox.milepost(&[&GOAL_FLAGS[..], more].concat())
}

#[test]
fn a_record_that_would_bring_an_error_is_shown_and_not_written() {
    let sandbox = repository();
    // Beyond the 30 days in which it has to be used at work.
    let run = goal(&sandbox, &["--until", "2027-06-01"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("[late-application-plan]"), "{}", run.stderr);
    assert!(
        run.stderr.contains("error: nothing was written: it would bring 1 error into the repository"),
        "{}",
        run.stderr
    );
    // The text, so that no answer is lost.
    assert!(run.stdout.contains("until: 2027-06-01"), "{}", run.stdout);
    insta::assert_snapshot!(run.stderr);
    untouched(&sandbox);
}

#[test]
fn errors_that_stand_already_keep_nobody_from_writing() {
    let sandbox = repository();
    sandbox.write("framework/skills/broken.yaml", "name: [\n");
    sandbox.write("people/ben/goals/2026-11-01-x.yaml", "nonsense: 1\n");
    let run = goal(&sandbox, &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn a_warning_is_shown_and_the_file_is_written() {
    let sandbox = repository();
    let run = goal(&sandbox, &["--title", "Learn Rust"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "people/ana/goals/2026-11-22-rust.yaml\n"));
    assert!(run.stderr.contains("warning[vague-goal]"), "{}", run.stderr);
}

#[test]
fn conflict_markers_in_the_own_profile_are_named() {
    let sandbox = repository();
    let profile = fs::read_to_string(sandbox.path().join("people/ana/profile.yaml")).unwrap();
    let merged =
        profile.replace("tier: mid\n", "<<<<<<< ours\ntier: mid\n=======\ntier: senior\n>>>>>>> theirs\n");
    sandbox.write("people/ana/profile.yaml", merged);
    for more in [&[][..], &["--for", "ana"]] {
        let run = goal(&sandbox, more);
        assert_eq!(run.status, 2);
        assert!(run.stderr.starts_with("error: people/ana/profile.yaml cannot be used: "), "{}", run.stderr);
        assert!(run.stderr.contains("`milepost check people/ana` shows the place"), "{}", run.stderr);
        assert!(run.stderr.contains("conflict"), "{}", run.stderr);
    }
}

#[test]
fn a_bare_repository_has_nowhere_to_write() {
    let sandbox = Sandbox::with_init(&["--bare", "--initial-branch=main"]);
    let run = goal(&sandbox, &[]);
    assert_eq!(run.status, 2);
    assert_eq!(
        run.stderr,
        "error: this is a bare repository: it has no working tree to write to\n  help: run it in a clone: `git clone URL`, or name one with --root DIR\n"
    );
}

#[test]
fn outside_of_any_repository_it_says_so() {
    let sandbox = repository();
    let run = sandbox.milepost_in(sandbox.beside("repository").parent().unwrap(), &GOAL_FLAGS, &[]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("is not in a Git repository"), "{}", run.stderr);
}

#[test]
fn a_folder_that_cannot_be_written_loses_no_answer() {
    let sandbox = repository();
    let folder = sandbox.path().join("people/ana/goals");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write everywhere.
    let is_root = fs::write(folder.join("probe"), "").is_ok();
    let run = goal(&sandbox, &[]);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    if is_root {
        assert_eq!(run.status, 0, "{}", run.stderr);
        return;
    }
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("cannot write"), "{}", run.stderr);
    assert!(run.stdout.contains("title: Use Rust at level 2 in ledger"), "{}", run.stdout);
    untouched(&sandbox);
}

#[test]
fn a_file_where_a_folder_belongs_loses_no_answer() {
    let sandbox = repository();
    sandbox.remove("people/ana/goals");
    sandbox.write("people/ana/goals", "no folder");
    let run = goal(&sandbox, &[]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("cannot write"), "{}", run.stderr);
    assert!(run.stdout.contains("title: Use Rust at level 2 in ledger"), "{}", run.stdout);
    assert_eq!(fs::read_to_string(sandbox.path().join("people/ana/goals")).unwrap(), "no folder");
}

#[test]
fn nothing_is_written_through_a_symbolic_link() {
    let sandbox = repository();
    let elsewhere = sandbox.beside("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    sandbox.remove("people/ana/goals");
    std::os::unix::fs::symlink(&elsewhere, sandbox.path().join("people/ana/goals")).unwrap();
    let run = goal(&sandbox, &[]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("is a link or no file, and nothing is written through it"), "{}", run.stderr);
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
}
