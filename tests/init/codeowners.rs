//! `milepost codeowners`: printed, compared, written.

use super::{Desk, TODAY};
use crate::common::Run;

/// A learning repository with two owners, whose remote is on GitHub.
fn two_owners() -> Desk {
    let desk = Desk::new();
    desk.0.git(&["remote", "add", "origin", "git@github.com:example/learning.git"]);
    let run = desk.0.milepost(&[
        "init",
        "--framework",
        "empty",
        "--account",
        "ana-soto",
        "--handle",
        "ana",
        "--today",
        TODAY,
    ]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    desk.0.write(
        "people/ben/profile.yaml",
        "role: engineer\ntier: senior\ndiscipline: engineering\nstarted: 2026-01-01\naccounts: {github: ben, gitlab: benn}\n",
    );
    desk
}

fn codeowners(desk: &Desk, arguments: &[&str]) -> Run {
    desk.0.milepost(&[&["codeowners", "--today", TODAY], arguments].concat())
}

fn owned_by(desk: &Desk, owners: &str) {
    let policy = std::fs::read_to_string(desk.0.path().join("milepost.yaml")).unwrap();
    let line = policy.lines().find(|line| line.starts_with("owners:")).unwrap().to_owned();
    desk.0.write("milepost.yaml", policy.replace(&line, &format!("owners: {owners}")));
}

#[test]
fn a_new_repository_is_up_to_date_and_a_new_owner_makes_it_stale() {
    let desk = two_owners();
    let run = codeowners(&desk, &["--check"]);
    assert_eq!(
        (run.status, run.stdout.as_str()),
        (0, ".github/CODEOWNERS is up to date\n"),
        "{}",
        run.stderr
    );
    owned_by(&desk, "[ana, ben]");
    let stale = codeowners(&desk, &["--check"]);
    assert_eq!(stale.status, 1, "{}", stale.stderr);
    insta::assert_snapshot!("stale", stale.stdout);
    assert!(
        stale.stdout.contains("\n-/milepost.* @ana-soto\n+/milepost.* @ana-soto @ben\n"),
        "{}",
        stale.stdout
    );
    assert!(stale.stderr.contains("milepost codeowners --write"), "{}", stale.stderr);
    let file = desk.0.path().join(".github/CODEOWNERS");
    let mine = format!("/docs/ @writers\n\n{}", std::fs::read_to_string(&file).unwrap());
    std::fs::write(&file, &mine).unwrap();
    let written = codeowners(&desk, &["--write"]);
    assert_eq!(
        (written.status, written.stdout.as_str()),
        (0, "written  .github/CODEOWNERS\n"),
        "{}",
        written.stderr
    );
    let now = std::fs::read_to_string(&file).unwrap();
    assert_eq!(now, mine.replace("@ana-soto\n", "@ana-soto @ben\n"), "other lines stay");
    assert_eq!(codeowners(&desk, &["--check"]).status, 0);
}

#[test]
fn the_file_that_the_forge_takes_first_is_the_one() {
    let desk = two_owners();
    desk.0.write("CODEOWNERS", "* @boss\n");
    desk.0.write("docs/CODEOWNERS", "* @boss\n");
    assert_eq!(codeowners(&desk, &["--check"]).status, 0, "on GitHub .github/ comes first");
    owned_by(&desk, "[ben]");
    let gitlab = codeowners(&desk, &["--check", "--forge", "gitlab"]);
    assert_eq!(gitlab.status, 1, "{}", gitlab.stderr);
    assert!(
        gitlab.stdout.starts_with("--- CODEOWNERS\n") && gitlab.stdout.contains("+[Milepost] @benn\n"),
        "{}",
        gitlab.stdout
    );
}

#[test]
fn who_cannot_be_asked_is_told() {
    let desk = two_owners();
    owned_by(&desk, "[ana, ben]");
    let some = codeowners(&desk, &["--forge", "gitlab"]);
    assert_eq!(some.status, 0);
    assert!(some.stdout.contains("[Milepost] @benn\n"), "{}", some.stdout);
    assert!(some.stderr.contains("the owner `ana` has no account on GitLab"), "{}", some.stderr);
    let none = codeowners(&desk, &["--forge", "forgejo"]);
    assert_eq!((none.status, none.stdout.as_str()), (2, ""));
    assert!(none.stderr.contains("no owner has an account on Forgejo"), "{}", none.stderr);
    owned_by(&desk, "[]");
    let nobody = codeowners(&desk, &[]);
    assert_eq!(nobody.status, 2);
    assert!(nobody.stderr.contains("`owners` in milepost.yaml names nobody"), "{}", nobody.stderr);
    desk.0.git(&["remote", "remove", "origin"]);
    let unknown = codeowners(&desk, &[]);
    assert!(unknown.status == 2 && unknown.stderr.contains("--forge"), "{}", unknown.stderr);
}

#[test]
fn an_account_that_is_none_writes_no_line() {
    let desk = two_owners();
    owned_by(&desk, "[ana, ben]");
    desk.0.write(
        "people/ben/profile.yaml",
        "role: engineer\ntier: senior\ndiscipline: engineering\nstarted: 2026-01-01\naccounts: {github: \"ben\\n* @eve\"}\n",
    );
    let run = codeowners(&desk, &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        !run.stdout.contains("@eve") && run.stderr.contains("cannot be the name of an account"),
        "{}",
        run.stderr
    );
}

#[test]
fn lines_without_an_end_and_what_is_no_file_are_left_alone() {
    let desk = two_owners();
    let path = ".github/CODEOWNERS";
    desk.0.write(path, "# milepost: begin\n/a/ @b\n/mine/ @c\n");
    let run = codeowners(&desk, &["--write"]);
    assert!(run.status == 2 && run.stderr.contains("begin there and do not end"), "{}", run.stderr);
    desk.0.write(path, [0xff, 0xfe]);
    let run = codeowners(&desk, &["--write"]);
    assert!(run.status == 2 && run.stderr.contains("is not UTF-8"), "{}", run.stderr);
    desk.0.remove(path);
    desk.0.write(".github/CODEOWNERS/x", "");
    let run = codeowners(&desk, &["--check"]);
    assert!(run.status == 2 && run.stderr.contains("is no regular file"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn the_file_is_not_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let desk = two_owners();
    let outside = desk.0.beside("outside");
    std::fs::create_dir(&outside).unwrap();
    let folder = desk.0.path().join(".github");
    std::fs::remove_dir_all(&folder).unwrap();
    // A repository can hold links, and a folder that is one leads wherever its author likes.
    symlink(&outside, &folder).unwrap();
    let run = codeowners(&desk, &["--write"]);
    assert!(run.status == 2 && run.stderr.contains(".github is a link"), "{}{}", run.stdout, run.stderr);
    assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 0);
    std::fs::remove_file(&folder).unwrap();
    std::fs::create_dir(&folder).unwrap();
    symlink(outside.join("x"), folder.join("CODEOWNERS")).unwrap();
    let run = codeowners(&desk, &["--write"]);
    assert!(run.status == 2 && run.stderr.contains("is no regular file"), "{}", run.stderr);
    assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 0);
}
