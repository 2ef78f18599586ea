//! What CI says, in small payloads of our own. Those that the forges publish are read in
//! `tests/forge/payloads.rs`.

use std::io::Read;

use serde_json::json;

use super::*;
use crate::forge::Kind;

const HEAD: &str = "ec26c3e57ca3a959ca5aad62de7213c562f8c821";
const BASE: &str = "f95f852bd8fca8fcc58a9a2d6c842781e32a215e";

fn said(variables: &[(&str, &str)], payload: Option<&Value>) -> Result<Occasion, EventFault> {
    let variable =
        |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    occasion(&variable, payload)
}

fn on_github(event: &str, payload: &Value) -> Result<Occasion, EventFault> {
    let variables = [
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_API_URL", "https://api.github.com"),
        ("GITHUB_SERVER_URL", "https://github.com"),
        ("GITHUB_REPOSITORY", "example/learning"),
        ("GITHUB_EVENT_NAME", event),
    ];
    said(&variables, Some(payload))
}

fn pull_request() -> Value {
    json!({
        "repository": {"id": 7, "full_name": "Example/Learning"},
        "pull_request": {
            "number": 12, "state": "open", "draft": false, "merged": false, "merged_at": null,
            "merge_commit_sha": "1".repeat(40),
            "head": {"sha": HEAD, "ref": "topic", "repo": {"full_name": "ana/learning"}},
            "base": {"sha": BASE, "ref": "main", "repo": {"full_name": "example/learning"}},
        },
    })
}

fn run() -> Value {
    json!({
        "repository": {"id": 7, "full_name": "example/learning"},
        "workflow_run": {
            "event": "pull_request", "head_sha": HEAD, "head_branch": "topic", "pull_requests": [],
            "head_repository": {"full_name": "ana/learning", "owner": {"login": "ana"}},
        },
    })
}

fn with(mut payload: Value, pointer: &str, value: Value) -> Value {
    *payload.pointer_mut(pointer).unwrap() = value;
    payload
}

#[test]
fn no_ci_says_nothing() {
    assert_eq!(said(&[], None), Ok(Occasion::default()));
    assert_eq!(said(&[("GITHUB_REPOSITORY", "a/b")], None), Ok(Occasion::default()));
}

#[test]
fn each_forge_is_found_with_its_addresses() {
    let github = [("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "o/r")];
    let at = |more: &[(&str, &str)]| said(&[&github[..], more].concat(), None).unwrap().project;
    let project = |kind, api: &str, server: &str| {
        Some(Project { kind, api: api.into(), server: server.into(), name: "o/r".into() })
    };
    assert_eq!(
        at(&[("GITHUB_SERVER_URL", "https://github.com"), ("GITHUB_API_URL", "https://api.github.com")]),
        project(Kind::GitHub, "https://api.github.com", "https://github.com")
    );
    assert_eq!(
        at(&[("GITHUB_SERVER_URL", "https://ghe.example.com/")]),
        project(Kind::GitHub, "https://ghe.example.com/api/v3", "https://ghe.example.com")
    );
    for own in ["FORGEJO_ACTIONS", "GITEA_ACTIONS"] {
        assert_eq!(
            at(&[("GITHUB_SERVER_URL", "https://git.example.com/forge"), (own, "true")]),
            project(Kind::Forgejo, "https://git.example.com/forge/api/v1", "https://git.example.com/forge")
        );
    }
    let gitlab = said(
        &[
            ("GITLAB_CI", "true"),
            ("CI_SERVER_URL", "https://gitlab.example.com"),
            ("CI_API_V4_URL", "https://gitlab.example.com/api/v4"),
            ("CI_PROJECT_ID", "42"),
            ("CI_PROJECT_PATH", "group/sub/learning"),
            ("CI_PIPELINE_SOURCE", "schedule"),
        ],
        None,
    )
    .unwrap();
    assert_eq!(gitlab.kind, EventKind::Schedule);
    let project = gitlab.project.unwrap();
    assert_eq!((project.kind, project.name.as_str()), (Kind::GitLab, "group/sub/learning"));
    assert_eq!(project.api, "https://gitlab.example.com/api/v4");
}

#[test]
fn a_pull_request_says_number_head_base_and_where_it_comes_from() {
    for event in ["pull_request", "pull_request_target", "pull_request_review"] {
        let said = on_github(event, &pull_request()).unwrap();
        assert_eq!(
            (said.number, said.head.as_deref(), said.base.as_deref()),
            (Some(12), Some(HEAD), Some(BASE))
        );
        assert_eq!(said.fork, Some(true));
        assert_eq!(said.is_read_only(), event != "pull_request_target");
    }
    let own = with(pull_request(), "/pull_request/head/repo/full_name", json!("Example/learning"));
    assert_eq!(on_github("pull_request", &own).unwrap().fork, Some(false));
    let gone = with(pull_request(), "/pull_request/head/repo", Value::Null);
    assert_eq!(on_github("pull_request", &gone).unwrap().fork, Some(true));
}

#[test]
fn another_run_of_a_fork_names_its_branch_and_no_number() {
    let said = on_github("workflow_run", &run()).unwrap();
    assert_eq!((said.number, said.head.as_deref(), said.fork), (None, Some(HEAD), Some(true)));
    assert_eq!(said.branch, Some(Branch { owner: "ana".into(), name: "topic".into() }));
    assert!(!said.is_read_only());
    let listed =
        |base: u64, head: &str| json!({"number": 5, "head": {"sha": head}, "base": {"repo": {"id": base}}});
    let number = |list: Value| {
        on_github("workflow_run", &with(run(), "/workflow_run/pull_requests", list)).unwrap().number
    };
    assert_eq!(number(json!([listed(7, HEAD)])), Some(5));
    assert_eq!(number(json!([listed(8, HEAD)])), None, "that of another project");
    assert_eq!(number(json!([listed(7, BASE)])), None, "pushed to since");
    assert_eq!(number(json!([listed(7, HEAD), listed(7, HEAD)])), None, "two of one branch");
}

#[test]
fn another_run_counts_only_where_a_pull_request_set_it_off() {
    for event in ["push", "schedule", "workflow_dispatch"] {
        let said = on_github("workflow_run", &with(run(), "/workflow_run/event", json!(event))).unwrap();
        assert_eq!((said.kind, said.number, said.head, said.branch), (EventKind::Other, None, None, None));
    }
}

#[test]
fn a_merge_queue_names_the_last_change_of_the_group() {
    let queue = json!({
        "repository": {"full_name": "example/learning"},
        "merge_group": {
            "head_ref": format!("refs/heads/gh-readonly-queue/release/2/pr-104-{BASE}"),
            "head_sha": HEAD, "base_sha": BASE,
        },
    });
    let said = on_github("merge_group", &queue).unwrap();
    assert_eq!(
        (said.number, said.head.as_deref(), said.kind),
        (Some(104), Some(HEAD), EventKind::MergeQueue)
    );
    for name in [
        "main",
        "pr--1-x",
        "pr-104-zzz",
        "pr-104",
        "pr-99999999999999-f95f852bd8fca8fcc58a9a2d6c842781e32a215e",
    ] {
        let other = with(queue.clone(), "/merge_group/head_ref", json!(name));
        assert!(matches!(on_github("merge_group", &other), Err(EventFault::Field { .. })), "{name}");
    }
}

#[test]
fn gitlab_tells_the_head_of_the_branch_also_in_a_trial_merge() {
    let variables = [
        ("GITLAB_CI", "true"),
        ("CI_SERVER_URL", "https://gitlab.example.com"),
        ("CI_PROJECT_PATH", "ana/learning"),
        ("CI_MERGE_REQUEST_PROJECT_PATH", "group/learning"),
        ("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", "ana/learning"),
        ("CI_MERGE_REQUEST_IID", "9"),
        ("CI_PIPELINE_SOURCE", "merge_request_event"),
        ("CI_COMMIT_SHA", HEAD),
    ];
    let with = |more: &[(&str, &str)]| said(&[more, &variables[..]].concat(), None).unwrap();
    let plain = with(&[("CI_MERGE_REQUEST_EVENT_TYPE", "detached")]);
    assert_eq!((plain.number, plain.head.as_deref()), (Some(9), Some(HEAD)));
    assert_eq!(plain.project.as_ref().unwrap().name, "group/learning");
    assert!(plain.fork == Some(true) && plain.is_read_only());
    let trial =
        [("CI_MERGE_REQUEST_EVENT_TYPE", "merged_result"), ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", BASE)];
    assert_eq!(with(&trial).head.as_deref(), Some(BASE));
    assert_eq!(with(&trial[..1]).head, None, "the commit of the trial merge is nobody's head");
}

#[test]
fn what_cannot_be_is_told_with_its_place() {
    let changed =
        |pointer: &str, value: Value| on_github("pull_request", &with(pull_request(), pointer, value));
    let mut told: Vec<String> = [
        changed("/pull_request/number", json!(-1)),
        changed("/pull_request/number", json!(1e300)),
        changed("/pull_request/number", json!("12")),
        changed("/pull_request/number", json!(0)),
        changed("/pull_request", json!([])),
        changed("/pull_request/head/sha", json!("::error::x\n\u{1b}[31m")),
        changed("/pull_request/head/sha", json!("0".repeat(40))),
        changed("/pull_request/head", Value::Null),
        changed("/repository/full_name", json!("evil/learning")),
        on_github("workflow_run", &with(run(), "/workflow_run/pull_requests", json!({}))),
        on_github("workflow_run", &with(run(), "/workflow_run/head_sha", json!("main"))),
    ]
    .into_iter()
    .map(|said| said.unwrap_err())
    .map(|fault| format!("{fault}\n  help: {}", fault.advice()))
    .collect();
    let variables = |more: &[(&str, &str)]| {
        let fault = said(more, None).unwrap_err();
        format!("{fault}\n  help: {}", fault.advice())
    };
    told.push(variables(&[("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", "pull_request")]));
    told.push(variables(&[("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "../x")]));
    let github = [("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "o/r")];
    told.push(variables(&[&github[..], &[("GITHUB_SERVER_URL", "https://token@evil.example")]].concat()));
    told.push(variables(&[("GITLAB_CI", "true"), ("CI_MERGE_REQUEST_IID", "1; rm -rf /")]));
    insta::assert_snapshot!("cannot_be", told.join("\n"));
    for line in told {
        assert!(line.len() < 300 && !line.contains("token@") && !line.contains('\u{1b}'), "{line}");
    }
}

#[test]
fn a_payload_is_never_read_beyond_its_limit() {
    struct Endless(u64);
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0 += buffer.len() as u64;
            assert!(self.0 < 4 * PAYLOAD_LIMIT, "reads on and on");
            buffer.fill(b'[');
            Ok(buffer.len())
        }
    }
    assert_eq!(payload(Endless(0)), Err(EventFault::TooLarge));
    for (bytes, what) in [(&b"{"[..], "no JSON"), (b"[]", "is a list, not an object"), (b"\xff", "no JSON")] {
        let fault = payload(bytes).unwrap_err().to_string();
        assert!(fault.contains(what), "{fault}");
    }
    assert!(payload("[".repeat(100_000).as_bytes()).is_err());
    assert_eq!(payload(&b"{}"[..]), Ok(json!({})));
}
