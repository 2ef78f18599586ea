//! Payloads of events as GitHub publishes them, of every version of its Enterprise Server that it
//! publishes them for. `tests/payloads/run` fetches them.

use std::fs;
use std::path::Path;

use milepost::forge::Project;
use milepost::forge::event::{EventFault, EventKind, Occasion, occasion};
use serde_json::Value;

/// What is said of an event in a run for the project that the payload names.
fn said(event: &str, payload: &Value) -> Result<Occasion, EventFault> {
    let repository = payload["repository"]["full_name"].as_str().map(str::to_owned);
    let variable = |name: &str| match name {
        "GITHUB_ACTIONS" => Some("true".to_owned()),
        "GITHUB_SERVER_URL" => Some("https://github.com".to_owned()),
        "GITHUB_REPOSITORY" => repository.clone(),
        "GITHUB_EVENT_NAME" => Some(event.to_owned()),
        _ => None,
    };
    occasion(&variable, Some(payload))
}

#[test]
#[ignore = "needs npm's @octokit/webhooks-examples; .ci/run runs it through tests/payloads/run"]
fn every_published_payload_is_understood() {
    let folder = std::env::var("MILEPOST_PAYLOADS").expect("MILEPOST_PAYLOADS names the package's folder");
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    let mut folders: Vec<_> = fs::read_dir(Path::new(&folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("index.json").is_file())
        .collect();
    folders.sort();
    assert!(folders.len() >= 5, "{folders:?}");
    for folder in folders {
        let text = fs::read_to_string(folder.join("index.json")).unwrap();
        let events: Vec<Value> = serde_json::from_str(&text).unwrap();
        for event in events {
            let name = event["name"].as_str().unwrap();
            for payload in event["examples"].as_array().unwrap() {
                *counts.entry(name.to_owned()).or_default() += 1;
                check(name, payload);
                if name == "pull_request" {
                    check("pull_request_target", payload);
                }
            }
        }
    }
    for needed in
        ["pull_request", "pull_request_review", "workflow_run", "merge_group", "workflow_dispatch", "push"]
    {
        println!("{needed}: {} payloads", counts.get(needed).copied().unwrap_or_default());
        assert!(counts.contains_key(needed), "{needed}: no payload");
    }
    println!("all events: {} payloads", counts.values().sum::<usize>());
}

/// What is said is what stands in the payload, read here in the plainest way.
fn check(event: &str, payload: &Value) {
    let said = said(event, payload).unwrap_or_else(|fault| panic!("{event}: {fault}: {payload:#}"));
    let text = |pointer: &str| payload.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    if let Some(Project { name, .. }) = &said.project {
        assert_eq!(Some(name.clone()), text("/repository/full_name"));
    }
    match said.kind {
        EventKind::Change | EventKind::Review => {
            assert_eq!(said.number, payload["pull_request"]["number"].as_u64(), "{event}");
            assert_eq!(said.head, text("/pull_request/head/sha"));
            assert_eq!(said.base, text("/pull_request/base/sha"));
            let (head, base) =
                (text("/pull_request/head/repo/full_name"), text("/pull_request/base/repo/full_name"));
            assert_eq!(said.fork, base.is_some().then_some(head != base));
        }
        EventKind::RunOfAChange => {
            assert_eq!(text("/workflow_run/event").as_deref(), Some("pull_request"));
            assert_eq!(said.head, text("/workflow_run/head_sha"));
            assert_eq!(
                said.branch.unwrap().owner,
                text("/workflow_run/head_repository/owner/login").unwrap()
            );
        }
        EventKind::MergeQueue => {
            let reference = text("/merge_group/head_ref").unwrap();
            assert!(reference.contains(&format!("/pr-{}-", said.number.unwrap())), "{reference}");
            assert_eq!(said.head, text("/merge_group/head_sha"));
        }
        EventKind::Schedule | EventKind::Manual | EventKind::Push | EventKind::Other => {
            assert_eq!((said.number, said.head), (None, None), "{event}");
        }
    }
}
