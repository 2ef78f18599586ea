//! What the run is about, as CI says it.

use serde_json::{Value, json};

use super::stage::{Stage, ends};
use crate::common::Run;
use crate::forge::fake::state::TOKEN;

impl Stage {
    /// The payload of an event about the change, from a fork or not.
    pub(super) fn payload(&self, fork: bool) -> Value {
        let head = if fork { "ana/learning" } else { "example/learning" };
        json!({
            "action": "synchronize",
            "number": self.number,
            "pull_request": {
                "number": self.number,
                "state": "open",
                "draft": false,
                "merged": false,
                "head": {"sha": self.head, "ref": "topic", "repo": {"full_name": head}},
                "base": {
                    "sha": self.pull.0.git(&["rev-parse", "main"]),
                    "ref": "main",
                    "repo": {"full_name": "example/learning"},
                },
            },
            "repository": {"id": 7, "full_name": "example/learning"},
        })
    }

    /// `milepost post pr` as a step of GitHub Actions for this event.
    pub(super) fn step(&self, token: &str, event: &str, payload: &Value, more: &[&str]) -> Run {
        let path = self.pull.0.beside("event.json");
        std::fs::write(&path, payload.to_string()).unwrap();
        let summary = self.pull.0.beside("summary.md");
        std::fs::write(&summary, "").unwrap();
        let (api, server) = (self.fake.api(), self.fake.address());
        let variables = [
            ("GITHUB_ACTIONS", "true"),
            ("GITHUB_EVENT_NAME", event),
            ("GITHUB_EVENT_PATH", path.to_str().unwrap()),
            ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
            ("GITHUB_REPOSITORY", "example/learning"),
            ("GITHUB_API_URL", &api),
            ("GITHUB_SERVER_URL", &server),
            ("GITHUB_TOKEN", token),
        ];
        let arguments = ["post", "pr", "--today", crate::common::learning::TODAY];
        self.pull.0.milepost_in(self.pull.0.path(), &[&arguments[..], more].concat(), &variables)
    }
}

#[test]
fn ci_says_forge_project_number_and_head() {
    let stage = Stage::with_an_error();
    let payload = stage.payload(true);
    ends(&stage.step(TOKEN, "pull_request_target", &payload, &[]), 0, "posted a comment on #1");
    assert_eq!(stage.status().description, "1 error to fix");
    assert!(stage.comment().contains(&format!("]({}/example/learning/blob/", stage.fake.address())));
    ends(&stage.step(TOKEN, "pull_request_review", &payload, &[]), 0, "nothing new");
}

#[test]
fn a_run_for_an_older_head_ends_quietly() {
    let mut stage = Stage::with_an_error();
    let payload = stage.payload(false);
    stage.push("--- README.md\nmore\n");
    let run = stage.step(TOKEN, "pull_request_target", &payload, &[]);
    ends(&run, 0, "#1 of example/learning has another head by now: a newer run speaks of it\n");
    assert!(stage.writes().is_empty());
}

#[test]
fn a_wrong_head_given_by_hand_is_told() {
    let stage = Stage::with_an_error();
    let other = "c".repeat(40);
    let run = stage.post(&["--head", &other]);
    ends(&run, 2, &format!("the head of #1 of example/learning is {}, not {other}", stage.head));
    ends(&stage.post(&["--head", "tropic"]), 2, "`tropic` names no commit in this repository");
    assert!(stage.writes().is_empty());
    ends(&stage.post(&["--head", &stage.head]), 0, "posted a comment");
    ends(&stage.post(&["--head", "topic"]), 0, "nothing new");
}

#[test]
fn the_run_of_a_fork_is_found_by_its_head() {
    let stage = Stage::with_an_error();
    stage.fake.state().change(1).head_owner = "ana".into();
    stage.fake.state().open("ana", "other", &"d".repeat(40));
    let payload = |head: &str| {
        json!({
            "workflow_run": {
                "event": "pull_request",
                "head_sha": head,
                "head_branch": "topic",
                "head_repository": {"full_name": "ana/learning", "owner": {"login": "ana"}},
                "pull_requests": [],
            },
            "repository": {"id": 7, "full_name": "example/learning"},
        })
    };
    ends(&stage.step(TOKEN, "workflow_run", &payload(&stage.head), &[]), 0, "posted a comment on #1");
    let late = stage.step(TOKEN, "workflow_run", &payload(&"e".repeat(40)), &[]);
    ends(
        &late,
        0,
        "no open pull request of example/learning has the head eeeeeeeeee: a newer run speaks of it",
    );
    // Two pull requests of one head cannot be told apart.
    let head = stage.head.clone();
    let second = stage.fake.state().open("ana", "topic", &head);
    stage.fake.state().change(second).head_owner = "ana".into();
    ends(&stage.step(TOKEN, "workflow_run", &payload(&stage.head), &[]), 2, "2 open pull requests");
}

#[test]
fn the_commit_of_a_merge_queue_gets_a_status_and_no_comment() {
    let stage = Stage::with_an_error();
    let base = stage.pull.0.git(&["rev-parse", "main"]);
    let payload = json!({
        "merge_group": {
            "head_sha": stage.head,
            "head_ref": format!("refs/heads/gh-readonly-queue/main/pr-1-{base}"),
            "base_sha": base,
        },
        "repository": {"id": 7, "full_name": "example/learning"},
    });
    let run = stage.step(TOKEN, "merge_group", &payload, &[]);
    ends(&run, 0, &format!("set the status of {} in example/learning: 1 error to fix\n", &stage.head[..10]));
    assert_eq!(stage.status().state, "failure");
    let before = stage.writes();
    let again = stage.step(TOKEN, "merge_group", &payload, &[]);
    let said = format!("nothing new: the status of {} in example/learning: 1 error", &stage.head[..10]);
    ends(&again, 0, &said);
    assert_eq!(stage.writes(), before);
    assert!(stage.comments().is_empty());
}

#[test]
fn a_merge_group_is_judged_as_a_whole() {
    let mut stage = Stage::with_an_error();
    let base = stage.pull.0.git(&["rev-parse", "main"]);
    let first = stage.head.clone();
    // The last change of the group has no fault of its own.
    stage.push("--- docs/notes.md\nmore\n");
    let payload = json!({
        "merge_group": {
            "head_sha": stage.head,
            "head_ref": format!("refs/heads/gh-readonly-queue/main/pr-2-{first}"),
            "base_sha": base,
        },
        "repository": {"id": 7, "full_name": "example/learning"},
    });
    let file = stage.inspected(&[]);
    for more in [&[][..], &["--report", &file]] {
        stage.fake.state().project().statuses.clear();
        let run = stage.step(TOKEN, "merge_group", &payload, more);
        ends(&run, 0, "in example/learning: 1 error to fix\n");
        assert_eq!(stage.status().state, "failure");
    }
    assert!(stage.comments().is_empty());
}

#[test]
fn an_event_about_no_pull_request_says_what_to_do() {
    let stage = Stage::with_an_error();
    let run = stage.step(TOKEN, "push", &json!({"repository": {"full_name": "example/learning"}}), &[]);
    ends(
        &run,
        2,
        "error: a run for the event `push` is about no pull request\n  help: name it with --number N, or post on all of them with --all-open\n",
    );
    let nonsense =
        json!({"pull_request": {"number": "one"}, "repository": {"full_name": "example/learning"}});
    ends(&stage.step(TOKEN, "pull_request_target", &nonsense, &[]), 2, "error: ");
    let other = json!({"repository": {"full_name": "mallory/learning"}});
    ends(&stage.step(TOKEN, "pull_request_target", &other, &[]), 2, "mallory/learning");
    assert!(stage.fake.requests().is_empty(), "{:?}", stage.fake.lines());
}
