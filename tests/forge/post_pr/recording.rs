//! The two jobs of the trusted run on a fork's pull request, recorded as text: *inspect* fetches the
//! head as objects into a bare repository and reads them there, *comment* posts what it found.

use std::fmt::Write;
use std::path::Path;

use super::stage::{Stage, without_hash};
use crate::common::learning::TODAY;
use crate::forge::fake::state::TOKEN;

/// Commands with what they said, as in a terminal.
struct Recording<'a> {
    stage: &'a Stage,
    text: String,
}

impl Recording<'_> {
    fn say(&mut self, line: &str) {
        writeln!(self.text, "{line}").unwrap();
    }

    fn git(&mut self, folder: &Path, arguments: &[&str]) {
        let run = self.stage.pull.0.run_git(folder, arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
        self.say(&format!("$ git {}", arguments.join(" ")));
    }

    fn milepost(&mut self, folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) {
        let run = self.stage.pull.0.milepost_in(folder, arguments, variables);
        self.say(&format!("$ milepost {}", arguments.join(" ")));
        self.text.push_str(&run.stdout);
        self.text.push_str(&run.stderr);
        self.say(&format!("[exit status {}]", run.status));
    }
}

#[test]
fn a_forks_pull_request_goes_through_both_jobs() {
    let stage = Stage::with_an_error();
    stage.fake.state().change(1).head_owner = "ana".into();
    // The forge's repository has the fork's head under the pull request's name only.
    let sandbox = &stage.pull.0;
    sandbox.git(&["update-ref", "refs/pull/1/head", "topic"]);
    sandbox.checkout("main");
    sandbox.git(&["branch", "--quiet", "-D", "topic"]);
    let home = sandbox.path().parent().unwrap().to_owned();
    let (inspect, comment) = (home.join("inspect"), home.join("comment"));
    std::fs::create_dir(&inspect).unwrap();
    std::fs::create_dir(&comment).unwrap();
    let payload = home.join("event.json");
    std::fs::write(&payload, stage.payload(true).to_string()).unwrap();

    let mut recording = Recording { stage: &stage, text: String::new() };
    recording.say("# inspect: may read; no token");
    recording.git(&inspect, &["init", "--quiet", "--bare"]);
    let upstream = sandbox.path().to_str().unwrap();
    let refs = ["+refs/heads/main:refs/remotes/origin/main", "+refs/pull/1/head:refs/pull/1/head"];
    recording.git(&inspect, &["fetch", "--quiet", upstream, refs[0], refs[1]]);
    let judged = ["report", "pr", "--base", "origin/main", "--head", "refs/pull/1/head", "--format", "json"];
    recording.milepost(
        &inspect,
        &[&judged[..], &["--today", TODAY, "--output", "report.json"]].concat(),
        &[],
    );
    assert!(!inspect.join("people").exists(), "nothing of the head is ever checked out");
    // What goes from one job to the other is this one file.
    std::fs::copy(inspect.join("report.json"), comment.join("report.json")).unwrap();

    recording.say("\n# comment: may write comments and statuses; has nothing of the head but the report");
    let (api, server) = (stage.fake.api(), stage.fake.address());
    let variables = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_EVENT_NAME", "pull_request_target"),
        ("GITHUB_EVENT_PATH", payload.to_str().unwrap()),
        ("GITHUB_REPOSITORY", "example/learning"),
        ("GITHUB_API_URL", &api),
        ("GITHUB_SERVER_URL", &server),
        ("GITHUB_TOKEN", TOKEN),
    ];
    recording.milepost(&comment, &["post", "pr", "--report", "report.json"], &variables);
    recording.milepost(&comment, &["post", "pr", "--report", "report.json"], &variables);
    let status = stage.status();
    recording.say("\n# the pull request");
    recording.say(&format!("{} · {} · {}", status.context, status.state, status.description));
    recording.say(&stage.comment());
    let text = recording.text.replace(upstream, "https://github.com/example/learning");
    let text = text.replace(&stage.fake.address(), "https://github.com");
    assert!(text.contains("milepost · failure · 1 error to fix\n"), "{text}");
    assert!(
        text.contains("posted a comment on #1") && text.contains("nothing new: the comment on #1"),
        "{text}"
    );
    assert!(!text.contains(TOKEN));
    insta::assert_snapshot!("both_jobs", without_hash(&text));
}
