//! No token in anything that the program prints or writes, whatever goes well or wrong.

use serde_json::json;

use super::stage::{Stage, page};
use crate::forge::fake::fault::Fault;
use crate::forge::fake::state::{READ_ONLY, TOKEN};
use crate::forge::fake::wire::Reply;

#[test]
fn no_secret_is_printed_or_written() {
    let stage = Stage::with_an_error();
    let mut said = Vec::new();
    let report = stage.inspected(&[]);
    // A forge that repeats what it was sent, header and all.
    let echo = |status| {
        Fault::Answers(Reply::json(status, &json!({"message": format!("Bearer {TOKEN} is not good")})))
    };
    for status in [400, 401, 403, 404, 409, 418, 422, 301] {
        for line in
            ["GET /repos", "POST /repos/example/learning/statuses", "POST /repos/example/learning/issues"]
        {
            stage.fake.state().project().statuses.clear();
            stage.fake.misbehave(line, 9, echo(status));
            said.push(stage.post(&[]));
            stage.fake.forgive();
        }
    }
    stage.fake.misbehave("GET /repos", 1, Fault::Answers(page(&format!("<p>{TOKEN}</p>"))));
    said.push(stage.post(&[]));
    let arguments: [&[&str]; 7] = [
        &[],
        &["--dry-run"],
        &["--dry-run", "--mode", "recreate"],
        &["--report", &report],
        &["--head", TOKEN],
        &["--mode", "delete", "--dry-run"],
        &["--all-open"],
    ];
    for more in arguments {
        for token in [TOKEN, READ_ONLY] {
            let number = ["--number", "1"];
            let with =
                if more.contains(&"--all-open") { more.to_vec() } else { [&number[..], more].concat() };
            if !more.contains(&TOKEN) {
                said.push(stage.run(&with, &[("MILEPOST_TOKEN", token)]));
                said.push(stage.run(
                    &with,
                    &[("GITHUB_TOKEN", token), ("RUST_LOG", "trace"), ("RUST_BACKTRACE", "full")],
                ));
            }
        }
    }
    for (token, fork) in [(READ_ONLY, true), (READ_ONLY, false), (TOKEN, true)] {
        said.push(stage.step(token, "pull_request", &stage.payload(fork), &[]));
        let summary = std::fs::read_to_string(stage.pull.0.beside("summary.md")).unwrap();
        assert!(!summary.contains(token));
    }
    assert!(said.iter().filter(|run| run.status == 0).count() >= 10);
    assert!(said.iter().filter(|run| run.status == 2).count() >= 20);
    for secret in [TOKEN, READ_ONLY] {
        // Not even a piece of it.
        let piece = &secret[..12];
        for run in &said {
            assert!(
                !run.stdout.contains(piece) && !run.stderr.contains(piece),
                "{}{}",
                run.stdout,
                run.stderr
            );
        }
        assert!(!std::fs::read_to_string(&report).unwrap().contains(piece));
        for comment in stage.comments() {
            assert!(!comment.body.contains(piece), "{}", comment.body);
        }
        let statuses = stage.fake.state().project().statuses.clone();
        assert!(statuses.iter().all(|status| !format!("{status:?}").contains(piece)));
    }
    // The token travels in one header only.
    for request in stage.fake.requests() {
        let text = request.text();
        assert!(text.matches(TOKEN).count() <= 1 && !request.target.contains(TOKEN), "{}", request.target);
    }
}
