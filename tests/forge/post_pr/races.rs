//! Others who act while a run is under way, and answers that get lost.

use super::stage::{OWN, Stage, ends};
use crate::forge::fake::fault::Fault;
use crate::forge::fake::state::TOKEN;

#[test]
fn a_head_that_moves_just_before_the_comment_ends_quietly() {
    let stage = Stage::with_an_error();
    stage.fake.before_each(|request, state| {
        if request.target.contains("/comments") {
            state.change(1).head = "d".repeat(40);
        }
    });
    ends(&stage.post(&[]), 0, "#1 of example/learning has moved on since: a newer run speaks of it\n");
    assert!(stage.comments().is_empty());
}

#[test]
fn a_comment_that_was_written_without_an_answer_is_not_written_twice() {
    let stage = Stage::with_an_error();
    stage.fake.misbehave("POST /repos/example/learning/issues/1/comments", 1, Fault::CutAfter);
    ends(&stage.post(&[]), 0, "posted a comment on #1");
    assert_eq!(stage.comments().len(), 1);
}

#[test]
fn a_comment_that_somebody_deletes_meanwhile_is_written_anew() {
    let stage = Stage::with_an_error();
    stage.fake.state().say(1, OWN, "<!-- milepost:pr v1 hash=0 -->\nold");
    stage.fake.before_each(|request, state| {
        if request.method == "PATCH" {
            state.change(1).comments.clear();
        }
    });
    ends(&stage.post(&[]), 0, "posted a comment on #1");
    assert_eq!(stage.comments().len(), 1);
}

#[test]
fn two_runs_at_once_end_with_one_comment() {
    let stage = Stage::with_an_error();
    let (api, number) = (stage.fake.api(), stage.number.to_string());
    let arguments = [
        "post",
        "pr",
        "--forge",
        "github",
        "--project",
        "example/learning",
        "--api",
        &api,
        "--number",
        &number,
    ];
    let start = || {
        let mut program = stage.pull.0.program(stage.pull.0.path());
        program
            .args(arguments)
            .args(["--today", crate::common::learning::TODAY])
            .env("MILEPOST_TOKEN", TOKEN);
        program.stderr(std::process::Stdio::piped()).spawn().unwrap()
    };
    let runs = [start(), start(), start()];
    for run in runs {
        let run = run.wait_with_output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }
    assert!(stage.comment().contains("1 error to fix"));
}
