//! What could not be posted: one clear line each, status 2.

use serde_json::json;

use super::stage::{Stage, ends, page};
use crate::common::Run;
use crate::forge::fake::fault::Fault;
use crate::forge::fake::state::{Access, TOKEN};
use crate::forge::fake::wire::Reply;

/// One `error:` line and at most one `help:` line, whatever else.
#[track_caller]
fn one_line(run: &Run, said: &str) {
    ends(run, 2, said);
    assert_eq!(run.stderr.matches("error: ").count(), 1, "{}", run.stderr);
    assert!(run.stderr.lines().count() <= 2, "{}", run.stderr);
    assert_eq!(run.stdout, "");
}

#[test]
fn no_token_wrong_token() {
    let stage = Stage::with_an_error();
    let none = stage.run(&["--number", "1"], &[]);
    one_line(
        &none,
        "error: there is no token for GitHub\n  help: put one in MILEPOST_TOKEN, GITHUB_TOKEN or GH_TOKEN; --dry-run needs none\n",
    );
    one_line(
        &stage.post_as("wrong", &[]),
        "error: cannot read #1 of example/learning: the forge does not accept the token\n",
    );
}

#[test]
fn a_comment_that_is_not_allowed_leaves_the_status() {
    let stage = Stage::with_an_error();
    {
        let mut state = stage.fake.state();
        let may = &mut state.tokens.iter_mut().find(|token| token.value == TOKEN).unwrap().may;
        may.changes = Access::Read;
        may.issues = Access::Read;
    }
    let run = stage.post(&[]);
    one_line(
        &run,
        "error: cannot post the comment on #1 of example/learning (its status is set, and stands): the token may not do this: ",
    );
    assert!(run.stderr.contains("`permissions: pull-requests: write`"), "{}", run.stderr);
    assert_eq!(stage.status().description, "1 error to fix");
}

#[test]
fn what_is_not_there_is_not_found() {
    let stage = Stage::with_an_error();
    let unknown = |run: &Run| {
        one_line(
            run,
            "the forge knows nothing of it, or hides it from this token\n  help: see whether project and number are right",
        )
    };
    unknown(&stage.run(&["--number", "99"], &[("MILEPOST_TOKEN", TOKEN)]));
    stage.fake.misbehave("GET /repos", 1, Fault::Answers(Reply::json(410, &json!({"message": "Gone"}))));
    unknown(&stage.post(&[]));
    let other = ["--project", "example/other", "--number", "1"];
    let api = stage.fake.api();
    let arguments = [&["post", "pr", "--forge", "github", "--api", &api], &other[..]].concat();
    unknown(&stage.pull.0.milepost_in(stage.pull.0.path(), &arguments, &[("MILEPOST_TOKEN", TOKEN)]));
}

#[test]
fn nonsense_and_silence() {
    let stage = Stage::with_an_error();
    stage.fake.misbehave("GET /repos", 1, Fault::Answers(page("<h1>Sign in</h1>")));
    one_line(&stage.post(&[]), "error: cannot read #1 of example/learning: its answer cannot be used: ");
    stage.fake.misbehave("GET /repos", 1, Fault::Large { bytes: 50 << 20, announced: false });
    one_line(&stage.post(&[]), "its answer cannot be used: it is larger than 10 MiB\n");
    stage.fake.misbehave("GET /repos", 1, Fault::Answers(Reply::json(200, &json!({"number": 1}))));
    one_line(&stage.post(&[]), "its answer cannot be used: it does not describe a pull request");
    let address = stage.fake.address();
    drop(stage.fake);
    let arguments = [
        "post",
        "pr",
        "--forge",
        "github",
        "--project",
        "a/b",
        "--number",
        "1",
        "--api",
        "http://127.0.0.1:1",
    ];
    let variables = [("MILEPOST_TOKEN", TOKEN), ("https_proxy", address.as_str())];
    let run = stage.pull.0.milepost_in(stage.pull.0.path(), &arguments, &variables);
    one_line(&run, "error: cannot read #1 of a/b: it cannot be reached: 127.0.0.1 refuses the connection\n");
}

#[test]
fn a_proxy_that_cannot_be_one() {
    let stage = Stage::with_an_error();
    let arguments = ["post", "pr", "--forge", "github", "--project", "a/b", "--number", "1"];
    let variables = [("MILEPOST_TOKEN", TOKEN), ("https_proxy", "http://user:secret-word@")];
    let run = stage.pull.0.milepost_in(stage.pull.0.path(), &arguments, &variables);
    one_line(&run, "https_proxy holds no address of an http proxy");
    assert!(!run.stderr.contains("secret-word"));
}

#[test]
fn a_token_never_leaves_unencrypted() {
    let stage = Stage::with_an_error();
    let arguments = [
        "post",
        "pr",
        "--forge",
        "github",
        "--project",
        "a/b",
        "--number",
        "1",
        "--api",
        "http://git.example.com",
    ];
    let run = stage.pull.0.milepost_in(stage.pull.0.path(), &arguments, &[("MILEPOST_TOKEN", TOKEN)]);
    one_line(&run, "a token is never sent unencrypted");
}

#[test]
fn a_project_that_was_renamed_says_so() {
    let stage = Stage::with_an_error();
    let to = format!("{}/repositories/7/statuses/{}", stage.fake.address(), stage.head);
    let mut reply = Reply::json(307, &json!({}));
    reply.header("location", &to);
    stage.fake.misbehave("POST ", 1, Fault::Answers(reply));
    one_line(&stage.post(&[]), "was the project renamed?");
}

#[test]
fn what_cannot_be_judged_is_told_on_the_head_too() {
    let stage = Stage::of("--- milepost.yaml\nversion: 1\nname: x\n");
    stage.pull.0.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
    let run = stage.post(&[]);
    one_line(
        &run,
        "error: the branch `main`, which it is to be merged into, is not in this clone\n  help: fetch it: `git fetch origin main:refs/remotes/origin/main`",
    );
    assert_eq!(stage.status().state, "pending");
    let newer = Stage::onto("--- milepost.yaml\nversion: 1\nmin_version: 99.0.0\n", "--- README.md\nx\n");
    ends(&newer.post(&[]), 2, "asks for Milepost 99.0.0 or newer");
    assert_eq!(newer.status().state, "failure");
    assert_eq!(
        newer.status().description,
        "No report could be made: milepost.yaml asks for Milepost 99.0.0 or newer"
    );
}

#[test]
fn only_github_folds_comments() {
    let stage = Stage::with_an_error();
    let arguments =
        ["post", "pr", "--forge", "gitlab", "--project", "a/b", "--number", "1", "--mode", "minimize"];
    one_line(&stage.pull.0.milepost(&arguments), "error: GitLab cannot fold a comment as outdated\n");
}

#[test]
fn a_token_with_characters_that_no_token_has_is_never_sent() {
    let stage = Stage::with_an_error();
    for token in ["t\u{f6}ken-with-a-letter", "two words-of-a-token", "first-line-1\nsecond-line-2"] {
        let run = stage.post_as(token, &[]);
        one_line(&run, "error: the token for GitHub holds a character that no token has\n  help: put ");
        assert!(token.split_whitespace().all(|word| !run.stderr.contains(word)), "{}", run.stderr);
    }
    assert!(stage.fake.requests().is_empty());
    ends(&stage.post_as(&format!("{TOKEN}\n"), &[]), 0, "posted a comment");
}

#[test]
fn a_password_in_the_address_is_not_repeated() {
    let stage = Stage::with_an_error();
    for api in ["https://ann:secret-word@git.example.com/api/v3", "ann:secret-word@git.example.com"] {
        let arguments =
            ["post", "pr", "--forge", "github", "--project", "a/b", "--number", "1", "--api", api];
        let run = stage.pull.0.milepost_in(stage.pull.0.path(), &arguments, &[("MILEPOST_TOKEN", TOKEN)]);
        one_line(&run, "error: cannot connect to ***@git.example.com");
        assert!(run.stderr.contains("without a name or password"), "{}", run.stderr);
        assert!(!run.stderr.contains("secret-word"), "{}", run.stderr);
    }
}
