//! `milepost new entry` by flags, and `--from` in the repository of the work.

use std::path::PathBuf;

use super::{brings_nothing, repository, untouched, written};
use crate::common::Sandbox;
use crate::common::learning::TODAY;

/// A repository of work beside the learning repository: two commits, and a remote with a password.
fn work(sandbox: &Sandbox) -> PathBuf {
    let folder = sandbox.beside("work");
    std::fs::create_dir(&folder).unwrap();
    let git = |arguments: &[&str]| sandbox.git_in(&folder, arguments);
    git(&["init", "--quiet", "--initial-branch=main"]);
    git(&["remote", "add", "origin", "https://ana:t0ken@github.com/acme/worker.git"]);
    git(&["commit", "--quiet", "--allow-empty", "-m", "Start"]);
    let message = "Port the retry queue to tokio (#412)\n\nBounded channels over a semaphore, because \
                   back-pressure then reaches the caller.\n\nSigned-off-by: Ana <ana@example.com>";
    git(&["commit", "--quiet", "--allow-empty", "-m", message]);
    folder
}

#[test]
fn without_a_terminal_every_missing_flag_is_named_at_once() {
    let sandbox = repository();
    let run = sandbox.milepost(&["new", "entry"]);
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: there is no terminal to ask in, so these flags are needed: --goal GOAL or --skill SKILL, --title TEXT, --link URL or --no-link REASON, --type TYPE
      help: `milepost new entry --help` says what each means; in a terminal each is asked
    ");
}

#[test]
fn a_commit_of_the_work_gives_title_date_link_and_decision() {
    let sandbox = repository();
    let folder = work(&sandbox);
    let head = sandbox.git_in(&folder, &["rev-parse", "HEAD"]);
    let first = sandbox.git_in(&folder, &["rev-parse", "HEAD~1"]);
    let root = sandbox.path().to_str().unwrap().to_owned();
    let run = sandbox.milepost_in(
        &folder,
        &[
            "new",
            "entry",
            "--from",
            "HEAD",
            "--root",
            &root,
            "--goal",
            "2026-10-05-async-rust",
            "--today",
            TODAY,
        ],
        &[],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stdout, "people/ana/portfolio/2026-10-05-port-the-retry-queue-to-tokio.yaml\n");
    assert!(run.stderr.contains(&format!("next: git -C {root}")), "{}", run.stderr);
    let (_, text) = written(&sandbox);
    insta::assert_snapshot!(text.replace(&head, "HEAD"), @r"
    date: 2026-10-05
    title: Port the retry queue to tokio
    type: project
    skills: [async-rust]
    links: [https://github.com/acme/worker/commit/HEAD]
    goal: 2026-10-05-async-rust
    # hours: 4
    decision: Bounded channels over a semaphore, because back-pressure then reaches the caller.
    ");
    assert!(!text.contains("t0ken"));
    brings_nothing(&sandbox);
    sandbox.git(&["clean", "--quiet", "--force"]);
    // A range has a page of its own; the learning repository is named by a setting of Git.
    sandbox.git_in(&folder, &["config", "milepost.repository", &root]);
    let arguments = ["new", "entry", "--from", "HEAD~1..HEAD", "--skill", "rust", "--today", TODAY];
    let run = sandbox.milepost_in(&folder, &arguments, &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let (_, text) = written(&sandbox);
    assert!(text.contains(&format!("https://github.com/acme/worker/compare/{first}...{head}")), "{text}");
}

#[test]
fn a_hostile_message_is_only_text() {
    let sandbox = repository();
    let folder = work(&sandbox);
    let message =
        "\u{1b}[2J::error::x\u{202e} $(touch pwned) `id` @acme/all: [x](y) # no\n\n- {a: b}\n---\n*x &y !z\n";
    sandbox.git_in(&folder, &["commit", "--quiet", "--allow-empty", "-m", message]);
    let root = sandbox.path().to_str().unwrap().to_owned();
    let arguments =
        ["new", "entry", "--from", "HEAD", "--root", &root, "--skill", "rust", "--today", TODAY, "--commit"];
    let run = sandbox.milepost_in(&folder, &arguments, &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let run = sandbox.milepost(&["check", "--today", TODAY, "--base", "main"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert_eq!(
        sandbox.git(&["log", "-1", "--format=%s"]),
        "entry: [2J::error::x $(touch pwned) `id` @acme/all: [x](y) # no"
    );
    assert!(!sandbox.path().join("pwned").exists() && !folder.join("pwned").exists());
}

#[test]
fn a_revision_that_is_not_there_is_told() {
    let sandbox = repository();
    let folder = work(&sandbox);
    for (revision, expected) in [
        ("nowhere", "`nowhere` names no commit"),
        ("HEAD..nowhere", "`nowhere` names no commit"),
        ("--exec=x", "is no revision"),
    ] {
        let run = sandbox.milepost_in(&folder, &["new", "entry", &format!("--from={revision}")], &[]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
    }
    untouched(&sandbox);
}

#[test]
fn used_at_work_by_flags() {
    let sandbox = repository();
    let run = sandbox.milepost(&[
        "new",
        "entry",
        "--today",
        TODAY,
        "--goal",
        "2026-11-01-feedback",
        "--title",
        "Reviewed the ledger",
        "--no-link",
        "The review is internal",
        "--outcome",
        "Two bugs found",
        "--decision",
        "Questions over verdicts",
        "--hours",
        "2",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let (_, text) = written(&sandbox);
    for line in
        ["applied: {outcome: Two bugs found}", "type: project", "no_link: The review is internal", "hours: 2"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
    brings_nothing(&sandbox);
}
