//! What a dry run prints, and that it sends nothing.

use super::stage::{Stage, ends, without_hash};
use crate::forge::fake::state::TOKEN;

#[test]
fn a_dry_run_reads_prints_and_writes_nothing() {
    let mut stage = Stage::with_an_error();
    let run = stage.post(&["--dry-run"]);
    ends(&run, 0, "would post a comment on #1 of example/learning\ndry run: 2 requests, none of them sent\n");
    assert!(stage.writes().is_empty(), "{:?}", stage.writes());
    assert!(!run.stdout.contains(TOKEN));
    let shown = run.stdout.replace(&stage.fake.address(), "https://api.git.example.com");
    let first = format!("POST https://api.git.example.com/repos/example/learning/statuses/{}\n", stage.head);
    assert!(shown.starts_with(&first), "{shown}");
    insta::assert_snapshot!("dry_run", without_hash(&shown));
    stage.post(&[]);
    let before = stage.writes();
    let run = stage.post(&["--dry-run"]);
    ends(
        &run,
        0,
        "nothing new: the comment on #1 of example/learning says it all\ndry run: there is nothing to send\n",
    );
    stage.push("--- people/ana/goals/2026-10-05-async-rust.yaml\ntitle: x\n");
    let run = stage.post(&["--dry-run", "--mode", "recreate"]);
    ends(&run, 0, "would post a new comment on #1");
    let lines: Vec<&str> = run.stdout.lines().filter(|line| line.contains(" http")).collect();
    let methods: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.split(' ').next())
        .filter(|word| word.chars().all(|c| c.is_ascii_uppercase()))
        .collect();
    assert_eq!(methods, ["POST", "POST", "DELETE"], "{}", run.stdout);
    let run = stage.post(&["--dry-run", "--mode", "delete"]);
    ends(&run, 0, "would delete the comment on #1");
    assert_eq!(stage.writes(), before);
}

#[test]
fn without_a_token_nothing_at_all_is_sent() {
    let stage = Stage::with_an_error();
    let arguments = ["--number", "1", "--head", &stage.head, "--base", "main", "--dry-run"];
    let run = stage.run(&arguments, &[]);
    ends(&run, 0, "there is no token, so nothing was asked");
    assert!(run.stdout.contains("POST "), "{}", run.stdout);
    assert!(stage.fake.requests().is_empty(), "{:?}", stage.fake.lines());
    let run = stage.run(&["--number", "1", "--dry-run"], &[]);
    ends(
        &run,
        2,
        "error: without a token a dry run cannot ask for the head of the pull request\n  help: name it with --number, --head and --base, or put a token in MILEPOST_TOKEN, ",
    );
    let run = stage.run(&["--all-open", "--dry-run"], &[]);
    ends(
        &run,
        2,
        "error: without a token a dry run cannot ask which pull requests are open\n  help: name one with --number, --head and --base, or put a token in MILEPOST_TOKEN, ",
    );
    assert!(!run.stderr.contains("nothing to send"), "{}", run.stderr);
    assert!(stage.fake.requests().is_empty());
    let run = stage.run(&["--number", "1", "--head", "HEAD", "--base", "main", "--dry-run"], &[]);
    ends(&run, 0, "would post a comment on #1");
}
