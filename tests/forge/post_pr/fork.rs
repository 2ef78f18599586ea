//! A fork's own run may write nothing: it tells the same beside the lines and in the summary.

use super::stage::{Stage, ends};
use crate::forge::fake::state::READ_ONLY;

#[test]
fn a_forks_own_run_falls_back_to_annotations_and_summary() {
    let stage = Stage::with_an_error();
    let run = stage.step(READ_ONLY, "pull_request", &stage.payload(true), &[]);
    ends(&run, 0, "no comment on #1 of example/learning: the run of a fork's pull request may not write");
    let file = format!("::error file={},line=10,", stage.file());
    assert!(run.stdout.contains(&file), "{}", run.stdout);
    let summary = std::fs::read_to_string(stage.pull.0.beside("summary.md")).unwrap();
    assert!(summary.contains("late-application-plan"), "{summary}");
    assert!(stage.comments().is_empty() && stage.fake.state().project().statuses.is_empty());
}

#[test]
fn a_read_only_token_elsewhere_is_a_mistake_that_is_told() {
    let stage = Stage::with_an_error();
    for (event, fork) in [("pull_request", false), ("pull_request_target", true)] {
        let run = stage.step(READ_ONLY, event, &stage.payload(fork), &[]);
        ends(&run, 2, "error: cannot set the status of #1 of example/learning: the token may not do this: ");
        assert!(
            run.stderr.contains("help: let the job set the status: `permissions: statuses: write`\n"),
            "{}",
            run.stderr
        );
        assert_eq!(run.stdout, "");
    }
}
